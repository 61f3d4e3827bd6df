//! Plain text to a document: paragraphs, underlined and numbered headings, hanging terms, round bullets, aligned columns,
//! and cells between pipes.
//!
//! Knows that lines, empty lines and columns are all the structure there is. Knows no markup.

mod columns;
mod lines;
mod piped;

use crate::document::{Block, Definition, Document, Format, Heading, Item, List, Pos, Text};
use columns::Line;

/// Reads `source`.
pub fn read(source: &str) -> Document {
    let lines: Vec<Line> = source
        .lines()
        .enumerate()
        .map(|(index, it)| Line::new(index + 1, it))
        .collect();
    let lines = without_chrome(lines);
    let mut blocks = Vec::new();
    let mut rest = lines.as_slice();
    while let Some(line) = rest.first() {
        let length = if line.is_empty() {
            1
        } else if let Some(lengths) = lines::entries(rest) {
            lengths.iter().fold(0, |from, length| {
                blocks.push(entry(&rest[from..from + length]));
                from + length
            })
        } else if let Some(length) = lines::dashed(rest) {
            blocks.push(dashed(&rest[..length]));
            length
        } else if let Some(lengths) = lines::items(rest) {
            let (list, length) = list(rest, &lengths);
            blocks.push(Block::List(list));
            length
        } else if let Some((table, length)) = piped::table(rest).or_else(|| columns::table(rest)) {
            blocks.push(Block::Table(Box::new(table)));
            length
        } else if let Some(length) = lines::hanging(rest) {
            blocks.push(definition(&rest[..=length]));
            length + 1
        } else {
            let length = paragraph(rest);
            blocks.push(block(&rest[..length]));
            length
        };
        rest = &rest[length..];
    }
    Document {
        format: Format::Text,
        blocks,
    }
}

/// `lines` without the chrome of printed pages, with an empty line in its place.
fn without_chrome(mut lines: Vec<Line>) -> Vec<Line> {
    for (line, is_chrome) in lines::chrome(&lines).into_iter().enumerate() {
        if is_chrome {
            lines[line] = lines[line].cleared();
        }
    }
    lines
}

/// The term that the first of `lines` is, with the others as its meaning.
fn definition(lines: &[Line]) -> Block {
    Block::Definition(Definition {
        terms: vec![text(&lines[..1])],
        blocks: vec![Block::Paragraph(text(&lines[1..]))],
    })
}

/// The term behind the dash of the first of `lines`, with what stands behind the second dash as its meaning.
fn dashed(lines: &[Line]) -> Block {
    let first = text(&lines[..1]);
    let term = first.text.trim_start_matches(['-', ' ']);
    Block::Definition(Definition {
        terms: vec![Text::new(first.at, term)],
        blocks: vec![Block::Paragraph(text(&lines[2..]))],
    })
}

/// The term that the first of `lines` is, with the paragraphs behind it as its meaning.
fn entry(lines: &[Line]) -> Block {
    let paragraphs = lines[1..].split(Line::is_empty).filter(|it| !it.is_empty());
    Block::Definition(Definition {
        terms: vec![text(&lines[..1])],
        blocks: paragraphs.map(|it| Block::Paragraph(text(it))).collect(),
    })
}

/// The list whose items take so many of `lines` each, and how many they take together.
fn list(lines: &[Line], lengths: &[usize]) -> (List, usize) {
    let mut end = 0;
    let item = |length: &usize| {
        let lines = &lines[end..end + length];
        end += length;
        let mut text = text(lines);
        let bullet = text.text.find(' ').map_or(0, |it| it + 1);
        text.text.drain(..bullet);
        Item {
            at: text.at,
            number: None,
            blocks: vec![Block::Paragraph(text)],
        }
    };
    let items = lengths.iter().map(item).collect();
    let list = List {
        ordered: false,
        items,
    };
    (list, end)
}

/// How many of `lines` make one paragraph: up to an empty line, or to where aligned columns begin.
fn paragraph(lines: &[Line]) -> usize {
    if lines
        .first()
        .is_some_and(|it| lines::numbered(it).is_some())
        && lines.get(1).is_none_or(Line::is_empty)
    {
        return 1;
    }
    let begins = |it: &[Line]| {
        columns::begins(it)
            || piped::begins(it)
            || lines::is_item(it)
            || lines::dashed(it).is_some()
    };
    let ends = |it: &usize| lines[*it].is_empty() || begins(&lines[*it..]);
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
    if let [title] = lines
        && let Some(level) = lines::numbered(title)
    {
        return Block::Heading(Heading {
            level,
            text: text(lines),
        });
    }
    Block::Paragraph(text(lines))
}

/// The text of `lines`, which keeps their ends.
fn text(lines: &[Line]) -> Text {
    let at = lines.first().map_or(Pos::new(1, 1), Line::at);
    let words: Vec<String> = lines
        .iter()
        .map(|it| crate::plain::one_line(it.words))
        .collect();
    Text::new(at, words.join("\n"))
}
