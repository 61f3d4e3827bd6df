//! One code of one service, in words.
//!
//! Knows the order in which its parts are told. Knows nothing of how it was found.

use super::{kind, retry};
use crate::disk::load::RULES;
use crate::explain::Page;
use crate::explain::answer::{Entry, Told};
use crate::explain::message::Likeness;
use crate::explain::places::{Place, Stands};
use crate::show::{BOLD, RESET, escape};
use error_tables::catalog::{Retry, Word as _};
use error_tables::rules::Rule;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The rules that were told already, by their lines; each is told once.
pub type ToldRules = BTreeSet<u32>;

/// Everything that is known of it.
pub fn entry(entry: &Entry, page: &Page, rules: &mut ToldRules) -> String {
    let mut out = format!(
        "{BOLD}{}{RESET}  {}, {}\n",
        escape::line(entry.name),
        escape::line(&entry.catalog.service),
        escape::line(&entry.catalog.title)
    );
    facts(&mut out, entry, page.question.status, rules);
    names(&mut out, entry);
    if let Some(heading) = heading(entry, page) {
        let _ = writeln!(out, "  {heading}");
    }
    let texts = texts(entry, page);
    for told in &entry.cases {
        case(&mut out, told, texts);
    }
    out
}

/// How much of a case is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Texts {
    /// All of it.
    All,
    /// The message alone.
    Message,
}

/// Where a message was sent that is none of many, the causes of all of them would hide that.
fn texts(entry: &Entry, page: &Page) -> Texts {
    match entry.likeness {
        None if page.question.message.is_some() && entry.cases.len() > 1 => Texts::Message,
        _ => Texts::All,
    }
}

/// What holds for all of its cases; `sent` is the status that came with it.
fn facts(out: &mut String, entry: &Entry, sent: Option<u16>, rules: &mut ToldRules) {
    let mut fact = |name, text: &str| fact(out, name, text);
    if let Some(version) = &entry.code.retired {
        fact(
            "retired",
            &format!("since {version}: no document has it any more; programs still know it"),
        );
    }
    if let Some(code) = &entry.code.replaced_by {
        fact("", &format!("{code} took its place"));
    }
    let statuses: Vec<String> = entry.code.statuses().iter().map(u16::to_string).collect();
    if !statuses.is_empty() {
        fact("status", &statuses.join(", "));
    }
    if let Some(sent) = sent.filter(|it| !entry.code.statuses().contains(it)) {
        fact(
            "",
            &format!("it came with {sent}, which no document gives it"),
        );
    }
    if let Some(it) = entry.code.kind {
        fact("kind", &kind(it));
        fact("", &because(entry.why.and_then(|why| why.kind), rules));
    }
    if let Some(it) = entry.code.retry {
        fact("retry", &retry(it));
        fact("", &because(entry.why.and_then(|why| why.retry), rules));
    }
    for (status, alone) in &entry.misjudged {
        fact("", &misjudged(*status, *alone));
    }
}

/// What it is called elsewhere: by other services, and in programs.
fn names(out: &mut String, entry: &Entry) {
    let mut fact = |name, text: &str| fact(out, name, text);
    if !entry.code.other_names.is_empty() {
        let names: Vec<&str> = entry.code.other_names.iter().map(String::as_str).collect();
        fact("also", &names.join(", "));
    }
    let same: Vec<String> = entry
        .same
        .iter()
        .map(|it| format!("{} of {}", it.code, it.service))
        .collect();
    if !same.is_empty() {
        fact("same as", &same.join(", "));
    }
    if !entry.different.is_empty() {
        fact(
            "other",
            &format!("{} means another error by it", entry.different.join(", ")),
        );
    }
    fact("Rust", &format!("object_storage_errors::{}", path(entry)));
    for (name, version) in &entry.code.former_variants {
        fact(
            "",
            &format!("called {name} before {version}, which still compiles"),
        );
    }
}

/// A line about it, which `name` begins.
fn fact(out: &mut String, name: &str, text: &str) {
    let _ = writeln!(out, "  {name:7} {}", escape::line(text));
}

/// The reason that a rule gives, and where it can be read.
fn because(rule: Option<&Rule>, told: &mut ToldRules) -> String {
    let Some(rule) = rule else {
        return "no rule says so any more; `cargo xtask regen` takes changed rules in".to_owned();
    };
    let place = format!("{RULES}:{}", rule.at.line);
    if told.insert(rule.at.line) {
        format!("because {} ({place}; {})", rule.reason, rule.source)
    } else {
        format!("as said above, by {place}")
    }
}

fn misjudged(status: u16, alone: Retry) -> String {
    format!(
        "the status {status} alone would say `{}`, which is wrong here",
        alone.name()
    )
}

/// The variant, from the crate on.
fn path(entry: &Entry) -> String {
    let module = entry.catalog.service.replace('-', "_");
    format!(
        "{module}::ErrorCode::{}",
        entry.code.variant_name(entry.name)
    )
}

/// Which cases follow, where that is not plain.
fn heading(entry: &Entry, page: &Page) -> Option<String> {
    let all = entry.code.cases.len();
    let number = entry.cases.first().map_or(0, |it| it.number);
    let which = if all == 1 {
        "its only case".to_owned()
    } else {
        format!("case {number} of {all}")
    };
    match entry.likeness {
        Some(Likeness::Exact) => Some(format!("{which}, whose message is the one that was sent")),
        Some(Likeness::Filled) => Some(format!(
            "{which}, whose message is the one that was sent, with something in the place of its placeholders"
        )),
        Some(Likeness::Alike { apart }) => Some(format!(
            "{which}, whose message is the closest to the one that was sent: {} % alike",
            100 - apart
        )),
        None if page.question.message.is_some() => Some(format!(
            "no documented message is like the one that was sent; {}",
            if all == 1 {
                "there is one".to_owned()
            } else {
                format!("there are {all}")
            }
        )),
        None if all > 1 => Some(format!("{all} cases; `--message TEXT` picks one")),
        None => None,
    }
}

/// A case with all its texts, and where it stands.
fn case(out: &mut String, told: &Told, texts: Texts) {
    let case = told.case;
    let status = case
        .status
        .map_or("no status".to_owned(), |it| it.to_string());
    let message = match case.message.as_str() {
        "" => "(no message is documented)".into(),
        message => escape::line(message),
    };
    let _ = writeln!(out, "\n  {BOLD}{status}  {message}{RESET}");
    if texts == Texts::All {
        text(out, "cause", case.cause.as_deref());
        text(out, "solution", case.solution.as_deref());
    }
    out.extend(told.places.iter().map(place));
}

/// A text of a case; the name stands before its first line.
fn text(out: &mut String, name: &str, text: Option<&str>) {
    let mut name = name;
    for line in escape::lines(text.unwrap_or_default()).lines() {
        let line = format!("       {name:8}  {line}");
        let _ = writeln!(out, "{}", line.trim_end());
        name = "";
    }
}

/// Where a case stands; one of a retired code stands nowhere any more.
fn place(place: &Place) -> String {
    let path = escape::line(&place.path);
    let place = match &place.stands {
        Stands::At(lines) => {
            let (first, others) = lines
                .split_first()
                .map_or((0, &[][..]), |(first, it)| (*first, it));
            let others: Vec<String> = others.iter().map(u32::to_string).collect();
            let again = if others.is_empty() {
                ""
            } else {
                ", and again in line "
            };
            format!("{path}:{first}{again}{}", others.join(", "))
        }
        Stands::Nowhere => format!("{path}, where it stands no more"),
        Stands::Unread => format!("{path}, which cannot be read"),
    };
    format!("       {place}\n")
}

/// How a program tells it from others.
pub fn program(entry: &Entry) -> String {
    let path = path(entry);
    let (names, variant) = path.rsplit_once("::").unwrap_or(("", &path));
    let lines = [
        &format!("use object_storage_errors::{names};"),
        "use object_storage_errors::response::ErrorResponse;",
        "",
        "let response = ErrorResponse::<ErrorCode>::from_parts(status, &headers, &body);",
        "match response.known() {",
        &format!("    Some(ErrorCode::{variant}) => {{ /* this error */ }}"),
        "    _ => { /* another one; response.retry() tells whether to send again */ }",
        "}",
    ];
    let lines = lines.map(|line| format!("  {line}").trim_end().to_owned() + "\n");
    format!(
        "{BOLD}In a program, with the feature `response`{RESET}\n{}",
        lines.concat()
    )
}
