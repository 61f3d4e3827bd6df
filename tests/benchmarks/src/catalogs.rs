//! The catalogs that are measured: our three services, ten times as many codes, and made-up ones of any size.
//!
//! Shared by the build script and the benchmarks. Knows catalogs; knows nothing of Rust or of peers.

use error_tables::catalog::{self, Case, Catalog, Code, Source};
use std::error::Error;
use std::fs;
use std::path::PathBuf;

/// The root of the workspace that is measured.
pub fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The catalogs of our services, sorted by id.
///
/// # Errors
///
/// A `codes.toml` cannot be read.
pub fn ours() -> Result<Vec<Catalog>, Box<dyn Error>> {
    let mut catalogs = Vec::new();
    for entry in fs::read_dir(root().join("catalog"))? {
        let path = entry?.path().join("codes.toml");
        if path.is_file() {
            let parsed = catalog::parse(&fs::read_to_string(&path)?);
            catalogs.push(parsed.map_err(|all| format!("{}: {all:?}", path.display()))?);
        }
    }
    catalogs.sort_by(|one, other| one.service.cmp(&other.service));
    Ok(catalogs)
}

/// `catalog` with ten codes in the place of each.
pub fn tenfold(catalog: &Catalog) -> Catalog {
    let mut tenfold = catalog.clone();
    for (text, code) in &catalog.codes {
        let more = (2..=10).map(|number| (format!("{text}{number}"), code.clone()));
        tenfold.codes.extend(more);
    }
    tenfold
}

/// A made-up service with `count` codes, which read as those of a service do.
pub fn made_up(count: usize) -> Catalog {
    let id = format!("made-up-{count}");
    let document = "errors.md".to_owned();
    Catalog {
        title: format!("A made-up service with {count} codes"),
        documents: vec![Source {
            path: format!("documents/{document}"),
            sha256: "0".repeat(64),
            rows: count,
            taken: count,
            skipped: 0,
        }],
        codes: texts()
            .take(count)
            .map(|text| (text, code(&document)))
            .collect(),
        service: id,
    }
}

/// What a code begins with, goes on with, and ends with.
const WORDS: [&[&str]; 3] = [
    &[
        "Invalid",
        "Missing",
        "NoSuch",
        "Illegal",
        "Unsupported",
        "Too",
        "Expired",
        "Conflicting",
        "Unknown",
        "Failed",
        "Exceeded",
        "Incomplete",
        "Malformed",
        "Forbidden",
        "Duplicate",
        "Bad",
    ],
    &[
        "Bucket",
        "Object",
        "Upload",
        "Policy",
        "Signature",
        "Token",
        "Lifecycle",
        "Replication",
        "Version",
        "Part",
        "Website",
        "Quota",
        "Encryption",
    ],
    &[
        "Name",
        "Size",
        "Request",
        "Configuration",
        "Key",
        "State",
        "Argument",
    ],
];

/// Codes without end, none twice.
fn texts() -> impl Iterator<Item = String> {
    let [first, middle, last] = WORDS;
    // 16, 13 and 7 have no divisor in common, so that each triple comes once in 1,456.
    (0..).map(move |number: usize| {
        let suffix = match number / (first.len() * middle.len() * last.len()) {
            0 => String::new(),
            round => round.to_string(),
        };
        let word = |words: &[&'static str]| words[number % words.len()];
        format!("{}{}{}{suffix}", word(first), word(middle), word(last))
    })
}

fn code(document: &str) -> Code {
    Code {
        cases: vec![Case {
            status: Some(400),
            message: "The request cannot be fulfilled as it stands.".to_owned(),
            documents: vec![document.to_owned()],
            ..Case::default()
        }],
        ..Code::default()
    }
}
