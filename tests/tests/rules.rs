//! Goldens of rules: `data/rules/<case>/` holds a `rules.toml`, the codes of all services in `catalogs.txt` (a line
//! `service | code | statuses` each), and in `result.golden` what is wrong, the answers, and what is made of them.
//!
//! `SNAPSHOTS=overwrite cargo test -p end-to-end --test rules` rewrites the goldens; read them against their source.

use end_to_end::given;
use end_to_end::golden::{Golden, Made, hold};
use error_tables::catalog::{Case, Catalog, Code, Word};
use error_tables::rules::{self, Rules};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

fn main() {
    hold(
        &["rules/*/rules.toml"],
        Golden::InFolder("result.golden"),
        run,
    )
}

fn run(input: &Path) -> Made {
    let mut catalogs = catalogs(&std::fs::read_to_string(
        input.with_file_name("catalogs.txt"),
    )?)?;
    let rules = match rules::parse(&std::fs::read_to_string(input)?) {
        Ok(rules) => rules,
        Err(findings) => return Ok(given::findings(&findings)),
    };
    for catalog in &mut catalogs {
        rules::answer(Some(&rules), catalog);
    }
    let mut out = given::findings(&rules::check(&rules, &catalogs));
    if out.is_empty() {
        outcome(&rules, &catalogs, &mut out)?;
    }
    Ok(out)
}

fn catalogs(text: &str) -> Result<Vec<Catalog>, String> {
    let mut services: BTreeMap<String, BTreeMap<String, Code>> = BTreeMap::new();
    for line in text.lines() {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [service, code, statuses] = parts.as_slice() else {
            return Err(format!("what is `{line}`?"));
        };
        let codes = services.entry((*service).to_owned()).or_default();
        codes.insert((*code).to_owned(), with_statuses(statuses)?);
    }
    let catalog = |(service, codes)| Catalog {
        service,
        title: String::new(),
        documents: Vec::new(),
        codes,
    };
    Ok(services.into_iter().map(catalog).collect())
}

fn with_statuses(statuses: &str) -> Result<Code, String> {
    let mut cases = Vec::new();
    for status in statuses.split_whitespace() {
        let status = status.parse().map_err(|_| format!("what is `{status}`?"))?;
        cases.push(Case {
            status: Some(status),
            ..Case::default()
        });
    }
    if cases.is_empty() {
        cases.push(Case::default());
    }
    Ok(Code {
        cases,
        ..Code::default()
    })
}

fn outcome(rules: &Rules, catalogs: &[Catalog], out: &mut String) -> Result<(), std::fmt::Error> {
    for catalog in catalogs {
        for (name, code) in &catalog.codes {
            let (kind, retry) = (code.kind.map(Word::name), code.retry.map(Word::name));
            let why = rules::why(rules, &catalog.service, name, code);
            let line = |rule: Option<&rules::Rule>| rule.map_or(0, |it| it.at.line);
            writeln!(
                out,
                "{} {name}: {} (line {}), {} (line {})",
                catalog.service,
                kind.unwrap_or("-"),
                line(why.kind),
                retry.unwrap_or("-"),
                line(why.retry)
            )?;
        }
    }
    writeln!(out, "\nstatuses:")?;
    for (range, answer) in rules.by_status() {
        let (kind, retry) = (answer.kind.name(), answer.retry.name());
        writeln!(out, "{}-{}: {kind}, {retry}", range.start(), range.end())?;
    }
    writeln!(out, "\nsame errors:")?;
    for group in rules::groups(Some(rules), catalogs) {
        let members = group.iter().map(|it| format!("{} {}", it.service, it.code));
        writeln!(out, "{}", members.collect::<Vec<_>>().join(", "))?;
    }
    writeln!(out, "\nmisjudged by status:")?;
    for it in rules::misjudged(rules, catalogs) {
        let (by_status, retry) = (it.by_status.name(), it.retry.name());
        let (service, code, status) = (it.service, it.code, it.status);
        writeln!(
            out,
            "{service} {code} {status}: {by_status}, and is {retry}"
        )?;
    }
    Ok(())
}
