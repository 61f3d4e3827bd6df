//! What `regen` says of a run: an account of every row, what changed, and which files.
//!
//! Knows counts and names. Knows nothing of how anything was found.

use crate::compare::Stale;
use crate::regen::from;
use crate::show::{BOLD, RESET, difference, escape, finding};
use crate::stages::{Account, Built};
use error_tables::catalog::Catalog;
use error_tables::merge::Outcome;
use error_tables::problem::{Finding, Level};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// `3 rows`, `1 row`.
pub fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// What came of every document and service, and the notes.
pub fn accounts(built: &Built) -> String {
    let mut out: String = built
        .services
        .iter()
        .map(|service| account(service, built))
        .collect();
    let notes: Vec<&Finding> = built
        .findings
        .iter()
        .filter(|finding| finding.level == Level::Note)
        .collect();
    if !notes.is_empty() {
        let _ = writeln!(out, "{BOLD}{}{RESET}", count(notes.len(), "note"));
        out.extend(notes.into_iter().map(note));
    }
    out
}

fn account(service: &Account, built: &Built) -> String {
    let title = escape::line(&service.catalog.title);
    let mut out = format!("{BOLD}{}{RESET}  {title}\n", escape::line(&service.id));
    let width = service
        .documents
        .iter()
        .map(|document| document.path.chars().count())
        .max()
        .unwrap_or(0);
    for outcome in &service.documents {
        let path = format!("{}/{}", service.folder, outcome.path);
        let problems = built
            .problems()
            .filter(|finding| finding.path == path)
            .count();
        out.push_str(&document(outcome, problems, width));
    }
    match &service.facts {
        Some(facts) => {
            out.push_str(&codes(&service.catalog));
            for fact in facts {
                let _ = writeln!(out, "    {}", escape::line(&fact.to_string()));
            }
        }
        None => out.push_str("  not compared with what was known, because of a problem\n"),
    }
    out
}

/// How much a catalog holds.
fn codes(catalog: &Catalog) -> String {
    let codes = catalog.codes.values();
    let retired = codes.clone().filter(|code| code.retired.is_some()).count();
    let cases: usize = codes.map(|code| code.cases.len()).sum();
    let retired = if retired > 0 {
        format!(", {retired} retired")
    } else {
        String::new()
    };
    format!(
        "  {}, {}{retired}\n",
        count(catalog.codes.len(), "code"),
        count(cases, "case")
    )
}

fn document(outcome: &Outcome, problems: usize, width: usize) -> String {
    let mut out = format!(
        "  {:width$}  {}: {} taken, {} skipped, {}\n",
        escape::line(&outcome.path),
        count(outcome.rows, "row"),
        outcome.taken,
        outcome.skipped.len(),
        count(problems, "problem"),
    );
    for skipped in &outcome.skipped {
        let _ = writeln!(
            out,
            "    line {} skipped: {}",
            skipped.at.line,
            escape::line(&skipped.reason)
        );
    }
    out
}

/// A note in one line.
fn note(note: &Finding) -> String {
    format!("  {}{}\n", finding::place(note), escape::line(&note.what))
}

/// What is stale, how it differs, and the command that mends it.
pub fn stale(stale: &[Stale]) -> String {
    if stale.is_empty() {
        return "nothing is stale\n".to_owned();
    }
    let mut out = String::new();
    for file in stale {
        let old = String::from_utf8_lossy(file.old.as_deref().unwrap_or_default());
        let path = escape::line(&file.path);
        match &file.new {
            None => {
                let _ = writeln!(
                    out,
                    "\n{BOLD}{path} is stale{RESET}: nothing is generated into it any more"
                );
            }
            Some(new) => {
                let missing = if file.old.is_none() {
                    ": it is not there"
                } else {
                    ""
                };
                let _ = writeln!(out, "\n{BOLD}{path} is stale{RESET}{missing}");
                out.push_str(&difference::unified(&file.path, &old, new));
            }
        }
    }
    let files = count(stale.len(), "file");
    let _ = writeln!(out, "\n{files} to bring up to date: cargo xtask regen");
    out
}

/// What killed runs left, and is gone now.
pub fn removed(root: &Path, leftovers: &[PathBuf]) -> String {
    let line = |left: &PathBuf| {
        let path = from(root, left);
        format!("removed {}, which a killed run left\n", escape::line(&path))
    };
    leftovers.iter().map(line).collect()
}

/// Which files changed.
pub fn written(stale: &[Stale]) -> String {
    if stale.is_empty() {
        return "nothing changed\n".to_owned();
    }
    let mut out = String::new();
    for file in stale {
        let _ = writeln!(out, "{} {}", file.verb(), escape::line(&file.path));
    }
    out
}
