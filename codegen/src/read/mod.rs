//! Files to documents: one reader a format, all making the same [`Document`].
//!
//! Knows how to tell a format. The readers know formats, not errors.

pub mod detect;
pub mod html;
pub mod markdown;
pub mod rst;
pub mod text;

use crate::document::{Document, Format};

/// Reads `source` as `format`. Never fails: what a reader cannot make sense of stands as a fault where it was met.
pub fn read(source: &str, format: Format) -> Document {
    match format {
        Format::Markdown => markdown::read(source),
        Format::Html => html::read(source),
        Format::Rst => rst::read(source),
        Format::Text => text::read(source),
    }
}
