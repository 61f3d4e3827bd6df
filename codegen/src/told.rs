//! What a person says of a table, where its words and cells do not tell what it holds.
//!
//! Knows how a table is named and its columns are called, and how that is written in `service.toml`. Knows nothing of how
//! tables are read.

use crate::catalog::quoted;
use crate::rows::Field;

/// What the columns of the tables with certain heads hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The heads of the tables, from left to right; empty ones where a table has none.
    pub heads: Vec<String>,
    /// The caption of the table or the heading right above it, where the heads are not narrow enough.
    pub under: Option<String>,
    /// What each column holds; none at all where the tables hold no errors.
    pub columns: Vec<Column>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// This field.
    Field(Field),
    /// Another name of the code.
    Name,
    /// Something that nobody reads.
    Other,
}

/// What `service.toml` calls each kind of column.
pub const COLUMNS: &[(&str, Column)] = &[
    ("code", Column::Field(Field::Code)),
    ("status", Column::Field(Field::Status)),
    ("message", Column::Field(Field::Message)),
    ("cause", Column::Field(Field::Cause)),
    ("solution", Column::Field(Field::Solution)),
    ("name", Column::Name),
    ("", Column::Other),
];

/// What stands between two heads in the name of a table.
pub const BETWEEN: &str = " | ";

impl Told {
    /// The decision that says so, as lines of `service.toml`; the reason is left to write.
    pub fn decision(&self) -> String {
        let mut out = String::from("[[decisions]]\ntable = ");
        quoted(&mut out, &self.heads.join(BETWEEN));
        if let Some(under) = &self.under {
            out.push_str("\nunder = ");
            quoted(&mut out, under);
        }
        let word = |column: &Column| {
            let found = COLUMNS.iter().find(|(_, it)| it == column);
            found.map_or("\"\"".to_owned(), |(word, _)| format!("\"{word}\""))
        };
        let words: Vec<String> = self.columns.iter().map(word).collect();
        out.push_str("\ncolumns = [");
        out.push_str(&words.join(", "));
        out.push_str("]\nreason = \"\"");
        out
    }
}
