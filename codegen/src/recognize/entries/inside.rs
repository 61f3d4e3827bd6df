//! Sections under a title in words, whose code stands inside, in a line of its own behind a label.
//!
//! Knows when such a section is one error. Knows nothing of headings that are codes; `sections` does.

use super::entry::Entry;
use super::sections::length;
use crate::document::{Block, Heading};
use crate::recognize::context::Context;
use crate::recognize::text::labels;
use crate::recognize::text::look::Look;
use crate::recognize::text::name::{Name, name};
use crate::recognize::words::topics::Topic;
use crate::rows::{Reading, Shape};

/// Reads the section under `heading` as an error if one line of it labels a code, and another one a message or a status.
/// Gives how many of the blocks behind the heading belong to it; `None` where it is none, and nothing was read.
pub fn read(
    heading: &Heading,
    rest: &[Block],
    context: &Context,
    reading: &mut Reading,
) -> Option<usize> {
    let whole = &rest[..length(rest, heading.level)];
    let body = &whole[..labelled(whole)];
    let mut codes = body.iter().filter_map(code);
    let name = codes.next().filter(|_| codes.next().is_none())?;
    let name = Name {
        title: Some(&heading.text.text),
        ..name
    };
    let at = body.iter().find(|it| code(it).is_some())?.at()?;
    let entry = Entry::new(name, at, "", body);
    if context.topic() == Topic::Other || !entry.is_surely_labelled() {
        return None;
    }
    entry.read(Shape::Sections, context, reading);
    Some(body.len())
}

/// How many of the first blocks stand right under the heading or under headings that are labels.
fn labelled(blocks: &[Block]) -> usize {
    let ends = |it: &Block| match it {
        Block::Heading(it) => labels::sure(&it.text.text).is_none(),
        Block::Table(_) => true,
        _ => false,
    };
    blocks.iter().position(ends).unwrap_or(blocks.len())
}

/// The code that a paragraph which is nothing else labels.
fn code(block: &Block) -> Option<Name<'_>> {
    let Block::Paragraph(text) = block else {
        return None;
    };
    let labelled = labels::code(text)?.trim_matches(['`', ' ']);
    name(labelled).filter(|it| matches!(it.look, Look::Name | Look::Number))
}
