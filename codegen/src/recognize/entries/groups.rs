//! Labelled texts that belong together: messages with their causes and solutions.
//!
//! Knows how labels group the texts under a name. Knows no codes and no tables.
//!
//! A message opens a group; a cause or solution on the same level belongs to all messages of the group, one nested in
//! a message belongs to that message alone. An item without a label that holds labelled ones is a caption. Anything
//! else without a label, behind a label of its level, is kept as loose: whose it is cannot be told.

use super::nodes::{Node, foreign, is_conjunction, labelled_items, nodes, remark, unknown};
use crate::document::{Block, Pos};
use crate::plain;
use crate::recognize::text::labels::{Label, begins_label, in_line};
use crate::recognize::text::look::look;
use crate::recognize::words::meaning::{Word, word};
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
    /// The labels as they are written; those without a field are read by nobody.
    pub labels: Vec<(&'a str, Option<Field>)>,
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

impl<'a> Piece<'a> {
    /// The text in one line.
    pub fn line(&self) -> String {
        plain::one_line(&self.lines())
    }

    /// What stands right behind the label: in its line, or else in the first block under it.
    pub fn first_line(&self) -> String {
        match self.more.get(..1) {
            Some(block) if self.first.is_empty() => plain::line(block).into_owned(),
            _ => self.first.to_owned(),
        }
    }

    /// The text with its lines.
    pub fn lines(&self) -> String {
        plain::lines_after(self.first, self.more)
    }

    /// The name that the text labels as one: `Name: NO_SUCH_PUMP`, `Code: 1042`.
    fn other_name(&self) -> Option<&'a str> {
        let line = match self.more.first() {
            Some(Block::Paragraph(text)) if self.first.is_empty() => text.text.as_str(),
            _ => self.first,
        };
        let (label, rest) = line.split_once([':', '：'])?;
        let named = word(label).field() == Some(Field::Code);
        Some(rest.trim()).filter(|it| named && look(it).is_code())
    }
}

impl<'a> Group<'a> {
    /// Another name that a label gives the error, before all other labels or by the word for a code.
    pub fn other_name(&self) -> Option<&'a str> {
        let labelled = self.code.map(|it| it.first).filter(|it| look(it).is_code());
        labelled.or_else(|| self.intro.iter().find_map(Piece::other_name))
    }

    /// Whether any label was met.
    pub fn is_labelled(&self) -> bool {
        !self.labels.is_empty()
    }

    /// Whether only vague words label messages, as they label remarks.
    pub fn messages_are_vague(&self) -> bool {
        let mut labels = self.labels.iter().filter(|it| it.1 == Some(Field::Message));
        labels.all(|(name, _)| matches!(word(name), Word::Likely(_)))
    }

    /// Whether the messages of the group are over: a cause or solution followed them.
    fn is_closed(&self) -> bool {
        !self.messages.is_empty() && (self.cause.is_some() || self.solution.is_some())
    }

    fn is_empty(&self) -> bool {
        !self.is_labelled() && self.loose.is_empty() && self.intro.is_empty()
    }
}

/// The groups that a text behind a name and the `blocks` under it hold. Where lines of the text are labelled, each line
/// is on its own: what stands behind a labelled message, on a line without a label, says why the error happens.
pub fn groups_behind<'a>(lead: &'a str, at: Pos, blocks: &'a [Block]) -> Vec<Group<'a>> {
    let mut groups = Groups::default();
    let labelled = lead.lines().any(|it| in_line(it).is_some());
    for line in lead
        .lines()
        .filter(|_| labelled)
        .map(str::trim)
        .filter(|it| !it.is_empty())
    {
        groups.line(line, at);
    }
    for node in nodes(blocks) {
        groups.node(node);
    }
    groups.finish()
}

/// The groups that `blocks` hold.
pub fn groups(blocks: &[Block]) -> Vec<Group<'_>> {
    let mut groups = Groups::default();
    for node in nodes(blocks) {
        groups.node(node);
    }
    groups.finish()
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
        match node.label {
            Some(label) if label.field == Field::Message && !self.is_description(label) => {
                self.message(label, node.at, node.blocks);
            }
            Some(label) => self.field(
                label,
                Piece {
                    at: node.at,
                    first: label.text,
                    more: node.blocks,
                },
            ),
            None if captions(node.blocks) => {
                self.close();
                self.done.extend(groups(&node.blocks[1..]));
            }
            None if self.open.is_labelled() && foreign(&node).is_some() => {
                self.open.labels.extend(foreign(&node).map(|it| (it, None)));
            }
            None if self.open.labels.len() > 1 && unknown(&node).is_some() => {
                self.open.labels.extend(unknown(&node).map(|it| (it, None)));
            }
            None if is_conjunction(&node) => {}
            None if let Some(remark) = remark(&node) => self.open.labels.push((remark, None)),
            None => {
                let piece = Piece {
                    at: node.at,
                    first: node.text,
                    more: node.blocks,
                };
                let open = &mut self.open;
                let place = if open.is_labelled() {
                    &mut open.loose
                } else {
                    &mut open.intro
                };
                place.push(piece);
            }
        }
    }

    /// Whether a label is a second, vaguer word for a message that the group has: it says why the error happens.
    fn is_description(&self, label: Label) -> bool {
        let vague = matches!(word(label.name), Word::Likely(_));
        let sure = |(name, field): &(&str, Option<Field>)| {
            *field == Some(Field::Message) && matches!(word(name), Word::Sure(_))
        };
        vague && self.open.cause.is_none() && self.open.labels.iter().any(sure)
    }

    /// Takes one line of a text behind a name.
    fn line(&mut self, text: &'a str, at: Pos) {
        let label = in_line(text);
        let open = &mut self.open;
        let behind = !open.messages.is_empty() || open.cause.is_some();
        match label {
            None if behind && open.cause.is_none() => {
                let more = &[];
                open.cause = Some(Piece {
                    at,
                    first: text,
                    more,
                });
            }
            None if behind => {}
            label => self.node(Node {
                at,
                label,
                text,
                blocks: &[],
            }),
        }
    }

    /// Takes a message: its own text or, where the label is bare, each paragraph and item under it.
    fn message(&mut self, label: Label<'a>, at: Pos, rest: &'a [Block]) {
        if self.open.is_closed() {
            self.close();
        }
        let nested = rest
            .iter()
            .position(|it| begins_label(it) || labelled_items(it).is_some());
        let (own, nested) = rest.split_at(nested.unwrap_or(rest.len()));
        self.open.labels.push((label.name, Some(Field::Message)));
        if label.text.is_empty() {
            self.open.messages.extend(own.iter().flat_map(pieces));
        } else {
            self.open.messages.push(Piece {
                at,
                first: label.text,
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
    fn field(&mut self, label: Label<'a>, piece: Piece<'a>) {
        let open = &mut self.open;
        let place = match label.field {
            Field::Code => &mut open.code,
            Field::Status => &mut open.status,
            Field::Cause | Field::Message => &mut open.cause,
            Field::Solution => &mut open.solution,
        };
        if place.is_none() {
            *place = Some(piece);
        } else {
            open.loose.push(piece);
        }
        open.labels.push((label.name, Some(label.field)));
    }

    /// Ends the group that is open. Texts without any label behind a labelled group are no group of their own.
    fn close(&mut self) {
        let open = std::mem::take(&mut self.open);
        match self.done.last_mut() {
            Some(last) if !open.is_labelled() && last.is_labelled() => {
                last.loose.extend(open.intro.into_iter().chain(open.loose));
            }
            _ if open.is_empty() => {}
            _ => self.done.push(open),
        }
    }

    fn finish(mut self) -> Vec<Group<'a>> {
        self.close();
        self.done
    }
}

/// Whether `blocks` are a caption with labelled texts under it.
fn captions(blocks: &[Block]) -> bool {
    blocks
        .iter()
        .skip(1)
        .any(|it| begins_label(it) || labelled_items(it).is_some())
}

/// The texts of a piece that is nothing but a list, each item on its own; any other piece as it is.
pub fn several(piece: Piece<'_>) -> Vec<Piece<'_>> {
    match piece.more {
        [list @ Block::List(_)] if piece.first.is_empty() => pieces(list),
        _ => vec![piece],
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
