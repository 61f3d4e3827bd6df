//! What changed between two sets of catalogs with their rules.
//!
//! Knows which services are on both sides, and what only shows when all are seen together: which codes are the same
//! error, and what a status alone stands for. Knows nothing of how facts are shown.

use super::level::{Level, level};
use super::{CodeFact, Fact, Topic, facts};
use crate::catalog::{Answer, Catalog};
use crate::rules::{self, Member, Rules};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::rc::Rc;

/// What stood or stands in a catalog folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// The catalogs of the services; no two of one service.
    pub catalogs: Vec<Catalog>,
    /// The rules for all of them.
    pub rules: Option<Rules>,
}

/// What lies between two sides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// What is about all services together.
    pub shared: Vec<Leveled>,
    /// What is about one service each, by its id; services without a fact are left out.
    pub services: Vec<Changes>,
}

/// What changed in a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// Its id.
    pub service: String,
    /// What it calls itself now; for one that is gone, what it called itself.
    pub title: String,
    /// What changed, in the order of [`facts`]; at least one fact.
    pub facts: Vec<Leveled>,
}

/// A fact and what it means for the version of the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leveled {
    /// The fact.
    pub fact: Fact,
    /// What it means.
    pub level: Level,
}

impl Comparison {
    /// Every fact.
    pub fn facts(&self) -> impl Iterator<Item = &Leveled> {
        let services = self.services.iter().flat_map(|it| &it.facts);
        self.shared.iter().chain(services)
    }

    /// What all facts together mean for the version of the crate.
    pub fn level(&self) -> Level {
        highest(self.facts())
    }
}

impl Changes {
    /// What the facts of the service mean for the version of the crate.
    pub fn level(&self) -> Level {
        highest(&self.facts)
    }
}

/// The highest level of `facts`.
pub fn highest<'f>(facts: impl IntoIterator<Item = &'f Leveled>) -> Level {
    let levels = facts.into_iter().map(|it| it.level);
    levels.max().unwrap_or_default()
}

/// How many of `facts` there are of each topic, in the order of the topics.
pub fn counts<'f>(facts: impl IntoIterator<Item = &'f Leveled>) -> BTreeMap<Topic, usize> {
    let mut counts = BTreeMap::new();
    for it in facts {
        *counts.entry(it.fact.topic()).or_default() += 1;
    }
    counts
}

/// What changed from `before` to `after`. Nothing exactly where the catalogs are equal and the rules answer alike.
pub fn compare(before: &Side, after: &Side) -> Comparison {
    let (old, new) = (by_id(before), by_id(after));
    let (old_peers, new_peers) = (Peers::of(before), Peers::of(after));
    let ids: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    let services = ids.into_iter().filter_map(|id| {
        let (old, new) = (old.get(id).copied(), new.get(id).copied());
        let mut facts = match (old, new) {
            (Some(old), None) => vec![Fact::ServiceRemoved {
                codes: old.codes.len(),
            }],
            (_, Some(new)) => facts(old, new),
            (None, None) => Vec::new(),
        };
        if let (Some(_), Some(new)) = (old, new) {
            facts.extend(aliases(new, &old_peers, &new_peers));
            // Stable: what is about a code stands together, and its aliases last.
            facts.sort_by(|one, other| place(one).cmp(&place(other)));
        }
        let leveled = facts.into_iter().map(|fact| Leveled {
            level: level(&fact, old, new),
            fact,
        });
        let facts: Vec<Leveled> = leveled.collect();
        (!facts.is_empty()).then(|| Changes {
            service: id.to_owned(),
            title: new.or(old).map_or_else(String::new, |it| it.title.clone()),
            facts,
        })
    });
    Comparison {
        shared: statuses(before.rules.as_ref(), after.rules.as_ref()),
        services: services.collect(),
    }
}

fn by_id(side: &Side) -> BTreeMap<&str, &Catalog> {
    let catalogs = side.catalogs.iter();
    catalogs.map(|it| (it.service.as_str(), it)).collect()
}

/// Where a fact stands: those about codes behind the others, by code.
fn place(fact: &Fact) -> Option<&str> {
    match fact {
        Fact::Code { code, .. } => Some(code),
        _ => None,
    }
}

/// A code of a service.
type Id<'s> = (&'s str, &'s str);

/// Which codes are the same error as which others.
struct Peers<'s> {
    /// Every code that there is.
    known: BTreeSet<Id<'s>>,
    /// For each code that is the same error as others, all of them.
    groups: BTreeMap<Member, Rc<[Member]>>,
}

impl<'s> Peers<'s> {
    fn of(side: &'s Side) -> Self {
        let codes = |it: &'s Catalog| {
            let codes = it.codes.keys();
            codes.map(|code| (it.service.as_str(), code.as_str()))
        };
        let mut groups = BTreeMap::new();
        for group in rules::groups(side.rules.as_ref(), &side.catalogs) {
            let group: Rc<[Member]> = group.into();
            let members = group.iter().cloned();
            groups.extend(members.map(|member| (member, Rc::clone(&group))));
        }
        Self {
            known: side.catalogs.iter().flat_map(codes).collect(),
            groups,
        }
    }

    fn knows(&self, member: &Member) -> bool {
        self.known
            .contains(&(member.service.as_str(), member.code.as_str()))
    }

    /// The codes that are the same error as `member`, with itself; none where there are no others.
    fn of_member(&self, member: &Member) -> &[Member] {
        self.groups.get(member).map_or(&[], |group| group)
    }
}

/// Which codes of a service that is on both sides became, or are no longer, the same error as others. A code that came
/// or went brings or takes its aliases with it: those are told at the code that came, and not again at the other one.
fn aliases(new: &Catalog, before: &Peers<'_>, after: &Peers<'_>) -> Vec<Fact> {
    let of = |code: &String| {
        let member = Member {
            service: new.service.clone(),
            code: code.clone(),
        };
        let (was, is) = (before.of_member(&member), after.of_member(&member));
        if was == is {
            return None;
        }
        let others = |all: &[Member], without: &[Member]| {
            let without: BTreeSet<&Member> = without.iter().collect();
            let others = all
                .iter()
                .filter(|it| **it != member && !without.contains(it));
            others.cloned().collect::<Vec<Member>>()
        };
        let (mut gained, mut lost) = (others(is, was), others(was, is));
        if before.knows(&member) {
            gained.retain(|it| before.knows(it));
        }
        lost.retain(|it| after.knows(it));
        (!gained.is_empty() || !lost.is_empty()).then(|| Fact::Code {
            code: code.clone(),
            what: CodeFact::AliasChanged { gained, lost },
        })
    };
    new.codes.keys().filter_map(of).collect()
}

/// Which statuses stand for something else than before, in ranges.
fn statuses(before: Option<&Rules>, after: Option<&Rules>) -> Vec<Leveled> {
    let (before, after) = (by_status(before), by_status(after));
    let answer = |all: &[(RangeInclusive<u16>, Answer)], status: u16| {
        let found = all.iter().find(|(range, _)| range.contains(&status));
        found.map(|(_, answer)| *answer)
    };
    let all: Vec<(u16, _)> = crate::keys::STATUSES
        .map(|status| (status, (answer(&before, status), answer(&after, status))))
        .filter(|(_, (before, after))| before != after)
        .collect();
    let ranges = all.chunk_by(|one, other| one.0 + 1 == other.0 && one.1 == other.1);
    let facts = ranges.filter_map(|range| {
        let ((first, (before, after)), (last, _)) = (*range.first()?, range.last()?);
        Some(Fact::StatusAnswerChanged {
            statuses: first..=*last,
            before,
            after,
        })
    });
    facts
        .map(|fact| Leveled {
            level: level(&fact, None, None),
            fact,
        })
        .collect()
}

fn by_status(rules: Option<&Rules>) -> Vec<(RangeInclusive<u16>, Answer)> {
    rules.map(Rules::by_status).unwrap_or_default()
}
