//! Paragraphs one behind the other that codes open, each with its text behind a sign: `5250: The run failed.`
//!
//! Knows when such a run is one of errors. Knows nothing of what an entry becomes, nor of a code alone in its line; `lists`
//! does.

use super::entry::Entry;
use super::lists::{are_errors, lead, pass_statuses};
use crate::document::{Block, Text};
use crate::recognize::context::Context;
use crate::recognize::text::look::Look;
use crate::rows::{Reading, Shape};
use std::collections::BTreeSet;

/// Reads the run that begins at block `at`, of two paragraphs or more, as errors. Gives the block after it; `None` where
/// there is no such run, and nothing was read.
pub fn read(
    blocks: &[Block],
    at: usize,
    context: &Context,
    reading: &mut Reading,
) -> Option<usize> {
    // A run is tried where it begins, and no second time.
    let before = at.checked_sub(1).and_then(|it| blocks.get(it));
    if before.and_then(entry).is_some() {
        return None;
    }
    let entries: Vec<Entry> = blocks.get(at..)?.iter().map_while(entry).collect();
    let end = at + entries.len();
    let codes: BTreeSet<&str> = entries.iter().map(|it| it.name.code).collect();
    let goes_on = matches!(blocks.get(end), Some(Block::List(_) | Block::Definition(_)));
    let run: Vec<&Entry> = entries.iter().collect();
    if run.len() < 2 || codes.len() < run.len() || goes_on || !are_errors(&run, context) {
        return None;
    }
    if !pass_statuses(&run, reading) {
        for entry in &entries {
            entry.read(Shape::Paragraphs, context, reading);
        }
    }
    Some(end)
}

/// The entry that a paragraph is: a name, or a number longer than those of steps, with its text in the same line.
fn entry(block: &Block) -> Option<Entry<'_>> {
    const SHORTEST: usize = 3;
    let Block::Paragraph(text) = block else {
        return None;
    };
    let (name, behind) = Some(text).filter(|it| is_one_line(it)).and_then(lead)?;
    let is_code = match name.look {
        Look::Name => true,
        Look::Number => name.code.len() >= SHORTEST,
        _ => false,
    };
    (is_code && !behind.is_empty()).then(|| Entry::new(name, text.at, behind, &[]))
}

/// Whether a paragraph has one line, and a sign parts what opens it from the text.
fn is_one_line(text: &Text) -> bool {
    !text.text.contains('\n') && text.text.contains([':', '：', '–', '—'])
}
