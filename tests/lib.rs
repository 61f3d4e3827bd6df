//! What the end-to-end tests share.

pub mod dump;
pub mod given;
