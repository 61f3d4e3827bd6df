//! The rst reader.
use crate::document::{Document, Format};

/// Reads `source`.
pub fn read(_source: &str) -> Document {
    Document {
        format: Format::Rst,
        blocks: Vec::new(),
    }
}
