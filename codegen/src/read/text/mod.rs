//! Plain text to a document: paragraphs, underlined headings, aligned columns.
//!
//! Knows that lines, empty lines and columns are all the structure there is. Knows no markup.

mod columns;

use crate::document::{Block, Document, Format, Heading, Pos, Text};
use columns::Line;

/// Reads `source`.
pub fn read(source: &str) -> Document {
    let lines: Vec<Line> = source
        .lines()
        .enumerate()
        .map(|(index, it)| Line::new(index + 1, it))
        .collect();
    let mut blocks = Vec::new();
    let mut rest = lines.as_slice();
    while let Some(line) = rest.first() {
        if line.is_empty() {
            rest = &rest[1..];
        } else if let Some((table, length)) = columns::table(rest) {
            blocks.push(Block::Table(table));
            rest = &rest[length..];
        } else {
            let length = paragraph(rest);
            blocks.push(block(&rest[..length]));
            rest = &rest[length..];
        }
    }
    Document {
        format: Format::Text,
        blocks,
    }
}

/// How many of `lines` make one paragraph: up to an empty line, or to where aligned columns begin.
fn paragraph(lines: &[Line]) -> usize {
    let ends = |it: &usize| lines[*it].is_empty() || columns::begins(&lines[*it..]);
    (1..lines.len()).find(ends).unwrap_or(lines.len())
}

/// A paragraph, or the heading that an underline makes of its only other line.
fn block(lines: &[Line]) -> Block {
    if let [title, underline] = lines
        && let Some(level) = underline.underlines(title)
    {
        return Block::Heading(Heading {
            level,
            text: text(&lines[..1]),
        });
    }
    Block::Paragraph(text(lines))
}

/// The text of `lines`, which keeps their ends.
fn text(lines: &[Line]) -> Text {
    let at = lines.first().map_or(Pos::new(1, 1), Line::at);
    let words: Vec<String> = lines
        .iter()
        .map(|it| crate::plain::one_line(it.text))
        .collect();
    Text::new(at, words.join("\n"))
}
