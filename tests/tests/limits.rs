//! Every limit that the page on limits states says so where it is met, and not before.
//!
//! For each a document that keeps to it, and one that does not. What recognition takes is tried in `nesting`. Two are out of
//! reach of any document that is known: `MARKDOWN_IN_HTML`, which is tried where it is kept, and `FLATTENED`.

use end_to_end::dump::dump;
use end_to_end::given::findings;
use error_tables::document::Format;
use error_tables::limits;
use error_tables::read::read;
use error_tables::service;
use std::fmt::Write as _;

/// Asserts that what is made of `kept` does not say `what`, and that what is made of `met` does.
fn says(kept: &str, met: &str, what: &str) {
    assert!(!kept.contains(what), "too early: {what}");
    assert!(met.contains(what), "nobody says: {what}\n{met:.2000}");
}

/// What is read of `source`.
fn of(format: Format, source: &str) -> String {
    dump(&read(source, format))
}

/// `unit` so many times, in front of a text.
fn nested(format: Format, unit: &str, times: usize) -> String {
    of(format, &(unit.repeat(times) + "x\n"))
}

#[test]
fn markdown() {
    use limits::{MARKDOWN_CELLS, MARKDOWN_NESTED, MARKDOWN_PARTS};
    let quotes = |times| nested(Format::Markdown, "> ", times);
    says(
        &quotes(MARKDOWN_NESTED),
        &quotes(MARKDOWN_NESTED + 1),
        &format!("more than {MARKDOWN_NESTED} lists and quotes stand in each other here"),
    );
    let lists = "- ".repeat(MARKDOWN_NESTED) + "a ";
    let left = MARKDOWN_PARTS / 2 - MARKDOWN_NESTED;
    let parts = |times| {
        of(
            Format::Markdown,
            &(lists.clone() + &"<ul><li>x".repeat(times)),
        )
    };
    says(
        &parts(left),
        &parts(left + 1),
        &format!(
            "more than {MARKDOWN_PARTS} lists, items and definitions stand in each other here"
        ),
    );
    let row = |cells| {
        let head = format!(
            "{}|\n{}|\n",
            "|a".repeat(MARKDOWN_CELLS),
            "|-".repeat(MARKDOWN_CELLS)
        );
        of(
            Format::Markdown,
            &format!("{head}{}|\n", "|b".repeat(cells)),
        )
    };
    says(
        &row(MARKDOWN_CELLS),
        &row(MARKDOWN_CELLS + 1),
        &format!("the row has more than {MARKDOWN_CELLS} cells"),
    );
}

#[test]
fn html() {
    use limits::{HTML_ELEMENTS, HTML_FAULTS, HTML_NESTED, HTML_SPANS, HTML_TAG};
    // The page and its body are elements as well.
    let elements = |times| nested(Format::Html, "<div>", times);
    says(
        &elements(HTML_ELEMENTS - 2),
        &elements(HTML_ELEMENTS + 1),
        &format!("stands in {HTML_ELEMENTS} other elements"),
    );
    let lists = |times| nested(Format::Html, "<ul><li>", times);
    says(
        &lists(HTML_NESTED),
        &lists(HTML_NESTED + 1),
        &format!("{HTML_NESTED} lists and tables stand around this one"),
    );
    let tag = |length| {
        of(
            Format::Html,
            &format!("<p>a</p><p {}", "b ".repeat(length / 2)),
        )
    };
    says(
        &tag(HTML_TAG - 100),
        &tag(HTML_TAG * 2),
        &format!("has no end within {HTML_TAG} bytes"),
    );
    let rows = |times| {
        of(
            Format::Html,
            &("<table>".to_owned() + &"<tr>x<td>y".repeat(times)),
        )
    };
    let more = "more such places follow";
    says(&rows(HTML_FAULTS - 1), &rows(HTML_FAULTS), more);
    assert_eq!(
        rows(HTML_FAULTS * 2).matches("; ").count(),
        rows(HTML_FAULTS).matches("; ").count()
    );
    let spans = |bytes: usize| {
        let long = "x".repeat(1000);
        of(
            Format::Html,
            &format!(
                "<table><tr><td rowspan=0>{long}{}</table>",
                "<tr><td>y".repeat(bytes / 1000)
            ),
        )
    };
    let what = "the spans of this table cover too many slots";
    says(&spans(HTML_SPANS / 2), &spans(HTML_SPANS * 2), what);
}

#[test]
fn rst() {
    use limits::{RST_NESTED, RST_REPEATED, RST_SUBSTITUTIONS};
    let lists = |times| nested(Format::Rst, "- ", times);
    says(
        &lists(RST_NESTED - 1),
        &lists(RST_NESTED + 1),
        &format!("blocks are nested more than {RST_NESTED} deep"),
    );
    let chain = |length| {
        let mut source = "|s0|\n\n".to_owned();
        for it in 0..length {
            let _ = writeln!(source, ".. |s{it}| replace:: |s{}|", it + 1);
        }
        of(
            Format::Rst,
            &format!("{source}.. |s{length}| replace:: x\n"),
        )
    };
    let what = format!("substitutions stand in each other more than {RST_SUBSTITUTIONS} deep");
    says(
        &chain(RST_SUBSTITUTIONS - 1),
        &chain(RST_SUBSTITUTIONS + 1),
        &what,
    );
    let repeated = |bytes: usize| {
        let (uses, text) = (bytes / 1000, "y".repeat(1000));
        of(
            Format::Rst,
            &format!(".. |x| replace:: {text}\n\n{}", "|x| ".repeat(uses)),
        )
    };
    let what = "or bring in more than four times the text of the document";
    says(&repeated(RST_REPEATED), &repeated(RST_REPEATED * 2), what);
    let spans = |rows: usize| {
        let (text, border) = ("y".repeat(999), "-".repeat(999));
        let row = format!("|{text}|x|\n|{text}+-+\n").repeat(rows);
        let source = format!("+{border}+-+\n{row}|{text}|x|\n+{border}+-+\n");
        of(Format::Rst, &source)
    };
    let what = "cells that span repeat more than four times";
    says(&spans(2), &spans(RST_REPEATED / 400), what);
}

#[test]
fn toml() {
    let keys = |count: usize| {
        let keys = (0..count).fold("title = \"A\"\n".to_owned(), |mut keys, it| {
            let _ = writeln!(keys, "key{it} = 1");
            keys
        });
        findings(&service::parse(&keys).unwrap_err())
    };
    let few = limits::TOML_PROBLEMS / 2;
    says(
        &keys(few),
        &keys(limits::TOML_PROBLEMS * 2),
        "more problems are not shown",
    );
}
