//! Tables that lost their marks: a run of paragraphs, one for each cell.
//!
//! Knows how column heads and rows are found again in such a run. Knows nothing of what the rows mean.
//!
//! Heads are two or more paragraphs in a row that name different columns, or one that names them all, with a row right
//! behind them. Where the code comes first, or right behind the status, a row begins where its leading columns look as
//! they should. Where it stands elsewhere, or a head names something that no error has, every row must have a paragraph
//! for each head. Where a row has more paragraphs than there are columns, which column the ones in the middle belong to
//! cannot be told; they are kept apart for a person to place.

use super::grid::{Grid, GridCell, GridRow};
use super::parted;
use crate::document::{Block, Origin, Pos, Text};
use crate::plain;
use crate::recognize::text::codes;
use crate::recognize::text::look::{Look, look};
use crate::recognize::text::status::{Said, said};
use crate::recognize::words::meaning::{Word, head_word, word};
use crate::recognize::words::topics::names_code_list;
use crate::rows::{Field, Shape};

/// A flattened table in a run of blocks.
pub struct Flattened<'a> {
    /// The table.
    pub grid: Grid<'a>,
    /// The block after its last cell.
    pub end: usize,
}

/// The most columns that are looked for.
const MOST_COLUMNS: usize = 8;

/// The flattened table whose heads begin at block `start`, if one does.
pub fn at(blocks: &[Block], start: usize) -> Option<Flattened<'_>> {
    let mut heads = heads(blocks.get(start..)?);
    let code = heads.code()?;
    let body = start + heads.length;
    let end = body + cells(blocks.get(body..)?);
    let run = blocks.get(..end)?;
    heads.double(run.get(body..)?, code);
    let Heads { fields, words, .. } = heads;
    let starts = leading(run, body, &fields, code).or_else(|| even(run, body, &fields, code))?;
    let rows: Vec<GridRow> = bounds(&starts, end, fields.len())
        .map(|(from, to)| row(blocks.get(from..to).unwrap_or_default(), fields.len(), code))
        .collect();
    let end = starts
        .last()
        .map_or(end, |last| (last + fields.len()).min(end));
    let at = blocks[start].at()?;
    let grid = Grid {
        at,
        shape: Shape::FlattenedTable,
        heads: words,
        rows,
        faults: &[],
    };
    Some(Flattened { grid, end })
}

/// Where rows begin if the first columns of each look as they should: a status, then a code.
fn leading(
    blocks: &[Block],
    body: usize,
    fields: &[Option<Field>],
    code: usize,
) -> Option<Vec<usize>> {
    let leads = |it: &Option<Field>| *it == Some(Field::Status);
    if !fields[..code].iter().all(leads) || !row_fits(blocks.get(body..=body + code)?, fields) {
        return None;
    }
    let starts = row_starts(blocks, body, fields, code);
    let even = in_rhythm(blocks, body, fields, &starts);
    // What could be a title over the heads, or a first cell, is a head only if all rows are as long as the heads say.
    if fields.contains(&None) {
        return even.filter(|it| it.len() > 1);
    }
    Some(even.unwrap_or(starts))
}

/// Where rows begin if every one has a paragraph for each column, two rows or more: those that begin with a status are
/// rows whatever stands for a code, if most have one; of others all have one.
fn even(
    blocks: &[Block],
    body: usize,
    fields: &[Option<Field>],
    code: usize,
) -> Option<Vec<usize>> {
    let rows = blocks.get(body..)?.chunks_exact(fields.len());
    let has_code = |row: &[Block]| row.get(code).is_some_and(|it| fits(it, fields[code]));
    let is_row = |row: &&[Block]| match fields[0] {
        Some(Field::Status) => fits(&row[0], fields[0]),
        _ => row_fits(row, fields),
    };
    let rows: Vec<&[Block]> = rows.take_while(is_row).collect();
    let codes = rows.iter().filter(|it| has_code(it)).count();
    let end = body + rows.len() * fields.len();
    (rows.len() > 1 && codes * 2 >= rows.len()).then(|| (body..end).step_by(fields.len()).collect())
}

/// Whether each of `blocks` can be the cell of its column.
fn row_fits(blocks: &[Block], fields: &[Option<Field>]) -> bool {
    let mut cells = blocks.iter().zip(fields);
    cells.all(|(block, field)| fits(block, *field))
}

/// `blocks` with paragraphs unfolded, a paragraph for each line, where the heads of a table stand in one: those that hold
/// heads, and those of as many lines as there are heads, which are rows. `None` where there is no such table.
pub fn unfolded(blocks: &[Block]) -> Option<Vec<Block>> {
    const MOST_TRIES: usize = 8;
    let folded = |it: &Block| {
        let several = text(it).filter(|it| it.text.contains('\n'))?;
        folded_heads(several)
    };
    let candidates = blocks
        .iter()
        .enumerate()
        .filter_map(|(index, it)| Some((index, folded(it)?)));
    let unfolded = |(start, columns): (usize, usize)| {
        let row = |it: &&Text| it.text.lines().count() == columns || folded_heads(it).is_some();
        let (before, table) = blocks.split_at(start);
        let mut unfolded = before.to_vec();
        for block in table {
            match text(block).filter(row) {
                Some(text) => unfolded.extend(lines(text)),
                None => unfolded.push(block.clone()),
            }
        }
        let first_lines = start..(start + MOST_TITLES).min(unfolded.len());
        let found = first_lines
            .map(|it| at(&unfolded, it))
            .any(|it| it.is_some());
        found.then_some(unfolded)
    };
    candidates.take(MOST_TRIES).find_map(unfolded)
}

/// How many lines that are none may stand before the heads in a paragraph.
const MOST_TITLES: usize = 4;

/// How many lines of a paragraph head columns, two or more one behind the other, no two the same, and one of them the
/// code; a few lines may stand before them.
fn folded_heads(text: &Text) -> Option<usize> {
    let first: Vec<Block> = lines(text).take(MOST_TITLES + MOST_COLUMNS).collect();
    (0..first.len().min(MOST_TITLES)).find_map(|start| {
        let heads = heads(&first[start..]);
        heads.code().map(|_| heads.fields.len())
    })
}

/// A paragraph for each line of `text`.
fn lines(text: &Text) -> impl Iterator<Item = Block> + '_ {
    let line = |(index, line): (usize, &str)| {
        let at = Pos::new(text.at.line as usize + index, text.at.column as usize);
        Block::Paragraph(Text::new(at, line))
    };
    text.text.lines().enumerate().map(line)
}

/// Column heads.
#[derive(Default)]
pub struct Heads {
    /// What each column holds; `None` is something that no error has, or a second name of it.
    pub fields: Vec<Option<Field>>,
    /// The heads as they are written.
    pub words: Vec<String>,
    /// How many blocks they take.
    length: usize,
}

impl Heads {
    /// Adds a head, if it is one: no head twice, and one column of codes and of statuses.
    fn add(&mut self, text: &str) -> bool {
        let field = match head(text) {
            Word::Unknown => return false,
            word => word.field(),
        };
        let answers = names_code_list(text) || text.eq_ignore_ascii_case("status");
        let has = |field: Field| self.fields.contains(&Some(field));
        let field = match field {
            // Beside a code, that of a response is its status.
            Some(Field::Code) if has(Field::Code) && answers => {
                if has(Field::Status) {
                    return false;
                }
                Some(Field::Status)
            }
            Some(Field::Code) if has(Field::Code) => None,
            Some(Field::Status) if has(Field::Status) => return false,
            field => field,
        };
        let is_new = self.words.iter().all(|it| it != text);
        if is_new {
            self.fields.push(field);
            self.words.push(text.to_owned());
        }
        is_new
    }

    /// The column of codes, where there is one and another column beside it.
    fn code(&self) -> Option<usize> {
        let code = self.fields.iter().position(|it| *it == Some(Field::Code));
        code.filter(|_| self.fields.len() > 1)
    }

    /// Adds a column behind that of codes, under the same head, where all rows have a name and a number for one.
    fn double(&mut self, blocks: &[Block], code: usize) {
        let looks = |block: Option<&Block>, wanted: Look| {
            block
                .and_then(text)
                .is_some_and(|it| look(&it.text) == wanted)
        };
        let mut rows = blocks.chunks_exact(self.fields.len() + 1).peekable();
        let several = blocks.len() > 2 * self.fields.len();
        let doubled = |row: &[Block]| {
            looks(row.get(code), Look::Name) && looks(row.get(code + 1), Look::Number)
        };
        if several && rows.peek().is_some() && rows.all(doubled) {
            self.fields.insert(code + 1, None);
            let head = self.words[code].clone();
            self.words.insert(code + 1, head);
        }
    }
}

/// The heads that the first blocks are: a paragraph each, or all of them in one.
fn heads(blocks: &[Block]) -> Heads {
    if let Some(heads) = blocks.first().and_then(text).and_then(joined) {
        return heads;
    }
    let mut heads = Heads::default();
    for block in blocks.iter().take(MOST_COLUMNS) {
        if !text(block).is_some_and(|it| heads.add(&it.text)) {
            break;
        }
        heads.length += 1;
    }
    heads
}

/// What a head says: the whole of it, or the end of it in writing without spaces. More words that end so are a title,
/// and one can be a code.
fn head(text: &str) -> Word {
    const LONGEST: usize = 36;
    if text.contains(' ') || text.is_ascii() || text.ends_with('。') || text.len() > LONGEST {
        word(text)
    } else {
        head_word(text)
    }
}

/// The heads that stand in one line of `text`, two or more and nothing else: `Name Description HTTP status`.
pub fn joined(text: &Text) -> Option<Heads> {
    const MOST_WORDS: usize = 12;
    const LONGEST: usize = 120;
    if text.text.len() > LONGEST || text.text.ends_with(['.', '。']) {
        return None;
    }
    let words: Vec<&str> = text.text.split(' ').collect();
    let signs = words.iter().any(|it| parted::is_sign(it));
    if words.len() < 2 || words.len() > MOST_WORDS || signs {
        return None;
    }
    if is_head(&words) {
        return None;
    }
    let longest = |rest: &[&str]| (1..=rest.len()).rev().find(|it| is_head(&rest[..*it]));
    let shortest = |rest: &[&str]| (1..=rest.len()).find(|it| is_head(&rest[..*it]));
    // Where no first head is, which nearly every line shows, the shortest is not looked for either.
    longest(&words)?;
    parted(&words, longest).or_else(|| parted(&words, shortest))
}

/// Whether words are a head together. Where the first ones say code and the others are a head as well, they are two.
fn is_head(words: &[&str]) -> bool {
    let whole = head(&words.join(" "));
    let two = |at: usize| {
        let (code, rest) = words.split_at(at);
        word(&code.join(" ")) == Word::Sure(Field::Code) && is_head(rest)
    };
    match whole {
        Word::Unknown => false,
        Word::Sure(Field::Code) => true,
        _ => !(2..words.len()).any(two),
    }
}

/// The heads that `words` are, of which `length` tells how many make the next one.
fn parted(words: &[&str], length: impl Fn(&[&str]) -> Option<usize>) -> Option<Heads> {
    let mut heads = Heads {
        length: 1,
        ..Heads::default()
    };
    let mut rest = words;
    while !rest.is_empty() {
        let (head, behind) = rest.split_at(length(rest)?);
        if !heads.add(&head.join(" ")) {
            return None;
        }
        rest = behind;
    }
    let known = heads.fields.iter().flatten().count();
    (heads.code().is_some() && known > 1).then_some(heads)
}

/// Whether the heads of a flattened table can begin with `text`.
pub fn begins(text: &Text) -> bool {
    head(&text.text) != Word::Unknown || joined(text).is_some()
}

/// How many of the first blocks can be cells: paragraphs and lists. The heads of another table are none.
fn cells(blocks: &[Block]) -> usize {
    let is_cell = |index: &usize| match &blocks[*index] {
        Block::Paragraph(text) => !begins(text) || heads(&blocks[*index..]).code().is_none(),
        Block::List(_) => true,
        _ => false,
    };
    (0..blocks.len()).take_while(is_cell).count()
}

/// Where rows begin in the blocks from `body` on.
fn row_starts(blocks: &[Block], body: usize, fields: &[Option<Field>], code: usize) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = body;
    while at + code < blocks.len() {
        let due = starts.last().is_some_and(|it| it + fields.len() == at);
        let is_row = |index| {
            fits(&blocks[at + index], fields[index])
                || due && index == code && code > 0 && matches!(&blocks[at + index], Block::List(_))
        };
        if (0..=code).all(is_row) {
            starts.push(at);
            at += code;
        }
        at += 1;
    }
    behind_the_last(blocks, fields, code, &mut starts);
    starts
}

/// Where rows begin if every one has a paragraph for each column, up to a row that does not fit; `None` where a row
/// seems to begin behind that.
fn in_rhythm(
    blocks: &[Block],
    body: usize,
    fields: &[Option<Field>],
    starts: &[usize],
) -> Option<Vec<usize>> {
    let rows = blocks.get(body..)?.chunks_exact(fields.len());
    let count = rows.take_while(|it| row_fits(it, fields)).count();
    let end = body + count * fields.len();
    let starts_behind = starts.last().is_some_and(|it| *it >= end);
    (!starts_behind).then(|| (body..end).step_by(fields.len()).collect())
}

/// Adds the rows right behind the last one that give a status and then something that is no code. Among the others such
/// a row is texts too many of the row above it, which somebody is asked about; at the end nobody would be.
fn behind_the_last(
    blocks: &[Block],
    fields: &[Option<Field>],
    code: usize,
    starts: &mut Vec<usize>,
) {
    let columns = fields.len();
    while let Some(next) = starts.last().map(|it| it + columns)
        && code > 0
        && next + columns <= blocks.len()
        && (0..code).all(|index| fits(&blocks[next + index], fields[index]))
    {
        starts.push(next);
    }
}

/// Whether `block` can be a cell of a column of `field`.
fn fits(block: &Block, field: Option<Field>) -> bool {
    let (Some(field), Some(text)) = (field, text(block)) else {
        return match field {
            Some(Field::Code) => codes::read(&plain::lines(std::slice::from_ref(block))).is_some(),
            Some(Field::Status) => false,
            _ => true,
        };
    };
    match field {
        Field::Code => matches!(
            look(&text.text),
            Look::Name | Look::Word | Look::Number | Look::Range | Look::Broken
        ),
        Field::Status => match said(&text.text) {
            Said::Statuses(_) | Said::Class => true,
            Said::Unreadable(text) => has_the_form_of_a_status(&text),
            Said::None => false,
        },
        Field::Message | Field::Cause | Field::Solution => true,
    }
}

/// Whether `text` is written as statuses are, a number before a short phrase, though it can be none: `999 Not Found`.
/// Where such a row were not told from the texts above it, it would vanish without a word at the end of a table.
fn has_the_form_of_a_status(text: &str) -> bool {
    const MOST_WORDS: usize = 6;
    let mut words = text.split_whitespace();
    let number = words.next().unwrap_or_default();
    number.len() == 3
        && number.bytes().all(|it| it.is_ascii_digit())
        && words.count() < MOST_WORDS
        && !text.ends_with('.')
}

/// The bounds of each row: up to the next one, and for the last as many blocks as there are columns.
fn bounds(starts: &[usize], end: usize, columns: usize) -> impl Iterator<Item = (usize, usize)> {
    let last = starts.last().map(|it| (it + columns).min(end));
    let ends = starts.iter().skip(1).copied().chain(last);
    starts.iter().copied().zip(ends)
}

/// The row that `blocks` hold, for a table of `columns` columns with the code in column `code`. Where there are more
/// blocks than columns, the first text column has its first block and the last column its last one; whose the ones
/// between are cannot be told.
fn row(blocks: &[Block], columns: usize, code: usize) -> GridRow<'_> {
    let at = blocks.first().and_then(Block::at).unwrap_or(Pos::new(1, 1));
    if blocks.len() <= columns {
        return GridRow {
            at,
            cells: blocks.chunks(1).map(cell).collect(),
            loose: &[],
            faults: &[],
        };
    }
    let (sure, rest) = blocks.split_at((code + 2).min(columns - 1));
    let (loose, last) = rest.split_at(rest.len() - 1);
    let empty = GridCell {
        at,
        origin: Origin::Own,
        blocks: &[],
    };
    let between = std::iter::repeat_n(empty, columns - 1 - sure.len());
    let cells = sure
        .chunks(1)
        .map(cell)
        .chain(between)
        .chain(std::iter::once(cell(last)))
        .collect();
    GridRow {
        at,
        cells,
        loose,
        faults: &[],
    }
}

/// The cell that one block makes.
fn cell(blocks: &[Block]) -> GridCell<'_> {
    let at = blocks.first().and_then(Block::at).unwrap_or(Pos::new(1, 1));
    GridCell {
        at,
        origin: Origin::Own,
        blocks,
    }
}

/// The text of a paragraph.
fn text(block: &Block) -> Option<&Text> {
    match block {
        Block::Paragraph(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::at;
    use crate::document::Format;
    use crate::read::read;

    #[test]
    fn a_row_whose_status_or_code_is_none_does_not_vanish() {
        let heads = ["Status Code", "Error Code", "Error Message"];
        let good = ["404 Not Found", "NoSuchLamp", "There is no such lamp."];
        let bad = ["999 Not Found", "NoSuchBulb", "There is no such bulb."];
        let worse = ["404 Not Found", "No such bulb!", "There is no such bulb."];
        for rows in [
            [bad, good, good],
            [good, bad, good],
            [good, good, bad],
            [good, good, worse],
        ] {
            let source = [heads.join("\n\n"), rows.concat().join("\n\n")].join("\n\n");
            let document = read(&source, Format::Text);
            let found = at(&document.blocks, 0).map(|it| it.grid.rows.len());
            assert_eq!(found, Some(3), "{source}");
        }
    }
}
