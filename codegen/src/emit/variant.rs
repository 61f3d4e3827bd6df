//! One variant of an enum to be written: its names, its code, and what is known of it.
//!
//! Knows codes of a catalog. Knows nothing of other variants, nor of how Rust is laid out.

use crate::catalog::{Answer, Case, Catalog, Code, Kind, Retry};
use crate::problem::{Finding, Level};
use crate::rules::Member;
use crate::spelling::visible;

/// One variant of an enum.
#[derive(Clone, Debug)]
pub(super) struct Variant<'c> {
    /// The name that the enum declares, for good the one that was published first.
    pub name: String,
    /// What it is called now: its name, or a constant beside it.
    pub called: String,
    /// What is on the wire.
    pub wire: &'c str,
    /// What is known of it.
    pub code: &'c Code,
    /// Its default case.
    pub first: &'c Case,
    /// The codes of other services that are the same error, by service.
    pub same: Vec<Member>,
}

impl Variant<'_> {
    /// What kind of thing it is, as far as rules say.
    pub(super) fn kind(&self) -> Kind {
        self.code.kind.unwrap_or(Answer::UNKNOWN.kind)
    }

    /// Whether it is of use to send again, as far as rules say.
    pub(super) fn retry(&self) -> Retry {
        self.code.retry.unwrap_or(Answer::UNKNOWN.retry)
    }

    /// The names that it had and has no more.
    pub(super) fn former_names(&self) -> impl Iterator<Item = &str> {
        self.code.former_variants.keys().map(String::as_str)
    }

    /// The statuses of its cases, each once, in their order.
    pub(super) fn statuses(&self) -> Vec<u16> {
        self.code.statuses()
    }

    /// The documents that its cases stand in, each once, in their order.
    pub(super) fn documents(&self) -> Vec<&str> {
        let mut documents: Vec<&str> = Vec::new();
        for document in self.code.cases.iter().flat_map(|case| &case.documents) {
            if !documents.contains(&document.as_str()) {
                documents.push(document);
            }
        }
        documents
    }

    /// The pattern that is this variant alone, which is its value as well.
    pub(super) fn pattern(&self) -> String {
        format!("Self::{}", self.name)
    }
}

/// The variants of `catalog`, but for codes that cannot be one.
pub(super) fn variants<'c>(catalog: &'c Catalog, problems: &mut Vec<Finding>) -> Vec<Variant<'c>> {
    let mut variants = Vec::with_capacity(catalog.codes.len());
    if catalog.codes.is_empty() {
        problems.push(problem(
            "there is no code to generate an enum from",
            "name a document that has errors",
        ));
    }
    for (wire, code) in &catalog.codes {
        match code.cases.first() {
            _ if wire.is_empty() => {
                problems.push(problem("a code is empty", "give it a name, or take it out"));
            }
            None => problems.push(problem(
                format!("the code `{}` has no case", visible(wire)),
                "a code has a case for each of its messages: give it one, or take it out",
            )),
            Some(first) => variants.push(Variant {
                name: code.declared_name(wire),
                called: code.variant_name(wire),
                wire,
                code,
                first,
                same: Vec::new(),
            }),
        }
    }
    variants
}

/// A problem of a catalog as a whole.
pub(super) fn problem(what: impl Into<String>, help: impl Into<String>) -> Finding {
    Finding {
        path: String::new(),
        at: None,
        level: Level::Problem,
        what: what.into(),
        help: help.into(),
    }
}
