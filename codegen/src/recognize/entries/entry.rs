//! One error that a name opens: a heading, a list item, a term, and what stands under it.
//!
//! Knows how labelled texts become rows. Knows nothing of how names are written, or of where entries stand.

use super::groups::{self, Group, Piece};
use crate::document::{Block, Item, Pos};
use crate::problem::Finding;
use crate::recognize::context::Context;
use crate::recognize::tables::well::success_of;
use crate::recognize::text::labels;
use crate::recognize::text::look::{Look, look};
use crate::recognize::text::name::Name;
use crate::recognize::text::status::{self, Said};
use crate::recognize::words::meaning::{Word, is_of_parameter, tells_of_errors, word};
use crate::rows::{Field, Found, Question, Reading, Reason, Row, Shape};
use crate::told::Column;
use std::borrow::Cow;
use std::cell::OnceCell;

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

    /// The same with `number` beside the name.
    pub fn with_number(self, number: &'a str) -> Self {
        let alias = Some(number);
        Self {
            name: Name { alias, ..self.name },
            ..self
        }
    }

    /// Whether labels stand under the name that errors have.
    pub fn is_labelled(&self) -> bool {
        self.groups().iter().any(Group::is_labelled)
    }

    /// Whether a label behind or under the name means `field`.
    pub fn has_label(&self, field: Field) -> bool {
        let mut labels = self.groups().iter().flat_map(|it| &it.labels);
        labels.any(|(_, it)| *it == Some(field))
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
        tells_of_errors(self.behind()) || tells_of_errors(&self.below())
    }

    /// The text behind the name or, where there is none, the first one under it.
    pub fn text(&self) -> Cow<'a, str> {
        match self.behind() {
            "" => self.below(),
            behind => Cow::Borrowed(behind),
        }
    }

    /// The text behind the name.
    fn behind(&self) -> &'a str {
        self.name.message.unwrap_or(self.lead)
    }

    /// The first text under the name.
    fn below(&self) -> Cow<'a, str> {
        crate::plain::line(self.body.get(..1).unwrap_or_default())
    }

    /// Whether a text stands behind or under the name: labelled, or of several words.
    pub fn says_something(&self) -> bool {
        let words = |it: &str| {
            let mut tokens = it.split_whitespace();
            let several = it.split_whitespace().nth(1).is_some();
            several && tokens.any(|it| look(it) != Look::Name)
                || it.chars().any(|it| it as u32 >= 0x2E80)
        };
        let below = || match self.body.first() {
            Some(Block::Paragraph(text)) => words(&text.text),
            Some(list @ Block::List(_)) => !is_of_names(list),
            _ => false,
        };
        words(self.name.message.unwrap_or(self.lead)) || below() || self.is_labelled()
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
        // What has a section of its own is documented for its own sake.
        if shape != Shape::Sections {
            leave_successes(before, reading);
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
        shared.cause = text(group.cause.or_else(|| self.described(group)), Piece::lines);
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

    /// What describes an error whose message stands behind its name: it says why the error happens.
    fn described<'g>(&self, group: &Group<'g>) -> Option<Piece<'g>> {
        let vague = group.messages_are_vague() && self.name.message.is_some();
        group.messages.first().filter(|_| vague).copied()
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
        let names = |it: &&Piece| it.first.is_empty() && it.more.first().is_some_and(is_of_names);
        let first = group.intro.first().filter(|it| !names(it));
        let first = first.map(|it| Piece {
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

/// Whether `block` is a list of several names alone, such as those of the errors that belong to a class.
fn is_of_names(block: &Block) -> bool {
    let is_name = |it: &Item| match it.blocks.first() {
        Some(Block::Paragraph(text)) => look(&text.text) == Look::Name,
        _ => false,
    };
    matches!(block, Block::List(list) if list.items.len() > 1 && list.items.iter().all(is_name))
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

/// Leaves out the rows from `before` on that tell of a success, as those of tables are.
fn leave_successes(before: usize, reading: &mut Reading) {
    for row in reading.rows.split_off(before) {
        match success_of(&row.code, &row) {
            Some(success) => reading.passed.push(success),
            None => reading.rows.push(row),
        }
    }
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
            let column = field.map_or(Column::Other, Column::Field);
            found.columns.push(((*label).to_owned(), column));
        }
    }
}
