//! Sees that the documents of a service agree on the statuses of each code.
//!
//! Knows settled rows and the decisions about statuses. Knows nothing of messages.

use super::book::{Book, By};
use super::paste;
use super::settle::Settled;
use crate::document::Pos;
use crate::problem::Finding;
use crate::rows::Skipped;
use crate::service::{Change, DocumentSpec};
use crate::spelling::visible;
use std::collections::{BTreeMap, BTreeSet};

/// The statuses of a code in one document, and where it stands there first.
struct Stated {
    document: usize,
    at: Pos,
    statuses: BTreeSet<u16>,
}

/// Carries out what was decided about statuses. Documents that disagree without a decision are a problem, at the later
/// of the two.
pub(super) fn agree(book: &mut Book<'_>, specs: &[DocumentSpec], settled: &mut [Settled]) {
    let disagreed: BTreeSet<String> = stated(settled)
        .into_iter()
        .filter(|(_, stated)| conflict(stated).is_some())
        .map(|(code, _)| code.to_owned())
        .collect();
    for (spec, it) in specs.iter().zip(settled.iter_mut()) {
        filter(book, spec.file_name(), it);
    }
    undocumented(book, settled);
    let findings = conflicts(book, specs, &disagreed, settled);
    for (document, finding) in findings {
        if let Some(it) = settled.get_mut(document) {
            it.findings.push(finding);
        }
    }
}

/// What each document states of each code.
fn stated(settled: &[Settled]) -> BTreeMap<&str, Vec<Stated>> {
    let mut all: BTreeMap<&str, Vec<Stated>> = BTreeMap::new();
    for (document, it) in settled.iter().enumerate() {
        for row in it.rows.iter().filter(|row| !row.statuses.is_empty()) {
            let list = all.entry(&row.code).or_default();
            if list.last().is_none_or(|last| last.document != document) {
                list.push(Stated {
                    document,
                    at: row.at,
                    statuses: BTreeSet::new(),
                });
            }
            if let Some(last) = list.last_mut() {
                last.statuses.extend(&row.statuses);
            }
        }
    }
    all
}

/// The first document, and one that states other statuses.
fn conflict(stated: &[Stated]) -> Option<(&Stated, &Stated)> {
    let first = stated.first()?;
    let other = stated.iter().find(|it| it.statuses != first.statuses)?;
    Some((first, other))
}

/// Leaves the statuses out that a decision does not name, and gives its statuses to rows that have none.
fn filter(book: &mut Book<'_>, document: &str, settled: &mut Settled) {
    let rows = std::mem::take(&mut settled.rows);
    for mut row in rows {
        let index = book.find(By::Statuses, &row.code, document, &row.code);
        let Some((index, Change::Statuses { are, .. })) =
            index.and_then(|it| Some((it, book.change(it)?)))
        else {
            settled.rows.push(row);
            continue;
        };
        let before = row.statuses.clone();
        if before.is_empty() {
            row.statuses.clone_from(are);
        } else {
            row.statuses.retain(|it| are.contains(it));
        }
        if row.statuses != before {
            book.mark(index);
        }
        if row.statuses.is_empty() {
            settled.skipped.push(Skipped {
                at: row.at,
                reason: format!(
                    "its status {} is left out: {}",
                    words(&before, "and"),
                    book.reason(index)
                ),
            });
        } else {
            settled.rows.push(row);
        }
    }
}

/// A decision may choose among the documented statuses; it cannot bring one of its own.
fn undocumented(book: &mut Book<'_>, settled: &[Settled]) {
    let mut problems = Vec::new();
    for (code, stated) in stated(settled) {
        if book.about(By::Statuses, code).is_empty() {
            continue;
        }
        let given: BTreeSet<u16> = stated.iter().flat_map(|it| it.statuses.clone()).collect();
        for index in book.about(By::Statuses, code) {
            let Some(Change::Statuses { are, .. }) = book.change(*index) else {
                continue;
            };
            let more: Vec<u16> = are
                .iter()
                .copied()
                .filter(|it| !given.contains(it))
                .collect();
            if !more.is_empty() {
                let what = format!(
                    "no document gives `{}` the status {}",
                    visible(code),
                    words(&more, "or")
                );
                problems.push((*index, what));
            }
        }
    }
    for (index, what) in problems {
        book.problem(
            index,
            what,
            "name the statuses that the documents give".to_owned(),
        );
    }
}

/// The disagreements that no decision settles, each with its document.
fn conflicts(
    book: &mut Book<'_>,
    specs: &[DocumentSpec],
    disagreed: &BTreeSet<String>,
    settled: &[Settled],
) -> Vec<(usize, Finding)> {
    let mut findings = Vec::new();
    if disagreed.is_empty() {
        return findings;
    }
    let now = stated(settled);
    for code in disagreed {
        let whole = book
            .about(By::Statuses, code)
            .iter()
            .copied()
            .find(|it| book.get(*it).is_some_and(|it| it.only.document.is_none()));
        if let Some(index) = whole {
            book.mark(index);
            continue;
        }
        let Some((first, other)) = now.get(code.as_str()).and_then(|it| conflict(it)) else {
            continue;
        };
        let name = specs
            .get(first.document)
            .map_or("", DocumentSpec::file_name);
        let list = |it: &Stated| it.statuses.iter().copied().collect::<Vec<u16>>();
        let what = format!(
            "`{}` has the status {} here, and {} in {name}, line {}",
            visible(code),
            words(&list(other), "or"),
            words(&list(first), "or"),
            first.at.line
        );
        let all: Vec<u16> = first.statuses.union(&other.statuses).copied().collect();
        let finding = Finding::problem(other.at, what, paste::statuses(code, &all));
        findings.push((other.document, finding));
    }
    findings
}

/// `statuses` as words, with `joint` before the last.
fn words(statuses: &[u16], joint: &str) -> String {
    let words: Vec<String> = statuses.iter().map(u16::to_string).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {joint} {last}", rest.join(", ")),
        _ => words.concat(),
    }
}
