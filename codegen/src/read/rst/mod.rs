//! The RST reader: reStructuredText to a [`Document`], as docutils reads it, with Sphinx's directives and roles.
//!
//! Knows the format. Knows nothing of errors.
//!
//! Where it departs from docutils, on purpose:
//!
//! - A broken table is not thrown away whole. What can be read with certainty is read, and the rest has a fault with
//!   its line. docutils leaves the text of the table, or takes its rows for paragraphs.
//! - A grid that docutils reads has faults where it reads borders as text (a corner that stands wrong joins cells), and
//!   where no line stands between two borders.
//! - A table that follows text without a blank line is a table with a fault, not a part of the paragraph.
//! - In a grid, combining characters have no width, and characters that are not shown need none.
//! - Tables that docutils refuses for an option, for uneven rows or for what stands beside them are read, with a fault.
//! - A title that docutils refuses (inside a list, or of a rank that skips one) is still a heading.
//! - The text of an unknown role stands without the role, and unknown directives are read as what stands in them.
//! - The number of a footnote is left out where it is referred to, and a phrase whose target is not in the document
//!   stands without its backquotes.
//!
//! Limits stand in [`crate::limits`]; where blocks nest too deeply, a fault stands in their place with their lines as code.
//! Tracing the borders of a grid takes at most sixteen steps for each character of it; one that takes more is broken.

mod body;
mod directive;
mod enumerator;
mod explicit;
mod indent;
mod inline;
mod list;
mod marker;
mod punctuation;
mod roles;
mod scan;
mod source;
mod table;
mod title;
mod words;

use crate::document::{Block, Document, Fault, Format, Pos, Table, Text};
use crate::limits::{RST_REPEATED, RST_SUBSTITUTIONS};
use inline::{Inliner, Names};
use source::{Line, Source};
use title::Titles;

/// Reads `source`. Never fails: what is broken stands as a fault where it was met.
pub fn read(source: &str) -> Document {
    let source = Source::new(source);
    let (blocks, inline) = pass(&source, Names::default());
    let Some(names) = inline.into_missed() else {
        return document(blocks);
    };
    // A reference stood before what it refers to: read again with all of that known.
    drop(blocks);
    document(pass(&source, names).0)
}

fn document(blocks: Vec<Block>) -> Document {
    Document {
        format: Format::Rst,
        blocks,
    }
}

/// Reads `source`, of which `names` are known.
fn pass(source: &Source, names: Names) -> (Vec<Block>, Inliner) {
    let mut reader = Reader {
        source,
        inline: Inliner::new(source.len(), names),
        titles: Titles::default(),
        allowance: source.len().saturating_mul(4).saturating_add(RST_REPEATED),
    };
    let mut blocks = Vec::new();
    reader.body(&source.lines(), Place::top(), &mut blocks);
    if let Some(at) = reader.inline.exhausted {
        blocks.push(fault(
            at,
            &format!(
                "substitutions stand in each other more than {RST_SUBSTITUTIONS} deep, or bring in more than four times the text of the document"
            ),
            "write the text itself",
        ));
    }
    (blocks, reader.inline)
}

/// What is known of a document while it is read.
struct Reader<'s> {
    source: &'s Source<'s>,
    inline: Inliner,
    titles: Titles,
    /// How many bytes cells that span may still repeat.
    allowance: usize,
}

/// Where a body of blocks stands.
#[derive(Clone, Copy)]
struct Place {
    depth: usize,
    section: Section,
}

/// Whether sections may begin in a body of blocks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    /// They may: the document itself, and directives that only wrap a part of it.
    Open,
    /// They may not: items and cells.
    Closed,
}

impl Place {
    /// The document itself.
    fn top() -> Self {
        Self {
            depth: 0,
            section: Section::Open,
        }
    }

    /// Inside an item or a cell that stands here.
    fn inside(self) -> Self {
        Self {
            depth: self.depth + 1,
            section: Section::Closed,
        }
    }

    /// Inside a directive that stands here and may hold sections.
    fn wrapped(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }
}

impl Reader<'_> {
    /// The text of `lines`, markup resolved.
    fn text(&mut self, lines: &[Line]) -> Text {
        let at = lines
            .first()
            .map_or(Pos::new(1, 1), |it| self.source.text_at(it));
        if let [line] = lines {
            return self.inline.text(at, line.text);
        }
        self.inline.text(at, &joined(lines))
    }
}

/// `lines` with line ends between them.
fn joined(lines: &[Line]) -> String {
    let bytes = lines.iter().map(|it| it.text.len() + 1).sum();
    let mut out = String::with_capacity(bytes);
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        out.push_str(line.text);
    }
    out
}

/// A fault that stands by itself: a table without rows that says what is wrong.
fn fault(at: Pos, what: &str, help: &str) -> Block {
    Block::Table(Box::new(Table {
        at,
        caption: None,
        head: 0,
        rows: Vec::new(),
        faults: vec![Fault {
            at,
            what: what.to_owned(),
            help: help.to_owned(),
        }],
    }))
}
