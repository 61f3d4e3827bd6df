//! What `explain --json` prints: one object, for programs.
//!
//! Knows the names that programs rely on. Knows nothing of where the values come from.

use super::Page;
use super::answer::{Entry, Told};
use super::message::Likeness;
use super::near::How;
use super::places::{Place, Stands};
use super::response::{Read, Response, shown};
use crate::show;
use error_tables::catalog::Word;
use error_tables::rules::Rule;
use serde_json::{Value, json};

/// The object, and a line end.
pub fn object(page: &Page) -> String {
    let answer = &page.answer;
    let near = answer
        .near
        .iter()
        .map(|it| json!({ "code": it.code, "services": it.services, "how": how(it.how) }));
    let status = answer.status.as_ref().map(|it| {
        let codes = it
            .codes
            .iter()
            .map(|(service, codes)| json!({ "service": service, "codes": codes }));
        json!({
            "status": it.number,
            "kind": it.answer.map(|it| it.kind.name()),
            "retry": it.answer.map(|it| it.retry.name()),
            "codes": codes.collect::<Vec<_>>(),
        })
    });
    let object = json!({
        "found": page.is_found(),
        "code": page.question.code.as_deref().map(shown),
        "response": page.response.as_ref().map(|(_, it)| response(it)),
        "errors": answer.entries.iter().map(entry).collect::<Vec<_>>(),
        "near": near.collect::<Vec<_>>(),
        "status": status,
        "notes": page.notes,
    });
    show::json::print(&object)
}

fn response(response: &Response) -> Value {
    let fields = response
        .fields
        .iter()
        .map(|(name, value)| json!({ "name": name, "value": value }));
    json!({
        "status": response.status,
        "fields": fields.collect::<Vec<_>>(),
        "withheld": response.withheld,
        "read": match response.read {
            Read::Empty => "empty",
            Read::NoError => "no-error",
            Read::Whole => "whole",
            Read::Cut => "cut",
            Read::Limited => "limited",
        },
    })
}

fn entry(entry: &Entry) -> Value {
    let code = entry.code;
    let rule = |rule: Option<&Rule>| {
        rule.map(|it| json!({ "reason": it.reason, "source": it.source, "line": it.at.line }))
    };
    let same = entry
        .same
        .iter()
        .map(|it| json!({ "service": it.service, "code": it.code }));
    json!({
        "service": entry.catalog.service,
        "title": entry.catalog.title,
        "code": entry.name,
        "other_names": code.other_names,
        "variant": code.variant_name(entry.name),
        "former_variants": code.former_variants,
        "retired": code.retired,
        "replaced_by": code.replaced_by,
        "statuses": code.statuses(),
        "kind": code.kind.map(Word::name),
        "kind_rule": rule(entry.why.and_then(|it| it.kind)),
        "retry": code.retry.map(Word::name),
        "retry_rule": rule(entry.why.and_then(|it| it.retry)),
        "same": same.collect::<Vec<_>>(),
        "different": entry.different,
        "likeness": entry.likeness.map(likeness),
        "cases": entry.cases.iter().map(case).collect::<Vec<_>>(),
    })
}

fn case(told: &Told) -> Value {
    let case = told.case;
    let place = |it: &Place| {
        let lines = match &it.stands {
            Stands::At(lines) => lines.as_slice(),
            Stands::Nowhere | Stands::Unread => &[],
        };
        json!({ "path": it.path, "lines": lines })
    };
    json!({
        "number": told.number,
        "status": case.status,
        "message": case.message,
        "cause": case.cause,
        "solution": case.solution,
        "places": told.places.iter().map(place).collect::<Vec<_>>(),
    })
}

/// How near a code is, in a word.
fn how(how: How) -> &'static str {
    match how {
        How::Same => "same",
        How::Spelling => "spelling",
        How::Variant => "variant",
        How::Edits(_) => "edits",
        How::Part => "part",
    }
}

/// How like a message is: parts in a hundred where it is not the same.
fn likeness(likeness: Likeness) -> Value {
    match likeness {
        Likeness::Exact => json!("exact"),
        Likeness::Filled => json!("filled"),
        Likeness::Alike { apart } => json!(100 - apart),
    }
}
