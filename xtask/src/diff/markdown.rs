//! The report as a comment on a pull request.
//!
//! Knows what GitHub makes of markdown, and how much of it a comment can hold. Every name and every text of others
//! stands in a code span, in which nothing takes effect: no markup, no link, no mention of a person. Knows nothing of
//! how facts were found.

use super::changelog;
use super::report::{CRATE, Line, Report, counts, verdict};
use crate::show::escape;
use error_tables::diff::{Level, Leveled, Part, Wording, wording};
use error_tables::emit::code_span;
use std::fmt::Write as _;

/// How long a comment can be for GitHub, in UTF-16 units, less some room for whoever posts it to add a line.
const MOST: usize = 65_536 - 1_536;

/// How many characters of one text are shown.
const TEXT: usize = 600;

/// How many characters are shown at either end of a text between two changes.
const AROUND: usize = 80;

/// How many codes are named in one line.
const CODES: usize = 50;

/// The comment.
pub fn comment(report: &Report) -> String {
    let level = report.comparison.level();
    let mut out = format!(
        "**`{CRATE}`: {}**, {}\n\n{}\n",
        level.name(),
        verdict(level),
        capital(&report.summary()),
    );
    let tail = tail(report);
    let mut room = Room(MOST.saturating_sub(units(&out) + units(&tail) + CUT));
    let mut left = 0;
    let shared = (!report.comparison.shared.is_empty())
        .then_some(("all services", report.comparison.shared.as_slice()));
    let services = report
        .comparison
        .services
        .iter()
        .map(|it| (it.service.as_str(), it.facts.as_slice()));
    for (name, facts) in shared.into_iter().chain(services) {
        left += group(&mut out, &mut room, name, report, facts);
    }
    if left > 0 {
        let note = "as a comment cannot hold them; `cargo xtask diff` shows them all";
        let _ = writeln!(out, "\n{left} more facts are left out, {note}.");
    }
    out + &tail
}

/// Room that is kept for the words on what was left out.
const CUT: usize = 200;

/// The room that is left, in UTF-16 units.
struct Room(usize);

impl Room {
    /// Whether there is room for `text`, which is taken then.
    fn take(&mut self, text: &str) -> bool {
        match self.0.checked_sub(units(text)) {
            Some(left) => {
                self.0 = left;
                true
            }
            None => false,
        }
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The facts of a group, as far as there is room; gives the number of those that are left out.
fn group(
    out: &mut String,
    room: &mut Room,
    name: &str,
    report: &Report,
    facts: &[Leveled],
) -> usize {
    let open = format!(
        "\n<details><summary><code>{}</code>: {}</summary>\n",
        html(name),
        counts(facts)
    );
    let close = "\n</details>\n";
    if !room.take(&open) || !room.take(close) {
        return facts.len();
    }
    out.push_str(&open);
    let mut left = 0;
    for (level, lines) in report.lines(facts) {
        left += list(out, room, level, &lines);
    }
    out.push_str(close);
    left
}

/// The lines of one level, as far as there is room; gives the number of the facts that are left out.
fn list(out: &mut String, room: &mut Room, level: Level, lines: &[Line]) -> usize {
    let head = format!("\n**{}**\n\n", level.name());
    let mut lines = lines.iter();
    let mut left = 0;
    if room.take(&head) {
        out.push_str(&head);
        for it in lines.by_ref() {
            let line = line(it);
            if !room.take(&line) {
                left += it.facts();
                break;
            }
            out.push_str(&line);
        }
    }
    left + lines.map(Line::facts).sum::<usize>()
}

fn line(line: &Line) -> String {
    let text: String = match line {
        Line::Fact(fact) => fact.parts().iter().map(part).collect(),
        Line::Prose(codes) => {
            let more = codes.len().saturating_sub(CODES);
            let codes = codes
                .iter()
                .map(|(code, what)| format!("{} ({})", span(code), what.join(", ")))
                .take(CODES);
            let codes = codes.collect::<Vec<_>>().join(", ");
            let more = match more {
                0 => String::new(),
                more => format!(", and {more} more codes"),
            };
            format!("prose: {codes}{more}")
        }
    };
    format!("- {text}\n")
}

fn part(part: &Part) -> String {
    match part {
        Part::Says(text) => text.clone().into_owned(),
        Part::Name(name) => span(name),
        Part::Quote(text) => span(text),
        Part::Changed { before, after } => {
            let pieces = wording(before, after).into_iter().map(|piece| match piece {
                Wording::Same(text) => span(&around(text)),
                Wording::Removed(text) => format!("<del>{}</del>", span(text)),
                Wording::Added(text) => format!("<ins>{}</ins>", span(text)),
            });
            pieces.collect()
        }
    }
}

/// A text of others as a code span of bounded length.
fn span(text: &str) -> String {
    if text.is_empty() {
        return "(empty)".to_owned();
    }
    let text = escape::line(text);
    match text.char_indices().nth(TEXT) {
        Some((end, _)) => {
            let more = text.chars().count() - TEXT;
            format!(
                "{}… ({more} more characters)",
                code_span(text.get(..end).unwrap_or_default())
            )
        }
        None => code_span(&text),
    }
}

/// The two ends of a text that did not change.
fn around(text: &str) -> String {
    let mut ends = text.char_indices().skip(AROUND);
    let first = ends.next().map_or(text.len(), |(at, _)| at);
    let last = text
        .char_indices()
        .rev()
        .nth(AROUND - 1)
        .map_or(0, |(at, _)| at);
    if first + 3 >= last {
        return text.to_owned();
    }
    let (start, end) = (text.get(..first), text.get(last..));
    format!(
        "{} … {}",
        start.unwrap_or_default(),
        end.unwrap_or_default()
    )
}

/// What stands at the end, whatever room there is: the section for the changelog, and what was compared.
fn tail(report: &Report) -> String {
    let mut out = String::new();
    if let Some(section) = changelog::section(report) {
        let cut: String = section.chars().take(MOST / 4).collect();
        let fence = "`".repeat(longest_run(&cut).max(2) + 1);
        let more = if cut.len() < section.len() {
            "\nIt goes on; `cargo xtask diff` shows the rest.\n"
        } else {
            ""
        };
        out = format!(
            "\n<details><summary>For CHANGELOG.md</summary>\n\n{fence}markdown\n{}\n{fence}\n{more}\n</details>\n",
            cut.trim_end()
        );
    }
    out + &format!(
        "\n{} → {}\n",
        span(&report.base.name),
        span(&report.head.name)
    )
}

/// How many backticks stand in a row, at most.
fn longest_run(text: &str) -> usize {
    let runs = text.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or(0)
}

/// `text` within HTML.
fn html(text: &str) -> String {
    let text = escape::line(text);
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|it| it.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}
