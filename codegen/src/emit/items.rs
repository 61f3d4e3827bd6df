//! What the emitter needs to know of a catalog, checked: an enum, its variants, the fields that there are.
//!
//! Knows catalogs and names. Knows nothing of how Rust is laid out. Everything that a person must settle before an enum
//! can be written is found here, all of it in one go.

use super::claims;
use super::lookup::Lookup;
use super::variant::{Variant, problem, variants};
use crate::catalog::{Catalog, quoted};
use crate::problem::Finding;
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
