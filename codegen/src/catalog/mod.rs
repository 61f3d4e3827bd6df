//! The catalog: what is known of the errors of one service, whatever documents it came from.
//!
//! Knows what `codes.toml` holds. Knows nothing of documents as files or of Rust as output.

mod answer;
mod difference;
mod parse;
mod print;
mod printed;

pub use answer::{Answer, KINDS, Kind, KindWords, RETRIES, Retry, RetryWords, Word};
pub use parse::{parse, read};
pub use print::{HEADER, print, quoted};

use crate::names;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that is known of the errors of one service: the content of its `codes.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalog {
    /// The id of the service in kebab-case, which is the name of its folder.
    pub service: String,
    /// What the service calls itself.
    pub title: String,
    /// The documents it was read from, in order of authority.
    pub documents: Vec<Source>,
    /// The codes, sorted by their bytes.
    pub codes: BTreeMap<String, Code>,
}

/// One document of a catalog and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its path within the folder of the service.
    pub path: String,
    /// The SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// How many rows were seen in it.
    pub rows: usize,
    /// How many of them are in the catalog.
    pub taken: usize,
    /// How many of them were left out for a reason.
    pub skipped: usize,
}

/// What is known of one code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// Further names that documents give the error beside its code, such as its number.
    pub other_names: BTreeSet<String>,
    /// The version of the crate since which no document has the code; `None` while one has.
    pub retired: Option<String>,
    /// The code that took its place, where a decision says so. Only a retired code has one.
    pub replaced_by: Option<String>,
    /// The name of its variant in Rust, where a decision gives one; `None` where the rule does.
    pub variant: Option<String>,
    /// The name that the enum declares, where its variant was renamed since: the one under which it was published
    /// first. `None` where the enum declares the name of now.
    pub declared: Option<String>,
    /// The names that its variant had and has no more, each with the version since which. They are kept for good, and
    /// compile with a warning.
    pub former_variants: BTreeMap<String, String>,
    /// What kind of thing happened; `None` where there are no rules.
    pub kind: Option<Kind>,
    /// Whether it is of use to send again; `None` where there are no rules.
    pub retry: Option<Retry>,
    /// The documented cases, the first being the default one. Never empty.
    pub cases: Vec<Case>,
}

impl Code {
    /// The name of its variant in Rust: as decided, else as the rule makes it of `wire`, the code as it is sent.
    #[must_use]
    pub fn variant_name(&self, wire: &str) -> String {
        let decided = self.variant.clone();
        decided.unwrap_or_else(|| names::variant(wire))
    }

    /// The name of its variant that the enum declares: for good the one that was published first.
    #[must_use]
    pub fn declared_name(&self, wire: &str) -> String {
        let declared = self.declared.clone();
        declared.unwrap_or_else(|| self.variant_name(wire))
    }
}

/// One documented status and message of a code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// The HTTP status; `None` where the documents give none.
    pub status: Option<u16>,
    /// The message, in one line; empty where the documents give none.
    pub message: String,
    /// Why it happens.
    pub cause: Option<String>,
    /// What to do about it.
    pub solution: Option<String>,
    /// The file names of the documents that have the case, in order of authority.
    pub documents: Vec<String>,
}

impl Code {
    /// Every status once, in the order of the cases.
    pub fn statuses(&self) -> Vec<u16> {
        let mut statuses = Vec::new();
        for status in self.cases.iter().filter_map(|case| case.status) {
            if !statuses.contains(&status) {
                statuses.push(status);
            }
        }
        statuses
    }
}
