//! Finds the rules that decide about a code.
//!
//! Knows the order in which rules come before each other. Knows nothing of what is done with the answer.

use super::statuses::{Deciding, index, table};
use super::{Rule, Rules};
use crate::catalog::{Code, Kind, Retry, Word};
use std::collections::{BTreeMap, BTreeSet};

/// The rules, by what they are about.
pub(super) struct Book<'r> {
    by_code: BTreeMap<&'r str, Vec<&'r Rule>>,
    /// From the lowest status to the highest.
    by_status: Vec<(u16, Deciding<'r>)>,
}

/// What rules can give.
pub(super) trait Given: Word {
    /// What `rule` gives.
    fn of(rule: &Rule) -> Option<Self>;
    /// The rule that gives it for a status.
    fn by_status<'r>(deciding: &Deciding<'r>) -> Option<&'r Rule>;
}

/// What the rules come to for one code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict<'r, T> {
    /// No rule says anything.
    Nothing,
    /// They give this, by these rules.
    Given(T, Vec<&'r Rule>),
    /// Two rules of one level disagree.
    Clash(&'r Rule, &'r Rule),
    /// Two statuses of the code get different answers.
    Statuses((u16, T), (u16, T)),
}

/// The level of a rule that names the code: whether it names the service, and whether the status.
type Level = (bool, bool);

impl<'r> Book<'r> {
    pub(super) fn new(rules: &'r Rules) -> Self {
        let mut by_code: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
        for rule in &rules.rules {
            for code in &rule.codes {
                by_code.entry(&code.name).or_default().push(rule);
            }
        }
        Self {
            by_code,
            by_status: table(&rules.rules).decided,
        }
    }

    /// What the rules give the code `name` of `service`.
    pub(super) fn verdict<T: Given>(
        &self,
        service: &str,
        name: &str,
        code: &Code,
    ) -> Verdict<'r, T> {
        let statuses = statuses(code);
        if statuses.is_empty() {
            return self.at_status(service, name, None);
        }
        let mut sum = Verdict::Nothing;
        let mut first = 0;
        for status in statuses {
            let here = self.at_status(service, name, Some(status));
            sum = match (sum, here) {
                (Verdict::Nothing, here) => {
                    first = status;
                    here
                }
                (Verdict::Given(one, mut rules), Verdict::Given(other, more)) if one == other => {
                    rules.extend(more);
                    Verdict::Given(one, rules)
                }
                (Verdict::Given(one, _), Verdict::Given(other, _)) => {
                    return Verdict::Statuses((first, one), (status, other));
                }
                (_, clash @ Verdict::Clash(..)) | (clash, _) => clash,
            };
        }
        sum
    }

    /// The same for one status of the code.
    fn at_status<T: Given>(
        &self,
        service: &str,
        name: &str,
        status: Option<u16>,
    ) -> Verdict<'r, T> {
        let mut best: Option<(Level, T, Vec<&'r Rule>)> = None;
        for rule in self.by_code.get(name).into_iter().flatten().copied() {
            let Some(value) = T::of(rule).filter(|_| matches(rule, service, status)) else {
                continue;
            };
            let level = (!rule.services.is_empty(), !rule.statuses.is_empty());
            match &mut best {
                Some((best_level, _, _)) if *best_level > level => {}
                Some((best_level, first, rules)) if *best_level == level => {
                    if let (true, Some(other)) = (*first != value, rules.first().copied()) {
                        return Verdict::Clash(other, rule);
                    }
                    rules.push(rule);
                }
                _ => best = Some((level, value, vec![rule])),
            }
        }
        match best {
            Some((_, value, rules)) => Verdict::Given(value, rules),
            None => self.status_alone(status),
        }
    }

    /// What a status gives by itself.
    pub(super) fn status_alone<T: Given>(&self, status: Option<u16>) -> Verdict<'r, T> {
        let deciding = status.and_then(|it| self.by_status.get(index(it)?));
        let rule = deciding.and_then(|(_, it)| T::by_status(it));
        match rule.and_then(|rule| Some((T::of(rule)?, rule))) {
            Some((value, rule)) => Verdict::Given(value, vec![rule]),
            None => Verdict::Nothing,
        }
    }
}

/// Whether a rule that names the code is about this service and status.
fn matches(rule: &Rule, service: &str, status: Option<u16>) -> bool {
    let has = |status: u16| rule.statuses.iter().any(|it| it.range.contains(&status));
    (rule.services.is_empty() || rule.services.iter().any(|it| it.name == service))
        && (rule.statuses.is_empty() || status.is_some_and(has))
}

/// The statuses of a code.
pub(super) fn statuses(code: &Code) -> BTreeSet<u16> {
    code.cases.iter().filter_map(|it| it.status).collect()
}

impl Given for Kind {
    fn of(rule: &Rule) -> Option<Self> {
        rule.kind
    }
    fn by_status<'r>(deciding: &Deciding<'r>) -> Option<&'r Rule> {
        deciding.kind
    }
}

impl Given for Retry {
    fn of(rule: &Rule) -> Option<Self> {
        rule.retry
    }
    fn by_status<'r>(deciding: &Deciding<'r>) -> Option<&'r Rule> {
        deciding.retry
    }
}

impl<'r, T: Copy> Verdict<'r, T> {
    /// What is given, if that is clear.
    pub(super) fn value(&self) -> Option<T> {
        match self {
            Self::Given(value, _) => Some(*value),
            _ => None,
        }
    }

    /// The rules that give it.
    pub(super) fn rules(&self) -> &[&'r Rule] {
        match self {
            Self::Given(_, rules) => rules,
            _ => &[],
        }
    }
}
