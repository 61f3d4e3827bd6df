//! Texts of documents, made harmless: as Rust literals, as code spans in doc comments, and in messages to people.
//!
//! Knows what rustc, rustdoc and a terminal do to a character. Knows nothing of catalogs. Every text that somebody else
//! wrote passes through here on its way into a file.

use crate::spelling::is_hidden;
use std::borrow::Cow;
use std::fmt::Write;

/// `text` as a Rust string literal: ASCII only, in one line, whatever it holds.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut rest = text;
    loop {
        let plain = rest.bytes().position(|it| !is_plain(it));
        let (before, odd) = rest.split_at(plain.unwrap_or(rest.len()));
        out.push_str(before);
        let mut chars = odd.chars();
        match chars.next() {
            None => break,
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some(char) => escape(&mut out, char),
        }
        rest = chars.as_str();
    }
    out.push('"');
    out
}

/// Whether a byte stands for itself in a literal, which nearly all do.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\'
}

/// `text` as a markdown code span in one line, in which nothing takes effect; invisible characters are written as escapes.
pub fn code_span(text: &str) -> String {
    let text = printable(text);
    let fence = "`".repeat(longest_run(&text, b'`') + 1);
    let touches = |end: Option<&u8>| matches!(end, Some(b'`' | b' ') | None);
    let pad = if touches(text.as_bytes().first()) || touches(text.as_bytes().last()) {
        " "
    } else {
        ""
    };
    [&fence, pad, &text, pad, &fence].concat()
}

/// `text` as words of a doc comment: as it is where it is made of plain words, else as a code span.
pub(super) fn words(text: &str) -> String {
    let plain = |word: &str| {
        let mut letters = word.bytes();
        let first = letters.next().is_some_and(|it| it.is_ascii_alphabetic());
        let lower = letters.all(|it| it.is_ascii_lowercase());
        first && (lower || word.bytes().all(|it| it.is_ascii_uppercase()))
    };
    if text.split(' ').all(plain) {
        text.to_owned()
    } else {
        code_span(text)
    }
}

/// `text` as prose in one line of markdown, in a table too: nothing in it takes effect.
pub(super) fn prose(text: &str) -> String {
    let words = text.split_whitespace().map(|word| {
        if word.contains("://") || word.starts_with("www.") {
            return code_span(word).replace('|', "\\|");
        }
        let mut out = String::with_capacity(word.len());
        for char in printable(word).chars() {
            if matches!(
                char,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '#' | '~'
            ) {
                out.push('\\');
            }
            out.push(char);
        }
        out
    });
    words.collect::<Vec<_>>().join(" ")
}

/// `text` with every character that cannot be seen, that changes how others are shown, or that Rust would not print, as
/// an escape.
fn printable(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|it| matches!(it, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            ' '..='~' => out.push(char),
            _ if is_hidden(char) => escape(&mut out, char),
            _ => out.extend(char.escape_debug()),
        }
    }
    Cow::Owned(out)
}

fn escape(out: &mut String, char: char) {
    // Writing to a string does not fail.
    let _ = write!(out, "\\u{{{:x}}}", u32::from(char));
}

/// How many times in a row `text` has `sign`, at most.
fn longest_run(text: &str, sign: u8) -> usize {
    let runs = text.as_bytes().split(|it| *it != sign);
    runs.map(<[u8]>::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{code_span, literal, prose, words};

    #[test]
    fn literals_are_ascii() {
        assert_eq!(
            literal("a\"b\\c\n\u{202e}é"),
            r#""a\"b\\c\n\u{202e}\u{e9}""#
        );
    }

    #[test]
    fn spans_outnumber_the_backticks_in_them() {
        assert_eq!(code_span("a `b` ``c"), "```a `b` ``c```");
        assert_eq!(code_span("`b`"), "`` `b` ``");
        assert_eq!(code_span(" x\u{200b}"), "`  x\\u{200b} `");
    }

    #[test]
    fn prose_has_no_effect() {
        assert_eq!(prose("a  <b> | [c](d)\n*e*"), r"a \<b\> \| \[c\](d) \*e\*");
        assert_eq!(prose("see https://x.y/z|w"), r"see `https://x.y/z\|w`");
    }

    #[test]
    fn only_plain_words_stand_without_a_span() {
        assert_eq!(words("Plain Words of ACME"), "Plain Words of ACME");
        assert_eq!(words("CamelCase words"), "`CamelCase words`");
        assert_eq!(words("<b>"), "`<b>`");
    }
}
