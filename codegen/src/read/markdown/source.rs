//! A text and the place of every byte of it in the file.
//!
//! Knows lines and columns. Knows no markdown. A text is the file itself, or was put together from parts of it (the
//! lines of a cell); either way an offset leads back to the line and column that a person sees in an editor.

use crate::document::Pos;
use std::cell::Cell;
use std::ops::Range;

/// A text with the places of its lines.
pub(super) struct Source<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// The offset at which each line starts.
    starts: Vec<usize>,
    places: Places,
    /// Where the last question led, so that questions in order cost no more than the text between them.
    last: Cell<Known>,
}

/// Where the lines of a text stand in the file.
enum Places {
    /// Each at column 1, one after another, the first at this line.
    From(usize),
    /// At these places.
    At(Vec<Pos>),
}

/// A byte whose column is known.
#[derive(Clone, Copy)]
struct Known {
    line: usize,
    offset: usize,
    column: usize,
}

impl<'a> Source<'a> {
    /// The whole of a file.
    pub(super) fn file(text: &'a str) -> Self {
        Self::new(text, Places::From(1))
    }

    /// A text whose lines stand at `places` in the file.
    pub(super) fn parts(text: &'a str, places: Vec<Pos>) -> Self {
        Self::new(text, Places::At(places))
    }

    fn new(text: &'a str, places: Places) -> Self {
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        if starts.last() == Some(&text.len()) && starts.len() > 1 {
            starts.pop();
        }
        let start = Known {
            line: 0,
            offset: 0,
            column: 0,
        };
        Self {
            text,
            starts,
            places,
            last: Cell::new(start),
        }
    }

    /// How many lines there are.
    pub(super) fn lines(&self) -> usize {
        self.starts.len()
    }

    /// The offsets of line `index`, its end of line left out; empty past the last line.
    pub(super) fn line(&self, index: usize) -> Range<usize> {
        let start = self.start(index);
        let mut end = self.start(index + 1);
        let bytes = self.text.as_bytes();
        for eol in [b'\n', b'\r'] {
            if end > start && bytes.get(end - 1) == Some(&eol) {
                end -= 1;
            }
        }
        start..end
    }

    /// The offset at which line `index` starts; the end of the text past the last line.
    pub(super) fn start(&self, index: usize) -> usize {
        self.starts.get(index).copied().unwrap_or(self.text.len())
    }

    /// The line that `offset` stands on.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        let last = self.last.get().line;
        if (self.start(last)..self.start(last + 1)).contains(&offset) {
            return last;
        }
        self.starts.partition_point(|&start| start <= offset).max(1) - 1
    }

    /// The place in the file of the byte at `offset`.
    pub(super) fn pos(&self, offset: usize) -> Pos {
        let line = self.line_of(offset);
        let mut known = self.last.get();
        if known.line != line || known.offset > offset {
            known = Known {
                line,
                offset: self.start(line),
                column: 0,
            };
        }
        let between = self.text.as_bytes().get(known.offset..offset);
        known.column += between
            .unwrap_or_default()
            .iter()
            .filter(|&&byte| byte & 0xC0 != 0x80)
            .count();
        known.offset = offset;
        self.last.set(known);
        match &self.places {
            Places::From(first) => Pos::new(first + line, known.column + 1),
            Places::At(places) => {
                let at = places
                    .get(line)
                    .or(places.last())
                    .copied()
                    .unwrap_or(Pos::new(1, 1));
                Pos::new(at.line as usize, at.column as usize + known.column)
            }
        }
    }

    /// The bytes at `range`.
    pub(super) fn bytes(&self, range: Range<usize>) -> &'a [u8] {
        self.text.as_bytes().get(range).unwrap_or_default()
    }

    /// The text at `range`.
    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    /// `range` without the white space at its ends.
    pub(super) fn trim(&self, range: Range<usize>) -> Range<usize> {
        let text = self.slice(range.clone());
        let start = range.start + (text.len() - text.trim_ascii_start().len());
        start..start + text.trim_ascii().len()
    }
}
