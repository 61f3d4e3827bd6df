//! Tables written as lists of lists: `.. list-table::`.
//!
//! Knows how items become rows and cells. Knows nothing of how a list is read.

use super::{empty, faulty, lost, row};
use crate::document::{Block, Cell, Fault, Item, Origin, Pos, Table, TableRow};
use crate::read::rst::directive::Directive;
use crate::read::rst::{Place, Reader};

impl Reader<'_> {
    /// Reads a table whose content is a list of rows, each of them a list of cells.
    pub(in crate::read::rst) fn list_table(
        &mut self,
        directive: &Directive,
        place: Place,
        out: &mut Vec<Block>,
    ) {
        let mut blocks = Vec::new();
        self.body(&directive.content, place.inside(), &mut blocks);
        let mut table = empty(directive.at);
        table.caption = (!directive.argument.is_empty()).then(|| self.text(&directive.argument));
        let lists = blocks
            .iter()
            .filter(|it| matches!(it, Block::List(_)))
            .count();
        if lists != 1 || blocks.len() != 1 {
            let at = blocks.iter().find_map(Block::at).unwrap_or(directive.at);
            let what = "the content of the table is not one list of rows";
            table.faults.push(faulty(
                at,
                what,
                "write each row as `* - cell`, and nothing beside the rows",
            ));
        }
        for block in blocks {
            match block {
                Block::List(list) => table.rows.extend(list.items.into_iter().map(list_row)),
                other => out.push(other),
            }
        }
        even_out(&mut table);
        head_and_stubs(directive, &mut table);
        out.push(Block::Table(Box::new(table)));
    }
}

/// The options that the directives of tables have.
const OPTIONS: [&str; 17] = [
    "align",
    "class",
    "delim",
    "encoding",
    "escape",
    "file",
    "fill-cells",
    "header",
    "header-rows",
    "keepspace",
    "name",
    "quote",
    "stub-columns",
    "url",
    "width",
    "widths",
    "columns",
];

/// Takes the head rows and the stub columns that the options of `directive` tell.
pub(super) fn head_and_stubs(directive: &Directive, table: &mut Table) {
    for option in directive
        .options
        .iter()
        .filter(|it| !OPTIONS.contains(&it.name))
    {
        let what = format!("the directive has no option `{}`", option.name);
        table
            .faults
            .push(faulty(option.at, what, "look for a misprint"));
    }
    let wanted = number(directive, "header-rows", table);
    let elsewhere = directive.option("file").or_else(|| directive.option("url"));
    if wanted > table.rows.len() && elsewhere.is_none() {
        let at = directive
            .option("header-rows")
            .map_or(directive.at, |it| it.at);
        table.faults.push(faulty(
            at,
            "the table has fewer rows than it is to have head rows",
            "give the number of its head rows",
        ));
    }
    table.head = (table.head + wanted).min(table.rows.len());
    if table.head > 0 && table.head == table.rows.len() && table.faults.is_empty() {
        table.faults.push(faulty(
            directive.at,
            "the table has no rows below its head",
            "look for the rest of it in its source",
        ));
    }
    let stubs = number(directive, "stub-columns", table);
    for cell in table
        .rows
        .iter_mut()
        .flat_map(|it| it.cells.iter_mut().take(stubs))
    {
        cell.origin = Origin::Header;
    }
}

/// The number that the option `name` gives; 0 where it is not there, and where it is none, which is a fault.
fn number(directive: &Directive, name: &str, table: &mut Table) -> usize {
    let Some(option) = directive.option(name) else {
        return 0;
    };
    option.word().parse().unwrap_or_else(|_| {
        table.faults.push(faulty(
            option.at,
            format!("the value of `{name}` is no number"),
            "give a number",
        ));
        0
    })
}

/// The row that `item` is.
fn list_row(item: Item) -> TableRow {
    let at = item.at;
    let mut cells = Vec::new();
    let mut strays = Vec::new();
    for block in item.blocks {
        match block {
            Block::List(list) if cells.is_empty() => {
                cells.extend(list.items.into_iter().map(list_cell));
            }
            other => strays.extend(other.at().or(Some(at))),
        }
    }
    if cells.is_empty() {
        return lost(no_cells(at));
    }
    let mut out = row(at, cells);
    let what = "something stands in the row beside its list of cells";
    out.faults.extend(
        strays
            .into_iter()
            .map(|at| faulty(at, what, "put it into a cell")),
    );
    out
}

fn no_cells(at: Pos) -> Fault {
    faulty(
        at,
        "the row is no list of cells",
        "write it as `* - cell`, the other cells below the first",
    )
}

/// The cell that `item` is.
fn list_cell(item: Item) -> Cell {
    Cell {
        at: item.blocks.first().and_then(Block::at).unwrap_or(item.at),
        origin: Origin::Own,
        blocks: item.blocks,
    }
}

/// Takes note of rows that have more or fewer cells than the first.
fn even_out(table: &mut Table) {
    let Some(width) = table.rows.first().map(|it| it.cells.len()) else {
        return;
    };
    for row in table
        .rows
        .iter_mut()
        .filter(|it| it.cells.len() != width && it.faults.is_empty())
    {
        let what = format!(
            "the row has not as many cells as the first: {} and not {width}",
            row.cells.len()
        );
        row.faults.push(faulty(
            row.at,
            what,
            "give all rows the same number of cells; an empty cell is a `-` alone",
        ));
    }
}
