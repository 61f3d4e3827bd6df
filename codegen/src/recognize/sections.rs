//! Sections that are errors: a heading that is a code, and what stands under it.
//!
//! Knows how a heading names a code, and when a section is an error and not a chapter. Knows no tables.

use super::Context;
use super::labels::{self, Group, Piece};
use super::look::{Look, look};
use super::status::{self, Said};
use super::words::Topic;
use crate::document::{Block, Heading, Pos};
use crate::problem::Finding;
use crate::rows::{Field, Found, Question, Reading, Reason, Row, Shape};

/// How many of `blocks` belong to a section whose heading has rank `level`.
pub fn length(blocks: &[Block], level: u8) -> usize {
    let ends = |it: &Block| matches!(it, Block::Heading(heading) if heading.level <= level);
    blocks.iter().position(ends).unwrap_or(blocks.len())
}

/// Reads the section under `heading` as an error. Gives `false` where it is none; nothing was read then.
pub fn read(heading: &Heading, body: &[Block], context: &Context, reading: &mut Reading) -> bool {
    let Some(name) = name(&heading.text.text) else {
        return false;
    };
    let other = |it: &Block| matches!(it, Block::Heading(_)) && labels::label(it).is_none();
    if body.iter().any(other) {
        return false;
    }
    let groups = labels::groups(body);
    if !is_error(&name, &groups, body, context) {
        return false;
    }
    let before = reading.rows.len();
    let section = Section {
        name,
        at: heading.text.at,
        context,
    };
    for group in &groups {
        section.group(group, groups.len(), reading);
    }
    if groups.is_empty() {
        reading.rows.push(section.row(heading.text.at));
    }
    note(
        heading.text.at,
        &groups,
        reading.rows.len() - before,
        reading,
    );
    true
}

/// What a heading says: a code, perhaps with its number.
struct Name<'a> {
    code: &'a str,
    alias: Option<&'a str>,
    look: Look,
}

/// The code that `text` names: `NoSuchKey`, `1042 QUOTA_EXCEEDED`, `LIMIT_REACHED (17)`.
fn name(text: &str) -> Option<Name<'_>> {
    let text = text.trim();
    if look(text).is_code() {
        return Some(Name {
            code: text,
            alias: None,
            look: look(text),
        });
    }
    let bare = |it: &'_ str| look(it).is_code();
    let signs: &[char] = &[
        '(', ')', ':', '[', ']', '-', '–', '—', '.', '：', '（', '）',
    ];
    let mut parts = text
        .split_whitespace()
        .map(|it| it.trim_matches(signs))
        .filter(|it| !it.is_empty());
    let (first, second) = (parts.next()?, parts.next()?);
    if parts.next().is_some() || !bare(first) || !bare(second) {
        return None;
    }
    match (look(first), look(second)) {
        (Look::Number, code @ (Look::Name | Look::Word)) => Some(Name {
            code: second,
            alias: Some(first),
            look: code,
        }),
        (code @ (Look::Name | Look::Word), Look::Number) => Some(Name {
            code: first,
            alias: Some(second),
            look: code,
        }),
        _ => None,
    }
}

/// Whether the section is an error: its labels say so, or a name stands where errors are spoken of.
fn is_error(name: &Name, groups: &[Group], body: &[Block], context: &Context) -> bool {
    let labelled = groups.iter().any(|group| {
        group.labels.iter().any(|(_, it)| {
            matches!(
                it,
                Field::Message | Field::Cause | Field::Solution | Field::Status
            )
        })
    });
    let errors = context.topic().0 == Topic::Errors;
    match name.look {
        Look::Name => {
            labelled
                || (errors
                    && body
                        .iter()
                        .any(|it| matches!(it, Block::Paragraph(_) | Block::List(_))))
        }
        _ => labelled && errors,
    }
}

/// A section that is an error.
struct Section<'n, 'c> {
    name: Name<'n>,
    at: Pos,
    context: &'c Context<'c>,
}

impl Section<'_, '_> {
    /// The rows of one group of `of` groups.
    fn group(&self, group: &Group, of: usize, reading: &mut Reading) {
        let mut shared = self.row(self.at);
        shared.cause = text(group.cause, Piece::lines);
        shared.solution = text(group.solution, Piece::lines);
        if let Some(problem) = labelled_status(group, &mut shared) {
            reading.findings.push(problem);
            return;
        }
        loose(group, &mut shared);
        let messages = if group.messages.is_empty() {
            &group.intro[..group.intro.len().min(1)]
        } else {
            &group.messages
        };
        let one = of == 1 && messages.len() == 1;
        if messages.is_empty() {
            reading.rows.push(shared);
            return;
        }
        for message in messages {
            let at = if one { self.at } else { message.at };
            let row = Row {
                at,
                message: text(Some(*message), Piece::line),
                ..shared.clone()
            };
            reading.rows.push(row);
        }
    }

    /// A row that says only the code.
    fn row(&self, at: Pos) -> Row {
        let mut row = Row::at(at);
        self.name.code.clone_into(&mut row.code);
        row.aliases.extend(self.name.alias.map(str::to_owned));
        if let Some((status, at)) = self.context.status {
            row.statuses = vec![status];
            row.reasons.push(Reason::StatusFrom(at));
        }
        row
    }
}

/// The status that a label gives; a problem where it is none.
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

/// Asks about texts whose label is missing.
fn loose(group: &Group, row: &mut Row) {
    for piece in &group.loose {
        row.questions.push(Question::Owner {
            at: piece.at,
            text: piece.lines(),
            after: group
                .labels
                .last()
                .map_or(Field::Message, |(_, field)| *field),
            fields: vec![Field::Message, Field::Cause, Field::Solution],
        });
    }
}

/// The text of a piece, if there is any.
fn text<'a>(piece: Option<Piece<'a>>, read: impl Fn(&Piece<'a>) -> String) -> Option<String> {
    piece.map(|it| read(&it)).filter(|it| !it.is_empty())
}

/// Adds a section to the run of sections that was found.
fn note(at: Pos, groups: &[Group], rows: usize, reading: &mut Reading) {
    let run = match reading.found.last() {
        Some(last) if last.shape == Shape::Sections => reading.found.len() - 1,
        _ => {
            reading.found.push(Found {
                at,
                shape: Shape::Sections,
                columns: Vec::new(),
                rows: 0,
            });
            reading.found.len() - 1
        }
    };
    let found = &mut reading.found[run];
    found.rows += rows;
    for (label, field) in groups.iter().flat_map(|it| &it.labels) {
        if !found.columns.iter().any(|(it, _)| it == label) {
            found.columns.push(((*label).to_owned(), Some(*field)));
        }
    }
}
