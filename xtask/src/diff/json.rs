//! What `diff --format json` prints: one object, for programs.
//!
//! Knows the names that programs rely on; `catalog/README.md` lists them. Knows nothing of where the values come from.

use super::changelog;
use super::report::{CRATE, Report};
use crate::show::json;
use error_tables::catalog::{Answer, Case, Word};
use error_tables::diff::{Changes, CodeFact, Fact, Leveled};
use error_tables::rules::Member;
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Serialize)]
struct Object<'a> {
    base: &'a str,
    head: &'a str,
    package: &'static str,
    verdict: &'static str,
    facts: Vec<JsonFact<'a>>,
    services: Vec<Group<'a>>,
    changelog: Option<String>,
}

#[derive(Serialize)]
struct Group<'a> {
    service: &'a str,
    level: &'static str,
    facts: Vec<JsonFact<'a>>,
}

/// A fact. What it is about stands beside `fact`; `before` and `after` are there where something changed, and null where
/// there was or is nothing.
#[derive(Serialize)]
struct JsonFact<'a> {
    fact: &'static str,
    level: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Value>,
    text: String,
}

/// The object, and a line end.
pub fn object(report: &Report) -> String {
    json::print(&Object {
        base: &report.base.name,
        head: &report.head.name,
        package: CRATE,
        verdict: report.comparison.level().name(),
        facts: report.comparison.shared.iter().map(fact).collect(),
        services: report.comparison.services.iter().map(service).collect(),
        changelog: changelog::section(report),
    })
}

fn service(changes: &Changes) -> Group<'_> {
    Group {
        service: &changes.service,
        level: changes.level().name(),
        facts: changes.facts.iter().map(fact).collect(),
    }
}

fn fact(it: &Leveled) -> JsonFact<'_> {
    let (code, said) = match &it.fact {
        Fact::Code { code, what } => (Some(code.as_str()), of_code(what)),
        fact => (None, of_service(fact)),
    };
    JsonFact {
        fact: said.name,
        level: it.level.name(),
        code,
        about: said.about,
        before: said.change.as_ref().map(|(before, _)| before.clone()),
        after: said.change.map(|(_, after)| after),
        text: it.fact.to_string(),
    }
}

/// What a fact says, as values.
struct Said {
    name: &'static str,
    about: Option<Value>,
    change: Option<(Value, Value)>,
}

impl Said {
    fn only(name: &'static str) -> Self {
        Self {
            name,
            about: None,
            change: None,
        }
    }

    fn of(name: &'static str, about: Value) -> Self {
        Self {
            about: Some(about),
            ..Self::only(name)
        }
    }

    fn change(name: &'static str, before: Value, after: Value) -> Self {
        Self {
            change: Some((before, after)),
            ..Self::only(name)
        }
    }

    fn about(self, about: Value) -> Self {
        Self {
            about: Some(about),
            ..self
        }
    }
}

fn of_service(fact: &Fact) -> Said {
    match fact {
        Fact::ServiceAdded { codes } => Said::of("service-added", json!({ "codes": codes })),
        Fact::ServiceRemoved { codes } => Said::of("service-removed", json!({ "codes": codes })),
        Fact::ServiceRenamed { before, after } => {
            Said::change("service-renamed", json!(before), json!(after))
        }
        Fact::TitleChanged { before, after } => {
            Said::change("title-changed", json!(before), json!(after))
        }
        Fact::DocumentAdded { path } => Said::of("document-added", document(path)),
        Fact::DocumentRemoved { path } => Said::of("document-removed", document(path)),
        Fact::DocumentReplaced { path } => Said::of("document-replaced", document(path)),
        Fact::DocumentRows {
            path,
            before,
            after,
        } => {
            Said::change("document-rows-changed", rows(*before), rows(*after)).about(document(path))
        }
        Fact::DocumentsReordered => Said::only("documents-reordered"),
        Fact::StatusAnswerChanged {
            statuses,
            before,
            after,
        } => Said::change("status-answer-changed", answer(*before), answer(*after))
            .about(json!({ "first": statuses.start(), "last": statuses.end() })),
        Fact::Code { what, .. } => of_code(what),
    }
}

fn of_code(fact: &CodeFact) -> Said {
    match fact {
        CodeFact::Added { statuses } => Said::of("added", json!({ "statuses": statuses })),
        CodeFact::Retired { version } => Said::of("retired", json!({ "version": version })),
        CodeFact::Restored => Said::only("restored"),
        CodeFact::RetiredIn { before, after } => {
            Said::change("retirement-changed", json!(before), json!(after))
        }
        CodeFact::VariantChanged {
            before,
            after,
            kept,
        } => Said::change("variant-renamed", json!(before), json!(after))
            .about(json!({ "kept_since": kept })),
        CodeFact::FormerVariant {
            name,
            before,
            after,
        } => Said::change("former-variant-changed", json!(before), json!(after))
            .about(json!({ "name": name })),
        CodeFact::DeclaredChanged { before, after } => {
            Said::change("declared-name-changed", json!(before), json!(after))
        }
        CodeFact::ReplacedBy { before, after } => {
            Said::change("replacement-changed", json!(before), json!(after))
        }
        CodeFact::KindChanged { before, after } => {
            Said::change("kind-changed", word(*before), word(*after))
        }
        CodeFact::RetryChanged { before, after } => {
            Said::change("retry-changed", word(*before), word(*after))
        }
        CodeFact::OtherNames { gained, lost } => Said::of(
            "other-names-changed",
            json!({ "gained": gained, "lost": lost }),
        ),
        CodeFact::AliasChanged { gained, lost } => Said::of(
            "alias-changed",
            json!({ "gained": members(gained), "lost": members(lost) }),
        ),
        CodeFact::Removed => Said::only("removed"),
        _ => of_case(fact),
    }
}

fn of_case(fact: &CodeFact) -> Said {
    match fact {
        CodeFact::CaseAdded(it) => Said::of("case-added", case(it)),
        CodeFact::CaseRemoved(it) => Said::of("case-removed", case(it)),
        CodeFact::StatusChanged {
            message,
            before,
            after,
        } => Said::change("status-changed", json!(before), json!(after))
            .about(json!({ "message": message })),
        CodeFact::MessageChanged {
            status,
            before,
            after,
        } => Said::change("message-changed", json!(before), json!(after))
            .about(json!({ "status": status })),
        CodeFact::CauseChanged {
            message,
            before,
            after,
        } => Said::change("cause-changed", json!(before), json!(after))
            .about(json!({ "message": message })),
        CodeFact::SolutionChanged {
            message,
            before,
            after,
        } => Said::change("solution-changed", json!(before), json!(after))
            .about(json!({ "message": message })),
        CodeFact::DocumentsChanged {
            message,
            before,
            after,
        } => Said::change("documents-changed", json!(before), json!(after))
            .about(json!({ "message": message })),
        CodeFact::DefaultChanged { before, after } => {
            Said::change("default-changed", case(before), case(after))
        }
        _ => Said::only("cases-reordered"),
    }
}

fn document(path: &str) -> Value {
    json!({ "document": path })
}

fn rows([seen, taken, skipped]: [usize; 3]) -> Value {
    json!({ "rows": seen, "taken": taken, "skipped": skipped })
}

fn answer(answer: Option<Answer>) -> Value {
    answer.map_or(
        Value::Null,
        |it| json!({ "kind": it.kind.name(), "retry": it.retry.name() }),
    )
}

fn word(word: Option<impl Word>) -> Value {
    json!(word.map(Word::name))
}

fn members(members: &[Member]) -> Value {
    members
        .iter()
        .map(|it| json!({ "service": it.service, "code": it.code }))
        .collect()
}

fn case(case: &Case) -> Value {
    json!({ "status": case.status, "message": case.message })
}
