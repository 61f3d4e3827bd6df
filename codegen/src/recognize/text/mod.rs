//! What one short text is: a code, a name, a status, a label.
//!
//! Knows how these are written. Knows nothing of where the text stands.

pub mod codes;
pub mod labels;
pub mod look;
pub mod name;
pub mod status;
