//! What changed between two catalogs, as facts: of one service, or of all of them with their rules.
//!
//! Knows catalogs. Knows nothing of git, of files, or of how facts are shown to a reviewer.
//!
//! | what | where |
//! |---|---|
//! | the facts of one service | here |
//! | those of all services together, with what they mean for the version | [`compare`] |
//! | a fact in words, as parts that a caller can set as it likes | [`Part`] |
//! | which words of a text changed | [`wording`] |

mod all;
mod cases;
mod fact;
mod level;
mod parts;
mod show;
mod topic;
mod words;

pub use all::{Changes, Comparison, Leveled, Side, compare, counts, highest};
pub use fact::{CodeFact, Fact};
pub use level::Level;
pub use parts::Part;
pub use topic::{TOPICS, Topic, TopicWords};
pub use words::{Wording, wording};

use crate::catalog::{Catalog, Code, Source};
use std::collections::{BTreeMap, BTreeSet};

/// What changed from `before` to `after`: first the service, then its documents, then its codes by their bytes. Empty
/// exactly where the two are equal. Without a `before`, one fact says so and none about each code.
pub fn facts(before: Option<&Catalog>, after: &Catalog) -> Vec<Fact> {
    let Some(before) = before else {
        return vec![Fact::ServiceAdded {
            codes: after.codes.len(),
        }];
    };
    let mut facts = Vec::new();
    if before.service != after.service {
        facts.push(Fact::ServiceRenamed {
            before: before.service.clone(),
            after: after.service.clone(),
        });
    }
    if before.title != after.title {
        facts.push(Fact::TitleChanged {
            before: before.title.clone(),
            after: after.title.clone(),
        });
    }
    documents(&before.documents, &after.documents, &mut facts);
    codes(&before.codes, &after.codes, &mut facts);
    facts
}

/// What changed in the documents.
fn documents(before: &[Source], after: &[Source], facts: &mut Vec<Fact>) {
    let path = |it: &Source| it.path.clone();
    for new in after {
        match before.iter().find(|it| it.path == new.path) {
            None => facts.push(Fact::DocumentAdded { path: path(new) }),
            Some(old) => document(old, new, facts),
        }
    }
    let is_in = |list: &[Source], one: &Source| list.iter().any(|it| it.path == one.path);
    for old in before.iter().filter(|it| !is_in(after, it)) {
        facts.push(Fact::DocumentRemoved { path: path(old) });
    }
    let old_order = before.iter().filter(|it| is_in(after, it)).map(path);
    let new_order = after.iter().filter(|it| is_in(before, it)).map(path);
    if !old_order.eq(new_order) {
        facts.push(Fact::DocumentsReordered);
    }
}

/// What changed in one document.
fn document(old: &Source, new: &Source, facts: &mut Vec<Fact>) {
    if old.sha256 != new.sha256 {
        facts.push(Fact::DocumentReplaced {
            path: new.path.clone(),
        });
    }
    let counts = |it: &Source| [it.rows, it.taken, it.skipped];
    if counts(old) != counts(new) {
        facts.push(Fact::DocumentRows {
            path: new.path.clone(),
            before: counts(old),
            after: counts(new),
        });
    }
}

/// What changed in the codes.
fn codes(before: &BTreeMap<String, Code>, after: &BTreeMap<String, Code>, facts: &mut Vec<Fact>) {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for name in names {
        let mut changes = Vec::new();
        match (before.get(name), after.get(name)) {
            (None, Some(new)) => added(new, &mut changes),
            (Some(_), None) => changes.push(CodeFact::Removed),
            (Some(old), Some(new)) if old != new => {
                other_names(old, new, &mut changes);
                retirement(old, new, &mut changes);
                variant(name, old, new, &mut changes);
                declared(name, old, new, &mut changes);
                answers(old, new, &mut changes);
                cases::changes(&old.cases, &new.cases, &mut changes);
            }
            _ => {}
        }
        facts.extend(changes.into_iter().map(|what| Fact::Code {
            code: name.clone(),
            what,
        }));
    }
}

/// A code that is new, and may be retired at once.
fn added(new: &Code, changes: &mut Vec<CodeFact>) {
    let statuses: BTreeSet<u16> = new.cases.iter().filter_map(|it| it.status).collect();
    changes.push(CodeFact::Added {
        statuses: statuses.into_iter().collect(),
    });
    retirement(&Code::default(), new, changes);
    former_variants(&Code::default(), new, None, changes);
}

/// The names that came and went.
fn other_names(old: &Code, new: &Code, changes: &mut Vec<CodeFact>) {
    let (before, after) = (&old.other_names, &new.other_names);
    let gained: Vec<String> = after.difference(before).cloned().collect();
    let lost: Vec<String> = before.difference(after).cloned().collect();
    if !gained.is_empty() || !lost.is_empty() {
        changes.push(CodeFact::OtherNames { gained, lost });
    }
}

fn retirement(old: &Code, new: &Code, changes: &mut Vec<CodeFact>) {
    match (&old.retired, &new.retired) {
        (None, Some(version)) => changes.push(CodeFact::Retired {
            version: version.clone(),
        }),
        (Some(_), None) => changes.push(CodeFact::Restored),
        (Some(before), Some(after)) if before != after => changes.push(CodeFact::RetiredIn {
            before: before.clone(),
            after: after.clone(),
        }),
        _ => {}
    }
    if old.replaced_by != new.replaced_by {
        changes.push(CodeFact::ReplacedBy {
            before: old.replaced_by.clone(),
            after: new.replaced_by.clone(),
        });
    }
}

fn answers(old: &Code, new: &Code, changes: &mut Vec<CodeFact>) {
    if old.kind != new.kind {
        changes.push(CodeFact::KindChanged {
            before: old.kind,
            after: new.kind,
        });
    }
    if old.retry != new.retry {
        changes.push(CodeFact::RetryChanged {
            before: old.retry,
            after: new.retry,
        });
    }
}

fn variant(wire: &str, old: &Code, new: &Code, changes: &mut Vec<CodeFact>) {
    let (before, after) = (old.variant_name(wire), new.variant_name(wire));
    let renamed = (old.variant != new.variant).then_some((before.as_str(), after.as_str()));
    former_variants(old, new, renamed, changes);
    if renamed.is_some() {
        changes.push(CodeFact::VariantChanged {
            kept: new.former_variants.get(&before).cloned(),
            before,
            after,
        });
    }
}

/// What changed in the names that a variant had. Where it was `renamed`, it is no news that the name which it had became
/// a former one, nor that the name which it has is none any more.
fn former_variants(
    old: &Code,
    new: &Code,
    renamed: Option<(&str, &str)>,
    changes: &mut Vec<CodeFact>,
) {
    let (old, new) = (&old.former_variants, &new.former_variants);
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for name in names {
        let (before, after) = (old.get(name), new.get(name));
        let implied = renamed.is_some_and(|(had, has)| match (before, after) {
            (None, Some(_)) => name == had,
            (Some(_), None) => name == has,
            _ => false,
        });
        if before != after && !implied {
            changes.push(CodeFact::FormerVariant {
                name: name.clone(),
                before: before.cloned(),
                after: after.cloned(),
            });
        }
    }
}

fn declared(wire: &str, old: &Code, new: &Code, changes: &mut Vec<CodeFact>) {
    let (before, after) = (old.declared_name(wire), new.declared_name(wire));
    if before != after {
        changes.push(CodeFact::DeclaredChanged { before, after });
    }
}
