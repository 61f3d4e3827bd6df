//! One number from a code, for lookups: made of its ends and its middle.
//!
//! For codes that their ends do not tell apart. Compiled here for the search of a table, and copied from its first item
//! on, behind `ends.rs`, into what is generated, so that both compute the same. Knows nothing of tables.

use super::ends::ends;

/// A number that tells the codes apart: made of their first, middle and last eight bytes and their length.
#[inline]
pub(crate) fn middle(code: &[u8]) -> u64 {
    let ends = ends(code);
    let Some(others) = code.len().checked_sub(8) else {
        return ends;
    };
    let start = others / 2;
    let middle = code.get(start..start + 8).and_then(<[u8]>::first_chunk);
    middle.map_or(ends, |it| ends ^ u64::from_le_bytes(*it).rotate_left(13))
}
