//! A text as it is put together: white space collapsed, forced breaks kept, marked stretches noted.
//!
//! Knows what a [`Text`] is. Knows no markup.

use crate::document::{Mark, Pos, Style, Text};

/// What stands between the text so far and what comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Space,
    Break,
}

/// A text under way.
pub(super) struct Words {
    text: String,
    marks: Vec<Mark>,
    gap: Gap,
}

impl Words {
    /// No text yet, with room for `bytes` bytes.
    pub fn new(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            marks: Vec::new(),
            gap: Gap::None,
        }
    }

    /// Adds `text` as it is but for its white space.
    pub fn push(&mut self, text: &str) {
        let mut rest = text;
        while let Some(start) = rest.find(|it: char| !it.is_whitespace()) {
            if start > 0 {
                self.space();
            }
            rest = rest.get(start..).unwrap_or_default();
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            self.close_gap();
            self.text.push_str(word);
            rest = after;
        }
        if !rest.is_empty() {
            self.space();
        }
    }

    /// Adds `text`, in which `\0` stands for the backslash of an escape: `\0` and white space vanish, `\0` and
    /// another character are that character.
    pub fn push_escaped(&mut self, text: &str) {
        let mut parts = text.split('\0');
        self.push(parts.next().unwrap_or_default());
        for part in parts {
            let vanishing = part.starts_with([' ', '\n']);
            self.push(part.get(usize::from(vanishing)..).unwrap_or_default());
        }
    }

    /// Adds `text`, in which `\0` stands for a backslash.
    pub fn push_literal(&mut self, text: &str) {
        let mut first = true;
        for part in text.split('\0') {
            if !first {
                self.push("\\");
            }
            self.push(part);
            first = false;
        }
    }

    /// Adds what `add` adds, set apart by `style`.
    pub fn styled(&mut self, style: Style, add: impl FnOnce(&mut Self)) {
        self.close_gap();
        let start = self.text.len();
        add(self);
        let end = self.text.len();
        if let (true, Ok(start), Ok(end)) = (end > start, u32::try_from(start), u32::try_from(end))
        {
            self.marks.push(Mark { start, end, style });
        }
    }

    /// Adds a forced line break.
    pub fn line_break(&mut self) {
        self.gap = Gap::Break;
    }

    /// Takes back the white space that stands last.
    pub fn glue(&mut self) {
        self.gap = Gap::None;
        self.text.truncate(self.text.trim_end().len());
    }

    /// The text, standing at `at`.
    pub fn finish(mut self, at: Pos) -> Text {
        self.text.truncate(self.text.trim_end().len());
        self.text.shrink_to_fit();
        Text {
            at,
            text: self.text,
            marks: self.marks,
        }
    }

    fn space(&mut self) {
        if self.gap == Gap::None {
            self.gap = Gap::Space;
        }
    }

    fn close_gap(&mut self) {
        let separator = match self.gap {
            Gap::None => return,
            Gap::Space => ' ',
            Gap::Break => '\n',
        };
        self.gap = Gap::None;
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(separator);
        }
    }
}
