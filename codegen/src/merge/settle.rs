//! Settles the rows of one document: repairs, splits and skips them and answers their open questions, as decided.
//!
//! Knows rows and decisions, one document at a time. Knows nothing of other documents or of catalogs.

use super::book::{Book, By};
use super::paste;
use crate::keys::STATUSES;
use crate::plain::one_line;
use crate::problem::Finding;
use crate::rows::{Field, Question, Reading, Reason, Row, Skipped};
use crate::service::{Change, DocumentSpec};
use crate::spelling::{ascii, is_hidden, visible};
use std::collections::BTreeSet;

/// A document whose rows have no open question left, or are a problem.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// The rows to take.
    pub(super) rows: Vec<Row>,
    /// The rows left out.
    pub(super) skipped: Vec<Skipped>,
    /// Rows of tables that are none of errors.
    pub(super) passed: Vec<Skipped>,
    /// What there is to say about the document.
    pub(super) findings: Vec<Finding>,
    /// What its entry in `service.toml` says that is of no use.
    pub(super) unused: Vec<Finding>,
    /// How many rows were seen.
    pub(super) seen: usize,
    /// How many rows are in the catalog.
    pub(super) taken: usize,
    /// The codes of rows that are a problem.
    pub(super) open: BTreeSet<String>,
    /// Whether it lost so many rows that this is a problem.
    pub(super) loss: Loss,
}

impl Settled {
    /// Whether the document is not as it should be, so that what it lacks tells nothing.
    pub(super) fn is_in_doubt(&self) -> bool {
        self.loss == Loss::Refused || self.seen == 0
    }
}

/// Whether a document lost many of its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Loss {
    /// No, or the curator accepts it.
    #[default]
    None,
    /// Yes, and that is a problem.
    Refused,
}

/// The rows of `reading` as the decisions of `book` leave them.
pub(super) fn settle(book: &mut Book<'_>, spec: &DocumentSpec, reading: Reading) -> Settled {
    for told in &reading.told {
        book.mark_told(told, spec.file_name());
    }
    let mut out = Settled {
        seen: reading.skipped.len(),
        skipped: reading.skipped,
        passed: reading.passed,
        findings: reading.findings,
        rows: Vec::with_capacity(reading.rows.len()),
        ..Settled::default()
    };
    if reading.rows.is_empty() {
        out.findings.push(Finding {
            at: None,
            ..Finding::problem(
                spec.at,
                "no errors were found in this document",
                format!(
                    "is it the right file? `cargo xtask inspect` shows what is read from it; where its format is told wrongly, \
                     write it below line {} of service.toml: format = \"markdown\", \"html\", \"rst\" or \"text\"",
                    spec.at.line
                ),
            )
        });
    }
    silent_status(spec, &reading.rows, &mut out);
    blank_status(spec, &reading.rows, &mut out);
    disguised(&reading.rows, &mut out);
    for row in reading.rows {
        settle_row(book, spec, row, &mut out);
    }
    out
}

/// A status given for the whole document must be needed by a row.
fn silent_status(spec: &DocumentSpec, rows: &[Row], out: &mut Settled) {
    let needed = rows.iter().any(|row| row.statuses.is_empty());
    if let (Some(status), false) = (spec.status, needed) {
        out.unused.push(Finding::problem(
            spec.at,
            format!(
                "`status = {status}` changes nothing: every row of the document states its own"
            ),
            "take it out",
        ));
    }
}

/// A row without a status where most rows have one is worth a look: another document can give the status, and then nothing
/// else would tell.
fn blank_status(spec: &DocumentSpec, rows: &[Row], out: &mut Settled) {
    let blank: Vec<&Row> = rows.iter().filter(|it| it.statuses.is_empty()).collect();
    if spec.status.is_some() || blank.len() * 2 >= rows.len() {
        return;
    }
    out.findings.extend(blank.into_iter().map(|row| {
        let what = format!(
            "`{}` has no status here, and most errors of this document have one",
            visible(&row.code)
        );
        Finding::note(row.at, what, "")
    }));
}

/// A code that holds characters that cannot be seen, or foreign letters among ASCII ones, may not be what it seems.
fn disguised(rows: &[Row], out: &mut Settled) {
    let is_disguised = |code: &str| {
        let mixed = code.contains(|c: char| c.is_ascii_alphabetic()) && !code.is_ascii();
        mixed || code.contains(is_hidden)
    };
    for row in rows.iter().filter(|row| is_disguised(&row.code)) {
        let what = format!(
            "the code `{}` holds characters that cannot be seen or that look like others",
            ascii(&row.code)
        );
        out.findings.push(Finding::note(row.at, what, ""));
    }
}

/// Carries the decisions about one row out.
fn settle_row(book: &mut Book<'_>, spec: &DocumentSpec, mut row: Row, out: &mut Settled) {
    let document = spec.file_name();
    tidy(&mut row);
    repair(book, document, &mut row);
    if let Some(index) = book.find(By::Skip, &row.code, document, &row.code) {
        book.mark(index);
        out.seen += 1;
        out.skipped.push(Skipped {
            at: row.at,
            reason: book.reason(index).to_owned(),
        });
        return;
    }
    if row.statuses.is_empty() {
        row.statuses.extend(spec.status);
    }
    answer(book, document, &mut row);
    let problems = problems(&row);
    if !problems.is_empty() {
        out.seen += 1;
        out.findings.extend(problems);
        out.open.insert(row.code);
        return;
    }
    split(book, document, row, out);
}

/// Texts as the catalog keeps them: messages in one line, nothing empty, no status twice.
fn tidy(row: &mut Row) {
    let message = row.message.take().map(|it| one_line(&it));
    row.message = message.filter(|it| !it.is_empty());
    row.cause.take_if(|it| it.trim().is_empty());
    row.solution.take_if(|it| it.trim().is_empty());
    let mut seen = BTreeSet::new();
    row.statuses.retain(|it| seen.insert(*it));
}

/// Takes white space out of the code, if so decided.
fn repair(book: &mut Book<'_>, document: &str, row: &mut Row) {
    let Some(index) = book.find(By::Repair, &row.code, document, &row.code) else {
        return;
    };
    if let Some(Change::Repair { to, .. }) = book.change(index) {
        book.mark(index);
        row.code.clone_from(to);
        row.questions
            .retain(|it| !matches!(it, Question::WrappedCode { .. }));
    }
}

/// Gives paragraphs without an owner the one that was decided.
fn answer(book: &mut Book<'_>, document: &str, row: &mut Row) {
    let questions = std::mem::take(&mut row.questions);
    let mut ends = Ends::default();
    for question in questions {
        let decided = match &question {
            Question::Owner { text, fields, .. } => {
                let index = book.owner(&one_line(text), document, &row.code);
                index.and_then(|index| match book.change(index) {
                    Some(Change::Owner { field, .. }) if fields.contains(field) => {
                        Some((index, *field))
                    }
                    _ => None,
                })
            }
            Question::WrappedCode { .. } => None,
        };
        match (decided, question) {
            (
                Some((index, field)),
                Question::Owner {
                    text,
                    after,
                    fields,
                    ..
                },
            ) => {
                book.mark(index);
                let place = |field| fields.iter().position(|it| *it == field);
                if place(field) <= place(after) {
                    ends.after.push((field, text));
                } else {
                    ends.before.push((field, text));
                }
            }
            (_, question) => row.questions.push(question),
        }
    }
    ends.put_into(row);
}

/// Paragraphs that join a field: at its end where they stand behind it, else at its beginning.
#[derive(Default)]
struct Ends {
    before: Vec<(Field, String)>,
    after: Vec<(Field, String)>,
}

impl Ends {
    fn put_into(self, row: &mut Row) {
        for (field, text) in self.after {
            join(row, field, |old| format!("{old}\n\n{text}"), &text);
        }
        for (field, text) in self.before.into_iter().rev() {
            join(row, field, |old| format!("{text}\n\n{old}"), &text);
        }
    }
}

/// Joins `text` to `field` of `row`, or makes it the field.
fn join(row: &mut Row, field: Field, both: impl Fn(&str) -> String, text: &str) {
    let place = match field {
        Field::Cause => &mut row.cause,
        Field::Solution => &mut row.solution,
        Field::Message | Field::Code | Field::Status => &mut row.message,
    };
    let joined = place.as_deref().map_or_else(|| text.to_owned(), both);
    *place = Some(match field {
        Field::Message => one_line(&joined),
        _ => joined,
    });
}

/// Everything that keeps `row` from being taken.
fn problems(row: &Row) -> Vec<Finding> {
    let mut problems: Vec<Finding> = row.questions.iter().map(|it| open(row, it)).collect();
    let spaced = [Reason::PlainWords, Reason::Span];
    let plain = row.reasons.iter().any(|it| spaced.contains(it));
    let is_wrapped = (row.code.contains(char::is_whitespace) && !plain) || row.code.is_empty();
    let is_asked = |it: &Question| matches!(it, Question::WrappedCode { .. });
    if is_wrapped && !row.questions.iter().any(is_asked) {
        problems.push(open(row, &Question::WrappedCode { at: row.at }));
    }
    for status in row.statuses.iter().filter(|it| !STATUSES.contains(it)) {
        problems.push(Finding::problem(
            row.at,
            format!(
                "`{}` has the status {status}, which is no HTTP status",
                visible(&row.code)
            ),
            "an HTTP status is a number from 100 to 599",
        ));
    }
    problems
}

/// The problem that an open question is.
fn open(row: &Row, question: &Question) -> Finding {
    let code = visible(&row.code);
    match question {
        Question::Owner {
            at, text, fields, ..
        } => {
            let names: Vec<&str> = fields.iter().map(|it| paste::name(*it)).collect();
            Finding::problem(
                *at,
                format!(
                    "this paragraph of `{code}` can belong to its {}, and the document does not tell",
                    names.join(" or its ")
                ),
                paste::owner(&row.code, &one_line(text), fields),
            )
        }
        Question::WrappedCode { at } => Finding::problem(
            *at,
            format!("the code `{code}` holds white space, or is none"),
            paste::wrapped(&row.code),
        ),
    }
}

/// Takes a row, as several if so decided.
fn split(book: &mut Book<'_>, document: &str, row: Row, out: &mut Settled) {
    let message = row.message.as_deref().unwrap_or_default();
    let index = book.find(By::Split, message, document, &row.code);
    let Some((index, Change::Split { into, .. })) =
        index.and_then(|it| Some((it, book.change(it)?)))
    else {
        out.seen += 1;
        out.rows.push(row);
        return;
    };
    book.mark(index);
    out.seen += into.len();
    out.rows.extend(into.iter().map(|message| Row {
        message: Some(message.clone()),
        ..row.clone()
    }));
}
