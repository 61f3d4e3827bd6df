//! A text of the wire as a log may see it.
//!
//! Knows how to keep secrets, control characters and floods out of a line. Knows no service.

use super::field::is_secret;
use core::fmt::{self, Write};

/// The most characters of one text that are shown.
const MOST_SHOWN: usize = 1024;

/// A text of the wire as a log may see it.
pub(super) struct Shown<'a>(pub &'a str);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (text, more) = match self.0.char_indices().nth(MOST_SHOWN) {
            Some((end, _)) => (self.0.get(..end).unwrap_or_default(), "…"),
            None => (self.0, ""),
        };
        let mut before = "";
        for word in text.split_inclusive(char::is_whitespace) {
            show_word(f, word)?;
            if announces_secret(before, word) {
                return f.write_str("<redacted>");
            }
            before = word;
        }
        f.write_str(more)
    }
}

/// Whether a word ends the name of a secret with `:` or `=`, be it in the word or before it. Where the value behind it ends
/// nobody can tell.
fn announces_secret(before: &str, word: &str) -> bool {
    match word.trim_end().strip_suffix([':', '=']) {
        Some("") => is_secret(before),
        Some(name) => is_secret(name),
        None => false,
    }
}

/// Shows a word without the query of an URL and without the values of secret parameters.
fn show_word(f: &mut fmt::Formatter<'_>, word: &str) -> fmt::Result {
    let kept = query_start(word).or_else(|| secret_start(word));
    let Some(kept) = kept else {
        return escape(f, word);
    };
    escape(f, word.get(..kept).unwrap_or_default())?;
    f.write_str("<redacted>")?;
    escape(f, word.get(word.trim_end().len()..).unwrap_or_default())
}

/// Where the parameters of a query start in a word: behind its question mark.
fn query_start(word: &str) -> Option<usize> {
    let start = word.find('?')? + 1;
    let query = word.get(start..)?;
    (query.contains('=') || query.to_ascii_lowercase().contains("%3d")).then_some(start)
}

/// Where the value of the first parameter with the name of a secret starts in a word.
fn secret_start(word: &str) -> Option<usize> {
    let mut start = 0;
    for piece in word.split_inclusive(['=', ':']) {
        let name = piece.trim_end_matches(['=', ':']);
        let end = start + piece.len();
        if name.len() < piece.len() && end < word.trim_end().len() && is_secret(name) {
            return Some(end);
        }
        start = end;
    }
    let lower = word.to_ascii_lowercase();
    let encoded = lower.find("%3d")?;
    is_secret(lower.get(..encoded)?).then_some(encoded + 3)
}

/// Shows a text with its control characters escaped.
fn escape(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    for sign in text.chars() {
        if sign.is_control() || turns(sign) {
            write!(f, "{}", sign.escape_unicode())?;
        } else {
            f.write_char(sign)?;
        }
    }
    Ok(())
}

/// Whether a character changes the direction of writing or breaks a line.
fn turns(sign: char) -> bool {
    matches!(sign, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
