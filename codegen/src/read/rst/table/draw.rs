//! Drawn lines: which character stands in which column, by the width at which characters are shown.
//!
//! Knows display width. Knows nothing of borders and cells.

use super::super::marker;
use super::super::source::Line;
use unicode_width::UnicodeWidthChar;

/// How wide characters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// As they are shown: two columns for a wide one, none for one that combines with the one before.
    Display,
    /// As docutils counts them in simple tables: as they are shown, but for one column that a character takes which
    /// is neither shown nor combines, such as a soft hyphen.
    Counted,
    /// As docutils counts them in grids: two columns for a wide one, one for all others.
    Docutils,
    /// One column each.
    Characters,
}

impl Measure {
    fn width(self, it: char) -> usize {
        let shown = it.width().unwrap_or(1);
        match self {
            Self::Counted if is_format(it) => 1,
            Self::Display | Self::Counted => shown,
            Self::Docutils => shown.max(1),
            Self::Characters => 1,
        }
    }
}

/// Whether `it` is not shown and yet combines with nothing.
fn is_format(it: char) -> bool {
    matches!(it, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// What begins at a column: the byte and the character of the line, both from 0. A column that is the second half of a
/// wide character begins where the next one does.
#[derive(Clone, Copy)]
struct Slot {
    byte: u32,
    character: u32,
}

/// A line with its columns.
pub(super) struct Drawn<'t> {
    /// The line.
    pub line: Line<'t>,
    /// The columns, and one behind the last; `None` where each byte is a column.
    slots: Option<Vec<Slot>>,
    /// Whether it is the line between head and body of a grid, whose `=` are then `-`.
    pub head_end: bool,
}

impl<'t> Drawn<'t> {
    /// `line`, measured by `measure`.
    pub fn new(line: Line<'t>, measure: Measure) -> Self {
        let slots = (!line.text.is_ascii()).then(|| slots(line.text, measure));
        Self {
            line,
            slots,
            head_end: marker::grid_head_end(line.text),
        }
    }

    /// How many columns it has.
    pub fn width(&self) -> usize {
        match &self.slots {
            Some(slots) => slots.len().saturating_sub(1),
            None => self.line.text.len(),
        }
    }

    /// The sign of ASCII that stands at `column`; 0 where there is none.
    pub fn sign(&self, column: usize) -> u8 {
        let byte = match &self.slots {
            None => Some(column),
            Some(slots) => match slots.get(column..column + 2) {
                Some([it, next]) if it.byte != next.byte => Some(it.byte as usize),
                _ => None,
            },
        };
        let sign = byte.and_then(|it| self.line.text.as_bytes().get(it));
        match sign.copied().unwrap_or(0) {
            b'=' if self.head_end => b'-',
            sign => sign,
        }
    }

    /// The signs in `columns`, where each byte is a column, and which of them draws a border.
    pub fn signs(&self, columns: std::ops::Range<usize>) -> Option<(&'t [u8], u8)> {
        let bytes = self.line.text.as_bytes().get(columns);
        let dash = if self.head_end { b'=' } else { b'-' };
        bytes.filter(|_| self.slots.is_none()).map(|it| (it, dash))
    }

    /// How many columns from `column` on a border goes without a corner.
    pub fn dashes(&self, column: usize) -> usize {
        match self.signs(column..self.width()) {
            Some((signs, dash)) => signs.iter().take_while(|it| **it == dash).count(),
            None => (column..self.width())
                .take_while(|it| self.sign(*it) == b'-')
                .count(),
        }
    }

    /// Whether a border, with corners or without, goes through all of `columns`.
    pub fn is_border(&self, columns: std::ops::Range<usize>) -> bool {
        match self.signs(columns.clone()) {
            Some((signs, dash)) => signs.iter().all(|it| *it == dash || *it == b'+'),
            None => columns
                .into_iter()
                .all(|it| matches!(self.sign(it), b'-' | b'+')),
        }
    }

    /// The corners in `columns`.
    pub fn corners(&self, columns: std::ops::Range<usize>) -> impl Iterator<Item = usize> {
        let start = columns.start;
        let (signs, slow) = match self.signs(columns.clone()) {
            Some((signs, _)) => (signs, 0..0),
            None => (&[][..], columns),
        };
        let fast = signs.iter().enumerate().filter(|it| *it.1 == b'+');
        let slow = slow.into_iter().filter(|it| self.sign(*it) == b'+');
        fast.map(move |it| start + it.0).chain(slow)
    }

    /// Whether a wide character stands in `column` and in the one before it.
    pub fn halves(&self, column: usize) -> bool {
        let slots = self
            .slots
            .as_deref()
            .and_then(|it| it.get(column..column + 2));
        matches!(slots, Some([it, next]) if it.byte == next.byte)
    }

    /// What stands from column `left` up to column `right`, without white space at its end.
    pub fn cut(&self, left: usize, right: usize) -> Line<'t> {
        let (start, end, before) = match &self.slots {
            None => (left, right, left),
            Some(slots) => {
                let at = |column: usize| slots.get(column).or(slots.last()).copied();
                let end = at(right).map_or(0, |it| it.byte as usize);
                at(left).map_or((0, 0, 0), |it| {
                    (it.byte as usize, end, it.character as usize)
                })
            }
        };
        let end = end.min(self.line.text.len());
        Line {
            text: self
                .line
                .text
                .get(start..end)
                .unwrap_or_default()
                .trim_end(),
            number: self.line.number,
            column: self.line.column + before,
        }
    }
}

fn slots(text: &str, measure: Measure) -> Vec<Slot> {
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut out = Vec::with_capacity(text.len());
    let mut count = 0;
    for (character, (byte, it)) in text.char_indices().enumerate() {
        count = character + 1;
        let width = measure.width(it);
        if width > 0 {
            out.push(Slot {
                byte: narrow(byte),
                character: narrow(character),
            });
        }
        if width > 1 {
            out.push(Slot {
                byte: narrow(byte + it.len_utf8()),
                character: narrow(character + 1),
            });
        }
    }
    out.push(Slot {
        byte: narrow(text.len()),
        character: narrow(count),
    });
    out.shrink_to_fit();
    out
}

/// `lines` without the indent that they have in common.
pub(super) fn dedent(lines: &mut [Line]) {
    let indents = lines.iter().filter(|it| !it.blank()).map(Line::indent);
    let indent = indents.min().unwrap_or_default();
    for line in lines {
        *line = line.from(indent);
    }
}
