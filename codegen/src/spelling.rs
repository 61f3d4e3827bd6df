//! How texts are spelled: which are one edit apart, and which characters a person cannot see.
//!
//! Knows characters. Knows nothing of what a text means.

/// How two different texts are near each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Near {
    /// They differ in case alone.
    Case,
    /// One character is put in, left out or changed, or two neighbours are swapped.
    Edit,
}

/// How `a` and `b` are near each other; `None` where they are equal or further apart. Takes time in proportion to the
/// shorter of the two.
pub fn near(a: &str, b: &str) -> Option<Near> {
    if a == b || a.len().abs_diff(b.len()) > 4 {
        return None;
    }
    if a.eq_ignore_ascii_case(b) {
        return Some(Near::Case);
    }
    one_edit(a, b).then_some(Near::Edit)
}

/// Whether one edit makes `b` of `a`: what stands between their common beginning and their common end is one character
/// at most on either side, or two that are swapped.
fn one_edit(a: &str, b: &str) -> bool {
    let start = same(a.chars(), b.chars());
    let (Some(a), Some(b)) = (a.get(start..), b.get(start..)) else {
        return false;
    };
    let end = same(a.chars().rev(), b.chars().rev());
    let (mut a, mut b) = (without_end(a, end).chars(), without_end(b, end).chars());
    match ([a.next(), a.next()], [b.next(), b.next()]) {
        ([_, None], [_, None]) => true,
        ([first, second], [other_first, other_second]) => {
            let swapped = first == other_second && second == other_first;
            swapped && a.next().is_none() && b.next().is_none()
        }
    }
}

/// `text` without its last `end` bytes.
fn without_end(text: &str, end: usize) -> &str {
    text.get(..text.len().saturating_sub(end))
        .unwrap_or_default()
}

/// How many bytes the characters take that `a` and `b` begin with alike.
fn same(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b)
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum()
}

/// Whether `c` is a character that a person does not see, or that changes how others are shown: control characters,
/// spaces other than the usual one, characters without width, and those that turn the direction of writing.
pub fn is_hidden(c: char) -> bool {
    if c == ' ' {
        return false;
    }
    c.is_control()
        || c.is_whitespace()
        || matches!(c,
            '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{e000}'..='\u{f8ff}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// `text` with every hidden character as `\u{…}`, for a line that people read.
pub fn visible(text: &str) -> String {
    if text.bytes().all(|it| matches!(it, b' '..=b'~')) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// `text` with everything but visible ASCII as `\u{…}`, for a line in which look-alikes must stand out.
pub fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() && !is_hidden(c) {
            out.push(c);
        } else {
            out.extend(c.escape_unicode());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Near, near, visible};

    #[test]
    fn one_edit_is_near_and_two_are_not() {
        for (a, b) in [
            ("InternalError", "InternalErrror"),
            ("NoSuchKey", "NoSuchKeys"),
            ("xNoSuchKey", "NoSuchKey"),
            ("NoSuchKey", "NoSuhcKey"),
            ("NoSuchKey", "NoSuchKay"),
            ("", "a"),
            ("错误", "错"),
        ] {
            assert_eq!(near(a, b), Some(Near::Edit), "{a} {b}");
            assert_eq!(near(b, a), Some(Near::Edit), "{b} {a}");
        }
        assert_eq!(near("InPost", "InPOST"), Some(Near::Case));
        for (a, b) in [
            ("NoSuchKey", "NoSuchKey"),
            ("NoSuchKey", "NoSuchBucket"),
            ("abcd", "badc"),
            ("NoSuchKey", "NoSuchKeyss"),
            ("ab", "c"),
            ("abcd", "bcda"),
        ] {
            assert_eq!(near(a, b), None, "{a} {b}");
            assert_eq!(near(b, a), None, "{b} {a}");
        }
    }

    #[test]
    fn hidden_characters_become_visible() {
        assert_eq!(
            visible("a\u{202e}b\u{200b} c\n"),
            r"a\u{202e}b\u{200b} c\u{a}"
        );
    }
}
