//! Merges what was read from the documents of a service, what people decided, and what was known before into the
//! catalog of the service.
//!
//! Knows rows, decisions and catalogs. Knows nothing of formats, of disk, or of Rust as output.
//!
//! | step | does |
//! |---|---|
//! | `settle` | answers the open questions of each row by decisions; a row becomes rows, a skipped one, or a problem |
//! | `statuses` | sees that the documents agree on the statuses of each code |
//! | `cases` | makes one case of every status and message of a code |
//! | `known` | compares with the catalog before: what went is kept as retired, and what was lost is a problem |
//! | `successors` | gives retired codes the ones that were decided to take their place |
//! | `variants` | gives codes the names in Rust that were decided, and keeps those that they had |

mod book;
mod cases;
mod known;
mod lookalike;
mod moved;
mod paste;
mod settle;
mod statuses;
mod successors;
mod variants;

pub use known::is_loss;
pub use lookalike::lookalikes;

use crate::catalog::{Catalog, Source};
use crate::problem::Finding;
use crate::rows::{Reading, Row, Skipped};
use crate::service::{DocumentSpec, Service};
use book::Book;
use settle::Settled;

/// Everything that a merge works on.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The id of the service: the name of its folder.
    pub id: &'a str,
    /// The folder of the service as findings shall name it, such as `catalog/huawei-obs`. Findings get the paths
    /// `<folder>/service.toml`, `<folder>/codes.toml` and `<folder>/<path of the document>`.
    pub folder: &'a str,
    /// Its `service.toml`.
    pub service: &'a Service,
    /// What was read, one for each document of `service.documents`, in the same order.
    pub documents: Vec<Given<'a>>,
    /// The catalog as it was; `None` where there is no `codes.toml` yet.
    pub before: Option<&'a Catalog>,
    /// The version of the generated crate that is being made; a code that vanished is retired in it.
    pub version: &'a str,
    /// What to do about a document that lost many of its rows.
    pub losses: Losses,
}

/// One document as it was read.
#[derive(Clone, Debug)]
pub struct Given<'t> {
    /// The SHA-256 of its bytes, in lower-case hexadecimal. It is for the caller to compute, as this library does not; it
    /// is passed on into the catalog, and must not be empty there.
    pub sha256: String,
    /// Its text, in which what its rows lost is looked for.
    pub text: &'t str,
    /// What recognition made of it. The merge passes its findings on, with the path of the document.
    pub reading: Reading,
}

/// What to do about a document that lost more than a tenth of its rows, and more than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Losses {
    /// It is a problem: the file may be cut off, or another one.
    Refuse,
    /// The curator said that it is right so.
    Accept,
}

/// What comes of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The catalog. Not to be written where `findings` holds a problem.
    pub catalog: Catalog,
    /// What came of each document, in the order of `service.toml`.
    pub documents: Vec<Outcome>,
    /// Problems and notes: those of the documents in their order, by place; then those of `service.toml` and of
    /// `codes.toml`.
    pub findings: Vec<Finding>,
}

/// What came of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its path within the folder of the service.
    pub path: String,
    /// How many rows were seen: those of the reading (a split row counts as what it became) and those it skipped.
    pub rows: usize,
    /// How many of them are in the catalog, repeats included.
    pub taken: usize,
    /// The rows that were left out, by recognition or by a decision, with the reason, by place. What is neither taken
    /// nor skipped is a problem among the findings.
    pub skipped: Vec<Skipped>,
    /// Rows of tables that are no tables of errors.
    pub passed: Vec<Skipped>,
}

/// The catalog that `input` amounts to, an account of every row, and what there is to say.
pub fn merge(input: Input<'_>) -> Merged {
    let service = input.service;
    let mut book = Book::new(&service.decisions);
    let mut settled: Vec<Settled> = Vec::with_capacity(service.documents.len());
    let mut hashes = Vec::with_capacity(service.documents.len());
    let mut texts = Vec::with_capacity(service.documents.len());
    for (spec, given) in service.documents.iter().zip(input.documents) {
        hashes.push(given.sha256);
        texts.push(given.text);
        settled.push(settle::settle(&mut book, spec, given.reading));
    }
    statuses::agree(&mut book, &service.documents, &mut settled);
    let watched = input.before.filter(|_| input.losses == Losses::Refuse);
    let watch = watched.map(|before| {
        let changed = changed(before, service, &hashes);
        moved::watch(before, &settled, &changed)
    });
    let codes = cases::gather(&service.documents, &mut settled);
    let (sources, documents) = account(service, &mut settled, hashes);
    let mut catalog = Catalog {
        service: input.id.to_owned(),
        title: service.title.clone(),
        documents: sources,
        codes,
    };
    let mut known = Vec::new();
    if let Some(before) = input.before {
        if input.losses == Losses::Refuse {
            known::losses(before, &catalog, &mut settled);
            known::replaced(before, &catalog, &mut settled);
            if let Some(watch) = watch {
                watch.report(before, &catalog, &texts, &mut settled);
            }
        }
        let now = known::Now {
            version: input.version,
            settled: &settled,
            folder: input.folder,
        };
        known = known::retire(before, &mut catalog, &mut book, &now);
    }
    successors::name(&mut catalog, &mut book);
    variants::name(&mut catalog, &mut book, input.before, input.version);
    let findings = findings(input.folder, service, settled, book, known);
    Merged {
        catalog,
        documents,
        findings,
    }
}

/// What comes of one document by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The rows that would be taken, in the document's order.
    pub rows: Vec<Row>,
    /// The rows that were left out, by recognition or by a decision.
    pub skipped: Vec<Skipped>,
    /// Rows of tables that are no tables of errors.
    pub passed: Vec<Skipped>,
    /// Problems and notes about the document, without a path.
    pub findings: Vec<Finding>,
}

/// Carries out what `service` decides about the document `spec`, of which recognition made `reading`. Whether the
/// document agrees with others, and whether every decision is of use, only [`merge`] can tell.
pub fn decide(service: &Service, spec: &DocumentSpec, reading: Reading) -> Decided {
    let mut book = Book::new(&service.decisions);
    let mut settled = [settle::settle(&mut book, spec, reading)];
    statuses::agree(&mut book, std::slice::from_ref(spec), &mut settled);
    let [settled] = settled;
    Decided {
        rows: settled.rows,
        skipped: settled.skipped,
        passed: settled.passed,
        findings: settled.findings,
    }
}

/// The numbers of the documents that are known and have other bytes than before.
fn changed(before: &Catalog, service: &Service, hashes: &[String]) -> Vec<usize> {
    let documents = service.documents.iter().zip(hashes).enumerate();
    let is_changed = |(_, (spec, sha256)): &(usize, (&DocumentSpec, &String))| {
        let mut known = before.documents.iter();
        known.any(|it| it.path == spec.path && it.sha256 != **sha256)
    };
    documents.filter(is_changed).map(|it| it.0).collect()
}

/// What came of each document, for the catalog and for the report.
fn account(
    service: &Service,
    settled: &mut [Settled],
    hashes: Vec<String>,
) -> (Vec<Source>, Vec<Outcome>) {
    let mut sources = Vec::with_capacity(hashes.len());
    let mut outcomes = Vec::with_capacity(hashes.len());
    for ((spec, it), sha256) in service.documents.iter().zip(settled).zip(hashes) {
        let mut skipped = std::mem::take(&mut it.skipped);
        skipped.sort_by_key(|it| it.at);
        sources.push(Source {
            path: spec.path.clone(),
            sha256,
            rows: it.seen,
            taken: it.taken,
            skipped: skipped.len(),
        });
        outcomes.push(Outcome {
            path: spec.path.clone(),
            rows: it.seen,
            taken: it.taken,
            skipped,
            passed: std::mem::take(&mut it.passed),
        });
    }
    (sources, outcomes)
}

/// All findings, each with its file.
fn findings(
    folder: &str,
    service: &Service,
    settled: Vec<Settled>,
    book: Book<'_>,
    known: Vec<Finding>,
) -> Vec<Finding> {
    let mut all = Vec::new();
    let mut add = |mut findings: Vec<Finding>, path: &str| {
        findings.sort_by_key(|it| it.at);
        let path = format!("{folder}/{path}");
        all.extend(findings.into_iter().map(|it| it.in_file(path.clone())));
    };
    let mut about_service = Vec::new();
    let in_doubt: Vec<&str> = service
        .documents
        .iter()
        .zip(&settled)
        .filter(|(_, it)| it.is_in_doubt())
        .map(|(spec, _)| spec.file_name())
        .collect();
    for (spec, it) in service.documents.iter().zip(settled) {
        about_service.extend(it.unused);
        add(it.findings, &spec.path);
    }
    about_service.extend(book.finish(&in_doubt));
    add(about_service, "service.toml");
    add(known, "codes.toml");
    all
}
