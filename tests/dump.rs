//! A document as text, one block a line, for goldens that a person reads beside their source.
//!
//! Knows the document model. Knows no format and no errors.

use error_tables::document::{Block, Cell, Document, Fault, Origin, Pos, Style, Table, Text};
use std::fmt::Write as _;

/// The blocks of `document`, each behind its `line:column`, nested ones indented.
pub fn dump(document: &Document) -> String {
    let mut out = String::new();
    blocks(&mut out, 0, &document.blocks);
    out
}

fn blocks(out: &mut String, depth: usize, all: &[Block]) {
    for block in all {
        match block {
            Block::Heading(heading) => {
                line(
                    out,
                    depth,
                    heading.text.at,
                    &format!("heading {} {}", heading.level, text(&heading.text)),
                );
            }
            Block::Paragraph(it) => line(out, depth, it.at, &format!("paragraph {}", text(it))),
            Block::Code(it) => line(out, depth, it.at, &format!("code {}", text(it))),
            Block::List(list) => {
                for item in &list.items {
                    let mark = match item.number {
                        Some(number) => format!("item {number}."),
                        None if list.ordered => "item #.".to_owned(),
                        None => "item -".to_owned(),
                    };
                    line(out, depth, item.at, &mark);
                    blocks(out, depth + 1, &item.blocks);
                }
            }
            Block::Definition(definition) => {
                for term in &definition.terms {
                    line(out, depth, term.at, &format!("term {}", text(term)));
                }
                blocks(out, depth + 1, &definition.blocks);
            }
            Block::Table(it) => table(out, depth, it),
        }
    }
}

fn table(out: &mut String, depth: usize, table: &Table) {
    line(out, depth, table.at, &format!("table head={}", table.head));
    if let Some(caption) = &table.caption {
        line(
            out,
            depth + 1,
            caption.at,
            &format!("caption {}", text(caption)),
        );
    }
    faults(out, depth + 1, &table.faults);
    for row in &table.rows {
        line(out, depth + 1, row.at, "row");
        faults(out, depth + 2, &row.faults);
        for it in &row.cells {
            cell(out, depth + 2, it);
        }
    }
}

fn cell(out: &mut String, depth: usize, cell: &Cell) {
    let origin = match cell.origin {
        Origin::Own => "cell",
        Origin::Header => "header cell",
        Origin::Above => "cell from above",
        Origin::Left => "cell from the left",
    };
    match cell.blocks.as_slice() {
        [] => line(out, depth, cell.at, &format!("{origin} (empty)")),
        [Block::Paragraph(it)] => line(out, depth, cell.at, &format!("{origin} {}", text(it))),
        many => {
            line(out, depth, cell.at, origin);
            blocks(out, depth + 1, many);
        }
    }
}

fn faults(out: &mut String, depth: usize, faults: &[Fault]) {
    for fault in faults {
        line(
            out,
            depth,
            fault.at,
            &format!("fault {}; help: {}", fault.what, fault.help),
        );
    }
}

fn line(out: &mut String, depth: usize, at: Pos, what: &str) {
    let _ = writeln!(
        out,
        "{:>6} {}{what}",
        format!("{}:{}", at.line, at.column),
        "  ".repeat(depth)
    );
}

/// The text in quotes, with its marks behind it.
fn text(text: &Text) -> String {
    let mut out = format!("{:?}", text.text);
    for mark in &text.marks {
        let style = match mark.style {
            Style::Strong => "strong",
            Style::Code => "code",
        };
        let _ = write!(out, " {style}={:?}", text.marked(mark));
    }
    out
}
