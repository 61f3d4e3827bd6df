//! What must hold for any catalog: printing is lossless, and facts tell whether two catalogs differ.
//!
//! The catalogs are made by a seeded generator out of texts that are hard to print; a failure names its seed.

use end_to_end::random::{catalog, mutate};
use error_tables::catalog::{Catalog, Code, parse, print};
use error_tables::diff::facts;
use error_tables::document::Pos;
use error_tables::merge::{Given, Input, Losses, lookalikes, merge};
use error_tables::rows::{Reading, Row};
use error_tables::service;
use fastrand::Rng;

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
        text: "",
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
