//! The way through a document, block by block: what stands where, and who reads it.
//!
//! Knows the order in which tables, lists, sections and lines are tried. Knows nothing of how any of them is read.

use super::context::{self, Context};
use super::entries::legend::{self, Legend};
use super::entries::{closed, continued, inside, lists, numbers, openers, repeats, runs, sections};
use super::tables::columns::{self, Columns, Refused};
use super::tables::grid::Grid;
use super::tables::looks::AllLooks;
use super::tables::{flattened, itemized, parted, records, rows};
use super::text::status;
use super::words::meaning::{Word, head_word, word};
use super::words::topics::{self, Topic};
use crate::document::{Block, Cell, Definition, Format, Heading, List, Origin, Pos, Table, Text};
use crate::limits;
use crate::plain;
use crate::problem::Finding;
use crate::rows::{Field, Reading, Skipped};
use crate::told::Told;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// Reads `blocks`, and the tables that `told` is about as it says.
pub fn read(blocks: &[Block], format: Format, told: &[&Told]) -> Reading {
    let numbered = sections::numbered_by_codes(blocks);
    let mut walk = Walk {
        told,
        format,
        flattened_budget: 4 * blocks.len() + limits::FLATTENED,
        opening: opening(blocks),
        title: blocks
            .iter()
            .find_map(title)
            .or_else(|| headline(format, blocks)),
        bare: runs::is_bare(format, blocks),
        chrome: context::chrome(blocks),
        numbered: &numbered,
        headings: Vec::new(),
        terms: Vec::new(),
        near: None,
        legend: None,
        repeats: repeats::Tried::default(),
        grids: Vec::new(),
        reading: Reading::default(),
    };
    walk.blocks(blocks);
    walk.reading
}

/// A document while it is walked through.
struct Walk<'a> {
    /// What a person says of tables.
    told: &'a [&'a Told],
    format: Format,
    /// How many more paragraphs are looked at in runs that look like flattened tables and are none.
    flattened_budget: usize,
    /// What the document says of itself before its second heading: its title and first paragraphs.
    opening: Vec<&'a Text>,
    /// Its first heading or, where it has none, the line that it begins with.
    title: Option<&'a Text>,
    /// Whether it is nothing but numbers with texts that tell of errors.
    bare: bool,
    /// The paragraph that stands under most headings.
    chrome: Option<&'a str>,
    /// The ranks of the headings whose numbers of three digits are codes and no statuses.
    numbered: &'a BTreeSet<u8>,
    /// The headings that are open, the highest first.
    headings: Vec<&'a Heading>,
    /// The terms that the block stands under, the outermost first, as far as they say what they speak of.
    terms: Vec<&'a Text>,
    /// The paragraph right before the block that is looked at.
    near: Option<&'a Text>,
    /// What the parts of the errors are that stand in paragraphs, once a paragraph said so.
    legend: Option<Legend>,
    /// How far runs of paragraphs of one form were looked for.
    repeats: repeats::Tried,
    /// The tables that were read: their heads, their rows, and what their columns hold.
    grids: Vec<(Vec<String>, usize, Columns)>,
    reading: Reading,
}

impl<'a> Walk<'a> {
    /// Walks through `blocks`.
    fn blocks(&mut self, blocks: &'a [Block]) {
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            at = match block {
                Block::Heading(heading) => self.heading(heading, blocks, at),
                Block::Paragraph(text) => self.paragraph(text, blocks, at),
                Block::Definition(_) => self.definitions(blocks, at),
                Block::List(list) => self.list(list, blocks, at),
                _ => {
                    self.block(block);
                    at + 1
                }
            };
        }
    }

    /// A heading: a section that is an error is read whole, any other is walked into. Gives the next block.
    fn heading(&mut self, heading: &'a Heading, blocks: &'a [Block], at: usize) -> usize {
        self.headings.retain(|it| it.level < heading.level);
        self.near = None;
        let context = self.context(None);
        let rest = &blocks[at + 1..];
        if let Some(length) = sections::read(heading, rest, &context, &mut self.reading) {
            return at + 1 + length;
        }
        if let Some(length) = inside::read(heading, rest, &context, &mut self.reading) {
            return at + 1 + length;
        }
        if let Some(number) = status::wrong_in_heading(&heading.text.text) {
            let what = format!("`{number}` is no HTTP status");
            let help = "a status is a number from 100 to 599; what stands under the heading has none otherwise";
            self.reading
                .findings
                .push(Finding::problem(heading.text.at, what, help));
        }
        self.headings.push(heading);
        at + 1
    }

    /// A paragraph: the first head of a flattened table, or a text before something. Gives the next block.
    fn paragraph(&mut self, text: &'a Text, blocks: &'a [Block], at: usize) -> usize {
        if flattened::begins(text)
            && let Some(end) = self.flattened(blocks, at)
        {
            return end;
        }
        let context = self.context(None);
        if let Some(parted) = parted::at(blocks, at) {
            self.grid(&Grid::new(&parted.table, parted.table.head), &context);
            return parted.end;
        }
        if let Some(end) = closed::read(blocks, at, &context, &mut self.reading) {
            return end;
        }
        if let Some(end) = openers::read(blocks, at, &context, &mut self.reading) {
            self.near = None;
            return end;
        }
        if self.explained(text, &context) {
            self.near = None;
            return at + 1;
        }
        if runs::paragraph(text, &context, &mut self.reading) {
            self.near = None;
            return at + 1;
        }
        if let Some(length) = lists::paragraph(text, &blocks[at + 1..], &context, &mut self.reading)
        {
            return at + 1 + length;
        }
        let (tried, reading) = (&mut self.repeats, &mut self.reading);
        if let Some(end) = repeats::read(blocks, at, tried, &context, reading) {
            self.near = None;
            return end;
        }
        self.near = Some(text);
        at + 1
    }

    /// Whether a paragraph is a legend where errors are spoken of, or an error that one explains.
    fn explained(&mut self, text: &Text, context: &Context) -> bool {
        let legend = legend::legend(text).filter(|_| context.topic() == Topic::Errors);
        if legend.is_some() {
            self.legend = legend;
            return true;
        }
        let reading = &mut self.reading;
        self.legend
            .as_mut()
            .is_some_and(|it| it.read(text, reading))
    }

    /// A flattened table whose heads begin at block `at`, if one does. Gives the block after it.
    fn flattened(&mut self, blocks: &'a [Block], at: usize) -> Option<usize> {
        if self.flattened_budget == 0 {
            return None;
        }
        let found = flattened::at(blocks, at)?;
        let context = self.context(None);
        match self.columns(&found.grid, &context) {
            Ok(columns) => {
                rows::read(&found.grid, &columns, &context, &mut self.reading);
                Some(found.end)
            }
            Err(Refused { reason, doubt }) => {
                self.flattened_budget = self.flattened_budget.saturating_sub(found.end - at);
                if self.flattened_budget == 0 {
                    self.reading.findings.push(too_many_tries(found.grid.at));
                }
                let note = doubt.map(|it| in_doubt(&found.grid, &it, &context, &reason));
                self.reading.findings.extend(note);
                let reason = format!("not a table of errors, though flattened like one: {reason}");
                let rows = found.grid.rows.iter().map(|it| it.at);
                let places = std::iter::once(found.grid.at).chain(rows);
                let passed = places.map(|at| Skipped {
                    at,
                    reason: reason.clone(),
                });
                self.reading.passed.extend(passed);
                None
            }
        }
    }

    /// Any other block.
    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Table(table) => self.table(table),
            Block::List(_)
            | Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Definition(_)
            | Block::Code(_) => {}
        }
        self.near = None;
    }

    /// A list: one of errors is read whole, any other is walked into. Gives the next block.
    fn list(&mut self, list: &'a List, blocks: &'a [Block], at: usize) -> usize {
        let context = self.context(None);
        let rest = &blocks[at + 1..];
        let reading = &mut self.reading;
        if let Some(end) = continued::read(blocks, at, &context, reading) {
            self.near = None;
            return end;
        }
        let behind = numbers::read(list, rest, &context, reading);
        if behind.is_none() && !self.whole_list(list, &context) {
            let near = self.near;
            for item in &list.items {
                self.near = near;
                self.blocks(&item.blocks);
            }
        }
        self.near = None;
        at + 1 + behind.unwrap_or(0)
    }

    /// Reads a list as one of errors, or as a table that is written as a list. Gives `false` where it is neither; nothing
    /// was read then.
    fn whole_list(&mut self, list: &List, context: &Context) -> bool {
        if let Some(grid) = itemized::grid(list) {
            self.grid(&grid, context);
            return true;
        }
        let reading = &mut self.reading;
        lists::read(list, context, reading) || runs::list(list, context, reading)
    }

    /// Definitions that stand one behind the other. Gives the block after them.
    fn definitions(&mut self, blocks: &'a [Block], at: usize) -> usize {
        let definition = |it: &'a Block| match it {
            Block::Definition(definition) => Some(definition),
            _ => None,
        };
        let indent = blocks[at].at().map(|it| it.column);
        let aligned =
            |it: &&Block| self.format != Format::Text || it.at().map(|it| it.column) == indent;
        let run: Vec<&Definition> = blocks[at..]
            .iter()
            .take_while(aligned)
            .map_while(definition)
            .collect();
        let context = self.context(None);
        if !lists::definitions(&run, &context, &mut self.reading) {
            let near = self.near;
            for definition in &run {
                let term = definition.terms.first();
                let term = term.filter(|it| topics::topic(&it.text) != Topic::Unsaid);
                self.near = near.filter(|_| term.is_none());
                self.terms.extend(term);
                self.blocks(&definition.blocks);
                self.terms
                    .truncate(self.terms.len() - usize::from(term.is_some()));
            }
        }
        self.near = None;
        at + run.len()
    }

    /// A table.
    fn table(&mut self, table: &'a Table) {
        let context = self.context(table.caption.as_ref());
        let head = if table.head > 0 {
            table.head
        } else {
            usize::from(first_row_is_head(table))
        };
        let grid = records::turned(table).unwrap_or_else(|| Grid::new(table, head));
        self.grid(&grid, &context);
        let own = |it: &&Cell| matches!(it.origin, Origin::Own | Origin::Header);
        for cell in table.rows.iter().flat_map(|it| &it.cells).filter(own) {
            for block in &cell.blocks {
                if let Block::Table(inner) = block {
                    self.table(inner);
                }
            }
        }
    }

    /// A table in the form that is read: its rows, or an account of why there are none.
    fn grid(&mut self, grid: &Grid, context: &Context) {
        match self.columns(grid, context) {
            Ok(columns) => rows::read(grid, &columns, context, &mut self.reading),
            Err(Refused { reason, doubt }) => {
                self.faults(grid);
                let note = doubt.map(|it| in_doubt(grid, &it, context, &reason));
                self.reading.findings.extend(note);
                let reason = format!("not a table of errors: {reason}");
                let passed = grid.rows.iter().map(|row| Skipped {
                    at: row.at,
                    reason: reason.clone(),
                });
                self.reading.passed.extend(passed);
            }
        }
    }

    /// What the columns of a table hold: as a person says, or as it looks.
    fn columns(&mut self, grid: &Grid, context: &Context) -> Result<Columns, Refused> {
        let looks = columns::columns(grid, context).map(|it| self.like_before(grid, it));
        let Some(told) = self.told.iter().find(|it| is_about(it, grid, context)) else {
            return looks;
        };
        let told_columns = columns::told(grid, told);
        if looks.as_ref().ok() != told_columns.as_ref().ok() && !self.reading.told.contains(told) {
            self.reading.told.push((*told).clone());
        }
        told_columns
    }

    /// `columns`, which the cells of `grid` propose; but where a longer table with the same heads stands above and none of
    /// its columns holds statuses, numbers that could be statuses are none here either, and a table of a row or two holds
    /// what that one does.
    fn like_before(&mut self, grid: &Grid, columns: Columns) -> Columns {
        const MOST: usize = 64;
        const FEWEST: usize = 3;
        let same =
            |it: &&(Vec<String>, usize, Columns)| it.0 == grid.heads && it.1 >= grid.rows.len();
        let before = self.grids.iter().find(same).map(|it| &it.2);
        let status = columns.of(Field::Status);
        let named = status.is_some_and(|it| word(&grid.heads[it]) == Word::Sure(Field::Status));
        let columns = match before {
            Some(before) if status.is_some() && !named && before.of(Field::Status).is_none() => {
                before.clone()
            }
            // A row or two tell little of what a column holds.
            Some(before) if grid.rows.len() < FEWEST && holds_codes(grid, before) => before.clone(),
            _ => columns,
        };
        if self.grids.len() < MOST {
            let known = (grid.heads.clone(), grid.rows.len(), columns.clone());
            self.grids.push(known);
        }
        columns
    }

    /// What is wrong with a table that holds no errors: a note, or a problem where nothing of it could be read, since
    /// it could hold anything.
    fn faults(&mut self, grid: &Grid) {
        let finding = if grid.rows.is_empty() {
            Finding::problem
        } else {
            Finding::note
        };
        let faults = grid
            .faults
            .iter()
            .chain(grid.rows.iter().flat_map(|it| it.faults));
        let findings = faults.map(|it| finding(it.at, it.what.clone(), it.help.clone()));
        self.reading.findings.extend(findings);
    }

    /// What stands around the block that is looked at.
    fn context(&self, caption: Option<&'a Text>) -> Context<'a> {
        let headings = self.headings.iter().rev().map(|it| &it.text);
        let headings = self.terms.iter().rev().copied().chain(headings);
        let above: Vec<&Text> = headings.chain(self.opening.iter().copied()).collect();
        Context {
            caption,
            near: self.near,
            headings: self.terms.len() + self.headings.len(),
            title: self.title,
            bare: self.bare,
            above,
            chrome: self.chrome,
            numbered: self.numbered,
            found_status: OnceCell::new(),
        }
    }
}

/// Whether codes stand in `grid` where `columns` says that they do.
fn holds_codes(grid: &Grid, columns: &Columns) -> bool {
    let looks = AllLooks::new(grid);
    let code = columns.of(Field::Code);
    code.is_some_and(|it| looks.of(it).are_codes())
}

/// Whether what is told is about this table: its heads are the same, and so is what it stands under.
fn is_about(told: &Told, grid: &Grid, context: &Context) -> bool {
    let same = |(a, b): (&String, &String)| a.trim() == b.trim();
    let under = |it: &String| context.stands_under().is_some_and(|text| text.text == *it);
    told.heads.len() == grid.heads.len()
        && told.heads.iter().zip(&grid.heads).all(same)
        && told.under.as_ref().is_none_or(under)
}

/// The note that a table could hold errors, and what decides that it does.
fn in_doubt(grid: &Grid, columns: &Columns, context: &Context, reason: &str) -> Finding {
    let told = Told {
        heads: grid.heads.iter().map(|it| it.trim().to_owned()).collect(),
        under: context.stands_under().map(|it| it.text.clone()),
        columns: columns.told(),
    };
    let what = format!("this table could hold errors, and is not read: {reason}");
    let help = format!(
        "if it does, add to service.toml, with a reason:\n{}",
        told.decision()
    );
    Finding::note(grid.at, what, help)
}

/// The finding that no more flattened tables are looked for.
fn too_many_tries(at: Pos) -> Finding {
    let what = "too many runs of paragraphs look like tables that lost their marks and are none; from here on none is looked for";
    Finding::problem(at, what, "split the document")
}

/// The text of a heading.
fn title(block: &Block) -> Option<&Text> {
    match block {
        Block::Heading(heading) => Some(&heading.text),
        _ => None,
    }
}

/// The line that a plain text begins with, if it stands alone and is no sentence.
fn headline(format: Format, blocks: &[Block]) -> Option<&Text> {
    const LONGEST: usize = 80;
    let Some(Block::Paragraph(first)) = blocks.first().filter(|_| format == Format::Text) else {
        return None;
    };
    let short = first.text.len() <= LONGEST && !first.text.contains('\n');
    (short && !first.text.ends_with('.')).then_some(first)
}

/// The first headings, between which nothing stands, and the paragraphs before the next one, as many as speak of the
/// document as a whole.
fn opening(blocks: &[Block]) -> Vec<&Text> {
    const MOST_PARAGRAPHS: usize = 3;
    let is_heading = |it: &Block| matches!(it, Block::Heading(_));
    let first = blocks.iter().position(is_heading).unwrap_or(0);
    let titles = blocks.iter().skip(first).take_while(|it| is_heading(it));
    let behind = first + titles.count().max(1);
    let second = blocks.iter().skip(behind).position(is_heading);
    let end = second.map_or(blocks.len(), |it| it + behind);
    let before_second = blocks.iter().take(end);
    let mut paragraphs = 0;
    let texts = before_second.filter_map(|it| match it {
        Block::Heading(heading) => {
            paragraphs = 0;
            Some(&heading.text)
        }
        Block::Paragraph(text) => {
            paragraphs += 1;
            (paragraphs <= MOST_PARAGRAPHS).then_some(text)
        }
        _ => None,
    });
    texts.collect()
}

/// Whether the first row of a table without marked heads names columns.
fn first_row_is_head(table: &Table) -> bool {
    let Some(row) = table.rows.first() else {
        return false;
    };
    let words = row
        .cells
        .iter()
        .map(|it| head_word(&plain::line(&it.blocks)));
    words.filter(|it| !matches!(it, Word::Unknown)).count() >= 2.min(row.cells.len())
}
