//! What is fuzzed: every function that reads bytes which the project did not write, with what must hold of it.
//!
//! Used by the tests, over a corpus and seeded changes of it, and by `fuzz/`, a workspace of its own that libFuzzer drives.
//! Knows what the stages are and what they promise. Knows nothing of how inputs are made.

use error_tables::catalog::Catalog;
use error_tables::diff::facts;
use error_tables::document::{Block, Document, Format, Mark, Pos, Text};
use error_tables::merge::{Given, Input, Losses, merge};
use error_tables::read::{detect, read};
use error_tables::recognize::recognize;
use error_tables::rows::Reading;
use error_tables::{catalog, emit, plain, rules, service};
use object_storage_errors::response::ErrorResponse;
use object_storage_errors::{aliyun_oss, huawei_obs, jdcloud_oss};

/// A target: its name, and what it does with an input.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 10] = [
    ("markdown", |it| reader(it, Format::Markdown)),
    ("html", |it| reader(it, Format::Html)),
    ("rst", |it| reader(it, Format::Rst)),
    ("text", |it| reader(it, Format::Text)),
    ("recognition", recognition),
    ("catalog", whole),
    ("codes_toml", codes_toml),
    ("service_toml", service_toml),
    ("rules_toml", rules_toml),
    ("response", response),
];

/// Does what the target `name` does with `data`.
///
/// # Panics
///
/// Where something does not hold that must, or there is no such target.
pub fn run(name: &str, data: &[u8]) {
    let target = TARGETS.iter().find(|it| it.0 == name);
    target.expect("there is such a target").1(data);
}

/// The text that `data` is, as a file would be decoded.
fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok()
}

/// A reader: every block stands in the text, and is plain text as well.
fn reader(data: &[u8], format: Format) {
    let Some(text) = text(data) else { return };
    let document = read(text, format);
    let lines = lines(text);
    check_blocks(&document.blocks, lines);
    plain::lines(&document.blocks);
}

/// How many lines `text` has, and one for what stands at its end.
fn lines(text: &str) -> u32 {
    let lines = text.split(['\n', '\r', '\u{b}', '\u{c}']).count() + 1;
    u32::try_from(lines).unwrap_or(u32::MAX)
}

fn check_blocks(blocks: &[Block], lines: u32) {
    for block in blocks {
        if let Some(at) = block.at() {
            check(at, lines);
        }
        match block {
            Block::List(list) => list
                .items
                .iter()
                .for_each(|it| check_blocks(&it.blocks, lines)),
            Block::Definition(it) => check_blocks(&it.blocks, lines),
            Block::Table(table) => {
                let rows = table.rows.iter();
                rows.flat_map(|it| &it.cells)
                    .for_each(|it| check_blocks(&it.blocks, lines));
            }
            Block::Paragraph(text) => check_text(text),
            Block::Heading(heading) => check_text(&heading.text),
            Block::Code(_) => {}
        }
    }
}

/// The marks of a text are in it, and it begins and ends with no line end.
fn check_text(text: &Text) {
    let ends = |it: &Mark| [it.start, it.end].map(|it| usize::try_from(it).unwrap_or(usize::MAX));
    let is_in = |it: &Mark| {
        ends(it)
            .into_iter()
            .all(|it| text.text.is_char_boundary(it))
    };
    assert!(
        text.marks.iter().all(|it| it.start <= it.end && is_in(it)),
        "{text:?}"
    );
    assert!(
        !text.text.starts_with('\n') && !text.text.ends_with('\n'),
        "{text:?}"
    );
}

/// A place is in the text.
fn check(at: Pos, lines: u32) {
    assert!(
        at.line >= 1 && at.column >= 1 && at.line <= lines,
        "{at:?} of {lines} lines"
    );
}

/// Recognition, of a document in the format that it looks like.
fn recognition(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let document: Document = read(text, detect::format("", text));
    let reading: Reading = recognize(&document);
    let lines = lines(text);
    for row in &reading.rows {
        check(row.at, lines);
        assert!(!row.code.is_empty() && row.message.as_deref() != Some(""));
    }
    let skipped = reading
        .skipped
        .iter()
        .chain(&reading.passed)
        .map(|it| it.at);
    let findings = reading.findings.iter().filter_map(|it| it.at);
    skipped.chain(findings).for_each(|it| check(it, lines));
}

/// The whole way to the catalog and to Rust, of a document whose edition before had its first half, and of one that lost it:
/// what is taken prints, and reads as what it was.
fn whole(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let half = text.floor_char_boundary(text.len() / 2);
    let (first, second) = text.split_at(half);
    let before = catalog_of(first, None);
    for edition in [text, second] {
        let catalog = catalog_of(edition, Some(&before));
        let _ = emit::module(&catalog);
        let printed = catalog::print(&catalog);
        let facts = facts(Some(&before), &catalog);
        for fact in facts {
            assert!(!fact.to_string().is_empty());
        }
        match catalog::parse(&printed) {
            Ok(read) => assert_eq!(read, catalog),
            Err(findings) => panic!("{findings:?}"),
        }
    }
}

/// The catalog of a service whose only document is `text`.
fn catalog_of(text: &str, before: Option<&Catalog>) -> Catalog {
    let service = "title = \"A\"\n[[documents]]\npath = \"documents/a\"\ntitle = \"A\"\n";
    let service = service::parse(service).expect("it is a service");
    let reading = recognize(&read(text, detect::format("", text)));
    let given = Given {
        sha256: format!("{:064x}", text.len()),
        text,
        reading,
    };
    let merged = merge(Input {
        id: "a",
        folder: "a",
        service: &service,
        documents: vec![given],
        before,
        version: "0.2.0",
        losses: Losses::Refuse,
    });
    merged.catalog
}

/// `codes.toml`: what is taken prints as it was written.
fn codes_toml(data: &[u8]) {
    if let Some(text) = text(data)
        && let Ok(catalog) = catalog::parse(text)
    {
        assert_eq!(catalog::print(&catalog), text);
    }
}

/// `service.toml`: what is taken has a document, and none outside of its folder.
fn service_toml(data: &[u8]) {
    if let Some(text) = text(data)
        && let Ok(service) = service::parse(text)
    {
        assert!(!service.documents.is_empty());
        for document in &service.documents {
            let mut parts = document.path.split('/');
            assert_eq!(parts.next(), Some("documents"), "{}", document.path);
            assert!(
                parts.all(|it| !matches!(it, "" | "." | "..")),
                "{}",
                document.path
            );
        }
    }
}

/// `rules.toml`.
fn rules_toml(data: &[u8]) {
    if let Some(text) = text(data) {
        let _ = rules::parse(text);
    }
}

/// A response: two bytes of status, then the body, which is also a header.
fn response(data: &[u8]) {
    let Some((status, body)) = data.split_first_chunk::<2>() else {
        return;
    };
    let status = u16::from_be_bytes(*status);
    let headers = [("x-oss-err", body), ("x-obs-error-code", body)];
    let one = ErrorResponse::<aliyun_oss::ErrorCode>::from_parts(status, &headers, body);
    let shown = one.to_string();
    assert!(!shown.contains(char::is_control), "{shown:?}");
    assert_eq!(one.into_owned().to_string(), shown);
    let other = ErrorResponse::<huawei_obs::ErrorCode>::from_parts(status, &headers, body);
    assert!(!other.to_string().contains(char::is_control));
    let third = ErrorResponse::<jdcloud_oss::ErrorCode>::from_parts(status, &(), body);
    assert_eq!(third.raw_body(), body);
}
