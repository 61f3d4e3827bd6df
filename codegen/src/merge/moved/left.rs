//! Looks in a changed document for texts that its rows had before and have no more, and that still stand in it: what
//! changed its place, or is not read any more, is there to be seen, even where no row got it.
//!
//! Knows the catalogs before and now, where the rows of the document stand, and its words. Knows no format: signs between
//! words are nothing, and neither are the targets of links.
//!
//! A row that is gone with all its texts is told of elsewhere. Of one that is still there, a text is compared line by line,
//! and a line by its parts as well: what stands behind a label, in each cell and in each sentence. A part is told of where some
//! words of the document, or all of a line or cell, are those of the part, and the row there did not have it before. The
//! document is gone through once, and each of its words is compared with few parts; for what is found, the texts of the row
//! there are looked through.

use super::known::{TEXTS, lines, text};
use super::{HELP, shortened};
use crate::catalog::{Case, Catalog};
use crate::document::Pos;
use crate::merge::paste;
use crate::problem::Finding;
use crate::rows::{Field, Reason, Row};
use crate::spelling::visible;
use std::collections::{BTreeMap, BTreeSet};

/// How many words say by themselves that a text is that of a row.
const ENOUGH: usize = 4;
/// How many words a whole line or cell has at least that says so.
const FEWEST: usize = 2;
/// How many words of a part are compared.
const MOST: usize = 64;
/// How many parts that begin alike are looked for.
const ALIKE: usize = 16;
/// How many bytes the target of a link has at most.
const LONGEST_TARGET: usize = 1000;
/// What stands in more places than these belongs to none of them.
const COMMON: usize = 16;

/// Where a row stands, and which one it is.
pub(super) struct Home {
    pub(super) at: Pos,
    pub(super) code: String,
    pub(super) message: String,
    /// The fields that it takes from the row above.
    from_above: Vec<Field>,
}

/// A changed document.
pub(super) struct Changed<'c> {
    /// Its file name.
    pub(super) name: &'c str,
    /// Its text.
    pub(super) source: &'c str,
    /// Its rows, sorted by their places.
    pub(super) homes: &'c [Home],
}

/// The catalogs between which something was lost.
pub(super) struct Between<'c> {
    pub(super) before: Cases<'c>,
    pub(super) now: Cases<'c>,
}

/// The cases of a catalog by code and message.
pub(super) struct Cases<'c>(BTreeMap<(&'c str, &'c str), Vec<&'c Case>>);

impl<'c> Cases<'c> {
    /// Those of `catalog`, but for codes that are retired.
    pub(super) fn new(catalog: &'c Catalog) -> Self {
        let mut cases: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (name, code) in catalog.codes.iter().filter(|it| it.1.retired.is_none()) {
            for case in &code.cases {
                let key = (name.as_str(), case.message.as_str());
                cases.entry(key).or_default().push(case);
            }
        }
        Self(cases)
    }

    /// The first case of `home`.
    pub(super) fn of(&self, home: &Home) -> Option<&'c Case> {
        let cases = self.0.get(&(home.code.as_str(), home.message.as_str()))?;
        cases.first().copied()
    }

    /// The cases of its code whose messages stand next before that of `home` when they are sorted, the nearest first: among
    /// them is every one with which it begins, as long as few do.
    pub(super) fn up_to(&self, home: &Home) -> Vec<&'c Case> {
        let range = (home.code.as_str(), "")..(home.code.as_str(), home.message.as_str());
        let cases = self.0.range(range).rev().take(COMMON);
        cases.flat_map(|it| it.1).copied().collect()
    }

    /// The cases of `home`; where there is none with its message, some of its code.
    fn near(&self, home: &Home) -> Vec<&'c Case> {
        let key = (home.code.as_str(), home.message.as_str());
        match self.0.get(&key) {
            Some(cases) => cases.clone(),
            None => self.of_code(&home.code, COMMON),
        }
    }

    /// The cases of the code `name` with its first `count` messages.
    fn of_code(&self, name: &str, count: usize) -> Vec<&'c Case> {
        let cases = self.0.range((name, "")..).take(count);
        let cases = cases.take_while(|it| it.0.0 == name);
        cases.flat_map(|it| it.1).copied().collect()
    }
}

/// A line of a text, and of which.
type Line<'c> = (Field, &'c str);

/// A part of a line that a row had and has no more.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Part<'c> {
    code: &'c str,
    /// The message of the row, if it still has it.
    message: Option<&'c str>,
    field: Field,
    words: Vec<&'c str>,
}

/// A word of a document.
#[derive(Clone, Copy)]
struct Word<'t> {
    text: &'t str,
    at: Pos,
    place: Place,
}

/// Where a word stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the start of a line, of a cell, or behind a label.
    First,
    /// Behind another one.
    Later,
}

/// Where `rows` stand.
pub(super) fn homes(rows: &[Row]) -> Vec<Home> {
    let from_above = |row: &Row| {
        let fields = row.reasons.iter().filter_map(|it| match it {
            Reason::FromAbove { fields, .. } => Some(fields),
            _ => None,
        });
        fields.flatten().copied().collect()
    };
    let home = |row: &Row| Home {
        at: row.at,
        code: row.code.clone(),
        message: row.message.clone().unwrap_or_default(),
        from_above: from_above(row),
    };
    let mut homes: Vec<Home> = rows.iter().map(home).collect();
    homes.sort_by_key(|it| it.at);
    homes
}

/// The texts that rows of `document` lost and that still stand in it.
pub(super) fn left(document: &Changed, between: &Between) -> Vec<Finding> {
    let parts: Vec<Part> = lost(document, between).into_iter().collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let mut told = BTreeSet::new();
    let mut findings = Vec::new();
    let places = places(&parts, &words_of(document.source));
    for (part, places) in parts.iter().zip(places) {
        let places = places.iter().filter(|_| places.len() <= COMMON);
        let places = places.filter(|it| !part.is_at_home(**it, document.homes, between));
        let places = places.filter(|it| told.insert(it.line));
        findings.extend(places.map(|it| part.finding(*it)));
    }
    findings
}

/// The parts of texts that rows of `document` had and have no more.
fn lost<'c>(document: &Changed<'c>, between: &Between<'c>) -> BTreeSet<Part<'c>> {
    let mut homes: BTreeMap<&str, BTreeMap<&str, Vec<Field>>> = BTreeMap::new();
    let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
    for home in document.homes {
        *rows.entry(&home.code).or_default() += 1;
        let messages = homes.entry(&home.code).or_default();
        let from_above = messages.entry(&home.message).or_default();
        from_above.extend(&home.from_above);
    }
    let mut parts = BTreeSet::new();
    for (name, homes) in homes {
        let kept = lines_of(&between.now.of_code(name, usize::MAX));
        let is_here = |it: &&Case| it.documents.iter().any(|it| it == document.name);
        let mut cases = between.before.of_code(name, usize::MAX);
        cases.retain(is_here);
        let has_fewer = rows.get(name).is_none_or(|it| *it < cases.len());
        for case in cases {
            let from_above = homes.get(case.message.as_str());
            if from_above.is_none() && has_fewer {
                continue;
            }
            let message = from_above.map(|_| case.message.as_str());
            for (field, line) in lines_lost(case, from_above, &kept) {
                let all = parts_of(line).filter_map(words_enough);
                parts.extend(all.map(|words| Part {
                    code: name,
                    message,
                    field,
                    words,
                }));
            }
        }
    }
    parts
}

/// The lines of `case` that are not among those that its code `kept`. Where its message is still there, it is not lost, and
/// neither is what the row takes `from_above`.
fn lines_lost<'c>(
    case: &'c Case,
    from_above: Option<&Vec<Field>>,
    kept: &BTreeSet<Line>,
) -> Vec<Line<'c>> {
    let is_own = |field: &Field| match from_above {
        Some(from_above) => *field != Field::Message && !from_above.contains(field),
        None => true,
    };
    let fields = TEXTS.into_iter().filter(is_own);
    let lines = fields.flat_map(|field| lines(text(case, field)).map(move |it| (field, it)));
    lines
        .filter(|it| it.0 == Field::Message || !kept.contains(it))
        .collect()
}

/// The lines of the texts of `cases`.
fn lines_of<'c>(cases: &[&'c Case]) -> BTreeSet<Line<'c>> {
    let texts = cases
        .iter()
        .flat_map(|case| TEXTS.map(|it| (it, text(case, it))));
    let lines = texts.flat_map(|(field, text)| lines(text).map(move |it| (field, it)));
    lines.collect()
}

/// `line`, what stands behind its first label, what stands in each of its cells, and each of its sentences.
fn parts_of(line: &str) -> impl Iterator<Item = &str> {
    let label = line.split_once(": ").map(|it| it.1);
    let several = |mark| line.split(mark).skip_while(|it| it.len() == line.len());
    let sentences = several(". ").filter(|it| it.split(' ').nth(ENOUGH - 1).is_some());
    let all = std::iter::once(line).chain(label);
    all.chain(several(" | ")).chain(sentences)
}

/// The first words of a part; `None` where they are too few.
pub(super) fn words_enough(part: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = words_of(part).iter().map(|it| it.text).take(MOST).collect();
    (words.len() >= FEWEST).then_some(words)
}

/// In which places each of `parts` stands among `words`.
fn places(parts: &[Part], words: &[Word]) -> Vec<Vec<Pos>> {
    let mut starts: BTreeMap<[&str; FEWEST], Vec<usize>> = BTreeMap::new();
    for (number, part) in parts.iter().enumerate() {
        if let Some(start) = part.words.first_chunk() {
            starts.entry(*start).or_default().push(number);
        }
    }
    let mut places = vec![Vec::new(); parts.len()];
    for at in 0..words.len() {
        let rest = words.get(at..).unwrap_or_default();
        let Some([first, second]) = rest.first_chunk() else {
            break;
        };
        let alike = starts.get(&[first.text, second.text]);
        for number in alike.into_iter().flatten().take(ALIKE) {
            let (Some(part), Some(places)) = (parts.get(*number), places.get_mut(*number)) else {
                continue;
            };
            if places.len() <= COMMON && part.stands(rest) {
                places.push(first.at);
            }
        }
    }
    places
}

impl Part<'_> {
    /// Whether `words` begin with it; with few words only where it is the whole of a line or cell, or of what stands behind a
    /// label.
    fn stands(&self, words: &[Word]) -> bool {
        let Some((words, rest)) = words.split_at_checked(self.words.len()) else {
            return false;
        };
        let is_first = |it: Option<&Word>| it.is_none_or(|it| it.place == Place::First);
        let is_whole = is_first(words.first()) && is_first(rest.first());
        let texts = words.iter().map(|it| it.text);
        texts.eq(self.words.iter().copied()) && (words.len() >= ENOUGH || is_whole)
    }

    /// Whether what stands at `at` is no news there: the row there, which is one of `homes`, had it before; or it is the row
    /// that lost it, whose same text goes on having it among others.
    fn is_at_home(&self, at: Pos, homes: &[Home], between: &Between) -> bool {
        let next = homes.partition_point(|it| it.at <= at);
        let Some(home) = next.checked_sub(1).and_then(|it| homes.get(it)) else {
            return false;
        };
        let is_message = self.message.is_none_or(|it| it == home.message);
        if home.code == self.code && is_message {
            let now = between.now.near(home);
            now.iter()
                .any(|case| is_in(&self.words, text(case, self.field)))
        } else {
            let before = between.before.near(home);
            let mut texts = before
                .iter()
                .flat_map(|case| TEXTS.map(|it| text(case, it)));
            texts.any(|it| is_in(&self.words, it))
        }
    }

    /// The problem that it stands at `at`.
    fn finding(&self, at: Pos) -> Finding {
        let (code, field) = (visible(self.code), paste::name(self.field));
        let words = shortened(&self.words.join(" "));
        let what = format!(
            "here stands what was in the {field} of `{code}` and is there no more: `{words}`"
        );
        Finding::problem(at, what, HELP)
    }
}

/// Whether `words` stand in `text`.
pub(super) fn is_in(words: &[&str], text: &str) -> bool {
    let all = words_of(text);
    let mut runs = all.windows(words.len().max(1));
    runs.any(|it| it.iter().map(|it| it.text).eq(words.iter().copied()))
}

/// The words of `text` with their places, the targets of links left out.
fn words_of(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let (mut rest, mut column, mut place) = (line, 1, Place::First);
        while !rest.is_empty() {
            let is_word = rest.starts_with(char::is_alphanumeric);
            let end = match rest.strip_prefix("](") {
                Some(target) => 2 + target_end(target),
                None => end(rest, is_word),
            };
            let (piece, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            if is_word {
                let (text, at) = (piece, Pos::new(number, column));
                words.push(Word { text, at, place });
                place = Place::Later;
            } else if piece.contains('|') || piece.contains(": ") {
                place = Place::First;
            }
            (rest, column) = (after, column + piece.chars().count());
        }
    }
    words
}

/// Where the word that `text` begins with ends, or what stands between words.
fn end(text: &str, is_word: bool) -> usize {
    let ends = |it: char| {
        if is_word {
            !it.is_alphanumeric()
        } else {
            it.is_alphanumeric() || it == ']'
        }
    };
    let mut others = text.char_indices().skip(1);
    others.find(|it| ends(it.1)).map_or(text.len(), |it| it.0)
}

/// Where the target of a link ends that `text` begins with; it holds brackets in pairs, and none where it has no end.
fn target_end(text: &str) -> usize {
    let mut depth = 1_usize;
    let brackets = text.bytes().enumerate().take(LONGEST_TARGET);
    for (at, byte) in brackets {
        depth = match byte {
            b'(' => depth + 1,
            b')' => depth - 1,
            _ => depth,
        };
        if depth == 0 {
            return at;
        }
    }
    0
}
