//! Says how a file differs from what it should be.
//!
//! Knows lines. Knows nothing of what they mean.

use crate::document::Pos;
use crate::problem::Finding;
use crate::spelling::visible;
use similar::TextDiff;

/// How many lines on either side are compared, from the first that differs.
const COMPARED: usize = 200;

/// How many lines of the difference are shown.
const SHOWN: usize = 40;

/// A problem at the first line in which `text` is not `wanted`; `None` where they are equal.
pub(super) fn difference(text: &str, wanted: &str) -> Option<Finding> {
    if text == wanted {
        return None;
    }
    let same = text
        .split_inclusive('\n')
        .zip(wanted.split_inclusive('\n'))
        .take_while(|(a, b)| a == b)
        .count();
    let shorter = text.lines().count().min(wanted.lines().count());
    let ends = text
        .split_inclusive('\n')
        .rev()
        .zip(wanted.split_inclusive('\n').rev())
        .take(shorter.saturating_sub(same))
        .take_while(|(a, b)| a == b)
        .count();
    Some(Finding::problem(
        Pos::new(same + 1, 1),
        "this is not what `cargo xtask regen` would have written, so it was edited by hand",
        help(&between(text, same, ends), &between(wanted, same, ends)),
    ))
}

/// Some lines of `text` between the first `same` ones and the last `ends`, with one of the latter.
fn between(text: &str, same: usize, ends: usize) -> String {
    let lines = text.split_inclusive('\n');
    let differing = lines.clone().count().saturating_sub(same + ends);
    lines.skip(same).take(COMPARED.min(differing + 1)).collect()
}

fn help(text: &str, wanted: &str) -> String {
    let mut help = String::from(
        "correct service.toml in its place, and take the file back with `git checkout`; it differs so:",
    );
    let diff = TextDiff::from_lines(text, wanted);
    let diff = diff.unified_diff().context_radius(1).to_string();
    let mut lines = diff
        .trim_end_matches('\n')
        .split('\n')
        .filter(|it| !is_place(it));
    for line in lines.by_ref().take(SHOWN) {
        help.push('\n');
        help.push_str(&visible(line));
    }
    if lines.next().is_some() {
        help.push_str("\n…");
    }
    help
}

/// Whether `line` of a difference tells a place, which would be wrong here, for only a part was compared.
fn is_place(line: &str) -> bool {
    line.starts_with("@@")
}
