//! Labelled texts: `Error message: …`, `Cause: …`, in paragraphs, list items and headings, nested or not.
//!
//! Knows how labels group messages with their causes and solutions. Knows no codes and no tables.
//!
//! A message opens a group; a cause or solution on the same level belongs to all messages of the group, one nested in
//! a message belongs to that message alone. An item without a label that holds labelled ones is a caption. Anything
//! else without a label, behind a label of its level, is kept as loose: whose it is cannot be told.

use super::words::{Word, word};
use crate::document::{Block, Item, Pos, Text};
use crate::plain;
use crate::rows::Field;

/// Texts that belong together: messages with one cause and one solution.
#[derive(Debug, Default)]
pub struct Group<'a> {
    /// What the label of the status holds.
    pub status: Option<Piece<'a>>,
    /// What the label of the code holds.
    pub code: Option<Piece<'a>>,
    /// The messages.
    pub messages: Vec<Piece<'a>>,
    /// The cause that they share.
    pub cause: Option<Piece<'a>>,
    /// The solution that they share.
    pub solution: Option<Piece<'a>>,
    /// Texts behind a label whose place cannot be told.
    pub loose: Vec<Piece<'a>>,
    /// Texts before any label.
    pub intro: Vec<Piece<'a>>,
    /// The labels as they are written.
    pub labels: Vec<(&'a str, Field)>,
}

/// A text that belongs to one field.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    /// Where it begins.
    pub at: Pos,
    /// Its first line, behind the label.
    pub first: &'a str,
    /// What follows.
    pub more: &'a [Block],
}

impl Piece<'_> {
    /// The text in one line.
    pub fn line(&self) -> String {
        plain::one_line(&self.lines())
    }

    /// The text with its lines.
    pub fn lines(&self) -> String {
        plain::lines_after(self.first, self.more)
    }
}

impl Group<'_> {
    /// Whether any label was met.
    pub fn is_labelled(&self) -> bool {
        !self.labels.is_empty()
    }

    /// Whether the messages of the group are over: a cause or solution followed them.
    fn is_closed(&self) -> bool {
        !self.messages.is_empty() && (self.cause.is_some() || self.solution.is_some())
    }

    fn is_empty(&self) -> bool {
        !self.is_labelled() && self.loose.is_empty() && self.intro.is_empty()
    }
}

/// The groups that `blocks` hold.
pub fn groups(blocks: &[Block]) -> Vec<Group<'_>> {
    let mut groups = Groups::default();
    for node in nodes(blocks) {
        groups.node(node);
    }
    groups.finish()
}

/// The field and the text of a block that is labelled.
pub fn label(block: &Block) -> Option<(&str, Field, &str)> {
    match block {
        Block::Paragraph(text) => in_text(text),
        Block::Heading(heading) => {
            sure(&heading.text.text).map(|field| (heading.text.text.as_str(), field, ""))
        }
        _ => None,
    }
}

/// The label at the beginning of a paragraph.
fn in_text(text: &Text) -> Option<(&str, Field, &str)> {
    const LONGEST: usize = 60;
    let whole = text
        .marks
        .first()
        .is_some_and(|it| it.start == 0 && it.end as usize == text.text.len());
    if whole && let Some(field) = sure(&text.text) {
        return Some((&text.text, field, ""));
    }
    let end = text.text.find([':', '：']).filter(|it| *it <= LONGEST)?;
    let (name, rest) = text.text.split_at(end);
    let mut signs = rest.chars();
    signs.next();
    let field = sure(name)?;
    Some((name, field, signs.as_str().trim()))
}

/// The field that a label means: only words that can be labels of an error.
fn sure(name: &str) -> Option<Field> {
    match word(name) {
        Word::Sure(field) => Some(field),
        Word::Likely(Field::Message) => Some(Field::Message),
        _ => None,
    }
}

/// One labelled text and what belongs to it, or something without a label.
#[derive(Clone, Copy)]
struct Node<'a> {
    blocks: &'a [Block],
    at: Pos,
}

/// The nodes of one level: the items of lists that hold labels, labelled paragraphs with what follows them, and what
/// stands before any label.
fn nodes(blocks: &[Block]) -> Vec<Node<'_>> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut from = 0;
    for (index, block) in blocks.iter().enumerate() {
        if let Some(items) = labelled_items(block) {
            run(&mut nodes, blocks, from, index);
            nodes.extend(items.iter().map(|it| Node {
                blocks: &it.blocks,
                at: it.at,
            }));
            from = index + 1;
        } else if label(block).is_some() {
            run(&mut nodes, blocks, from, index);
            from = index;
        }
    }
    run(&mut nodes, blocks, from, blocks.len());
    nodes
}

/// Adds the blocks `from` to `to` as one node.
fn run<'a>(nodes: &mut Vec<Node<'a>>, blocks: &'a [Block], from: usize, to: usize) {
    let blocks = &blocks[from..to];
    if let Some(at) = blocks.first().and_then(Block::at) {
        nodes.push(Node { blocks, at });
    }
}

/// The items of a list in which labels stand, at its own level or below captions.
fn labelled_items(block: &Block) -> Option<&[Item]> {
    let Block::List(list) = block else {
        return None;
    };
    let labelled = |item: &Item| {
        item.blocks.first().is_some_and(|it| label(it).is_some())
            || item.blocks.iter().skip(1).any(|it| match it {
                Block::List(inner) => inner
                    .items
                    .iter()
                    .any(|it| it.blocks.first().is_some_and(|it| label(it).is_some())),
                other => label(other).is_some(),
            })
    };
    list.items
        .iter()
        .any(labelled)
        .then_some(list.items.as_slice())
}

/// The groups of one level while they are gathered.
#[derive(Default)]
struct Groups<'a> {
    done: Vec<Group<'a>>,
    open: Group<'a>,
}

impl<'a> Groups<'a> {
    /// Takes one node.
    fn node(&mut self, node: Node<'a>) {
        let Some((first, rest)) = node.blocks.split_first() else {
            return;
        };
        match label(first) {
            Some((name, Field::Message, text)) => {
                self.message(name, text, first.at().unwrap_or(node.at), rest);
            }
            Some((name, field, text)) => {
                let at = first.at().unwrap_or(node.at);
                self.field(
                    name,
                    field,
                    Piece {
                        at,
                        first: text,
                        more: rest,
                    },
                );
            }
            None if nodes(rest)
                .iter()
                .any(|it| it.blocks.first().is_some_and(|it| label(it).is_some())) =>
            {
                self.close();
                self.done.extend(groups(rest));
            }
            None => {
                let piece = Piece {
                    at: node.at,
                    first: "",
                    more: node.blocks,
                };
                if self.open.is_labelled() {
                    self.open.loose.push(piece);
                } else {
                    self.open.intro.push(piece);
                }
            }
        }
    }

    /// Takes a message: its own text or, where the label is bare, each paragraph and item under it.
    fn message(&mut self, name: &'a str, text: &'a str, at: Pos, rest: &'a [Block]) {
        if self.open.is_closed() {
            self.close();
        }
        let nested = rest
            .iter()
            .position(|it| label(it).is_some() || labelled_items(it).is_some());
        let (own, nested) = rest.split_at(nested.unwrap_or(rest.len()));
        self.open.labels.push((name, Field::Message));
        if text.is_empty() {
            self.open.messages.extend(own.iter().flat_map(pieces));
        } else {
            self.open.messages.push(Piece {
                at,
                first: text,
                more: &[],
            });
            self.open.loose.extend(own.iter().flat_map(pieces));
        }
        if !nested.is_empty() {
            self.nested(nested);
        }
    }

    /// Takes what is nested in a message: it belongs to that message alone.
    fn nested(&mut self, nested: &'a [Block]) {
        let mut inner = groups(nested).into_iter();
        if let Some(first) = inner.next() {
            let open = &mut self.open;
            open.status = open.status.take().or(first.status);
            open.code = open.code.take().or(first.code);
            open.cause = open.cause.take().or(first.cause);
            open.solution = open.solution.take().or(first.solution);
            open.messages.extend(first.messages);
            open.loose
                .extend(first.intro.into_iter().chain(first.loose));
            open.labels.extend(first.labels);
        }
        self.close();
        self.done.extend(inner);
    }

    /// Takes any other field; a second one of a kind has no place.
    fn field(&mut self, name: &'a str, field: Field, piece: Piece<'a>) {
        let open = &mut self.open;
        let place = match field {
            Field::Code => &mut open.code,
            Field::Status => &mut open.status,
            Field::Cause => &mut open.cause,
            Field::Solution | Field::Message => &mut open.solution,
        };
        if place.is_none() {
            *place = Some(piece);
        } else {
            open.loose.push(piece);
        }
        open.labels.push((name, field));
    }

    /// Ends the group that is open.
    fn close(&mut self) {
        let open = std::mem::take(&mut self.open);
        if !open.is_empty() {
            self.done.push(open);
        }
    }

    fn finish(mut self) -> Vec<Group<'a>> {
        self.close();
        self.done
    }
}

/// The texts of a block, each on its own: a paragraph, or every item of a list.
fn pieces(block: &Block) -> Vec<Piece<'_>> {
    match block {
        Block::List(list) => list
            .items
            .iter()
            .map(|it| Piece {
                at: it.at,
                first: "",
                more: &it.blocks,
            })
            .collect(),
        other => {
            let at = other.at().unwrap_or(Pos::new(1, 1));
            vec![Piece {
                at,
                first: "",
                more: std::slice::from_ref(other),
            }]
        }
    }
}
