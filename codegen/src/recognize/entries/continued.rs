//! Items that go on behind a plus alone in its line, as `AsciiDoc` has them. Markdown makes three blocks of such an item: a
//! list with the name, a list with nothing in it, and a paragraph.
//!
//! Knows these three blocks, and that a run of them is tried once. Knows nothing of what an entry becomes.

use super::entry::Entry;
use super::lists::{are_errors, lead};
use crate::document::Block;
use crate::recognize::context::Context;
use crate::rows::{Reading, Shape};

/// How many blocks an item is.
const BLOCKS: usize = 3;

/// Reads the run of such items that begins at block `at`, of two or more, as errors. Gives the block after it; `None` where
/// there is no such run, and nothing was read.
pub fn read(
    blocks: &[Block],
    at: usize,
    context: &Context,
    reading: &mut Reading,
) -> Option<usize> {
    // A run is tried where it begins, and no second time.
    let before = at.checked_sub(BLOCKS).and_then(|it| blocks.get(it..at));
    if before.and_then(entry).is_some() {
        return None;
    }
    let parts = blocks.get(at..)?.chunks_exact(BLOCKS);
    let entries: Vec<Entry> = parts.map_while(entry).collect();
    let run: Vec<&Entry> = entries.iter().collect();
    if run.len() < 2 || !are_errors(&run, context) {
        return None;
    }
    for entry in &entries {
        entry.read(Shape::List, context, reading);
    }
    Some(at + BLOCKS * entries.len())
}

/// The entry that three blocks are: a name alone in its item, and the text behind the plus. A second text behind a second
/// plus, which stands in the same paragraph, is not its message.
fn entry(blocks: &[Block]) -> Option<Entry<'_>> {
    let [
        Block::List(first),
        Block::List(plus),
        Block::Paragraph(text),
    ] = blocks
    else {
        return None;
    };
    let ([item], [empty]) = (first.items.as_slice(), plus.items.as_slice()) else {
        return None;
    };
    let [Block::Paragraph(named)] = item.blocks.as_slice() else {
        return None;
    };
    let (name, behind) = lead(named).filter(|_| empty.blocks.is_empty())?;
    let message = text.text.split_once(". + ");
    let message = message.map_or(text.text.as_str(), |(it, _)| &text.text[..=it.len()]);
    behind
        .is_empty()
        .then(|| Entry::new(name, item.at, message, &[]))
}
