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
use std::collections::BTreeMap;

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
    cases: Vec<Growing>,
    by_key: BTreeMap<(Option<u16>, String), usize>,
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
        retired: None,
        cases: growth.cases.into_iter().map(|it| it.case).collect(),
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
        if row.statuses.is_empty() {
            return self.case(growth, None, row);
        }
        let mut statuses = row.statuses.clone();
        let last = statuses.pop();
        for status in statuses {
            self.case(growth, Some(status), row.clone());
        }
        self.case(growth, last, row);
    }

    /// Adds `row` as a case with `status`.
    fn case(&mut self, growth: &mut Growth, status: Option<u16>, row: Row) {
        let key = (status, row.message.clone().unwrap_or_default());
        let known = growth
            .by_key
            .get(&key)
            .and_then(|it| growth.cases.get_mut(*it));
        match known {
            None => {
                growth.cases.push(self.new_case(status, row));
                growth.by_key.insert(key, growth.cases.len() - 1);
            }
            Some(known) if known.document == self.document => self.repeat(known, row),
            Some(known) => self.share(known, row),
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

    /// A row that stands in this document already: what it adds is taken, and where it differs the first is kept.
    fn repeat(&mut self, known: &mut Growing, row: Row) {
        let first = &known.first;
        let mut other = Vec::new();
        if differs(first.cause.as_ref(), row.cause.as_ref()) {
            other.push("another cause");
        }
        if differs(first.solution.as_ref(), row.solution.as_ref()) {
            other.push("another solution");
        }
        let status = known
            .case
            .status
            .map_or(String::new(), |it| format!(" with status {it}"));
        let kept = match other.as_slice() {
            [] => String::new(),
            other => format!(" and {}, which is kept", other.join(" and ")),
        };
        let what = format!(
            "`{}`{status} stands in line {} with the same message{kept}",
            visible(&row.code),
            first.at.line
        );
        self.findings.push(Finding::note(row.at, what, ""));
        let case = &mut known.case;
        case.cause = case.cause.take().or(row.cause);
        case.solution = case.solution.take().or(row.solution);
    }

    /// Says what this document has that is not kept.
    fn finish(self) {
        if self.overruled > 0 {
            let what = format!(
                "{} of its rows have another cause or solution than a document before it, which is kept",
                self.overruled
            );
            let note = Finding::note(Pos::new(1, 1), what, "");
            self.findings.push(Finding { at: None, ..note });
        }
    }
}

/// Whether both are given and differ.
fn differs(kept: Option<&String>, other: Option<&String>) -> bool {
    matches!((kept, other), (Some(kept), Some(other)) if kept != other)
}
