//! Tables that lost their marks and their gaps: the heads on one line, each row on a line of its own, and nothing but
//! spaces between the cells.
//!
//! Knows how a status and a code are told at the ends of such a line, and that two texts side by side cannot be parted.
//! Knows nothing of what the rows mean.

use super::flattened::joined;
use crate::document::{Block, Cell, Fault, Origin, Pos, Table, TableRow, Text};
use crate::recognize::text::look::{Look, look};
use crate::recognize::text::status;
use crate::rows::Field;

/// `blocks` with tables in place of the paragraphs that hold such rows; `None` where there is none.
pub fn unfolded(blocks: &[Block]) -> Option<Vec<Block>> {
    let found = |it: &Block| match it {
        Block::Paragraph(text) if text.text.contains('\n') => table(text),
        _ => None,
    };
    if !blocks.iter().any(|it| found(it).is_some()) {
        return None;
    }
    let parts = blocks
        .iter()
        .flat_map(|it| found(it).unwrap_or_else(|| vec![it.clone()]));
    Some(parts.collect())
}

/// The lines above the heads, a paragraph each, and the table that the rest of `text` is: two rows or more.
fn table(text: &Text) -> Option<Vec<Block>> {
    const MOST_TITLES: usize = 4;
    let lines: Vec<Text> = text
        .text
        .lines()
        .enumerate()
        .map(|(index, it)| {
            let at = Pos::new(text.at.line as usize + index, text.at.column as usize);
            Text::new(at, it)
        })
        .collect();
    let titles = lines.iter().take(MOST_TITLES);
    let (above, heads) = titles
        .enumerate()
        .find_map(|(index, it)| Some((index, joined(it)?)))?;
    let (words, fields) = (heads.words, heads.fields);
    let mut rows: Vec<TableRow> = Vec::new();
    for line in lines.get(above + 1..)? {
        match (row(line, &fields), rows.last_mut()) {
            (Some(row), _) => rows.push(row),
            (None, Some(last)) => goes_on(last, line, &fields),
            (None, None) => return None,
        }
    }
    let head = lines.get(above)?;
    let cells = words.iter().map(|it| cell(head.at, it)).collect();
    let faults = Vec::new();
    let count = rows.len();
    rows.insert(
        0,
        TableRow {
            at: head.at,
            cells,
            faults,
        },
    );
    let mut blocks: Vec<Block> = lines
        .iter()
        .take(above)
        .cloned()
        .map(Block::Paragraph)
        .collect();
    blocks.push(Block::Table(Box::new(Table {
        at: head.at,
        caption: None,
        head: 1,
        rows,
        faults: Vec::new(),
    })));
    (count > 1).then_some(blocks)
}

/// The row that a line is, if it begins, and ends, with the status and the code that its columns ask for.
fn row(line: &Text, fields: &[Option<Field>]) -> Option<TableRow> {
    let mut rest = line.text.trim();
    let mut cells: Vec<&str> = vec![""; fields.len()];
    let mut first = 0;
    while let Some(field) = fields.get(first).filter(|it| is_told(**it)) {
        let (cell, behind) = match field {
            Some(Field::Status) => leading_status(rest, fields.get(first + 1).copied().flatten())?,
            _ => leading_code(rest, first > 0)?,
        };
        (cells[first], rest) = (cell, behind);
        first += 1;
    }
    let mut last = fields.len();
    if first < last && fields.last() == Some(&Some(Field::Status)) {
        last -= 1;
        (rest, cells[last]) = trailing_status(rest)?;
    }
    let texts = last.checked_sub(first)?;
    if first == 0 || (texts > 0 && rest.is_empty()) {
        return None;
    }
    if let Some(cell) = cells.get_mut(first).filter(|_| texts > 0) {
        *cell = rest;
    }
    let faults = if texts > 1 {
        vec![mixed(line.at)]
    } else {
        Vec::new()
    };
    Some(TableRow {
        at: line.at,
        cells: cells.iter().map(|it| cell(line.at, it)).collect(),
        faults,
    })
}

/// Whether a cell of this column can be told from words beside it.
fn is_told(field: Option<Field>) -> bool {
    matches!(field, Some(Field::Status | Field::Code))
}

/// The code that `text` begins with; behind a status it can be a word.
fn leading_code(text: &str, behind_status: bool) -> Option<(&str, &str)> {
    let (code, rest) = text.split_once(' ').unwrap_or((text, ""));
    let is_code = match look(code) {
        Look::Name => true,
        Look::Number => code.len() > 2,
        Look::Word => behind_status && code.starts_with(char::is_uppercase),
        _ => false,
    };
    is_code.then(|| (code, rest.trim()))
}

/// The status that `text` begins with, and its words where a code that is a name follows.
fn leading_status(text: &str, next: Option<Field>) -> Option<(&str, &str)> {
    const MOST_WORDS: usize = 6;
    status::at_start(text)?;
    let (number, rest) = text.split_once(' ')?;
    if number.len() != 3 || next != Some(Field::Code) {
        return (number.len() == 3).then(|| (number, rest.trim()));
    }
    let mut end = 0;
    for word in rest.split(' ').take(MOST_WORDS) {
        if look(word) == Look::Name {
            return Some((text.get(..number.len() + end)?, rest.get(end..)?.trim()));
        }
        end += word.len() + 1;
    }
    Some((number, rest.trim()))
}

/// The status that `text` ends with, with its words, and the text before it.
fn trailing_status(text: &str) -> Option<(&str, &str)> {
    const MOST_WORDS: usize = 6;
    let starts = text.rmatch_indices(' ').map(|(at, _)| at + 1);
    let found = starts.take(MOST_WORDS).find(|at| {
        text.get(*at..)
            .is_some_and(|it| status::at_start(it).is_some())
    })?;
    Some((text.get(..found)?.trim(), text.get(found..)?))
}

/// Adds a line to the text of the row above.
fn goes_on(row: &mut TableRow, line: &Text, fields: &[Option<Field>]) {
    let text = fields.iter().position(|it| !is_told(*it));
    let cell = text.and_then(|it| row.cells.get_mut(it));
    if let Some(Block::Paragraph(words)) = cell.and_then(|it| it.blocks.first_mut()) {
        words.text.push('\n');
        words.text.push_str(&line.text);
    }
}

/// What is wrong with a row of two texts.
fn mixed(at: Pos) -> Fault {
    let what = "spaces alone part the texts of this row, and where one ends cannot be told";
    let help = "take the document from its source, or as a format that keeps its cells apart";
    Fault {
        at,
        what: what.to_owned(),
        help: help.to_owned(),
    }
}

/// A cell that holds `text`.
pub(super) fn cell(at: Pos, text: &str) -> Cell {
    let blocks = match text {
        "" => Vec::new(),
        text => vec![Block::Paragraph(Text::new(at, text))],
    };
    Cell {
        at,
        origin: Origin::Own,
        blocks,
    }
}
