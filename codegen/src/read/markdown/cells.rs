//! The cells of a pipe table to blocks.
//!
//! Knows that a cell on one line is text, and one on several lines is blocks. Knows nothing of which lines make a row.

use super::blocks::{blocks, inline};
use super::inline::{collapse, is_plain};
use super::rows::CELLS;
use super::scan::Look;
use super::source::Source;
use super::table::{Flaw, Piece, Pipes, Row};
use super::{Context, html, wrapped};
use crate::document::{Block, Cell, Fault, Origin, Pos, Table, TableRow, Text};
use crate::read::html::fragment;
use std::ops::Range;

/// The table that `pipes` says is in `source`.
pub(super) fn table(context: &Context, source: &Source, pipes: Pipes) -> Table {
    let at = source.pos(pipes.at);
    let columns = pipes.columns;
    let context = context.cell();
    let row = |it: Row| TableRow {
        at: source.pos(it.at),
        faults: faults(it.flaw, source.pos(it.at), columns),
        cells: it
            .cells
            .into_iter()
            .map(|piece| cell(&context, source, &piece))
            .collect(),
    };
    Table {
        at,
        caption: None,
        head: pipes.head,
        faults: faults(pipes.flaw, at, columns),
        rows: pipes.rows.into_iter().map(row).collect(),
    }
}

/// What `flaw` says to a person.
fn faults(flaw: Option<Flaw>, at: Pos, columns: usize) -> Vec<Fault> {
    let (what, help) = match flaw {
        None => return Vec::new(),
        Some(Flaw::Open) => (
            "the row has no closing `|`, while other rows of the table have one".to_string(),
            "close the row with `|` where it ends",
        ),
        Some(Flaw::Bare) => (
            "the line has no `|`, and stands directly under a row of a table".to_string(),
            "put an empty line before it if it is no row",
        ),
        Some(Flaw::Long) => (
            format!("the row has more than {CELLS} cells; what follows stands in the last one"),
            "split the row",
        ),
        Some(Flaw::Uneven(under)) => (
            format!("the head has {columns} cells, and the line under it {under}"),
            "give both the same number of cells",
        ),
        Some(Flaw::NoDelimiter) => (
            "the rows have no head with a line such as `|---|---|` under it".to_string(),
            "put a head and such a line above the rows, or take away the line that sets them apart from their table",
        ),
        Some(Flaw::NoHead) => (
            "no head stands above the line `|---|---|`".to_string(),
            "put a head with as many cells above it",
        ),
    };
    let help = help.to_string();
    vec![Fault { at, what, help }]
}

/// The cell that `piece` says is in `source`.
fn cell(context: &Context, source: &Source, piece: &Piece) -> Cell {
    let at = source.pos(piece.first.start);
    let blocks = match piece.more.iter().rposition(|range| !range.is_empty()) {
        Some(last) => lines(context, source, piece, last + 1),
        None => line(context, source, piece.first.clone(), at),
    };
    Cell {
        at,
        origin: Origin::Own,
        blocks,
    }
}

/// A cell on one line: text.
fn line(context: &Context, source: &Source, range: Range<usize>, at: Pos) -> Vec<Block> {
    let text = source.slice(range.clone());
    if text.is_empty() {
        Vec::new()
    } else if is_plain(text) {
        vec![Block::Paragraph(Text::new(at, collapse(text)))]
    } else if holds_table(text) {
        fragment(&format!("{}{text}", html::pad(at)), at.line)
    } else {
        inline(context, source, range)
    }
}

/// Whether a table of HTML stands in `text`.
fn holds_table(text: &str) -> bool {
    let mut tags = text
        .match_indices('<')
        .filter_map(|(at, _)| text.get(at + 1..at + 6));
    tags.any(|name| name.eq_ignore_ascii_case("table"))
}

/// A cell on several lines: blocks. A list whose first item stands on the line of the text before it starts there.
fn lines(context: &Context, source: &Source, piece: &Piece, count: usize) -> Vec<Block> {
    let more = piece.more.get(..count).unwrap_or_default();
    let parts = wrapped::parts(source, piece.first.clone(), more);
    let mut text = String::new();
    let mut places = Vec::with_capacity(parts.len());
    for part in parts {
        if !places.is_empty() {
            text.push('\n');
        }
        text.push_str(source.slice(part.clone()));
        places.push(source.pos(part.start));
    }
    blocks(context, &Source::parts(&text, places), Look::Cell)
}
