//! What changed between the cases of a code.
//!
//! Knows cases. Knows nothing of codes or services. Cases are first paired, so that a changed status or message is one
//! fact and not two: by status and message, then by message alone, then by status and most words in common, then by most
//! words in common, then by status alone where that leaves no choice.

use super::CodeFact;
use super::words::alike_in_a_thousand;
use crate::catalog::Case;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A case before and the case now that it became, by their numbers.
type Pair = (usize, usize);

/// Adds what changed from `before` to `after` to `changes`, in the order of `after`; cases that are gone stand last.
pub(super) fn changes(before: &[Case], after: &[Case], changes: &mut Vec<CodeFact>) {
    let pairs = pair(before, after);
    let by_new: BTreeMap<usize, usize> = pairs.iter().map(|(old, new)| (*new, *old)).collect();
    let by_old: BTreeMap<usize, usize> = pairs.iter().copied().collect();
    for (index, new) in after.iter().enumerate() {
        match by_new.get(&index).and_then(|old| before.get(*old)) {
            Some(old) => case(old, new, changes),
            None => changes.push(CodeFact::CaseAdded(new.clone())),
        }
    }
    for (index, old) in before.iter().enumerate() {
        if !by_old.contains_key(&index) {
            changes.push(CodeFact::CaseRemoved(old.clone()));
        }
    }
    if let (Some(old), Some(new)) = (before.first(), after.first())
        && by_new.get(&0) != Some(&0)
    {
        changes.push(CodeFact::DefaultChanged {
            before: old.clone(),
            after: new.clone(),
        });
    }
    if !by_new.values().is_sorted() {
        changes.push(CodeFact::Reordered);
    }
}

/// Which case became which.
fn pair(before: &[Case], after: &[Case]) -> Vec<Pair> {
    let mut open = Open {
        before: before.iter().enumerate().collect(),
        after: after.iter().enumerate().collect(),
        pairs: Vec::new(),
    };
    open.pair(
        |case| (case.status, case.message.as_str()),
        Several::InOrder,
    );
    open.pair(|case| case.message.as_str(), Several::InOrder);
    open.pair_alike(|old, new| old.status == new.status);
    open.pair_alike(|_, _| true);
    open.pair(|case| case.status, Several::Leave);
    open.pairs
}

/// What to do with several cases that have the same key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Several {
    /// The first becomes the first, the second the second, and so on.
    InOrder,
    /// None is paired: it would be a guess.
    Leave,
}

/// The cases that are not paired yet.
struct Open<'c> {
    before: Vec<(usize, &'c Case)>,
    after: Vec<(usize, &'c Case)>,
    pairs: Vec<Pair>,
}

impl<'c> Open<'c> {
    /// Pairs cases that have the same `key`.
    fn pair<K: Ord>(&mut self, key: impl Fn(&'c Case) -> K, several: Several) {
        let mut by_key: BTreeMap<K, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (index, case) in &self.before {
            by_key.entry(key(case)).or_default().0.push(*index);
        }
        for (index, case) in &self.after {
            by_key.entry(key(case)).or_default().1.push(*index);
        }
        let mut found: Vec<Pair> = Vec::new();
        for (old, new) in by_key.into_values() {
            if several == Several::InOrder || (old.len() == 1 && new.len() == 1) {
                found.extend(old.into_iter().zip(new));
            }
        }
        self.take(found);
    }

    /// Pairs cases that `may` be a pair and have half of their words in common, the likest first.
    fn pair_alike(&mut self, may: impl Fn(&Case, &Case) -> bool) {
        if self.before.len() * self.after.len() > MOST {
            return;
        }
        let mut alike: Vec<(Reverse<usize>, Pair)> = Vec::new();
        for (old, before) in &self.before {
            for (new, after) in self.after.iter().filter(|it| may(before, it.1)) {
                let share = alike_in_a_thousand(&before.message, &after.message);
                if share >= 500 {
                    alike.push((Reverse(share), (*old, *new)));
                }
            }
        }
        alike.sort_unstable();
        let (mut old, mut new) = (BTreeSet::new(), BTreeSet::new());
        let pairs = alike.into_iter().map(|(_, pair)| pair);
        let free = pairs.filter(|pair| {
            let is_free = !old.contains(&pair.0) && !new.contains(&pair.1);
            is_free && old.insert(pair.0) && new.insert(pair.1)
        });
        let found: Vec<Pair> = free.collect();
        self.take(found);
    }

    /// Takes up pairs that were found.
    fn take(&mut self, found: Vec<Pair>) {
        let old: BTreeSet<usize> = found.iter().map(|it| it.0).collect();
        let new: BTreeSet<usize> = found.iter().map(|it| it.1).collect();
        self.before.retain(|(index, _)| !old.contains(index));
        self.after.retain(|(index, _)| !new.contains(index));
        self.pairs.extend(found);
    }
}

/// Where more pairs than this are possible, none is sought by words: it would take time by the square.
const MOST: usize = 2500;

/// What changed within one case.
fn case(old: &Case, new: &Case, changes: &mut Vec<CodeFact>) {
    if old.status != new.status {
        changes.push(CodeFact::StatusChanged {
            message: new.message.clone(),
            before: old.status,
            after: new.status,
        });
    }
    if old.message != new.message {
        changes.push(CodeFact::MessageChanged {
            status: new.status,
            before: old.message.clone(),
            after: new.message.clone(),
        });
    }
    if old.cause != new.cause {
        changes.push(CodeFact::CauseChanged {
            message: new.message.clone(),
            before: old.cause.clone(),
            after: new.cause.clone(),
        });
    }
    if old.solution != new.solution {
        changes.push(CodeFact::SolutionChanged {
            message: new.message.clone(),
            before: old.solution.clone(),
            after: new.solution.clone(),
        });
    }
    if old.documents != new.documents {
        changes.push(CodeFact::DocumentsChanged {
            message: new.message.clone(),
            before: old.documents.clone(),
            after: new.documents.clone(),
        });
    }
}
