//! Tables that run down: their first column holds the heads, and every further column, or every repeat of the heads, is
//! one record.
//!
//! Knows how such a table is turned. Knows nothing of what the records mean.

use super::grid::{Grid, GridCell, GridRow, grid_cell};
use crate::document::{Origin, Table};
use crate::plain;
use crate::recognize::words::meaning::{Word, word};
use crate::rows::{Field, Shape};

/// `table` turned into one with a row for each record, if its first column holds heads: the words of two fields or
/// more, the code among them, on nearly every row that says anything.
pub fn turned(table: &Table) -> Option<Grid<'_>> {
    if names_columns(table) {
        return None;
    }
    let labels: Vec<String> = table.rows.iter().map(label).collect();
    let said: Vec<&String> = labels.iter().filter(|it| !it.is_empty()).collect();
    let fields: Vec<Field> = said.iter().filter_map(|it| field(it)).collect();
    let other = fields
        .iter()
        .any(|it| *it != Field::Code && *it != Field::Status);
    if !fields.contains(&Field::Code) || !other || fields.len() * 10 < said.len() * 8 {
        return None;
    }
    let mut heads: Vec<String> = Vec::new();
    for label in said {
        if !heads.contains(label) && heads.len() < MOST_HEADS {
            heads.push(label.clone());
        }
    }
    let width = table.rows.iter().map(|it| it.cells.len()).max()?;
    let columns = (1..width).flat_map(|column| records(table, &labels, &heads, column));
    let rows: Vec<GridRow> = columns.collect();
    Some(Grid {
        at: table.at,
        shape: Shape::Table,
        heads,
        rows,
        faults: &table.faults,
    })
}

/// Whether heads, which a table marks as such or has in its first row, name its columns: then what stands in its first
/// column are things that it describes, such as the parts of an error.
fn names_columns(table: &Table) -> bool {
    let heads = table
        .rows
        .iter()
        .take(table.head.max(1))
        .flat_map(|it| it.cells.iter().skip(1));
    heads
        .map(|it| word(&plain::line(&it.blocks)))
        .any(|it| it != Word::Unknown)
}

/// The most heads that are told apart; a table with more is no table of records.
const MOST_HEADS: usize = 16;

/// What the first cell of a row says.
fn label(row: &crate::document::TableRow) -> String {
    let first = row.cells.first();
    first.map_or(String::new(), |it| {
        plain::line(&it.blocks)
            .trim_end_matches([':', '：', ' '])
            .to_owned()
    })
}

/// The field that a label names.
fn field(label: &str) -> Option<Field> {
    word(label).field()
}

/// The records of one column: each begins where a head comes again that the record already has.
fn records<'a>(
    table: &'a Table,
    labels: &[String],
    heads: &[String],
    column: usize,
) -> Vec<GridRow<'a>> {
    let mut records: Vec<GridRow> = Vec::new();
    let mut taken: Vec<bool> = Vec::new();
    for (row, label) in table.rows.iter().zip(labels) {
        let (Some(head), Some(cell)) = (
            heads.iter().position(|it| it == label),
            row.cells.get(column),
        ) else {
            continue;
        };
        if records.is_empty() || taken.get(head).copied().unwrap_or(false) {
            records.push(empty(row.at, heads.len(), &row.faults));
            taken = vec![false; heads.len()];
        }
        if let Some(record) = records.last_mut() {
            record.cells[head] = grid_cell(cell);
            taken[head] = true;
        }
    }
    records.retain(|it| it.cells.iter().any(|cell| !cell.is_empty()));
    records
}

/// A record that says nothing yet.
fn empty(at: crate::document::Pos, width: usize, faults: &[crate::document::Fault]) -> GridRow<'_> {
    let cell = GridCell {
        at,
        origin: Origin::Own,
        blocks: &[],
    };
    GridRow {
        at,
        cells: vec![cell; width],
        loose: &[],
        faults,
    }
}
