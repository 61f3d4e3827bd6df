//! HTML that means harm: no panic, no overflow of the stack, no time out of proportion, and limits that say so.
//!
//! A reader that needs time in proportion to the square of these sizes would need many minutes.

use error_tables::document::{Block, Table};
use error_tables::read::html;
use std::fmt::Write as _;

/// As many as must not overflow a stack, where that is at stake.
const MANY: usize = 100_000;
/// As many as take a moment.
const SOME: usize = 20_000;

/// All tables, however deep in `blocks`, in order.
fn tables<'a>(blocks: &'a [Block], out: &mut Vec<&'a Table>) {
    for block in blocks {
        match block {
            Block::Table(table) => {
                out.push(table);
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| tables(&cell.blocks, out));
            }
            Block::List(list) => list.items.iter().for_each(|it| tables(&it.blocks, out)),
            Block::Definition(it) => tables(&it.blocks, out),
            Block::Heading(_) | Block::Paragraph(_) | Block::Code(_) => {}
        }
    }
}

/// What is said to be wrong with `source`.
fn faults(source: &str) -> Vec<String> {
    let blocks = html::read(source).blocks;
    let mut found = Vec::new();
    tables(&blocks, &mut found);
    let faults = found.iter().flat_map(|table| {
        let rows = table.rows.iter().flat_map(|row| &row.faults);
        table.faults.iter().chain(rows)
    });
    faults.map(|it| it.what.clone()).collect()
}

#[test]
fn elements_nest_so_deep_and_no_deeper() {
    for (open, times) in [
        ("<div>", MANY),
        ("<b>", SOME),
        ("<x-y>", SOME),
        ("<blockquote>", SOME),
        ("<math>", SOME),
        ("<pre>", SOME),
    ] {
        let faults = faults(&(open.repeat(times) + "x"));
        let expected =
            "stands in 512 other elements; what is nested more deeply was read as plain text";
        assert_eq!(faults.len(), 1, "{open}");
        assert!(faults.iter().all(|it| it.ends_with(expected)), "{faults:?}");
    }
}

#[test]
fn lists_and_tables_nest_so_deep_and_no_deeper() {
    for open in ["<table><tr><td>", "<ul><li>", "<ul>", "<dl><dd>"] {
        let source = open.repeat(100) + "x" + &"</td></li></ul></dd></dl>".repeat(9);
        let expected = "32 lists and tables stand around this one; what is nested more deeply was read as paragraphs";
        assert_eq!(faults(&source), [expected], "{open}");
    }
    html::read(&"<table><tr><td>".repeat(MANY));
    html::read(&"<ul>".repeat(MANY));
}

#[test]
fn text_that_is_nested_too_deeply_stays_in_order() {
    let source = "<div>".repeat(600) + "a<table><tr><td>b<td>c</table>d";
    let paragraphs: Vec<String> = html::read(&source)
        .blocks
        .into_iter()
        .filter_map(|block| match block {
            Block::Paragraph(text) => Some(text.text),
            _ => None,
        })
        .collect();
    assert_eq!(paragraphs.join(" ").replace('\n', " "), "a b c d");
}

#[test]
fn spans_cover_no_more_than_their_share() {
    let rows = "<tr><td>y".repeat(SOME);
    let sources = [
        format!("<table><tr>{}{rows}", "<td rowspan=0>x".repeat(1000)),
        format!(
            "<table><tr><td rowspan=0 colspan=1000>{}<td>z{rows}",
            "x".repeat(SOME)
        ),
        format!("<table><tr>{}", "<td colspan=1000 rowspan=0>x".repeat(SOME)),
    ];
    for source in sources {
        let expected =
            "the spans of this table cover too many slots; the later ones were not resolved";
        assert_eq!(faults(&source), [expected]);
    }
}

#[test]
fn cells_of_a_table_with_too_many_spans_are_all_there() {
    let rows = "<tr><td>y".repeat(SOME);
    let source = format!("<table><tr>{}{}", "<td rowspan=0>x".repeat(500), rows);
    let blocks = html::read(&source).blocks;
    let mut found = Vec::new();
    tables(&blocks, &mut found);
    let rows = found.iter().flat_map(|table| &table.rows);
    let written = rows
        .flat_map(|row| &row.cells)
        .filter(|cell| match cell.blocks.as_slice() {
            [Block::Paragraph(text)] => text.text.starts_with('y'),
            _ => false,
        });
    assert_eq!(written.count(), SOME);
}

#[test]
fn hostile_pages_take_no_time_out_of_proportion() {
    let mut attributes = String::from("<td");
    let mut formatting = String::new();
    for it in 0..SOME {
        let _ = write!(attributes, " a{it} <b{it}");
        let _ = write!(formatting, "<b a={it}>");
    }
    let sources = [
        "<".repeat(200_000),
        "<>".repeat(100_000),
        "&".repeat(200_000),
        "&lt;".repeat(50_000),
        format!("&{}", "a".repeat(200_000)),
        "<td ".repeat(SOME),
        "<!--".repeat(SOME),
        "<table><tr>x".repeat(SOME),
        "<a><p>".repeat(SOME),
        "<b><div></b>".repeat(SOME),
        format!("{formatting}{}", "<p>x".repeat(SOME)),
        attributes,
    ];
    for source in sources {
        html::read(&source);
    }
}

#[test]
fn every_fault_is_told_until_there_are_too_many() {
    let told = faults(&("<table>".to_owned() + &"<tr>x<td>y".repeat(5000)));
    assert_eq!(told.len(), 1000);
    assert!(
        told.last()
            .is_some_and(|it| it.ends_with("; more such places follow"))
    );
}

#[test]
fn a_fragment_counts_from_its_first_line() {
    let source = "<table>\n<tr><td>A</td>\n<td>B</td></tr></table>\nBehind";
    let lines: Vec<u32> = html::fragment(source, 31)
        .iter()
        .filter_map(Block::at)
        .map(|at| at.line)
        .collect();
    assert_eq!(lines, [31, 34]);
}
