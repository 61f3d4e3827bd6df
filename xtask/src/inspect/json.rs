//! What `inspect --json` prints: one object, for programs.
//!
//! Knows the names that programs rely on. Knows nothing of where the values come from.

use super::Seen;
use crate::cli::format_name;
use crate::show::json;
use error_tables::rows::Row;
use serde::Serialize;

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

/// The object, and a line end.
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
    json::print(&object)
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
