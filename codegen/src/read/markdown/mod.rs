//! The markdown reader.
//!
//! Knows markdown and its dialects: what a heading, a list, a table, a code block is, and where it stands. Knows nothing
//! of errors. `CommonMark` is the parser's part (`pulldown-cmark`); tables are read here, because documents break them:
//!
//! | file | knows |
//! |---|---|
//! | `source.rs` | the line and column of every byte |
//! | `containers.rs` | which quotes and list items a line stands in |
//! | `scan.rs` | which lines are a table, HTML, or the business of a site generator |
//! | `chrome.rs` | the lines of site generators |
//! | `mask.rs` | how to hide bytes from the parser |
//! | `table.rs` | where a table starts |
//! | `body.rs` | which lines make a row |
//! | `rows.rs` | how a line splits into cells |
//! | `cells.rs` | what a cell says |
//! | `wrapped.rs` | the lines of a cell that goes over several |
//! | `blocks.rs` | the parser's events |
//! | `assigned.rs` | how lines begin that are a list without marks |
//! | `frames.rs` | the lists and definitions that are open |
//! | `inline.rs` | running text |
//! | `tags.rs` | HTML tags in text |
//! | `html.rs` | markdown within HTML tables |
//!
//! # Where it is not as cmark-gfm on purpose
//!
//! - A row that does not end with `|`, in a table whose rows do, goes on over the next lines until a `|` closes it:
//!   lists, empty lines and code included, whatever their indentation. Such a cell is read as blocks, and a list or a
//!   fence that is glued to the text before it starts there. If that `|` never comes, the row ends with its line and has
//!   a fault.
//! - A row keeps the cells that are written: missing ones are not made up, and further ones not dropped.
//! - In a table without outer pipes, a row that starts with a `|` and lacks a cell starts with an empty one.
//! - When a row has too many cells, and the right number if the pipes in its code spans were text, they are. When it has
//!   too few, and the right number if an escaped backslash escaped no pipe, it does not.
//! - A table goes on behind empty lines with a row that has all its cells and outer pipes, behind a comment or a template
//!   tag, and with rows that left the list in which it stands. It ends where another table starts directly under it.
//! - Rows without a head, a head with another number of cells than the line under it, and that line without a head are
//!   tables with a fault; so is a line without any `|` under a row a row with a fault.
//! - A link may hold spaces in its target. An unknown tag that nothing closes is text, such as `<name>`.
//! - HTML tables and lists go to their end tag, empty lines included; one that nothing closes goes to the next heading.
//!   Markdown that empty lines set apart in them is read as such, however it is indented. A pipe table may stand
//!   directly under other HTML.
//! - Lists, items and paragraphs of inline HTML in a cell or paragraph are blocks.
//! - Front matter, template tags, attribute lists, imports and the tags of components are no content, but for the title
//!   in the front matter, which is a heading. References to footnotes vanish, their text stands where it is written.
//! - A `:` before a meaning starts a definition, and each line of a term is one.
//!
//! Limits stand in [`crate::limits`]. A row says that it has too many cells, and a table without rows each other one.

mod assigned;
mod blocks;
mod body;
mod cells;
mod chrome;
mod containers;
mod frames;
mod html;
mod inline;
mod mask;
mod rows;
mod scan;
mod source;
mod table;
mod tags;
mod wrapped;

use crate::document::{Block, Document, Fault, Format, Heading, Pos, Table};
use crate::limits::MARKDOWN_IN_HTML;
use crate::plain;
use std::collections::BTreeSet;

/// Reads `source`. Never fails: what cannot be made sense of stands as text, or as a fault of the table it is in.
pub fn read(source: &str) -> Document {
    let text = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    let source = source::Source::file(text);
    let title = chrome::title(&source).map(|text| Block::Heading(Heading { level: 1, text }));
    let blocks = blocks::blocks(&Context::file(), &source, scan::Look::File);
    Document {
        format: Format::Markdown,
        blocks: title.into_iter().chain(blocks).collect(),
    }
}

/// What a part of a document must know of the whole.
struct Context<'c> {
    /// What the part that this one stands in knows.
    parent: Option<&'c Context<'c>>,
    /// The labels of the link targets that stand apart in it (`[label]: target`).
    labels: BTreeSet<String>,
    /// The labels of its footnotes.
    footnotes: BTreeSet<String>,
    /// Whether the part is a cell of a pipe table.
    in_cell: bool,
    /// How much deeper markdown may stand in HTML.
    depth: usize,
}

impl Context<'_> {
    /// For a whole file.
    fn file() -> Self {
        Self {
            parent: None,
            labels: BTreeSet::new(),
            footnotes: BTreeSet::new(),
            in_cell: false,
            depth: MARKDOWN_IN_HTML,
        }
    }

    /// For the same part, once its labels and footnotes are known.
    fn with<'n>(&'n self, labels: &[&str], footnotes: BTreeSet<String>) -> Context<'n> {
        Context {
            parent: Some(self),
            labels: labels.iter().map(|it| label(it)).collect(),
            footnotes,
            in_cell: self.in_cell,
            depth: self.depth,
        }
    }

    /// For a cell.
    fn cell(&self) -> Context<'_> {
        let mut cell = self.with(&[], BTreeSet::new());
        cell.in_cell = true;
        cell
    }

    /// For markdown in HTML.
    fn deeper(&self) -> Context<'_> {
        let mut part = self.with(&[], BTreeSet::new());
        part.in_cell = false;
        part.depth = self.depth.saturating_sub(1);
        part
    }

    /// Whether the document has a target for links with this label.
    fn links(&self, label: &str) -> bool {
        self.labels.contains(label) || self.parent.is_some_and(|parent| parent.links(label))
    }

    /// Whether the document has a footnote with this label.
    fn notes(&self, label: &str) -> bool {
        self.footnotes.contains(label) || self.parent.is_some_and(|parent| parent.notes(label))
    }
}

/// A table without rows that says that something stands too deep at `at`.
fn too_deep(at: Pos, what: String) -> Block {
    let help = "let fewer of them stand in each other".to_owned();
    Block::Table(Box::new(Table {
        at,
        caption: None,
        head: 0,
        rows: Vec::new(),
        faults: vec![Fault { at, what, help }],
    }))
}

/// A label in the form in which labels are compared.
fn label(text: &str) -> String {
    plain::one_line(&text.to_lowercase())
}
