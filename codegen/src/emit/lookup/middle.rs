//! One number from a code, for lookups: made of its ends, its middle and its length.
//!
//! For codes that `ends.rs` does not tell apart. Compiled here for the search of a table, and copied from its first item
//! on, behind `word.rs`, into what is generated, so that both compute the same. Knows nothing of tables.

use super::short::short;
use super::word::word;

/// A number that tells the codes apart: made of their first, middle and last eight bytes and their length; of a code of
/// less than eight bytes, of all of them.
#[inline]
pub(crate) fn middle(code: &[u8]) -> u64 {
    let last = code.len().saturating_sub(8);
    let word = |start| word(code, start).unwrap_or_else(|| short(code));
    let ends = word(0).rotate_left(29) ^ word(last);
    ends.wrapping_add(code.len() as u64) ^ word(last / 2).rotate_left(13)
}
