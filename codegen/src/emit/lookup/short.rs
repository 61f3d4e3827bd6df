//! One number from a short code, for lookups: made of all its bytes.
//!
//! Compiled here for the search of a table, and copied from its first item on into what is generated.

/// The number of a code of less than eight bytes: the bytes themselves, behind their count.
#[cold]
#[inline]
pub(crate) fn short(code: &[u8]) -> u64 {
    let count = code.len() as u64;
    code.iter()
        .fold(count, |word, byte| (word << 8) | u64::from(*byte))
}
