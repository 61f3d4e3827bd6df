//! The rows of a pipe table: which lines make each of them, and where the table ends.
//!
//! Knows how exports break rows: cells with line ends, lists, code and empty lines in them. Knows nothing of what a cell
//! says. Looks ahead as far as an open row may go, but no further than a bounded number of times a table.

use super::containers::{fence, glued_fence, heading, item, rule};
use super::rows::{self, Shape};
use super::table::{Flaw, Line, Lines, Next, Piece, Row, parts_rows};
use super::tags;
use std::ops::Range;

/// How many rows of a table may be tried as rows that go over several lines, and fail. It keeps the work in proportion.
const FAILURES: usize = 16;

/// The rows of a table, while they are read.
pub(super) struct Body<'l, 's, 'a> {
    lines: &'l Lines<'s, 'a>,
    columns: usize,
    /// Whether rows start with `|`.
    opens: bool,
    /// Whether rows end with `|`.
    closes: bool,
    /// The fewest cells of a row so far that a `|` closes.
    fewest: usize,
    /// How many rows were tried as rows of several lines, and are none.
    failures: usize,
    rows: Vec<Row>,
}

/// A row of several lines while it is tried.
struct Attempt {
    /// The cells from the one that was open on.
    cells: Vec<Piece>,
    /// How many cells the row has with them.
    count: usize,
    /// The code fence that is open in the last cell.
    fence: Option<(u8, usize)>,
}

/// What a line does to a row that is open.
enum Step {
    /// The row goes on.
    Open,
    /// It closes the row.
    Close,
    /// It belongs to no row, or to the next one.
    Fail,
}

impl<'l, 's, 'a> Body<'l, 's, 'a> {
    /// No rows yet, of a table of so many `columns` whose first line says `first`.
    pub(super) fn new(lines: &'l Lines<'s, 'a>, columns: usize, first: &str) -> Self {
        let shape = rows::shape(first);
        Self {
            lines,
            columns,
            opens: shape.opens,
            closes: shape.closes,
            fewest: columns,
            failures: 0,
            rows: Vec::new(),
        }
    }

    /// Takes note of the line under the head: a `|` at its end says that rows have one.
    pub(super) fn under(&mut self, line: &str) {
        self.closes |= rows::shape(line).closes;
    }

    /// The rows, the first `head` of them head rows, with what is wrong with them.
    pub(super) fn finish(mut self, head: usize) -> Vec<Row> {
        self.blame(head);
        self.rows
    }

    /// Reads rows from line `index` on; gives the line after the last one.
    pub(super) fn read(&mut self, mut index: usize) -> usize {
        loop {
            match self.lines.get(index) {
                None => return index,
                Some(Next::Blank) => match self.resume(index) {
                    Some(next) => index = next,
                    None => return index,
                },
                Some(Next::Line(line)) => {
                    let text = self.lines.source.slice(line.text.clone());
                    if Self::skips(text) {
                        index += 1;
                    } else if self.ends(index, &line, text) {
                        return index;
                    } else {
                        index = self.row(index, line.text);
                    }
                }
            }
        }
    }

    /// The line at which the table goes on behind empty lines, if it does: a row with all its cells and outer pipes.
    fn resume(&self, blank: usize) -> Option<usize> {
        let mut index = blank;
        while let Next::Blank = self.lines.get(index)? {
            index += 1;
        }
        let text = self.lines.text(index);
        let row = Shape {
            cells: self.columns,
            opens: true,
            closes: true,
        };
        let goes_on = self.opens && self.columns > 1 && rows::shape(text) == row;
        (goes_on && !parts_rows(text) && self.lines.delimiter(index + 1).is_none()).then_some(index)
    }

    /// Whether a line between rows says nothing: a comment or a template tag.
    fn skips(text: &str) -> bool {
        let comment = text.starts_with("<!--") && text.find("-->") == Some(text.len() - 3);
        comment || (text.starts_with("{%") && text.ends_with("%}"))
    }

    /// Whether a line is no part of the table: other blocks start at it, or a table of its own.
    fn ends(&self, index: usize, line: &Line, text: &str) -> bool {
        if text.starts_with('|') {
            return self.lines.is_head(index, text) && !parts_rows(text);
        }
        !line.held
            || begins_block(text)
            || (rows::has_pipe(text) && self.lines.is_head(index, text))
    }

    /// Reads the row at line `index`; gives the line after it.
    pub(super) fn row(&mut self, index: usize, text: Range<usize>) -> usize {
        let shape = self.push(text);
        let goes_on = match shape {
            Shape { closes: true, .. } => self.wrapped(index + 1, shape.cells),
            Shape {
                opens: false,
                cells: 1,
                ..
            } => None,
            _ if self.closes && self.failures < FAILURES => self.lookahead(index + 1, shape.cells),
            _ => None,
        };
        goes_on.unwrap_or(index + 1)
    }

    /// Takes the line at `text` as a row of its own.
    pub(super) fn push(&mut self, text: Range<usize>) -> Shape {
        let row = self.lines.source.slice(text.clone());
        let mut shape = rows::shape_among(row, self.columns);
        let bare = self.opens && !rows::has_pipe(row);
        let long = (shape.cells > rows::CELLS).then_some(Flaw::Long);
        let mut cells = pieces(row, text.start, self.columns);
        if self.begins_empty(shape) {
            shape.cells += 1;
            let first = text.start..text.start;
            cells.insert(
                0,
                Piece {
                    first,
                    more: Vec::new(),
                },
            );
        }
        self.rows.push(Row {
            at: text.start,
            cells,
            flaw: if bare { Some(Flaw::Bare) } else { long },
            closed: shape.closes,
        });
        if shape.closes {
            self.fewest = self.fewest.min(shape.cells);
        }
        shape
    }

    /// Whether the `|` that a row starts with stands behind an empty cell: rows have no outer pipes, and one cell is
    /// missing.
    fn begins_empty(&self, shape: Shape) -> bool {
        let outer = self.opens || self.closes || shape.closes;
        !outer && shape.opens && shape.cells + 1 == self.columns
    }

    /// A row that closes with too few cells may end where a line was broken behind a `|`: then the next line has no
    /// `|` before it and just the missing cells.
    fn wrapped(&mut self, index: usize, count: usize) -> Option<usize> {
        let line = self
            .lines
            .line(index)
            .filter(|_| self.opens && count < self.columns)?;
        let row = self.lines.source.slice(line.text.clone());
        let shape = rows::shape_among(row, self.columns);
        let rest = Shape {
            cells: self.columns - count,
            opens: false,
            closes: true,
        };
        if shape != rest || self.ends(index, &line, row) {
            return None;
        }
        let cells = pieces(row, line.text.start, self.columns);
        self.rows.last_mut()?.cells.extend(cells);
        Some(index + 1)
    }

    /// Reads on in a row that has `count` cells, the last of them open, until a `|` closes it. Gives the line after it;
    /// `None`, and nothing taken, if that `|` never comes.
    fn lookahead(&mut self, start: usize, count: usize) -> Option<usize> {
        let first = self.rows.last()?.cells.last()?.first.clone();
        let mut attempt = Attempt {
            cells: vec![Piece {
                first: first.clone(),
                more: Vec::new(),
            }],
            count,
            fence: None,
        };
        attempt.fenced(self.lines.source.slice(first));
        let mut index = start;
        loop {
            let step = match self.lines.get(index) {
                None => Step::Fail,
                Some(Next::Blank) => attempt.append(0..0),
                Some(Next::Line(line)) => self.step(&mut attempt, start, index, &line),
            };
            index += 1;
            match step {
                Step::Open => {}
                Step::Close => {
                    let row = self.rows.last_mut()?;
                    row.cells.pop();
                    row.cells.append(&mut attempt.cells);
                    row.closed = true;
                    return Some(index);
                }
                Step::Fail => {
                    self.failures += 1;
                    return None;
                }
            }
        }
    }

    /// What line `index` does to the row that `attempt` reads since line `start`.
    fn step(&self, attempt: &mut Attempt, start: usize, index: usize, line: &Line) -> Step {
        let text = self.lines.source.slice(line.text.clone());
        if let Some(length) = attempt.closing_fence(text) {
            let behind = line.text.start + length;
            attempt.append(line.text.start..behind);
            let text = self.lines.source.trim(behind..line.text.end);
            let held = line.held;
            let raw = text.start;
            return self.row_line(attempt, start, index, &Line { text, raw, held });
        }
        let row = attempt.fence.is_none() && text.starts_with('|');
        if !row && attempt.fenced(text) {
            return attempt.append(line.raw..line.text.end);
        }
        self.row_line(attempt, start, index, line)
    }

    /// What line `index`, which is no code, does to the row that `attempt` reads since line `start`.
    fn row_line(&self, attempt: &mut Attempt, start: usize, index: usize, line: &Line) -> Step {
        let text = self.lines.source.slice(line.text.clone());
        if text == "|" {
            return Step::Close;
        }
        if heading(text.as_bytes()) || parts_rows(text) {
            return Step::Fail;
        }
        if !rows::has_pipe(text) {
            return attempt.append(line.raw..line.text.end);
        }
        if self.lines.is_head(index, text) {
            return Step::Fail;
        }
        let shape = rows::shape_among(text, self.columns);
        if shape.opens {
            let count = attempt.count + shape.cells;
            let belongs = match shape.closes {
                _ if index == start => {
                    count == self.columns && shape.cells < attempt.count.min(self.fewest)
                }
                true => {
                    count == self.columns || (count < self.columns && shape.cells < self.fewest)
                }
                false => count <= self.columns,
            };
            return self.take(attempt, belongs, shape, line);
        }
        let count = attempt.count + shape.cells - 1;
        let belongs = count <= self.columns && (self.opens || shape.cells < self.columns);
        self.take(attempt, belongs, shape, line)
    }

    /// Adds the cells of a line to `attempt` if it belongs to its row.
    fn take(&self, attempt: &mut Attempt, belongs: bool, shape: Shape, line: &Line) -> Step {
        if !belongs {
            return Step::Fail;
        }
        let mut cells = pieces(
            self.lines.source.slice(line.text.clone()),
            line.text.start,
            self.columns,
        )
        .into_iter();
        attempt.count += shape.cells;
        if !shape.opens {
            attempt.count -= 1;
            if let Some(first) = cells.next() {
                attempt.append(line.raw.min(first.first.end)..first.first.end);
            }
        }
        attempt.cells.extend(cells);
        if shape.closes {
            return Step::Close;
        }
        if let Some(last) = attempt.cells.last().filter(|cell| cell.more.is_empty()) {
            let last = self.lines.source.slice(last.first.clone());
            attempt.fenced(last);
        }
        Step::Open
    }

    /// Notes which rows lack the closing `|` that the others have. A table that has mostly open rows means it so, and a
    /// row that has all its cells, with nothing behind it that could belong to it, lacks nothing but the `|`.
    fn blame(&mut self, head: usize) {
        let whole: Vec<bool> = self.rows.iter().map(|row| self.is_whole(row)).collect();
        let body = self.rows.get_mut(head..).unwrap_or_default();
        let open = |row: &Row| !row.closed && row.flaw.is_none();
        let opened = body.iter().filter(|row| open(row)).count();
        let closed = body.iter().filter(|row| row.closed).count();
        if !self.closes || (opened != 1 && closed < opened) {
            return;
        }
        for (row, whole) in body.iter_mut().zip(whole.iter().skip(head)) {
            if open(row) && !whole {
                row.flaw = Some(Flaw::Open);
            }
        }
    }

    /// Whether a row that no `|` closes has all its cells, and ends where its line does: behind it stands another row
    /// or an empty line. The end of a text without a line end can be that of a text that was cut off.
    fn is_whole(&self, row: &Row) -> bool {
        let next = self.lines.source.line_of(row.at) + 1;
        let ended = match self.lines.get(next) {
            Some(Next::Line(line)) => self.lines.source.slice(line.text).starts_with('|'),
            Some(Next::Blank) => true,
            None => self.lines.source.text.ends_with('\n'),
        };
        row.cells.len() == self.columns && ended
    }
}

impl Attempt {
    /// Ends the open code if a line does so with a `|` behind it, and gives the length of the fence.
    fn closing_fence(&mut self, text: &str) -> Option<usize> {
        let (byte, least) = self.fence?;
        let length = text.bytes().take_while(|&it| it == byte).count();
        let closes = length >= least && text.get(length..)?.trim_ascii().starts_with('|');
        self.fence = self.fence.filter(|_| !closes);
        closes.then_some(length)
    }

    /// Whether a line is code, or a fence of it.
    fn fenced(&mut self, text: &str) -> bool {
        match self.fence {
            None => {
                let glued = glued_fence(text).and_then(|at| text.get(at..));
                let found = fence(glued.unwrap_or(text).as_bytes());
                self.fence = found.filter(|_| !text.ends_with('|'));
                self.fence.is_some()
            }
            Some((byte, length)) => {
                let closes = text.bytes().all(|it| it == byte) && text.len() >= length;
                self.fence = self.fence.filter(|_| !closes);
                true
            }
        }
    }

    /// Another line of the open cell.
    fn append(&mut self, range: Range<usize>) -> Step {
        if let Some(cell) = self.cells.last_mut() {
            cell.more.push(range);
        }
        Step::Open
    }
}

/// The cells of `row`, which starts at `start`.
fn pieces(row: &str, start: usize, columns: usize) -> Vec<Piece> {
    let shift = |range: Range<usize>| Piece {
        first: start + range.start..start + range.end,
        more: Vec::new(),
    };
    rows::split(row, columns).into_iter().map(shift).collect()
}

/// Whether a line that does not start with `|` starts a block that ends a table.
fn begins_block(text: &str) -> bool {
    let bytes = text.as_bytes();
    let html = tags::begins_block(text) || (text.starts_with('<') && !rows::has_pipe(text));
    let steers = text.starts_with("{:") || text.starts_with(":::") || text.starts_with("{{");
    heading(bytes)
        || fence(bytes).is_some()
        || item(bytes)
        || rule(bytes)
        || bytes.first() == Some(&b'>')
        || html
        || steers
}
