//! What the cells of a column look like.
//!
//! Knows how cells are counted. Knows nothing of heads, nor of what the counts mean for a table.

use super::grid::{Grid, GridCell};
use crate::document::Block;
use crate::recognize::text::codes::{self, Codes, pair, with_other_name, within_quotes};
use crate::recognize::text::look::{Look, is_class, is_phrase, look};
use crate::recognize::text::status::{self, Said, said};
use crate::recognize::words::meaning::is_part;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// What the cells of each column of a grid look like. A column is looked at when it is first asked for: the heads
/// settle most of them.
pub struct AllLooks<'g, 'a> {
    grid: &'g Grid<'a>,
    columns: Vec<OnceCell<Looks>>,
}

impl<'g, 'a> AllLooks<'g, 'a> {
    /// Those of the columns that `grid` has heads for.
    pub fn new(grid: &'g Grid<'a>) -> Self {
        let columns = grid.heads.iter().map(|_| OnceCell::new()).collect();
        Self { grid, columns }
    }

    /// Those of column `index`; of a column that is none, nothing.
    pub fn of(&self, index: usize) -> Looks {
        let look = |it: &OnceCell<Looks>| *it.get_or_init(|| count(self.grid, index));
        self.columns.get(index).map(look).unwrap_or_default()
    }
}

/// What the cells of a column look like, in shares of the cells that hold something.
#[derive(Clone, Copy, Debug, Default)]
pub struct Looks {
    /// Cells that hold something.
    pub filled: usize,
    /// Names, whole or broken.
    pub names: usize,
    /// Plain words.
    pub words: usize,
    /// Numbers and spans of codes.
    pub numbers: usize,
    /// Of these, classes of codes, such as `4xx`.
    pub classes: usize,
    /// Cells that are or can be statuses.
    pub statuses: usize,
    /// Cells whose statuses are all registered ones.
    pub registered: usize,
    /// Cells whose statuses are all ones that HTTP knows.
    pub known: usize,
    /// Of these, cells whose statuses are none that errors are answered with.
    pub successes: usize,
    /// Cells that are no codes.
    pub prose: usize,
    /// Of the prose, what is a few plain words.
    pub phrases: usize,
    /// Cells that name the parts of an error: `Code`, `Message`, `RequestId`.
    pub parts: usize,
    /// Rows of the table.
    pub rows: usize,
    /// Cells whose text stands in an earlier cell.
    pub repeated: usize,
}

impl Looks {
    /// Whether at least half of the cells are like codes.
    pub fn are_codes(self) -> bool {
        self.filled > 0 && (self.names + self.words + self.numbers) * 2 >= self.filled
    }

    /// Whether they are numbers but for a few.
    pub fn are_nearly_all_numbers(self) -> bool {
        const MOST_OTHERS: usize = 20;
        self.numbers < self.filled && (self.filled - self.numbers) * MOST_OTHERS <= self.filled
    }

    /// Whether nearly all cells give a status.
    pub fn are_statuses(self) -> bool {
        self.filled > 0 && self.statuses * 10 >= self.filled * 8
    }

    /// Whether they are numbers that someone gave to many things, one to each, most of which cannot be statuses.
    pub fn are_register(self) -> bool {
        const FEWEST: usize = 10;
        self.filled >= FEWEST
            && self.numbers == self.filled
            && self.repeated == 0
            && self.statuses * 2 < self.filled
    }

    /// Whether they are statuses beyond doubt, whatever the head says: all are, and registered ones.
    pub fn are_surely_statuses(self) -> bool {
        self.are_statuses()
            && self.statuses >= self.filled
            && self.registered * 4 >= self.filled * 3
    }

    /// Whether all are statuses that HTTP knows, and some of them are those of errors.
    pub fn are_known_statuses(self) -> bool {
        self.filled > 0 && self.known >= self.filled && self.registered > 0
    }

    /// Whether at least half of the cells are names.
    pub fn are_names(self) -> bool {
        self.names > 0 && self.names * 2 >= self.filled
    }

    /// Whether all cells are names, and no two the same.
    pub fn are_distinct_names(self) -> bool {
        const FEWEST: usize = 3;
        self.names >= FEWEST && self.names == self.filled && self.repeated == 0
    }

    /// Whether most cells say what another says.
    pub fn repeats(self) -> bool {
        self.repeated * 2 > self.filled
    }

    /// Whether most cells are a few plain words.
    pub fn are_phrases(self) -> bool {
        self.filled > 1
            && self.phrases * 2 > self.filled
            && (self.phrases + self.words + self.names) * 10 >= self.filled * 9
    }
}

/// Whether all cells of column `index` that say anything stand in quotes; then what they say stands within.
fn are_quoted(grid: &Grid, index: usize) -> bool {
    let mut lines = grid.column(index).map(GridCell::line);
    lines.all(|it| it.is_empty() || within_quotes(&it).is_some())
}

/// Whether codes stand in `cell` as items of a list or as terms that mean nothing else.
fn is_listed(cell: &GridCell) -> bool {
    matches!(cell.blocks, [Block::List(_) | Block::Definition(_)])
        && codes::read(&cell.lines()).is_some()
}

/// The codes that `text`, a short one, lists, if none of them could be a word.
fn listed(text: &str) -> Option<Codes> {
    const LONGEST: usize = 100;
    let telling = |it: &String| matches!(look(it), Look::Name | Look::Number);
    match codes::read(Some(text).filter(|it| it.len() <= LONGEST)?)? {
        Codes::Several(codes) if codes.iter().all(telling) => Some(Codes::Several(codes)),
        _ => None,
    }
}

impl Looks {
    /// Counts `text` as one that gives statuses, if it does.
    fn add_statuses(&mut self, text: &str) {
        match said(text) {
            Said::Statuses(statuses) => {
                self.statuses += 1;
                let all =
                    |known: fn(u16) -> bool| usize::from(statuses.iter().all(|it| known(*it)));
                self.registered += all(status::is_registered);
                self.known += all(status::is_known);
                self.successes += all(|it| it < 300);
            }
            Said::Class => self.statuses += 1,
            Said::None | Said::Unreadable(_) => {}
        }
    }

    /// Counts `text`, which `cell` holds, as what it looks like. Gives `false` where nothing stands there.
    fn add_look(&mut self, cell: &GridCell, text: &str) -> bool {
        match look(text) {
            Look::Empty => return false,
            Look::Name | Look::Broken => self.names += 1,
            Look::Word => self.words += 1,
            Look::Number | Look::Range => {
                self.numbers += 1;
                self.classes += usize::from(is_class(text));
            }
            Look::Prose if is_listed(cell) || pair(&cell.lines()).is_some() => self.names += 1,
            Look::Prose if let Some((code, _)) = with_other_name(text) => match look(code) {
                Look::Number => self.numbers += 1,
                _ => self.names += 1,
            },
            Look::Prose if let Some(Codes::Several(codes)) = listed(text) => {
                if codes.iter().all(|it| look(it) == Look::Number) {
                    self.numbers += 1;
                } else {
                    self.names += 1;
                }
            }
            Look::Prose => {
                self.prose += 1;
                self.phrases += usize::from(is_phrase(text));
            }
        }
        true
    }
}

/// Counts what the cells of column `index` look like.
fn count(grid: &Grid, index: usize) -> Looks {
    let mut looks = Looks {
        rows: grid.rows.len(),
        ..Looks::default()
    };
    let mut seen = BTreeSet::new();
    let quoted = are_quoted(grid, index);
    for cell in grid.column(index) {
        let mut text = cell.line();
        if quoted && let Some(inner) = within_quotes(&text) {
            text = Cow::Owned(inner.to_owned());
        }
        looks.parts += usize::from(is_part(&text));
        looks.add_statuses(&text);
        if looks.add_look(cell, &text) {
            looks.filled += 1;
            looks.repeated += usize::from(!seen.insert(text));
        }
    }
    if grid.is_shifted() {
        // The rows that would tell it apart from a column of kinds are not among the whole ones.
        looks.repeated = 0;
    }
    looks
}
