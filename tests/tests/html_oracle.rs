//! html5lib as an oracle: the tables of the HTML documents under `data/read/html`, and those in the markdown of the
//! catalog, have the cells that html5lib and the table model of the standard see.
//!
//! Runs where `python3` can import html5lib, and says so where it cannot. Files that begin with `own-` are left out:
//! there this project departs from the standard on purpose, as the reader says in its first lines.

use error_tables::document::{Block, Cell, Format, Origin, Table};
use error_tables::plain;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn html5lib_sees_the_same_cells() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let probe = Command::new("python3")
        .args(["-c", "import html5lib"])
        .output();
    if !probe.is_ok_and(|it| it.status.success()) {
        println!("python3 with html5lib is not installed: nothing compared");
        return Ok(());
    }
    let mut files = files(&root.join("data/read/html"), "html")?;
    for service in std::fs::read_dir(root.join("../catalog"))?.flatten() {
        files.extend(self::files(&service.path().join("documents"), "md").unwrap_or_default());
    }
    assert!(!files.is_empty(), "no document to compare");
    let mut ours = String::new();
    for file in &files {
        writeln!(ours, "file {}", file.display())?;
        let document = error_tables::read::read(&std::fs::read_to_string(file)?, Format::Html);
        tables(&document.blocks, &mut ours);
    }
    let oracle = Command::new("python3")
        .arg(root.join("html_oracle.py"))
        .args(&files)
        .output()?;
    assert!(
        oracle.status.success(),
        "{}",
        String::from_utf8_lossy(&oracle.stderr)
    );
    let theirs = String::from_utf8(oracle.stdout)?;
    snapbox::assert_data_eq!(ours, snapbox::Data::text(theirs).raw());
    Ok(())
}

/// The files in `folder` that are to be as html5lib reads them, in order.
fn files(folder: &Path, extension: &str) -> std::io::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let own = path
            .file_name()
            .is_some_and(|it| it.to_string_lossy().starts_with("own-"));
        if path.extension().is_some_and(|it| it == extension) && !own {
            out.push(path);
        }
    }
    out.sort();
    Ok(out)
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
