//! Documents with seeded damage, and what may come of them.
//!
//! Knows what can befall a text on its way: lines, cells, tags and signs that get lost, stand twice, change places or are
//! cut, junk, wrong bytes, and ends that are missing. The same seed damages the same document in the same way.

pub mod judge;
pub mod run;
mod struck;
pub mod units;

use fastrand::Rng;
use std::ops::Range;
use units::{Unit, units};

/// A way to damage a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A unit is gone.
    Drop(Unit),
    /// A unit stands twice.
    Double(Unit),
    /// A unit and the one behind it change places.
    Swap(Unit),
    /// A unit and any other one change places.
    SwapFar(Unit),
    /// The end of a unit is gone.
    Truncate(Unit),
    /// Signs, a word or a line that belong nowhere are put in.
    Junk,
    /// One bit of one byte is another one.
    Flip,
    /// The end of the document is gone.
    Cut,
}

/// All of them.
pub const KINDS: [Kind; 27] = [
    Kind::Drop(Unit::Line),
    Kind::Double(Unit::Line),
    Kind::Swap(Unit::Line),
    Kind::SwapFar(Unit::Line),
    Kind::Truncate(Unit::Line),
    Kind::Drop(Unit::Cell),
    Kind::Double(Unit::Cell),
    Kind::Swap(Unit::Cell),
    Kind::SwapFar(Unit::Cell),
    Kind::Truncate(Unit::Cell),
    Kind::Drop(Unit::Tag),
    Kind::Double(Unit::Tag),
    Kind::Swap(Unit::Tag),
    Kind::Truncate(Unit::Tag),
    Kind::Drop(Unit::Pipe),
    Kind::Double(Unit::Pipe),
    Kind::Swap(Unit::Pipe),
    Kind::Drop(Unit::Quote),
    Kind::Double(Unit::Quote),
    Kind::Swap(Unit::Quote),
    Kind::Drop(Unit::Separator),
    Kind::Double(Unit::Separator),
    Kind::Swap(Unit::Separator),
    Kind::Truncate(Unit::Separator),
    Kind::Junk,
    Kind::Flip,
    Kind::Cut,
];

/// What befell a document.
#[derive(Clone, Debug)]
pub struct Damage {
    /// In which way.
    pub kind: Kind,
    /// What was put in the place of which bytes, in order, none over another.
    pub edits: Vec<(Range<usize>, Vec<u8>)>,
}

impl Damage {
    /// Whether anything of `source` is another one with it.
    fn changes(&self, source: &str) -> bool {
        let mut edits = self.edits.iter();
        edits.any(|(range, with)| source.as_bytes().get(range.clone()) != Some(with))
    }

    /// `source`, damaged.
    pub fn apply(&self, source: &str) -> Vec<u8> {
        let mut out = Vec::with_capacity(source.len() + 100);
        let mut from = 0;
        for (range, with) in &self.edits {
            out.extend(&source.as_bytes()[from..range.start]);
            out.extend(with);
            from = range.end;
        }
        out.extend(&source.as_bytes()[from..]);
        out
    }
}

/// The damage that `seed` does to `source`: every [`KINDS`] in turn, where it changes anything. The next one stands in for
/// one that does not, as there is no tag to drop, or no end of a blank line to cut.
pub fn damage(source: &str, seed: u64) -> Damage {
    let mut rng = Rng::with_seed(seed);
    let turn = usize::try_from(seed % KINDS.len() as u64).unwrap_or(0);
    let kinds = KINDS[turn..].iter().chain(&KINDS[..turn]);
    let mut made = kinds.filter_map(|kind| {
        let edits = edits(source, *kind, &mut rng)?;
        Some(Damage { kind: *kind, edits })
    });
    let nothing = Damage {
        kind: Kind::Cut,
        edits: Vec::new(),
    };
    made.find(|it| it.changes(source)).unwrap_or(nothing)
}

/// The edits that a kind of damage makes; `None` where there is nothing to strike.
fn edits(source: &str, kind: Kind, rng: &mut Rng) -> Option<Vec<(Range<usize>, Vec<u8>)>> {
    match kind {
        Kind::Drop(unit) => Some(vec![(pick(source, unit, rng)?, Vec::new())]),
        Kind::Double(unit) => {
            let it = pick(source, unit, rng)?;
            let text = source[it.clone()].as_bytes().to_vec();
            Some(vec![(it.end..it.end, text)])
        }
        Kind::Swap(unit @ (Unit::Pipe | Unit::Quote | Unit::Tag)) => {
            let it = pick(source, unit, rng)?;
            swap(source, it.clone(), next_char(source, it.end)?)
        }
        Kind::Swap(unit) => {
            let all = units(source, unit);
            let first = rng.usize(..all.len().checked_sub(1)?);
            swap(source, all[first].clone(), all[first + 1].clone())
        }
        Kind::SwapFar(unit) => {
            let all = units(source, unit);
            let (one, other) = (rng.choice(&all)?, rng.choice(&all)?);
            let (first, second) = if one.start < other.start {
                (one, other)
            } else {
                (other, one)
            };
            swap(source, first.clone(), second.clone())
        }
        Kind::Truncate(unit) => {
            let it = pick(source, unit, rng)?;
            let text = source[it.clone()].trim_end_matches('\n');
            let end = it.start + text.len();
            let cut = boundary(source, it.start + rng.usize(..text.len().max(1)));
            Some(vec![(cut..end.max(cut), Vec::new())])
        }
        Kind::Junk => Some(vec![junk(source, rng)]),
        Kind::Flip => {
            let at = rng.usize(..source.len());
            let byte = source.as_bytes()[at] ^ (1 << rng.u32(..8));
            Some(vec![(at..at + 1, vec![byte])])
        }
        Kind::Cut => {
            let at = rng.usize(..source.len());
            Some(vec![(at..source.len(), Vec::new())])
        }
    }
}

fn pick(source: &str, unit: Unit, rng: &mut Rng) -> Option<Range<usize>> {
    rng.choice(units(source, unit))
}

/// Lets `first` and `second`, which stands behind it, change places; `None` where that changes nothing.
fn swap(
    source: &str,
    first: Range<usize>,
    second: Range<usize>,
) -> Option<Vec<(Range<usize>, Vec<u8>)>> {
    let text = |range: &Range<usize>| source[range.clone()].as_bytes().to_vec();
    let (one, other) = (text(&first), text(&second));
    (one != other && first.end <= second.start).then(|| vec![(first, other), (second, one)])
}

/// The character at `at`.
fn next_char(source: &str, at: usize) -> Option<Range<usize>> {
    let next = source.get(at..)?.chars().next()?;
    Some(at..at + next.len_utf8())
}

fn boundary(source: &str, at: usize) -> usize {
    source.floor_char_boundary(at)
}

/// Something that belongs nowhere, somewhere.
fn junk(source: &str, rng: &mut Rng) -> (Range<usize>, Vec<u8>) {
    const SIGNS: [&str; 24] = [
        "|", "||", "\\", "`", "```", "<", ">", "<td>", "</td>", "<tr>", "</table>", "<!--", "&",
        "&amp;", "#", "**", "_", "+", "+---+", "\t", "\u{0}", "\u{200b}", "\u{202e}", "]",
    ];
    let at = boundary(source, rng.usize(..=source.len()));
    let text = match rng.u8(..4) {
        0 | 1 => SIGNS[rng.usize(..SIGNS.len())].to_owned(),
        2 => format!(" {} ", word(rng)),
        _ => format!("\n{} {}\n", word(rng), word(rng)),
    };
    (at..at, text.into_bytes())
}

/// A word that stands in no document.
fn word(rng: &mut Rng) -> String {
    (0..rng.usize(3..9))
        .map(|_| rng.lowercase())
        .collect::<String>()
        + "qx"
}
