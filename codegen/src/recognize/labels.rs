//! Labelled texts: `Error message: …`, `Cause: …`, in paragraphs, list items and headings, nested or not.
//!
//! Knows how labels group messages with their causes and solutions. Knows no codes and no tables.
//!
//! A message opens a group; a cause or solution on the same level belongs to all messages of the group, one nested in
//! a message belongs to that message alone. An item without a label that holds labelled ones is a caption. Anything
//! else without a label, behind a label of its level, is kept as loose: whose it is cannot be told.

use super::status::{Said, said};
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

/// A label, and the text behind it.
#[derive(Clone, Copy)]
pub struct Label<'a> {
    /// The label as it is written.
    name: &'a str,
    /// What it means.
    field: Field,
    /// The text behind it in the same line.
    text: &'a str,
}

/// The label that a block begins with.
pub fn label(block: &Block) -> Option<Label<'_>> {
    match block {
        Block::Paragraph(text) => in_text(text),
        Block::Heading(heading) => {
            let name = heading.text.text.as_str();
            sure(name).map(|field| Label {
                name,
                field,
                text: "",
            })
        }
        _ => None,
    }
}

/// The label at the beginning of a paragraph: words before a colon, or a first line that is nothing but a label set
/// apart.
fn in_text(text: &Text) -> Option<Label<'_>> {
    let line = text.text.lines().next().unwrap_or_default();
    let whole = text
        .marks
        .first()
        .is_some_and(|it| it.start == 0 && it.end as usize == line.len());
    match sure(line) {
        Some(field) if whole => Some(Label {
            name: line,
            field,
            text: &text.text[line.len()..],
        }),
        _ => in_line(&text.text),
    }
}

/// The label at the beginning of a line: words before a colon or a dash.
fn in_line(line: &str) -> Option<Label<'_>> {
    const LONGEST: usize = 60;
    let dash = line.find(" -").map(|at| (at, " -".len()));
    let colon = line
        .find([':', '：'])
        .map(|at| (at, line[at..].chars().next().map_or(1, char::len_utf8)));
    let (end, length) = [dash, colon].into_iter().flatten().min()?;
    if end > LONGEST {
        return None;
    }
    let name = &line[..end];
    let field = sure(name)?;
    Some(Label {
        name,
        field,
        text: line[end + length..].trim(),
    })
}

/// The code that a paragraph which is nothing else gives by a label: `Error number: 8001`.
pub fn code(text: &Text) -> Option<&str> {
    let label = in_text(text).filter(|it| it.field == Field::Code)?;
    Some(label.text.trim()).filter(|it| !it.is_empty())
}

/// Whether `block` is a term with its meaning, and the term a label.
pub fn is_defined(block: &Block) -> bool {
    defined(block).is_some()
}

/// The label of a node that is a word for something that no error has, such as the module it belongs to.
fn foreign<'a>(node: &Node<'a>) -> Option<&'a str> {
    let line = match node.blocks.first() {
        Some(Block::Paragraph(text)) if node.text.is_empty() => text.text.as_str(),
        _ => node.text,
    };
    let end = line
        .find([':', '：'])
        .into_iter()
        .chain(line.find(" - "))
        .min()?;
    let name = line.get(..end)?;
    matches!(word(name), Word::Foreign).then_some(name)
}

/// Whether a node is nothing but the word that stands between alternatives.
fn is_conjunction(node: &Node) -> bool {
    let text = match node.blocks {
        [Block::Paragraph(text)] if node.text.is_empty() => text.text.as_str(),
        [] => node.text,
        _ => return false,
    };
    ["or", "and", "或", "或者", "和"].contains(&text.to_lowercase().as_str())
}

/// Whether `blocks` hold a term that parameters have and errors do not.
pub fn is_of_parameter(blocks: &[Block]) -> bool {
    blocks.iter().any(|it| match it {
        Block::Definition(definition) => definition.terms.iter().any(|it| {
            let name = it.text.trim_end_matches([':', '：']);
            name.eq_ignore_ascii_case("type") || matches!(word(name), Word::Foreign)
        }),
        _ => false,
    })
}

/// The status that stands labelled at the end of `text` (`… . HTTP status code: 404`), and the text before it.
pub fn status_at_end(text: &str) -> Option<(&str, Vec<u16>)> {
    const MOST_WORDS: usize = 4;
    let colon = text.rfind([':', '：'])?;
    let Said::Statuses(statuses) = said(text[colon..].trim_start_matches([':', '：'])) else {
        return None;
    };
    let starts = text[..colon]
        .rmatch_indices([' ', '\n'])
        .map(|(at, _)| at + 1)
        .take(MOST_WORDS);
    let start = starts
        .chain([0])
        .filter(|at| sure(&text[*at..colon]) == Some(Field::Status))
        .min()?;
    Some((
        text[..start].trim_end_matches([' ', '\n', '(', ';', ',']),
        statuses,
    ))
}

/// The field that a label means: only words that can be labels of an error.
fn sure(name: &str) -> Option<Field> {
    match word(name) {
        Word::Sure(field) => Some(field),
        Word::Likely(Field::Message) => Some(Field::Message),
        _ => None,
    }
}

/// A labelled text and what belongs to it, or something without a label.
#[derive(Clone, Copy)]
struct Node<'a> {
    at: Pos,
    label: Option<Label<'a>>,
    /// The text in front of the blocks, where there is no label.
    text: &'a str,
    blocks: &'a [Block],
}

/// The nodes of one level: the items of lists that hold labels, labelled paragraphs with what follows them, and what
/// stands before any label.
fn nodes(blocks: &[Block]) -> Vec<Node<'_>> {
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

/// Whether a label stands at the beginning of a block or of one of its lines.
fn begins_label(block: &Block) -> bool {
    label(block).is_some()
        || matches!(block, Block::Paragraph(text) if text.text.lines().skip(1).any(|it| in_line(it).is_some()))
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
        let label = label(first);
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
fn labelled_items(block: &Block) -> Option<&[Item]> {
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
            None if is_conjunction(&node) => {}
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
