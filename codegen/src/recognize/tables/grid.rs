//! Tables in the one form that recognition reads, whether a format marked them or not.
//!
//! Knows heads, rows and cells. Knows nothing of what they mean.

use crate::document::{Block, Cell, Fault, Origin, Pos, Table};
use crate::plain;
use crate::rows::Shape;
use std::borrow::Cow;

/// A table: heads over columns, and rows.
pub struct Grid<'a> {
    /// Where it begins.
    pub at: Pos,
    /// Whether it was marked as a table.
    pub shape: Shape,
    /// What heads the columns, from left to right.
    pub heads: Vec<String>,
    /// The rows below the heads.
    pub rows: Vec<GridRow<'a>>,
    /// What is wrong with the table as a whole.
    pub faults: &'a [Fault],
}

/// A row of a grid.
pub struct GridRow<'a> {
    /// Where it begins.
    pub at: Pos,
    /// Its cells, which can be fewer or more than there are columns.
    pub cells: Vec<GridCell<'a>>,
    /// Blocks between the first text and the last one, whose column cannot be told.
    pub loose: &'a [Block],
    /// What is wrong with it.
    pub faults: &'a [Fault],
}

/// A cell of a grid.
#[derive(Clone, Copy)]
pub struct GridCell<'a> {
    /// Where it begins.
    pub at: Pos,
    /// How it came into its slot.
    pub origin: Origin,
    /// What stands in it.
    pub blocks: &'a [Block],
}

impl<'a> GridCell<'a> {
    /// Its text in one line.
    pub fn line(&self) -> Cow<'a, str> {
        plain::line(self.blocks)
    }

    /// Its text with its lines, as [`plain::lines`] makes them.
    pub fn lines(&self) -> String {
        plain::lines(self.blocks)
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty() || self.line().is_empty()
    }
}

impl<'a> Grid<'a> {
    /// The grid of `table`, its first `head` rows being heads.
    pub fn new(table: &'a Table, head: usize) -> Self {
        let mut heads = heads(table, head);
        let width = table
            .rows
            .iter()
            .map(|row| row.cells.len())
            .max()
            .unwrap_or(0);
        if head == 0 {
            heads.resize(width, String::new());
        }
        let rows = table.rows.iter().skip(head).map(row).collect();
        Self {
            at: table.at,
            shape: Shape::Table,
            heads,
            rows,
            faults: &table.faults,
        }
    }

    /// Whether most rows are short, so that the cells of some can stand too far left, while enough are whole.
    pub fn is_shifted(&self) -> bool {
        const FEWEST: usize = 4;
        let width = self.heads.len();
        let whole = self.rows.iter().filter(|it| it.cells.len() >= width);
        let whole = whole.count();
        whole >= FEWEST && whole * 2 < self.rows.len()
    }

    /// The cells of column `index`, a cell over several rows once. Of a table whose cells
    /// shifted, only those of the whole rows are given.
    pub fn column(&self, index: usize) -> impl Iterator<Item = &GridCell<'a>> {
        let width = self.heads.len();
        let shifted = self.is_shifted();
        self.rows
            .iter()
            .filter(move |it| !shifted || it.cells.len() >= width)
            .filter_map(move |row| row.cells.get(index))
            .filter(|cell| matches!(cell.origin, Origin::Own | Origin::Header))
    }
}

/// What heads the columns of `table`: the text of its first `head` rows, lower rows behind upper ones.
fn heads(table: &Table, head: usize) -> Vec<String> {
    let mut heads: Vec<String> = Vec::new();
    for row in table.rows.iter().take(head) {
        for (index, cell) in row.cells.iter().enumerate() {
            let text = plain::line(&cell.blocks);
            match heads.get_mut(index) {
                Some(above) if text.is_empty() || *above == *text => {}
                Some(above) if above.is_empty() => *above = text.into_owned(),
                Some(above) => {
                    above.push(' ');
                    above.push_str(&text);
                }
                None => heads.push(text.into_owned()),
            }
        }
    }
    heads
}

/// One row of a table as a row of a grid.
fn row(row: &crate::document::TableRow) -> GridRow<'_> {
    let cells = row.cells.iter().map(grid_cell).collect();
    GridRow {
        at: row.at,
        cells,
        loose: &[],
        faults: &row.faults,
    }
}

/// A cell of a table as a cell of a grid.
pub fn grid_cell(cell: &Cell) -> GridCell<'_> {
    GridCell {
        at: cell.at,
        origin: cell.origin,
        blocks: &cell.blocks,
    }
}
