//! Sections under a title in words, whose code stands inside, in a line of its own behind a label.
//!
//! Knows when such a section is one error. Knows nothing of headings that are codes; `sections` does.

use super::entry::Entry;
use super::sections::length;
use crate::document::{Block, Heading, Pos, Text};
use crate::recognize::context::Context;
use crate::recognize::text::labels;
use crate::recognize::text::look::Look;
use crate::recognize::text::name::{Name, name};
use crate::recognize::words::topics::Topic;
use crate::rows::{Field, Reading, Shape};

/// Reads the section under `heading` as an error if one line of it labels a code, and another one a message or a status,
/// or, where errors are spoken of, if that line is the first and a text stands behind it.
/// Gives how many of the blocks behind the heading belong to it; `None` where it is none, and nothing was read.
pub fn read(
    heading: &Heading,
    rest: &[Block],
    context: &Context,
    reading: &mut Reading,
) -> Option<usize> {
    let whole = &rest[..length(rest, heading.level)];
    let body = &whole[..labelled(whole)];
    let mut codes = body.iter().flat_map(texts).filter_map(code);
    let (at, name) = codes.next().filter(|_| codes.next().is_none())?;
    let name = Name {
        title: Some(&heading.text.text),
        ..name
    };
    let entry = Entry::new(name, at, "", body);
    if context.topic() == Topic::Other {
        return None;
    }
    let entry = if entry.is_surely_labelled() {
        entry
    } else {
        Some(entry)
            .filter(|_| context.topic() == Topic::Errors)
            .and_then(|it| told(&it))?
    };
    entry.read(Shape::Sections, context, reading);
    Some(body.len())
}

/// `entry`, whose labels are vague, where errors are spoken of: it is one if they label a message or a status, or if the
/// code stands first and a text behind it. The line of the code is none of the texts then.
fn told<'a>(entry: &Entry<'a>) -> Option<Entry<'a>> {
    let (first, rest) = entry.body.split_first()?;
    let leads = matches!(first, Block::Paragraph(text) if text.at == entry.at);
    let under = if leads { rest } else { entry.body };
    let entry = Entry::new(entry.name, entry.at, "", under);
    let labelled = entry.has_label(Field::Status) || entry.has_label(Field::Message);
    (labelled || leads && entry.says_something()).then_some(entry)
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

/// The paragraph that a block is, or those that the items of a list begin with.
fn texts(block: &Block) -> Vec<&Text> {
    match block {
        Block::Paragraph(text) => vec![text],
        Block::List(list) => {
            let firsts = list.items.iter().filter_map(|it| it.blocks.first());
            firsts
                .filter_map(|it| match it {
                    Block::Paragraph(text) => Some(text),
                    _ => None,
                })
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The code that a paragraph labels, and where.
fn code(text: &Text) -> Option<(Pos, Name<'_>)> {
    let labelled = || name(labels::code(text)?.trim_matches(['`', ' ']));
    let found = labels::any_code(text).or_else(labelled)?;
    matches!(found.look, Look::Name | Look::Number).then_some((text.at, found))
}
