//! The lines of an RST file, and the place of every character in them.
//!
//! Knows line ends, tabs and columns. Knows no markup.

use crate::document::Pos;
use std::borrow::Cow;

/// How far apart tab stops are.
const TAB: usize = 8;

/// A line, or the part of one that belongs to the block at hand. It never ends in white space.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    /// What stands in it.
    pub text: &'t str,
    /// The number of the line in the file, from 1.
    pub number: usize,
    /// How many columns of the line, tabs expanded, stand before the text.
    pub column: usize,
}

impl Line<'_> {
    /// Whether nothing stands in it.
    pub fn blank(&self) -> bool {
        self.text.is_empty()
    }

    /// How many spaces it begins with.
    pub fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    /// The line without its first `bytes` bytes, which must end where a character ends; empty where it is shorter.
    pub fn from(&self, bytes: usize) -> Self {
        let (before, text) = self.text.split_at_checked(bytes).unwrap_or((self.text, ""));
        Self {
            text,
            number: self.number,
            column: self.column + before.chars().count(),
        }
    }

    /// The line without the spaces it begins with.
    pub fn trimmed(&self) -> Self {
        self.from(self.indent())
    }
}

/// A tab that was expanded: from `column` of `line` on, columns are `shift` larger than characters.
struct Tab {
    line: usize,
    column: usize,
    shift: usize,
}

/// A file with its tabs expanded.
pub(super) struct Source<'s> {
    text: Cow<'s, str>,
    tabs: Vec<Tab>,
}

impl<'s> Source<'s> {
    /// Takes `text` as it stands in the file. Copies it only where tabs or control characters stand in it.
    pub fn new(text: &'s str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if special(text) && (unusual(text) || lone_return(text)) {
            return expand(text);
        }
        Self {
            text: Cow::Borrowed(text),
            tabs: Vec::new(),
        }
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Its lines.
    pub fn lines(&self) -> Vec<Line<'_>> {
        let numbered = self.text.split('\n').enumerate();
        numbered
            .map(|(index, text)| Line {
                text: text.trim_end(),
                number: index + 1,
                column: 0,
            })
            .collect()
    }

    /// The place of the character at `column` (from 0, tabs expanded) of `line`.
    pub fn pos(&self, line: usize, column: usize) -> Pos {
        let before = self
            .tabs
            .partition_point(|it| (it.line, it.column) <= (line, column));
        let tab = before.checked_sub(1).and_then(|index| self.tabs.get(index));
        let shift = tab.filter(|it| it.line == line).map_or(0, |it| it.shift);
        Pos::new(line, column + 1 - shift)
    }

    /// The place where `line` begins.
    pub fn at(&self, line: &Line) -> Pos {
        self.pos(line.number, line.column)
    }

    /// The place of the first character of `line` that is no space.
    pub fn text_at(&self, line: &Line) -> Pos {
        self.pos(line.number, line.column + line.indent())
    }
}

/// Whether a control character other than a line feed stands in `text`, tabs included. Counts them all, which is
/// faster than to stop at the first: nearly all texts have none.
fn special(text: &str) -> bool {
    let special = text.bytes().filter(|it| *it < 0x0e && *it != b'\n');
    special.count() > 0
}

/// Whether a tab or a control character that the reader uses stands in `text`.
fn unusual(text: &str) -> bool {
    text.contains(['\t', '\u{b}', '\u{c}', '\0'])
}

/// Whether a carriage return ends a line by itself.
fn lone_return(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut pairs = bytes.iter().zip(bytes.iter().skip(1).chain([&b'\n']));
    pairs.any(|(it, next)| *it == b'\r' && *next != b'\n')
}

/// `text` with tabs as spaces, lone carriage returns as line ends, and no control character that the reader uses.
fn expand(text: &str) -> Source<'_> {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut tabs: Vec<Tab> = Vec::new();
    let (mut line, mut column, mut shift) = (1, 0, 0);
    let mut characters = text.chars().peekable();
    while let Some(it) = characters.next() {
        match it {
            '\r' if characters.peek() == Some(&'\n') => continue,
            '\n' | '\r' => {}
            '\t' => {
                let width = TAB - column % TAB;
                out.extend(std::iter::repeat_n(' ', width));
                column += width;
                shift += width - 1;
                tabs.push(Tab {
                    line,
                    column,
                    shift,
                });
                continue;
            }
            '\0' => out.push('\u{fffd}'),
            '\u{b}' | '\u{c}' => out.push(' '),
            other => out.push(other),
        }
        if matches!(it, '\n' | '\r') {
            out.push('\n');
            (line, column, shift) = (line + 1, 0, 0);
        } else {
            column += 1;
        }
    }
    Source {
        text: Cow::Owned(out),
        tabs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_widen_columns_and_not_places() {
        let source = Source::new("a\tb\n\t\tc\rd");
        let lines = source.lines();
        let texts: Vec<&str> = lines.iter().map(|it| it.text).collect();
        assert_eq!(texts, ["a       b", "                c", "d"]);
        assert_eq!(source.pos(1, 8), Pos::new(1, 3));
        assert_eq!(source.pos(2, 16), Pos::new(2, 3));
        assert_eq!(source.pos(3, 0), Pos::new(3, 1));
    }
}
