//! Doc comments: what is known of a code, in lines that no text of a document can break out of.
//!
//! Knows markdown as rustdoc reads it. Knows nothing of the code around the comments.

use super::items::Home;
use super::text::{code_span, words};
use super::variant::Variant;
use crate::catalog::{Case, Catalog};

/// The lines about a variant of an enum that lives at `home`.
pub(super) fn variant(variant: &Variant, home: Home) -> Vec<String> {
    let mut lines = vec![case(variant.first)];
    if let [_, others @ ..] = variant.code.cases.as_slice()
        && !others.is_empty()
    {
        lines.extend(["", "Other cases:", ""].map(str::to_owned));
        lines.extend(others.iter().map(|other| format!("- {}", case(other))));
    }
    let (answers, same) = match home {
        Home::Crate => (Some(answers(variant)), same(variant)),
        Home::Alone => (None, None),
    };
    let facts = [
        wire(variant),
        other_names(variant),
        answers,
        same,
        documents(variant),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    if !facts.is_empty() {
        lines.push(String::new());
        lines.push(facts.join(" "));
    }
    lines
}

/// The lines at the top of the file of a service.
pub(super) fn file(catalog: &Catalog) -> Vec<String> {
    let mut lines = vec![format!("The error codes of {}.", words(&catalog.title))];
    if !catalog.documents.is_empty() {
        lines.extend(["", "As documented in:", ""].map(str::to_owned));
        let documents = catalog.documents.iter();
        lines.extend(documents.map(|it| format!("- {}", code_span(&it.path))));
    }
    lines
}

/// One case: its status and its message.
fn case(case: &Case) -> String {
    match (case.status, case.message.as_str()) {
        (None, "") => "No message is documented.".to_owned(),
        (None, message) => code_span(message),
        (Some(status), "") => format!("{status}, without a documented message."),
        (Some(status), message) => format!("{status}: {}", code_span(message)),
    }
}

/// What is on the wire, where the name does not say it.
fn wire(variant: &Variant) -> Option<String> {
    let differs = variant.name != variant.wire;
    differs.then(|| format!("On the wire: {}.", code_span(variant.wire)))
}

/// What else documents call it.
fn other_names(variant: &Variant) -> Option<String> {
    let names = variant.code.other_names.iter().map(|it| code_span(it));
    Some(format!(
        "Also called {}.",
        listed(&names.collect::<Vec<_>>())?
    ))
}

/// Its kind and its retry answer.
fn answers(variant: &Variant) -> String {
    format!(
        "[`Kind::{:?}`], [`Retry::{:?}`].",
        variant.kind(),
        variant.retry()
    )
}

/// Where else it is documented, and under which name if that differs.
fn same(variant: &Variant) -> Option<String> {
    let others = variant.same.iter().map(|it| {
        let service = code_span(&it.service);
        if it.code == variant.wire {
            service
        } else {
            format!("{service} (as {})", code_span(&it.code))
        }
    });
    Some(format!("Also in {}.", listed(&others.collect::<Vec<_>>())?))
}

fn documents(variant: &Variant) -> Option<String> {
    let documents: Vec<String> = variant.documents().into_iter().map(code_span).collect();
    let verb = match variant.code.retired {
        None => "Documented",
        Some(_) => "Was documented",
    };
    Some(format!("{verb} in {}.", listed(&documents)?))
}

/// `items` with commas and an `and`; nothing for none.
fn listed(items: &[String]) -> Option<String> {
    let (last, others) = items.split_last()?;
    Some(match others {
        [] => last.clone(),
        others => format!("{} and {last}", others.join(", ")),
    })
}
