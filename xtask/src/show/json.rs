//! Values as JSON, for programs, and harmless on a terminal.
//!
//! Knows JSON. Knows nothing of what the values mean.

use super::escape;
use serde::Serialize;
use std::fmt::Write as _;

/// `value`, and a line end. Characters that a terminal would act on are written as `\u…`, which JSON reads the same.
pub fn print(value: &impl Serialize) -> String {
    // There is no map with keys that are no text here, and nothing else can fail.
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    visible(&text) + "\n"
}

/// `json` with every hidden character as an escape; outside of strings there is none but line ends.
fn visible(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || !escape::hidden(c) {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn hidden_characters_are_escapes_that_read_the_same() {
        let text = serde_json::to_string("a\u{1b}\u{9b}\u{202e}\u{e0041}b").unwrap_or_default();
        let shown = visible(&text);
        assert_eq!(shown, "\"a\\u001b\\u009b\\u202e\\udb40\\udc41b\"");
        assert_eq!(
            serde_json::from_str::<String>(&shown).ok().as_deref(),
            Some("a\u{1b}\u{9b}\u{202e}\u{e0041}b")
        );
    }
}
