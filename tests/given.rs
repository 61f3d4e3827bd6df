//! Rows as text, so that a test of the merge needs no document, and what comes of it as text again.
//!
//! Knows rows, findings and outcomes. Knows no format.
//!
//! A file of rows has a line for each thing, its parts divided by ` | `; an empty part is a text that is not there:
//!
//! ```text
//! sha | 1f
//! row | 3 | NoSuchKey | 404 | The key does not exist. | It was deleted. | Choose another.
//! called | 1042
//! owner | 5 | cause | message, cause, solution | A paragraph of the row above, behind its cause.
//! skipped | 9 | the cell of the code is empty
//! passed | 12 | a table of parameters
//! document
//! ```
//!
//! What stands behind the last of these lines is the text of the document; where it is not there, the text is empty.

use error_tables::document::Pos;
use error_tables::merge::{Given, Merged};
use error_tables::problem::Finding;
use error_tables::rows::{Field, Question, Reading, Row, Skipped};
use std::fmt::Write as _;

/// The rows that `text` stands for.
///
/// # Errors
///
/// A line that does not say what it should.
pub fn given(text: &str) -> Result<Given<'_>, String> {
    let (text, document) = text.split_once("\ndocument\n").unwrap_or((text, ""));
    let mut sha256 = String::new();
    let mut reading = Reading::default();
    for line in text.lines().filter(|it| !it.is_empty()) {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let done = match parts.as_slice() {
            ["sha", sha] => {
                (*sha).clone_into(&mut sha256);
                Some(())
            }
            ["row", at, code, statuses, texts @ ..] => {
                row(at, code, statuses, texts).map(|it| reading.rows.push(it))
            }
            ["called", name] => reading
                .rows
                .last_mut()
                .map(|row| row.aliases.push((*name).to_owned())),
            ["owner", at, after, fields, text] => owner(at, after, fields, text)
                .zip(reading.rows.last_mut())
                .map(|(question, row)| row.questions.push(question)),
            ["skipped", at, reason] => skipped(at, reason).map(|it| reading.skipped.push(it)),
            ["passed", at, reason] => skipped(at, reason).map(|it| reading.passed.push(it)),
            _ => None,
        };
        done.ok_or_else(|| format!("what is `{line}`?"))?;
    }
    Ok(Given {
        sha256,
        text: document,
        reading,
    })
}

fn place(line: &str) -> Option<Pos> {
    Some(Pos::new(line.parse().ok()?, 1))
}

fn row(at: &str, code: &str, statuses: &str, texts: &[&str]) -> Option<Row> {
    let text = |index: usize| {
        let text = texts.get(index).filter(|it| !it.is_empty());
        text.map(|it| it.replace("\\n", "\n"))
    };
    Some(Row {
        at: place(at)?,
        code: code.to_owned(),
        aliases: Vec::new(),
        statuses: statuses
            .split_whitespace()
            .map(|it| it.parse().ok())
            .collect::<Option<_>>()?,
        message: text(0),
        cause: text(1),
        solution: text(2),
        reasons: Vec::new(),
        questions: Vec::new(),
    })
}

fn owner(at: &str, after: &str, fields: &str, text: &str) -> Option<Question> {
    Some(Question::Owner {
        at: place(at)?,
        text: text.to_owned(),
        after: field(after)?,
        fields: fields.split(", ").map(field).collect::<Option<_>>()?,
    })
}

fn field(name: &str) -> Option<Field> {
    match name {
        "message" => Some(Field::Message),
        "cause" => Some(Field::Cause),
        "solution" => Some(Field::Solution),
        _ => None,
    }
}

fn skipped(at: &str, reason: &str) -> Option<Skipped> {
    Some(Skipped {
        at: place(at)?,
        reason: reason.to_owned(),
    })
}

/// What came of a merge but the catalog itself, a line each.
pub fn account(merged: &Merged) -> String {
    let mut out = String::new();
    for document in &merged.documents {
        let _ = writeln!(
            out,
            "{}: {} rows, {} taken, {} skipped",
            document.path,
            document.rows,
            document.taken,
            document.skipped.len()
        );
        for it in &document.skipped {
            let _ = writeln!(out, "  line {} skipped: {}", it.at.line, it.reason);
        }
        for it in &document.passed {
            let _ = writeln!(out, "  line {} passed: {}", it.at.line, it.reason);
        }
    }
    out + &findings(&merged.findings)
}

/// `findings` one after another, the help indented under each.
pub fn findings(findings: &[Finding]) -> String {
    let mut out = String::new();
    for it in findings {
        let _ = writeln!(out, "{it}");
    }
    out
}
