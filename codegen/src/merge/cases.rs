//! Makes cases of settled rows: one for every status and message of a code.
//!
//! Knows rows that have no open question, and the cases of a catalog. Knows nothing of decisions.

use super::settle::Settled;
use crate::catalog::{Case, Code};
use crate::document::Pos;
use crate::problem::Finding;
use crate::rows::Row;
use crate::service::DocumentSpec;
use crate::spelling::visible;
use std::collections::{BTreeMap, BTreeSet};

/// A case while rows are added to it.
struct Growing {
    case: Case,
    /// The document that gave the last row of it.
    document: usize,
    /// The first row of it in that document.
    first: First,
}

/// A row that was taken, as far as a repeat of it is compared.
struct First {
    at: Pos,
    cause: Option<String>,
    solution: Option<String>,
}

/// A code while rows are added to it.
#[derive(Default)]
struct Growth {
    other_names: BTreeSet<String>,
    cases: Vec<Growing>,
    by_key: BTreeMap<(String, Option<u16>), usize>,
}

/// The codes of all documents, whose rows are used up, in the order of the documents.
pub(super) fn gather(specs: &[DocumentSpec], settled: &mut [Settled]) -> BTreeMap<String, Code> {
    let mut codes: BTreeMap<String, Growth> = BTreeMap::new();
    for (document, (spec, it)) in specs.iter().zip(settled).enumerate() {
        let mut gathering = Gathering {
            document,
            name: spec.file_name(),
            findings: &mut it.findings,
            overruled: 0,
        };
        for row in std::mem::take(&mut it.rows) {
            it.taken += 1;
            gathering.row(&mut codes, row);
        }
        gathering.finish();
    }
    let finish = |growth: Growth| Code {
        other_names: growth.other_names,
        cases: growth.cases.into_iter().map(|it| it.case).collect(),
        ..Code::default()
    };
    codes
        .into_iter()
        .map(|(code, growth)| (code, finish(growth)))
        .collect()
}

/// The rows of one document being gathered.
struct Gathering<'g> {
    document: usize,
    name: &'g str,
    findings: &'g mut Vec<Finding>,
    /// How many cases have a cause or solution here that a document before overrules.
    overruled: usize,
}

impl Gathering<'_> {
    /// Adds `row` to its code, as a case for each of its statuses.
    fn row(&mut self, codes: &mut BTreeMap<String, Growth>, row: Row) {
        let growth = codes.entry(row.code.clone()).or_default();
        let others = row.aliases.iter().filter(|it| **it != row.code);
        growth.other_names.extend(others.cloned());
        if row.statuses.is_empty() {
            return self.without_status(growth, row);
        }
        let mut statuses = row.statuses.clone();
        let last = statuses.pop();
        for status in statuses {
            self.case(growth, Some(status), row.clone());
        }
        self.case(growth, last, row);
    }

    /// Adds a row whose document gives no status to the cases that have its message, or as a case of its own.
    fn without_status(&mut self, growth: &mut Growth, row: Row) {
        let message = row.message.clone().unwrap_or_default();
        let range = (message.clone(), None)..=(message, Some(u16::MAX));
        let statuses: Vec<Option<u16>> = growth.by_key.range(range).map(|it| it.0.1).collect();
        for status in &statuses {
            self.case(growth, *status, row.clone());
        }
        if statuses.is_empty() {
            self.case(growth, None, row);
        }
    }

    /// Adds `row` as a case with `status`.
    fn case(&mut self, growth: &mut Growth, status: Option<u16>, row: Row) {
        let key = (row.message.clone().unwrap_or_default(), status);
        let silent = (key.0.clone(), None);
        let index = growth.by_key.get(&key).copied().or_else(|| {
            let index = growth.by_key.remove(&silent)?;
            growth.by_key.insert(key.clone(), index);
            Some(index)
        });
        match index.and_then(|it| growth.cases.get_mut(it)) {
            None => {
                growth.cases.push(self.new_case(status, row));
                growth.by_key.insert(key, growth.cases.len() - 1);
            }
            Some(known) => {
                known.case.status = status;
                if known.document == self.document {
                    self.repeat(known, row);
                } else {
                    self.share(known, row);
                }
            }
        }
    }

    fn new_case(&self, status: Option<u16>, row: Row) -> Growing {
        Growing {
            document: self.document,
            first: First {
                at: row.at,
                cause: row.cause.clone(),
                solution: row.solution.clone(),
            },
            case: Case {
                status,
                message: row.message.unwrap_or_default(),
                cause: row.cause,
                solution: row.solution,
                documents: vec![self.name.to_owned()],
            },
        }
    }

    /// A row that a document before has as well: that one wins, this one fills what is missing.
    fn share(&mut self, known: &mut Growing, row: Row) {
        let case = &mut known.case;
        if differs(case.cause.as_ref(), row.cause.as_ref())
            || differs(case.solution.as_ref(), row.solution.as_ref())
        {
            self.overruled += 1;
        }
        if case.cause.is_none() {
            case.cause.clone_from(&row.cause);
        }
        if case.solution.is_none() {
            case.solution.clone_from(&row.solution);
        }
        case.documents.push(self.name.to_owned());
        known.document = self.document;
        known.first = First {
            at: row.at,
            cause: row.cause,
            solution: row.solution,
        };
    }

    /// A row that stands in this document already: what it adds is taken, and where it differs the first counts.
    fn repeat(&mut self, known: &mut Growing, row: Row) {
        let first = &mut known.first;
        let remarks: Vec<String> = [
            ("cause", first.cause.as_ref(), row.cause.as_ref()),
            ("solution", first.solution.as_ref(), row.solution.as_ref()),
        ]
        .into_iter()
        .filter_map(|(name, kept, other)| remark(name, kept, other))
        .collect();
        let status = known.case.status.map(|it| format!(" with status {it}"));
        let what = format!(
            "`{}`{} stands in line {} with the same message{}",
            visible(&row.code),
            status.unwrap_or_default(),
            first.at.line,
            remarks.concat()
        );
        self.findings.push(Finding::note(row.at, what, ""));
        first.cause = first.cause.take().or_else(|| row.cause.clone());
        first.solution = first.solution.take().or_else(|| row.solution.clone());
        let case = &mut known.case;
        case.cause = case.cause.take().or(row.cause);
        case.solution = case.solution.take().or(row.solution);
    }

    /// Says what this document has that is not kept.
    fn finish(self) {
        let rows = match self.overruled {
            0 => return,
            1 => "one of its rows has".to_owned(),
            several => format!("{several} of its rows have"),
        };
        let what = format!(
            "{rows} another cause or solution than a document before it, which has the last word"
        );
        let note = Finding::note(Pos::new(1, 1), what, "");
        self.findings.push(Finding { at: None, ..note });
    }
}

/// What becomes of a text of a repeated row.
fn remark(name: &str, kept: Option<&String>, other: Option<&String>) -> Option<String> {
    match (kept, other) {
        (None, Some(_)) => Some(format!("; the {name} here is added")),
        (Some(kept), Some(other)) if kept != other => {
            Some(format!("; the {name} here is another, and is left out"))
        }
        _ => None,
    }
}

/// Whether both are given and differ.
fn differs(kept: Option<&String>, other: Option<&String>) -> bool {
    matches!((kept, other), (Some(kept), Some(other)) if kept != other)
}
