//! Errors that a labelled status closes: a name alone in its line, texts, `HTTP status code: 400`, and the next name.
//!
//! Knows how such a run looks when nothing else marks it. Knows nothing of what an entry becomes.

use super::entry::Entry;
use crate::document::{Block, Text};
use crate::recognize::context::Context;
use crate::recognize::text::labels;
use crate::recognize::text::look::Look;
use crate::recognize::text::name::name;
use crate::recognize::text::status::{Said, said};
use crate::recognize::words::topics::Topic;
use crate::rows::{Field, Reading, Shape};

/// Reads the run of entries that begins at block `at`, two or more. Gives the block after it; `None` where there is no
/// such run, and nothing was read.
pub fn read(
    blocks: &[Block],
    at: usize,
    context: &Context,
    reading: &mut Reading,
) -> Option<usize> {
    let mut entries = Vec::new();
    let mut end = at;
    while let Some((entry, length)) = entry(blocks.get(end..)?) {
        entries.push(entry);
        end += length;
    }
    if entries.len() < 2 || context.topic() == Topic::Other {
        return None;
    }
    for entry in &entries {
        entry.read(Shape::Paragraphs, context, reading);
    }
    Some(end)
}

/// The entry that the first of `blocks` begins, and how many of them it takes.
fn entry(blocks: &[Block]) -> Option<(Entry<'_>, usize)> {
    const MOST_TEXTS: usize = 4;
    let (first, rest) = blocks.split_first()?;
    let text = paragraph(first)?;
    let (title, lead) = text.text.split_once('\n').unwrap_or((&text.text, ""));
    let name = name(title).filter(|it| {
        it.look == Look::Name || (it.look == Look::Word && title.starts_with(char::is_uppercase))
    })?;
    if lead.lines().last().is_some_and(is_status) {
        return Some((Entry::new(name, text.at, lead, &[]), 1));
    }
    let closes = |it: &Block| paragraph(it).is_some_and(|it| is_status(&it.text));
    let texts = rest.iter().take(MOST_TEXTS + 1);
    let length = texts
        .take_while(|it| paragraph(it).is_some())
        .position(closes)?
        + 1;
    let entry = Entry::new(name, text.at, lead, rest.get(..length)?);
    Some((entry, 1 + length))
}

/// Whether a line is a label with a status behind it, and nothing else.
fn is_status(line: &str) -> bool {
    labels::in_line(line)
        .is_some_and(|it| it.field == Field::Status && matches!(said(it.text), Said::Statuses(_)))
}

/// The text of a paragraph.
fn paragraph(block: &Block) -> Option<&Text> {
    match block {
        Block::Paragraph(text) => Some(text),
        _ => None,
    }
}
