//! docutils as an oracle: the tables of the RST documents under `data/read/rst` and of the catalog have the cells that
//! docutils sees.
//!
//! Runs where `python3` can import docutils, and says so where it cannot. Files that begin with `broken-` or `own-`
//! are left out: there this project departs from docutils on purpose, as the reader says in its first lines.

use end_to_end::oracle::Oracle;
use error_tables::document::{Block, Cell, Format, Item, Origin, Table, TableRow};
use std::fmt::Write as _;

#[test]
fn docutils_sees_the_same_cells() -> Result<(), Box<dyn std::error::Error>> {
    let oracle = Oracle {
        library: "docutils",
        script: "rst_oracle.py",
        folder: "data/read/rst",
        extensions: ["rst", "rst"],
        departs: &["broken-", "own-"],
        format: Format::Rst,
    };
    if let Some((ours, theirs)) = oracle.compared(tables)? {
        snapbox::assert_data_eq!(ours, snapbox::Data::text(theirs));
    }
    Ok(())
}

/// Writes down the tables of `blocks`, those within others behind them.
fn tables(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Table(it) => table(it, out),
            Block::List(list) => list
                .items
                .iter()
                .for_each(|Item { blocks, .. }| tables(blocks, out)),
            Block::Definition(it) => tables(&it.blocks, out),
            Block::Heading(_) | Block::Paragraph(_) | Block::Code(_) => {}
        }
    }
}

fn table(table: &Table, out: &mut String) {
    let mut line = format!("table {}", table.head);
    if let Some(caption) = &table.caption {
        line = format!("{line} {}", caption.text);
    }
    let _ = writeln!(out, "{line}");
    for TableRow { cells, .. } in &table.rows {
        let _ = writeln!(out, "row");
        for it in cells {
            cell(it, out);
        }
    }
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    for cell in cells.filter(|it| is_own(it)) {
        tables(&cell.blocks, out);
    }
}

fn cell(cell: &Cell, out: &mut String) {
    let mut words = match cell.origin {
        Origin::Own => "own",
        Origin::Header => "header",
        Origin::Above => "above",
        Origin::Left => "left",
    }
    .to_owned();
    text(&cell.blocks, &mut words);
    let _ = writeln!(
        out,
        "{}",
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    );
}

fn is_own(cell: &Cell) -> bool {
    matches!(cell.origin, Origin::Own | Origin::Header)
}

/// The words of `blocks`, each cell of a table once.
fn text(blocks: &[Block], out: &mut String) {
    for block in blocks {
        out.push(' ');
        match block {
            Block::Heading(it) => out.push_str(&it.text.text),
            Block::Paragraph(it) | Block::Code(it) => out.push_str(&it.text),
            Block::List(list) => list.items.iter().for_each(|it| text(&it.blocks, out)),
            Block::Definition(it) => {
                it.terms.iter().for_each(|term| {
                    out.push_str(&term.text);
                    out.push(' ');
                });
                text(&it.blocks, out);
            }
            Block::Table(it) => {
                if let Some(caption) = &it.caption {
                    out.push_str(&caption.text);
                    out.push(' ');
                }
                let cells = it.rows.iter().flat_map(|row| &row.cells);
                cells
                    .filter(|it| is_own(it))
                    .for_each(|it| text(&it.blocks, out));
            }
        }
    }
}
