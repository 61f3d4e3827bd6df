//! Labels: `Error message: …`, `Cause: …`, at the beginning of a line, a paragraph or a heading.
//!
//! Knows what a label is. Knows nothing of what stands together with it; `nodes` and `groups` do.

use super::look::look;
use super::name::Name;
use super::status::{Said, said};
use crate::document::{Block, Text};
use crate::recognize::words::meaning::{Word, is_status_word, says_code, word};
use crate::rows::Field;

/// A label, and the text behind it.
#[derive(Clone, Copy)]
pub struct Label<'a> {
    /// The label as it is written.
    pub name: &'a str,
    /// What it means.
    pub field: Field,
    /// The text behind it in the same line.
    pub text: &'a str,
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
pub fn in_text(text: &Text) -> Option<Label<'_>> {
    let line = text.text.lines().next().unwrap_or_default();
    let whole = text
        .marks
        .first()
        .is_some_and(|it| it.start == 0 && it.end as usize == line.len());
    let set_apart = || {
        Some(Label {
            name: line,
            field: sure(line)?,
            text: &text.text[line.len()..],
        })
    };
    let label = if whole { set_apart() } else { None };
    label.or_else(|| in_line(&text.text))
}

/// The label at the beginning of a line: words before a colon or a dash.
pub fn in_line(line: &str) -> Option<Label<'_>> {
    const LONGEST: usize = 60;
    let start = &line[..line.floor_char_boundary(LONGEST + "：".len())];
    let dash = start.find(" -").map(|at| (at, " -".len()));
    let colon = start
        .find([':', '：'])
        .map(|at| (at, line[at..].chars().next().map_or(1, char::len_utf8)));
    let (end, length) = [dash, colon].into_iter().flatten().min()?;
    if end > LONGEST {
        return None;
    }
    let name = &line[..end];
    let text = line[end + length..].trim();
    let field = sure(name).or_else(|| is_status(name, text).then_some(Field::Status))?;
    Some(Label { name, field, text })
}

/// Whether `name` is the bare word for a status, with one behind it in its line.
fn is_status(name: &str, text: &str) -> bool {
    is_status_word(name)
        && matches!(
            said(text.lines().next().unwrap_or_default()),
            Said::Statuses(_)
        )
}

/// The code that a paragraph which is nothing else gives by a label: `Error number: 8001`.
pub fn code(text: &Text) -> Option<&str> {
    let label = in_text(text).filter(|it| it.field == Field::Code)?;
    Some(label.text.trim()).filter(|it| !it.is_empty())
}

/// The code that a label in the first line of a paragraph gives: a word for the code of an error, or for any code.
pub fn any_code(text: &Text) -> Option<Name<'_>> {
    let (label, code) = text.text.lines().next()?.split_once([':', '：'])?;
    let is_label = match word(label) {
        Word::Sure(field) => field == Field::Code,
        Word::Likely(Field::Code) => says_code(label) || is_sqlstate(label),
        _ => false,
    };
    let code = code.trim_matches(['`', ' ']);
    let look = Some(look(code)).filter(|it| is_label && it.is_code())?;
    Some(Name::new(code, look))
}

/// Whether `label` is the word that standard databases have for a code.
fn is_sqlstate(label: &str) -> bool {
    label.trim().eq_ignore_ascii_case("sqlstate")
}

/// Whether a label stands at the beginning of a block or of one of its lines.
pub fn begins_label(block: &Block) -> bool {
    label(block).is_some()
        || matches!(block, Block::Paragraph(text) if text.text.lines().skip(1).any(|it| in_line(it).is_some()))
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
pub fn sure(name: &str) -> Option<Field> {
    match word(name) {
        Word::Sure(field) => Some(field),
        Word::Likely(Field::Code) if name.trim().eq_ignore_ascii_case("reason") => {
            Some(Field::Cause)
        }
        Word::Likely(Field::Code) if is_sqlstate(name) => Some(Field::Code),
        Word::Likely(Field::Message) => Some(Field::Message),
        Word::Unknown => both(name),
        _ => None,
    }
}

/// The field that a label of two known words means, with a slash between them: `Description/Action`. A text that is more
/// than the message is no message: a description says why the error happens.
fn both(name: &str) -> Option<Field> {
    let (first, second) = name.split_once('/').filter(|it| !it.1.contains('/'))?;
    match (sure(first)?, sure(second)?) {
        (first, second) if first == second => Some(first),
        (Field::Message, Field::Cause | Field::Solution) => Some(Field::Cause),
        (first @ (Field::Cause | Field::Solution), Field::Cause | Field::Solution) => Some(first),
        _ => None,
    }
}
