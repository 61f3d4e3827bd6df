//! Pipe tables in the lines of a text: what they are made of, and where one starts.
//!
//! Knows the head of a table and the line under it, and what is left of them when one is missing. Knows nothing of how
//! lines make rows (`body.rs`), nor of what a cell says. On well-formed input it is as cmark-gfm does it; what it does
//! otherwise is listed at the head of this folder.

use super::body::Body;
use super::containers::Containers;
use super::rows;
use super::source::Source;
use std::ops::Range;

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
    pub(super) closed: bool,
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
pub(super) struct Line {
    /// What it says, without white space at the ends.
    pub(super) text: Range<usize>,
    /// Where it starts behind the marks of its containers, indentation kept.
    pub(super) raw: usize,
    /// Whether all containers hold it.
    pub(super) held: bool,
}

/// A line as the containers see it.
pub(super) enum Next {
    Blank,
    Line(Line),
}

impl<'a> Lines<'_, 'a> {
    /// Line `index`; `None` past the end of the text or outside of a block quote that the table stands in.
    pub(super) fn get(&self, index: usize) -> Option<Next> {
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
    pub(super) fn line(&self, index: usize) -> Option<Line> {
        match self.get(index) {
            Some(Next::Line(line)) => Some(line),
            _ => None,
        }
    }

    /// What line `index` says; nothing if it is empty.
    pub(super) fn text(&self, index: usize) -> &'a str {
        self.line(index)
            .map_or("", |line| self.source.slice(line.text))
    }

    /// How many cells line `index` has as the line under a head.
    pub(super) fn delimiter(&self, index: usize) -> Option<usize> {
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
    pub(super) fn is_head(&self, index: usize, head: &str) -> bool {
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
        let at = head.start;
        let mut body = Body::new(self, opening.columns, self.source.slice(head.clone()));
        let first = match opening.lines {
            0 => body.row(index, head),
            lines => {
                if opening.head > 0 {
                    body.push(head);
                    body.under(self.text(index + 1));
                }
                index + lines
            }
        };
        let end = body.read(first);
        Pipes {
            at,
            head: opening.head,
            columns: opening.columns,
            rows: body.finish(opening.head),
            flaw: opening.flaw,
            end,
        }
    }
}

/// Whether a line within a table can only be one that stands under a head. Single dashes are what people write where
/// there is nothing to say.
pub(super) fn parts_rows(text: &str) -> bool {
    text.contains("---") && rows::delimiter(text).is_some_and(|cells| cells > 1)
}
