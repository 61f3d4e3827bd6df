//! Sections that are errors: a heading that is a code, and what stands under it.
//!
//! Knows when a section is an error and not a chapter. Knows no tables.

use super::Context;
use super::entries::{Entry, Name, name};
use super::labels;
use super::look::Look;
use super::words::Topic;
use crate::document::{Block, Heading};
use crate::rows::{Reading, Shape};

/// How many of `blocks` belong to a section whose heading has rank `level`.
pub fn length(blocks: &[Block], level: u8) -> usize {
    let ends = |it: &Block| matches!(it, Block::Heading(heading) if heading.level <= level);
    blocks.iter().position(ends).unwrap_or(blocks.len())
}

/// Reads the section under `heading` as an error. Gives `false` where it is none; nothing was read then.
pub fn read(heading: &Heading, body: &[Block], context: &Context, reading: &mut Reading) -> bool {
    let Some(name) = name(&heading.text.text) else {
        return false;
    };
    let chapter = |it: &Block| matches!(it, Block::Heading(_)) && labels::label(it).is_none();
    if body.iter().any(chapter) {
        return false;
    }
    let entry = Entry {
        name,
        at: heading.text.at,
        lead: "",
        body,
    };
    let found = is_error(&entry, context);
    if found {
        entry.read(Shape::Sections, context, reading);
    }
    found
}

/// Whether the section is an error: its labels say so, or a name stands where errors are spoken of.
fn is_error(entry: &Entry, context: &Context) -> bool {
    let errors = context.topic() == Topic::Errors;
    let prose = || {
        matches!(
            entry.body.first(),
            Some(Block::Paragraph(_) | Block::List(_))
        )
    };
    match entry.name {
        Name {
            look: Look::Name, ..
        }
        | Name { alias: Some(_), .. } => entry.is_labelled() || (errors && prose()),
        _ => errors && entry.is_labelled(),
    }
}
