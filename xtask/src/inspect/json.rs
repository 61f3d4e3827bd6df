//! What `inspect --json` prints: one object, for programs.
//!
//! Knows the names that programs rely on. Knows nothing of where the values come from.

use super::Seen;
use crate::cli::format_name;
use crate::show::escape;
use error_tables::rows::Row;
use serde::Serialize;
use std::fmt::Write as _;

#[derive(Serialize)]
struct Object<'a> {
    format: &'static str,
    rows: Vec<JsonRow<'a>>,
    skipped: Vec<Left<'a>>,
    problems: Vec<Problem>,
}

#[derive(Serialize)]
struct JsonRow<'a> {
    code: &'a str,
    statuses: &'a [u16],
    message: Option<&'a str>,
    cause: Option<&'a str>,
    solution: Option<&'a str>,
    line: u32,
}

#[derive(Serialize)]
struct Left<'a> {
    line: u32,
    reason: &'a str,
}

/// A problem of the file as a whole stands at its first character.
#[derive(Serialize)]
struct Problem {
    line: u32,
    column: u32,
    message: String,
    help: String,
}

/// The object, and a line end. Characters that a terminal would act on are written as `\u….`, which JSON reads the same.
pub fn object(seen: &Seen) -> String {
    let object = Object {
        format: format_name(seen.format),
        rows: seen.rows.iter().map(row).collect(),
        skipped: seen
            .skipped
            .iter()
            .map(|it| Left {
                line: it.at.line,
                reason: &it.reason,
            })
            .collect(),
        problems: seen.problems().into_iter().map(problem).collect(),
    };
    // There is no map with keys that are no text here, and nothing else can fail.
    let text = serde_json::to_string_pretty(&object).unwrap_or_default();
    visible(&text) + "\n"
}

fn row(row: &Row) -> JsonRow<'_> {
    JsonRow {
        code: &row.code,
        statuses: &row.statuses,
        message: row.message.as_deref(),
        cause: row.cause.as_deref(),
        solution: row.solution.as_deref(),
        line: row.at.line,
    }
}

fn problem(finding: error_tables::problem::Finding) -> Problem {
    let (line, column) = finding.at.map_or((1, 1), |at| (at.line, at.column));
    Problem {
        line,
        column,
        message: finding.what,
        help: finding.help,
    }
}

/// `json` with every hidden character as an escape; outside of strings there is none but line ends.
fn visible(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || !escape::hidden(c) {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn hidden_characters_are_escapes_that_read_the_same() {
        let text = serde_json::to_string("a\u{1b}\u{9b}\u{202e}\u{e0041}b").unwrap_or_default();
        let shown = visible(&text);
        assert_eq!(shown, "\"a\\u001b\\u009b\\u202e\\udb40\\udc41b\"");
        assert_eq!(
            serde_json::from_str::<String>(&shown).ok().as_deref(),
            Some("a\u{1b}\u{9b}\u{202e}\u{e0041}b")
        );
    }
}
