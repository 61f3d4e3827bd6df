//! Cuts single rows out of a document, by the boundaries that its own format gives them.
//!
//! Knows how the rows of each shape begin and end as lines, and which of them take cells from the row above. Knows nothing of how the project reads documents.

use crate::transcription::Record;
use std::ops::Range;

/// Lines of a document that stand for one row, or for two where one message joins two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Which rows go with the lines: their places in the transcription.
    pub rows: Range<usize>,
    /// The lines, counted from 0.
    pub lines: Range<usize>,
}

/// The cuts that take each row of `records` out of `source`, one after another.
pub fn cuts(source: &str, records: &[Record]) -> Vec<Cut> {
    let lines: Vec<&str> = source.lines().collect();
    let mut cuts = Vec::new();
    let mut row = 0;
    while let Some(record) = records.get(row) {
        let same = |next: &&Record| next.line == record.line;
        let count = records.iter().skip(row).take_while(same).count();
        let rows = row..row + count;
        let next = records.get(rows.end).map(|next| at(next.line));
        row = rows.end;
        cuts.push(Cut {
            lines: extent(&lines, at(record.line), next),
            rows,
        });
    }
    cuts
}

/// `source` without the lines of `cut`.
pub fn without(source: &str, cut: &Cut) -> String {
    let kept = |(number, _): &(usize, &str)| !cut.lines.contains(number);
    let lines = source.split_inclusive('\n').enumerate().filter(kept);
    lines.map(|(_, line)| line).collect()
}

/// The lines of `cut`.
pub fn only(source: &str, cut: &Cut) -> String {
    let lines = source.split_inclusive('\n');
    lines.skip(cut.lines.start).take(cut.lines.len()).collect()
}

/// A row of a pipe table as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Which table it is in, counted from the top.
    pub table: usize,
    /// How many cells it has of its own.
    pub cells: usize,
}

/// How the rows of `source` are written; none where they are no pipe tables.
pub fn written(source: &str, records: &[Record]) -> Vec<Written> {
    let lines: Vec<&str> = source.lines().collect();
    let pipes = |cut: Cut| {
        let text = only(source, &cut);
        let rules = lines
            .iter()
            .take(cut.lines.start)
            .filter(|line| line.starts_with("|--"));
        (text.starts_with('|') && !text.starts_with("| ")).then(|| Written {
            table: rules.count(),
            cells: text.matches('|').count() - 1,
        })
    };
    cuts(source, records).into_iter().map_while(pipes).collect()
}

/// Gives the short rows of pipe tables the trailing cells of the row that stands above them now.
pub fn inherit(rows: &mut [Record], written: &[Written]) {
    let mut above: Option<(Record, usize)> = None;
    for (row, written) in rows.iter_mut().zip(written) {
        let from = above
            .filter(|(_, table)| *table == written.table)
            .map(|(row, _)| row);
        if written.cells < 3 {
            row.cause = from.as_ref().and_then(|it| it.cause);
        }
        if written.cells < 4 {
            row.solution = from.as_ref().and_then(|it| it.solution);
        }
        above = Some((row.clone(), written.table));
    }
}

fn at(line: u32) -> usize {
    usize::try_from(line)
        .unwrap_or(usize::MAX)
        .saturating_sub(1)
}

/// The lines of the row that stands at `start`, where the row after it stands at `next`.
fn extent(lines: &[&str], start: usize, next: Option<usize>) -> Range<usize> {
    let line = lines.get(start).copied().unwrap_or_default();
    let text = line.trim_start();
    if line.starts_with("| ") {
        start..after(lines, start, |line| line.starts_with('+')) + 1
    } else if line.starts_with('|') {
        pipe_row(lines, start, next)
    } else if line.starts_with("<td>") {
        html_row(lines, start)
    } else if line.starts_with("## ") {
        start..after(lines, start, |line| line.starts_with("## "))
    } else if text.starts_with("-   Error message") {
        item(lines, start, line.len() - text.len())
    } else if text.starts_with("- ") {
        start..start + 1
    } else if line.starts_with("     ") {
        let end = next.map_or(lines.len(), |next| paragraph_before(lines, next));
        paragraph_before(lines, start)..end
    } else {
        start..start + 2
    }
}

/// The first line after `start` that `ends` the row.
fn after(lines: &[&str], start: usize, ends: impl Fn(&str) -> bool) -> usize {
    let found = lines.iter().skip(start + 1).position(|line| ends(line));
    found.map_or(lines.len(), |count| start + 1 + count)
}

/// A row between pipes: to the last closing pipe before the next row or the next heading.
fn pipe_row(lines: &[&str], start: usize, next: Option<usize>) -> Range<usize> {
    let heading = after(lines, start, |line| line.starts_with('#'));
    let limit = next.map_or(heading, |next| next.min(heading));
    let closes = |number: &usize| {
        lines
            .get(*number)
            .is_some_and(|line| line.trim_end().ends_with('|'))
    };
    start..(start..limit).rev().find(closes).unwrap_or(start) + 1
}

/// A row of cells: with its `<tr>`, where it has one.
fn html_row(lines: &[&str], start: usize) -> Range<usize> {
    let opened = start
        .checked_sub(1)
        .filter(|line| lines.get(*line) == Some(&"<tr>"));
    opened.unwrap_or(start)..after(lines, start, |line| line == "</tr>") + 1
}

/// A list item, with the caption above it where it is `indent`ed under one.
fn item(lines: &[&str], start: usize, indent: usize) -> Range<usize> {
    let first = if indent == 0 { start } else { start - 1 };
    first..after(lines, start, |line| {
        line.starts_with("- ") || line.starts_with("## ")
    })
}

/// Where the paragraph before the one at `line` begins; each of them is a line.
fn paragraph_before(lines: &[&str], line: usize) -> usize {
    let text = |number: &usize| {
        lines
            .get(*number)
            .is_some_and(|line| !line.trim().is_empty())
    };
    (0..line).rev().find(text).unwrap_or(line)
}
