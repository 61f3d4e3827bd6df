//! Tables that lost their marks but for a sign between the cells: a paragraph or a line for each row, the heads first
//! (`Code · Meaning · Remedy`, `PU001 · The pump is gone. · Call somebody.`).
//!
//! Knows the signs, and how such rows are found again. A line without a sign goes on with the last cell of the row above.
//! Knows nothing of what the rows mean.

use super::spaced::cell;
use crate::document::{Block, Pos, Table, TableRow, Text};
use crate::recognize::text::look::{Look, look};
use crate::recognize::words::meaning::{Word, head_word};
use crate::rows::Field;

/// A table whose cells a sign parts.
pub struct Parted {
    /// The table.
    pub table: Table,
    /// The block after its last row.
    pub end: usize,
}

/// The signs that part cells. White space stands around them, but for the last two.
const SIGNS: &[char] = &['·', '|', '¦', '•', '–', '—', ';', '\t'];

/// The most cells of a row.
const MOST_CELLS: usize = 8;

/// The table whose heads are the first line of block `start`, if they are, with two rows or more behind them.
pub fn at(blocks: &[Block], start: usize) -> Option<Parted> {
    let first = text(blocks.get(start)?)?;
    let (sign, heads) = heads(first.text.lines().next()?)?;
    let width = heads.len();
    let mut rows = vec![row(first.at, &heads)];
    let end = start + gather(&mut rows, blocks.get(start..)?, sign, width);
    (rows.len() > 2 && is_table(&rows, width)).then(|| Parted {
        table: Table {
            at: first.at,
            caption: None,
            head: 1,
            rows,
            faults: Vec::new(),
        },
        end,
    })
}

/// How many rows tell whether they are a table. More are not looked at before that is known, or a document of such
/// beginnings would be walked through from each of them.
const TELLING: usize = 32;

/// Whether more than half of the first of `rows` have as many cells as there are heads.
fn is_table(rows: &[TableRow], width: usize) -> bool {
    let first = rows.get(..TELLING).unwrap_or(rows);
    let whole = first.iter().filter(|it| it.cells.len() == width).count();
    whole * 2 > first.len()
}

/// Adds the rows that `blocks` begin with; the first line of the first one has the heads. Gives how many blocks they are.
/// Stops where the first rows are no table.
fn gather(rows: &mut Vec<TableRow>, blocks: &[Block], sign: char, width: usize) -> usize {
    let mut length = 0;
    for text in blocks.iter().map_while(text) {
        let skipped = usize::from(length == 0);
        for (index, (at, line)) in lines(text).enumerate().skip(skipped) {
            match cells(line, sign, width).filter(|it| begins(it)) {
                Some(cells) => rows.push(row(at, &cells)),
                None if index == 0 => return length,
                None => goes_on(rows.last_mut(), line),
            }
        }
        length += 1;
        if rows.len() >= TELLING && !is_table(rows, width) {
            return length;
        }
    }
    length
}

/// Whether `word` is one of the signs.
pub fn is_sign(word: &str) -> bool {
    let mut signs = word.chars();
    signs.next().is_some_and(|it| SIGNS.contains(&it)) && signs.next().is_none()
}

/// The text of a paragraph.
fn text(block: &Block) -> Option<&Text> {
    match block {
        Block::Paragraph(text) => Some(text),
        _ => None,
    }
}

/// The heads that `line` holds and the sign between them: different words that are known, one of them for the code and
/// one for what errors have beside it.
fn heads(line: &str) -> Option<(char, Vec<&str>)> {
    const LONGEST: usize = 120;
    let line = Some(line).filter(|it| it.len() <= LONGEST)?;
    SIGNS.iter().find_map(|sign| {
        let heads = cells(line, *sign, MOST_CELLS)?;
        let words: Vec<Word> = heads.iter().map(|it| head_word(it)).collect();
        let code = words.iter().any(|it| it.field() == Some(Field::Code));
        let beside = words
            .iter()
            .any(|it| it.field().is_some_and(|it| it != Field::Code));
        let unknown = words.iter().filter(|it| **it == Word::Unknown).count();
        let is_head = code && beside && unknown * 2 < words.len() && are_short(&heads);
        is_head.then_some((*sign, heads))
    })
}

/// Whether `heads` are all short, and none is empty.
fn are_short(heads: &[&str]) -> bool {
    const LONGEST: usize = 40;
    heads.iter().all(|it| !it.is_empty() && it.len() <= LONGEST)
}

/// The lines of `text`, and where each begins.
fn lines(text: &Text) -> impl Iterator<Item = (Pos, &str)> {
    let places = (text.at.line..).map(|line| Pos { line, ..text.at });
    places.zip(text.text.lines())
}

/// Whether a row begins with `cells`, and no further heads: one of the first two is a code.
fn begins(cells: &[&str]) -> bool {
    let is_code = |it: &&str| look(it).is_code() || look(it) == Look::Range;
    let is_head = |it: &&str| head_word(it) != Word::Unknown;
    cells.iter().take(2).any(is_code) && !cells.iter().all(is_head)
}

/// Adds a line to the last cell of the last row.
fn goes_on(row: Option<&mut TableRow>, line: &str) {
    let cell = row.and_then(|it| it.cells.last_mut());
    if let Some(Block::Paragraph(text)) = cell.and_then(|it| it.blocks.first_mut()) {
        text.text.push('\n');
        text.text.push_str(line);
    }
}

/// The cells of `line`, two to `most`, with `sign` between them; one may close the row. Of two, the last one holds
/// whatever follows.
fn cells(line: &str, sign: char, most: usize) -> Option<Vec<&str>> {
    let spaced = !matches!(sign, ';' | '\t');
    let parts = |at: usize, before: &str, behind: &str| {
        !spaced
            || (before.ends_with(' ') || at == 0) && (behind.is_empty() || behind.starts_with(' '))
    };
    let mut cells = Vec::new();
    let mut from = 0;
    for (at, sign) in line.match_indices(sign) {
        let end = at + sign.len();
        let last = most == 2 && cells.len() == 1 && end < line.trim_end().len();
        if parts(at, &line[..at], &line[end..]) && !last {
            cells.push(line[from..at].trim());
            from = end;
        }
    }
    let last = line[from..].trim();
    cells.extend(Some(last).filter(|it| !it.is_empty()));
    (2..=most.max(MOST_CELLS))
        .contains(&cells.len())
        .then_some(cells)
}

/// The row of `cells` at `at`.
fn row(at: Pos, cells: &[&str]) -> TableRow {
    TableRow {
        at,
        cells: cells.iter().map(|it| cell(at, it)).collect(),
        faults: Vec::new(),
    }
}
