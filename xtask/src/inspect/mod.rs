//! `inspect`: what would be read from any document, in the catalog or not.
//!
//! Knows where a document can come from, and which decisions hold for it. Knows nothing of how it is shown; that is
//! for `text` and `json`.

mod json;
mod source;
mod suggest;
mod text;

use crate::cli::{Inspect, Output};
use crate::console::Console;
use crate::exit::Exit;
use crate::regen::stop;
use error_tables::document::Format;
use error_tables::problem::{Finding, Level};
use error_tables::rows::{Found, Row, Skipped};

/// What was read from a document.
#[derive(Debug)]
struct Seen {
    /// What the document is called in everything that is said of it.
    path: String,
    /// Its bytes.
    bytes: Vec<u8>,
    /// Its text.
    text: String,
    /// The format that it was read as.
    format: Format,
    /// The `service.toml` whose decisions were applied, from where the run was called.
    decided: Option<String>,
    /// Where rows were found.
    found: Vec<Found>,
    /// The rows that would be taken.
    rows: Vec<Row>,
    /// Everything that looked like a row and was left out, by line.
    skipped: Vec<Skipped>,
    /// Problems and notes.
    findings: Vec<Finding>,
}

impl Seen {
    fn problems(&self) -> Vec<Finding> {
        self.findings
            .iter()
            .filter(|finding| finding.level == Level::Problem)
            .cloned()
            .collect()
    }
}

/// Runs it.
pub fn run(call: &Inspect, console: &mut Console) -> Exit {
    let seen = match source::open(call, console.input) {
        Ok(document) => document.read(),
        Err(unreadable) => return stop(&[unreadable.problem], &unreadable.sources, console),
    };
    match &call.output {
        Output::Json => console.say(&json::object(&seen)),
        Output::Text => console.say(&text::page(&seen)),
        Output::Service(id) => return suggest::write(id, &seen, call, console),
    }
    if seen.problems().is_empty() {
        Exit::Done
    } else {
        Exit::Settle
    }
}
