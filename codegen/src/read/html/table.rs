//! Cells that span to cells in every slot.
//!
//! Knows the table model of the HTML standard: in which column a cell stands, and which slots it covers. It departs
//! from that model in five things, on purpose. A column in which no cell begins is left out where it is at the right
//! (`colspan="100"` is how many say "all columns"). A row in which no cell begins is left out: it has nothing to say.
//! Rows stay in the order of the source, those of `<tfoot>` too. Where two cells cover one slot, the one from above
//! stands in it, and the row says so. And the slots that spans may fill are limited by a budget, because a page of a
//! few hundred bytes can ask for millions of them; a table that would go beyond says so, and its later spans stay
//! unresolved.

use crate::document::{Cell, Fault, Origin, Pos, TableRow};
use crate::limits::HTML_SPANS;

/// What a copy of an empty cell costs.
const SLOT: usize = size_of::<Cell>();

/// A cell that covers more than its own slot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    /// Which of the cells of its row.
    pub(super) cell: usize,
    /// How many columns it covers.
    pub(super) columns: u32,
    /// How many rows it covers; none: down to the last one of its group.
    pub(super) rows: u32,
    /// How many bytes its content has.
    pub(super) weight: usize,
}

/// A row as it is written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) row: TableRow,
    /// Which cells span, in order.
    pub(super) spans: Vec<Span>,
    /// The number of its group; cells do not span into another.
    pub(super) group: u32,
    /// Whether it stands in a `<thead>`.
    pub(super) head: bool,
}

/// A table whose cells stand in every slot that they cover.
#[derive(Debug)]
pub(super) struct Resolved {
    pub(super) rows: Vec<TableRow>,
    pub(super) head: usize,
    pub(super) fault: Option<Fault>,
}

/// How many bytes copies of cells may fill.
#[derive(Debug)]
pub(super) struct Budget {
    left: usize,
    refused: bool,
}

impl Budget {
    /// A budget for a source of `size` bytes: four times as much, and a megabyte.
    pub(super) fn new(size: usize) -> Self {
        Self {
            left: size.saturating_mul(4).saturating_add(HTML_SPANS),
            refused: false,
        }
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.left
    }

    /// Takes `cost`, or refuses, and everything from then on.
    fn take(&mut self, cost: usize) -> bool {
        let left = self.left.checked_sub(cost);
        self.refused |= left.is_none();
        self.left = left.unwrap_or(0);
        !self.refused
    }
}

/// Puts the cells of `written` into all slots that they cover, as long as `budget` lasts.
pub(super) fn resolve(written: Vec<Written>, at: Pos, budget: &mut Budget) -> Resolved {
    budget.refused = false;
    let width = width(&written, budget);
    let mut grid = Grid::default();
    let mut heads = Heads::default();
    let mut silent = Vec::with_capacity(written.len());
    let mut rows: Vec<TableRow> = Vec::with_capacity(written.len());
    for row in written {
        grid.enter(row.group);
        let says_nothing = row.row.cells.is_empty() && row.row.faults.is_empty();
        silent.push(says_nothing);
        if !says_nothing {
            heads.add(&row, width);
        }
        let row = grid.fill(row, rows.last(), width, budget);
        rows.push(row);
    }
    let mut silent = silent.into_iter();
    rows.retain(|_| silent.next() != Some(true));
    Resolved {
        head: heads.count(rows.len()),
        rows,
        fault: budget.refused.then(|| spent(at)),
    }
}

/// How many columns have a cell that begins in them.
fn width(written: &[Written], budget: &mut Budget) -> usize {
    let mut grid = Grid::default();
    let mut width = 0;
    for row in written {
        grid.enter(row.group);
        let mut column = 0;
        let mut begun = Vec::new();
        let mut spans = row.spans.iter();
        let mut span = spans.next();
        for index in 0..row.row.cells.len() {
            column = grid.free(column);
            width = width.max(column + 1);
            let mut columns = 1;
            if let Some(it) = span.filter(|it| it.cell == index) {
                columns = it.columns as usize;
                begun.push(Begun::new(it, column, columns));
                span = spans.next();
            }
            column += columns;
        }
        let covered = begun.iter().map(|it| it.columns).sum::<usize>() + grid.covers.len();
        grid.next(if budget.take(covered) {
            begun
        } else {
            Vec::new()
        });
        if budget.refused {
            grid.covers.clear();
        }
    }
    width
}

/// A spanning cell that was put into a column.
struct Begun {
    column: usize,
    columns: usize,
    cover: Cover,
}

impl Begun {
    fn new(span: &Span, column: usize, columns: usize) -> Self {
        let rows = if span.rows == 0 { u32::MAX } else { span.rows };
        Self {
            column,
            columns,
            cover: Cover {
                rows,
                weight: span.weight,
                from: column,
                behind: 0,
            },
        }
    }
}

/// How a column is covered from above.
#[derive(Clone, Copy, Default)]
struct Cover {
    /// In how many rows, from the one being filled on; the most that there can be stands for all.
    rows: u32,
    weight: usize,
    /// A column of the row above in which the covering cell stands.
    from: usize,
    /// In how many rows a second cell covers the column that begins in `from`; it stands there when the first ends.
    behind: u32,
}

impl Cover {
    /// A further cell covers the column.
    fn add(&mut self, other: Self) {
        if self.rows == 0 {
            *self = other;
        } else if other.rows > self.rows.max(self.behind) {
            (self.behind, self.from) = (other.rows, other.from);
            self.weight = self.weight.max(other.weight);
        }
    }

    /// Goes to the next row; `column` is the one that is covered.
    fn next(&mut self, column: usize) {
        let less = |rows: u32| match rows {
            u32::MAX => rows,
            _ => rows.saturating_sub(1),
        };
        (self.rows, self.behind) = (less(self.rows), less(self.behind));
        if self.rows == 0 && self.behind > 0 {
            (self.rows, self.behind) = (self.behind, 0);
        } else if self.behind == 0 {
            self.from = column;
        }
    }
}

/// The columns of a table that cells cover from above.
#[derive(Default)]
struct Grid {
    covers: Vec<Cover>,
    group: u32,
}

impl Grid {
    /// Goes to a row of `group`: no cell covers a row of another.
    fn enter(&mut self, group: u32) {
        if self.group != group {
            self.covers.clear();
        }
        self.group = group;
    }

    /// What covers `column` from above.
    fn cover(&self, column: usize) -> Option<Cover> {
        self.covers
            .get(column)
            .copied()
            .filter(|cover| cover.rows > 0)
    }

    /// The first column from `column` on that no cell covers.
    fn free(&self, column: usize) -> usize {
        let taken = self.covers.get(column..).unwrap_or_default();
        column + taken.iter().take_while(|cover| cover.rows > 0).count()
    }

    /// Goes to the next row, which the cells that have `begun` in this one may cover.
    fn next(&mut self, begun: Vec<Begun>) {
        for it in begun.into_iter().filter(|it| it.cover.rows > 1) {
            let end = it.column + it.columns;
            if self.covers.len() < end {
                self.covers.resize(end, Cover::default());
            }
            let columns = self.covers.iter_mut().take(end).skip(it.column);
            columns.for_each(|cover| cover.add(it.cover));
        }
        for (column, cover) in self.covers.iter_mut().enumerate() {
            cover.next(column);
        }
        while self.covers.last().is_some_and(|cover| cover.rows == 0) {
            self.covers.pop();
        }
    }

    /// Fills the slots of `row`, which stands below `above` in a table of `width` columns.
    fn fill(
        &mut self,
        row: Written,
        above: Option<&TableRow>,
        width: usize,
        budget: &mut Budget,
    ) -> TableRow {
        let Written { mut row, spans, .. } = row;
        if spans.is_empty() && self.covers.is_empty() {
            pad(&mut row, width, budget);
            return row;
        }
        let mut slots = Slots {
            own: std::mem::take(&mut row.cells).into_iter(),
            spans: spans.into_iter().peekable(),
            taken: 0,
            left: None,
            begun: Vec::new(),
        };
        row.cells.reserve_exact(width);
        while row.cells.len() < width && !budget.refused {
            let cover = self.cover(row.cells.len());
            slots.fill_next(&mut row, cover, above, budget);
        }
        row.cells.extend(slots.own);
        self.next(slots.begun);
        if budget.refused {
            self.covers.clear();
        }
        row
    }
}

/// The cells of a row on the way into their slots.
struct Slots {
    own: std::vec::IntoIter<Cell>,
    spans: std::iter::Peekable<std::vec::IntoIter<Span>>,
    /// How many of the own cells have a slot.
    taken: usize,
    /// The cell that spans over from the left: its slot, its weight, and how many more slots it covers.
    left: Option<(usize, usize, usize)>,
    begun: Vec<Begun>,
}

impl Slots {
    /// Fills the next slot of `row`, which `cover` may cover from `above`.
    fn fill_next(
        &mut self,
        row: &mut TableRow,
        cover: Option<Cover>,
        above: Option<&TableRow>,
        budget: &mut Budget,
    ) {
        let column = row.cells.len();
        let left = self.left.take().filter(|&(.., more)| more > 0);
        self.left = left.map(|(slot, weight, more)| (slot, weight, more - 1));
        if let Some(cover) = cover {
            if left.is_some() && row.faults.last().is_none_or(|it| it.what != OVERLAP) {
                row.faults.push(overlap(row.at));
            }
            let from = if cover.behind > 0 { column } else { cover.from };
            let cell = above.and_then(|row| row.cells.get(from));
            copy(row, cell.cloned(), Origin::Above, cover.weight, budget);
        } else if let Some((slot, weight, _)) = left {
            let cell = row.cells.get(slot).cloned();
            copy(row, cell, Origin::Left, weight, budget);
        } else if let Some(cell) = self.own.next() {
            row.cells.push(cell);
            self.begin(column);
        } else {
            copy(row, None, Origin::Own, 0, budget);
        }
    }

    /// Notes what the own cell covers that was just put into `column`.
    fn begin(&mut self, column: usize) {
        let index = self.taken;
        self.taken += 1;
        if let Some(span) = self.spans.next_if(|span| span.cell == index) {
            let columns = span.columns as usize;
            self.left = Some((column, span.weight, columns - 1));
            self.begun.push(Begun::new(&span, column, columns));
        }
    }
}

/// Appends a copy to `row`, or an empty cell where there is nothing to copy, if the budget allows.
fn copy(
    row: &mut TableRow,
    cell: Option<Cell>,
    origin: Origin,
    weight: usize,
    budget: &mut Budget,
) {
    if !budget.take(SLOT + weight) {
        return;
    }
    let empty = || Cell {
        at: row.at,
        origin: Origin::Own,
        blocks: Vec::new(),
    };
    let cell = cell.map_or_else(empty, |cell| Cell { origin, ..cell });
    row.cells.push(cell);
}

/// Makes `row` as long as the table is wide, with empty cells.
fn pad(row: &mut TableRow, width: usize, budget: &mut Budget) {
    let missing = width.saturating_sub(row.cells.len());
    if missing == 0 || !budget.take(missing * SLOT) {
        return;
    }
    row.cells.reserve_exact(missing);
    for _ in 0..missing {
        copy(row, None, Origin::Own, 0, budget);
    }
}

/// Counts the rows of the head: those of a `<thead>`, or the first ones that hold nothing but `<th>`.
#[derive(Default)]
struct Heads {
    rows: usize,
    marked: usize,
    headers: usize,
}

impl Heads {
    fn add(&mut self, row: &Written, width: usize) {
        if row.head && self.marked == self.rows {
            self.marked += 1;
        }
        let cells = &row.row.cells;
        let headers = !cells.is_empty() && cells.iter().all(|it| it.origin == Origin::Header);
        // A title between the rows, over all columns, is no further row of the head.
        let title = self.rows > 0
            && width > 1
            && cells.len() == 1
            && row.spans.iter().any(|span| span.columns as usize >= width);
        if headers && !title && self.headers == self.rows {
            self.headers += 1;
        }
        self.rows += 1;
    }

    /// The rows of the head among `rows`. Where a `<thead>` holds every row, it marks none; where every row is made of
    /// `<th>`, only the first is marked.
    fn count(&self, rows: usize) -> usize {
        if self.marked > 0 && self.marked < rows {
            self.marked
        } else if self.headers == rows {
            rows.min(1)
        } else {
            self.headers
        }
    }
}

const OVERLAP: &str = "a cell of this row covers a slot that a cell from above covers too";

fn overlap(at: Pos) -> Fault {
    Fault {
        at,
        what: OVERLAP.into(),
        help: "correct its `colspan`, or the `rowspan` of the cell above".into(),
    }
}

fn spent(at: Pos) -> Fault {
    Fault {
        at,
        what: "the spans of this table cover too many slots; the later ones were not resolved"
            .into(),
        help: "correct its `colspan` and `rowspan`".into(),
    }
}
