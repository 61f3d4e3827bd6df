//! RST tables with damage: a row that was there before is still there, or a fault says that something is wrong.
//!
//! Some damage leaves a sound table and cannot be seen here. A border that is gone joins two rows, and a line that stands
//! twice is in its row twice: such rows still hold all the words there were. A line of text can be missing, shortened or
//! moved where no border holds it in its place: those cases are left out.

use error_tables::document::{Block, Document, Format};
use error_tables::plain;
use error_tables::read::read;
use std::fmt::Write as _;

const GRID: &str = "\
+--------------+--------+----------------------+
| Code         | Status | Message              |
+==============+========+======================+
| FrogNotFound | 404    | The frog is gone.    |
+--------------+--------+----------------------+
| PondFull     | 409    | There is no room for |
|              |        | another frog.        |
+--------------+--------+----------------------+
| SlowFrog     | 503    | Hop less.            |
+--------------+--------+----------------------+
| NoSuchPond   | 404    | There is no pond.    |
+--------------+--------+----------------------+
";

const SIMPLE: &str = "\
============  ======  ====================
Code          Status  Message
============  ======  ====================
FrogNotFound  404     The frog is gone.
PondFull      409     There is no room for
                      another frog.
SlowFrog      503     Hop less.
============  ======  ====================
";

type Row = Vec<String>;

/// The rows of a document, and how many faults its tables and their rows have.
fn rows(document: &Document) -> (Vec<Row>, usize) {
    let (mut rows, mut faults) = (Vec::new(), 0);
    for block in &document.blocks {
        let Block::Table(table) = block else { continue };
        faults += table.faults.len();
        for row in &table.rows {
            faults += row.faults.len();
            rows.push(
                row.cells
                    .iter()
                    .map(|cell| plain::line(&cell.blocks).to_string())
                    .collect(),
            );
        }
    }
    (rows, faults)
}

/// Every way to damage `lines` at line `at`, with its name.
fn damages(lines: &[&str], at: usize) -> Vec<(String, Vec<String>)> {
    let all: Vec<String> = lines.iter().map(|it| (*it).to_owned()).collect();
    let line = lines[at];
    let with = |change: &dyn Fn(&mut Vec<String>)| {
        let mut out = all.clone();
        change(&mut out);
        out
    };
    let mut out = vec![
        ("dropped".to_owned(), with(&|it| drop(it.remove(at)))),
        (
            "doubled".to_owned(),
            with(&|it| it.insert(at, line.to_owned())),
        ),
        (
            "halved".to_owned(),
            with(&|it| it[at].truncate(line.len() / 2)),
        ),
        (
            "above junk".to_owned(),
            with(&|it| it.insert(at, "junk".to_owned())),
        ),
        (
            "above a blank line".to_owned(),
            with(&|it| it.insert(at, String::new())),
        ),
        (
            "last, halved".to_owned(),
            with(&|it| {
                it.truncate(at + 1);
                it[at].truncate(line.len() / 2);
            }),
        ),
    ];
    if at + 1 < lines.len() {
        out.push(("below the next".to_owned(), with(&|it| it.swap(at, at + 1))));
    }
    for (index, sign) in line.char_indices().filter(|it| "|+".contains(it.1)) {
        out.push((
            format!("without {sign} at {index}"),
            with(&|it| {
                it[at].remove(index);
            }),
        ));
        out.push((
            format!("with {sign} at {index} twice"),
            with(&|it| it[at].insert(index, sign)),
        ));
    }
    out
}

/// Whether the cells of `row` are in those of `other`, each in its own.
fn is_in(row: &Row, other: &Row) -> bool {
    let words = |it: &String, cell: &String| {
        it.split(' ')
            .all(|word| cell.split(' ').any(|it| it == word))
    };
    row.len() == other.len() && row.iter().zip(other).all(|(it, cell)| words(it, cell))
}

/// What went missing without a word.
fn losses(table: &str, unseen: fn(&[&str], usize, &str) -> bool) -> String {
    let lines: Vec<&str> = table.lines().collect();
    let (before, faults) = rows(&read(table, Format::Rst));
    assert_eq!(faults, 0, "the table is sound");
    let mut out = String::new();
    for at in 0..lines.len() {
        for (what, damaged) in damages(&lines, at) {
            if unseen(&lines, at, &what) {
                continue;
            }
            let (after, faults) = rows(&read(&damaged.join("\n"), Format::Rst));
            let lost = before
                .iter()
                .find(|row| !after.iter().any(|it| is_in(row, it)));
            if let (Some(row), 0) = (lost, faults) {
                let _ = writeln!(out, "line {} {what}: {} is lost", at + 1, row.join(" | "));
            }
        }
    }
    out
}

/// In a grid, a line of a row of several lines can go, or go to the row above or below.
fn in_grid(lines: &[&str], at: usize, what: &str) -> bool {
    let text = |at: usize| lines.get(at).is_some_and(|it| it.starts_with('|'));
    let several = |at: usize| text(at) && (text(at + 1) || at > 0 && text(at - 1));
    match what {
        "dropped" => several(at),
        "below the next" => several(at) || several(at + 1),
        _ => false,
    }
}

/// Between the borders of a simple table, anything can be a row.
fn in_simple(lines: &[&str], at: usize, what: &str) -> bool {
    let text = |at: usize| lines.get(at).is_some_and(|it| !it.starts_with('='));
    match what {
        "dropped" | "halved" | "above junk" => text(at),
        "below the next" => text(at) && text(at + 1),
        _ => false,
    }
}

#[test]
fn no_row_of_a_grid_is_lost_without_a_word() {
    snapbox::assert_data_eq!(losses(GRID, in_grid), "");
}

#[test]
fn no_row_of_a_simple_table_is_lost_without_a_word() {
    snapbox::assert_data_eq!(losses(SIMPLE, in_simple), "");
}
