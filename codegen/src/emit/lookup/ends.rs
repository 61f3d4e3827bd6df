//! One number from a code, for lookups: made of its ends.
//!
//! Compiled here for the search of a table, and copied from its first item on into what is generated, so that both
//! compute the same. Knows nothing of tables.

/// A number that tells the codes apart: made of their first and last eight bytes and their length.
#[inline]
pub(crate) fn ends(code: &[u8]) -> u64 {
    match (code.first_chunk(), code.last_chunk()) {
        (Some(first), Some(last)) => {
            let first = u64::from_le_bytes(*first).rotate_left(29);
            (first ^ u64::from_le_bytes(*last)).wrapping_add(code.len() as u64)
        }
        _ => short(code),
    }
}

/// The number of a code of less than eight bytes: the bytes themselves, behind their count.
#[cold]
#[inline]
fn short(code: &[u8]) -> u64 {
    let count = code.len() as u64;
    code.iter()
        .fold(count, |word, byte| (word << 8) | u64::from(*byte))
}
