//! `rules.toml`: what people say of all services together, with reasons and sources: which kind of thing an error is,
//! whether to send again, and which codes are the same error.
//!
//! Knows codes and statuses. Knows nothing of documents, of disk, or of Rust as output.
//!
//! Which rule decides? Of those that match, the first of these: one that names the code, the service and the status;
//! the code and the service; the code and the status; the code; the status as a number; the status as a class, such as
//! `4xx`. Kind and retry are decided each by itself. Two rules of one level that match the same and disagree are a
//! problem, so that the order of the file never matters.

mod answer;
mod book;
mod check;
mod parse;
mod same;
mod statuses;

pub use answer::{Misjudged, Why, answer, misjudged, why};
pub use check::check;
pub use parse::parse;
pub use same::{Member, groups};

use crate::catalog::{Answer, Kind, Retry};
use crate::document::Pos;
use std::ops::RangeInclusive;

/// The content of `rules.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The rules, in the order of the file. Together they give every HTTP status a kind and a retry answer.
    pub rules: Vec<Rule>,
    /// Codes that are spelled differently and are the same error.
    pub same: Vec<Same>,
    /// Codes that are spelled alike and are different errors.
    pub different: Vec<Different>,
}

/// One rule. It names codes or statuses or both, and gives a kind or a retry answer or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Where it begins.
    pub at: Pos,
    /// The codes that it is about; empty where it is about statuses alone.
    pub codes: Vec<Named>,
    /// The statuses that it is about; empty where it is about codes whatever their status.
    pub statuses: Vec<Statuses>,
    /// The services that it is about; empty where it is about all. Never without codes.
    pub services: Vec<Named>,
    /// The kind that it gives.
    pub kind: Option<Kind>,
    /// The retry answer that it gives.
    pub retry: Option<Retry>,
    /// Why; never empty.
    pub reason: String,
    /// Where that can be read: a place in public code or in a document; never empty.
    pub source: String,
}

/// A code or a service that is named, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub at: Pos,
}

/// One status or a class of them, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statuses {
    /// The statuses: one, or a hundred.
    pub range: RangeInclusive<u16>,
    /// Where they stand.
    pub at: Pos,
}

/// `[[same]]`: codes that are the same error in other spellings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Same {
    /// Where it begins.
    pub at: Pos,
    /// The codes; at least two.
    pub codes: Vec<Named>,
    /// Why; never empty.
    pub reason: String,
    /// Where that can be read; never empty.
    pub source: String,
}

/// `[[different]]`: a code that is another error in some services than in the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Different {
    /// Where it begins.
    pub at: Pos,
    /// The code.
    pub code: Named,
    /// The services in which it is another error; at least one.
    pub services: Vec<Named>,
    /// Why; never empty.
    pub reason: String,
    /// Where that can be read; never empty.
    pub source: String,
}

impl Rules {
    /// What every HTTP status from 100 to 599 stands for where the code is not known: ranges in order, with no gap
    /// between them, neighbours with different answers. [`Answer::UNKNOWN`] is for what is no HTTP status.
    pub fn by_status(&self) -> Vec<(RangeInclusive<u16>, Answer)> {
        statuses::ranges(&self.rules)
    }

    /// Whether `[[same]]` says that the two are the same error.
    pub fn are_same(&self, one: &str, other: &str) -> bool {
        let has = |it: &Same, code: &str| it.codes.iter().any(|named| named.name == code);
        self.same.iter().any(|it| has(it, one) && has(it, other))
    }
}
