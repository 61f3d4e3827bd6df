//! Blocks by indentation: which lines belong to an item, and what is left of them without their indent.
//!
//! Knows indents and blank lines, as docutils measures them. Knows no markup.

use super::source::Line;

/// Lines that belong together, without their common indent and without blank lines at either end; and the index of
/// the line after them.
pub(super) struct Indented<'t> {
    /// The lines.
    pub lines: Vec<Line<'t>>,
    /// The index of the first line that does not belong to them.
    pub next: usize,
}

/// The lines from `start` on that are indented at all.
pub(super) fn block<'t>(lines: &[Line<'t>], start: usize) -> Indented<'t> {
    let next = end(lines, start, |line| line.indent() > 0);
    strip(lines, start, next, None)
}

/// The rest of the line at `start` after its first `mark` bytes, and the lines below it that are indented at all: as
/// the text of a field or of a directive stands.
pub(super) fn hanging<'t>(lines: &[Line<'t>], start: usize, mark: usize) -> Indented<'t> {
    let next = end(lines, start + 1, |line| line.indent() > 0);
    strip(lines, start, next, Some(mark))
}

/// The same up to the first blank line.
pub(super) fn hanging_until_blank<'t>(
    lines: &[Line<'t>],
    start: usize,
    mark: usize,
) -> Indented<'t> {
    let below = lines.iter().skip(start + 1);
    let count = below.take_while(|line| line.indent() > 0).count();
    strip(lines, start, start + 1 + count, Some(mark))
}

/// The rest of the line at `start` after its first `mark` bytes, and the lines below it that are indented by `width`
/// at least: as the text of a list item stands. Where nothing follows the mark, any indent will do.
pub(super) fn item<'t>(
    lines: &[Line<'t>],
    start: usize,
    mark: usize,
    width: usize,
) -> Indented<'t> {
    if lines.get(start).is_none_or(|it| it.from(mark).blank()) {
        return hanging(lines, start, mark);
    }
    let next = end(lines, start + 1, |line| line.indent() >= width);
    let below = lines.get(start + 1..next).unwrap_or_default();
    let mut out: Vec<Line> = lines
        .get(start)
        .map(|it| it.from(mark))
        .into_iter()
        .collect();
    out.extend(below.iter().map(|line| line.from(width)));
    Indented {
        lines: trim(out),
        next,
    }
}

/// The index after the last line from `start` on that is blank or `belongs`.
fn end(lines: &[Line], start: usize, belongs: impl Fn(&Line) -> bool) -> usize {
    let rest = lines.iter().skip(start);
    start + rest.take_while(|it| it.blank() || belongs(it)).count()
}

/// The lines from `start` to `end` without their smallest indent; where there is a `mark`, the first of them is cut
/// behind it and has no say in the indent.
fn strip<'t>(lines: &[Line<'t>], start: usize, end: usize, mark: Option<usize>) -> Indented<'t> {
    let all = lines.get(start..end).unwrap_or_default();
    let below = all.get(usize::from(mark.is_some())..).unwrap_or_default();
    let indents = below.iter().filter(|it| !it.blank()).map(Line::indent);
    let indent = indents.min().unwrap_or_default();
    let first = mark.and_then(|mark| all.first().map(|it| it.from(mark)));
    let rest = below.iter().map(|it| it.from(indent));
    Indented {
        lines: trim(first.into_iter().chain(rest).collect()),
        next: end.max(start + 1),
    }
}

/// `lines` without the blank ones at either end.
pub(super) fn trim(mut lines: Vec<Line>) -> Vec<Line> {
    while lines.last().is_some_and(Line::blank) {
        lines.pop();
    }
    let blank = lines.iter().take_while(|it| it.blank()).count();
    lines.drain(..blank);
    lines
}
