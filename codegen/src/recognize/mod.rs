//! Documents to rows: which parts hold errors, and which column, label or heading is what.
//!
//! Knows the words and shapes of error tables in any document. Knows nothing of formats or services. Recursion goes as
//! deep as blocks nest, which the readers limit; `nesting` refuses what nests deeper all the same.

mod context;
mod entries;
mod nesting;
mod tables;
mod text;
mod unread;
mod walk;
mod words;

use crate::document::{Block, Document, Format};
use crate::rows::Reading;
use crate::told::Told;
use std::collections::BTreeSet;
use tables::{flattened, spaced};

/// Finds the error rows of `document`, and accounts for every row of every table in it. A document whose blocks nest
/// more than 256 deep is not read, which a problem says.
pub fn recognize(document: &Document) -> Reading {
    recognize_told(document, &[])
}

/// As [`recognize`], but reads the tables that `told` is about as it says; of two about the same table, the first one
/// holds. [`Reading::told`] has those that made a difference.
pub fn recognize_told(document: &Document, told: &[&Told]) -> Reading {
    if let Some(problem) = nesting::too_deep(&document.blocks) {
        return Reading {
            findings: vec![problem],
            ..Reading::default()
        };
    }
    let lines_are_cells = document.format == Format::Text;
    let unfold = |how: fn(&[Block]) -> Option<Vec<Block>>, blocks: &[Block]| {
        lines_are_cells.then(|| how(blocks)).flatten()
    };
    let tables = unfold(spaced::unfolded, &document.blocks);
    let blocks = tables.as_deref().unwrap_or(&document.blocks);
    let unfolded = unfold(flattened::unfolded, blocks);
    let blocks = unfolded.as_deref().unwrap_or(blocks);
    let mut reading = walk::read(blocks, document.format, told);
    unread::account(blocks, &mut reading);
    let mut lines = BTreeSet::new();
    reading.passed.retain(|it| lines.insert(it.at));
    reading.findings.sort_by_key(|it| it.at);
    reading
}
