//! What a status alone stands for.
//!
//! Knows the rules that name no code. Knows nothing of codes.

use super::{Rule, Statuses};
use crate::catalog::{Answer, Kind, Retry};
use crate::keys::STATUSES;
use std::ops::RangeInclusive;

/// The rules that decide for one status.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Deciding<'r> {
    /// The rule that gives its kind.
    pub(super) kind: Option<&'r Rule>,
    /// The rule that gives its retry answer.
    pub(super) retry: Option<&'r Rule>,
}

/// Two rules that disagree about a status.
pub(super) struct Clash<'r> {
    pub(super) first: &'r Rule,
    pub(super) second: &'r Rule,
    /// Where the second names the status.
    pub(super) named: &'r Statuses,
    /// `kind` or `retry`.
    pub(super) what: &'static str,
}

/// What is decided for each status, from the lowest to the highest, and where rules disagree.
pub(super) struct Table<'r> {
    pub(super) decided: Vec<(u16, Deciding<'r>)>,
    pub(super) clashes: Vec<Clash<'r>>,
}

/// The table of `rules`. Classes first, so that a number overrules the class that it is in.
pub(super) fn table(rules: &[Rule]) -> Table<'_> {
    let mut hundreds = Level::default();
    let mut numbers = Level::default();
    let mut clashes = Vec::new();
    for rule in rules.iter().filter(|it| it.codes.is_empty()) {
        for named in &rule.statuses {
            let is_number = named.range.start() == named.range.end();
            let level = if is_number {
                &mut numbers
            } else {
                &mut hundreds
            };
            for status in named.range.clone() {
                level.add(rule, named, status, &mut clashes);
            }
        }
    }
    let decided = STATUSES.map(|status| {
        let (number, class) = (numbers.get(status), hundreds.get(status));
        let deciding = Deciding {
            kind: number.kind.or(class.kind),
            retry: number.retry.or(class.retry),
        };
        (status, deciding)
    });
    Table {
        decided: decided.collect(),
        clashes,
    }
}

/// What the rules of one level say, from the lowest status to the highest.
struct Level<'r>(Vec<Deciding<'r>>);

impl Default for Level<'_> {
    fn default() -> Self {
        Self(vec![Deciding::default(); STATUSES.len()])
    }
}

impl<'r> Level<'r> {
    fn get(&self, status: u16) -> Deciding<'r> {
        let decided = index(status).and_then(|it| self.0.get(it));
        decided.copied().unwrap_or_default()
    }

    fn add(
        &mut self,
        rule: &'r Rule,
        named: &'r Statuses,
        status: u16,
        clashes: &mut Vec<Clash<'r>>,
    ) {
        let Some(here) = index(status).and_then(|it| self.0.get_mut(it)) else {
            return;
        };
        let mut clash = |first: &'r Rule, what| {
            // A class that disagrees with another is one clash and not a hundred.
            if status == *named.range.start() {
                clashes.push(Clash {
                    first,
                    second: rule,
                    named,
                    what,
                });
            }
        };
        match here.kind {
            Some(first) if rule.kind.is_some() && rule.kind != first.kind => clash(first, "kind"),
            None if rule.kind.is_some() => here.kind = Some(rule),
            _ => {}
        }
        match here.retry {
            Some(first) if rule.retry.is_some() && rule.retry != first.retry => {
                clash(first, "retry");
            }
            None if rule.retry.is_some() => here.retry = Some(rule),
            _ => {}
        }
    }
}

/// Where a status stands among all there can be.
pub(super) fn index(status: u16) -> Option<usize> {
    status.checked_sub(*STATUSES.start()).map(usize::from)
}

impl Deciding<'_> {
    /// What is decided.
    fn answer(self) -> Answer {
        Answer {
            kind: self.kind.and_then(|it| it.kind).unwrap_or(Kind::Unknown),
            retry: self.retry.and_then(|it| it.retry).unwrap_or(Retry::No),
        }
    }
}

/// The answers in ranges.
pub(super) fn ranges(rules: &[Rule]) -> Vec<(RangeInclusive<u16>, Answer)> {
    let decided = table(rules).decided;
    decided
        .chunk_by(|(_, one), (_, other)| one.answer() == other.answer())
        .filter_map(|same| {
            let ((first, deciding), (last, _)) = (same.first()?, same.last()?);
            Some((*first..=*last, deciding.answer()))
        })
        .collect()
}
