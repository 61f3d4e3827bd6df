//! What differs between two texts, as a unified diff of bounded length.
//!
//! Knows texts. Knows nothing of where they come from.

use super::escape;
use similar::{ChangeTag, TextDiff};
use std::fmt::Write as _;

/// How many lines of one file's difference are shown.
const SHOWN: usize = 40;

const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const CYAN: &str = "\u{1b}[36m";
const RESET: &str = "\u{1b}[0m";

/// How `old` became `new`: the changed lines with three lines around them, and behind the first forty how many more
/// there are.
pub fn unified(path: &str, old: &str, new: &str) -> String {
    let mut lines = hunks(old, new);
    let more = lines.len().saturating_sub(SHOWN);
    lines.truncate(SHOWN);
    let path = escape::line(path);
    let mut out = format!("--- {path}\n+++ {path}\n");
    for line in lines {
        out.push_str(&line);
        out.push('\n');
    }
    if more > 0 {
        let _ = writeln!(out, "… {more} more lines");
    }
    out
}

/// The hunks line by line, each behind its sign and in its colour.
fn hunks(old: &str, new: &str) -> Vec<String> {
    let difference = TextDiff::from_lines(old, new);
    let mut out = Vec::new();
    for hunk in difference.unified_diff().context_radius(3).iter_hunks() {
        out.push(format!("{CYAN}{}{RESET}", hunk.header()));
        for change in hunk.iter_changes() {
            let text = match change.value().strip_suffix('\n') {
                Some(text) => escape::line(text).into_owned(),
                None => format!("{} (no line end)", escape::line(change.value())),
            };
            out.push(match change.tag() {
                ChangeTag::Equal => format!(" {text}"),
                ChangeTag::Delete => format!("{RED}-{text}{RESET}"),
                ChangeTag::Insert => format!("{GREEN}+{text}{RESET}"),
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{SHOWN, unified};
    use anstream::adapter::strip_str;

    #[test]
    fn a_changed_line_stands_between_those_around_it() {
        let shown = unified("a.txt", "1\n2\n3\n4\n5\n", "1\n2\n\u{1b}[2J\n4\n5\n");
        assert_eq!(
            strip_str(&shown).to_string(),
            "--- a.txt\n+++ a.txt\n@@ -1,5 +1,5 @@\n 1\n 2\n-3\n+\\u{1b}[2J\n 4\n 5\n"
        );
    }

    #[test]
    fn a_long_difference_is_cut_and_says_so() {
        let shown = unified("a.txt", "", &"line\n".repeat(100));
        assert_eq!(shown.lines().count(), 2 + SHOWN + 1);
        assert!(shown.ends_with("… 61 more lines\n"), "{shown}");
    }
}
