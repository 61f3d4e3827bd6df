//! The report for a terminal.
//!
//! Knows colours. Knows nothing of how facts were found.

use super::changelog;
use super::report::{CRATE, Line, Report, verdict};
use crate::show::{BOLD, RESET, escape};
use error_tables::diff::{Level, Leveled, Part, Wording, wording};
use std::fmt::Write as _;

const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const YELLOW: &str = "\u{1b}[33m";

/// The report as lines.
pub fn page(report: &Report) -> String {
    let mut out = format!(
        "{} -> {}\n",
        escape::line(&report.base.name),
        escape::line(&report.head.name)
    );
    if !report.comparison.shared.is_empty() {
        group(
            &mut out,
            "all services",
            "",
            report,
            &report.comparison.shared,
        );
    }
    for it in &report.comparison.services {
        group(&mut out, &it.service, &it.title, report, &it.facts);
    }
    let level = report.comparison.level();
    let _ = writeln!(
        out,
        "\n{BOLD}{CRATE}: {}{RESET}, {}\n  {}",
        coloured(level),
        verdict(level),
        report.summary(),
    );
    if let Some(section) = changelog::section(report) {
        let _ = write!(out, "\n{BOLD}For CHANGELOG.md{RESET}\n\n{section}");
    }
    out
}

/// The facts under a head.
fn group(out: &mut String, name: &str, title: &str, report: &Report, facts: &[Leveled]) {
    let _ = writeln!(
        out,
        "\n{BOLD}{}{RESET}{}{}",
        escape::line(name),
        if title.is_empty() { "" } else { "  " },
        escape::line(title)
    );
    for (level, lines) in report.lines(facts) {
        let _ = writeln!(out, "  {}", coloured(level));
        for it in lines {
            let _ = writeln!(out, "    {}", line(&it));
        }
    }
}

/// The name of a level in its colour.
fn coloured(level: Level) -> String {
    let colour = match level {
        Level::Major => RED,
        Level::Minor => YELLOW,
        Level::Patch => GREEN,
        Level::None => "",
    };
    let reset = if colour.is_empty() { "" } else { RESET };
    format!("{colour}{}{reset}", level.name())
}

fn line(line: &Line) -> String {
    match line {
        Line::Fact(fact) => fact.parts().iter().map(part).collect(),
        Line::Prose(codes) => {
            let codes = codes
                .iter()
                .map(|(code, what)| format!("{} ({})", escape::line(code), what.join(", ")));
            let codes: Vec<String> = codes.collect();
            format!("prose, with --prose word by word: {}", codes.join(", "))
        }
    }
}

fn part(part: &Part) -> String {
    match part {
        Part::Says(text) => text.clone().into_owned(),
        Part::Name(name) => escape::line(name).into_owned(),
        Part::Quote(text) => format!("\"{}\"", escape::line(text)),
        Part::Changed { before, after } => {
            let pieces = wording(before, after).into_iter().map(|piece| match piece {
                Wording::Same(text) => escape::line(text).into_owned(),
                Wording::Removed(text) => format!("{RED}[-{}-]{RESET}", escape::line(text)),
                Wording::Added(text) => format!("{GREEN}{{+{}+}}{RESET}", escape::line(text)),
            });
            format!("\"{}\"", pieces.collect::<String>())
        }
    }
}
