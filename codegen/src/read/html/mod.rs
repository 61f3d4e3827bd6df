//! HTML to documents: whole pages, pieces, and the HTML that stands in markdown.
//!
//! html5ever parses and repairs as browsers do; what this reader adds is the place of everything, the table model, and
//! a word on whatever it could not read as it was written. It departs from browsers on purpose where they would drop
//! text without a word, and says so each time as a fault: rows outside of any table make a table, and text that stands
//! in a table but in no cell is reported by the row. A fault that stands in no table is carried by a table without
//! rows. Places are those of the first character: of an element, that of the `<` of its tag, also where the tag goes on
//! over lines; of an element that the repair adds, that of the tag that made it necessary.
//!
//! | stage | in | out |
//! |---|---|---|
//! | `parse` | the source | tokens, each with its place |
//! | `guard` | tokens | tokens that a tree builder can bear |
//! | `sink` | the tree builder's calls | a `tree` |
//! | `walk` | the tree | parts of a document, opened and closed |
//! | `frames`, `inline`, `table` | those | blocks |
//!
//! Limits, each of which says so when it is met: 512 elements in one another, 32 lists and tables in one another, four
//! times the source and a megabyte for the copies of spanning cells, a thousand faults.

mod frames;
mod guard;
mod inline;
mod kind;
mod parse;
mod place;
mod sink;
mod table;
mod tree;
mod walk;

use crate::document::{Block, Document, Format, Pos};

/// Reads `source`, a whole page or a piece of one. Never fails.
pub fn read(source: &str) -> Document {
    Document {
        format: Format::Html,
        blocks: fragment(source.strip_prefix('\u{feff}').unwrap_or(source), 1),
    }
}

/// Reads a piece of HTML that stands in another document and begins at the start of its line `first_line`. Never
/// fails. Columns count from the start of the lines of `source`.
pub fn fragment(source: &str, first_line: u32) -> Vec<Block> {
    let at = Pos {
        line: first_line,
        column: 1,
    };
    let tree = parse::tree(source, at);
    walk::blocks(&tree, source.len())
}
