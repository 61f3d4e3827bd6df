//! Errors whose parts stand in paragraphs of their own, in one form that repeats: a name or a number alone, and its text;
//! a code with its message before labelled texts; or labelled texts of which the code or the message is the first.
//!
//! Knows these forms and when a run of one is a run of errors. Knows nothing of what an entry becomes.

use super::entry::Entry;
use super::lists::{are_errors, lead, pass_statuses};
use crate::document::{Block, Pos, Text};
use crate::problem::Finding;
use crate::recognize::context::Context;
use crate::recognize::text::codes::with_other_name;
use crate::recognize::text::labels;
use crate::recognize::text::look::{Look, look};
use crate::recognize::text::name::{Name, announced, coded, name};
use crate::recognize::words::meaning::{Word, word};
use crate::recognize::words::topics::Topic;
use crate::rows::{Field, Reading, Shape};

/// How far runs were looked for and not found; none is looked for there again.
#[derive(Default)]
pub struct Tried(Option<Pos>);

/// Reads the run that begins at block `at` as errors. Gives the block after it; `None` where there is no such run, and
/// nothing was read.
pub fn read(
    blocks: &[Block],
    at: usize,
    tried: &mut Tried,
    context: &Context,
    reading: &mut Reading,
) -> Option<usize> {
    let here = blocks.get(at)?.at();
    let form = form(blocks.get(at)?).filter(|_| here > tried.0)?;
    let mut members = Vec::new();
    let mut end = at;
    while let Some((member, length)) = member(form, blocks.get(end..)?) {
        members.push(member);
        end += length;
    }
    if !form.is_of_errors(&members, context) {
        tried.0 = blocks.get(end.checked_sub(1)?)?.at();
        return None;
    }
    let entries: Vec<&Entry> = members.iter().filter_map(|it| it.entry.as_ref()).collect();
    if !pass_statuses(&entries, reading) {
        for member in &members {
            member.read(context, reading);
        }
    }
    Some(end)
}

/// The form of a run: how each of its errors begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `**PUMP_LOST**`, `4101 (0x1005)`, `The pump is lost.`: a name alone, and unlabelled texts.
    Named,
    /// `4101`, `PUMP_LOST`, `The pump is lost.`: a number alone, and unlabelled texts.
    Numbered,
    /// `PMP-00042: "the pump is gone"`, `Cause: …`: a code with its message, and labelled texts.
    Coded,
    /// `MESSAGE: …`, `SQLSTATE: 42601`, `CAUSE: …`: labelled texts, the first of them a message or a code.
    Labelled(Field),
}

impl Form {
    /// Whether `members` are errors: as many as a form needs that repeats, where nothing says that they are anything else.
    fn is_of_errors(self, members: &[Member], context: &Context) -> bool {
        const FEWEST: usize = 3;
        const FEWEST_NAMED: usize = 5;
        let entries: Vec<&Entry> = members.iter().filter_map(|it| it.entry.as_ref()).collect();
        match self {
            Self::Named | Self::Numbered => {
                let listed = context.near_names_error_list();
                let fewest = if listed { FEWEST } else { FEWEST_NAMED };
                entries.len() >= fewest && context.lists_errors() && are_errors(&entries, context)
            }
            Self::Coded | Self::Labelled(_) => {
                let sure = entries.iter().filter(|it| is_solved(it)).count() * 2 > members.len();
                let told = context.topic() == Topic::Errors && entries.len() * 2 > members.len();
                let fewest = if told { FEWEST - 1 } else { FEWEST };
                members.len() >= fewest && context.topic() != Topic::Other && (sure || told)
            }
        }
    }
}

/// Whether labels say of an entry what it means or why it happens, and what to do about it.
fn is_solved(entry: &Entry) -> bool {
    let explained = entry.name.message.is_some()
        || entry.has_label(Field::Message)
        || entry.has_label(Field::Cause);
    explained && entry.has_label(Field::Solution)
}

/// One of the errors of a run.
struct Member<'a> {
    /// Where it begins.
    at: Pos,
    /// The error; `None` where no label gives its code.
    entry: Option<Entry<'a>>,
    /// A second number of it.
    number: Option<&'a str>,
}

impl Member<'_> {
    fn read(&self, context: &Context, reading: &mut Reading) {
        let Some(entry) = &self.entry else {
            let what = "no code: this stands among errors, and no label gives its code";
            let help = "report the document to its publisher, or read the code from its source";
            let problem = Finding::problem(self.at, what, help);
            return reading.findings.push(problem);
        };
        let before = reading.rows.len();
        entry.read(Shape::Paragraphs, context, reading);
        for row in reading.rows.iter_mut().skip(before) {
            row.aliases.extend(self.number.map(str::to_owned));
        }
    }
}

/// The form that begins with `block`, if one does.
fn form(block: &Block) -> Option<Form> {
    let text = paragraph(block)?;
    if labels::any_code(text).is_some() {
        return Some(Form::Labelled(Field::Code));
    }
    match labels::in_text(text) {
        Some(it) if it.field == Field::Message && word(it.name) == Word::Sure(Field::Message) => {
            Some(Form::Labelled(Field::Message))
        }
        Some(_) => None,
        None => match alone(text).map(|it| it.look) {
            Some(Look::Number) => Some(Form::Numbered),
            Some(_) => Some(Form::Named),
            None => in_line(text).map(|_| Form::Coded),
        },
    }
}

/// The member of a run of the form `form` that the first of `blocks` begins, and how many of them it takes.
fn member(form: Form, blocks: &[Block]) -> Option<(Member<'_>, usize)> {
    let (first, rest) = blocks.split_first()?;
    let text = paragraph(first).filter(|_| self::form(first) == Some(form))?;
    let belongs = |(index, it): &(usize, &Block)| form.takes(*index, it);
    let length = rest.iter().enumerate().take_while(belongs).count();
    let body = rest.get(..length)?;
    let lines = text.text.split_once('\n').map_or("", |it| it.1);
    let new = |name| Entry::new(name, text.at, lines, body);
    let entry = match form {
        Form::Named | Form::Numbered => return Some((named(text, body)?, 1 + length)),
        Form::Coded => in_line(text).map(new),
        Form::Labelled(Field::Code) => labels::any_code(text).map(new),
        Form::Labelled(_) => labelled(blocks.get(..=length)?),
    };
    let is_labelled = entry.as_ref().is_none_or(Entry::is_labelled);
    let at = text.at;
    let number = None;
    is_labelled.then_some((Member { at, entry, number }, 1 + length))
}

impl Form {
    /// Whether `block`, which stands `index` blocks behind the first one of an error of this form, can belong to it.
    fn takes(self, index: usize, block: &Block) -> bool {
        let Some(text) = paragraph(block) else {
            return false;
        };
        let (other, labelled) = (form(block), labels::in_text(text).is_some());
        match self {
            Self::Named | Self::Numbered => {
                let number = matches!(other, Some(Self::Named | Self::Numbered));
                let second = number && other != Some(self) && index == 0;
                !labelled && (other.is_none() || second)
            }
            Self::Coded | Self::Labelled(_) => {
                (labelled || matches!(other, Some(Self::Labelled(_)))) && other != Some(self)
            }
        }
    }
}

/// The error that the name or number `text` opens, with its number in the first or the last paragraph of `body`, or its
/// name in the first.
fn named<'a>(text: &'a Text, body: &'a [Block]) -> Option<Member<'a>> {
    let name = alone(text)?;
    let (first, behind) = body.split_first()?;
    let (last, before) = body.split_last()?;
    let at = text.at;
    let new = |name, body, number| Member {
        at,
        entry: Some(Entry::new(name, at, "", body)),
        number,
    };
    let below = paragraph(first).and_then(alone);
    if let Some(below) = below.filter(|it| it.look != Look::Number && name.look == Look::Number) {
        let alias = Some(name.code);
        return Some(new(Name { alias, ..below }, behind, name.alias));
    }
    let numbers = |it: &'a Block| numbers(&paragraph(it)?.text, name.code);
    let found = numbers(first)
        .map(|it| (it, behind))
        .or_else(|| Some((numbers(last)?, before)));
    Some(match found {
        Some(((number, second), body)) => {
            let alias = Some(number);
            new(Name { alias, ..name }, body, second)
        }
        None => new(name, body, None),
    })
}

/// The error that `blocks` describe by labels, one of which gives its code. A code that stands first or last is none of
/// the texts.
fn labelled(blocks: &[Block]) -> Option<Entry<'_>> {
    let code = |it: &Block| paragraph(it).is_some_and(|it| labels::any_code(it).is_some());
    let index = blocks.iter().position(code)?;
    let text = paragraph(blocks.get(index)?)?;
    let body = match blocks {
        [before @ .., _] if index + 1 == blocks.len() => before,
        _ => blocks,
    };
    Some(Entry::new(labels::any_code(text)?, text.at, "", body))
}

/// The name or number that a paragraph is, and nothing else.
fn alone(text: &Text) -> Option<Name<'_>> {
    const SHORTEST: usize = 3;
    let marked = text.text.starts_with("**") || text.marks.first().is_some_and(|it| it.start == 0);
    let lead = || {
        Some(lead(text)?)
            .filter(|it| it.1.is_empty())
            .map(|it| it.0)
    };
    let found = if marked {
        lead().or_else(|| announced(&text.text))
    } else {
        name(&text.text)
    };
    found.filter(|it| match it.look {
        Look::Name => true,
        Look::Number => it.code.len() >= SHORTEST,
        _ => false,
    })
}

/// The code that opens the first line of a paragraph, with its message behind a colon.
fn in_line(text: &Text) -> Option<Name<'_>> {
    let line = text.text.lines().next()?;
    coded(line).filter(|_| line.contains([':', '：']))
}

/// The number that a paragraph gives the error `code`, and the same number in another notation: `4101 (0x1005)`, or the
/// line of C that defines it.
fn numbers<'t>(text: &'t str, code: &str) -> Option<(&'t str, Option<&'t str>)> {
    if look(text) == Look::Number {
        return Some((text.trim(), None));
    }
    if let Some((first, second)) = with_other_name(text) {
        let both = look(first) == Look::Number && look(second) == Look::Number;
        return both.then_some((first, Some(second)));
    }
    let value = text.trim().strip_prefix("#define ")?.trim_start();
    let value = value
        .strip_prefix(code)?
        .strip_prefix(char::is_whitespace)?;
    let value = value.trim_end_matches([')', ' ']);
    let number = value.rsplit([' ', '(', ')']).next()?;
    let number = number.trim_end_matches(['L', 'l', 'U', 'u']);
    (look(number) == Look::Number).then_some((number, None))
}

/// The text of a paragraph.
fn paragraph(block: &Block) -> Option<&Text> {
    match block {
        Block::Paragraph(text) => Some(text),
        _ => None,
    }
}
