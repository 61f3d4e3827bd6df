//! The labelled texts of one level: paragraphs, list items, terms, or lines of a paragraph.
//!
//! Knows where a labelled text begins and what stands under it. Knows nothing of errors; `groups` does.

use crate::document::{Block, Item, Pos, Text};
use crate::plain;
use crate::recognize::text::labels::{Label, begins_label, in_line, in_text, label, sure};
use crate::recognize::text::status::{Said, said};
use crate::recognize::words::meaning::{Word, is_remark, word};
use crate::rows::Field;

/// A labelled text and what belongs to it, or something without a label.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    /// Where it begins.
    pub at: Pos,
    /// Its label.
    pub label: Option<Label<'a>>,
    /// The text in front of the blocks, where there is no label.
    pub text: &'a str,
    /// What stands under the label, or all of it.
    pub blocks: &'a [Block],
}

/// The nodes of one level: the items of lists that hold labels, labelled paragraphs with what follows them, and what
/// stands before any label.
pub fn nodes(blocks: &[Block]) -> Vec<Node<'_>> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut from = 0;
    for (index, block) in blocks.iter().enumerate() {
        if let Some(items) = labelled_items(block) {
            run(&mut nodes, &blocks[from..index]);
            for item in items {
                run(&mut nodes, &item.blocks);
            }
            from = index + 1;
        } else if let Some(node) = defined(block) {
            run(&mut nodes, &blocks[from..index]);
            nodes.push(node);
            from = index + 1;
        } else if begins_label(block) {
            run(&mut nodes, &blocks[from..index]);
            from = index;
        }
    }
    run(&mut nodes, &blocks[from..]);
    nodes
}

/// Whether `block` is a term with its meaning, and the term a label.
pub fn is_defined(block: &Block) -> bool {
    defined(block).is_some()
}

/// The node that a term with its meaning makes, if the term is a label; in such a list even `Code` is one.
fn defined(block: &Block) -> Option<Node<'_>> {
    let Block::Definition(definition) = block else {
        return None;
    };
    let [term] = definition.terms.as_slice() else {
        return None;
    };
    let name = term.text.trim_end_matches([':', '：']);
    let field = match word(name) {
        Word::Likely(Field::Code) => code_or_status(&definition.blocks),
        _ => sure(name)?,
    };
    let label = Some(Label {
        name,
        field,
        text: "",
    });
    Some(Node {
        at: term.at,
        label,
        text: "",
        blocks: &definition.blocks,
    })
}

/// What `Code` means as a label: the status where a status stands under it.
fn code_or_status(blocks: &[Block]) -> Field {
    match said(&plain::line(blocks)) {
        Said::Statuses(_) => Field::Status,
        _ => Field::Code,
    }
}

/// Adds `blocks` as one node, or as one for each labelled line of its first paragraph.
fn run<'a>(nodes: &mut Vec<Node<'a>>, blocks: &'a [Block]) {
    let Some((first, rest)) = blocks.split_first() else {
        return;
    };
    let Some(at) = first.at() else { return };
    let lines = match first {
        Block::Paragraph(text) if text.text.lines().skip(1).any(|it| in_line(it).is_some()) => {
            lines(text)
        }
        _ => Vec::new(),
    };
    let Some((last, before)) = lines.split_last() else {
        let label = label(first).or_else(|| bare(blocks));
        let blocks = if label.is_some() { rest } else { blocks };
        return nodes.push(Node {
            at,
            label,
            text: "",
            blocks,
        });
    };
    let line = |(label, text): &(Option<Label<'a>>, &'a str)| Node {
        at,
        label: *label,
        text,
        blocks: &[],
    };
    nodes.extend(before.iter().map(line));
    nodes.push(Node {
        blocks: rest,
        ..line(last)
    });
}

/// The label that is all of a paragraph and has no colon: right before the list of what it labels or, where it hardly
/// means anything else, before nothing.
fn bare(blocks: &[Block]) -> Option<Label<'_>> {
    let (text, field) = match blocks {
        [Block::Paragraph(text), Block::List(_)] => (text, sure(&text.text)),
        [Block::Paragraph(text)] => match word(&text.text) {
            Word::Sure(field) if field != Field::Code => (text, Some(field)),
            _ => return None,
        },
        _ => return None,
    };
    field.map(|field| Label {
        name: &text.text,
        field,
        text: "",
    })
}

/// The lines of a paragraph, each labelled one with the lines behind it that are not.
fn lines(text: &Text) -> Vec<(Option<Label<'_>>, &str)> {
    let source = text.text.as_str();
    let mut starts = vec![0];
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        if at > 0 && in_line(line).is_some() {
            starts.push(at);
        }
        at += line.len();
    }
    starts.push(source.len());
    let part = |it: &[usize]| {
        let part = source[it[0]..it[1]].trim();
        let label = if it[0] == 0 {
            in_text(text)
        } else {
            in_line(part)
        };
        let cut = |label: Label<'_>| part.len() - label.text.len().min(part.len());
        (
            label.map(|label| Label {
                text: part[cut(label).min(part.len())..].trim(),
                ..label
            }),
            part,
        )
    };
    starts.windows(2).map(part).collect()
}

/// The items of a list in which labels stand, at its own level or below captions.
pub fn labelled_items(block: &Block) -> Option<&[Item]> {
    let Block::List(list) = block else {
        return None;
    };
    let leads = |item: &Item| item.blocks.first().is_some_and(begins_label);
    let labelled = |item: &Item| {
        let below = |it: &Block| match it {
            Block::List(inner) => inner.items.iter().any(leads),
            other => begins_label(other),
        };
        leads(item) || item.blocks.iter().skip(1).any(below)
    };
    list.items
        .iter()
        .any(labelled)
        .then_some(list.items.as_slice())
}

/// The label of a node that is labelled like its neighbours, in words that nobody knows: `System action: …`. A word that
/// sets a remark apart is none.
pub fn unknown<'a>(node: &Node<'a>) -> Option<&'a str> {
    const LONGEST: usize = 30;
    const MOST_WORDS: usize = 3;
    let (name, rest) = first_line(node).split_once([':', '：'])?;
    let plain = name.chars().all(|it| it.is_alphabetic() || it == ' ');
    let is_label = name.starts_with(|it: char| !it.is_lowercase())
        && name.len() <= LONGEST
        && name.split(' ').count() <= MOST_WORDS
        && plain
        && (!rest.trim().is_empty() || node.blocks.len() > 1);
    (is_label && !is_remark(name)).then_some(name)
}

/// The heading of a remark that a node is.
pub fn remark<'a>(node: &Node<'a>) -> Option<&'a str> {
    match node.blocks.first() {
        Some(Block::Heading(heading)) if is_remark(&heading.text.text) => Some(&heading.text.text),
        _ => None,
    }
}

/// The first line of a node without a label.
fn first_line<'a>(node: &Node<'a>) -> &'a str {
    match node.blocks.first() {
        Some(Block::Paragraph(text)) if node.text.is_empty() => text.text.as_str(),
        _ => node.text,
    }
}

/// The label of a node that is a word for something that no error has, such as the module it belongs to.
pub fn foreign<'a>(node: &Node<'a>) -> Option<&'a str> {
    let line = first_line(node);
    let end = line
        .find([':', '：'])
        .into_iter()
        .chain(line.find(" - "))
        .min()?;
    let name = line.get(..end)?;
    matches!(word(name), Word::Foreign).then_some(name)
}

/// Whether a node is nothing but the word that stands between alternatives.
pub fn is_conjunction(node: &Node) -> bool {
    let text = match node.blocks {
        [Block::Paragraph(text)] if node.text.is_empty() => text.text.as_str(),
        [] => node.text,
        _ => return false,
    };
    ["or", "and", "或", "或者", "和"].contains(&text.to_lowercase().as_str())
}
