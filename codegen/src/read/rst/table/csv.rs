//! Tables written as comma-separated values: `.. csv-table::`.
//!
//! Knows the dialect of Python's csv reader, which docutils uses. Knows nothing of what stands in a cell.

use super::list::head_and_stubs;
use super::{empty, faulty, row};
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

/// What is wrong with a record: the line and the column, and what.
type Wrong = (usize, usize, &'static str);

/// A row of values.
struct Record {
    values: Vec<Value>,
    /// The index of the line after it.
    next: usize,
    wrong: Option<Wrong>,
}

impl Reader<'_> {
    /// Reads a table of comma-separated values.
    pub(in crate::read::rst) fn csv_table(
        &mut self,
        directive: &Directive,
        place: Place,
        out: &mut Vec<Block>,
    ) {
        let mut table = empty(directive.at);
        table.caption = (!directive.argument.is_empty()).then(|| self.text(&directive.argument));
        table.faults.extend(elsewhere(directive));
        if let Some(header) = directive.option("header") {
            table.rows = self.records(&header.value, HEADER, place);
            table.head = table.rows.len();
        }
        let body = self.records(&directive.content, dialect(directive), place);
        if body.is_empty() && table.faults.is_empty() {
            table.faults.push(faulty(
                directive.at,
                "the table has no rows",
                "write them below the directive, indented",
            ));
        }
        table.rows.extend(body);
        fill_up(&mut table);
        head_and_stubs(directive, &mut table);
        out.push(Block::Table(Box::new(table)));
    }

    /// The rows that `lines` are.
    fn records(&mut self, lines: &[Line], dialect: Dialect, place: Place) -> Vec<TableRow> {
        let mut out = Vec::new();
        let mut index = 0;
        // A quote that does not close is searched to the end, and then again from the next line: not for ever.
        let mut patience = lines.len().saturating_mul(4);
        while let Some(line) = lines.get(index) {
            let end = lines
                .len()
                .min(index.saturating_add(patience).saturating_add(1));
            let record = record(lines.get(..end).unwrap_or_default(), index, dialect);
            patience = patience.saturating_sub(record.next - index);
            let mut found = row(self.source.at(line), self.values(&record.values, place));
            if let Some((line, column, what)) = record.wrong {
                let at = self.source.pos(line, column);
                found.faults.push(faulty(
                    at,
                    what,
                    "quote the value from end to end, and double the quotes inside it",
                ));
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
                    number: value.line + index,
                    column: value.columns.get(index).copied().unwrap_or_default(),
                })
                .collect();
            let at = self.source.pos(
                value.line,
                value.columns.first().copied().unwrap_or_default(),
            );
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
            if characters.next().is_none() {
                Some(first)
            } else {
                character(word)
            }
        }
    }
}

/// A fault where the rows of the table stand in another file.
fn elsewhere(directive: &Directive) -> Option<Fault> {
    let option = directive
        .option("file")
        .or_else(|| directive.option("url"))?;
    let what = format!(
        "the rows of the table stand in another file, {}",
        option.word()
    );
    Some(faulty(
        option.at,
        what,
        "read that file too, or put its rows into the table",
    ))
}

/// Adds empty cells to rows that are shorter than the longest.
fn fill_up(table: &mut Table) {
    let width = table
        .rows
        .iter()
        .map(|it| it.cells.len())
        .max()
        .unwrap_or_default();
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
    let mut scanner = Scanner {
        dialect,
        state: State::Before,
        value: Value::default(),
        values: Vec::new(),
        opened: (0, 0),
    };
    let mut next = start + 1;
    let mut wrong = None;
    for (index, line) in lines.iter().enumerate().skip(start) {
        next = index + 1;
        if line.blank() && index == start {
            break;
        }
        wrong = scanner.line(line).err();
        if wrong.is_some() || scanner.state != State::Quoted {
            break;
        }
    }
    if scanner.state == State::Quoted {
        let (line, column) = scanner.opened;
        wrong = Some((
            line,
            column,
            "the quote that opens the value is never closed",
        ));
    }
    Record {
        values: scanner.values,
        next,
        wrong,
    }
}

/// A record under way.
struct Scanner {
    dialect: Dialect,
    state: State,
    value: Value,
    values: Vec<Value>,
    /// Where the last quote stands that opened a value.
    opened: (usize, usize),
}

impl Scanner {
    /// Reads a line of the record; the record ends with it unless a quote is open.
    fn line(&mut self, line: &Line) -> Result<(), Wrong> {
        if self.state == State::Quoted {
            self.value.text.push('\n');
            self.value.columns.push(line.column);
        } else {
            self.value = Value::at(line, 0);
        }
        let mut characters = line.text.chars().enumerate();
        while let Some((column, it)) = characters.next() {
            if Some(it) == self.dialect.escape && self.state != State::Closing {
                self.literal(characters.next().map_or('\n', |it| it.1));
            } else {
                self.character(line, column, it)?;
            }
        }
        if self.state != State::Quoted {
            self.values.push(std::mem::take(&mut self.value));
        }
        Ok(())
    }

    /// Takes a character that is part of the value whatever it is.
    fn literal(&mut self, it: char) {
        self.value.text.push(it);
        if self.state == State::Before {
            self.state = State::Bare;
        }
    }

    fn character(&mut self, line: &Line, column: usize, it: char) -> Result<(), Wrong> {
        let quote = it == self.dialect.quote;
        match self.state {
            State::Before if quote => {
                self.opened = (line.number, line.column + column);
                self.value = Value::at(line, column + 1);
                self.state = State::Quoted;
            }
            State::Quoted if quote && self.dialect.doubled => self.state = State::Closing,
            State::Quoted if quote => self.state = State::Bare,
            State::Closing if quote => {
                self.value.text.push(it);
                self.state = State::Quoted;
            }
            State::Before | State::Bare | State::Closing if it == self.dialect.delimiter => {
                let value = std::mem::replace(&mut self.value, Value::at(line, column + 1));
                self.values.push(value);
                self.state = State::Before;
            }
            State::Before if it == ' ' && self.dialect.spaces == Spaces::Skipped => {
                self.value = Value::at(line, column + 1);
            }
            State::Closing => {
                return Err((
                    line.number,
                    line.column + column,
                    "text stands behind the quote that closes a value",
                ));
            }
            State::Before | State::Bare | State::Quoted => self.literal(it),
        }
        Ok(())
    }
}

impl Value {
    /// An empty value that begins at `column` of `line`.
    fn at(line: &Line, column: usize) -> Self {
        Self {
            text: String::new(),
            line: line.number,
            columns: vec![line.column + column],
        }
    }
}
