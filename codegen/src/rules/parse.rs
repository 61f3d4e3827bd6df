//! Reads `rules.toml`, and says everything that is wrong with it at once.
//!
//! Knows the keys of the file and what can be wrong on its face. Whether a rule matches anything is for the check to
//! see, which knows the catalogs.

use super::statuses::{Clash, Deciding, table};
use super::{Different, Named, Rule, Rules, Same, Statuses};
use crate::catalog::Word as _;
use crate::document::Pos;
use crate::keys::{Fields, Reader, STATUSES, Value, list};
use crate::problem::Finding;
use crate::spelling::visible;
use std::collections::BTreeSet;

const FILE: &[&str] = &["rules", "same", "different"];
const RULE: &[&str] = &[
    "codes", "statuses", "services", "kind", "retry", "reason", "source",
];
const SAME: &[&str] = &["codes", "reason", "source"];
const DIFFERENT: &[&str] = &["code", "services", "reason", "source"];
const CLASSES: &[&str] = &["1xx", "2xx", "3xx", "4xx", "5xx"];

/// The rules that `text` holds.
///
/// # Errors
///
/// All problems of the file, each at its line and column with the keys or values that would be right. Their `path` is
/// empty; the caller knows it.
pub fn parse(text: &str) -> Result<Rules, Vec<Finding>> {
    let mut reader = Reader::new(text);
    let rules = file(&mut reader);
    let Some(rules) = rules.filter(|_| reader.is_fine()) else {
        return Err(reader.finish());
    };
    let findings = about_statuses(&rules.rules);
    if findings.is_empty() {
        Ok(rules)
    } else {
        Err(findings)
    }
}

fn file(reader: &mut Reader<'_>) -> Option<Rules> {
    let table = reader.parse()?;
    let fields = reader.fields(table.get_ref(), 0, "the file", FILE);
    let items = reader.items(fields, "rules");
    let rules = items.iter().filter_map(|it| rule(reader, it)).collect();
    let items = reader.items(fields, "same");
    let same = items.iter().filter_map(|it| same(reader, it)).collect();
    let items = reader.items(fields, "different");
    let different = items
        .iter()
        .filter_map(|it| different(reader, it))
        .collect();
    Some(Rules {
        rules,
        same,
        different,
    })
}

fn rule<'t>(reader: &mut Reader<'t>, value: &Value<'t>) -> Option<Rule> {
    let fields = reader.table(value, "a rule", RULE)?;
    let codes = names(reader, fields, "codes");
    let statuses = statuses(reader, fields);
    let services = names(reader, fields, "services");
    let is_there = |key| fields.get(key).is_some();
    if !is_there("codes") && !is_there("statuses") {
        let what = "this rule does not say what it is about";
        reader.problem(fields.at, what, "a rule has `codes` or `statuses` or both");
    }
    if is_there("services") && !is_there("codes") {
        let what = "a rule that is not about all services is about codes";
        let help = "a status alone stands for the same in every service; name the codes";
        reader.problem(fields.at("services"), what, help);
    }
    if !is_there("kind") && !is_there("retry") {
        let help = "a rule gives a `kind` or a `retry` or both";
        reader.problem(fields.at, "this rule gives nothing", help);
    }
    let (kind, retry) = (reader.word(fields), reader.word(fields));
    let reason = reader.required(fields, "reason");
    let source = reader.required(fields, "source");
    Some(Rule {
        at: reader.pos(fields.at),
        codes,
        statuses,
        services,
        kind,
        retry,
        reason: reason?,
        source: source?,
    })
}

fn same<'t>(reader: &mut Reader<'t>, value: &Value<'t>) -> Option<Same> {
    let fields = reader.table(value, "such an entry", SAME)?;
    reader.present(fields, "codes");
    let codes = names(reader, fields, "codes");
    if codes.len() == 1 {
        let what = "one code alone is the same as no other";
        let help = "name two or more, or take the entry out";
        reader.problem(fields.value_at("codes"), what, help);
    }
    let reason = reader.required(fields, "reason");
    let source = reader.required(fields, "source");
    Some(Same {
        at: reader.pos(fields.at),
        codes,
        reason: reason?,
        source: source?,
    })
}

fn different<'t>(reader: &mut Reader<'t>, value: &Value<'t>) -> Option<Different> {
    let fields = reader.table(value, "such an entry", DIFFERENT)?;
    let code = reader.required(fields, "code");
    let at = reader.pos(fields.value_at("code"));
    reader.present(fields, "services");
    let services = names(reader, fields, "services");
    let reason = reader.required(fields, "reason");
    let source = reader.required(fields, "source");
    Some(Different {
        at: reader.pos(fields.at),
        code: Named { name: code?, at },
        services,
        reason: reason?,
        source: source?,
    })
}

/// The texts under `key`, none of them twice; a list that is empty is a problem.
fn names<'t>(reader: &mut Reader<'t>, fields: Fields<'_, 't>, key: &str) -> Vec<Named> {
    let items = reader.items(fields, key);
    not_empty(reader, fields, key, items);
    let mut seen = BTreeSet::new();
    let mut names = Vec::with_capacity(items.len());
    for item in items {
        let Some(name) = reader.any_text(item, key) else {
            continue;
        };
        if !seen.insert(name.clone()) {
            twice(reader, item, &visible(&name));
        }
        let at = reader.pos(item.span().start);
        names.push(Named { name, at });
    }
    names
}

/// The statuses: numbers, and classes as texts.
fn statuses<'t>(reader: &mut Reader<'t>, fields: Fields<'_, 't>) -> Vec<Statuses> {
    let items = reader.items(fields, "statuses");
    not_empty(reader, fields, "statuses", items);
    let mut seen = BTreeSet::new();
    let mut statuses = Vec::with_capacity(items.len());
    for item in items {
        let range = match item.get_ref().as_str() {
            Some(name) => class(reader, item, name),
            None => reader.status(item, "statuses").map(|it| it..=it),
        };
        let Some(range) = range else {
            continue;
        };
        if !seen.insert((*range.start(), *range.end())) {
            twice(reader, item, &show(&range));
        }
        let at = reader.pos(item.span().start);
        statuses.push(Statuses { range, at });
    }
    statuses
}

fn class(
    reader: &mut Reader<'_>,
    item: &Value<'_>,
    name: &str,
) -> Option<std::ops::RangeInclusive<u16>> {
    if let Some(index) = CLASSES.iter().position(|it| *it == name) {
        let first = u16::try_from(index + 1).ok()? * 100;
        return Some(first..=first + 99);
    }
    reader.problem(
        item.span().start,
        format!("`{}` is no class of statuses", visible(name)),
        format!(
            "the classes are {}; a single status is a number",
            list(CLASSES)
        ),
    );
    None
}

fn not_empty(reader: &mut Reader<'_>, fields: Fields<'_, '_>, key: &str, items: &[Value<'_>]) {
    let is_array = fields.get(key).is_some_and(|it| it.get_ref().is_array());
    if is_array && items.is_empty() {
        let what = format!("`{key}` is empty");
        let help = format!("name what the entry is about: {key} = [\"…\"]");
        reader.problem(fields.value_at(key), what, help);
    }
}

fn twice(reader: &mut Reader<'_>, item: &Value<'_>, name: &str) {
    reader.problem(
        item.span().start,
        format!("`{name}` stands here twice"),
        "take one of them out",
    );
}

/// A range as a rule has it.
pub(super) fn show(range: &std::ops::RangeInclusive<u16>) -> String {
    if range.start() == range.end() {
        range.start().to_string()
    } else {
        format!("{}xx", range.start() / 100)
    }
}

/// Rules that disagree about a status, and statuses that no rule is about.
fn about_statuses(rules: &[Rule]) -> Vec<Finding> {
    let table = table(rules);
    let mut findings: Vec<Finding> = table.clashes.iter().map(clash).collect();
    let no_kind = |it: &Deciding<'_>| it.kind.is_none();
    let no_retry = |it: &Deciding<'_>| it.retry.is_none();
    findings.extend(gaps(&table.decided, no_kind, "kind"));
    findings.extend(gaps(&table.decided, no_retry, "retry"));
    findings.sort_by_key(|it| it.at);
    findings
}

fn clash(it: &Clash<'_>) -> Finding {
    let name = |rule: &Rule| match it.what {
        "kind" => rule.kind.map_or("", |it| it.name()),
        _ => rule.retry.map_or("", |it| it.name()),
    };
    let (status, line) = (show(&it.named.range), it.first.at.line);
    let what = format!(
        "{status} has the {} `{}` here and `{}` in the rule in line {line}",
        it.what,
        name(it.second),
        name(it.first),
    );
    Finding::problem(it.named.at, what, "take the status out of one of the two")
}

/// A problem that names the first status without an answer.
fn gaps(
    decided: &[(u16, Deciding<'_>)],
    is_open: impl Fn(&Deciding<'_>) -> bool,
    what: &str,
) -> Option<Finding> {
    let open: Vec<u16> = decided
        .iter()
        .filter(|(_, it)| is_open(it))
        .map(|(status, _)| *status)
        .collect();
    let first = open.first()?;
    let others = match open.len() - 1 {
        0 => String::new(),
        more => format!(", nor {more} others"),
    };
    let class = first / 100;
    let of = STATUSES.clone().count();
    Some(Finding::problem(
        Pos::new(1, 1),
        format!(
            "no rule gives the status {first} a {what}{others}: an unknown code falls back on its status"
        ),
        format!(
            "all {of} statuses need one; a class gives it to a hundred:\n[[rules]]\nstatuses = [\"{class}xx\"]\n{what} = \"…\"\nreason = \"…\"\nsource = \"…\""
        ),
    ))
}
