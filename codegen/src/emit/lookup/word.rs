//! Eight bytes of a text as a number, for lookups.
//!
//! Compiled here for the search of a table, and copied from its first item on into what is generated.

/// The eight bytes of a text that begin at `start`.
#[inline]
pub(crate) fn word(text: &[u8], start: usize) -> Option<u64> {
    let bytes = text.get(start..start + 8)?.first_chunk()?;
    Some(u64::from_le_bytes(*bytes))
}
