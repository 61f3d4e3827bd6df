//! The rows of a table of errors.
//!
//! Knows how a row of cells becomes a row of the catalog: what is inherited, what is left open, what is no row. Knows
//! nothing of which tables hold errors; `columns` does.

use super::broken::{one_row, trimmed, two_rows};
use super::columns::{Columns, Style};
use super::grid::{Grid, GridCell, GridRow};
use super::well;
use crate::document::{Block, Origin, Pos};
use crate::plain;
use crate::problem::Finding;
use crate::recognize::context::Context;
use crate::recognize::text::codes::{self, Codes};
use crate::recognize::text::look::{Look, is_phrase, look};
use crate::recognize::text::status::{self, Said};
use crate::recognize::words::meaning::{Word, is_part, word};
use crate::rows::{Field, Found, Question, Reading, Reason, Row, Shape, Skipped};
use std::cell::OnceCell;

/// Reads the rows of `grid` into `reading`.
pub fn read(grid: &Grid, columns: &Columns, context: &Context, reading: &mut Reading) {
    let before = reading.rows.len();
    for fault in grid.faults {
        reading.findings.push(Finding::problem(
            fault.at,
            fault.what.as_str(),
            fault.help.as_str(),
        ));
    }
    let status = context.status().map(|(value, at)| (vec![value], at));
    let mut table = Table {
        grid,
        columns,
        status,
        above: Vec::new(),
        code: None,
        anew: OnceCell::new(),
    };
    let mut rows = grid.rows.as_slice();
    while let Some((row, rest)) = rows.split_first() {
        rows = rest;
        if let Some((whole, length)) = table.parted(row, rest) {
            reading.findings.push(one_row(row.at));
            table.row(&whole, reading);
            rows = rest.get(length..).unwrap_or_default();
        } else if let Some((first, second)) = table.glued(row) {
            reading.findings.push(two_rows(row.at));
            table.row(&first, reading);
            table.row(&second, reading);
        } else {
            table.row(row, reading);
        }
    }
    let heads = grid.heads.iter().cloned().zip(columns.told());
    reading.found.push(Found {
        at: grid.at,
        shape: grid.shape,
        columns: heads.collect(),
        rows: reading.rows.len() - before,
    });
}

/// A table while its rows are read.
pub struct Table<'g, 'a> {
    pub grid: &'g Grid<'a>,
    pub columns: &'g Columns,
    /// The status that a heading or a merged cell gives to the rows under it.
    status: Option<(Vec<u16>, Pos)>,
    /// The slots of the row above.
    above: Vec<Slot<'a>>,
    /// The code of the row above, and where it stands.
    code: Option<(String, Pos)>,
    /// Whether it writes a code again in each row that has it, once that was asked for.
    anew: OnceCell<bool>,
}

/// What stands in a column of a row.
#[derive(Clone, Copy)]
pub enum Slot<'a> {
    /// A cell of the row.
    Own(GridCell<'a>),
    /// A cell of a row above, which the row inherits.
    Above(GridCell<'a>),
    /// Nothing.
    Missing,
}

impl<'a> Slot<'a> {
    fn cell(self) -> Option<GridCell<'a>> {
        match self {
            Self::Own(cell) | Self::Above(cell) => Some(cell),
            Self::Missing => None,
        }
    }
}

/// What a row of cells is.
enum Kind {
    /// A row of errors.
    Errors,
    /// A cell over the whole table, which gives a status to the rows under it.
    Status(Vec<u16>),
    /// No row, and why.
    None(&'static str),
}

impl<'a> Table<'_, 'a> {
    /// Reads one row.
    fn row(&mut self, row: &GridRow<'a>, reading: &mut Reading) {
        match self.kind(row) {
            Kind::Status(statuses) => self.status = Some((statuses, row.at)),
            Kind::None(reason) => reading.skipped.push(Skipped {
                at: row.at,
                reason: reason.to_owned(),
            }),
            Kind::Errors if !row.faults.is_empty() => {
                let problems = row
                    .faults
                    .iter()
                    .map(|it| Finding::problem(it.at, it.what.as_str(), it.help.as_str()));
                reading.findings.extend(problems);
            }
            Kind::Errors => match self.slots(row) {
                Ok(slots) => {
                    self.errors(row, &slots, reading);
                    self.above = slots;
                }
                Err(problem) => reading.findings.push(*problem),
            },
        }
    }

    /// What `row` is.
    fn kind(&self, row: &GridRow) -> Kind {
        if row.cells.iter().all(GridCell::is_empty) {
            return Kind::None("an empty row");
        }
        let lone =
            row.cells.len() > 1 && row.cells.iter().skip(1).all(|it| it.origin == Origin::Left);
        if lone || (row.cells.len() > 2 && row.cells.iter().skip(1).all(GridCell::is_empty)) {
            let text = row.cells[0].line();
            return match status::in_heading(&text) {
                Some(status) => Kind::Status(vec![status]),
                None if lone || !self.opens_with_code(&text) => {
                    Kind::None("one cell over the whole table: a heading")
                }
                None => Kind::Errors,
            };
        }
        let repeats = row.cells.len() == self.grid.heads.len()
            && row
                .cells
                .iter()
                .zip(&self.grid.heads)
                .all(|(cell, head)| cell.line() == *head);
        if repeats {
            Kind::None("the heads again")
        } else {
            Kind::Errors
        }
    }

    /// Whether `text`, all that a row has, stands in the first column and is a code there.
    fn opens_with_code(&self, text: &str) -> bool {
        let is_code = || look(text).is_code() || codes::with_other_name(text).is_some();
        self.columns.of(Field::Code) == Some(0) && is_code()
    }

    /// What stands in each column of `row`; a problem where that cannot be told.
    fn slots(&self, row: &GridRow<'a>) -> Result<Vec<Slot<'a>>, Box<Finding>> {
        let width = self.grid.heads.len();
        let cells = trimmed(&row.cells, width);
        if cells.len() > width {
            let what = format!("the row has {} cells under {width} heads", cells.len());
            return Err(Box::new(Finding::problem(
                row.at,
                what,
                "a sign that parts cells stands within a text; in a table of pipes it is escaped there as `\\|`",
            )));
        }
        if cells.len() < width && self.grid.shape == Shape::FlattenedTable {
            let what = format!("the row has {} paragraphs under {width} heads", cells.len());
            let help = "which one is missing cannot be told: complete the document's copy from its source, or leave \
                        the row out with a `skip` decision";
            return Err(Box::new(Finding::problem(row.at, what, help)));
        }
        let missing = width - cells.len();
        let own = cells.iter().copied().map(Slot::Own);
        let left: Vec<Slot> = own
            .clone()
            .chain((cells.len()..width).map(|it| self.inherited(it)))
            .collect();
        if missing == 0 || self.fits(&left) {
            return Ok(left);
        }
        if let Some(slots) = self.between(cells, width) {
            return Ok(slots);
        }
        let right: Vec<Slot> = (0..missing)
            .map(|it| self.inherited(it))
            .chain(own)
            .collect();
        if self.fits(&right) {
            return Ok(right);
        }
        let what = format!(
            "the row has {} cells under {width} heads, and none looks like a code",
            cells.len()
        );
        Err(Box::new(Finding::problem(
            row.at,
            what,
            "complete the row, or report the document to its publisher",
        )))
    }

    /// What stands in each column of a row that begins with its code, though other columns stand before it, and that can
    /// end early as well: the rest is that of the row above.
    fn between(&self, cells: &[GridCell<'a>], width: usize) -> Option<Vec<Slot<'a>>> {
        let code = self.columns.of(Field::Code)?;
        let first = cells.first().map(GridCell::line)?;
        let like_above = look(&first) == Look::Name
            && self
                .code
                .as_ref()
                .is_some_and(|it| look(&it.0) == Look::Name);
        let before = (0..code).map(|it| self.inherited(it));
        let own = before.chain(cells.iter().copied().map(Slot::Own));
        let behind = (code + cells.len()..width).map(|it| self.inherited(it));
        let slots: Vec<Slot> = own.chain(behind).collect();
        (like_above && slots.len() == width && self.fits(&slots)).then_some(slots)
    }

    /// The cell of the row above in column `index`, to be inherited.
    fn inherited(&self, index: usize) -> Slot<'a> {
        self.above
            .get(index)
            .and_then(|it| it.cell())
            .map_or(Slot::Missing, Slot::Above)
    }

    /// Whether the code and the status stand where they should in `slots`.
    pub fn fits(&self, slots: &[Slot]) -> bool {
        let text = |field| {
            let slot: Slot = *slots.get(self.columns.of(field)?)?;
            Some(slot.cell()?.line())
        };
        let code = text(Field::Code).is_some_and(|it| self.codes(&it).is_some());
        let status =
            text(Field::Status).is_none_or(|it| !matches!(status::said(&it), Said::Unreadable(_)));
        code && status
    }

    /// Reads a row of errors whose columns are known.
    fn errors(&mut self, row: &GridRow, slots: &[Slot], reading: &mut Reading) {
        let mut made = Row::at(row.at);
        if let Some(problem) = self.misplaced(slots) {
            return reading.findings.push(problem);
        }
        let codes = match self.code(slots, &mut made) {
            Ok(codes) => codes,
            Err(problem) => return reading.findings.push(*problem),
        };
        if let Err(problem) = self.statuses(slots, &mut made) {
            return reading.findings.push(*problem);
        }
        made.message = text(self.slot(slots, Field::Message), |it| {
            it.line().into_owned()
        });
        made.cause = text(self.slot(slots, Field::Cause), GridCell::lines);
        made.solution = text(self.slot(slots, Field::Solution), GridCell::lines);
        let name = |it: &usize| text(*slots.get(*it)?, |it| it.line().into_owned());
        let names = self.columns.aliases.iter().filter_map(name);
        made.aliases.extend(names);
        if let Some(skipped) = well::success(&codes, &made) {
            return reading.skipped.push(skipped);
        }
        self.inheritance(slots, &mut made);
        self.loose(row, &mut made);
        reading.rows.extend(codes.into_rows(made));
    }

    /// The problem of a row without a status whose message, or whose code where there is nothing else, is a status: a
    /// cell before it may be missing.
    fn misplaced(&self, slots: &[Slot]) -> Option<Finding> {
        self.columns.of(Field::Status)?;
        let cell = |field| self.slot(slots, field).cell().filter(|it| !it.is_empty());
        let text = cell(Field::Message).or_else(|| cell(Field::Code))?;
        let line = text.line();
        let is_status = line.len() == 3 && line.parse().is_ok_and(status::is_registered);
        (is_status && cell(Field::Status).is_none()).then(|| {
            let what = format!("`{line}` stands in another column than that of statuses");
            Finding::problem(
                text.at,
                what,
                "a cell before it may be missing: complete the row",
            )
        })
    }

    /// The codes of a row.
    fn code(&mut self, slots: &[Slot], made: &mut Row) -> Result<Codes, Box<Finding>> {
        let cell = self.slot(slots, Field::Code).cell();
        let text = cell.map(|it| plain::lines(it.blocks)).unwrap_or_default();
        let at = cell.map_or(made.at, |it| {
            it.blocks.first().and_then(Block::at).unwrap_or(it.at)
        });
        if text.is_empty() {
            if !self.continues(slots) || self.writes_codes_anew() {
                self.code = None;
            }
            let code = self.code.clone();
            let (code, above) = code.ok_or_else(|| Box::new(no_code(at, "the cell is empty")))?;
            made.reasons.push(Reason::CodeFrom(above));
            return Ok(Codes::One(code));
        }
        let named = cell.and_then(|it| codes::set_apart(it.blocks));
        let Some(codes) = named.or_else(|| self.codes(&text)) else {
            self.code = None;
            return Err(Box::new(no_code(at, "the cell holds no code")));
        };
        // A head in the form of a name, such as `api_error`, is a code all the same.
        let named = look(&text) == Look::Name && !is_part(&text);
        if matches!(word(&text), Word::Sure(_)) && !named {
            return Err(Box::new(no_code(
                at,
                "the cell holds a word that heads columns",
            )));
        }
        made.at = at;
        match &codes {
            Codes::Broken(_) => made.questions.push(Question::WrappedCode { at }),
            Codes::One(code) if self.columns.style == Style::Phrases && code.contains(' ') => {
                made.reasons.push(Reason::PlainWords);
            }
            Codes::One(_) | Codes::Several(_) | Codes::Named(..) => {}
        }
        self.code = codes.single().map(|it| (it.to_owned(), at));
        Ok(codes)
    }

    /// Whether a row without a code goes on with the code above: the row of that code says as much as this one does. Where
    /// it has no message and this row has one, the codes are given for some rows of the table and not for others.
    fn continues(&self, slots: &[Slot]) -> bool {
        let says = |slots| {
            text(self.slot(slots, Field::Message), |it| {
                it.line().into_owned()
            })
            .is_some()
        };
        says(&self.above) || !says(slots)
    }

    /// Whether the table writes a code again where it is that of the row above: then an empty cell is no such code.
    fn writes_codes_anew(&self) -> bool {
        *self.anew.get_or_init(|| {
            let Some(code) = self.columns.of(Field::Code) else {
                return false;
            };
            let own = |row: &GridRow| {
                let cell = row.cells.get(code).filter(|it| it.origin == Origin::Own)?;
                Some(cell.line().into_owned()).filter(|it| !it.is_empty())
            };
            let mut pairs = self.grid.rows.windows(2);
            pairs.any(|it| own(&it[0]).is_some_and(|above| own(&it[1]) == Some(above)))
        })
    }

    /// The codes that a cell of the column of codes holds.
    fn codes(&self, text: &str) -> Option<Codes> {
        match self.columns.style {
            Style::Phrases if is_phrase(text) => Some(Codes::One(text.to_owned())),
            Style::Numbers if text.starts_with(char::is_lowercase) && look(text) == Look::Word => {
                None
            }
            _ => codes::read(text),
        }
    }

    /// The statuses of a row.
    fn statuses(&self, slots: &[Slot], made: &mut Row) -> Result<(), Box<Finding>> {
        let cell = self.slot(slots, Field::Status).cell();
        match cell.map(|it| (status::said(&it.line()), it)) {
            Some((Said::Statuses(statuses), cell)) => {
                if cell.origin == Origin::Above {
                    made.reasons.push(Reason::StatusFrom(cell.at));
                }
                made.statuses = statuses;
            }
            Some((Said::Unreadable(text), cell)) => {
                let what = format!("`{text}` is no HTTP status");
                let help = "a status is a number from 100 to 599; if the document is wrong, say so to its publisher \
                            and leave the row out with a `skip` decision";
                return Err(Box::new(Finding::problem(cell.at, what, help)));
            }
            Some((Said::None | Said::Class, _)) | None => {
                if let Some((statuses, at)) = &self.status {
                    made.statuses.clone_from(statuses);
                    made.reasons.push(Reason::StatusFrom(*at));
                }
            }
        }
        Ok(())
    }

    /// Notes which fields came from the row above.
    fn inheritance(&self, slots: &[Slot], made: &mut Row) {
        let inherited =
            slots
                .iter()
                .zip(&self.columns.fields)
                .filter_map(|(slot, field)| match slot {
                    Slot::Above(cell) => Some(((*field)?, cell.at)),
                    _ => None,
                });
        let (fields, places): (Vec<Field>, Vec<Pos>) = inherited.unzip();
        if let Some(at) = places.into_iter().max() {
            made.reasons.push(Reason::FromAbove { fields, at });
        }
    }

    /// Asks about paragraphs whose column cannot be told.
    fn loose(&self, row: &GridRow, made: &mut Row) {
        let is_text =
            |field: &Field| matches!(field, Field::Message | Field::Cause | Field::Solution);
        let fields: Vec<Field> = self
            .columns
            .fields
            .iter()
            .flatten()
            .copied()
            .filter(is_text)
            .collect();
        let Some(after) = fields.first().copied() else {
            return;
        };
        made.questions
            .extend(row.loose.iter().map(|block| Question::Owner {
                at: block.at().unwrap_or(row.at),
                text: plain::line(std::slice::from_ref(block)).into_owned(),
                after,
                fields: fields.clone(),
            }));
    }

    /// What stands in the column of `field`.
    fn slot<'s>(&self, slots: &[Slot<'s>], field: Field) -> Slot<'s> {
        self.columns
            .of(field)
            .and_then(|it| slots.get(it))
            .copied()
            .unwrap_or(Slot::Missing)
    }
}

/// The text of a slot, if there is any.
fn text<'a>(slot: Slot<'a>, read: impl Fn(&GridCell<'a>) -> String) -> Option<String> {
    slot.cell().map(|it| read(&it)).filter(|it| !it.is_empty())
}

/// The problem of a row without a code.
fn no_code(at: Pos, what: &str) -> Finding {
    Finding::problem(
        at,
        format!("no code: {what}"),
        "if this row is none, leave it out with a `skip` decision",
    )
}
