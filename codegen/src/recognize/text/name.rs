//! The name of an error, as a heading, an item or a term has it: a code with what stands beside it.
//!
//! Knows how names are written. Knows nothing of what stands under them.

use super::look::{Look, is_class, look};
use super::status;
use crate::document::Text;
use crate::recognize::words::meaning::{Word, is_plain_error, is_reference, word};
use crate::rows::Field;

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
    if !text.contains(char::is_whitespace) {
        // More than one word is no code, whatever it looks like.
        let whole = look(text);
        if whole.is_code() {
            return Some(Name::new(text, whole));
        }
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
        return with_labels(text);
    }
    if is_class(second) {
        return None;
    }
    let bracketed = text.contains(['(', '（', '[']);
    match (look(first), look(second)) {
        (Look::Word, Look::Number) if is_kind(first) && !bracketed => {
            Some(Name::new(second, Look::Number))
        }
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

/// The name that labelled values stand behind, each of one word, the first of them its number:
/// `Pump.Lost rc: 10 traceback: no`.
fn with_labels(text: &str) -> Option<Name<'_>> {
    const MOST_LABELS: usize = 4;
    let mut words = text.split_whitespace();
    let code = words.next()?;
    let is_label = |it: &str| {
        it.strip_suffix(':')
            .is_some_and(|it| it.bytes().all(|it| it.is_ascii_lowercase()))
    };
    let mut number = None;
    for _ in 0..MOST_LABELS {
        let Some(label) = words.next() else { break };
        let value = words
            .next()
            .filter(|it| is_label(label) && look(it).is_code())?;
        number = number.or(Some(value));
    }
    let number = number.filter(|it| words.next().is_none() && look(it) == Look::Number)?;
    let look = look(code);
    let is_name = look == Look::Name || look == Look::Word && code.starts_with(char::is_uppercase);
    (is_name && !is_reference(code)).then(|| Name {
        alias: Some(number),
        ..Name::new(code, look)
    })
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

/// Whether `text` is a word that says what the number behind it is: `Exit 137`, `Error 1042`.
fn is_kind(text: &str) -> bool {
    let is_code = || word(text) == Word::Sure(Field::Code);
    text.eq_ignore_ascii_case("exit") || is_plain_error(text) || is_code()
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
    pub fn is_numbered_like_status(&self) -> bool {
        let in_range =
            |it: &str| it.len() == 3 && it.parse().is_ok_and(|it: u16| (100..600).contains(&it));
        self.alias.is_some_and(in_range)
    }
}
