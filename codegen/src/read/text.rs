//! The text reader.
use crate::document::{Document, Format};

/// Reads `source`.
pub fn read(_source: &str) -> Document {
    Document {
        format: Format::Text,
        blocks: Vec::new(),
    }
}
