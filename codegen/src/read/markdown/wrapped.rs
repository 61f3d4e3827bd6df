//! The lines of a cell that goes over several, as lines of a document.
//!
//! Knows what exports glue to the text before it (the first item of a list, the fence of code), and the indentation that
//! they lose or add. Knows nothing of tables, and reads no markdown.

use super::containers::{fence, glued_fence, item};
use super::source::Source;
use std::ops::Range;

/// The lines of a cell whose first one stands at `first` and the others at `more`: as they are, but for what is glued,
/// and for indentation that would hide what a line is. An empty line is an empty range.
pub(super) fn parts(
    source: &Source,
    first: Range<usize>,
    more: &[Range<usize>],
) -> Vec<Range<usize>> {
    let mut parts = Parts {
        source,
        cut: 0,
        fence: None,
        lines: Vec::with_capacity(more.len() + 3),
    };
    let glued = glued_item(source, first.clone(), more);
    match glued {
        Some(item) => {
            let before = source.trim(first.start..item);
            parts.lines.extend([before.clone(), before.end..before.end]);
            parts.line(item..first.end, more.first());
        }
        None => parts.line(first.clone(), more.first()),
    }
    if !item(source.bytes(first)) {
        let filled = more.iter().filter(|range| !range.is_empty());
        parts.cut = filled.map(|range| indent(source, range)).min().unwrap_or(0);
    }
    for (index, line) in more.iter().enumerate() {
        parts.line(line.clone(), more.get(index + 1));
    }
    parts.lines
}

/// How many bytes of white space stand before what a line says.
fn indent(source: &Source, line: &Range<usize>) -> usize {
    let text = source.slice(line.clone());
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

/// The lines of a cell, one after another.
struct Parts<'s, 'a> {
    source: &'s Source<'a>,
    /// How much of the indentation of each line is left out: that which all lines have. It is none when a list item
    /// starts on the first line, for then it says what belongs to the item.
    cut: usize,
    /// The code fence that is open, and whether it stands without its indentation.
    fence: Option<(u8, usize, Fence)>,
    lines: Vec<Range<usize>>,
}

/// How the fences of code stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fence {
    /// As they are written.
    Kept,
    /// Without indentation, because the code has less of it.
    Outdented,
}

impl Parts<'_, '_> {
    /// Adds `line`, which stands before `next`.
    fn line(&mut self, line: Range<usize>, next: Option<&Range<usize>>) {
        let text = self.source.trim(line.clone());
        let kept = (line.start + self.cut).min(line.end)..line.end;
        let found = fence(self.source.bytes(text.clone()));
        match (self.fence, found) {
            (Some((byte, length, how)), Some(close)) if close.0 == byte && close.1 >= length => {
                self.fence = None;
                self.lines
                    .push(if how == Fence::Kept { kept } else { text });
            }
            (Some(_), _) => self.lines.push(kept),
            (None, Some(open)) => {
                let less =
                    next.is_some_and(|next| indent(self.source, next) < indent(self.source, &line));
                let how = if less { Fence::Outdented } else { Fence::Kept };
                self.fence = Some((open.0, open.1, how));
                self.lines.push(if less { text } else { kept });
            }
            (None, None) => self.text(kept),
        }
    }

    /// Adds a line of text, behind which a fence may stand.
    fn text(&mut self, line: Range<usize>) {
        let text = self.source.slice(line.clone());
        let Some(at) = glued_fence(text) else {
            return self.lines.push(line);
        };
        let open = line.start + at..line.end;
        if let Some((byte, length)) = fence(self.source.bytes(self.source.trim(open.clone()))) {
            self.fence = Some((byte, length, Fence::Outdented));
        }
        self.lines.extend([line.start..open.start, open]);
    }
}

/// Where a list item starts in the middle of the line at `first`, when the next lines start with items like it: as in
/// `one of these:-   this`, with `-   that` on the next line.
fn glued_item(source: &Source, first: Range<usize>, more: &[Range<usize>]) -> Option<usize> {
    let next = more
        .iter()
        .map(|range| source.slice(range.clone()))
        .find(|line| !line.trim().is_empty())?;
    let mark = item_mark(next)?;
    let mark = if mark.starts_with(|it: char| it.is_ascii_digit()) {
        format!(
            "1{}",
            mark.trim_start_matches(|it: char| it.is_ascii_digit())
        )
    } else {
        mark.to_string()
    };
    let text = source.slice(first.clone());
    let wide = mark.ends_with("  ");
    let starts = |at: &usize| {
        let before = text.get(..*at).unwrap_or_default();
        let behind = text.get(at + mark.len()..).unwrap_or_default();
        let apart =
            wide || before.ends_with(|it: char| !it.is_alphanumeric() && !it.is_whitespace());
        *at > 0 && apart && !behind.starts_with(' ') && !before.ends_with(['-', '*', '+'])
    };
    let found = text.match_indices(&mark).map(|(at, _)| at).find(starts)?;
    Some(first.start + found)
}

/// The mark of the list item that starts `line`, with the spaces behind it and without those before it.
fn item_mark(line: &str) -> Option<&str> {
    let line = line.trim_start();
    if !item(line.as_bytes()) && !line.starts_with(|it: char| it.is_ascii_digit()) {
        return None;
    }
    let sign = line.find(' ')?;
    let mark = line.get(..sign)?;
    let list = mark.len() == 1 || mark.ends_with(['.', ')']);
    let spaces = line
        .get(sign..)?
        .bytes()
        .take_while(|&byte| byte == b' ')
        .count();
    line.get(..sign + spaces).filter(|_| list)
}
