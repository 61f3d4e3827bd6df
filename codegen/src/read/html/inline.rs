//! The text of one paragraph, as it comes in from pieces.
//!
//! Knows how white space collapses and how forced breaks and marks stand in it. Knows no elements.

use super::place;
use crate::document::{Mark, Pos, Style, Text};

/// What stands between the last word and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    None,
    Space,
    Break,
}

/// A style that may be open, and where it began to set text apart.
#[derive(Debug, Default)]
struct Open {
    depth: u32,
    start: Option<u32>,
}

/// Whether a forced break was the first in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break {
    /// It stands alone.
    Single,
    /// One stood there already: a paragraph ends.
    Double,
}

/// A text in the making.
#[derive(Debug)]
pub(super) struct Inline {
    text: String,
    at: Option<Pos>,
    gap: Gap,
    strong: Open,
    code: Open,
    marks: Vec<Mark>,
}

impl Inline {
    pub(super) fn new() -> Self {
        Self {
            text: String::new(),
            at: None,
            gap: Gap::None,
            strong: Open::default(),
            code: Open::default(),
            marks: Vec::new(),
        }
    }

    /// How many bytes there are so far.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Adds the words of `raw`, which begins at `at`.
    pub(super) fn add(&mut self, raw: &str, at: Pos) {
        let mut rest = raw;
        loop {
            let words = rest.trim_start();
            if words.len() < rest.len() {
                self.space();
            }
            let end = words.find(char::is_whitespace).unwrap_or(words.len());
            let (word, behind) = words.split_at(end);
            if word.is_empty() {
                return;
            }
            if self.at.is_none() {
                let before = raw.len() - words.len();
                self.at = Some(place::behind(at, &raw[..before]));
            }
            self.word(word);
            rest = behind;
        }
    }

    fn word(&mut self, word: &str) {
        match self.gap {
            Gap::None => {}
            Gap::Space => self.text.push(' '),
            Gap::Break => self.text.push('\n'),
        }
        self.gap = Gap::None;
        let start = self.end();
        for open in [&mut self.strong, &mut self.code] {
            if open.depth > 0 && open.start.is_none() {
                open.start = Some(start);
            }
        }
        self.text.push_str(word);
    }

    /// White space, of which none is kept at the start and one character elsewhere.
    pub(super) fn space(&mut self) {
        if self.gap == Gap::None && !self.text.is_empty() {
            self.gap = Gap::Space;
        }
    }

    /// A forced line break.
    pub(super) fn line_break(&mut self) -> Break {
        if self.gap == Gap::Break {
            return Break::Double;
        }
        if !self.text.is_empty() {
            self.gap = Gap::Break;
        }
        Break::Single
    }

    /// A style begins.
    pub(super) fn open(&mut self, style: Style) {
        self.style(style).depth += 1;
    }

    /// A style ends.
    pub(super) fn close(&mut self, style: Style) {
        let open = self.style(style);
        open.depth = open.depth.saturating_sub(1);
        if open.depth == 0 {
            self.mark(style);
        }
    }

    fn style(&mut self, style: Style) -> &mut Open {
        match style {
            Style::Strong => &mut self.strong,
            Style::Code => &mut self.code,
        }
    }

    /// Sets apart what stands in `style` so far.
    fn mark(&mut self, style: Style) {
        let end = self.end();
        if let Some(start) = self.style(style).start.take() {
            self.marks.push(Mark { start, end, style });
        }
    }

    /// Forgets what came behind the byte `len` if it holds neither letter nor digit.
    pub(super) fn forget_sign(&mut self, len: usize) {
        let Some(sign) = self.text.get(len..) else {
            return;
        };
        if sign.chars().any(char::is_alphanumeric) {
            return;
        }
        self.text.truncate(len);
        self.text.truncate(self.text.trim_end().len());
        let end = self.end();
        self.marks.retain(|mark| mark.end <= end);
        for open in [&mut self.strong, &mut self.code] {
            open.start = open.start.filter(|&start| start < end);
        }
        if self.text.is_empty() {
            self.at = None;
            self.gap = Gap::None;
        }
    }

    /// The text so far, unless there is none. Styles that are open go on in the next.
    pub(super) fn take(&mut self) -> Option<Text> {
        self.gap = Gap::None;
        let at = self.at.take()?;
        self.mark(Style::Strong);
        self.mark(Style::Code);
        self.marks.sort_by_key(|mark| mark.start);
        let text = Text {
            at,
            text: self.text.as_str().to_owned(),
            marks: self.marks.as_slice().to_vec(),
        };
        self.text.clear();
        self.marks.clear();
        Some(text)
    }

    fn end(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }
}
