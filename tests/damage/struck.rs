//! What damage struck, and which of the cases that come of it are false.
//!
//! Knows the lines that were struck, the rows on and beside them, and the words that damage brought. A new case is what the
//! damage made of a row of its own where
//!
//! - its code had rows before, or is the damaged spelling of the code of a row that was struck;
//! - its status is one of theirs, or stands on a damaged line;
//! - each of its texts is what is left of the same text of such a row: its words in their order, some gone, some twice,
//!   and among them words that the damage brought or that stood in the marks of the row and were not seen; or all of its
//!   lines, in another order.

use super::Damage;
use super::judge::{Bench, words};
use super::units::lines;
use crate::cut::Cut;
use error_tables::catalog::Case;
use error_tables::merge::Merged;
use error_tables::rows::Row;
use std::collections::BTreeSet;
use std::ops::Range;

/// What the damage struck.
pub(super) struct Struck<'b> {
    bench: &'b Bench<'b>,
    /// The lines of the document that were struck and those beside them, from 0.
    near: BTreeSet<usize>,
    /// The codes of the rows on these lines.
    codes: BTreeSet<&'b str>,
    /// The words that the damage brought, and those that the rows of these codes do not show.
    new: BTreeSet<String>,
    /// The lines of these rows as they are written, but those that begin anything.
    raw: BTreeSet<&'b str>,
}

impl<'b> Struck<'b> {
    /// What `damage` struck in the document of `bench`, of which it made `text`.
    pub(super) fn new(bench: &'b Bench<'b>, damage: &Damage, text: &str) -> Self {
        let ranges = damage.edits.iter().map(|(range, _)| range);
        let old: BTreeSet<usize> = ranges.flat_map(|it| on_lines(&bench.lines, it)).collect();
        let near = old.iter().flat_map(|it| it.saturating_sub(1)..=it + 1);
        let mut struck = Self {
            bench,
            near: near.collect(),
            codes: BTreeSet::new(),
            new: BTreeSet::new(),
            raw: BTreeSet::new(),
        };
        struck.find_codes(&old);
        struck.find_new(&old, damage, text);
        struck.find_hidden();
        struck
    }

    /// The codes of the rows that were struck.
    fn find_codes(&mut self, old: &BTreeSet<usize>) {
        let bench = self.bench;
        let struck = |cut: &&Cut| self.near.iter().any(|it| cut.lines.contains(it));
        let rows = bench
            .cuts
            .iter()
            .filter(struck)
            .flat_map(|it| it.rows.clone());
        let on = words_of_lines(bench.source, &bench.lines, old);
        let named = bench
            .records
            .iter()
            .filter(|it| on.contains(it.code.as_str()));
        let rows = rows.filter_map(|it| bench.records.get(it));
        self.codes = rows.chain(named).map(|it| it.code.as_str()).collect();
    }

    /// The words that the damage brought: on damaged lines and on no line of a row that was struck, or from a place where
    /// no row says them.
    fn find_new(&mut self, old: &BTreeSet<usize>, damage: &Damage, text: &str) {
        let bench = self.bench;
        let in_row = |line: &&usize| bench.cuts.iter().any(|it| it.lines.contains(line));
        let of_rows: BTreeSet<usize> = old.iter().filter(in_row).copied().collect();
        let before = words_of_lines(bench.source, &bench.lines, &of_rows);
        let all: Vec<Range<usize>> = lines(text).collect();
        let mut shift = 0_isize;
        for (range, with) in &damage.edits {
            let start = range.start.saturating_add_signed(shift);
            let now = on_lines(&all, &(start..start + with.len())).collect();
            let words_now = words_of_lines(text, &all, &now).into_iter();
            let brought = words_now.filter(|it| !before.contains(it));
            self.new.extend(brought.map(str::to_owned));
            shift += with.len().cast_signed() - range.len().cast_signed();
            let moved = &bench.source[range.clone()];
            if !bench.is_said(moved) {
                self.new.extend(words(moved).map(str::to_owned));
            }
        }
    }

    /// What the rows with these codes hold and do not say.
    fn find_hidden(&mut self) {
        let bench = self.bench;
        let code = |row: usize| bench.records.get(row).map(|it| it.code.as_str());
        let is_struck = |row: usize| code(row).is_some_and(|it| self.codes.contains(it));
        let cuts = bench
            .cuts
            .iter()
            .filter(|it| it.rows.clone().any(is_struck));
        for line in cuts.flat_map(|it| it.lines.clone()) {
            let (Some(range), Some(hidden)) = (bench.lines.get(line), bench.hidden.get(line))
            else {
                continue;
            };
            self.new.extend(hidden.iter().cloned());
            let bare = bench.source[range.clone()].trim();
            if !bare.is_empty() && !bare.starts_with(['-', '#']) {
                self.raw.insert(bare);
            }
        }
    }

    /// Whether `line`, counted from 1, is one of a row that was struck, or close to one.
    pub(super) fn is_near(&self, line: u32) -> bool {
        const CLOSE: usize = 3;
        let line = usize::try_from(line)
            .unwrap_or(usize::MAX)
            .saturating_sub(1);
        let in_row = |cut: &Cut| {
            cut.lines.contains(&line) && self.near.iter().any(|it| cut.lines.contains(it))
        };
        self.near.iter().any(|it| it.abs_diff(line) <= CLOSE) || self.bench.cuts.iter().any(in_row)
    }

    /// The cases that are false.
    pub(super) fn falsehoods(&self, merged: &Merged) -> Vec<String> {
        let mut all = Vec::new();
        let codes = merged.catalog.codes.iter();
        for (name, code) in codes.filter(|(_, it)| it.retired.is_none()) {
            let known = self.bench.pipeline.before.codes.get(name);
            let known = known.map_or(&[][..], |it| &it.cases);
            let is_new = |case: &&Case| !known.iter().any(|it| same(it, case));
            for case in code.cases.iter().filter(is_new) {
                if let Some(why) = self.is_false(name, case) {
                    all.push(format!("{name}: its {why}: {case:?}"));
                }
            }
        }
        all
    }

    /// What is false of a new case, if anything is.
    fn is_false(&self, name: &str, case: &Case) -> Option<&'static str> {
        let mut own: Vec<&Row> = self.own(name);
        if own.is_empty() {
            return Some("code");
        }
        let stated = |status: u16| self.new.contains(&status.to_string());
        own.retain(|it| {
            case.status
                .is_none_or(|status| it.statuses.contains(&status) || stated(status))
        });
        if own.is_empty() {
            return Some("status");
        }
        own.retain(|it| self.is_left(&case.message, it.message.as_deref()));
        if own.is_empty() {
            return Some("message");
        }
        let is_left = |text: &Option<String>, of: fn(&Row) -> Option<&str>| {
            let text = text.as_deref().unwrap_or_default();
            own.iter().any(|it| self.is_left(text, of(it)))
        };
        if !is_left(&case.cause, |it| it.cause.as_deref()) {
            return Some("cause");
        }
        (!is_left(&case.solution, |it| it.solution.as_deref())).then_some("solution")
    }

    /// The rows that can have become one with the code `name`.
    fn own(&self, name: &str) -> Vec<&'b Row> {
        if let Some(rows) = self.bench.rows.get(name) {
            return rows.iter().collect();
        }
        let is_brought = words(name).all(|it| self.new.contains(it));
        let kin = self
            .codes
            .iter()
            .filter(|it| is_brought || is_kin(name, it));
        kin.filter_map(|it| self.bench.rows.get(*it))
            .flatten()
            .collect()
    }

    /// Whether `text` is what damage can have left of `before`.
    fn is_left(&self, text: &str, before: Option<&str>) -> bool {
        if sorted(text) == sorted(before.unwrap_or_default()) {
            return true;
        }
        let before: String = words(before.unwrap_or_default()).collect();
        let twice = before.repeat(2);
        let mut left = Left(&twice);
        let lines = text.lines().filter(|it| !self.raw.contains(it.trim()));
        lines.flat_map(words).all(|word| {
            self.new.contains(word) || left.take(word) || left.take_two(word, &self.new)
        })
    }
}

/// The letters of a text that are not taken yet.
#[derive(Clone, Copy)]
struct Left<'t>(&'t str);

impl Left<'_> {
    /// Takes everything up to `word` and the word itself, if it is there.
    fn take(&mut self, word: &str) -> bool {
        let found = self.0.find(word);
        self.0 = found.map_or(self.0, |at| &self.0[at + word.len()..]);
        found.is_some()
    }

    /// Takes a word that is two run together, each of which may be one of the `new` ones.
    fn take_two(&mut self, word: &str, new: &BTreeSet<String>) -> bool {
        let mut halves = word.char_indices().skip(1).map(|(at, _)| word.split_at(at));
        let taken = halves.find_map(|(first, second)| {
            let mut left = *self;
            let one = new.contains(first) || left.take(first);
            (one && (new.contains(second) || left.take(second))).then_some(left)
        });
        *self = taken.unwrap_or(*self);
        taken.is_some()
    }
}

/// The lines of `text`, sorted.
fn sorted(text: &str) -> Vec<&str> {
    let ends = ['.', ';', ',', ' '];
    let mut lines: Vec<&str> = text.lines().map(|it| it.trim_end_matches(ends)).collect();
    lines.sort_unstable();
    lines
}

/// Whether two cases say the same, whichever documents have them.
pub(super) fn same(one: &Case, other: &Case) -> bool {
    (one.status, &one.message, &one.cause, &one.solution)
        == (other.status, &other.message, &other.cause, &other.solution)
}

/// The numbers of the `lines` that `range` touches.
fn on_lines<'l>(
    lines: &'l [Range<usize>],
    range: &Range<usize>,
) -> impl Iterator<Item = usize> + use<'l> {
    let (start, end) = (range.start, range.end);
    let touched = move |it: &(usize, &Range<usize>)| it.1.start <= end && start <= it.1.end;
    lines.iter().enumerate().filter(touched).map(|it| it.0)
}

fn words_of_lines<'t>(
    text: &'t str,
    lines: &[Range<usize>],
    on: &BTreeSet<usize>,
) -> BTreeSet<&'t str> {
    let ranges = on.iter().filter_map(|it| lines.get(*it));
    ranges.flat_map(|it| words(&text[it.clone()])).collect()
}

/// Whether `name` can be what damage made of `code`: a part of it, a whole that holds it, or a name that shares most of its
/// letters at both ends.
fn is_kin(name: &str, code: &str) -> bool {
    let alike = name.bytes().zip(code.bytes()).take_while(|(a, b)| a == b);
    let back = name.bytes().rev().zip(code.bytes().rev());
    let shared = alike.count() + back.take_while(|(a, b)| a == b).count();
    code.contains(name) || name.contains(code) || shared * 2 >= code.len().max(name.len())
}
