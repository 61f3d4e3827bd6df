//! Tables: drawn as a grid, drawn with rules, written as a list or as comma-separated values.
//!
//! Knows what all of them share: captions, faults, cells that stand in several slots. Knows no markup within a cell.

mod csv;
mod draw;
mod grid;
mod list;
mod mend;
mod simple;
mod trace;

pub(super) use grid::is_grid;

use super::directive::Directive;
use super::source::Line;
use super::{Place, Reader};
use crate::document::{Block, Cell, Fault, Origin, Pos, Table, TableRow};

/// A fault at `at`.
fn faulty(at: Pos, what: impl Into<String>, help: impl Into<String>) -> Fault {
    Fault {
        at,
        what: what.into(),
        help: help.into(),
    }
}

/// A table at `at` with nothing in it.
fn empty(at: Pos) -> Table {
    Table {
        at,
        caption: None,
        head: 0,
        rows: Vec::new(),
        faults: Vec::new(),
    }
}

/// A row of `cells`.
fn row(at: Pos, cells: Vec<Cell>) -> TableRow {
    TableRow {
        at,
        cells,
        faults: Vec::new(),
    }
}

/// A row of which nothing can be told but what is wrong with it.
fn lost(fault: Fault) -> TableRow {
    TableRow {
        at: fault.at,
        cells: Vec::new(),
        faults: vec![fault],
    }
}

impl Reader<'_> {
    /// The cell that `lines` are, standing at `at` if they are empty.
    fn cell(&mut self, at: Pos, lines: &[Line], place: Place) -> Cell {
        let first = lines.iter().find(|it| !it.blank());
        Cell {
            at: first.map_or(at, |it| self.source.text_at(it)),
            origin: Origin::Own,
            blocks: self.inner(lines, place),
        }
    }

    /// `cell` for another slot that it covers, `bytes` being the size of its text. Nothing stands in it where cells
    /// that span have repeated too much already.
    fn repeat(&mut self, cell: &Cell, origin: Origin, bytes: usize) -> Cell {
        let affordable = self.allowance >= bytes;
        self.allowance = self.allowance.saturating_sub(bytes);
        Cell {
            at: cell.at,
            origin,
            blocks: if affordable {
                cell.blocks.clone()
            } else {
                Vec::new()
            },
        }
    }

    /// Says so in `table` where cells that span have repeated too much.
    fn check_allowance(&self, table: &mut Table) {
        if self.allowance == 0 {
            table.faults.push(faulty(
                table.at,
                "cells that span repeat more than four times the text of the document, and some of them are left empty",
                "let cells span less",
            ));
        }
    }

    /// `.. table::`, a table with a caption.
    pub(super) fn titled_table(
        &mut self,
        directive: &Directive,
        place: Place,
        out: &mut Vec<Block>,
    ) {
        let mut blocks = Vec::new();
        self.body(&directive.content, place.wrapped(), &mut blocks);
        let caption = (!directive.argument.is_empty()).then(|| self.text(&directive.argument));
        let stray = stray(&blocks);
        let mut tables = blocks.iter_mut().filter_map(|it| match it {
            Block::Table(table) => Some(table),
            _ => None,
        });
        if let Some(table) = tables.next() {
            table.caption = caption;
            let what = "something stands under the directive beside the table";
            let fault = stray.map(|at| faulty(at, what, "put it before or behind the directive"));
            table.faults.extend(fault);
        } else {
            let what = "no table stands under the directive";
            out.push(Block::Table(Box::new(Table {
                caption,
                faults: vec![faulty(
                    directive.at,
                    what,
                    "write the table below it, indented",
                )],
                ..empty(directive.at)
            })));
        }
        out.append(&mut blocks);
    }
}

/// Where the first of `blocks` stands that is not the first table among them.
fn stray(blocks: &[Block]) -> Option<Pos> {
    let table = blocks.iter().position(|it| matches!(it, Block::Table(_)));
    let mut others = blocks.iter().enumerate().filter(|it| Some(it.0) != table);
    others.next().and_then(|it| it.1.at())
}
