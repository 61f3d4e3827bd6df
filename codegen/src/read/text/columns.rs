//! Columns that spaces align: tables without marks, and lists whose texts hang behind their names.
//!
//! Knows what cells of a line are: stretches that two spaces or a tab part. Knows nothing of what stands in them.
//!
//! A row is a line of two cells or more; the rows of a table begin in the same column. A line that is indented deeper
//! continues the row above, in the column under which it stands. Empty lines may part rows, and dashes may be drawn under
//! the heads.

use super::lines::numbered;
use crate::document::{Block, Cell, Origin, Pos, Table, TableRow, Text};
use crate::plain::one_line;
use unicode_width::UnicodeWidthStr;

/// A line of a text.
pub struct Line<'a> {
    number: usize,
    text: &'a str,
    /// What stands in it, without the white space at its ends.
    pub words: &'a str,
    /// How many characters of white space stand before its words.
    pub indent: usize,
}

/// A stretch of a line that two spaces, a tab or its end close.
#[derive(Clone, Copy)]
struct Stretch<'a> {
    text: &'a str,
    /// The character at which it begins, from 0.
    index: usize,
    /// The column at which it is shown, from 0; wide characters take two.
    column: usize,
}

impl<'a> Line<'a> {
    /// The line of this number.
    pub fn new(number: usize, text: &'a str) -> Self {
        let words = text.trim_start();
        let gap = text.strip_suffix(words).unwrap_or_default();
        Self {
            number,
            text,
            words: words.trim_end(),
            indent: gap.chars().count(),
        }
    }

    /// The same line with nothing in it.
    pub fn cleared(&self) -> Self {
        Self::new(self.number, "")
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Where its words begin.
    pub fn at(&self) -> Pos {
        Pos::new(self.number, self.indent + 1)
    }

    /// The rank of the heading that this line, drawn under `title`, makes of it.
    pub fn underlines(&self, title: &Line) -> Option<u8> {
        let line = self.words;
        let sign = line
            .chars()
            .next()
            .filter(|it| matches!(it, '=' | '-' | '~' | '*' | '#'))?;
        let drawn = line.chars().all(|it| it == sign) && line.width() >= title.words.width().min(4);
        drawn.then_some(if sign == '=' { 1 } else { 2 })
    }

    /// Whether it is nothing but dashes, a few under each of several heads.
    fn is_drawn(&self) -> bool {
        const FEWEST: usize = 3;
        let drawn = |it: &str| it.len() >= FEWEST && it.bytes().all(|it| matches!(it, b'-' | b'='));
        let mut words = self.words.split_whitespace();
        words.clone().nth(1).is_some() && words.all(drawn)
    }

    /// Whether two spaces or a tab stand between its words.
    fn has_gap(&self) -> bool {
        self.words.contains("  ") || self.words.contains('\t')
    }

    /// Its stretches.
    fn stretches(&self) -> Vec<Stretch<'a>> {
        let mut found: Vec<Stretch> = Vec::new();
        let mut rest = self.text;
        let (mut index, mut column) = (0, 0);
        while !rest.is_empty() {
            let gap: usize = rest
                .bytes()
                .take_while(|it| matches!(it, b' ' | b'\t'))
                .count();
            (index, column) = (index + gap, column + gap);
            rest = &rest[gap..];
            let end = if found.is_empty() {
                gap_in(rest).unwrap_or(rest.len())
            } else {
                text_end(rest)
            };
            let text = rest[..end].trim_end();
            if !text.is_empty() {
                found.push(Stretch {
                    text,
                    index,
                    column,
                });
            }
            (index, column) = (
                index + rest[..end].chars().count(),
                column + rest[..end].width(),
            );
            rest = &rest[end..];
        }
        found
    }
}

/// Where the first gap in `text` begins: two spaces or a tab.
fn gap_in(text: &str) -> Option<usize> {
    let blanks = text.match_indices([' ', '\t']);
    let mut gaps = blanks.filter(|(at, blank)| *blank == "\t" || text[at + 1..].starts_with(' '));
    gaps.next().map(|(at, _)| at)
}

/// Where a text behind the first cell ends: at a gap, but for two spaces between a sentence and the next one.
fn text_end(text: &str) -> usize {
    let mut from = 0;
    while let Some(gap) = gap_in(&text[from..]).map(|it| from + it) {
        let (sentence, next) = (&text[..gap], &text[gap + 1..]);
        let next = next.strip_prefix(' ').unwrap_or_default();
        if !sentence.ends_with(['.', '!', '?']) || !next.starts_with(char::is_uppercase) {
            return gap;
        }
        from = gap + 2;
    }
    text.len()
}

/// Whether a table begins with the first of `lines`.
pub fn begins(lines: &[Line]) -> bool {
    rows(lines).is_some()
}

/// The table that the first of `lines` make, and how many they are.
pub fn table(lines: &[Line]) -> Option<(Table, usize)> {
    let length = rows(lines)?;
    let first = lines.first()?;
    let columns: Vec<usize> = starts(&lines[..length]);
    let mut rows: Vec<TableRow> = Vec::new();
    let mut head = 0;
    for line in lines[..length].iter().filter(|it| !it.is_empty()) {
        if rows.len() == 1 && head == 0 && line.is_drawn() {
            head = 1;
            continue;
        }
        let stretches = line.stretches();
        match rows.last_mut() {
            Some(row) if hangs(&stretches, &columns) => hang(row, line, &stretches),
            Some(row) if is_continuation(&stretches, &columns) => {
                extend(row, line, &stretches, &columns);
            }
            _ => rows.push(row(line, &stretches, &columns)),
        }
    }
    let table = Table {
        at: first.at(),
        caption: None,
        head,
        rows,
        faults: Vec::new(),
    };
    Some((table, length))
}

/// How many lines from the first on make a table: at least two rows that begin in the same column.
fn rows(lines: &[Line]) -> Option<usize> {
    let first = lines.first().filter(|it| it.has_gap())?.stretches();
    let columns: Vec<usize> = first.iter().map(|it| it.column).collect();
    let indent = first.first().filter(|_| first.len() > 1)?.column;
    if lines.first().is_some_and(|it| numbered(it).is_some())
        || first
            .first()
            .is_some_and(|it| is_bullet(it.text) || it.text.ends_with('.'))
    {
        return None;
    }
    if let [number, text, ..] = first.as_slice()
        && is_signed(number.text, text.text)
    {
        return None;
    }
    let second = first.get(1)?.column;
    let (mut count, mut length, mut blank) = (0, 0, false);
    for (index, line) in lines.iter().enumerate() {
        if line.is_empty() {
            blank = true;
            continue;
        }
        let stretches = if blank {
            line.stretches()
        } else {
            cut(&line.stretches(), &columns)
        };
        let begin = stretches.first().map_or(0, |it| it.column);
        let aligned = stretches
            .get(1)
            .is_some_and(|it| it.column == second || !blank);
        let alike = stretches.len() == first.len() || !blank;
        let short = stretches
            .first()
            .is_some_and(|it| it.text.len() <= LONGEST_NAME);
        let is_row = begin == indent && aligned && alike && short && numbered(line).is_none();
        let continues = begin > indent && (begin + 1 >= second || !blank);
        match (is_row, continues) {
            (true, _) => count += 1,
            (false, true) => {}
            (false, false) => break,
        }
        length = index + 1;
        blank = false;
    }
    (count > 1).then_some(length)
}

/// Whether a number and a text are not two cells, since a sign parts them: `-1   - It is gone`.
fn is_signed(number: &str, text: &str) -> bool {
    let digits = number.trim_start_matches(['-', '+']);
    let signed = ["- ", "= ", "– ", "— "]
        .iter()
        .any(|it| text.starts_with(it));
    signed && !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit())
}

/// Whether a stretch is the bullet of a list rather than a cell.
fn is_bullet(text: &str) -> bool {
    matches!(text, "o" | "-" | "*" | "+" | "•" | "·")
}

/// The longest first cell of a row, in bytes; what is longer is a sentence with a wide gap in it.
const LONGEST_NAME: usize = 64;

/// The columns at which the cells of the first row begin, or of the row with the most cells that begin like it.
fn starts(lines: &[Line]) -> Vec<usize> {
    lines
        .iter()
        .map(|it| {
            it.stretches()
                .iter()
                .map(|it| it.column)
                .collect::<Vec<_>>()
        })
        .next()
        .unwrap_or_default()
}

/// The stretches of a line with one too few, the one that reaches over the beginning of a column cut there, if a space
/// stands before it: a long name leaves no gap.
fn cut<'a>(stretches: &[Stretch<'a>], columns: &[usize]) -> Vec<Stretch<'a>> {
    let mut cut = stretches.to_vec();
    if stretches.len() + 1 != columns.len() {
        return cut;
    }
    for (order, stretch) in stretches.iter().enumerate() {
        let Some(column) = columns.get(order + 1) else {
            break;
        };
        let offset = column.saturating_sub(stretch.column);
        // A name that is too long pushes what stands behind it to the right.
        let gap = |it: &usize| *it + 1 >= offset;
        let Some(gap) = stretch.text.match_indices(' ').map(|(at, _)| at).find(gap) else {
            continue;
        };
        let (before, after) = (&stretch.text[..gap], &stretch.text[gap + 1..]);
        if offset > 0 && before.is_ascii() && !before.contains(' ') && !after.is_empty() {
            cut[order].text = before;
            cut.insert(
                order + 1,
                Stretch {
                    text: after,
                    index: stretch.index + gap + 1,
                    column: *column,
                },
            );
            break;
        }
    }
    cut
}

/// Whether a line begins right of the first column.
fn is_continuation(stretches: &[Stretch], columns: &[usize]) -> bool {
    stretches.first().map(|it| it.column) > columns.first().copied()
}

/// Whether a line goes on with the text of a list of names and texts, indented less than the texts are: it begins right
/// of the names, and nothing of it stands where the texts begin.
fn hangs(stretches: &[Stretch], columns: &[usize]) -> bool {
    let [names, texts] = columns else {
        return false;
    };
    let between = |it: &Stretch| it.column > *names && it.column + 1 < *texts;
    let under_texts = |it: &Stretch| it.column.abs_diff(*texts) <= 1;
    stretches.first().is_some_and(between) && !stretches.iter().any(under_texts)
}

/// Adds a line to the text of its row.
fn hang(row: &mut TableRow, line: &Line, stretches: &[Stretch]) {
    let Some(cell) = row.cells.last_mut() else {
        return;
    };
    for stretch in stretches {
        push(cell, line, stretch);
    }
}

/// Adds a stretch of a line to a cell.
fn push(cell: &mut Cell, line: &Line, stretch: &Stretch) {
    let at = Pos::new(line.number, stretch.index + 1);
    let words = one_line(stretch.text);
    if let Some(Block::Paragraph(text)) = cell.blocks.last_mut() {
        text.text.push(' ');
        text.text.push_str(&words);
    } else {
        cell.at = at;
        // A cell has one paragraph; pushed, it would take the room of four.
        cell.blocks = vec![Block::Paragraph(Text::new(at, words))];
    }
}

/// A line as a row.
fn row(line: &Line, stretches: &[Stretch], columns: &[usize]) -> TableRow {
    let empty = |_: &usize| Cell {
        at: line.at(),
        origin: Origin::Own,
        blocks: Vec::new(),
    };
    let mut row = TableRow {
        at: line.at(),
        cells: columns.iter().map(empty).collect(),
        faults: Vec::new(),
    };
    extend(&mut row, line, stretches, columns);
    row
}

/// Adds the stretches of a line to the cells in whose columns they stand.
fn extend(row: &mut TableRow, line: &Line, stretches: &[Stretch], columns: &[usize]) {
    let cut = cut(stretches, columns);
    let stretches = cut.as_slice();
    let by_order = stretches.len() == columns.len();
    for (order, stretch) in stretches.iter().enumerate() {
        let under = columns
            .iter()
            .rposition(|it| *it <= stretch.column + 1)
            .unwrap_or(0);
        let Some(cell) = row.cells.get_mut(if by_order { order } else { under }) else {
            continue;
        };
        push(cell, line, stretch);
    }
}
