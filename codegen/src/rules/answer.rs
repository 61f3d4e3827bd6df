//! Gives codes their kind and retry answer, and says why.
//!
//! Knows catalogs and what the book of rules says. What is wrong with the rules is for the check to say; a code about
//! which they are not clear has no answer here.

use super::book::{Book, statuses};
use super::{Rule, Rules};
use crate::catalog::{Catalog, Code, Kind, Retry};

/// Gives every code of `catalog`, retired ones included, what `rules` give it; takes it away where there are none.
pub fn answer(rules: Option<&Rules>, catalog: &mut Catalog) {
    let book = rules.map(Book::new);
    let service = catalog.service.as_str();
    for (name, code) in &mut catalog.codes {
        let book = book.as_ref();
        code.kind = book.and_then(|it| it.verdict(service, name, code).value());
        code.retry = book.and_then(|it| it.verdict(service, name, code).value());
    }
}

/// The rules behind the answers of one code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Why<'r> {
    /// The rule that gives its kind.
    pub kind: Option<&'r Rule>,
    /// The rule that gives its retry answer.
    pub retry: Option<&'r Rule>,
}

/// The rules by which the code `name` of `service` has its answers.
pub fn why<'r>(rules: &'r Rules, service: &str, name: &str, code: &Code) -> Why<'r> {
    let book = Book::new(rules);
    let kind = book.verdict::<Kind>(service, name, code);
    let retry = book.verdict::<Retry>(service, name, code);
    Why {
        kind: kind.rules().first().copied(),
        retry: retry.rules().first().copied(),
    }
}

/// A code for which the HTTP status alone gives another retry answer than the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misjudged<'r> {
    /// The service.
    pub service: String,
    /// The code.
    pub code: String,
    /// Its status.
    pub status: u16,
    /// What the status alone would give.
    pub by_status: Retry,
    /// What is right.
    pub retry: Retry,
    /// The rule that says so.
    pub rule: &'r Rule,
}

/// Every code and status of `catalogs` for which the status alone gives another retry answer than the rules, by code
/// and service.
pub fn misjudged<'r>(rules: &'r Rules, catalogs: &[Catalog]) -> Vec<Misjudged<'r>> {
    let book = Book::new(rules);
    let mut all = Vec::new();
    for catalog in catalogs {
        for (name, code) in &catalog.codes {
            let verdict = book.verdict::<Retry>(&catalog.service, name, code);
            let (Some(retry), Some(rule)) = (verdict.value(), verdict.rules().first()) else {
                continue;
            };
            for status in statuses(code) {
                let by_status = book.status_alone(Some(status)).value();
                all.extend(
                    by_status
                        .filter(|it| *it != retry)
                        .map(|by_status| Misjudged {
                            service: catalog.service.clone(),
                            code: name.clone(),
                            status,
                            by_status,
                            retry,
                            rule,
                        }),
                );
            }
        }
    }
    all.sort_by(|a, b| (&a.code, &a.service, a.status).cmp(&(&b.code, &b.service, b.status)));
    all
}
