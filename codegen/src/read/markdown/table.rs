//! Pipe tables in the lines of a text: where one starts, which lines make each row, where it ends.
//!
//! Knows the tables of GFM, and the ways in which exports break them: cells with line ends, lists and empty lines in
//! them. Knows nothing of what a cell says. On well-formed input it is as cmark-gfm does it; what it does otherwise is
//! listed at the head of this folder.

use super::containers::{Containers, fence, heading, item, rule};
use super::rows::{self, Shape};
use super::source::Source;
use super::tags;
use std::ops::Range;

/// How many rows of a table may be tried as rows that go over several lines, and fail. It keeps the work in proportion.
const FAILURES: usize = 16;

/// A pipe table, as the offsets of its parts.
pub(super) struct Pipes {
    /// Where it begins.
    pub(super) at: usize,
    /// How many head rows it has: one or none.
    pub(super) head: usize,
    /// How many columns it should have.
    pub(super) columns: usize,
    /// Its rows.
    pub(super) rows: Vec<Row>,
    /// What is wrong with it as a whole.
    pub(super) flaw: Option<Flaw>,
    /// The line after its last one.
    pub(super) end: usize,
}

/// A row.
pub(super) struct Row {
    /// Where it begins.
    pub(super) at: usize,
    /// Its cells.
    pub(super) cells: Vec<Piece>,
    /// What is wrong with it.
    pub(super) flaw: Option<Flaw>,
    /// Whether a `|` closes it.
    closed: bool,
}

/// What stands in a cell.
pub(super) struct Piece {
    /// What stands on the line on which the cell begins.
    pub(super) first: Range<usize>,
    /// What stands on the lines after it, without the marks of containers.
    pub(super) more: Vec<Range<usize>>,
}

/// What is wrong with a table or a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// The row has no closing `|`, other rows have.
    Open,
    /// No `|` stands in the row at all.
    Bare,
    /// The row has more than [`rows::CELLS`] cells.
    Long,
    /// The line under the head has another number of cells, this one.
    Uneven(usize),
    /// No line stands under the head.
    NoDelimiter,
    /// No head stands over its line.
    NoHead,
}

/// How a table starts.
pub(super) struct Opening {
    /// The number of lines of the head and what is under it.
    lines: usize,
    head: usize,
    columns: usize,
    flaw: Option<Flaw>,
}

/// The lines of a text as the containers of a table see them.
pub(super) struct Lines<'s, 'a> {
    /// The text.
    pub(super) source: &'s Source<'a>,
    /// What the first line of the table stands in.
    pub(super) containers: &'s Containers,
}

/// A line that is not empty.
struct Line {
    /// What it says, without white space at the ends.
    text: Range<usize>,
    /// Where it starts behind the marks of its containers, indentation kept.
    raw: usize,
    /// Whether all containers hold it.
    held: bool,
}

/// A line as the containers see it.
enum Next {
    Blank,
    Line(Line),
}

impl<'a> Lines<'_, 'a> {
    /// Line `index`; `None` past the end of the text or outside of a block quote that the table stands in.
    fn get(&self, index: usize) -> Option<Next> {
        if index >= self.source.lines() {
            return None;
        }
        let range = self.source.line(index);
        let (matched, cursor) = self.containers.enter(self.source.bytes(range.clone()));
        if !self.containers.quoted(matched) {
            return None;
        }
        if cursor.is_blank() {
            return Some(Next::Blank);
        }
        let text = cursor.range();
        Some(Next::Line(Line {
            text: range.start + text.start..range.start + text.end,
            raw: range.start + cursor.offset(),
            held: matched == self.containers.depth(),
        }))
    }

    /// Line `index` if it is no empty one.
    fn line(&self, index: usize) -> Option<Line> {
        match self.get(index) {
            Some(Next::Line(line)) => Some(line),
            _ => None,
        }
    }

    /// What line `index` says; nothing if it is empty.
    fn text(&self, index: usize) -> &'a str {
        self.line(index)
            .map_or("", |line| self.source.slice(line.text))
    }

    /// How many cells line `index` has as the line under a head.
    fn delimiter(&self, index: usize) -> Option<usize> {
        let range = self.source.line(index);
        let first = self
            .source
            .bytes(range)
            .iter()
            .find(|byte| !matches!(byte, b' ' | b'\t' | b'>'))?;
        if !matches!(first, b'|' | b'-' | b':') {
            return None;
        }
        rows::delimiter(self.text(index))
    }

    /// Where a mark may stand in the place of `lines`: behind the containers of one that is not empty, and only if there
    /// is none at `first` on the first of them: an empty line before the mark ends what is above it.
    pub(super) fn place(&self, lines: Range<usize>, first: usize) -> usize {
        let mut rest = lines.start + 1..lines.end;
        rest.find_map(|index| self.line(index))
            .map_or(first, |line| line.raw)
    }

    /// What line `index` says that the table hides: all behind the marks of its containers.
    pub(super) fn hidden(&self, index: usize) -> Range<usize> {
        self.line(index)
            .map_or(0..0, |line| line.raw..line.text.end)
    }

    /// Whether line `index`, which says `head`, is the head of another table, within or right behind one.
    fn is_head(&self, index: usize, head: &str) -> bool {
        let under = self
            .delimiter(index + 1)
            .filter(|_| parts_rows(self.text(index + 1)));
        under.is_some_and(|cells| cells == rows::shape(head).cells)
    }

    /// Whether a table starts at line `index`, which says `head`; `after` tells whether another table stands before it
    /// in the same section.
    pub(super) fn opening(&self, index: usize, head: &str, after: bool) -> Option<Opening> {
        let open = |lines, head, columns, flaw| {
            Some(Opening {
                lines,
                head,
                columns,
                flaw,
            })
        };
        if let Some(under) = self.delimiter(index + 1) {
            let shape = rows::shape(head);
            if under == shape.cells {
                return open(2, 1, under, None);
            }
            let told =
                under > 1 && shape.cells > 1 && shape.opens && rows::delimiter(head).is_none();
            return if told {
                open(2, 1, shape.cells, Some(Flaw::Uneven(under)))
            } else {
                None
            };
        }
        if !head.starts_with('|') {
            return None;
        }
        let shape = rows::shape(head);
        let next = self.text(index + 1);
        let below = next.starts_with('|') && !self.is_head(index + 1, next);
        if rows::delimiter(head).is_some() {
            return if shape.cells > 1 && below {
                open(1, 0, shape.cells, Some(Flaw::NoHead))
            } else {
                None
            };
        }
        let rows = shape.closes && shape.cells > 1;
        let enough = after || (below && rows::shape(next).closes && rows::shape(next).cells > 1);
        if rows && enough {
            open(0, 0, shape.cells, Some(Flaw::NoDelimiter))
        } else {
            None
        }
    }

    /// The table that starts at line `index`, which says `head`, as `opening` says.
    pub(super) fn table(&self, index: usize, head: Range<usize>, opening: &Opening) -> Pipes {
        let shape = rows::shape(self.source.slice(head.clone()));
        let under = if opening.lines == 2 {
            rows::shape(self.text(index + 1))
        } else {
            shape
        };
        let at = head.start;
        let mut body = Body {
            lines: self,
            columns: opening.columns,
            opens: shape.opens,
            closes: shape.closes || under.closes,
            fewest: opening.columns,
            failures: 0,
            rows: Vec::new(),
        };
        if opening.head > 0 {
            body.push(head.clone());
        }
        let first = if opening.lines == 0 {
            body.row(index, head)
        } else {
            index + opening.lines
        };
        let end = body.read(first);
        body.blame(opening.head);
        Pipes {
            at,
            head: opening.head,
            columns: opening.columns,
            rows: body.rows,
            flaw: opening.flaw,
            end,
        }
    }
}

/// The rows of a table, while they are read.
struct Body<'l, 's, 'a> {
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

impl Body<'_, '_, '_> {
    /// Reads rows from line `index` on; gives the line after the last one.
    fn read(&mut self, mut index: usize) -> usize {
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
    fn row(&mut self, index: usize, text: Range<usize>) -> usize {
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
    fn push(&mut self, text: Range<usize>) -> Shape {
        let row = self.lines.source.slice(text.clone());
        let shape = rows::shape(row);
        let bare = self.opens && !rows::has_pipe(row);
        let long = (shape.cells > rows::CELLS).then_some(Flaw::Long);
        self.rows.push(Row {
            at: text.start,
            cells: pieces(row, text.start, self.columns),
            flaw: if bare { Some(Flaw::Bare) } else { long },
            closed: shape.closes,
        });
        if shape.closes {
            self.fewest = self.fewest.min(shape.cells);
        }
        shape
    }

    /// A row that closes with too few cells may end where a line was broken behind a `|`: then the next line has no
    /// `|` before it and just the missing cells.
    fn wrapped(&mut self, index: usize, count: usize) -> Option<usize> {
        let line = self
            .lines
            .line(index)
            .filter(|_| self.opens && count < self.columns)?;
        let row = self.lines.source.slice(line.text.clone());
        let shape = rows::shape(row);
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
        let open = self.rows.last()?.cells.last()?.first.clone();
        let mut attempt = Attempt {
            cells: vec![Piece {
                first: open,
                more: Vec::new(),
            }],
            count,
            fence: None,
        };
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
        if attempt.fenced(text) {
            return if line.held {
                attempt.append(line.raw..line.text.end)
            } else {
                Step::Fail
            };
        }
        if text == "|" {
            return Step::Close;
        }
        if heading(text.as_bytes()) || parts_rows(text) {
            return Step::Fail;
        }
        if !rows::has_pipe(text) {
            return if line.held {
                attempt.append(line.raw..line.text.end)
            } else {
                Step::Fail
            };
        }
        if self.lines.is_head(index, text) {
            return Step::Fail;
        }
        let shape = rows::shape(text);
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
        let belongs =
            line.held && count <= self.columns && (self.opens || shape.cells < self.columns);
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
            Step::Close
        } else {
            Step::Open
        }
    }

    /// Notes which rows lack the closing `|` that the others have. A table that has mostly open rows means it so.
    fn blame(&mut self, head: usize) {
        let body = self.rows.get_mut(head..).unwrap_or_default();
        let open = body
            .iter()
            .filter(|row| !row.closed && row.flaw.is_none())
            .count();
        let closed = body.iter().filter(|row| row.closed).count();
        if self.closes && (open == 1 || closed >= open) {
            for row in body
                .iter_mut()
                .filter(|row| !row.closed && row.flaw.is_none())
            {
                row.flaw = Some(Flaw::Open);
            }
        }
    }
}

impl Attempt {
    /// Whether a line is code, or a fence of it.
    fn fenced(&mut self, text: &str) -> bool {
        let found = fence(text.as_bytes());
        match self.fence {
            None => {
                self.fence = found;
                found.is_some()
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

/// Whether a line within a table can only be one that stands under a head. Single dashes are what people write where
/// there is nothing to say.
fn parts_rows(text: &str) -> bool {
    text.contains("---") && rows::delimiter(text).is_some_and(|cells| cells > 1)
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
