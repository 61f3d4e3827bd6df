//! One error that a name opens: a heading, a list item, a term, and what stands under it.
//!
//! Knows how a name is written and how labelled texts become rows. Knows nothing of where entries stand.

use super::context::Context;
use super::groups::{self, Group, Piece};
use super::labels;
use super::look::{Look, look};
use super::status::{self, Said};
use super::words::{Word, is_of_parameter, is_plain_error, is_reference, tells_of_errors, word};
use crate::document::{Block, Pos, Text};
use crate::problem::Finding;
use crate::rows::{Field, Found, Question, Reading, Reason, Row, Shape};
use std::cell::OnceCell;

/// A name that opens an entry.
#[derive(Clone, Copy)]
pub struct Name<'a> {
    /// The code.
    pub code: &'a str,
    /// Its number, or another name of it.
    pub alias: Option<&'a str>,
    /// The words that a number has for a title: `-1000 An unknown error occurred`.
    pub title: Option<&'a str>,
    /// The message that stands behind the code: `ERROR 1042 (HY000): The pump is gone`.
    pub message: Option<&'a str>,
    /// The status that stands beside the code: `403 AccessDenied`.
    pub status: Option<u16>,
    /// The number beside the code, which is the one or the other.
    pub number: Option<&'a str>,
    /// What the code looks like.
    pub look: Look,
}

/// The name that `text` is: `NoSuchKey`, `1042 QUOTA_EXCEEDED`, `LIMIT_REACHED (17)`.
pub fn name(text: &str) -> Option<Name<'_>> {
    let text = text.trim();
    let whole = look(text);
    if whole.is_code() {
        return Some(Name::new(text, whole));
    }
    let signs: &[char] = &[
        '(', ')', ':', '[', ']', '–', '—', '.', '：', '（', '）', ',',
    ];
    let mut parts = text
        .split_whitespace()
        .map(|it| it.trim_matches(signs))
        .filter(|it| !matches!(*it, "" | "-" | "--"));
    let (first, second) = (parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let bracketed = text.contains(['(', '（', '[']);
    match (look(first), look(second)) {
        (Look::Number, look @ (Look::Name | Look::Word))
            if look == Look::Name || is_telling(first) =>
        {
            Some(Name::with_number(second, look, first))
        }
        (look @ (Look::Name | Look::Word), Look::Number | Look::Range)
            if (look == Look::Name || bracketed || is_telling(second)) && !is_reference(first) =>
        {
            Some(Name::with_number(first, look, second))
        }
        _ => None,
    }
}

/// The code behind a word that says what it is: ``ERROR `InternalFault` ``, `Error 1042`. A plain word must be set apart,
/// and a status is no code.
pub fn labelled(text: &Text) -> Option<Name<'_>> {
    let (label, rest) = text.text.split_once([' ', ':', '：'])?;
    let code = rest.trim_matches([':', '：', ' ', '`']);
    let apart = text.marks.iter().any(|it| text.marked(it) == code);
    let named = is_plain_error(label) || word(label) == Word::Sure(Field::Code);
    let status = code.len() == 3 && code.parse().is_ok_and(status::is_registered);
    match look(code) {
        look @ (Look::Name | Look::Number) if named && !status => Some(Name::new(code, look)),
        Look::Word if named && apart => Some(Name::new(code, Look::Name)),
        _ => None,
    }
}

/// The code behind a word for an error, with its message: `ERROR 1042 (HY000): The pump is gone`. What stands in brackets
/// is another name.
pub fn announced(text: &str) -> Option<Name<'_>> {
    let (label, rest) = text.split_once(' ')?;
    let (code, message) = rest.split_once([':', '：'])?;
    let (code, other) = match code.split_once('(') {
        Some((code, other)) => (code, other.trim_end_matches([' ', ')'])),
        None => (code, ""),
    };
    let (code, message) = (code.trim(), message.trim());
    let look_of = look(code);
    let is_code = look_of == Look::Name || (look_of == Look::Number && is_telling(code));
    (is_plain_error(label) && is_code && !message.is_empty()).then(|| Name {
        message: Some(message),
        alias: Some(other.trim()).filter(|it| look(it).is_code()),
        ..Name::new(code, look_of)
    })
}

/// The code that opens `text`, with the message behind a colon or a dash: `PMP-00042: The pump is gone`. It has digits, as
/// no word before a colon has.
pub fn coded(text: &str) -> Option<Name<'_>> {
    const FEWEST_DIGITS: usize = 2;
    let dash = || {
        [" — ", " – ", " -- ", " - "]
            .iter()
            .find_map(|it| text.split_once(it))
    };
    let colon = text.split_once([':', '：']);
    let (code, message) = colon
        .filter(|it| !it.0.contains(' '))
        .or_else(dash)
        .or(colon)?;
    let (code, message) = (code.trim(), message.trim());
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let is_code = look(code) == Look::Name && digits >= FEWEST_DIGITS;
    (is_code && !message.is_empty()).then(|| Name {
        message: Some(message),
        ..Name::new(code, Look::Name)
    })
}

/// Whether `code` is a property of the thing that an error is in a language: `error.stack`.
pub fn is_property(code: &str) -> bool {
    code.split_once('.').is_some_and(|(thing, rest)| {
        is_plain_error(thing) && rest.bytes().all(|it| it.is_ascii_alphabetic())
    })
}

/// The number that opens `text`, with the words behind it as its title: `-1000 An unknown error`. Numbers of chapters
/// and statuses are none.
pub fn numbered(text: &str) -> Option<Name<'_>> {
    let is_status = |it: &str| it.len() == 3 && it.parse().is_ok_and(status::is_registered);
    status_for_code(text).filter(|it| !is_status(it.code))
}

/// As [`numbered`], where a number that could be a status is known to be none.
pub fn status_for_code(text: &str) -> Option<Name<'_>> {
    let (number, title) = text.trim().split_once(char::is_whitespace)?;
    let number = number.trim_end_matches([':', '.', '：']);
    let title = title.trim_start_matches(|it: char| {
        it.is_whitespace() || matches!(it, '-' | '–' | '—' | ':' | '：')
    });
    let is_code = look(number) == Look::Number && is_telling(number);
    (is_code && !title.is_empty()).then_some(Name {
        title: Some(title),
        ..Name::new(number, Look::Number)
    })
}

/// Takes the numbers beside the codes of a run of entries for what they are together: where many are no statuses, none
/// is.
pub fn settle_numbers<'e, 'a: 'e>(entries: impl Iterator<Item = &'e mut Entry<'a>>) {
    let entries: Vec<&mut Entry> = entries.collect();
    let others = entries
        .iter()
        .filter(|it| it.name.is_numbered_like_status());
    if others.count() * 4 < entries.len().max(1) {
        return;
    }
    for entry in entries {
        entry.name.alias = entry.name.number;
        entry.name.status = None;
    }
}

/// Whether a number can hardly be that of a chapter, a table or a step: it is long, negative or hexadecimal.
fn is_telling(number: &str) -> bool {
    const SHORTEST: usize = 3;
    number.len() >= SHORTEST || number.starts_with('-')
}

impl<'a> Name<'a> {
    /// A code with nothing beside it.
    pub fn new(code: &'a str, look: Look) -> Self {
        Self {
            code,
            alias: None,
            title: None,
            message: None,
            status: None,
            number: None,
            look,
        }
    }

    /// A code with the number beside it, which is its status if it can be one.
    fn with_number(code: &'a str, look: Look, number: &'a str) -> Self {
        let status = number
            .parse()
            .ok()
            .filter(|it| number.len() == 3 && status::is_registered(*it));
        let alias = Some(number).filter(|_| status.is_none());
        Self {
            alias,
            status,
            number: Some(number),
            ..Self::new(code, look)
        }
    }

    /// The same, with the number beside the code for another name of it.
    pub fn without_status(self) -> Self {
        Self {
            alias: self.number.or(self.alias),
            status: None,
            ..self
        }
    }

    /// Whether the number beside the code could be a status, and no registry of statuses knows it.
    fn is_numbered_like_status(&self) -> bool {
        let in_range =
            |it: &str| it.len() == 3 && it.parse().is_ok_and(|it: u16| (100..600).contains(&it));
        self.alias.is_some_and(in_range)
    }
}

/// A name with what stands behind and under it.
pub struct Entry<'a> {
    /// The name.
    pub name: Name<'a>,
    /// Where the name stands.
    pub at: Pos,
    /// The text behind the name.
    pub lead: &'a str,
    /// What stands under it.
    pub body: &'a [Block],
    /// What stands labelled behind and under the name, once it was asked for.
    groups: OnceCell<Vec<Group<'a>>>,
}

impl<'a> Entry<'a> {
    /// The entry that `name` opens at `at`, with the text `lead` behind it and `body` under it.
    pub fn new(name: Name<'a>, at: Pos, lead: &'a str, body: &'a [Block]) -> Self {
        Self {
            name,
            at,
            lead,
            body,
            groups: OnceCell::new(),
        }
    }

    /// Whether labels stand under the name that errors have.
    pub fn is_labelled(&self) -> bool {
        self.groups().iter().any(Group::is_labelled)
    }

    /// Whether labels stand under it that hardly anything else has: a message or a status.
    pub fn is_surely_labelled(&self) -> bool {
        let sure = |(name, field): &(&str, Option<Field>)| {
            matches!(field, Some(Field::Message | Field::Status))
                && !matches!(word(name), Word::Likely(_))
        };
        self.groups().iter().flat_map(|it| &it.labels).any(sure)
    }

    /// Whether the text behind the name or the first one under it says that something goes wrong.
    pub fn tells_of_errors(&self) -> bool {
        let first = self
            .body
            .first()
            .map(std::slice::from_ref)
            .unwrap_or_default();
        tells_of_errors(self.lead) || tells_of_errors(&crate::plain::line(first))
    }

    /// Whether a text stands behind or under the name: labelled, or of several words.
    pub fn says_something(&self) -> bool {
        let words = |it: &str| {
            it.split_whitespace().nth(1).is_some() || it.chars().any(|it| it as u32 >= 0x2E80)
        };
        let below = || match self.body.first() {
            Some(Block::Paragraph(text)) => words(&text.text),
            Some(Block::List(_)) => true,
            _ => false,
        };
        words(self.lead) || below() || self.is_labelled()
    }

    /// Whether it is a parameter by what stands behind or under its name.
    pub fn is_parameter(&self) -> bool {
        let below = || matches!(self.body.first(), Some(Block::Paragraph(text)) if is_of_parameter(&text.text));
        is_of_parameter(self.lead) || below() || labels::is_of_parameter(self.body)
    }

    /// What stands labelled behind and under the name.
    fn groups(&self) -> &[Group<'a>] {
        let read = || groups::groups_behind(self.lead, self.at, self.body);
        self.groups.get_or_init(read)
    }

    /// Reads the entry into `reading`, as part of a run of entries of the shape `shape`.
    pub fn read(&self, shape: Shape, context: &Context, reading: &mut Reading) {
        let before = reading.rows.len();
        let groups = self.groups();
        for group in groups {
            self.group(group, groups.len(), context, reading);
        }
        if groups.is_empty() {
            self.group(&Group::default(), 1, context, reading);
        }
        note(shape, self.at, groups, reading.rows.len() - before, reading);
    }

    /// The rows of one group of `of` groups.
    fn group(&self, group: &Group, of: usize, context: &Context, reading: &mut Reading) {
        let mut shared = self.row(self.at, context);
        let known =
            |it: &&str| *it != shared.code && !shared.aliases.iter().any(|alias| alias == it);
        let other = group.other_name().filter(known).map(str::to_owned);
        shared.aliases.extend(other);
        shared.cause = text(group.cause, Piece::lines);
        shared.solution = text(group.solution, Piece::lines);
        if let Some(problem) = labelled_status(group, &mut shared) {
            return reading.findings.push(problem);
        }
        loose(group, &mut shared);
        let messages = self.messages(group);
        let one = of == 1 && messages.len() == 1;
        if messages.is_empty() {
            shared.message = self.name.title.map(str::to_owned);
            reading.rows.push(shared);
            return;
        }
        for message in messages {
            let at = if one { self.at } else { message.at };
            let row = Row {
                at,
                message: text(Some(message), Piece::line),
                ..shared.clone()
            };
            let row = number_in_message(row);
            let labelled = group.status.is_some();
            reading.rows.push(if labelled {
                row
            } else {
                status_in_message(row)
            });
        }
    }

    /// The messages of a group: the labelled ones, or else the text behind the name, or else the first text under it.
    fn messages<'g>(&'g self, group: &Group<'g>) -> Vec<Piece<'g>> {
        let vague = || group.messages_are_vague() && self.name.message.is_some();
        if !group.messages.is_empty() && !vague() {
            return group.messages.clone();
        }
        if let Some(message) = self.name.message {
            return vec![Piece {
                at: self.at,
                first: message,
                more: &[],
            }];
        }
        if !self.lead.is_empty() && !group.is_labelled() {
            return vec![Piece {
                at: self.at,
                first: self.lead,
                more: &[],
            }];
        }
        let first = group.intro.first().map(|it| Piece {
            more: &it.more[..it.more.len().min(1)],
            ..*it
        });
        first.into_iter().flat_map(groups::several).collect()
    }

    /// A row that says only the code.
    fn row(&self, at: Pos, context: &Context) -> Row {
        let mut row = Row::at(at);
        self.name.code.clone_into(&mut row.code);
        row.aliases.extend(self.name.alias.map(str::to_owned));
        let own = self.name.status.map(|it| vec![it]);
        if let Some(statuses) = own.or_else(|| sentence_statuses(self.body)) {
            row.statuses = statuses;
            return row;
        }
        if let Some((status, at)) = context.status() {
            row.statuses = vec![status];
            row.reasons.push(Reason::StatusFrom(at));
        }
        row
    }
}

/// The statuses that a sentence of `body` gives, or the list that it introduces.
fn sentence_statuses(body: &[Block]) -> Option<Vec<u16>> {
    const MOST_BLOCKS: usize = 6;
    let sentence = |it: &Block| match it {
        Block::Paragraph(text) => status::in_sentence(&text.text),
        _ => None,
    };
    let mut found = body
        .iter()
        .take(MOST_BLOCKS)
        .enumerate()
        .filter_map(|(index, it)| Some((index, sentence(it)?)));
    let (index, statuses) = found.next()?;
    let listed = || match body.get(index + 1) {
        Some(Block::List(list)) => list
            .items
            .iter()
            .filter_map(|it| status::at_start(&crate::plain::line(it.blocks.get(..1)?)))
            .collect(),
        _ => Vec::new(),
    };
    let statuses = if statuses.is_empty() {
        listed()
    } else {
        statuses
    };
    Some(statuses).filter(|it| !it.is_empty())
}

/// Takes the status that a label gives; a problem where it is none.
fn labelled_status(group: &Group, row: &mut Row) -> Option<Finding> {
    let piece = group.status?;
    let said = match status::said(&piece.line()) {
        Said::Statuses(statuses) => Said::Statuses(statuses),
        whole => match status::said(&piece.first_line()) {
            Said::Statuses(statuses) => Said::Statuses(statuses),
            _ => whole,
        },
    };
    match said {
        Said::Statuses(statuses) => {
            row.statuses = statuses;
            row.reasons
                .retain(|it| !matches!(it, Reason::StatusFrom(_)));
            None
        }
        Said::None | Said::Class => None,
        Said::Unreadable(text) => {
            let help = "a status is a number from 100 to 599";
            Some(Finding::problem(
                piece.at,
                format!("`{text}` is no HTTP status"),
                help,
            ))
        }
    }
}

/// Takes a status that stands labelled at the end of the message.
fn status_in_message(row: Row) -> Row {
    let Some((message, statuses)) = row.message.as_deref().and_then(labels::status_at_end) else {
        return row;
    };
    let message = Some(message.to_owned()).filter(|it| !it.is_empty());
    Row {
        message,
        statuses,
        reasons: Vec::new(),
        ..row
    }
}

/// Takes a number in brackets before the message, `(-2): It is gone.`, as another name of the code.
fn number_in_message(row: Row) -> Row {
    let cut = |message: &str| {
        let (number, rest) = message.strip_prefix('(')?.split_once(')')?;
        let rest = rest.strip_prefix([':', '：'])?.trim_start();
        (look(number) == Look::Number && !rest.is_empty())
            .then(|| (number.to_owned(), rest.to_owned()))
    };
    match row.message.as_deref().and_then(cut) {
        Some((number, message)) if row.aliases.is_empty() => Row {
            message: Some(message),
            aliases: vec![number],
            ..row
        },
        _ => row,
    }
}

/// Asks about texts whose label is missing.
fn loose(group: &Group, row: &mut Row) {
    let after = group
        .labels
        .iter()
        .rev()
        .find_map(|(_, field)| *field)
        .unwrap_or(Field::Message);
    row.questions
        .extend(group.loose.iter().map(|piece| Question::Owner {
            at: piece.at,
            text: piece.lines(),
            after,
            fields: vec![Field::Message, Field::Cause, Field::Solution],
        }));
}

/// The text of a piece, if there is any.
fn text<'a>(piece: Option<Piece<'a>>, read: impl Fn(&Piece<'a>) -> String) -> Option<String> {
    piece.map(|it| read(&it)).filter(|it| !it.is_empty())
}

/// Adds an entry to the run of entries that was found.
fn note(shape: Shape, at: Pos, groups: &[Group], rows: usize, reading: &mut Reading) {
    if reading.found.last().is_none_or(|last| last.shape != shape) {
        reading.found.push(Found {
            at,
            shape,
            columns: Vec::new(),
            rows: 0,
        });
    }
    let Some(found) = reading.found.last_mut() else {
        return;
    };
    found.rows += rows;
    for (label, field) in groups.iter().flat_map(|it| &it.labels) {
        if !found.columns.iter().any(|(it, _)| it == label) {
            found.columns.push(((*label).to_owned(), *field));
        }
    }
}
