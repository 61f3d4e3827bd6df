//! Tables written as comma-separated values: `.. csv-table::`.
//!
//! Knows the dialect of Python's csv reader, which docutils uses. Knows nothing of what stands in a cell.

use super::grid::empty;
use super::list::head_and_stubs;
use super::{faulty, row};
use crate::document::{Block, Cell, Fault, Origin, Table, TableRow};
use crate::read::rst::directive::Directive;
use crate::read::rst::explicit::character;
use crate::read::rst::source::Line;
use crate::read::rst::{Place, Reader};

/// What separates and quotes values.
#[derive(Clone, Copy)]
struct Dialect {
    delimiter: char,
    quote: char,
    escape: Option<char>,
    /// Whether a quote that is doubled inside quotes is one quote.
    doubled: bool,
    /// Whether spaces behind a delimiter count.
    spaces: Spaces,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Spaces {
    Kept,
    Skipped,
}

/// A value: its text, and where each of its lines begins.
#[derive(Default)]
struct Value {
    text: String,
    /// The number of its first line, and the columns at which its lines begin.
    line: usize,
    columns: Vec<usize>,
}

/// A row of values.
struct Record {
    values: Vec<Value>,
    next: usize,
    wrong: Option<(usize, usize, &'static str)>,
}

impl Reader<'_> {
    /// Reads a table of comma-separated values.
    pub(in crate::read::rst) fn csv_table(&mut self, directive: &Directive, place: Place, out: &mut Vec<Block>) {
        let mut table = empty(directive.at);
        table.caption = (!directive.argument.is_empty()).then(|| self.text(&directive.argument));
        table.faults.extend(elsewhere(directive));
        if let Some(header) = directive.option("header") {
            table.rows = self.records(&header.value, HEADER, place);
            table.head = table.rows.len();
        }
        let body = self.records(&directive.content, dialect(directive), place);
        if body.is_empty() && table.faults.is_empty() {
            table.faults.push(faulty(directive.at, "the table has no rows", "write them below the directive, indented"));
        }
        table.rows.extend(body);
        fill_up(&mut table);
        head_and_stubs(directive, &mut table);
        out.push(Block::Table(table));
    }

    /// The rows that `lines` are.
    fn records(&mut self, lines: &[Line], dialect: Dialect, place: Place) -> Vec<TableRow> {
        let mut out = Vec::new();
        let mut index = 0;
        // A quote that does not close is searched to the end, and then again from the next line: not for ever.
        let mut patience = lines.len().saturating_mul(4);
        while let Some(line) = lines.get(index) {
            let end = lines.len().min(index.saturating_add(patience).saturating_add(1));
            let record = record(lines.get(..end).unwrap_or_default(), index, dialect);
            patience = patience.saturating_sub(record.next - index);
            let mut found = row(self.source.at(line), self.values(&record.values, place));
            if let Some((line, column, what)) = record.wrong {
                let at = self.source.pos(line, column);
                found.faults.push(faulty(at, what, "quote the value from end to end, and double the quotes inside it"));
                found.cells.clear();
                index += 1;
            } else {
                index = record.next;
            }
            out.push(found);
        }
        out
    }

    /// The cells that `values` are.
    fn values(&mut self, values: &[Value], place: Place) -> Vec<Cell> {
        let mut cells = Vec::with_capacity(values.len());
        for value in values {
            let texts = value.text.split('\n').enumerate();
            let lines: Vec<Line> = texts
                .map(|(index, text)| Line {
                    text: text.trim_end(),
                    line: value.line + index,
                    column: value.columns.get(index).copied().unwrap_or_default(),
                })
                .collect();
            let at = self.source.pos(value.line, value.columns.first().copied().unwrap_or_default());
            cells.push(self.cell(at, &lines, place));
        }
        cells
    }
}

/// How the values of the option `header` are separated and quoted.
const HEADER: Dialect = Dialect {
    delimiter: ',',
    quote: '"',
    escape: Some('\\'),
    doubled: false,
    spaces: Spaces::Skipped,
};

/// How the options of `directive` separate and quote values.
fn dialect(directive: &Directive) -> Dialect {
    let sign = |name: &str| directive.option(name).and_then(|it| sign(it.word()));
    let escape = sign("escape");
    Dialect {
        delimiter: sign("delim").unwrap_or(','),
        quote: sign("quote").unwrap_or('"'),
        escape,
        doubled: escape.is_none(),
        spaces: match directive.option("keepspace") {
            Some(_) => Spaces::Kept,
            None => Spaces::Skipped,
        },
    }
}

/// The character that an option names: itself, `tab`, `space`, or its number.
fn sign(word: &str) -> Option<char> {
    match word {
        // Tabs are spaces by the time that a document is read, eight columns apart, as in docutils.
        "tab" => Some('\t'),
        "space" => Some(' '),
        _ => {
            let mut characters = word.chars();
            let first = characters.next()?;
            if characters.next().is_none() { Some(first) } else { character(word) }
        }
    }
}

/// A fault where the rows of the table stand in another file.
fn elsewhere(directive: &Directive) -> Option<Fault> {
    let option = directive.option("file").or_else(|| directive.option("url"))?;
    let what = format!("the rows of the table stand in another file, {}", option.word());
    Some(faulty(option.at, what, "read that file too, or put its rows into the table"))
}

/// Adds empty cells to rows that are shorter than the longest.
fn fill_up(table: &mut Table) {
    let width = table.rows.iter().map(|it| it.cells.len()).max().unwrap_or_default();
    for row in table.rows.iter_mut().filter(|it| it.faults.is_empty()) {
        let at = row.cells.last().map_or(row.at, |it| it.at);
        let missing = width - row.cells.len();
        row.cells.extend((0..missing).map(|_| Cell {
            at,
            origin: Origin::Own,
            blocks: Vec::new(),
        }));
    }
}

/// Where the reading of a value stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Before,
    Bare,
    Quoted,
    /// Behind a quote inside quotes: the last, or the first of two.
    Closing,
}

/// Reads the record that begins at line `start`.
fn record(lines: &[Line], start: usize, dialect: Dialect) -> Record {
    let mut record = Record {
        values: Vec::new(),
        next: start + 1,
        wrong: None,
    };
    let mut state = State::Before;
    let mut value = Value::default();
    let mut opened = None;
    for (index, line) in lines.iter().enumerate().skip(start) {
        record.next = index + 1;
        if line.blank() && index == start {
            return record;
        }
        if state == State::Quoted {
            value.text.push('\n');
            value.columns.push(line.column);
        } else {
            value = Value::at(line, 0);
        }
        let mut characters = line.text.chars().enumerate();
        while let Some((column, it)) = characters.next() {
            let escaped = Some(it) == dialect.escape && matches!(state, State::Before | State::Bare | State::Quoted);
            if escaped {
                value.text.push(characters.next().map_or('\n', |it| it.1));
                state = if state == State::Quoted { State::Quoted } else { State::Bare };
                continue;
            }
            match state {
                State::Before if it == dialect.quote => {
                    opened = Some((line.line, line.column + column));
                    value = Value::at(line, column + 1);
                    state = State::Quoted;
                }
                State::Before if it == ' ' && dialect.spaces == Spaces::Skipped => value = Value::at(line, column + 1),
                State::Quoted if it == dialect.quote => {
                    state = if dialect.doubled { State::Closing } else { State::Bare };
                }
                State::Closing if it == dialect.quote => {
                    value.text.push(it);
                    state = State::Quoted;
                }
                State::Before | State::Bare | State::Closing if it == dialect.delimiter => {
                    record.values.push(std::mem::replace(&mut value, Value::at(line, column + 1)));
                    state = State::Before;
                }
                State::Closing => {
                    record.wrong = Some((line.line, line.column + column, "text stands behind the quote that closes a value"));
                    return record;
                }
                State::Before | State::Bare | State::Quoted => {
                    value.text.push(it);
                    state = if state == State::Quoted { State::Quoted } else { State::Bare };
                }
            }
        }
        if state != State::Quoted {
            record.values.push(value);
            return record;
        }
    }
    record.wrong = opened.map(|(line, column)| (line, column, "the quote that opens the value is never closed"));
    record
}

impl Value {
    /// An empty value that begins at `column` of `line`.
    fn at(line: &Line, column: usize) -> Self {
        Self {
            text: String::new(),
            line: line.line,
            columns: vec![line.column + column],
        }
    }
}
