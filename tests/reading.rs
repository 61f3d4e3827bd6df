//! What was recognized as text, one row a line, for goldens that a person reads beside their source.
//!
//! Knows rows and their account. Knows no documents.

use error_tables::document::Pos;
use error_tables::rows::{Found, Reading, Row, Skipped};
use error_tables::told::Column;
use std::fmt::Write as _;

/// Where errors were found, the rows, what was left out or passed over, and the findings.
pub fn dump(reading: &Reading) -> String {
    let mut out = String::new();
    reading.found.iter().for_each(|it| found(&mut out, it));
    reading.rows.iter().for_each(|it| row(&mut out, it));
    reading
        .skipped
        .iter()
        .for_each(|it| skipped(&mut out, "skipped", it));
    reading
        .passed
        .iter()
        .for_each(|it| skipped(&mut out, "passed", it));
    for it in &reading.findings {
        let at = it.at.map(place).unwrap_or_default();
        let _ = writeln!(out, "{at} {:?}: {} [{}]", it.level, it.what, it.help);
    }
    if out.is_empty() {
        out.push_str("nothing\n");
    }
    out
}

fn found(out: &mut String, it: &Found) {
    let _ = write!(out, "{} {:?} of {}:", place(it.at), it.shape, it.rows);
    for (head, column) in &it.columns {
        let column = match column {
            Column::Field(field) => format!("{field:?}"),
            Column::Name => "Name".to_owned(),
            Column::Other => "-".to_owned(),
        };
        let _ = write!(out, " {head:?}={column}");
    }
    out.push('\n');
}

fn row(out: &mut String, it: &Row) {
    let _ = write!(out, "{} {:?}", place(it.at), it.code);
    for alias in &it.aliases {
        let _ = write!(out, " alias {alias:?}");
    }
    let _ = writeln!(out, " {:?}", it.statuses);
    let texts = [
        ("message", &it.message),
        ("cause", &it.cause),
        ("solution", &it.solution),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            let _ = writeln!(out, "    {name} {text:?}");
        }
    }
    for reason in &it.reasons {
        let _ = writeln!(out, "    because {reason:?}");
    }
    for question in &it.questions {
        let _ = writeln!(out, "    open {question:?}");
    }
}

fn skipped(out: &mut String, how: &str, it: &Skipped) {
    let _ = writeln!(out, "{} {how}: {}", place(it.at), it.reason);
}

fn place(at: Pos) -> String {
    format!("{}:{}", at.line, at.column)
}
