//! One line of a pipe table, split into its cells.
//!
//! Knows pipes, escapes and the line under the head. Knows nothing of rows that go over several lines.

use std::collections::BTreeMap;
use std::ops::Range;

pub(super) use crate::limits::MARKDOWN_CELLS as CELLS;

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

/// Which pipes a backslash before them makes text.
#[derive(Clone, Copy)]
enum Escapes {
    /// All of them, whatever stands before the backslash: so does cmark-gfm.
    Any,
    /// Those whose backslash is not escaped itself.
    Odd,
}

/// The shape of `row`, which has no white space at its ends.
pub(super) fn shape(row: &str) -> Shape {
    shape_with(row, Escapes::Any)
}

/// The shape of `row` in a table of so many `columns`: where backslashes before pipes make it too short, and it would
/// have all its cells if an escaped backslash escaped no pipe, it has.
pub(super) fn shape_among(row: &str, columns: usize) -> Shape {
    shape_with(row, escapes(row, columns))
}

fn shape_with(row: &str, escapes: Escapes) -> Shape {
    let pipes = pipes(row, escapes).count();
    let opens = row.starts_with('|');
    let closes = closes(row, escapes);
    let outer = usize::from(opens) + usize::from(closes);
    Shape {
        cells: pipes + 1 - outer.min(pipes),
        opens,
        closes,
    }
}

/// Which pipes of `row` are escaped, in a table of so many `columns`.
fn escapes(row: &str, columns: usize) -> Escapes {
    let short = |row| shape(row).cells < columns || !shape(row).closes;
    let whole = |row| shape_with(row, Escapes::Odd).cells == columns;
    if row.contains("\\\\|") && short(row) && whole(row) {
        Escapes::Odd
    } else {
        Escapes::Any
    }
}

/// Whether `row` ends with a `|` that is no escaped one and not the one it opens with.
fn closes(row: &str, escapes: Escapes) -> bool {
    row.len() > 1 && row.ends_with('|') && !escaped(row, row.len() - 1, escapes)
}

/// Whether a backslash makes text of the pipe at `at`.
fn escaped(row: &str, at: usize, escapes: Escapes) -> bool {
    let before = row.as_bytes().get(..at).unwrap_or_default();
    let slashes = before.iter().rev().take_while(|&&byte| byte == b'\\');
    match escapes {
        Escapes::Any => before.last() == Some(&b'\\'),
        Escapes::Odd => slashes.count() % 2 == 1,
    }
}

/// The offsets of the pipes of `row` that are not escaped.
fn pipes(row: &str, escapes: Escapes) -> impl Iterator<Item = usize> + '_ {
    let all = row.match_indices('|').map(|(at, _)| at);
    all.filter(move |&at| !escaped(row, at, escapes))
}

/// Whether any pipe of `row` is not escaped.
pub(super) fn has_pipe(row: &str) -> bool {
    pipes(row, Escapes::Any).next().is_some()
}

/// The cells of `row`, each without the white space around it. When `row` has more than `columns`, and would have just
/// as many if the pipes in its code spans were text, they are.
pub(super) fn split(row: &str, columns: usize) -> Vec<Range<usize>> {
    let escapes = escapes(row, columns);
    let cells = split_at(row, pipes(row, escapes), closes(row, escapes));
    if cells.len() <= columns || !row.contains('`') {
        return cells;
    }
    let spans = code_spans(row);
    let inside = |at: usize| {
        let next = spans.partition_point(|span| span.end <= at);
        spans.get(next).is_some_and(|span| span.contains(&at))
    };
    let joined = split_at(
        row,
        pipes(row, escapes).filter(|&at| !inside(at)),
        closes(row, escapes),
    );
    if joined.len() == columns {
        joined
    } else {
        cells
    }
}

/// The stretches of `row` between `pipes`; `closes` tells whether the last of those stands behind the last cell.
fn split_at(row: &str, pipes: impl Iterator<Item = usize>, closes: bool) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut start = 0;
    let end = row.len() - usize::from(closes);
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
    let cells = split_at(line, pipes(line, Escapes::Any), closes(line, Escapes::Any));
    cells.iter().all(dashes).then(|| shape(line).cells)
}
