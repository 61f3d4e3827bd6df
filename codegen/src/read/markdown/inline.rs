//! Running text, put together piece by piece.
//!
//! Knows white space, marks and line breaks. Knows nothing of blocks.

use super::source::Source;
use crate::document::{Mark, Style, Text};

/// A text that is being put together.
#[derive(Default)]
pub(super) struct Run {
    /// The offset at which it begins.
    at: Option<usize>,
    text: String,
    marks: Vec<Mark>,
    /// The marks that have not ended, and where they start.
    open: Vec<(Style, usize)>,
    /// Whether white space stands at the end.
    space: bool,
}

impl Run {
    /// Notes that the text begins at `offset` or before.
    pub(super) fn begin(&mut self, offset: usize) {
        self.at.get_or_insert(offset);
    }

    /// Adds `text`, which stands at `offset`; every stretch of white space in it becomes one space.
    pub(super) fn push(&mut self, text: &str, offset: usize) {
        let inner = text.trim();
        self.space |= inner.len() < text.len() && text.starts_with(char::is_whitespace);
        if inner.is_empty() {
            return;
        }
        self.begin(offset);
        if is_even(inner) {
            self.word(inner);
        } else {
            inner.split_whitespace().for_each(|word| {
                self.word(word);
                self.space = true;
            });
        }
        self.space = text.ends_with(char::is_whitespace);
    }

    /// Adds `text` as it is.
    fn word(&mut self, text: &str) {
        self.separate();
        self.text.push_str(text);
    }

    /// Adds a space.
    pub(super) fn space(&mut self) {
        self.space = true;
    }

    /// Adds a forced line break.
    pub(super) fn line_break(&mut self) {
        self.space = false;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// What follows, at `offset`, is set apart.
    pub(super) fn start(&mut self, style: Style, offset: usize) {
        self.begin(offset);
        self.open.push((style, self.text.len()));
    }

    /// What was set apart so ends here; nothing if nothing was.
    pub(super) fn end(&mut self, style: Style) {
        if let Some(index) = self.open.iter().rposition(|(it, _)| *it == style) {
            let (style, start) = self.open.remove(index);
            self.mark(style, start);
        }
    }

    /// The text, if there is any, and an empty one in its place.
    pub(super) fn finish(&mut self, source: &Source) -> Option<Text> {
        let run = std::mem::take(self);
        let mut text = run.text;
        text.truncate(text.trim_end_matches('\n').len());
        if text.is_empty() {
            return None;
        }
        let mut marks = run.marks;
        let end = narrow(text.len());
        for mark in &mut marks {
            mark.end = mark.end.min(end);
        }
        marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
        Some(Text {
            at: source.pos(run.at.unwrap_or_default()),
            text,
            marks,
        })
    }

    /// Puts the space that is due.
    fn separate(&mut self) {
        if self.space && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
        self.space = false;
    }

    /// Marks what stands behind `start`.
    fn mark(&mut self, style: Style, start: usize) {
        let marked = self.text.get(start..).unwrap_or_default();
        let start = start + (marked.len() - marked.trim_start().len());
        let end = start + marked.trim().len();
        if start < end {
            self.marks.push(Mark {
                start: narrow(start),
                end: narrow(end),
                style,
            });
        }
    }
}

/// `text` with every stretch of white space as one space.
pub(super) fn collapse(text: &str) -> String {
    let mut run = Run::default();
    run.push(text, 0);
    run.text
}

/// Whether all white space of `text` is single spaces; `false` also where only a closer look would tell. Goes over all
/// bytes without a branch, which is many times as fast as stopping early.
fn is_even(text: &str) -> bool {
    let bytes = text.as_bytes();
    let odd = |byte: u8| u8::from(matches!(byte, b'\t'..=b'\r' | 0xC2 | 0xE1..=0xE3));
    let odd = bytes.iter().fold(0, |any, &byte| any | odd(byte));
    let double = |(one, two): (&u8, &u8)| u8::from(*one == b' ') & u8::from(*two == b' ');
    let next = bytes.get(1..).unwrap_or_default();
    odd | bytes
        .iter()
        .zip(next)
        .map(double)
        .fold(0, |any, it| any | it)
        == 0
}

/// An offset in a text; one of more than four gigabytes has none.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// Whether `text` says what it says to the letter: nothing in it is markup.
pub(super) fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let markup = |byte: u8| matches!(byte, b'\\' | b'`' | b'*' | b'[' | b']' | b'<' | b'&' | b'~');
    if bytes.iter().fold(false, |any, &byte| any | markup(byte)) {
        return false;
    }
    let letter = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_alphanumeric)
    };
    let inner = |(at, _): (usize, &str)| letter(at.checked_sub(1)) && letter(Some(at + 1));
    text.match_indices('_').all(inner)
}
