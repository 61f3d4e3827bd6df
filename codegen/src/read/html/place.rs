//! Where a text stands in its source.
//!
//! Knows lines and columns, and how characters of a text were written: as themselves or as `&…;`.

use crate::document::Pos;

/// The place behind `text`, which begins at `at`.
pub(super) fn behind(mut at: Pos, text: &str) -> Pos {
    for byte in text.bytes() {
        if byte == b'\n' {
            at.line = at.line.saturating_add(1);
            at.column = 1;
        } else if byte & 0b1100_0000 != 0b1000_0000 {
            at.column = at.column.saturating_add(1);
        }
    }
    at
}

/// A place in a source that moves along with the texts that are read from it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor {
    /// The place.
    pub(super) at: Pos,
    /// The same as a byte of the source.
    pub(super) offset: usize,
}

impl Cursor {
    /// Moves over `text`, which the tokenizer made of what stands here, before the byte `end` of `source`. A character
    /// that is not found moves nothing: the place is then a little early, on the same line or an earlier one of the
    /// same text, until the next line begins.
    pub(super) fn pass(&mut self, source: &str, end: usize, text: &str) {
        let piece = source.get(self.offset..end).unwrap_or_default();
        let plain = !text.contains(['&', '\n', '\u{fffd}']) && piece.starts_with(text);
        if plain {
            self.skip(text);
            return;
        }
        let mut rest = piece;
        for wanted in text.chars() {
            let passed = written(rest, wanted);
            let (here, behind) = rest.split_at(passed);
            self.skip(here);
            rest = behind;
        }
    }

    /// Moves over `here`, as it stands in the source.
    fn skip(&mut self, here: &str) {
        self.at = behind(self.at, here);
        self.offset += here.len();
    }
}

/// How many bytes at the start of `rest` make the character `wanted`.
fn written(rest: &str, wanted: char) -> usize {
    match rest.chars().next() {
        Some('\r') if wanted == '\n' => 1 + usize::from(rest[1..].starts_with('\n')),
        Some('&') => reference(rest, wanted),
        Some('\0') if wanted == '\u{fffd}' => 1,
        Some(found) if found == wanted => found.len_utf8(),
        Some(_) if wanted == '\n' => rest.find('\n').map_or(0, |index| index + 1),
        _ => 0,
    }
}

/// How many bytes the character reference at the start of `rest` has, or the bare `&`.
fn reference(rest: &str, wanted: char) -> usize {
    let digits = rest.starts_with("&#");
    if wanted == '&' && !digits && !rest.starts_with("&amp") && !rest.starts_with("&AMP") {
        return 1;
    }
    let name = 1 + usize::from(digits);
    let length = rest[name..]
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(rest.len() - name);
    let end = name + length;
    end + usize::from(rest[end..].starts_with(';'))
}
