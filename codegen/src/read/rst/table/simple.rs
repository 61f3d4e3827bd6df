//! Simple tables: columns under a border of `=`, rows that begin where the first column is not blank.
//!
//! Knows docutils' rules for rows, spans and margins. A row that breaks them has a fault; the others stand.

use super::draw::{Drawn, Measure, dedent};
use super::{empty, faulty, lost, row};
use crate::document::{Block, Fault, Origin, Pos, Table, TableRow};
use crate::read::rst::marker;
use crate::read::rst::source::Line;
use crate::read::rst::{Place, Reader};

/// The first column of a stretch, and the one behind it.
type Stretch = (usize, usize);

/// Where a simple table ends and where its head does.
struct Extent {
    /// The index of its last line, which is its lower border unless that is missing.
    last: usize,
    /// The index of the border between head and body.
    head: Option<usize>,
    faults: Vec<Fault>,
}

/// A row, and the index of its first line.
type Placed = (usize, TableRow);

impl Reader<'_> {
    /// Reads the simple table at `start`, of which `doubt` is known already; gives the index after it.
    pub(in crate::read::rst) fn simple(
        &mut self,
        lines: &[Line],
        start: usize,
        place: Place,
        doubt: Option<Fault>,
        out: &mut Vec<Block>,
    ) -> usize {
        let Some(top) = lines.get(start) else {
            return start + 1;
        };
        let columns = stretches(top.text, b'=');
        let extent = self.extent(lines, start, &columns);
        let region = lines.get(start..=extent.last).unwrap_or_default();
        let mut rows = Vec::new();
        self.simple_rows(region, &columns, place, &mut rows);
        let body = |head: usize| rows.iter().position(|it| it.0 + start > head).unwrap_or(0);
        let head = extent.head.map_or(0, body);
        let mut table = Table {
            head,
            rows: rows.into_iter().map(|it| it.1).collect(),
            faults: doubt.into_iter().chain(extent.faults).collect(),
            ..empty(self.source.at(top))
        };
        self.check_allowance(&mut table);
        out.push(Block::Table(Box::new(table)));
        extent.last + 1
    }

    /// Where the table that begins at `start` ends: at its second border, or at the first that a blank line follows.
    fn extent(&self, lines: &[Line], start: usize, columns: &[Stretch]) -> Extent {
        let top = lines.get(start).map_or("", |it| it.text);
        let mut extent = Extent {
            last: start,
            head: None,
            faults: Vec::new(),
        };
        for (at, line) in lines.iter().enumerate().skip(start + 1) {
            if !marker::simple_border(line.text) {
                continue;
            }
            if extent.head.is_some() && is_top(lines, at) {
                break;
            }
            if line.text.len() != top.len() {
                extent.faults.push(self.bad_border(line));
            }
            let below = lines.get(at + 1).filter(|it| !it.blank());
            extent.last = at;
            if extent.head.is_some() {
                extent.faults.extend(below.map(|it| self.bad_end(it)));
                return extent;
            }
            let Some(end) = below.map_or_else(|| goes_on(lines, at, top, columns), |_| Some(at))
            else {
                return extent;
            };
            extent.head = Some(at);
            if end > at {
                extent
                    .faults
                    .extend(lines.get(at + 1).map(|it| self.bad_gap(it)));
                extent.last = end;
                return extent;
            }
        }
        extent.last = open_end(lines, start, extent.head, columns);
        extent.head = extent.head.filter(|it| *it < extent.last);
        extent
            .faults
            .extend(lines.get(extent.last).map(|it| self.bad_cut(it)));
        extent
    }

    /// Adds the rows that stand in `lines`, the first of which is the top border.
    fn simple_rows(
        &mut self,
        lines: &[Line],
        columns: &[Stretch],
        place: Place,
        out: &mut Vec<Placed>,
    ) {
        let Some(first) = columns.first().copied() else {
            return;
        };
        let begins = |line: &Line| {
            let drawn = Drawn::new(*line, Measure::Counted);
            !drawn.cut(first.0, first.1).text.trim().is_empty()
        };
        let (mut start, mut text) = (1, false);
        for (at, line) in lines.iter().enumerate().skip(1) {
            let begun = (start, lines.get(start..at).unwrap_or_default());
            if is_span(line.text) || marker::simple_border(line.text) {
                self.simple_row(begun, columns, below(line, lines), place, out);
                (start, text) = (at + 1, false);
            } else if begins(line) {
                if text {
                    self.simple_row(begun, columns, None, place, out);
                }
                (start, text) = (at, true);
            } else if !text {
                out.extend((!line.blank()).then(|| (at, lost(self.bad_begin(line)))));
                start = at + 1;
            }
        }
        if text {
            let rest = lines.get(start..).unwrap_or_default();
            self.simple_row((start, rest), columns, None, place, out);
        }
    }

    /// Adds the row that `lines`, beginning at `start`, are; `span` is the line below them, if it is a rule.
    fn simple_row(
        &mut self,
        (start, lines): (usize, &[Line]),
        columns: &[Stretch],
        span: Option<&Line>,
        place: Place,
        out: &mut Vec<Placed>,
    ) {
        let Some(begin) = lines.first().or(span) else {
            return;
        };
        let at = self.source.at(begin);
        let cells = match span {
            Some(line) => spans(line.text, columns).ok_or_else(|| self.bad_span(line)),
            None => Ok(columns.iter().map(|it| (*it, 1)).collect()),
        };
        let found = cells.and_then(|cells| {
            let drawn: Vec<Drawn> = lines
                .iter()
                .map(|it| Drawn::new(*it, Measure::Counted))
                .collect();
            match in_margin(&drawn, &cells) {
                Some(line) => Err(self.bad_margin(line)),
                None => Ok(self.simple_cells(at, &drawn, &cells, place)),
            }
        });
        let mut found = found.unwrap_or_else(lost);
        found.at = at;
        out.push((start, found));
    }

    fn bad_border(&self, line: &Line) -> Fault {
        let what = "the border is not as long as the top border of the table";
        faulty(self.source.at(line), what, "draw it as the top border")
    }

    fn bad_end(&self, line: &Line) -> Fault {
        let what =
            "the line stands right below the border that ends the table, and may be a row of it";
        faulty(
            self.source.at(line),
            what,
            "put a blank line before it, or take the border out",
        )
    }

    fn bad_gap(&self, line: &Line) -> Fault {
        let what = "a blank line right below a border ends the table, and more rows seem to follow";
        faulty(self.source.at(line), what, "take the blank line out")
    }

    fn bad_cut(&self, line: &Line) -> Fault {
        let what =
            "the table ends without a border below its last row; the document may be cut off here";
        faulty(
            self.source.at(line),
            what,
            "look for the rest of the table in its source",
        )
    }

    fn bad_begin(&self, line: &Line) -> Fault {
        let what =
            "the line goes on with a row, its first column being blank, and no row stands above it";
        faulty(
            self.source.text_at(line),
            what,
            "put something, such as `\\`, into its first column",
        )
    }

    fn bad_span(&self, line: &Line) -> Fault {
        let what = "the rule below the row does not begin and end where columns do";
        faulty(
            self.source.at(line),
            what,
            "align it with the top border of the table",
        )
    }

    fn bad_margin(&self, line: &Line) -> Fault {
        let what = "text stands between two columns of the table, so that its cell cannot be told";
        faulty(
            self.source.text_at(line),
            what,
            "widen the column or move the text",
        )
    }

    /// The row whose cells stand in these stretches of columns.
    fn simple_cells(
        &mut self,
        at: Pos,
        drawn: &[Drawn],
        cells: &[(Stretch, usize)],
        place: Place,
    ) -> TableRow {
        let mut out = Vec::with_capacity(cells.len());
        for (index, ((left, right), slots)) in cells.iter().enumerate() {
            let right = if index + 1 == cells.len() {
                usize::MAX - 1
            } else {
                *right
            };
            let mut lines: Vec<Line> = drawn
                .iter()
                .map(|it| it.cut((*left).min(it.width()), right))
                .collect();
            let begins = lines.first().map_or(at, |it| self.source.at(it));
            let bytes = lines.iter().map(|it| it.text.len() + 64).sum();
            dedent(&mut lines);
            let cell = self.cell(begins, &lines, place);
            let repeated: Vec<_> = (1..*slots)
                .map(|_| self.repeat(&cell, Origin::Left, bytes))
                .collect();
            out.push(cell);
            out.extend(repeated);
        }
        row(at, out)
    }
}

/// The rule `line` below a row, if it can tell of spans: a border that is longer or shorter than the first of `lines` is
/// a fault of the table and tells nothing.
fn below<'l, 't>(line: &'l Line<'t>, lines: &[Line]) -> Option<&'l Line<'t>> {
    let odd = lines
        .first()
        .is_none_or(|it| it.text.len() != line.text.len());
    (is_span(line.text) || !odd).then_some(line)
}

/// The stretches of `sign` in `text`.
fn stretches(text: &str, sign: u8) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for (column, _) in text.bytes().enumerate().filter(|it| it.1 == sign) {
        match out.last_mut() {
            Some(last) if last.1 == column => last.1 = column + 1,
            _ => out.push((column, column + 1)),
        }
    }
    out
}

/// Whether `text` is a rule of `-` below a row with spans.
fn is_span(text: &str) -> bool {
    text.starts_with('-') && text.bytes().all(|it| matches!(it, b'-' | b' '))
}

/// The cells that a rule below a row makes: their stretches and how many columns each covers. `None` where the rule
/// does not fit the columns.
fn spans(text: &str, columns: &[Stretch]) -> Option<Vec<(Stretch, usize)>> {
    let sign = if text.starts_with('=') { b'=' } else { b'-' };
    let found = stretches(text, sign);
    if found.last()?.1 != columns.last()?.1 {
        return None;
    }
    let mut rest = columns.iter();
    let mut out = Vec::new();
    for (left, right) in found {
        if rest.next().filter(|it| it.0 == left)?.1 == right {
            out.push(((left, right), 1));
            continue;
        }
        let more = rest.by_ref().position(|it| it.1 == right)?;
        out.push(((left, right), more + 2));
    }
    Some(out)
}

/// The first line that has text between two of `cells`.
fn in_margin<'d, 't>(drawn: &'d [Drawn<'t>], cells: &[(Stretch, usize)]) -> Option<&'d Line<'t>> {
    let margins = || {
        cells
            .iter()
            .zip(cells.iter().skip(1))
            .map(|(it, next)| (it.0.1, next.0.0))
    };
    let text = |it: &Drawn, left: usize, right| {
        it.halves(left) || !it.cut(left.min(it.width()), right).text.trim().is_empty()
    };
    let crossed = |it: &&Drawn| margins().any(|(left, right)| text(it, left, right));
    drawn.iter().find(crossed).map(|it| &it.line)
}

/// Whether the border at `at` looks like the top of a table: nothing stands above it, and something below.
fn is_top(lines: &[Line], at: usize) -> bool {
    let blank = |at: usize| lines.get(at).is_none_or(Line::blank);
    blank(at.saturating_sub(1)) && !blank(at + 1)
}

/// The index of the border that ends a table after all, though a blank line stands below its border at `from`: what
/// follows fits its columns, up to a border like its `top`, which has a row right above it and none below.
fn goes_on(lines: &[Line], from: usize, top: &str, columns: &[Stretch]) -> Option<usize> {
    let cells: Vec<(Stretch, usize)> = columns.iter().map(|it| (*it, 1)).collect();
    let mut rows = 0;
    for (at, line) in lines.iter().enumerate().skip(from + 1) {
        if marker::simple_border(line.text) {
            let above = lines.get(at - 1).is_some_and(|it| !it.blank());
            let ends = above && lines.get(at + 1).is_none_or(Line::blank);
            return (rows > 0 && ends && line.text == top).then_some(at);
        }
        let drawn = [Drawn::new(*line, Measure::Counted)];
        if in_margin(&drawn, &cells).is_some() {
            return None;
        }
        rows += usize::from(!line.blank());
    }
    None
}

/// The index of the last line of a table without a lower border: up to a line behind a blank one that does not fit its
/// columns.
fn open_end(lines: &[Line], start: usize, head: Option<usize>, columns: &[Stretch]) -> usize {
    let cells: Vec<(Stretch, usize)> = columns.iter().map(|it| (*it, 1)).collect();
    let mut last = head.unwrap_or(start);
    let mut apart = false;
    for (at, line) in lines.iter().enumerate().skip(last + 1) {
        if line.blank() {
            apart = true;
            continue;
        }
        if apart && marker::simple_border(line.text) {
            break;
        }
        let drawn = [Drawn::new(*line, Measure::Counted)];
        let ends = in_margin(&drawn, &cells).is_some() || marker::plain(line.text, "..").is_some();
        if apart && ends && !is_span(line.text) {
            break;
        }
        (last, apart) = (at, false);
    }
    last
}
