//! Which words of a text changed.
//!
//! Knows words and signs. A run of letters and digits is a word; a Chinese character or a kana is one by itself, as
//! nothing stands between words there; so is every other sign. Knows nothing of what a text is about.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;
use std::ops::Range;

/// A piece of a text that was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording<'t> {
    /// It is in both texts.
    Same(&'t str),
    /// It was only in the text before.
    Removed(&'t str),
    /// It is only in the text now.
    Added(&'t str),
}

/// Texts that have more words than this between their equal ends, both together, are compared as a whole: comparing them
/// word by word takes time by the square.
const MOST: usize = 4000;

/// How `before` became `after`, word by word: the pieces without those that were added are `before`, and without those
/// that were removed `after`. Where less than half of the shorter one stayed, all of it stands before all of
/// the other.
pub fn wording<'t>(before: &'t str, after: &'t str) -> Vec<Wording<'t>> {
    if before == after {
        return same(before).into_iter().collect();
    }
    let (old, new) = (Split::of(before), Split::of(after));
    let mut pieces = Vec::new();
    for piece in pieces_of(&old, &new) {
        match piece {
            Piece::Same(range) => pieces.extend(same(old.text(&range))),
            Piece::Changed(gone, came) => {
                let (gone, came) = (old.text(&gone), new.text(&came));
                pieces.extend((!gone.is_empty()).then_some(Wording::Removed(gone)));
                pieces.extend((!came.is_empty()).then_some(Wording::Added(came)));
            }
        }
    }
    pieces
}

fn same(text: &str) -> Option<Wording<'_>> {
    (!text.is_empty()).then_some(Wording::Same(text))
}

/// How much of two texts is the same words, wherever these stand, in a thousand.
pub(super) fn alike_in_a_thousand(one: &str, other: &str) -> usize {
    let (one, other) = (Split::of(one), Split::of(other));
    let is_word = |it: &&&str| it.starts_with(char::is_alphanumeric);
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for word in one.words.iter().filter(is_word) {
        *left.entry(word).or_default() += 1;
    }
    let (mut shared, mut all) = (0_usize, left.values().sum::<usize>());
    for word in other.words.iter().filter(is_word) {
        all += 1;
        if let Some(count) = left.get_mut(word).filter(|it| **it > 0) {
            *count -= 1;
            shared += 2;
        }
    }
    (shared * 1000).checked_div(all).unwrap_or_default()
}

/// What stands in both texts, and what stands in the place of what; in words, by number.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// These words of the text before.
    Same(Range<usize>),
    /// The words before and the words now.
    Changed(Range<usize>, Range<usize>),
}

fn pieces_of(old: &Split<'_>, new: &Split<'_>) -> Vec<Piece> {
    let (count, other) = (old.words.len(), new.words.len());
    let all = || vec![Piece::Changed(0..count, 0..other)];
    let equal = |one: &&str, other: &&str| one == other;
    let start = (old.words.iter().zip(&new.words))
        .take_while(|(one, other)| equal(one, other))
        .count();
    let most = count.min(other) - start;
    let end = (old.words.iter().rev().zip(new.words.iter().rev()))
        .take(most)
        .take_while(|(one, other)| equal(one, other))
        .count();
    if count + other - 2 * (start + end) > MOST {
        let gone = Piece::Changed(start..count - end, start..other - end);
        return vec![Piece::Same(0..start), gone, Piece::Same(count - end..count)];
    }
    let pieces = joined(
        old,
        capture_diff_slices(Algorithm::Myers, &old.words, &new.words),
    );
    let kept = pieces.iter().map(|it| match it {
        Piece::Same(range) => old.letters(range),
        Piece::Changed(..) => 0,
    });
    let shorter = old.letters(&(0..count)).min(new.letters(&(0..other)));
    if kept.sum::<usize>() * 2 < shorter {
        all()
    } else {
        pieces
    }
}

/// The operations as pieces. Two changes with one sign or space between them are one: a person reads a phrase.
fn joined(old: &Split<'_>, operations: Vec<DiffOp>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for operation in operations {
        let (gone, came) = (operation.old_range(), operation.new_range());
        if matches!(operation, DiffOp::Equal { .. }) {
            pieces.push(Piece::Same(gone));
            continue;
        }
        let (first_gone, first_came) = match pieces.as_slice() {
            [.., Piece::Changed(old_range, new_range)] => {
                let start = (old_range.start, new_range.start);
                pieces.pop();
                start
            }
            [
                ..,
                Piece::Changed(old_range, new_range),
                Piece::Same(between),
            ] if between.len() == 1 && old.letters(between) == 0 => {
                let start = (old_range.start, new_range.start);
                pieces.truncate(pieces.len() - 2);
                start
            }
            _ => (gone.start, came.start),
        };
        pieces.push(Piece::Changed(first_gone..gone.end, first_came..came.end));
    }
    pieces
}

/// A text in words, signs and spaces.
struct Split<'t> {
    whole: &'t str,
    words: Vec<&'t str>,
    /// Where each word starts, and the end of the text.
    starts: Vec<usize>,
}

impl<'t> Split<'t> {
    fn of(whole: &'t str) -> Self {
        let mut starts = Vec::new();
        let mut before = Class::Alone;
        for (at, c) in whole.char_indices() {
            let class = class(c);
            let goes_on = match class {
                Class::Joined => true,
                Class::Alone => false,
                Class::Letter | Class::Space => class == before,
            };
            if !goes_on || starts.is_empty() {
                starts.push(at);
            }
            if class != Class::Joined {
                before = class;
            }
        }
        starts.push(whole.len());
        let words = starts.windows(2).map(|ends| match ends {
            [start, end] => whole.get(*start..*end).unwrap_or_default(),
            _ => "",
        });
        Self {
            whole,
            words: words.collect(),
            starts,
        }
    }

    /// The text of some words.
    fn text(&self, words: &Range<usize>) -> &'t str {
        let at = |word: usize| self.starts.get(word).copied().unwrap_or(self.whole.len());
        self.whole
            .get(at(words.start)..at(words.end))
            .unwrap_or_default()
    }

    /// How many bytes some words have, without signs and spaces.
    fn letters(&self, words: &Range<usize>) -> usize {
        let words = self.words.get(words.clone()).unwrap_or_default();
        let words = words
            .iter()
            .filter(|it| it.starts_with(char::is_alphanumeric));
        words.map(|it| it.len()).sum()
    }
}

/// How a character stands to the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Makes a word with its like.
    Letter,
    /// Likewise white space.
    Space,
    /// Belongs to whatever it follows.
    Joined,
    /// Is a word by itself.
    Alone,
}

fn class(c: char) -> Class {
    match c {
        '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{200d}' => Class::Joined,
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
            Class::Alone
        }
        _ if c.is_alphanumeric() || c == '_' => Class::Letter,
        _ if c.is_whitespace() => Class::Space,
        _ => Class::Alone,
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Wording, wording};

    /// The pieces as a line.
    fn shown(before: &str, after: &str) -> String {
        let pieces = wording(before, after).into_iter();
        pieces
            .map(|piece| match piece {
                Wording::Same(text) => text.to_owned(),
                Wording::Removed(text) => format!("[-{text}-]"),
                Wording::Added(text) => format!("{{+{text}+}}"),
            })
            .collect()
    }

    #[test]
    fn the_words_that_changed_stand_in_their_place() {
        for (before, after, wanted) in [
            (
                "The lid is shut.",
                "The lid is open.",
                "The lid is [-shut-]{+open+}.",
            ),
            (
                "Too many boxes.",
                "Too many, many boxes.",
                "Too many{+, many+} boxes.",
            ),
            (
                "At most 5 GB, or 10 MB",
                "At most 50 GB, or 10 MB",
                "At most [-5-]{+50+} GB, or 10 MB",
            ),
            (
                "The red old box is in the cellar.",
                "The blue new box is in the cellar.",
                "The [-red old-]{+blue new+} box is in the cellar.",
            ),
            (
                "指定的桶不存在。",
                "指定的对象不存在。",
                "指定的[-桶-]{+对象+}不存在。",
            ),
            ("same", "same", "same"),
            ("", "new", "{+new+}"),
            ("old", "", "[-old-]"),
            ("", "", ""),
            (
                "The lid is shut.",
                "The lid is open, and so is the door.",
                "The lid is [-shut-]{+open, and so is the door+}.",
            ),
            (
                "Nothing of it stays.",
                "All is another text",
                "[-Nothing of it stays.-]{+All is another text+}",
            ),
            (
                "cafe\u{301} is shut",
                "cafe is shut",
                "[-cafe\u{301}-]{+cafe+} is shut",
            ),
        ] {
            assert_eq!(shown(before, after), wanted);
        }
    }

    #[test]
    fn nothing_of_either_text_is_lost() {
        let texts = [
            "",
            " ",
            "a",
            "a b",
            "a  b",
            "b a",
            "\u{301}",
            "桶 a，b",
            "a-b_c.d",
            "- x\n- y",
            "- x\n- z\n",
        ];
        for (before, after) in texts
            .iter()
            .flat_map(|one| texts.map(|other| (*one, other)))
        {
            let pieces = wording(before, after);
            let without = |left: fn(&Wording) -> bool| -> String {
                let kept = pieces.iter().filter(|it| !left(it));
                kept.map(|it| match it {
                    Wording::Same(text) | Wording::Removed(text) | Wording::Added(text) => *text,
                })
                .collect()
            };
            assert_eq!(without(|it| matches!(it, Wording::Added(_))), before);
            assert_eq!(without(|it| matches!(it, Wording::Removed(_))), after);
        }
    }

    #[test]
    fn a_very_long_text_is_compared_at_its_ends() {
        let long = |word: &str| format!("start {} end", format!("{word} ").repeat(MOST));
        let (before, after) = (long("one"), long("two"));
        let pieces = wording(&before, &after);
        assert_eq!(pieces.first(), Some(&Wording::Same("start ")));
        assert_eq!(pieces.len(), 4);
    }
}
