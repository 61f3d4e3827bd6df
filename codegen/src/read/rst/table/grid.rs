//! Grid tables: where one begins and ends, and its cells in every slot that they cover.
//!
//! Knows what a sound grid is. What to make of a broken one is for [`super::mend`].

use super::draw::{Drawn, Measure, dedent};
use super::trace::{Area, Traced, trace};
use super::{empty, faulty, row};
use crate::document::{Block, Cell, Fault, Origin, Table, TableRow};
use crate::read::rst::marker;
use crate::read::rst::source::Line;
use crate::read::rst::{Place, Reader};

/// How many lines a first row without a border above it may have.
const ROW: usize = 32;

/// How many blank lines may stand in a broken grid in one place.
const GAP: usize = 2;

impl Reader<'_> {
    /// Reads the grid table at `start`, of which `doubt` is known already; gives the index after it.
    pub(in crate::read::rst) fn grid(
        &mut self,
        lines: &[Line],
        start: usize,
        place: Place,
        doubt: Option<Fault>,
        out: &mut Vec<Block>,
    ) -> usize {
        let end = region(lines, start);
        let region = lines.get(start..end).unwrap_or_default();
        let mut table = match self.measured(region, place) {
            Some(table) => table,
            None => self.mended(region, place),
        };
        table.faults.splice(0..0, doubt);
        self.check_allowance(&mut table);
        out.push(Block::Table(Box::new(table)));
        end
    }

    /// The table that `lines` are, if nothing is wrong with it by one of the ways to measure characters.
    fn measured(&mut self, lines: &[Line], place: Place) -> Option<Table> {
        let sound = self.sound(lines, Measure::Display, place);
        if let Some(table) = sound.or_else(|| self.sound(lines, Measure::Docutils, place)) {
            return Some(table);
        }
        let mut table = self.sound(lines, Measure::Characters, place)?;
        table.faults.push(faulty(
            table.at,
            "the borders line up only if every character is one column wide",
            "pad the cells so that a wide character counts as two columns",
        ));
        Some(table)
    }

    /// The table that `lines` are, if nothing is wrong with it.
    fn sound(&mut self, lines: &[Line], measure: Measure, place: Place) -> Option<Table> {
        let (first, last) = (lines.first()?, lines.last()?);
        let edges = |it: &Line| it.text.starts_with(['+', '|']) && it.text.ends_with(['+', '|']);
        if !marker::grid_top(first.text) || !marker::grid_top(last.text) || !lines.iter().all(edges)
        {
            return None;
        }
        if measure != Measure::Display && lines.iter().all(|it| it.text.is_ascii()) {
            return None;
        }
        let drawn: Vec<Drawn> = lines.iter().map(|it| Drawn::new(*it, measure)).collect();
        let width = first.text.len();
        let mut heads = drawn
            .iter()
            .enumerate()
            .filter(|it| it.1.head_end)
            .map(|it| it.0);
        let head = heads.next();
        if heads.next().is_some() || drawn.iter().any(|it| it.width() != width) {
            return None;
        }
        let traced = trace(&drawn).ok()?;
        if traced
            .cells
            .iter()
            .any(|it| is_doubtful(&drawn, &traced, it))
        {
            return None;
        }
        let mut rows = self.grid_rows(&drawn, &traced, &traced.columns, place)?;
        self.check_heights(&drawn, &traced, &mut rows);
        let head = head.map_or(0, |head| traced.rows.partition_point(|it| *it < head));
        Some(Table {
            head,
            rows,
            ..empty(self.source.at(first))
        })
    }

    /// Takes note of rows without a line: nobody draws them, and what stood in them may be missing.
    fn check_heights(&self, drawn: &[Drawn], traced: &Traced, rows: &mut [TableRow]) {
        let borders = traced.rows.iter().zip(traced.rows.iter().skip(1));
        for ((above, below), row) in borders.zip(rows) {
            let spanned = row.cells.iter().any(|it| it.origin == Origin::Above);
            if above + 1 < *below || spanned {
                continue;
            }
            let at = drawn
                .get(*below)
                .map_or(row.at, |it| self.source.at(&it.line));
            row.faults.push(faulty(
                at,
                "no line stands between this border and the one above",
                "take one of the borders out",
            ));
        }
    }

    /// The rows of a traced grid, with a cell for each stretch between two of `columns`; `None` where cells overlap or
    /// leave a slot empty.
    pub(super) fn grid_rows(
        &mut self,
        drawn: &[Drawn],
        traced: &Traced,
        columns: &[usize],
        place: Place,
    ) -> Option<Vec<TableRow>> {
        let width = columns.len().checked_sub(1)?;
        let mut slots: Vec<Vec<Option<Cell>>> = Vec::new();
        slots.resize_with(traced.rows.len().checked_sub(1)?, || vec![None; width]);
        for area in &traced.cells {
            self.fill(drawn, traced, columns, *area, place, &mut slots)?;
        }
        let begins = traced
            .rows
            .iter()
            .map(|it| drawn.get(it + 1).map(|it| self.source.at(&it.line)));
        let rows = slots.into_iter().zip(begins);
        rows.map(|(cells, at)| Some(row(at?, cells.into_iter().collect::<Option<_>>()?)))
            .collect()
    }

    /// Puts the cell that stands in `area` into all of its slots.
    fn fill(
        &mut self,
        drawn: &[Drawn],
        traced: &Traced,
        columns: &[usize],
        area: Area,
        place: Place,
        slots: &mut [Vec<Option<Cell>>],
    ) -> Option<()> {
        let (first, last) = (
            traced.rows.binary_search(&area.top).ok()?,
            traced.rows.binary_search(&area.bottom).ok()?,
        );
        let (left, right) = (
            columns.binary_search(&area.left).ok()?,
            columns.binary_search(&area.right).ok()?,
        );
        let inside = drawn.get(area.top + 1..area.bottom)?;
        let mut lines: Vec<Line> = inside
            .iter()
            .map(|it| it.cut(area.left + 1, area.right))
            .collect();
        let border = drawn.get(area.top)?.cut(area.left, area.right);
        let at = self.source.at(lines.first().unwrap_or(&border));
        dedent(&mut lines);
        let bytes = lines.iter().map(|it| it.text.len() + 64).sum();
        let cell = self.cell(at, &lines, place);
        for (down, line) in slots.get_mut(first..last)?.iter_mut().enumerate().rev() {
            for (over, slot) in line.get_mut(left..right)?.iter_mut().enumerate().rev() {
                if slot.is_some() {
                    return None;
                }
                let origin = match (down, over) {
                    (0, 0) => continue,
                    (0, _) => Origin::Left,
                    _ => Origin::Above,
                };
                *slot = Some(self.repeat(&cell, origin, bytes));
            }
        }
        *slots.get_mut(first)?.get_mut(left)? = Some(cell);
        Some(())
    }
}

/// Whether a grid table begins at `at`, sound or broken.
pub(in crate::read::rst) fn is_grid(lines: &[Line], at: usize) -> bool {
    let text = |at: usize| lines.get(at).map_or("", |it| it.text);
    match text(at).as_bytes().first() {
        Some(b'+' | b'-' | b'=') => {
            text(at + 1).trim_start().starts_with(['|', '+']) && near_border(text(at))
        }
        Some(b'|') => {
            let row = |it: &str| it.len() > 2 && it.starts_with('|') && it.ends_with('|');
            let below = (at..at + ROW).find(|it| !row(text(*it)));
            below.is_some_and(|it| it > at && text(it).starts_with('+') && near_border(text(it)))
        }
        _ => false,
    }
}

/// Whether a cell that spans holds what looks like the borders between the cells that it spans: a corner or a sign that
/// stands wrong, or one beside its place, makes docutils take them for text.
pub(super) fn is_doubtful(drawn: &[Drawn], traced: &Traced, area: &Area) -> bool {
    let inside = |all: &[usize], first: usize, last: usize| {
        let (start, end) = (
            all.partition_point(|it| *it <= first),
            all.partition_point(|it| *it < last),
        );
        start..end.max(start)
    };
    let columns = inside(&traced.columns, area.left, area.right);
    let rows = inside(&traced.rows, area.top, area.bottom);
    let lines = drawn.get(area.top + 1..area.bottom).unwrap_or_default();
    let parted = |line: &Drawn, column: usize| {
        (column.saturating_sub(1)..=column + 1).any(|it| line.sign(it) == b'|')
    };
    let parts = |column: &usize| !lines.is_empty() && lines.iter().all(|it| parted(it, *column));
    let border = |line: &&Drawn| {
        let drawn =
            (area.left + 1..area.right).filter(|it| matches!(line.sign(*it), b'-' | b'+' | b'='));
        drawn.count() * 5 >= (area.right - area.left - 1) * 4
    };
    let columns = traced.columns.get(columns).unwrap_or_default();
    let rows = traced.rows.get(rows).unwrap_or_default();
    columns.iter().any(parts)
        || rows
            .iter()
            .filter_map(|it| drawn.get(*it))
            .any(|it| border(&it))
}

/// Whether `text` is a line between rows, perhaps with a character or two that do not belong there.
pub(super) fn near_border(text: &str) -> bool {
    if marker::border(text) {
        return true;
    }
    let signs = text
        .bytes()
        .filter(|it| matches!(it, b'+' | b'-' | b'='))
        .count();
    let drawn = text.len() > 2 && signs * 5 >= text.len() * 4;
    drawn && text.contains('+') && !text.contains(['|', ' '])
}

/// The index after the grid that begins at `start`: after the last line that belongs to it, whatever stands between.
fn region(lines: &[Line], start: usize) -> usize {
    let belongs = |it: &Line| it.text.starts_with(['+', '|']);
    let (mut end, mut at) = (start + 1, start);
    let skeleton = skeleton(lines, start);
    loop {
        let run = lines.iter().skip(at).take_while(|it| !it.blank());
        let last = run.enumerate().filter(|it| belongs(it.1)).last();
        end = last.map_or(end, |it| at + it.0 + 1);
        let after = lines.iter().skip(at).take_while(|it| !it.blank()).count() + at;
        let blank = lines
            .iter()
            .skip(after)
            .take_while(|it| it.blank())
            .take(GAP + 1)
            .count();
        let next = lines.get(after + blank).filter(|_| blank <= GAP);
        let open = end == after
            && lines
                .get(end - 1)
                .is_some_and(|it| it.text.starts_with('|'));
        if !next.is_some_and(|it| goes_on(it, &skeleton, open)) {
            return end;
        }
        at = after + blank;
    }
}

/// The columns of the corners in the first border at `start` or below it.
fn skeleton(lines: &[Line], start: usize) -> Vec<usize> {
    let mut borders = lines
        .iter()
        .skip(start)
        .take(ROW)
        .filter(|it| marker::border(it.text));
    let signs = borders.next().map_or("", |it| it.text).bytes().enumerate();
    signs.filter(|it| it.1 == b'+').map(|it| it.0).collect()
}

/// Whether `line`, which stands behind blank lines, goes on with a grid with these corners that is `open` or not.
fn goes_on(line: &Line, skeleton: &[usize], open: bool) -> bool {
    if marker::border(line.text) {
        return open;
    }
    if !line.text.starts_with('|') || !line.text.ends_with('|') || skeleton.len() < 2 {
        return false;
    }
    let drawn = Drawn::new(*line, Measure::Display);
    skeleton
        .iter()
        .all(|column| matches!(drawn.sign(*column), b'|' | b'+'))
}
