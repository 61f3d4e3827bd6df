//! Plain text to a document: a paragraph for every run of lines that no empty line parts.
//!
//! Knows that lines and empty lines are all the structure there is. Knows no markup.

use crate::document::{Block, Document, Format, Pos, Text};

/// Reads `source`.
pub fn read(source: &str) -> Document {
    let mut blocks = Vec::new();
    let mut open: Option<Text> = None;
    for (index, line) in source.lines().enumerate() {
        let words = line.trim();
        if words.is_empty() {
            blocks.extend(open.take().map(Block::Paragraph));
            continue;
        }
        match &mut open {
            Some(paragraph) => {
                paragraph.text.push('\n');
                paragraph.text.push_str(words);
            }
            None => open = Some(Text::new(start(index, line), words)),
        }
    }
    blocks.extend(open.map(Block::Paragraph));
    Document {
        format: Format::Text,
        blocks,
    }
}

/// Where the words of the line with this index begin.
fn start(index: usize, line: &str) -> Pos {
    let indent = line.chars().take_while(|it| it.is_whitespace()).count();
    Pos::new(index + 1, indent + 1)
}
