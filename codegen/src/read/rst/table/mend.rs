//! Broken grid tables: what can be read with certainty is read row by row, and the rest has a fault.
//!
//! Knows the ways in which a grid breaks: borders that are missing, cut off or misaligned, lines whose `|` do not stand
//! where they should, lines that are none of the table's. A border that goes from edge to edge parts rows whatever is
//! wrong above or below it.

use super::draw::{Drawn, Measure, dedent};
use super::grid::{is_doubtful, near_border};
use super::trace::trace;
use super::{empty, faulty, lost, row};
use crate::document::{Cell, Fault, Origin, Pos, Table, TableRow};
use crate::read::rst::marker;
use crate::read::rst::source::Line;
use crate::read::rst::{Place, Reader};
use std::collections::BTreeMap;

/// What the sound borders of a grid say of it.
struct Frame {
    /// How wide it is.
    width: usize,
    /// The columns of its corners.
    columns: Vec<usize>,
}

/// The lines between two borders, by their indices.
struct Band {
    above: Option<usize>,
    start: usize,
    end: usize,
    below: Option<usize>,
}

impl Reader<'_> {
    /// What can be read of the broken grid that `lines` are.
    pub(super) fn mended(&mut self, lines: &[Line], place: Place) -> Table {
        let drawn: Vec<Drawn> = lines
            .iter()
            .map(|it| Drawn::new(*it, Measure::Display))
            .collect();
        let edges: Vec<usize> = (0..drawn.len()).filter(|at| is_edge(&drawn, *at)).collect();
        let frame = frame(&drawn);
        let mut table = empty(
            lines
                .first()
                .map_or(Pos::new(1, 1), |it| self.source.at(it)),
        );
        self.check_borders(&drawn, &edges, &frame, &mut table);
        let head = edges.iter().copied().find(|at| is_head_end(&drawn, *at));
        for band in bands(&edges, drawn.len()) {
            let before_body = head.is_some_and(|head| band.start < head);
            let rows = self.band(&drawn, &band, &frame, place);
            table.head += if before_body { rows.len() } else { 0 };
            table.rows.extend(rows);
        }
        if table.faults.is_empty() && table.rows.iter().all(|it| it.faults.is_empty()) {
            table.faults.push(faulty(
                table.at,
                "the borders of the table do not close",
                "draw the table anew",
            ));
        }
        table
    }

    /// Takes note of what is wrong with the borders.
    fn check_borders(&self, drawn: &[Drawn], edges: &[usize], frame: &Frame, table: &mut Table) {
        let begin = table.at;
        let at = |index: usize| {
            drawn
                .get(index)
                .map_or(begin, |it| self.source.at(&it.line))
        };
        if edges.first() != Some(&0) {
            table.faults.push(faulty(
                at(0),
                "the table has no border above its first row",
                "draw it",
            ));
        }
        self.check_heads(drawn, edges, table);
        for edge in edges {
            let line = drawn.get(*edge);
            if !line.is_some_and(|it| sound_border(it, frame)) {
                table.faults.push(faulty(
                    at(*edge),
                    "the border does not have the length and the corners of the others",
                    "draw it as the borders above and below it",
                ));
            }
        }
        if edges.last().copied() != drawn.len().checked_sub(1) {
            table.faults.push(faulty(
                at(drawn.len().saturating_sub(1)),
                "the table ends without a border below its last row; the document may be cut off here",
                "look for the rest of the table in its source",
            ));
        }
    }

    /// Takes note of lines between head and body that stand where none can.
    fn check_heads(&self, drawn: &[Drawn], edges: &[usize], table: &mut Table) {
        let heads: Vec<usize> = edges
            .iter()
            .copied()
            .filter(|it| is_head_end(drawn, *it))
            .collect();
        let last = drawn.len().saturating_sub(1);
        for (index, head) in heads.into_iter().enumerate() {
            let what = if head == 0 || head == last {
                "a line of `=` can stand between head and body of a table only"
            } else if index > 0 {
                "a table has one line of `=` between head and body, and this is another"
            } else {
                continue;
            };
            let at = drawn
                .get(head)
                .map_or(table.at, |it| self.source.at(&it.line));
            table.faults.push(faulty(at, what, "draw it with `-`"));
        }
    }

    /// The rows between two borders.
    fn band(&mut self, drawn: &[Drawn], band: &Band, frame: &Frame, place: Place) -> Vec<TableRow> {
        if let (Some(above), Some(below)) = (band.above, band.below)
            && let Some(rows) =
                self.sound_band(drawn.get(above..=below).unwrap_or_default(), frame, place)
        {
            return rows;
        }
        let lines = drawn.get(band.start..band.end).unwrap_or_default();
        let fault = self.band_fault(lines, band, frame);
        if let Some(cells) = aligned(lines, frame).or_else(|| split(lines, frame)) {
            let mut row = self.band_row(lines, cells, place);
            row.faults.extend(fault);
            return vec![row];
        }
        let at = lines.first().map(|it| self.source.at(&it.line));
        let unclear = at.map(|at| {
            faulty(
                at,
                "the cells of the row cannot be told apart",
                "draw it anew",
            )
        });
        fault.or(unclear).map(lost).into_iter().collect()
    }

    /// The rows that `drawn` are with their borders, if nothing is wrong with them.
    fn sound_band(
        &mut self,
        drawn: &[Drawn],
        frame: &Frame,
        place: Place,
    ) -> Option<Vec<TableRow>> {
        let (first, last) = (drawn.first()?, drawn.last()?);
        let even = drawn
            .iter()
            .all(|it| it.width() == frame.width && it.line.text.starts_with(['+', '|']));
        if !even || !sound_border(first, frame) || !sound_border(last, frame) {
            return None;
        }
        let traced = trace(drawn).ok()?;
        if traced
            .cells
            .iter()
            .any(|it| is_doubtful(drawn, &traced, it))
        {
            return None;
        }
        self.grid_rows(drawn, &traced, &frame.columns, place)
    }

    /// What is wrong with a row; nothing where only its borders are.
    fn band_fault(&self, lines: &[Drawn], band: &Band, frame: &Frame) -> Option<Fault> {
        let wrong = lines.iter().find_map(|it| Some((it, wrong(it, frame)?)));
        if let Some((line, (what, help))) = wrong {
            return Some(faulty(self.source.at(&line.line), what, help));
        }
        let last = lines.last().filter(|_| band.below.is_none())?;
        let at = self.source.at(&last.line);
        Some(faulty(
            at,
            "the row has no border below it, and more of it may be missing",
            "look for the rest of it in its source",
        ))
    }

    /// The row whose cells `cells` are.
    fn band_row(&mut self, lines: &[Drawn], cells: Vec<Piece>, place: Place) -> TableRow {
        let at = lines
            .first()
            .map_or(Pos::new(1, 1), |it| self.source.at(&it.line));
        let mut out: Vec<Cell> = Vec::new();
        for mut piece in cells {
            let begins = piece.lines.first().map_or(at, |it| self.source.at(it));
            let bytes = piece.lines.iter().map(|it| it.text.len() + 64).sum();
            dedent(&mut piece.lines);
            let cell = self.cell(begins, &piece.lines, place);
            for _ in 1..piece.slots {
                out.push(self.repeat(&cell, Origin::Left, bytes));
            }
            let own = out.len() + 1 - piece.slots;
            out.insert(own, cell);
        }
        row(at, out)
    }
}

/// A cell of a row without row spans: its lines, and how many slots it covers.
struct Piece<'t> {
    lines: Vec<Line<'t>>,
    slots: usize,
}

/// Whether the line at `at` is a border from edge to edge, or was one.
fn is_edge(drawn: &[Drawn], at: usize) -> bool {
    drawn.get(at).is_some_and(|it| near_border(it.line.text))
}

/// Whether the line at `at` parts head and body.
fn is_head_end(drawn: &[Drawn], at: usize) -> bool {
    drawn.get(at).is_some_and(|it| it.head_end)
}

/// Whether `line` is a border with the width of the grid and no corner that no other has.
fn sound_border(line: &Drawn, frame: &Frame) -> bool {
    let mut known = corners(line).map(|it| frame.columns.binary_search(&it).is_ok());
    marker::border(line.line.text) && line.width() == frame.width && known.all(|it| it)
}

/// The width that most borders have, and the corners that at least two of those share: a row has one above and one
/// below it.
fn frame(drawn: &[Drawn]) -> Frame {
    let borders: Vec<&Drawn> = drawn
        .iter()
        .filter(|it| marker::border(it.line.text))
        .collect();
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    for border in &borders {
        *widths.entry(border.width()).or_default() += 1;
    }
    let (width, shared) = widths.into_iter().max_by_key(|it| it.1).unwrap_or_default();
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for border in borders.iter().filter(|it| it.width() == width) {
        for column in corners(border) {
            *counts.entry(column).or_default() += 1;
        }
    }
    let columns = counts
        .into_iter()
        .filter(|it| it.1 >= shared.min(2))
        .map(|it| it.0);
    Frame {
        width,
        columns: columns.collect(),
    }
}

/// The columns of the corners of `border`.
fn corners(border: &Drawn) -> impl Iterator<Item = usize> {
    let signs = border.line.text.bytes().enumerate();
    signs.filter(|it| it.1 == b'+').map(|it| it.0)
}

/// What stands between the borders at `edges`, and before and after them.
fn bands(edges: &[usize], lines: usize) -> Vec<Band> {
    let mut out = Vec::new();
    let (mut above, mut start) = (None, 0);
    for edge in edges.iter().copied().map(Some).chain([None]) {
        let end = edge.unwrap_or(lines);
        if start < end {
            out.push(Band {
                above,
                start,
                end,
                below: edge,
            });
        }
        (above, start) = (edge, end + 1);
    }
    out
}

/// What is wrong with a line of a row, and what would mend it.
fn wrong(line: &Drawn, frame: &Frame) -> Option<(&'static str, &'static str)> {
    let text = line.line.text;
    let starts = text.starts_with(['|', '+']);
    let ends = text.ends_with(['|', '+']);
    let placed = |column: &usize| matches!(line.sign(*column), b'|' | b'+');
    match (starts, ends) {
        _ if text.is_empty() => Some(("a blank line stands in the table", "take it out")),
        (false, false) => Some((
            "the line is none of the table's",
            "take it out, or draw the row anew",
        )),
        (false, true) => Some(("the line does not begin with `|`", "begin it with one")),
        (true, false) => Some(("the line does not end in `|`", "end it in one")),
        (true, true) if line.width() != frame.width || !frame.columns.iter().all(placed) => Some((
            "the `|` of the line do not stand below the `+` of the border",
            "align them",
        )),
        (true, true) => None,
    }
}

/// The cells of `lines`, cut where all of them have a `|` below a corner; `None` where they do not agree.
fn aligned<'t>(lines: &[Drawn<'t>], frame: &Frame) -> Option<Vec<Piece<'t>>> {
    let even = |it: &Drawn| {
        it.width() == frame.width && it.line.text.starts_with('|') && it.line.text.ends_with('|')
    };
    if frame.columns.len() < 2 || lines.is_empty() || !lines.iter().all(even) {
        return None;
    }
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for (index, column) in frame.columns.iter().enumerate() {
        match lines.iter().filter(|it| it.sign(*column) == b'|').count() {
            0 => {}
            count if count == lines.len() => cuts.push((index, *column)),
            _ => return None,
        }
    }
    let pairs = cuts.iter().zip(cuts.iter().skip(1));
    let piece = |(left, right): (&(usize, usize), &(usize, usize))| Piece {
        lines: lines.iter().map(|it| it.cut(left.1 + 1, right.1)).collect(),
        slots: right.0 - left.0,
    };
    Some(pairs.map(piece).collect())
}

/// The cells of `lines`, cut at every `|`; `None` where the lines have more or fewer of them than the grid has
/// borders. The first or the last can be missing in a line.
fn split<'t>(lines: &[Drawn<'t>], frame: &Frame) -> Option<Vec<Piece<'t>>> {
    let width = frame.columns.len().checked_sub(1).filter(|it| *it > 0)?;
    let mut pieces: Vec<Piece> = Vec::new();
    pieces.resize_with(width, || Piece {
        lines: Vec::new(),
        slots: 1,
    });
    for line in lines {
        let text = line.line.text;
        if text.is_empty() || text.starts_with('+') {
            return None;
        }
        let start = usize::from(text.starts_with('|'));
        let end = text.len() - usize::from(text.len() > start && text.ends_with('|'));
        let inner = text.get(start..end)?;
        if inner.bytes().filter(|it| *it == b'|').count() + 1 != width {
            return None;
        }
        let mut at = line.line.from(start);
        for (piece, cell) in pieces.iter_mut().zip(inner.split('|')) {
            piece.lines.push(Line {
                text: cell.trim_end(),
                ..at
            });
            at = at.from(cell.len() + 1);
        }
    }
    Some(pieces)
}
