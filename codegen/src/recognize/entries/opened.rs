//! Lines that a number opens: the number, the sign that parts it from its text, and the text (`4003=Syntax error`,
//! `-1 - It is gone`, `0A: It is wet`, `errno = 3  It is full`).
//!
//! Knows the form of one such line. Knows nothing of the lines around it; `runs` does.

use crate::recognize::text::look::{Look, look};
use crate::recognize::words::meaning::word;
use crate::rows::Field;

/// What parts a number from its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Equals,
    Colon,
    Dash,
    Space,
}

/// A number with its text.
#[derive(Clone, Copy)]
pub struct Numbered<'a> {
    /// The number, or the name before an equals sign.
    pub code: &'a str,
    /// What parts the two.
    pub sign: Sign,
    /// The text.
    pub text: &'a str,
}

/// The number that opens `line`, with the sign and the text behind it. What goes on with digits is a date, a time or a
/// sum, and a number with a full stop is that of a step.
pub fn numbered(line: &str) -> Option<Numbered<'_>> {
    let line = unkeyed(line.trim());
    let end = line.find(|it: char| it.is_whitespace() || matches!(it, '=' | ':' | '：'))?;
    let (code, behind) = line.split_at(end);
    let rest = behind.trim_start();
    let cut = [
        (Sign::Equals, "="),
        (Sign::Colon, ":"),
        (Sign::Colon, "："),
        (Sign::Dash, "- "),
        (Sign::Dash, "– "),
        (Sign::Dash, "— "),
    ];
    let signed = cut
        .iter()
        .find_map(|(sign, mark)| Some((*sign, rest.strip_prefix(mark)?.trim())));
    let (sign, text) = signed.unwrap_or((Sign::Space, rest));
    let is_named = sign == Sign::Equals && look(code) == Look::Name;
    let is_pair = sign != Sign::Space && is_hex_pair(code);
    let digit = text.starts_with(|it: char| it.is_ascii_digit());
    let says =
        text.chars().any(char::is_alphabetic) && !text.starts_with(['=', '|', '~', '–', '-']);
    ((is_number(code) || is_named || is_pair) && says && !digit).then_some(Numbered {
        code,
        sign,
        text,
    })
}

/// Whether `code` is a number as short as those of errors are; a plus may stand before it.
pub fn is_number(code: &str) -> bool {
    const LONGEST: usize = 10;
    let bare = code.strip_prefix('+').unwrap_or(code);
    code.len() <= LONGEST && look(bare) == Look::Number
}

/// Whether `code` is a number of two digits in hexadecimal, with a letter among them: `0A`, `1f`.
pub fn is_hex_pair(code: &str) -> bool {
    code.len() == 2
        && code.bytes().all(|it| it.is_ascii_hexdigit())
        && code.bytes().any(|it| it.is_ascii_digit())
        && !is_number(code)
}

/// `line` without the word for a code that is set equal to the number: `errno = 3  It is full`.
fn unkeyed(line: &str) -> &str {
    let behind = line.split_once('=').and_then(|(key, rest)| {
        let key = key.trim_end();
        let names = word(key).field() == Some(Field::Code);
        let plain = key.bytes().all(|it| it.is_ascii_alphabetic());
        (names && plain).then(|| rest.trim_start())
    });
    behind.unwrap_or(line)
}

/// Whether `line` is drawn to part what stands above it from what stands below.
pub fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() > 2
        && line
            .bytes()
            .all(|it| matches!(it, b'-' | b'=' | b'*' | b'_'))
}
