//! What the emitter needs to know of a catalog, checked: variants with their names, the fields that there are.
//!
//! Knows catalogs and names. Knows nothing of how Rust is laid out. Everything that a person must settle before an enum
//! can be written is found here, all of it in one go.

use super::claims;
use super::lookup::Lookup;
use crate::catalog::{Answer, Case, Catalog, Code, Kind, Retry, quoted};
use crate::problem::{Finding, Level};
use crate::rules::Member;
use crate::spelling::visible;
use std::collections::{BTreeMap, BTreeSet};

/// Where an enum is going to live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// In the crate of this workspace, whose enums all have the same methods.
    Crate,
    /// In somebody's crate, as a file that needs no other and has the methods that its facts allow.
    Alone,
}

/// An enum to be written.
#[derive(Clone, Debug)]
pub(super) struct Enum<'c> {
    /// Where it is going to live.
    pub home: Home,
    /// The catalog it comes from.
    pub catalog: &'c Catalog,
    /// Its variants, sorted by the bytes of the code; at least one.
    pub variants: Vec<Variant<'c>>,
    /// Whether it tells statuses: all of its cases have one then.
    pub statuses: Presence,
    /// Whether it tells messages.
    pub messages: Presence,
    /// How a text becomes a variant.
    pub lookup: Lookup,
}

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

/// Whether an enum has something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    Present,
    Absent,
}

impl Presence {
    /// Present where the facts or the home want it.
    fn of(facts: bool, home: Home) -> Self {
        match home {
            Home::Alone if !facts => Self::Absent,
            _ => Self::Present,
        }
    }
}

impl<'c> Enum<'c> {
    /// The enum for `catalog`.
    ///
    /// # Errors
    ///
    /// Every problem that stands in the way.
    pub(super) fn of(catalog: &'c Catalog, home: Home) -> Result<Self, Vec<Finding>> {
        let mut problems = Vec::new();
        let variants = variants(catalog, &mut problems);
        claims::check(&variants, &mut problems);
        check_successors(&variants, &mut problems);
        let cases = || variants.iter().flat_map(|it| &it.code.cases);
        let statuses = Presence::of(cases().any(|case| case.status.is_some()), home);
        let messages = Presence::of(cases().any(|case| !case.message.is_empty()), home);
        if statuses == Presence::Present {
            check_statuses(&variants, &mut problems);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let codes: Vec<&str> = variants.iter().map(|it| it.wire).collect();
        let lookup = Lookup::find(&codes).ok_or_else(|| vec![no_lookup()])?;
        Ok(Self {
            home,
            catalog,
            variants,
            statuses,
            messages,
            lookup,
        })
    }

    /// Tells each variant which codes of other services are the same error: those that share a group with it.
    pub(super) fn join(&mut self, groups: &[Vec<Member>]) {
        let service = self.catalog.service.as_str();
        let mut others: BTreeMap<&str, Vec<Member>> = BTreeMap::new();
        for group in groups {
            let (own, foreign): (Vec<&Member>, Vec<&Member>) =
                group.iter().partition(|it| it.service == service);
            for member in own {
                let foreign = foreign.iter().map(|it| (*it).clone());
                others.insert(&member.code, foreign.collect());
            }
        }
        for variant in &mut self.variants {
            variant.same = others.remove(variant.wire).unwrap_or_default();
        }
    }
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
}

/// The variants of `catalog`, but for codes that cannot be one.
fn variants<'c>(catalog: &'c Catalog, problems: &mut Vec<Finding>) -> Vec<Variant<'c>> {
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

/// Codes that are replaced by one that is not there.
fn check_successors(variants: &[Variant], problems: &mut Vec<Finding>) {
    let codes: BTreeSet<&str> = variants.iter().map(|it| it.wire).collect();
    for variant in variants {
        let by = variant.code.replaced_by.as_deref();
        if let Some(by) = by.filter(|it| !codes.contains(it)) {
            problems.push(problem(
                format!(
                    "the code `{}` is said to be replaced by `{}`, which is no code of the service",
                    visible(variant.wire),
                    visible(by)
                ),
                "name one in the `by` of that decision, or take the decision out",
            ));
        }
    }
}

/// Codes with a case that has no status.
fn check_statuses(variants: &[Variant], problems: &mut Vec<Finding>) {
    let lacking = variants.iter().map(|it| (it.wire, &it.code.cases));
    let lacking = lacking.filter(|(_, cases)| cases.iter().any(|case| case.status.is_none()));
    let codes: Vec<&str> = lacking.map(|(wire, _)| wire).collect();
    let shown: Vec<String> = codes
        .iter()
        .map(|it| format!("`{}`", visible(it)))
        .collect();
    if let ([code, ..], [first, rest @ ..]) = (codes.as_slice(), shown.as_slice()) {
        let (noun, verb) = if rest.is_empty() {
            ("the code", "has")
        } else {
            ("the codes", "have")
        };
        let mut wire = String::new();
        quoted(&mut wire, code);
        problems.push(problem(
            format!("{noun} {} {verb} a case without a status", join(first, rest)),
            format!(
                "an enum gives every case a status or none any; a decision can tell what a document does not:\n\
                 [[decisions]]\nstatuses_of = {wire}\nare = […]\nreason = \"…\""
            ),
        ));
    }
}

fn join(first: &str, rest: &[String]) -> String {
    match rest.split_last() {
        None => first.to_owned(),
        Some((last, [])) => format!("{first} and {last}"),
        Some((last, middle)) => format!("{first}, {} and {last}", middle.join(", ")),
    }
}

fn no_lookup() -> Finding {
    problem(
        "no lookup table was found for these codes",
        "they were made to defeat it: see `codegen/src/emit/lookup`",
    )
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
