//! Blocks to plain text, as the catalog keeps it.
//!
//! Knows the one way in which paragraphs, lists, tables and code become lines. Knows nothing of errors. Recursion goes as
//! deep as blocks nest: the readers limit it, and recognition refuses documents that nest deeper all the same.

use crate::document::{Block, Table, Text};
use std::borrow::Cow;

/// The text of `blocks` with their structure as lines: paragraphs apart by an empty line, list items as `- ` lines
/// (nested ones indented by two spaces more), the rows of a table as lines with ` | ` between the cells, code as it is.
pub fn lines(blocks: &[Block]) -> String {
    lines_after("", blocks)
}

/// The text of `blocks` as [`lines`] makes it, behind the paragraph `first`.
pub fn lines_after(first: &str, blocks: &[Block]) -> String {
    let mut out = one_line(first);
    for block in blocks {
        let (gap, text) = block_lines(block);
        if text.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push_str(gap);
        }
        out.push_str(&text);
    }
    out
}

/// The text of `blocks` in one line: everything that separates words is one space. A single paragraph of one line,
/// which most cells are, is not copied.
pub fn line(blocks: &[Block]) -> Cow<'_, str> {
    match blocks {
        [] => Cow::Borrowed(""),
        [Block::Paragraph(text)] if is_one_line(&text.text) => Cow::Borrowed(&text.text),
        _ => Cow::Owned(one_line(&lines(blocks))),
    }
}

/// Whether [`one_line`] would leave `text` as it is, told from its spaces; white space beyond ASCII counts as words.
fn is_one_line(text: &str) -> bool {
    let odd = |it: u8| matches!(it, ..b' ' | 0xC2 | 0xE1 | 0xE2 | 0xE3);
    let mut before = b' ';
    for byte in text.bytes() {
        if odd(byte) || (before == b' ' && byte == b' ') {
            return false;
        }
        before = byte;
    }
    before != b' ' || text.is_empty()
}

/// `text` with every stretch of white space as one space, and none at the ends.
pub fn one_line(text: &str) -> String {
    if is_one_line(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The lines of one block, and what stands between it and a block before it.
fn block_lines(block: &Block) -> (&'static str, String) {
    match block {
        Block::Heading(heading) => ("\n\n", collapse(&heading.text)),
        Block::Paragraph(text) => ("\n\n", collapse(text)),
        Block::Code(text) => ("\n\n", text.text.clone()),
        Block::Table(table) => ("\n\n", table_lines(table)),
        Block::List(list) => {
            let items: Vec<String> = list
                .items
                .iter()
                .map(|item| bullet(&lines(&item.blocks)))
                .collect();
            ("\n", items.join("\n"))
        }
        Block::Definition(definition) => {
            let terms: Vec<String> = definition.terms.iter().map(collapse).collect();
            let body = lines(&definition.blocks);
            (
                "\n",
                bullet(format!("{}: {body}", terms.join(", ")).trim_end_matches([':', ' '])),
            )
        }
    }
}

/// `text` as a list item: its first line behind `- `, the others indented to stand under it.
fn bullet(text: &str) -> String {
    let mut out = String::from("-");
    for (index, line) in text.lines().enumerate() {
        match (index, line.is_empty()) {
            (0, true) => {}
            (0, false) => out.push(' '),
            (_, true) => out.push('\n'),
            (_, false) => out.push_str("\n  "),
        }
        out.push_str(line);
    }
    out
}

/// A text of words: each line of it with single spaces.
fn collapse(text: &Text) -> String {
    if is_one_line(&text.text) {
        return text.text.clone();
    }
    text.text
        .lines()
        .map(one_line)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The rows of a table, a line each.
fn table_lines(table: &Table) -> String {
    let rows = table.rows.iter().map(|row| {
        let cells: Vec<Cow<str>> = row.cells.iter().map(|cell| line(&cell.blocks)).collect();
        cells.join(" | ")
    });
    rows.filter(|row| !row.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}
