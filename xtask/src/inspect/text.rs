//! What `inspect` prints for people.
//!
//! Knows the order in which a curator wants to see things: where errors were found, the rows, what was left out and
//! why, and what has to be settled.

use super::{Seen, suggest};
use crate::cli::format_name;
use crate::report::count;
use crate::show::finding::{self, Sources};
use crate::show::{BOLD, RESET, escape};
use error_tables::document::Pos;
use error_tables::plain;
use error_tables::problem::{Finding, Level};
use error_tables::rows::{Field, Found, Reason, Row, Shape, Skipped};
use error_tables::told::Column;
use std::fmt::Write as _;

/// How many characters of a text are shown.
const WIDTH: usize = 100;

/// The whole page.
pub fn page(seen: &Seen) -> String {
    let mut out = head(seen);
    section(
        &mut out,
        "Where errors stand",
        &seen.found.iter().map(found).collect::<Vec<_>>(),
    );
    let rows: Vec<String> = seen.rows.iter().map(row).collect();
    section(&mut out, &count(rows.len(), "row"), &rows);
    let skipped = seen.skipped.chunk_by(|a, b| a.reason == b.reason);
    section(
        &mut out,
        &format!("{} left out", count(seen.skipped.len(), "row")),
        &skipped.map(left).collect::<Vec<_>>(),
    );
    findings(&mut out, seen, Level::Note, "note");
    findings(&mut out, seen, Level::Problem, "problem");
    if seen.decided.is_none() && !seen.rows.is_empty() {
        section(
            &mut out,
            "The service.toml that would follow",
            &[suggest::toml(seen)],
        );
    }
    out
}

fn head(seen: &Seen) -> String {
    let mut out = format!(
        "{BOLD}{}{RESET}: read as {}",
        escape::line(&seen.path),
        format_name(seen.format)
    );
    if let Some(path) = &seen.decided {
        let _ = write!(out, ", with the decisions of {}", escape::line(path));
    }
    out.push('\n');
    if seen.found.is_empty() && seen.rows.is_empty() {
        out.push_str("No errors stand in this document.\n");
    }
    out
}

fn section(out: &mut String, title: &str, parts: &[String]) {
    if !parts.is_empty() {
        let _ = write!(out, "\n{BOLD}{title}{RESET}\n{}", parts.concat());
    }
}

fn findings(out: &mut String, seen: &Seen, level: Level, name: &str) {
    let some: Vec<Finding> = seen
        .findings
        .iter()
        .filter(|finding| finding.level == level)
        .cloned()
        .collect();
    if !some.is_empty() {
        let sources = Sources::from([(seen.path.clone(), seen.text.clone())]);
        section(
            out,
            &count(some.len(), name),
            &[finding::all(&some, &sources)],
        );
    }
}

/// Where rows were found, and what each column was taken for.
fn found(found: &Found) -> String {
    let shape = match found.shape {
        Shape::Table => "table",
        Shape::FlattenedTable => "flattened table",
        Shape::Sections => "sections",
        Shape::List => "list",
        Shape::Paragraphs => "paragraphs",
        Shape::Definitions => "definitions",
    };
    let mut out = format!(
        "  {}  {shape}, {}\n",
        place(found.at),
        count(found.rows, "row")
    );
    for (head, column) in &found.columns {
        let head = if head.is_empty() {
            "(no words)".into()
        } else {
            escape::line(head)
        };
        let _ = writeln!(out, "         {} → {}", cut(&head), column_name(*column));
    }
    out
}

fn row(row: &Row) -> String {
    let statuses: Vec<String> = row.statuses.iter().map(u16::to_string).collect();
    let statuses = if statuses.is_empty() {
        "no status".to_owned()
    } else {
        statuses.join(", ")
    };
    let mut out = format!(
        "  {:>5}  {}  {statuses}\n",
        row.at.line,
        escape::line(&row.code)
    );
    let texts = [
        ("message", &row.message),
        ("cause", &row.cause),
        ("solution", &row.solution),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            let _ = writeln!(out, "         {name:8}  {}", short(text));
        }
    }
    if !row.aliases.is_empty() {
        let _ = writeln!(out, "         also      {}", short(&row.aliases.join(", ")));
    }
    for why in &row.reasons {
        let _ = writeln!(out, "         decided   {}", reason(why));
    }
    out
}

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::StatusFrom(at) => format!("the status is the one at {}", place(*at)),
        Reason::FromAbove { fields, at } => {
            let fields: Vec<&str> = fields.iter().copied().map(field_name).collect();
            format!(
                "the row is short: {} of the row above, at {}",
                fields.join(" and "),
                place(*at)
            )
        }
        Reason::CodeFrom(at) => format!("it goes on with the code at {}", place(*at)),
        Reason::Span => "a span of codes, not one of them, kept as it is written".to_owned(),
        Reason::PlainWords => "the codes of this column are plain words".to_owned(),
        Reason::OneOfSeveral(at) => format!("one of several codes in the cell at {}", place(*at)),
    }
}

/// What was left out for one reason, place behind place: a few lines each, or all of them in one.
fn left(skipped: &[Skipped]) -> String {
    const FEW: usize = 3;
    let line = |it: &Skipped| format!("  {:>5}  {}\n", it.at.line, escape::line(&it.reason));
    match skipped {
        [first, .., last] if skipped.len() > FEW => {
            let all = count(skipped.len(), "row");
            let reason = escape::line(&first.reason);
            format!(
                "  {:>5}  {reason} ({all} from here to line {})\n",
                first.at.line, last.at.line
            )
        }
        few => few.iter().map(line).collect(),
    }
}

fn place(at: Pos) -> String {
    format!("{}:{}", at.line, at.column)
}

fn column_name(column: Column) -> &'static str {
    match column {
        Column::Field(field) => field_name(field),
        Column::Name => "another name",
        Column::Other => "not read",
    }
}

fn field_name(field: Field) -> &'static str {
    match field {
        Field::Code => "code",
        Field::Status => "status",
        Field::Message => "message",
        Field::Cause => "cause",
        Field::Solution => "solution",
    }
}

/// `text` in one line of bounded length.
fn short(text: &str) -> String {
    cut(&escape::line(&plain::one_line(text)))
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
