//! The search for a perfect hash: hash and displace, with a byte to displace each bucket by.
//!
//! Knows bytes and numbers. Knows nothing of Rust as output. The same codes give the same table, whatever the machine.

use super::ends::ends;
use super::middle::middle;
use super::whole::whole;

/// A table that gives every code of a set a slot of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// How a code becomes a number.
    pub word: Word,
    /// What the number is multiplied by. The highest bits of the product name a bucket, the next ones a slot.
    pub multiplier: u64,
    /// How many bits name a bucket, and how many a slot.
    pub bits: Bits,
    /// What the slots of each bucket are displaced by.
    pub pilots: Vec<u8>,
    /// The code in each slot, by its place in the set; `None` where there is none.
    pub slots: Vec<Option<usize>>,
}

/// How a code becomes a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// From its first, second and last eight bytes.
    Ends,
    /// From its first, middle and last eight bytes and its length.
    Middle,
    /// From all its bytes.
    Whole {
        /// What the number starts with.
        seed: u64,
    },
}

/// The size of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bits {
    /// How many bits name a bucket; at least one.
    pub bucket: u32,
    /// How many bits name a slot; at least one.
    pub slot: u32,
}

impl Word {
    /// The number of `code`.
    pub(super) fn of(self, code: &[u8]) -> u64 {
        match self {
            Self::Ends => ends(code),
            Self::Middle => middle(code),
            Self::Whole { seed } => whole(seed, code),
        }
    }
}

impl Bits {
    /// The smallest size for `count` codes: one slot in seven is free, and a bucket has four slots.
    fn for_count(count: usize) -> Self {
        let wanted = count.saturating_add(count / 6).max(2);
        Self::for_slots(wanted.next_power_of_two().trailing_zeros())
    }

    fn for_slots(slot: u32) -> Self {
        Self {
            bucket: slot.saturating_sub(2).max(1),
            slot,
        }
    }

    /// The bucket and the slot that `product` names, the latter not displaced yet.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the shifted numbers have few bits, the mask takes the lowest ones"
    )]
    fn place(self, product: u64) -> (usize, usize) {
        let bucket = product >> (64 - self.bucket);
        let slot = product >> (64 - self.bucket - self.slot);
        (bucket as usize, slot as usize & ((1 << self.slot) - 1))
    }
}

/// How many multipliers are tried for a size.
const MULTIPLIERS: u64 = 32;
/// How many sizes are tried, each twice the one before.
const SIZES: u32 = 3;
/// How many ways to make a number from all bytes are tried.
const SEEDS: u64 = 8;

/// A table for `codes`, which are distinct; `None` where none was found.
pub(super) fn search(codes: &[&[u8]]) -> Option<Table> {
    let wholes = (0..SEEDS).map(|seed| Word::Whole { seed: mix(seed) });
    let mut words = [Word::Ends, Word::Middle].into_iter().chain(wholes);
    words.find_map(|word| {
        let words: Vec<u64> = codes.iter().map(|code| word.of(code)).collect();
        if !distinct(&words) {
            return None;
        }
        let smallest = Bits::for_count(codes.len());
        let mut sizes = (smallest.slot..smallest.slot + SIZES).map(Bits::for_slots);
        sizes.find_map(|bits| {
            let mut multipliers = (0..MULTIPLIERS).map(|count| mix(count) | 1);
            multipliers.find_map(|multiplier| place_all(word, &words, multiplier, bits))
        })
    })
}

fn distinct(words: &[u64]) -> bool {
    let mut sorted = words.to_vec();
    sorted.sort_unstable();
    sorted.is_sorted_by(|one, next| one < next)
}

/// The table with this multiplier and size, if there is one.
fn place_all(word: Word, words: &[u64], multiplier: u64, bits: Bits) -> Option<Table> {
    let mut table = Table {
        word,
        multiplier,
        bits,
        pilots: vec![0; 1 << bits.bucket],
        slots: vec![None; 1 << bits.slot],
    };
    for bucket in buckets(words, multiplier, bits) {
        if !bucket.is_parted() {
            return None;
        }
        let pilot = (0..=u8::MAX).find(|pilot| table.is_free(&bucket, *pilot))?;
        table.take(&bucket, pilot);
    }
    Some(table)
}

/// Codes that share a bucket: its number, and for each code its slot before it is displaced and its place in the set.
struct Bucket {
    number: usize,
    codes: Vec<(usize, usize)>,
}

impl Bucket {
    /// Whether no two of its codes share a slot: where two do, no pilot parts them.
    fn is_parted(&self) -> bool {
        let mut slots: Vec<usize> = self.codes.iter().map(|(slot, _)| *slot).collect();
        slots.sort_unstable();
        slots.is_sorted_by(|one, next| one < next)
    }
}

/// The buckets that hold codes, the largest first, as they are the hardest to place.
fn buckets(words: &[u64], multiplier: u64, bits: Bits) -> impl Iterator<Item = Bucket> {
    let mut buckets: Vec<Bucket> = (0..1 << bits.bucket)
        .map(|number| Bucket {
            number,
            codes: Vec::new(),
        })
        .collect();
    for (index, word) in words.iter().enumerate() {
        let (number, slot) = bits.place(word.wrapping_mul(multiplier));
        if let Some(bucket) = buckets.get_mut(number) {
            bucket.codes.push((slot, index));
        }
    }
    buckets.sort_by_key(|bucket| (usize::MAX - bucket.codes.len(), bucket.number));
    buckets
        .into_iter()
        .take_while(|bucket| !bucket.codes.is_empty())
}

impl Table {
    /// Whether every code of `bucket` has a slot of its own with this pilot.
    fn is_free(&self, bucket: &Bucket, pilot: u8) -> bool {
        let mut slots = bucket.codes.iter().map(|(slot, _)| *slot);
        slots.all(|slot| self.slots.get(self.displaced(slot, pilot)) == Some(&None))
    }

    fn take(&mut self, bucket: &Bucket, pilot: u8) {
        if let Some(it) = self.pilots.get_mut(bucket.number) {
            *it = pilot;
        }
        for (slot, index) in &bucket.codes {
            let slot = self.displaced(*slot, pilot);
            if let Some(it) = self.slots.get_mut(slot) {
                *it = Some(*index);
            }
        }
    }

    fn displaced(&self, slot: usize, pilot: u8) -> usize {
        (slot ^ usize::from(pilot)) & ((1 << self.bits.slot) - 1)
    }
}

/// A number that looks like chance and is always the same: `SplitMix64`.
fn mix(count: u64) -> u64 {
    let mut it = count.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    it ^ (it >> 31)
}

#[cfg(test)]
mod tests {
    use super::{Table, Word, mix, search};

    /// A table for `codes`, after asking it for each of them.
    fn checked(codes: &[String]) -> Table {
        let bytes: Vec<&[u8]> = codes.iter().map(String::as_bytes).collect();
        let table = search(&bytes).expect("there is a table");
        for (index, code) in bytes.iter().enumerate() {
            let product = table.word.of(code).wrapping_mul(table.multiplier);
            let (bucket, slot) = table.bits.place(product);
            let slot = table.displaced(slot, table.pilots[bucket]);
            assert_eq!(table.slots[slot], Some(index), "{}", codes[index]);
        }
        table
    }

    fn numbered(count: u64, code: impl Fn(u64) -> String) -> Vec<String> {
        (0..count).map(code).collect()
    }

    #[test]
    fn every_size_has_a_table() {
        for count in (1..300).chain([500, 1_000, 2_500, 10_000]) {
            let table = checked(&numbered(count, |it| format!("Code{:x}Of{it}", mix(it))));
            assert_eq!(table.word, Word::Ends);
            let count = usize::try_from(count).expect("a small number");
            assert!(table.slots.len() <= 4 * count.max(1), "{count}");
        }
    }

    #[test]
    fn codes_that_differ_in_little_have_a_table() {
        checked(&numbered(1_000, |it| it.to_string()));
        checked(&numbered(1_000, |it| format!("E{it:07}")));
        checked(&numbered(1_000, |it| {
            format!("ErrorCodeNumber{it:04}OfTheService")
        }));
        checked(&numbered(1_000, |it| {
            format!("{it:04}IsTheNumberOfTheError")
        }));
        checked(&numbered(1_000, |it| {
            "x".repeat(1 + usize::try_from(it).expect("small"))
        }));
        checked(&numbered(128, |it| {
            char::from(u8::try_from(it).expect("ASCII")).to_string()
        }));
    }

    #[test]
    fn codes_with_the_same_ends_are_told_apart_by_their_middle() {
        let codes = numbered(3_000, |it| {
            format!("ThisIsHowTheyAll{it:08}AndSoTheyEndHere")
        });
        assert_eq!(checked(&codes).word, Word::Middle);
    }

    #[test]
    fn codes_that_differ_between_ends_and_middle_have_a_table() {
        let code = |it| format!("ThisIsHowTheyAll{it:08}InTheMiddleOfAllOfTheCodesAndEndsSo");
        let table = checked(&numbered(3_000, code));
        assert!(matches!(table.word, Word::Whole { .. }));
        let long = "x".repeat(10_000);
        checked(&numbered(300, |it| format!("{long}{it:08}{long}")));
    }

    #[test]
    fn codes_that_were_made_to_share_a_word_have_a_table() {
        let code = |it: u64| {
            let first = mix(it) & 0x7f7f_7f7f_7f7f_7f7f;
            let second = u64::from_le_bytes([b'x'; 8]);
            let others = (second << 1).wrapping_add(first << 3);
            let last = 0x1234_5678_9abc_def0_u64.wrapping_sub(others);
            let bytes = [first, second, second, last].map(u64::to_le_bytes);
            String::from_utf8(bytes.concat()).ok()
        };
        let codes: Vec<String> = (0..2_000_000).filter_map(code).take(500).collect();
        assert_eq!(codes.len(), 500);
        assert_eq!(checked(&codes).word, Word::Middle);
    }

    #[test]
    fn the_same_codes_give_the_same_table() {
        let codes = numbered(240, |it| format!("Code{it}"));
        assert_eq!(checked(&codes), checked(&codes));
    }
}
