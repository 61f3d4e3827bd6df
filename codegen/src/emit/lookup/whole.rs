//! One number from a code, for lookups: made of all its bytes.
//!
//! For codes that their ends do not tell apart. Compiled here for the search of a table, and copied from its first item
//! on into what is generated, so that both compute the same. Knows nothing of tables.

/// A number that tells the codes apart: made of all their bytes, eight at a time.
#[inline]
pub(crate) fn whole(seed: u64, code: &[u8]) -> u64 {
    let mut word = seed ^ code.len() as u64;
    for chunk in code.chunks(8) {
        let bytes = chunk.iter().rev();
        let bytes = bytes.fold(0, |bytes, byte| (bytes << 8) | u64::from(*byte));
        word = (word ^ bytes).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        word ^= word >> 32;
    }
    word
}
