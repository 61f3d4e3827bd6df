//! One line of a pipe table, split into its cells.
//!
//! Knows pipes, escapes and the line under the head. Knows nothing of rows that go over several lines.

use std::collections::BTreeMap;
use std::ops::Range;

/// The most cells that a row is split into. What follows stands in the last one.
pub(super) const CELLS: usize = 1000;

/// What a line looks like as a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// How many cells it has.
    pub(super) cells: usize,
    /// Whether a `|` stands before the first cell.
    pub(super) opens: bool,
    /// Whether a `|` stands behind the last cell.
    pub(super) closes: bool,
}

/// The shape of `row`, which has no white space at its ends.
pub(super) fn shape(row: &str) -> Shape {
    let pipes = pipes(row).count();
    let opens = row.starts_with('|');
    let closes = closes(row);
    let outer = usize::from(opens) + usize::from(closes);
    Shape {
        cells: pipes + 1 - outer.min(pipes),
        opens,
        closes,
    }
}

/// Whether `row` ends with a `|` that is no escaped one and not the one it opens with.
fn closes(row: &str) -> bool {
    row.len() > 1 && row.ends_with('|') && !row.ends_with("\\|")
}

/// The offsets of the pipes of `row` that are not escaped. As in cmark-gfm, any backslash before it escapes a pipe.
fn pipes(row: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = row.as_bytes();
    row.match_indices('|')
        .map(|(at, _)| at)
        .filter(move |&at| at == 0 || bytes.get(at - 1) != Some(&b'\\'))
}

/// Whether any pipe of `row` is not escaped.
pub(super) fn has_pipe(row: &str) -> bool {
    pipes(row).next().is_some()
}

/// The cells of `row`, each without the white space around it. When `row` has more than `columns`, and would have just
/// as many if the pipes in its code spans were text, they are.
pub(super) fn split(row: &str, columns: usize) -> Vec<Range<usize>> {
    let cells = split_at(row, pipes(row));
    if cells.len() <= columns || !row.contains('`') {
        return cells;
    }
    let spans = code_spans(row);
    let inside = |at: usize| {
        let next = spans.partition_point(|span| span.end <= at);
        spans.get(next).is_some_and(|span| span.contains(&at))
    };
    let joined = split_at(row, pipes(row).filter(|&at| !inside(at)));
    if joined.len() == columns {
        joined
    } else {
        cells
    }
}

/// The stretches of `row` between `pipes`.
fn split_at(row: &str, pipes: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut start = 0;
    let end = if closes(row) {
        row.len() - 1
    } else {
        row.len()
    };
    for at in pipes {
        if at == 0 {
            start = 1;
        } else if at < end && cells.len() + 1 < CELLS {
            cells.push(trim(row, start..at));
            start = at + 1;
        }
    }
    cells.push(trim(row, start..end.max(start)));
    cells
}

/// `range` without the spaces and tabs at its ends.
fn trim(row: &str, range: Range<usize>) -> Range<usize> {
    let text = row.get(range.clone()).unwrap_or_default();
    let start = range.start + (text.len() - text.trim_ascii_start().len());
    start..start + text.trim_ascii().len()
}

/// The code spans of `row`: from a run of backticks to the next run of the same length.
fn code_spans(row: &str) -> Vec<Range<usize>> {
    let runs = backtick_runs(row);
    let mut next = vec![None; runs.len()];
    let mut seen = BTreeMap::new();
    for (index, run) in runs.iter().enumerate().rev() {
        if let Some(place) = next.get_mut(index) {
            *place = seen.insert(run.len(), index);
        }
    }
    let mut spans = Vec::new();
    let mut index = 0;
    while let (Some(run), Some(mate)) = (runs.get(index), next.get(index)) {
        let closing = mate.and_then(|mate: usize| Some((mate, runs.get(mate)?.end)));
        if let Some((mate, end)) = closing {
            spans.push(run.start..end);
            index = mate;
        }
        index += 1;
    }
    spans
}

/// The runs of backticks in `row`.
fn backtick_runs(row: &str) -> Vec<Range<usize>> {
    let bytes = row.as_bytes();
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(found) = row.get(at..).and_then(|rest| rest.find('`')) {
        let start = at + found;
        let length = bytes
            .get(start..)
            .unwrap_or_default()
            .iter()
            .take_while(|&&byte| byte == b'`')
            .count();
        at = start + length;
        runs.push(start..at);
    }
    runs
}

/// How many cells `line` has, if it is the line under the head of a table (`|---|:-:|`).
pub(super) fn delimiter(line: &str) -> Option<usize> {
    if !line
        .bytes()
        .all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
        || !line.contains('|')
    {
        return None;
    }
    let dashes = |range: &Range<usize>| {
        let cell = line.get(range.clone()).unwrap_or_default();
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
    };
    let cells = split_at(line, pipes(line));
    cells.iter().all(dashes).then(|| shape(line).cells)
}
