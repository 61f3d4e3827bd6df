//! What single words and titles say about errors.
//!
//! Knows vocabularies, and how words are compared with them. Knows nothing of tables, lists and headings.

pub mod beside;
pub mod meaning;
pub mod success;
pub mod tongues;
pub mod topics;
pub mod vocabulary;
