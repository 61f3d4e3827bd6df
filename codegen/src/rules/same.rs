//! Which codes are the same error.
//!
//! Knows spellings and what `[[same]]` and `[[different]]` say of them. One spelling is one error, whatever the
//! service, unless `[[different]]` takes some services out; `[[same]]` joins what is left of several spellings.

use super::Rules;
use crate::catalog::Catalog;
use std::collections::BTreeMap;

/// A code of a service.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Member {
    /// The id of the service.
    pub service: String,
    /// The code.
    pub code: String,
}

/// What a group is known by while it is gathered: the first spelling, and which `[[different]]` took it out.
type Key<'k> = (&'k str, Option<usize>);

/// The groups of codes that are the same error, each with two members or more, sorted by service and code; the groups
/// stand in the order of their first members. No two members of a group are of one service, or the check says so.
pub fn groups(rules: Option<&Rules>, catalogs: &[Catalog]) -> Vec<Vec<Member>> {
    let spellings = rules.map(spellings).unwrap_or_default();
    let apart = rules.map(apart).unwrap_or_default();
    let mut groups: BTreeMap<Key<'_>, Vec<Member>> = BTreeMap::new();
    for catalog in catalogs {
        for code in catalog.codes.keys() {
            let key = match apart.get(&(code.as_str(), catalog.service.as_str())) {
                Some(entry) => (code.as_str(), Some(*entry)),
                None => (
                    *spellings.get(code.as_str()).unwrap_or(&code.as_str()),
                    None,
                ),
            };
            groups.entry(key).or_default().push(Member {
                service: catalog.service.clone(),
                code: code.clone(),
            });
        }
    }
    let mut groups: Vec<Vec<Member>> = groups.into_values().filter(|it| it.len() > 1).collect();
    for group in &mut groups {
        group.sort();
    }
    groups.sort();
    groups
}

/// Every spelling of `[[same]]` with the first one of its entry.
fn spellings(rules: &Rules) -> BTreeMap<&str, &str> {
    let entries = rules
        .same
        .iter()
        .filter_map(|it| Some((it, it.codes.first()?)));
    entries
        .flat_map(|(it, first)| {
            let names = it.codes.iter().map(|code| code.name.as_str());
            names.map(|name| (name, first.name.as_str()))
        })
        .collect()
}

/// Every code and service of `[[different]]` with the number of its entry.
fn apart(rules: &Rules) -> BTreeMap<(&str, &str), usize> {
    let entries = rules.different.iter().enumerate();
    entries
        .flat_map(|(index, it)| {
            let services = it.services.iter().map(|service| service.name.as_str());
            services.map(move |service| ((it.code.name.as_str(), service), index))
        })
        .collect()
}
