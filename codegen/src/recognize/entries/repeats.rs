//! Errors whose parts stand in paragraphs of their own, in one form that repeats: a name alone, its number and its text;
//! a code with its message before labelled texts; or labelled texts of which the message is the first.
//!
//! Knows these forms and when a run of one is a run of errors. Knows nothing of what an entry becomes.

use super::entry::Entry;
use super::lists::{are_errors, lead};
use crate::document::{Block, Pos, Text};
use crate::problem::Finding;
use crate::recognize::context::Context;
use crate::recognize::text::codes::with_other_name;
use crate::recognize::text::labels;
use crate::recognize::text::look::{Look, look};
use crate::recognize::text::name::{Name, coded};
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
    for member in members {
        member.read(context, reading);
    }
    Some(end)
}

/// The form of a run: how each of its errors begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `**PUMP_LOST**`, `4101 (0x1005)`, `The pump is lost.`: a name alone, and unlabelled texts.
    Named,
    /// `PMP-00042: "the pump is gone"`, `Cause: …`: a code with its message, and labelled texts.
    Coded,
    /// `MESSAGE: …`, `SQLSTATE: 42601`, `CAUSE: …`: labelled texts, the message first.
    Labelled,
}

impl Form {
    /// Whether `members` are errors: as many as a form needs that repeats, where nothing says that they are anything else.
    fn is_of_errors(self, members: &[Member], context: &Context) -> bool {
        const FEWEST: usize = 3;
        const FEWEST_NAMED: usize = 5;
        let entries: Vec<&Entry> = members.iter().filter_map(|it| it.entry.as_ref()).collect();
        let solved = |it: &&&Entry| labels_of(it.body, Field::Solution) && is_explained(it.body);
        match self {
            Self::Named => {
                let listed = context.near_names_error_list();
                let fewest = if listed { FEWEST } else { FEWEST_NAMED };
                entries.len() >= fewest && context.lists_errors() && are_errors(&entries, context)
            }
            Self::Coded | Self::Labelled => {
                let sure = entries.iter().filter(solved).count() * 2 > members.len();
                let told = context.topic() == Topic::Errors && entries.len() * 2 > members.len();
                members.len() >= FEWEST && context.topic() != Topic::Other && (sure || told)
            }
        }
    }
}

/// Whether a paragraph among `blocks` has a label that means `field`.
fn labels_of(blocks: &[Block], field: Field) -> bool {
    blocks
        .iter()
        .any(|it| labels::label(it).is_some_and(|it| it.field == field))
}

/// Whether a label among `blocks` says what the error is or why it happens.
fn is_explained(blocks: &[Block]) -> bool {
    labels_of(blocks, Field::Message) || labels_of(blocks, Field::Cause)
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
    let label = labels::in_text(text);
    match label {
        Some(it) if it.field == Field::Message && word(it.name) == Word::Sure(Field::Message) => {
            Some(Form::Labelled)
        }
        Some(_) => None,
        None if alone(text).is_some() => Some(Form::Named),
        None => in_line(text).map(|_| Form::Coded),
    }
}

/// The member of a run of the form `form` that the first of `blocks` begins, and how many of them it takes.
fn member(form: Form, blocks: &[Block]) -> Option<(Member<'_>, usize)> {
    let (first, rest) = blocks.split_first()?;
    if self::form(first)? != form {
        return None;
    }
    let text = paragraph(first)?;
    let belongs = |it: &&Block| match form {
        Form::Named => {
            paragraph(it).is_some() && self::form(it).is_none() && labels::label(it).is_none()
        }
        Form::Coded | Form::Labelled => self::form(it).is_none() && labels::label(it).is_some(),
    };
    let length = rest.iter().take_while(belongs).count();
    let body = rest.get(..length)?;
    let member = match form {
        Form::Named => named(text, body)?,
        Form::Coded => Member {
            at: text.at,
            entry: Some(Entry::new(in_line(text)?, text.at, "", body)),
            number: None,
        },
        Form::Labelled => labelled(text, blocks.get(..=length)?),
    };
    (length > 0).then_some((member, 1 + length))
}

/// The error that the name `text` opens, with its number in the first or the last paragraph of `body`.
fn named<'a>(text: &'a Text, body: &'a [Block]) -> Option<Member<'a>> {
    let name = alone(text)?;
    let numbers = |it: &'a Block| numbers(&paragraph(it)?.text, name.code);
    let (found, body) = match body {
        [first, behind @ ..] if numbers(first).is_some() => (numbers(first), behind),
        [before @ .., last] if numbers(last).is_some() => (numbers(last), before),
        _ => (None, body),
    };
    let (alias, number) = match found {
        Some((alias, number)) => (Some(alias), number),
        None => (name.alias, None),
    };
    let entry = Entry::new(Name { alias, ..name }, text.at, "", body);
    Some(Member {
        at: text.at,
        entry: Some(entry),
        number,
    })
}

/// The error that `blocks` describe by labels, the first of them `text`.
fn labelled<'a>(text: &'a Text, blocks: &'a [Block]) -> Member<'a> {
    let code = |it: &'a Block| {
        let text = paragraph(it)?;
        let code = labels::code(text).filter(|it| look(it).is_code())?;
        Some(Entry::new(Name::new(code, look(code)), text.at, "", blocks))
    };
    Member {
        at: text.at,
        entry: blocks.iter().find_map(code),
        number: None,
    }
}

/// The name that a paragraph is, set apart, and nothing else.
fn alone(text: &Text) -> Option<Name<'_>> {
    let is_set_apart =
        text.text.starts_with("**") || text.marks.first().is_some_and(|it| it.start == 0);
    let (name, behind) = Some(text).filter(|_| is_set_apart).and_then(lead)?;
    (name.look == Look::Name && behind.is_empty()).then_some(name)
}

/// The code that opens a paragraph of one line, with its message behind a colon.
fn in_line(text: &Text) -> Option<Name<'_>> {
    let one = !text.text.contains('\n') && text.text.contains([':', '：']);
    coded(&text.text).filter(|_| one)
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
