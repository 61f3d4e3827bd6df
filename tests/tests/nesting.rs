//! Nesting without end: every reader, recognition and the plain text of what was read take it without overflowing a
//! stack, and a document that nests deeper than any reader makes one is refused with a reason.

use error_tables::document::{Block, Document, Format, Item, List, Pos, Text};
use error_tables::problem::Level;
use error_tables::read::read;
use error_tables::recognize::recognize;
use error_tables::{plain, rows::Reading};

/// As many as would overflow any stack.
const MANY: usize = 100_000;
/// As many as still would, where each takes a while without optimization.
const SOME: usize = 5_000;

/// Reads `unit`, repeated, in front of a text, and recognizes what was read.
fn nest(unit: &str, times: usize, format: Format) -> Document {
    let document = read(&(unit.repeat(times) + "the end"), format);
    recognize(&document);
    document
}

#[test]
fn what_nests_without_end_is_read_by_every_reader() {
    let cases: &[(Format, &[&str])] = &[
        (
            Format::Markdown,
            &[
                "- ",
                "1. ",
                "> ",
                "- > ",
                "<ul><li>",
                "<dl><dd>",
                "<blockquote>",
                "<table><tr><td>",
                "- <ul><li>\n\n",
            ],
        ),
        (
            Format::Html,
            &[
                "<ul><li>",
                "<ol><li>a",
                "<dl><dt>a<dd>",
                "<blockquote>",
                "<table><tr><td>",
                "<ul><li><table><tr><td>",
            ],
        ),
        (Format::Rst, &["- ", "1. ", ".. note:: ", ":a: ", "| "]),
        (Format::Text, &["- ", "> ", "1. ", "a: "]),
    ];
    for (format, units) in cases {
        for unit in *units {
            if !unit.contains('<') {
                nest(unit, MANY, *format);
            }
            let text = plain::lines(&nest(unit, SOME, *format).blocks);
            assert!(text.ends_with("the end"), "{format:?} {unit}");
        }
    }
}

/// A document of `depth` lists in each other.
fn nested(depth: usize) -> Document {
    let at = Pos::new(1, 1);
    let mut blocks = vec![Block::Paragraph(Text::new(Pos::new(7, 3), "the end"))];
    for _ in 0..depth {
        let items = vec![Item {
            at,
            number: None,
            blocks,
        }];
        blocks = vec![Block::List(List {
            ordered: false,
            items,
        })];
    }
    Document {
        format: Format::Html,
        blocks,
    }
}

#[test]
fn a_document_that_nests_too_deeply_is_refused_with_a_reason() {
    assert_eq!(recognize(&nested(256)), Reading::default());
    let reading = recognize(&nested(257));
    let [problem] = reading.findings.as_slice() else {
        panic!("{:?}", reading.findings);
    };
    assert_eq!(problem.level, Level::Problem);
    assert_eq!(problem.at, Some(Pos::new(7, 3)));
    assert_eq!(
        problem.what,
        "256 lists, definitions and tables stand around this; nothing of the document is read"
    );
}
