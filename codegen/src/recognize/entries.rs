//! One error that a name opens: a heading, a list item, a term, and what stands under it.
//!
//! Knows how a name is written and how labelled texts become rows. Knows nothing of where entries stand.

use super::Context;
use super::labels::{self, Group, Piece};
use super::look::{Look, look};
use super::status::{self, Said};
use crate::document::{Block, Pos};
use crate::problem::Finding;
use crate::rows::{Field, Found, Question, Reading, Reason, Row, Shape};

/// A name that opens an entry.
#[derive(Clone, Copy)]
pub struct Name<'a> {
    /// The code.
    pub code: &'a str,
    /// Its number, or another name of it.
    pub alias: Option<&'a str>,
    /// What the code looks like.
    pub look: Look,
}

/// The name that `text` is: `NoSuchKey`, `1042 QUOTA_EXCEEDED`, `LIMIT_REACHED (17)`.
pub fn name(text: &str) -> Option<Name<'_>> {
    let text = text.trim();
    let whole = look(text);
    if whole.is_code() {
        return Some(Name {
            code: text,
            alias: None,
            look: whole,
        });
    }
    let signs: &[char] = &[
        '(', ')', ':', '[', ']', '–', '—', '.', '：', '（', '）', ',',
    ];
    let mut parts = text
        .split_whitespace()
        .map(|it| it.trim_matches(signs))
        .filter(|it| !matches!(*it, "" | "-"));
    let (first, second) = (parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    match (look(first), look(second)) {
        (Look::Number, look @ (Look::Name | Look::Word)) => Some(Name {
            code: second,
            alias: Some(first),
            look,
        }),
        (look @ (Look::Name | Look::Word), Look::Number) => Some(Name {
            code: first,
            alias: Some(second),
            look,
        }),
        _ => None,
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
}

impl Entry<'_> {
    /// Whether labels stand under the name that errors have.
    pub fn is_labelled(&self) -> bool {
        labels::groups(self.body).iter().any(Group::is_labelled)
    }

    /// Reads the entry into `reading`, as part of a run of entries of the shape `shape`.
    pub fn read(&self, shape: Shape, context: &Context, reading: &mut Reading) {
        let before = reading.rows.len();
        let groups = labels::groups(self.body);
        for group in &groups {
            self.group(group, groups.len(), context, reading);
        }
        if groups.is_empty() {
            self.group(&Group::default(), 1, context, reading);
        }
        note(
            shape,
            self.at,
            &groups,
            reading.rows.len() - before,
            reading,
        );
    }

    /// The rows of one group of `of` groups.
    fn group(&self, group: &Group, of: usize, context: &Context, reading: &mut Reading) {
        let mut shared = self.row(self.at, context);
        shared.cause = text(group.cause, Piece::lines);
        shared.solution = text(group.solution, Piece::lines);
        if let Some(problem) = labelled_status(group, &mut shared) {
            return reading.findings.push(problem);
        }
        loose(group, &mut shared);
        let messages = self.messages(group);
        let one = of == 1 && messages.len() == 1;
        if messages.is_empty() {
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
        if !group.messages.is_empty() {
            return group.messages.clone();
        }
        if !self.lead.is_empty() {
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
        first.into_iter().flat_map(labels::several).collect()
    }

    /// A row that says only the code.
    fn row(&self, at: Pos, context: &Context) -> Row {
        let mut row = Row::at(at);
        self.name.code.clone_into(&mut row.code);
        row.aliases.extend(self.name.alias.map(str::to_owned));
        if let Some((status, at)) = context.status {
            row.statuses = vec![status];
            row.reasons.push(Reason::StatusFrom(at));
        }
        row
    }
}

/// Takes the status that a label gives; a problem where it is none.
fn labelled_status(group: &Group, row: &mut Row) -> Option<Finding> {
    let piece = group.status?;
    match status::said(&piece.line()) {
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

/// Asks about texts whose label is missing.
fn loose(group: &Group, row: &mut Row) {
    let after = group
        .labels
        .last()
        .map_or(Field::Message, |(_, field)| *field);
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
            found.columns.push(((*label).to_owned(), Some(*field)));
        }
    }
}
