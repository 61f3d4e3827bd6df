//! What must hold for any catalog: printing is lossless, and facts tell whether two catalogs differ.
//!
//! The catalogs are made by a seeded generator out of texts that are hard to print; a failure names its seed.

use error_tables::catalog::{
    Case, Catalog, Code, KINDS, Kind, RETRIES, Retry, Source, parse, print,
};
use error_tables::diff::facts;
use error_tables::document::Pos;
use error_tables::merge::{Given, Input, Losses, lookalikes, merge};
use error_tables::rows::{Reading, Row};
use error_tables::service;
use fastrand::Rng;
use std::collections::BTreeMap;

/// Texts that a careless printer breaks on.
const TEXTS: &[&str] = &[
    "The key does not exist.",
    "\"\"\"",
    "'''",
    "\\",
    "\\u0041 \\n \\\"",
    "a\nb\n\n- c",
    "tab\tand\r\nreturn",
    "\u{202e}gnirts\u{2066}",
    "zero\u{200b}width\u{feff}",
    "control\u{0}\u{7f}\u{85}\u{1b}[31m",
    "]\n[codes.X]\nstatus = 1",
    "# no comment",
    "= , . [ ] { }",
    "错误信息",
    "\u{1f980}\u{e0001}",
    " spaces at the ends ",
    "x",
];

fn text(rng: &mut Rng) -> String {
    let pick = |rng: &mut Rng| rng.choice(TEXTS).copied().unwrap_or_default();
    let mut text = String::from(pick(rng));
    if rng.bool() {
        text.push_str(pick(rng));
    }
    text
}

fn optional(rng: &mut Rng) -> Option<String> {
    rng.bool().then(|| text(rng))
}

fn case(rng: &mut Rng) -> Case {
    Case {
        status: rng.bool().then(|| rng.u16(100..=599)),
        message: if rng.bool() { text(rng) } else { String::new() },
        cause: optional(rng),
        solution: optional(rng),
        documents: (0..rng.usize(0..3)).map(|_| text(rng)).collect(),
    }
}

fn kind(rng: &mut Rng) -> Option<Kind> {
    rng.choice(KINDS).filter(|_| rng.bool()).map(|it| it.kind)
}

fn retry(rng: &mut Rng) -> Option<Retry> {
    rng.choice(RETRIES)
        .filter(|_| rng.bool())
        .map(|it| it.retry)
}

fn former_variants(rng: &mut Rng) -> BTreeMap<String, String> {
    let count = rng.usize(0..3);
    (0..count).map(|_| (text(rng), text(rng))).collect()
}

fn code(rng: &mut Rng) -> Code {
    Code {
        retired: optional(rng),
        replaced_by: optional(rng),
        variant: optional(rng),
        declared: optional(rng),
        former_variants: former_variants(rng),
        kind: kind(rng),
        retry: retry(rng),
        cases: (0..rng.usize(1..4)).map(|_| case(rng)).collect(),
    }
}

fn sources(rng: &mut Rng) -> Vec<Source> {
    let names: Vec<String> = (0..rng.usize(0..3)).map(|_| text(rng)).collect();
    let mut sources: Vec<Source> = names.into_iter().map(|it| source(rng, it)).collect();
    sources.dedup_by(|a, b| a.path == b.path);
    sources
}

fn source(rng: &mut Rng, path: String) -> Source {
    Source {
        path,
        sha256: text(rng),
        rows: rng.usize(0..1000),
        taken: rng.usize(0..1000),
        skipped: rng.usize(0..1000),
    }
}

fn catalog(rng: &mut Rng) -> Catalog {
    Catalog {
        service: text(rng),
        title: text(rng),
        documents: sources(rng),
        codes: (0..rng.usize(0..5))
            .map(|_| (text(rng), code(rng)))
            .collect(),
    }
}

#[test]
fn what_is_printed_reads_back_as_the_same_catalog() {
    for seed in 0..2000 {
        let catalog = catalog(&mut Rng::with_seed(seed));
        let text = print(&catalog);
        assert_eq!(parse(&text).as_ref(), Ok(&catalog), "seed {seed}:\n{text}");
    }
}

#[test]
fn what_is_printed_holds_nothing_that_cannot_be_seen() {
    for seed in 0..2000 {
        let text = print(&catalog(&mut Rng::with_seed(seed)));
        let hidden = |c: char| c != '\n' && error_tables::spelling::is_hidden(c);
        assert!(!text.contains(hidden), "seed {seed}:\n{text}");
    }
}

#[test]
fn a_changed_byte_is_refused_or_changes_what_is_read() {
    let catalog = catalog(&mut Rng::with_seed(7));
    let text = print(&catalog);
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        if let Some(byte) = bytes.get_mut(at) {
            *byte = if *byte == b'x' { b'y' } else { b'x' };
        }
        if let Ok(changed) = String::from_utf8(bytes) {
            assert_ne!(parse(&changed).as_ref(), Ok(&catalog), "byte {at}");
        }
    }
}

/// One change to `catalog`, whatever it is.
fn mutate(rng: &mut Rng, catalog: &mut Catalog) {
    let names: Vec<String> = catalog.codes.keys().cloned().collect();
    let name = rng.choice(&names).cloned().unwrap_or_default();
    match rng.usize(0..8) {
        0 => catalog.title = text(rng),
        1 => catalog.documents.reverse(),
        2 => catalog.documents = sources(rng),
        3 => {
            catalog.codes.insert(text(rng), code(rng));
        }
        4 => {
            catalog.codes.remove(&name);
        }
        _ => {
            if let Some(code) = catalog.codes.get_mut(&name) {
                mutate_code(rng, code);
            }
        }
    }
}

fn mutate_code(rng: &mut Rng, code: &mut Code) {
    let at = rng.usize(0..code.cases.len());
    match rng.usize(0..6) {
        0 => match rng.usize(0..5) {
            0 => code.retired = optional(rng),
            1 => code.replaced_by = optional(rng),
            2 => code.variant = optional(rng),
            3 => code.declared = optional(rng),
            _ => code.former_variants = former_variants(rng),
        },
        1 if rng.bool() => code.kind = kind(rng),
        2 if rng.bool() => code.retry = retry(rng),
        1 => code.cases.reverse(),
        2 => code.cases.insert(at, case(rng)),
        3 if code.cases.len() > 1 => {
            code.cases.remove(at);
        }
        4 => code.cases.rotate_left(1),
        _ => {
            if let Some(it) = code.cases.get_mut(at) {
                match rng.usize(0..5) {
                    0 => it.status = Some(rng.u16(100..=599)),
                    1 => it.message = text(rng),
                    2 => it.cause = optional(rng),
                    3 => it.solution = optional(rng),
                    _ => it.documents.reverse(),
                }
            }
        }
    }
}

#[test]
fn there_are_facts_exactly_where_catalogs_differ() {
    for seed in 0..20_000 {
        let mut rng = Rng::with_seed(seed);
        let before = catalog(&mut rng);
        let mut after = before.clone();
        for _ in 0..rng.usize(0..3) {
            mutate(&mut rng, &mut after);
        }
        let facts = facts(Some(&before), &after);
        assert_eq!(facts.is_empty(), before == after, "seed {seed}: {facts:?}");
        for fact in facts {
            let line = fact.to_string();
            assert!(
                !line.contains(error_tables::spelling::is_hidden),
                "seed {seed}: {line:?}"
            );
        }
    }
}

/// Rows of a document; `seed` decides which of a hundred codes they have.
fn rows(seed: u64, count: usize) -> Vec<Row> {
    let mut rng = Rng::with_seed(seed);
    let mut row = |line: usize| Row {
        at: Pos::new(line + 1, 1),
        code: format!("Code{}", rng.usize(0..100)),
        aliases: Vec::new(),
        statuses: vec![if rng.bool() { 400 } else { 404 }],
        message: Some(format!("Message {}", rng.usize(0..3))),
        cause: rng.bool().then(|| "A cause.".to_owned()),
        solution: rng.bool().then(|| "A solution.".to_owned()),
        reasons: Vec::new(),
        questions: Vec::new(),
    };
    (0..count).map(&mut row).collect()
}

fn merged(rows: Vec<Row>, sha256: &str, before: Option<&Catalog>) -> Option<Catalog> {
    let service = service::parse(
        "title = \"Shop\"\n[[documents]]\npath = \"documents/a.md\"\ntitle = \"A\"\n",
    )
    .ok()?;
    let reading = Reading {
        rows,
        ..Reading::default()
    };
    let given = Given {
        sha256: sha256.to_owned(),
        reading,
    };
    let merged = merge(Input {
        id: "shop",
        folder: "catalog/shop",
        service: &service,
        documents: vec![given],
        before,
        version: "0.2.0",
        losses: Losses::Accept,
    });
    let sources = &merged.catalog.documents;
    assert!(sources.iter().all(|it| it.taken == it.rows));
    Some(merged.catalog)
}

#[test]
fn a_merge_of_what_is_known_changes_nothing() {
    for seed in 0..100 {
        let first = merged(rows(seed, 150), "1", None);
        let again = merged(rows(seed, 150), "1", first.as_ref());
        assert!(first.is_some());
        assert_eq!(first, again, "seed {seed}");
    }
}

#[test]
fn a_row_that_went_takes_only_its_own_case_with_it() {
    let all = rows(5, 150);
    let before = merged(all.clone(), "1", None);
    let Some(before) = before else {
        panic!("the service of this test must parse");
    };
    for gone in 0..all.len() {
        let mut rest = all.clone();
        let row = rest.remove(gone);
        let Some(after) = merged(rest.clone(), "2", Some(&before)) else {
            continue;
        };
        for (name, code) in before.codes.iter().filter(|(name, _)| **name != row.code) {
            assert_eq!(after.codes.get(name), Some(code), "row {gone}");
        }
        let is_documented = rest.iter().any(|it| it.code == row.code);
        let retired = after.codes.get(&row.code).map(|it| it.retired.is_some());
        assert_eq!(retired, Some(!is_documented), "row {gone}");
    }
}

#[test]
fn a_hundred_thousand_alike_rows_and_codes_take_no_long_time() {
    let row = |index: usize| Row {
        at: Pos::new(index + 1, 1),
        code: "Same".to_owned(),
        aliases: Vec::new(),
        statuses: vec![400],
        message: Some(format!("Message {index}")),
        cause: None,
        solution: None,
        reasons: Vec::new(),
        questions: Vec::new(),
    };
    let catalog = merged((0..100_000).map(row).collect(), "1", None);
    let cases = catalog.as_ref().and_then(|it| it.codes.get("Same"));
    assert_eq!(cases.map(|it| it.cases.len()), Some(100_000));

    let codes = (0..10_000).map(|it| (format!("Code{it}"), Code::default()));
    let many = Catalog {
        service: "shop".to_owned(),
        title: "Shop".to_owned(),
        documents: Vec::new(),
        codes: codes.collect(),
    };
    assert!(!lookalikes(&[many], None).is_empty());
}

#[test]
fn what_is_written_down_of_the_services_can_be_read() {
    let catalog = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalog");
    for id in ["aliyun-oss", "huawei-obs", "jdcloud-oss"] {
        let folder = catalog.join(id);
        let text = std::fs::read_to_string(folder.join("service.toml")).unwrap_or_default();
        match service::parse(&text) {
            Ok(service) => {
                for document in &service.documents {
                    assert!(folder.join(&document.path).is_file(), "{}", document.path);
                    let says_where = document.published.is_some() != document.unpublished.is_some();
                    assert!(says_where, "{}", document.path);
                }
            }
            Err(findings) => panic!("{id}: {findings:?}"),
        }
    }
}

#[test]
fn files_that_mean_harm_are_refused_in_bounded_words() {
    let nested = format!("title = {}", "[".repeat(100_000));
    let tables = "[[decisions]]\n".repeat(100_000);
    let keys = (0..100_000).fold(String::new(), |text, it| text + &format!("k{it} = 1\n"));
    let dots = format!("{}x = 1", "a.".repeat(100_000));
    for text in [nested, tables, keys, dots, "\u{0}".repeat(100_000)] {
        for findings in [service::parse(&text).err(), parse(&text).err()] {
            let count = findings.map_or(0, |it| it.len());
            assert!((1..=101).contains(&count), "{count} problems");
        }
    }
}
