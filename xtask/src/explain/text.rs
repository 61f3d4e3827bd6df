//! The answer in words.
//!
//! Knows what somebody with a failing request wants to see first: which error it is, whether to send again, what to do.

mod entry;

use super::Page;
use super::answer::Status;
use super::near::{How, Near};
use super::response::{Read, Response, shown};
use crate::report::count;
use crate::show::{BOLD, RESET, escape};
use error_tables::catalog::{KINDS, Kind, RETRIES, Retry};
use std::fmt::Write as _;

/// The whole page.
pub fn page(page: &Page) -> String {
    let mut parts = Vec::new();
    parts.extend(page.response.as_ref().map(|(name, it)| response(name, it)));
    if !page.is_found() {
        parts.push(unknown(page));
    }
    let mut rules = entry::ToldRules::new();
    let entries = page.answer.entries.iter();
    parts.extend(entries.map(|it| entry::entry(it, page, &mut rules)));
    if page.is_found() {
        parts.extend(lookalikes(&page.answer.near));
        parts.extend(page.answer.entries.first().map(entry::program));
    }
    parts.extend(notes(&page.notes));
    parts.join("\n")
}

/// What the response says that was asked about.
fn response(name: &str, response: &Response) -> String {
    let said = match response.read {
        Read::Empty => "it has no body, as no answer to HEAD has",
        Read::NoError => {
            "it is no error of a service, neither XML with the root `Error` nor JSON with a code; perhaps a page of a proxy"
        }
        Read::Whole => "an error response",
        Read::Cut => "an error response, cut off or broken; what stands before that was read",
        Read::Limited => "an error response that is longer than what is read of one",
    };
    let mut out = format!("{BOLD}{}{RESET}: {said}\n", escape::line(name));
    let status = response
        .status
        .map(|it| ("HTTP status".to_owned(), it.to_string()));
    for (name, value) in status.iter().chain(&response.fields) {
        let _ = writeln!(out, "  {}: {}", escape::line(name), escape::line(value));
    }
    if !response.withheld.is_empty() {
        let names = response.withheld.join(", ");
        let _ = writeln!(
            out,
            "  not shown, as they hold secrets, or may: {}",
            escape::line(&names)
        );
    }
    out
}

/// What there is to say where nothing is just what was asked for.
fn unknown(page: &Page) -> String {
    let service = page.question.service.as_deref();
    let nobody = service.map_or("no service".into(), escape::line);
    let verb = if service.is_some() {
        "does not document"
    } else {
        "documents"
    };
    let mut out = match (&page.question.code, &page.question.message) {
        (Some(code), _) => format!(
            "{BOLD}{nobody} {verb} the code `{}`{RESET}\n",
            escape::line(&shown(code))
        ),
        (None, Some(_)) => format!("{BOLD}{nobody} {verb} this message{RESET}\n"),
        (None, None) => format!(
            "{BOLD}nothing names a code{RESET}, so that the status alone tells what happened\n"
        ),
    };
    if page.question.status.is_none() && page.question.code.is_none() && page.response.is_some() {
        out.push_str("give the head of the response as well (`curl -i`), or the status in the place of a code\n");
    }
    if !page.answer.near.is_empty() {
        out.push_str("did you mean\n");
        out.extend(page.answer.near.iter().map(near));
    }
    out.extend(page.answer.status.as_ref().map(status));
    let is_number = page.question.status.is_none() && page.answer.status.is_some();
    if page.question.code.is_some() && !is_number {
        out.push_str("a program sees such a code as `Code::Unknown`, and its status alone tells kind and retry\n");
    }
    if page.answer.entries.is_empty() {
        if page.question.code.is_none() && page.response.is_none() {
            out.push_str("give the code that came with it\n");
        }
        return out;
    }
    let found = if page.answer.entries.iter().any(super::is_message) {
        "its message is documented for\n"
    } else {
        "the messages most like it are documented for\n"
    };
    out + found
}

/// A code that may have been meant.
fn near(near: &Near) -> String {
    let how = match near.how {
        How::Same => "the same code, of another service".to_owned(),
        How::Spelling => "the case of letters, or the signs between them, differ".to_owned(),
        How::Variant => "its name in Rust".to_owned(),
        How::Edits(edits) => format!("{} away", count(edits, "edit")),
        How::Part => "one is a part of the other".to_owned(),
    };
    let services = near.services.join(", ");
    format!(
        "  {} ({}): {how}\n",
        escape::line(near.code),
        escape::line(&services)
    )
}

/// The codes that look just like the one that was asked for.
fn lookalikes(near: &[Near]) -> Option<String> {
    let lines: String = near.iter().map(self::near).collect();
    (!near.is_empty()).then(|| format!("{BOLD}Alike, and perhaps the same{RESET}\n{lines}"))
}

/// What a status alone tells.
fn status(status: &Status) -> String {
    let mut out = format!("the HTTP status {} alone stands for\n", status.number);
    if let Some(answer) = status.answer {
        let _ = writeln!(out, "  kind   {}", kind(answer.kind));
        let _ = writeln!(out, "  retry  {}", retry(answer.retry));
    }
    for (service, codes) in &status.codes {
        let codes = codes.join(", ");
        let _ = writeln!(out, "  {}: {}", escape::line(service), escape::line(&codes));
    }
    if status.codes.is_empty() {
        out.push_str("  no code that is documented\n");
    }
    out
}

fn notes(notes: &[String]) -> Option<String> {
    let lines = notes.iter().map(|it| format!("  {}\n", escape::line(it)));
    let lines: String = lines.collect();
    (!notes.is_empty()).then(|| format!("{BOLD}{}{RESET}\n{lines}", count(notes.len(), "note")))
}

/// A kind in words.
fn kind(kind: Kind) -> String {
    let words = KINDS.iter().find(|it| it.kind == kind);
    words.map_or(String::new(), |it| format!("{}: {}", it.name, it.means))
}

/// A retry answer in words.
fn retry(retry: Retry) -> String {
    let words = RETRIES.iter().find(|it| it.retry == retry);
    words.map_or(String::new(), |it| format!("{}: {}", it.name, it.means))
}
