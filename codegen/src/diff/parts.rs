//! Facts in words, part by part, so that each way of showing them can set what is ours, a name, and a text of a
//! document apart.
//!
//! Knows facts. Knows nothing of terminals or markup.

use super::{CodeFact, Fact};
use crate::catalog::{Answer, Case, Word};
use crate::rules::Member;
use std::borrow::Cow;
use std::ops::RangeInclusive;

/// A part of a fact in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<'f> {
    /// Words of ours.
    Says(Cow<'f, str>),
    /// A name: a code, a path, a service, a version.
    Name(&'f str),
    /// A text of a document.
    Quote(&'f str),
    /// A text of a document that changed.
    Changed {
        /// The text before.
        before: &'f str,
        /// The text now.
        after: &'f str,
    },
}

/// Words of ours.
fn says<'f>(text: impl Into<Cow<'f, str>>) -> Part<'f> {
    Part::Says(text.into())
}

impl Fact {
    /// The fact in words, without the service.
    pub fn parts(&self) -> Vec<Part<'_>> {
        match self {
            Self::ServiceAdded { codes } => {
                vec![says(format!("new service with {}", count(*codes)))]
            }
            Self::ServiceRemoved { codes } => {
                vec![says(format!("service removed, with {}", count(*codes)))]
            }
            Self::ServiceRenamed { before, after } => {
                renamed(says("service renamed from "), before, " to ", after)
            }
            Self::TitleChanged { before, after } => {
                vec![says("title changed: "), Part::Changed { before, after }]
            }
            Self::DocumentAdded { path } => vec![says("document added: "), Part::Name(path)],
            Self::DocumentRemoved { path } => vec![says("document removed: "), Part::Name(path)],
            Self::DocumentReplaced { path } => vec![says("document replaced: "), Part::Name(path)],
            Self::DocumentRows {
                path,
                before,
                after,
            } => rows(path, *before, *after),
            Self::DocumentsReordered => vec![says("documents stand in another order")],
            Self::StatusAnswerChanged {
                statuses,
                before,
                after,
            } => vec![says(by_status(statuses, *before, *after))],
            Self::Code { code, what } => {
                let mut parts = vec![Part::Name(code), says(" ")];
                parts.extend(what.parts());
                parts
            }
        }
    }
}

impl CodeFact {
    /// The fact in words, without the code.
    pub fn parts(&self) -> Vec<Part<'_>> {
        match self {
            Self::Added { statuses } if statuses.is_empty() => vec![says("added")],
            Self::Added { statuses } => {
                let statuses: Vec<String> = statuses.iter().map(u16::to_string).collect();
                vec![says(format!("added ({})", statuses.join(", ")))]
            }
            Self::Retired { version } => vec![says("retired in "), Part::Name(version)],
            Self::Restored => vec![says("restored: it is documented again")],
            Self::RetiredIn { before, after } => renamed(
                says("version of retirement changed: "),
                before,
                ARROW,
                after,
            ),
            Self::VariantChanged {
                before,
                after,
                kept,
            } => variant(before, after, kept.as_deref()),
            Self::FormerVariant {
                name,
                before,
                after,
            } => former(name, before.as_deref(), after.as_deref()),
            Self::DeclaredChanged { before, after } => {
                renamed(says("declared name changed: "), before, ARROW, after)
            }
            Self::ReplacedBy { before, after } => replaced(before.as_deref(), after.as_deref()),
            Self::KindChanged { before, after } => answer("kind", *before, *after),
            Self::RetryChanged { before, after } => answer("retry", *before, *after),
            Self::OtherNames { gained, lost } => other_names(gained, lost),
            Self::AliasChanged { gained, lost } => aliases(gained, lost),
            Self::Removed => vec![says("removed")],
            _ => self.cases(),
        }
    }

    /// The facts about cases in words.
    fn cases(&self) -> Vec<Part<'_>> {
        match self {
            Self::CaseAdded(it) => after(says("case added: "), case(it)),
            Self::CaseRemoved(it) => after(says("case removed: "), case(it)),
            Self::DefaultChanged {
                before: old,
                after: new,
            } => {
                let mut parts = after(says("default case changed: "), case(old));
                parts.push(says(ARROW));
                parts.extend(case(new));
                parts
            }
            Self::StatusChanged {
                message,
                before,
                after,
            } => vec![
                says(format!(
                    "status changed: {} -> {} (",
                    status(*before),
                    status(*after)
                )),
                Part::Quote(message),
                says(")"),
            ],
            Self::MessageChanged { before, after, .. } => {
                vec![says("message changed: "), Part::Changed { before, after }]
            }
            Self::CauseChanged {
                message,
                before,
                after,
            } => text("cause of ", message, before.as_deref(), after.as_deref()),
            Self::SolutionChanged {
                message,
                before,
                after,
            } => text("solution of ", message, before.as_deref(), after.as_deref()),
            Self::DocumentsChanged {
                message,
                before,
                after,
            } => documents(message, before, after),
            _ => vec![says("cases stand in another order")],
        }
    }
}

fn count(codes: usize) -> String {
    format!("{codes} code{}", if codes == 1 { "" } else { "s" })
}

/// Between what was and what is.
const ARROW: &str = " -> ";

fn renamed<'f>(
    first: Part<'f>,
    before: &'f str,
    between: &'f str,
    after: &'f str,
) -> Vec<Part<'f>> {
    vec![first, Part::Name(before), says(between), Part::Name(after)]
}

fn after<'f>(first: Part<'f>, others: Vec<Part<'f>>) -> Vec<Part<'f>> {
    let mut parts = vec![first];
    parts.extend(others);
    parts
}

/// Rows seen, taken and skipped.
fn rows(path: &str, before: [usize; 3], after: [usize; 3]) -> Vec<Part<'_>> {
    let show = |[seen, taken, skipped]: [usize; 3]| {
        format!("{seen} seen, {taken} taken, {skipped} skipped")
    };
    vec![
        says("rows of "),
        Part::Name(path),
        says(format!(" changed: {} -> {}", show(before), show(after))),
    ]
}

/// What statuses stand for alone.
fn by_status(
    statuses: &RangeInclusive<u16>,
    before: Option<Answer>,
    after: Option<Answer>,
) -> String {
    let (first, last) = (statuses.start(), statuses.end());
    let statuses = if first == last {
        format!("status {first}")
    } else {
        format!("statuses {first} to {last}")
    };
    let show = |it: Option<Answer>| {
        it.map_or_else(
            || "none".to_owned(),
            |it| format!("{}, retry {}", it.kind.name(), it.retry.name()),
        )
    };
    format!(
        "answer to the {statuses} alone changed: {} -> {}",
        show(before),
        show(after)
    )
}

/// A variant that has another name, and what becomes of the name before.
fn variant<'f>(before: &'f str, after: &'f str, kept: Option<&'f str>) -> Vec<Part<'f>> {
    if before == after {
        return vec![says("variant is named as before, "), Part::Name(after)];
    }
    let mut parts = renamed(says("variant renamed: "), before, ARROW, after);
    match kept {
        Some(since) => parts.extend([
            says("; the old name stays, deprecated since "),
            Part::Name(since),
        ]),
        None => parts.push(says("; the old name is gone")),
    }
    parts
}

/// A name that a variant had, and the versions since which it is a former one.
fn former<'f>(name: &'f str, before: Option<&'f str>, after: Option<&'f str>) -> Vec<Part<'f>> {
    let mut parts = vec![says("former name "), Part::Name(name)];
    match (before, after) {
        (Some(before), Some(after)) => {
            parts.extend(renamed(says(" kept since: "), before, ARROW, after));
        }
        (None, Some(since)) => parts.extend([says(" kept since "), Part::Name(since)]),
        (_, None) => parts.push(says(" is gone")),
    }
    parts
}

/// The code that took the place of a retired one.
fn replaced<'f>(before: Option<&'f str>, after: Option<&'f str>) -> Vec<Part<'f>> {
    match (before, after) {
        (Some(before), Some(after)) => renamed(says("replaced by: "), before, ARROW, after),
        (Some(before), None) => vec![says("no longer replaced by "), Part::Name(before)],
        (_, after) => vec![
            says("replaced by "),
            after.map_or_else(|| says("none"), Part::Name),
        ],
    }
}

fn answer<W: Word>(name: &str, before: Option<W>, after: Option<W>) -> Vec<Part<'_>> {
    let word = |it: Option<W>| it.map_or("none", Word::name);
    vec![says(format!(
        "{name} changed: {} -> {}",
        word(before),
        word(after)
    ))]
}

fn other_names<'f>(gained: &'f [String], lost: &'f [String]) -> Vec<Part<'f>> {
    let mut parts = Vec::new();
    for (words, list) in [("is also called ", gained), ("is no longer called ", lost)] {
        if list.is_empty() {
            continue;
        }
        if !parts.is_empty() {
            parts.push(says("; "));
        }
        parts.push(says(words));
        names(list, &mut parts);
    }
    parts
}

fn aliases<'f>(gained: &'f [Member], lost: &'f [Member]) -> Vec<Part<'f>> {
    let mut parts = Vec::new();
    for (words, members) in [
        ("is the same error as ", gained),
        ("is no longer the same error as ", lost),
    ] {
        if members.is_empty() {
            continue;
        }
        if !parts.is_empty() {
            parts.push(says("; "));
        }
        parts.push(says(words));
        for (index, member) in members.iter().enumerate() {
            if index > 0 {
                parts.push(says(", "));
            }
            parts.push(Part::Name(&member.service));
            parts.push(says(" "));
            parts.push(Part::Name(&member.code));
        }
    }
    parts
}

/// A case by its status and message.
fn case(case: &Case) -> Vec<Part<'_>> {
    let status = case.status.map(|it| says(format!("{it} ")));
    status
        .into_iter()
        .chain([Part::Quote(&case.message)])
        .collect()
}

fn status(status: Option<u16>) -> String {
    status.map_or_else(|| "none".to_owned(), |it| it.to_string())
}

/// How a text that need not be there changed.
fn text<'f>(
    of: &'f str,
    message: &'f str,
    before: Option<&'f str>,
    after: Option<&'f str>,
) -> Vec<Part<'f>> {
    let (verb, text) = match (before, after) {
        (Some(before), Some(after)) => (" changed: ", Part::Changed { before, after }),
        (None, Some(after)) => (" added: ", Part::Quote(after)),
        (Some(before), None) => (" removed: ", Part::Quote(before)),
        (None, None) => (" ", says("unchanged")),
    };
    vec![says(of), Part::Quote(message), says(verb), text]
}

fn documents<'f>(message: &'f str, before: &'f [String], after: &'f [String]) -> Vec<Part<'f>> {
    let mut parts = vec![Part::Quote(message), says(" stands in other documents: ")];
    names(before, &mut parts);
    parts.push(says(ARROW));
    names(after, &mut parts);
    parts
}

fn names<'f>(names: &'f [String], parts: &mut Vec<Part<'f>>) {
    for (index, name) in names.iter().enumerate() {
        if index > 0 {
            parts.push(says(", "));
        }
        parts.push(Part::Name(name));
    }
}
