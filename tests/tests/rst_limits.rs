//! RST that means harm: no panic, no overflow of the stack, no time out of proportion, and limits that say so.
//!
//! A reader that needs time in proportion to the square of these sizes would need hours.

use error_tables::document::{Block, Document, Format};
use error_tables::read::read;
use std::fmt::Write as _;

const MANY: usize = 100_000;

fn rst(source: &str) -> Document {
    read(source, Format::Rst)
}

/// The faults of tables, however deep in `blocks`.
fn faults(blocks: &[Block], out: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Table(table) => {
                let rows = table.rows.iter().flat_map(|row| &row.faults);
                out.extend(table.faults.iter().chain(rows).map(|it| it.what.clone()));
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| faults(&cell.blocks, out));
            }
            Block::List(list) => list.items.iter().for_each(|it| faults(&it.blocks, out)),
            Block::Definition(it) => faults(&it.blocks, out),
            Block::Heading(_) | Block::Paragraph(_) | Block::Code(_) => {}
        }
    }
}

fn faults_of(source: &str) -> Vec<String> {
    let mut out = Vec::new();
    faults(&rst(source).blocks, &mut out);
    out
}

#[test]
fn nesting_has_a_limit_and_says_so() {
    let stairs = |step: &str, text: &str| -> String {
        let lines = (0..200).map(|depth| format!("{}{text}\n\n", step.repeat(depth)));
        lines.collect()
    };
    let sources = [
        "- ".repeat(MANY) + "x",
        "1. ".repeat(MANY) + "x",
        ".. note:: ".repeat(MANY) + "x",
        stairs("  ", "* x"),
        stairs(" ", "x"),
        stairs("   ", ".. note::"),
        stairs("  ", ":x: y"),
    ];
    for source in sources {
        let faults = faults_of(&source);
        let start: String = source.chars().take(20).collect();
        assert_eq!(
            faults,
            ["blocks are nested more than 64 deep, and what stands here is not read"],
            "{start}"
        );
    }
}

#[test]
fn substitutions_bring_in_no_more_than_their_share() {
    let mut doubling = String::new();
    for it in 0..60 {
        let _ = writeln!(doubling, ".. |s{it}| replace:: |s{}| |s{}|", it + 1, it + 1);
    }
    let long = format!(
        ".. |x| replace:: {}\n\n{}",
        "y".repeat(MANY),
        "|x| ".repeat(MANY)
    );
    let expected = [
        "substitutions stand in each other more than 8 deep, or bring in more than four times the text of the document",
    ];
    assert_eq!(faults_of(&format!("{doubling}\n|s0|\n")), expected);
    assert_eq!(faults_of(&long), expected);
}

#[test]
fn cells_that_span_repeat_no_more_than_their_share() {
    let (text, border) = ("y".repeat(999), "-".repeat(999));
    let row = format!("|{text}|x|\n|{text}+-+\n");
    let source = format!(
        "+{border}+-+\n{}|{text}|x|\n+{border}+-+\n",
        row.repeat(999)
    );
    let faults = faults_of(&source);
    assert!(
        faults
            .iter()
            .any(|it| it.starts_with("cells that span repeat more")),
        "{faults:?}"
    );
}

#[test]
fn a_grid_of_corners_is_read_or_refused_in_time() {
    let sources = [
        format!("+-{}+\n| |", "+-".repeat(MANY)),
        ["+-".repeat(300) + "+\n"].concat().repeat(300),
        format!(
            "+-{}-+\n{}+{}+\n",
            "+".repeat(996),
            format!("{}|\n", "+".repeat(999)).repeat(998),
            "-".repeat(998)
        ),
        format!(
            "+-{}-+\n{}+{}+\n",
            "+".repeat(996),
            format!("{}\n", "|".repeat(1000)).repeat(998),
            "-".repeat(998)
        ),
        "+-+\n".repeat(MANY),
        "| a |\n".repeat(MANY),
        "+-+\n\n|x|\n\n".repeat(MANY / 4),
        "= =\na\n".repeat(MANY),
        format!(".. csv-table::\n\n{}", "   \"a\n".repeat(MANY)),
    ];
    for source in sources {
        rst(&source);
    }
}

#[test]
fn markup_without_an_end_is_text_in_time() {
    for mark in [
        "`a ", "``a ", "*a ", "**a ", "|a ", ":a:`b ", "_`a ", "[a ", "[a]_ ", "a_ ", "a-", "`<",
        "\\", "\\*", "`", "|", "*", "_", ":", "<", "`a`:b", "|x| ",
    ] {
        let text = format!("x {}", mark.repeat(MANY));
        assert!(!rst(&text).blocks.is_empty(), "{mark}");
    }
}

#[test]
fn any_prefix_of_a_document_is_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/read/rst");
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(text) = std::fs::read_to_string(entry.path()) else {
            continue;
        };
        for end in (0..text.len())
            .step_by(41)
            .filter(|it| text.is_char_boundary(*it))
        {
            rst(&text[..end]);
        }
    }
}
