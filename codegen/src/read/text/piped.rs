//! Tables whose cells `|` parts, as they are left when the text of a page is taken out of its HTML.
//!
//! Knows three forms of them. A row is a line, its cells parted and the last one closed by `|`; or a line that is nothing
//! but `|` opens a row, and each line that ends with `|` closes a cell; in both a line of dashes may stand under the
//! heads. Or the table is drawn, with borders. Knows nothing of what stands in the cells.

use super::columns::Line;
use crate::document::{Block, Cell, Origin, Pos, Table, TableRow, Text};

/// The most cells of a row, and the most lines of a cell.
const MOST: usize = 32;

/// The table that the first of `lines` make, and how many they are.
pub fn table(lines: &[Line]) -> Option<(Table, usize)> {
    let first = lines.first().filter(|it| opens(it))?;
    let mut parts = Parts::default();
    let length = if is_border(first) {
        lines.get(1).filter(|it| is_row(it))?;
        parts.drawn(lines)
    } else if is_lone(first) {
        parts.open_rows(lines)
    } else {
        parts.rows(lines)
    };
    let table = Table {
        at: first.at(),
        caption: None,
        head: parts.head,
        rows: parts.rows,
        faults: Vec::new(),
    };
    (table.rows.len() > 1).then_some((table, length))
}

/// Whether a table begins with the first of `lines`.
pub fn begins(lines: &[Line]) -> bool {
    table(lines).is_some()
}

/// Whether a line can be the first of a table.
fn opens(line: &Line) -> bool {
    is_border(line) || is_lone(line) || is_row(line)
}

/// Whether a line is nothing but `|`.
fn is_lone(line: &Line) -> bool {
    line.words == "|"
}

/// Whether a line is the border of a drawn table: `+-----+-----+`.
fn is_border(line: &Line) -> bool {
    let text = line.words;
    text.starts_with("+-")
        && text.ends_with("-+")
        && text.bytes().all(|it| matches!(it, b'+' | b'-'))
}

/// Whether a line closes with a `|`, and has another one between its cells.
fn is_row(line: &Line) -> bool {
    let text = line.words;
    text.ends_with('|') && !is_lone(line) && cells(text).count() > 1
}

/// How many cells the line under the heads of a table has: `|---|---|`.
fn dashes(line: &Line) -> Option<usize> {
    let text = line.words;
    let all = text
        .bytes()
        .all(|it| matches!(it, b'|' | b'-' | b':' | b' '));
    (all && text.contains("--") && text.contains('|')).then(|| cells(text).count())
}

/// The cells of a line that `|` closes; one before the first cell parts nothing.
fn cells(text: &str) -> impl Iterator<Item = &str> {
    let text = text.strip_suffix('|').unwrap_or(text);
    let text = text.strip_prefix('|').unwrap_or(text);
    text.split('|')
}

/// The rows of a table while they are read.
#[derive(Default)]
struct Parts {
    rows: Vec<TableRow>,
    head: usize,
}

impl Parts {
    /// Reads rows of a line each, all of as many cells. Gives how many lines they are.
    fn rows(&mut self, lines: &[Line]) -> usize {
        let width = lines.first().map_or(0, |it| cells(it.words).count());
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            if self.head == 0 && self.rows.len() == 1 && dashes(line) == Some(width) {
                self.head = 1;
                at += 1;
                continue;
            }
            let whole = is_row(line) && cells(line.words).count() == width;
            let rest = &lines[at..];
            let broken = || broken_row(rest, width).filter(|_| !self.rows.is_empty());
            let short = || {
                is_short_row(rest, width)
                    .then_some(1)
                    .filter(|_| !self.rows.is_empty())
            };
            let Some(length) = Some(1).filter(|_| whole).or_else(broken).or_else(short) else {
                return at;
            };
            self.rows.push(row(line, lines[at..at + length].iter()));
            at += length;
        }
        lines.len()
    }

    /// Reads a table with borders, the first of which is the first of `lines`; what stands above the second one are heads.
    /// Where borders part the rows, all lines between two of them are one; otherwise a line whose first cell is empty goes
    /// on with the row above. Gives how many lines they are.
    fn drawn(&mut self, lines: &[Line]) -> usize {
        let width = lines.get(1).map_or(0, |it| cells(it.words).count());
        let belongs =
            |it: &&Line| is_border(it) || (is_row(it) && cells(it.words).count() == width);
        let length = lines.iter().take_while(belongs).count();
        let groups: Vec<&[Line]> = lines[..length]
            .split(is_border)
            .filter(|it| !it.is_empty())
            .collect();
        let parted = groups.len() > 2;
        self.head = usize::from(groups.len() > 1);
        for (index, group) in groups.into_iter().enumerate() {
            for (order, line) in group.iter().enumerate() {
                let empty = cells(line.words)
                    .next()
                    .is_some_and(|it| it.trim().is_empty());
                match self.rows.last_mut() {
                    Some(row) if order > 0 && (parted || index == 0 || empty) => goes_on(row, line),
                    _ => self.rows.push(row(line, std::iter::once(line))),
                }
            }
        }
        length
    }

    /// Reads rows that a lone `|` opens, of as many cells as the line under the heads or the first row has. Gives how
    /// many lines they are.
    fn open_rows(&mut self, lines: &[Line]) -> usize {
        let mut width = None;
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            if let Some(cells) = dashes(line).filter(|_| self.rows.len() == 1) {
                (width, self.head) = (Some(cells), 1);
                at += 1;
                continue;
            }
            let Some(row) = open_row(&lines[at..], width).filter(|_| is_lone(line)) else {
                return at;
            };
            at += row.0;
            width = width.or(Some(row.1.cells.len()));
            self.rows.push(row.1);
        }
        lines.len()
    }
}

/// Whether the first of `lines` is a row with fewer cells than `width`, among rows that have as many.
fn is_short_row(lines: &[Line], width: usize) -> bool {
    let count = |it: &Line| cells(it.words).count();
    match lines {
        [first, next, ..] => {
            is_row(first) && count(first) < width && is_row(next) && count(next) == width
        }
        _ => false,
    }
}

/// How many of the first of `lines` are one row of `width` cells that line ends break: the first has a `|`, and no line
/// among them is a row of its own.
fn broken_row(lines: &[Line], width: usize) -> Option<usize> {
    const MOST_LINES: usize = 6;
    let mut pipes = 0;
    for (index, line) in lines.iter().take(MOST_LINES).enumerate() {
        let text = line.words;
        let inner = text
            .strip_prefix('|')
            .filter(|_| index == 0)
            .unwrap_or(text);
        let own = inner.matches('|').count();
        if text.is_empty() || (index == 0 && own == 0) || own > width {
            return None;
        }
        let whole = index > 0 && is_row(line) && cells(text).count() == width;
        pipes += own;
        if whole || pipes > width {
            return None;
        }
        if pipes == width && text.ends_with('|') {
            return Some(index + 1);
        }
    }
    None
}

/// The row that the lone `|` opens which the first of `lines` is, and how many lines it takes: up to its last cell, or
/// to the next row where its width is not known.
fn open_row(lines: &[Line], width: Option<usize>) -> Option<(usize, TableRow)> {
    let mut closed = 0;
    let mut length = 1;
    let mut last = 1;
    for line in lines.get(1..)? {
        let whole = Some(closed) == width;
        if whole || is_lone(line) || dashes(line).is_some() || closed > MOST || length > last + MOST
        {
            break;
        }
        length += 1;
        if line.words.ends_with('|') {
            closed += cells(line.words).count();
            last = length;
        }
    }
    let row = row(lines.first()?, lines.get(1..last)?.iter());
    (closed > 0).then_some((last, row))
}

/// The row that begins at `first` and whose cells stand in `lines`.
fn row<'l>(first: &Line, lines: impl Iterator<Item = &'l Line<'l>>) -> TableRow {
    let mut cells = Vec::new();
    let mut open: Option<Cell> = None;
    for line in lines {
        for (text, at, closes) in pieces(line) {
            let cell = open.get_or_insert_with(|| Cell {
                at,
                origin: Origin::Own,
                blocks: Vec::new(),
            });
            add(cell, text, at);
            if closes {
                cells.extend(open.take());
            }
        }
    }
    cells.extend(open);
    TableRow {
        at: first.at(),
        cells,
        faults: Vec::new(),
    }
}

/// Adds what stands in the cells of a line to those of the row that it goes on with.
fn goes_on(row: &mut TableRow, line: &Line) {
    for (cell, (text, at, _)) in row.cells.iter_mut().zip(pieces(line)) {
        add(cell, text, at);
    }
}

/// What stands between the `|` of a line, where it begins, and whether a `|` closes it.
fn pieces<'l>(line: &'l Line) -> impl Iterator<Item = (&'l str, Pos, bool)> {
    let closed = line.words.ends_with('|');
    let text = line.words;
    let inner = text.strip_suffix('|').unwrap_or(text);
    let bare = inner.strip_prefix('|').unwrap_or(inner);
    let start = line.at();
    let mut column = start.column as usize + inner.chars().count() - bare.chars().count();
    let many = bare.matches('|').count();
    bare.split('|').enumerate().map(move |(index, piece)| {
        let gap = piece.chars().take_while(|it| it.is_whitespace()).count();
        let at = Pos::new(start.line as usize, column + gap);
        column += piece.chars().count() + 1;
        (piece.trim(), at, closed || index < many)
    })
}

/// Adds a line to what stands in a cell.
fn add(cell: &mut Cell, text: &str, at: Pos) {
    match cell.blocks.last_mut() {
        _ if text.is_empty() => {}
        Some(Block::Paragraph(words)) => {
            words.text.push('\n');
            words.text.push_str(text);
        }
        // A cell has one paragraph; pushed, it would take the room of four.
        _ => cell.blocks = vec![Block::Paragraph(Text::new(at, text))],
    }
}
