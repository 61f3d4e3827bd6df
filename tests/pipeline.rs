//! The whole way from the documents of a service to its catalog, in the memory of a test, so that a document can be
//! another one than what is on disk.
//!
//! Knows where things stand under `catalog/`. Knows nothing of what the documents should say.

use crate::transcription::{Service, exact, root};
use error_tables::catalog::Catalog;
use error_tables::diff::{Fact, facts};
use error_tables::document::Format;
use error_tables::merge::{Given, Input, Losses, Merged, decide, merge};
use error_tables::rows::{Reading, Row};
use error_tables::service::{self, DocumentSpec};
use std::collections::BTreeMap;

/// The version in which codes that vanish are retired.
pub const VERSION: &str = "7.8.9";

/// A service with its documents as they are published.
#[derive(Clone, Debug)]
pub struct Pipeline {
    /// Which service it is.
    pub id: &'static str,
    /// Its `service.toml`.
    pub service: service::Service,
    /// The text of each document, in order of authority.
    pub sources: Vec<String>,
    /// What comes of them.
    pub before: Catalog,
    readings: Vec<Reading>,
}

impl Pipeline {
    /// Reads the folder of `service` and everything in it.
    ///
    /// # Errors
    ///
    /// Says which file cannot be read, or what is wrong with `service.toml`.
    pub fn new(service: &Service) -> Result<Self, String> {
        let folder = root().join("catalog").join(service.id);
        let text = |path: &str| {
            let path = folder.join(path);
            std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))
        };
        let parsed = service::parse(&text("service.toml")?).map_err(|all| format!("{all:?}"))?;
        let specs = parsed.documents.iter();
        let sources: Vec<String> = specs.map(|it| text(&it.path)).collect::<Result<_, _>>()?;
        let read = |(spec, source): (&DocumentSpec, &String)| reading(spec, source);
        let mut pipeline = Self {
            id: service.id,
            readings: parsed.documents.iter().zip(&sources).map(read).collect(),
            before: empty(),
            service: parsed,
            sources,
        };
        pipeline.before = pipeline.merge(pipeline.given(), None).catalog;
        Ok(pipeline)
    }

    /// What comes of `source` in the place of a document, after what came of the documents as they are.
    pub fn with(&self, place: usize, source: &str) -> Merged {
        let mut documents = self.given();
        if let (Some(there), Some(spec)) =
            (documents.get_mut(place), self.service.documents.get(place))
        {
            *there = given(source, reading(spec, source));
        }
        self.merge(documents, Some(&self.before))
    }

    /// The rows of all documents as they are, each as decided.
    pub fn rows(&self) -> impl Iterator<Item = Row> {
        let documents = self.service.documents.iter().zip(&self.readings);
        documents.flat_map(|(spec, it)| decide(&self.service, spec, it.clone()).rows)
    }

    /// What changed with `merged`.
    pub fn facts(&self, merged: &Merged) -> Vec<Fact> {
        facts(Some(&self.before), &merged.catalog)
    }

    /// The documents as they are.
    fn given(&self) -> Vec<Given<'_>> {
        let documents = self.sources.iter().zip(&self.readings);
        documents
            .map(|(source, it)| given(source, it.clone()))
            .collect()
    }

    fn merge(&self, documents: Vec<Given>, before: Option<&Catalog>) -> Merged {
        merge(Input {
            id: self.id,
            folder: self.id,
            service: &self.service,
            documents,
            before,
            version: VERSION,
            losses: Losses::Refuse,
        })
    }
}

/// A document, of which `reading` was made.
fn given(source: &str, reading: Reading) -> Given<'_> {
    Given {
        sha256: sha256(source),
        text: source,
        reading,
    }
}

/// A document, read and recognized.
fn reading(spec: &DocumentSpec, source: &str) -> Reading {
    let format = spec.format.unwrap_or_else(|| format_of(&spec.path));
    error_tables::recognize::recognize(&error_tables::read::read(source, format))
}

/// The format that the name of a document tells.
pub fn format_of(path: &str) -> Format {
    match path.rsplit('.').next() {
        Some("rst") => Format::Rst,
        Some("txt") => Format::Text,
        _ => Format::Markdown,
    }
}

/// Something in the form of a SHA-256 that changes with `source`.
pub fn sha256(source: &str) -> String {
    format!("{:064x}", exact(source))
}

fn empty() -> Catalog {
    Catalog {
        service: String::new(),
        title: String::new(),
        documents: Vec::new(),
        codes: BTreeMap::new(),
    }
}
