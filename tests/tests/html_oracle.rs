//! html5lib as an oracle: the tables of the HTML documents under `data/read/html`, and those in the markdown of the
//! catalog, have the cells that html5lib and the table model of the standard see.
//!
//! Runs where `python3` can import html5lib, and says so where it cannot. Files that begin with `own-` are left out:
//! there this project departs from the standard on purpose, as the reader says in its first lines.

use end_to_end::oracle::Oracle;
use error_tables::document::{Block, Cell, Format, Origin, Table};
use error_tables::plain;

#[test]
fn html5lib_sees_the_same_cells() -> Result<(), Box<dyn std::error::Error>> {
    let oracle = Oracle {
        library: "html5lib",
        script: "html_oracle.py",
        folder: "data/read/html",
        extensions: ["html", "md"],
        departs: &["own-"],
        format: Format::Html,
    };
    if let Some((ours, theirs)) = oracle.compared(tables)? {
        snapbox::assert_data_eq!(ours, snapbox::Data::text(theirs).raw());
    }
    Ok(())
}

/// The tables in `blocks`, each followed by those that stand in it.
fn tables(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Table(it) => table(it, out),
            Block::List(list) => list.items.iter().for_each(|it| tables(&it.blocks, out)),
            Block::Definition(it) => tables(&it.blocks, out),
            Block::Heading(_) | Block::Paragraph(_) | Block::Code(_) => {}
        }
    }
}

fn table(table: &Table, out: &mut String) {
    if table.rows.is_empty() && table.caption.is_none() {
        return;
    }
    out.push_str("table\n");
    for row in &table.rows {
        for it in &row.cells {
            cell(it, out);
        }
        out.push('\n');
    }
    for it in table.rows.iter().flat_map(|row| &row.cells) {
        if matches!(it.origin, Origin::Own | Origin::Header) {
            tables(&it.blocks, out);
        }
    }
}

fn cell(cell: &Cell, out: &mut String) {
    out.push(match cell.origin {
        Origin::Own => ' ',
        Origin::Header => 'h',
        Origin::Above => '^',
        Origin::Left => '<',
    });
    let is_text = |it: &&Block| !matches!(it, Block::Table(_));
    let blocks: Vec<Block> = cell.blocks.iter().filter(is_text).cloned().collect();
    out.extend(
        plain::lines(&blocks)
            .chars()
            .filter(|c| c.is_alphanumeric()),
    );
    out.push('|');
}
