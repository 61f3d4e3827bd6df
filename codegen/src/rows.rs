//! What recognition makes of a document: its rows of errors, and an account of everything that looked like one.
//!
//! Knows what an error row is. Knows nothing of formats, of catalogs, or of any service.

use crate::document::Pos;
use crate::problem::Finding;
use crate::told::{Column, Told};

/// One documented error: a code with one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it stands: the place of its code or, where one code has several rows, of its message.
    pub at: Pos,
    /// The code as the document spells it.
    pub code: String,
    /// Further names that the row gives the same error, such as its number.
    pub aliases: Vec<String>,
    /// The HTTP statuses that the document gives, in its order; none where it gives none.
    pub statuses: Vec<u16>,
    /// The message, in one line.
    pub message: Option<String>,
    /// Why it happens; lines as [`crate::plain`] makes them.
    pub cause: Option<String>,
    /// What to do about it; likewise.
    pub solution: Option<String>,
    /// What was decided in reading the row that its own cells do not say.
    pub reasons: Vec<Reason>,
    /// What the document leaves open about this row. A row with an open question is not taken until a decision
    /// answers it.
    pub questions: Vec<Question>,
}

impl Row {
    /// A row at `at` that says nothing yet.
    pub fn at(at: Pos) -> Self {
        Self {
            at,
            code: String::new(),
            aliases: Vec::new(),
            statuses: Vec::new(),
            message: None,
            cause: None,
            solution: None,
            reasons: Vec::new(),
            questions: Vec::new(),
        }
    }
}

/// Something that was decided in reading a row, because its own cells do not say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The status is that of a heading, a caption or a cell over several rows, which stands there.
    StatusFrom(Pos),
    /// The row is shorter than the table: these fields are those of the row above, which stands there.
    FromAbove {
        /// The fields.
        fields: Vec<Field>,
        /// The row above.
        at: Pos,
    },
    /// The row has no code of its own and continues the code that stands there.
    CodeFrom(Pos),
    /// One cell holds several codes, and this row is one of them.
    OneOfSeveral(Pos),
    /// The code is a span of codes, such as `E.100-E.199`, `5xx` or `PUMP_*`, kept as it is written.
    Span,
    /// The code is a few plain words, as are all codes of its column, so that its white space is its own.
    PlainWords,
}

/// Something about a row that the document's shape does not tell, with what the possible answers are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// A paragraph whose column or label cannot be told: it belongs to one of `fields`.
    Owner {
        /// Where the paragraph stands.
        at: Pos,
        /// The paragraph.
        text: String,
        /// The last field that stands before it: with that one or an earlier one it is a text that follows, with a
        /// later one a text that leads.
        after: Field,
        /// The fields it can belong to, in the document's order.
        fields: Vec<Field>,
    },
    /// The code holds white space: a line wrap, or no code at all.
    WrappedCode {
        /// Where the code stands.
        at: Pos,
    },
}

/// A part of a row that holds text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The code.
    Code,
    /// The status.
    Status,
    /// The message.
    Message,
    /// The cause.
    Cause,
    /// The solution.
    Solution,
}

/// Something that looked like a row and was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Where it stands.
    pub at: Pos,
    /// Why it was left out.
    pub reason: String,
}

/// A table, a run of sections or a list in which errors were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it begins.
    pub at: Pos,
    /// What it is.
    pub shape: Shape,
    /// Its columns or labels in order, as the document heads them, and what each was taken for.
    pub columns: Vec<(String, Column)>,
    /// How many rows came from it.
    pub rows: usize,
}

/// The shapes in which documents hold errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A table.
    Table,
    /// A table that lost its marks: a paragraph for every cell.
    FlattenedTable,
    /// Headings that are codes, and what stands under them.
    Sections,
    /// A list whose items name codes.
    List,
    /// Paragraphs that codes open.
    Paragraphs,
    /// Terms that are codes, and what they mean.
    Definitions,
}

/// What was read from one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Where rows were found, in the document's order.
    pub found: Vec<Found>,
    /// The rows, in the document's order.
    pub rows: Vec<Row>,
    /// Rows that are none, in tables of errors, with the reason.
    pub skipped: Vec<Skipped>,
    /// Rows of tables that are no tables of errors, with the reason; they do not count as rows.
    pub passed: Vec<Skipped>,
    /// What was told of tables and made a difference, once each.
    pub told: Vec<Told>,
    /// Problems and notes.
    pub findings: Vec<Finding>,
}
