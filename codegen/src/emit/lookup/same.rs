//! Whether a text is that of a slot, for lookups: compared by words.
//!
//! Copied from its first item on, beside `word.rs`, into what is generated. Knows the table that stands there.

use super::word::word;
use super::{LONGEST, TABLE};

/// Whether `code`, which has 8 to 32 bytes, is the text that stands at a place: four words that overlap hold all of it.
#[inline]
fn same(code: &[u8], start: usize) -> bool {
    let Some([length, text @ ..]) = TABLE.texts.get(start..start + 1 + LONGEST) else {
        return false;
    };
    let last = code.len() - 8;
    let same = |start| word(code, start).is_some_and(|it| word(text, start) == Some(it));
    *length == code.len() as u8 && same(0) && same(last.min(8)) && same(last.min(16)) && same(last)
}
