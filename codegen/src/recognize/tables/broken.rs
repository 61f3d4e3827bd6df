//! Rows whose lines are not those of the table: one that is broken over several, and two that stand on one.
//!
//! Knows how many cells a row should have, and where its code stands. Knows nothing of what the cells say.

use super::grid::{GridCell, GridRow};
use super::rows::{Slot, Table};
use crate::document::Pos;
use crate::problem::Finding;
use crate::rows::{Field, Shape};

impl<'a> Table<'_, 'a> {
    /// The row that line ends broke into `row` and the first of `rest`, and how many of these it takes: the first ends
    /// before its message, the next ones begin like no row, and together they have a cell for each column.
    pub fn parted(&self, row: &GridRow<'a>, rest: &[GridRow<'a>]) -> Option<(GridRow<'a>, usize)> {
        const MOST_ROWS: usize = 8;
        let width = self.grid.heads.len();
        let ends_early = row.cells.len() <= self.columns.of(Field::Message)?;
        if !ends_early || self.grid.shape != Shape::Table || !self.opens(row) {
            return None;
        }
        let mut cells = row.cells.clone();
        for (index, next) in rest.iter().take(MOST_ROWS).enumerate() {
            let says = !next.cells.iter().all(GridCell::is_empty);
            if says && self.opens(next) || !next.faults.is_empty() {
                return None;
            }
            cells.extend(next.cells.iter().copied().filter(|_| says));
            if cells.len() >= width {
                let whole = GridRow {
                    at: row.at,
                    cells,
                    loose: &[],
                    faults: row.faults,
                };
                return Some((whole, index + 1)).filter(|it| it.0.cells.len() == width);
            }
        }
        None
    }

    /// Whether the cells of `row` begin as those of a row do: with its code, and its status where it stands before.
    fn opens(&self, row: &GridRow<'a>) -> bool {
        self.fits(&row.cells.iter().copied().map(Slot::Own).collect::<Vec<_>>())
    }

    /// The two rows that stand on one line, if they do: each has all its cells, and its code and status where they should
    /// be. An empty cell stands between them where the rows have outer pipes.
    pub fn glued(&self, row: &GridRow<'a>) -> Option<(GridRow<'a>, GridRow<'a>)> {
        let width = self.grid.heads.len();
        let cells = trimmed(&row.cells, width);
        let between = cells.len().checked_sub(2 * width)?;
        let (first, rest) = cells.split_at(width);
        let (gap, second) = rest.split_at(between);
        let whole = |cells: &[GridCell<'a>]| {
            self.fits(&cells.iter().copied().map(Slot::Own).collect::<Vec<_>>())
        };
        let part = |cells: &[GridCell<'a>]| GridRow {
            at: cells.first().map_or(row.at, |it| it.at),
            cells: cells.to_vec(),
            loose: &[],
            faults: row.faults,
        };
        let glued = between < 2 && gap.iter().all(GridCell::is_empty);
        (glued && whole(first) && whole(second)).then(|| (part(first), part(second)))
    }
}

/// `cells` without empty ones beyond `width`.
pub fn trimmed<'c, 'a>(cells: &'c [GridCell<'a>], width: usize) -> &'c [GridCell<'a>] {
    let beyond = cells.iter().skip(width).rposition(|it| !it.is_empty());
    let keep = beyond.map_or(width, |it| width + it + 1);
    cells.get(..keep).unwrap_or(cells)
}

/// The note that one row is broken over several lines.
pub fn one_row(at: Pos) -> Finding {
    let what = "the row is broken over several lines, and is read as one";
    Finding::note(at, what, "report the document to its publisher")
}

/// The note that two rows stand on one line.
pub fn two_rows(at: Pos) -> Finding {
    let what = "two rows stand on this line, and are read as two";
    Finding::note(at, what, "report the document to its publisher")
}
