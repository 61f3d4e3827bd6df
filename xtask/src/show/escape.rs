//! Text of others, made safe to print.
//!
//! Knows which characters move a cursor, change a colour, turn the direction of a line or cannot be seen. Everything
//! that a document, a path or a message brings passes through here before it is printed.

use error_tables::spelling::is_hidden;
use std::borrow::Cow;
use std::fmt::Write as _;

/// `text` with every character that is not what it seems written as `\u{…}`. Line ends stay.
pub fn lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| c == '\n' || !hidden(c))
}

/// `text` in one line: as [`lines`], and line ends are written as `\n`.
pub fn line(text: &str) -> Cow<'_, str> {
    escaped(text, |c| !hidden(c))
}

/// `c` as it is printed within a line, appended to `out`.
pub fn push(out: &mut String, c: char) {
    match c {
        '\t' => out.push_str("    "),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        _ if hidden(c) => {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        }
        _ => out.push(c),
    }
}

/// Whether `c` is a control character, turns the direction of text, or cannot be seen. A space is not hidden, however wide
/// it is, unless it ends a line.
pub fn hidden(c: char) -> bool {
    let ends_line = c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    is_hidden(c) && (ends_line || !c.is_whitespace())
}

fn escaped(text: &str, keep: impl Fn(char) -> bool) -> Cow<'_, str> {
    if text.chars().all(&keep) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if keep(c) {
            out.push(c);
        } else {
            push(&mut out, c);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{line, lines};

    #[test]
    fn what_moves_cursors_or_cannot_be_seen_is_written_out() {
        assert_eq!(line("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(
            line("No\u{200b}Such\u{202e}Key"),
            "No\\u{200b}Such\\u{202e}Key"
        );
        assert_eq!(line("a\r\nb\tc\u{9b}"), "a\\r\\nb    c\\u{9b}");
        assert_eq!(lines("a\nb\u{7}"), "a\nb\\u{7}");
        assert_eq!(line("错误码 “é”"), "错误码 “é”");
    }
}
