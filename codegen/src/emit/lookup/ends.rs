//! One number from a code, for lookups: made of its ends.
//!
//! Compiled here for the search of a table, and copied from its first item on, beside `short.rs` and `word.rs`, into what is generated,
//! so that both compute the same. Knows nothing of tables.

use super::short::short;
use super::word::word;

/// A number that tells the codes apart: made of their first, second and last eight bytes.
#[inline]
pub(crate) fn ends(code: &[u8]) -> u64 {
    three(code).unwrap_or_else(|| short(code))
}

/// The number of a code of at least eight bytes; of one of less than sixteen, the second eight are the last ones.
#[inline]
fn three(code: &[u8]) -> Option<u64> {
    let last = code.len().checked_sub(8)?;
    let (first, second) = (word(code, 0)?, word(code, last.min(8))?);
    let ends = word(code, last)?.wrapping_add(first << 3);
    Some(ends.wrapping_add(second << 1))
}
