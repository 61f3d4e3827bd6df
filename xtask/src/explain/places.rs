//! Where the cases of a catalog stand in its documents.
//!
//! Knows that `codes.toml` holds no lines, so that the documents are read again, with their decisions, as `regen` reads
//! them. Each service is read once, and only if a code of it is asked for.

use crate::disk::load::{Folder, Loaded, Tree};
use error_tables::catalog::{Case, Catalog};
use error_tables::merge;
use error_tables::read;
use error_tables::recognize;
use error_tables::rows::Row;
use error_tables::service::{DocumentSpec, Service};
use std::collections::BTreeMap;

/// Where a case stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The document, from the root.
    pub path: String,
    /// Where in it.
    pub stands: Stands,
}

/// Where in a document a case stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands {
    /// In these lines: those of the rows that have it.
    At(Vec<u32>),
    /// Nowhere, as the catalog has it.
    Nowhere,
    /// The document cannot be read, which a problem says.
    Unread,
}

/// The documents of the services, read as far as they were asked for.
pub struct Places<'t> {
    tree: &'t Tree,
    read: BTreeMap<&'t str, Vec<Document<'t>>>,
}

/// A document, read.
struct Document<'t> {
    /// How the cases of the catalog name it.
    name: &'t str,
    /// Its path from the root.
    path: String,
    /// Its rows; `None` where it cannot be read.
    rows: Option<Vec<Row>>,
}

impl<'t> Places<'t> {
    /// Nothing is read yet.
    pub fn new(tree: &'t Tree) -> Self {
        Self {
            tree,
            read: BTreeMap::new(),
        }
    }

    /// Where the `case` of the code `name` of `service` stands: a place for each document that the case names.
    pub fn of(&mut self, service: &str, name: &str, case: &Case) -> Vec<Place> {
        let documents = self.documents(service).iter();
        let named = documents.filter(|it| case.documents.iter().any(|name| name == it.name));
        let place = |it: &Document| Place {
            path: it.path.clone(),
            stands: it.stands(name, case),
        };
        named.map(place).collect()
    }

    /// The documents of `catalog` that are others than it was made from.
    pub fn changed(&self, catalog: &Catalog) -> Vec<&'t str> {
        let Some(folder) = folder(self.tree, &catalog.service) else {
            return Vec::new();
        };
        let known = |sha256: &str| catalog.documents.iter().any(|it| it.sha256 == sha256);
        let loaded = folder.documents.iter().flatten();
        let changed = loaded.filter(|it| !known(&it.sha256));
        changed.map(|it| it.path.as_str()).collect()
    }

    fn documents(&mut self, service: &str) -> &[Document<'t>] {
        let Some(folder) = folder(self.tree, service) else {
            return &[];
        };
        let read = self.read.entry(&folder.id);
        read.or_insert_with(|| documents(self.tree, folder))
    }
}

fn folder<'t>(tree: &'t Tree, service: &str) -> Option<&'t Folder> {
    tree.services.iter().find(|it| it.id == service)
}

impl Document<'_> {
    /// Where the `case` of the code `name` stands in it.
    fn stands(&self, name: &str, case: &Case) -> Stands {
        let Some(rows) = &self.rows else {
            return Stands::Unread;
        };
        let rows = rows.iter().filter(|row| is_of(row, name, case));
        let lines: Vec<u32> = rows.map(|row| row.at.line).collect();
        if lines.is_empty() {
            Stands::Nowhere
        } else {
            Stands::At(lines)
        }
    }
}

/// The documents of `folder`, read.
fn documents<'t>(tree: &'t Tree, folder: &'t Folder) -> Vec<Document<'t>> {
    let Some(service) = &folder.service else {
        return Vec::new();
    };
    let documents = service.documents.iter().zip(&folder.documents);
    let read = |(spec, loaded): (&'t DocumentSpec, &Option<Loaded>)| Document {
        name: spec.file_name(),
        path: format!("{}/{}", folder.path, spec.path),
        rows: loaded.as_ref().map(|it| rows(tree, service, spec, it)),
    };
    documents.map(read).collect()
}

/// The rows of a document, as decided.
fn rows(tree: &Tree, service: &Service, spec: &DocumentSpec, loaded: &Loaded) -> Vec<Row> {
    let text = tree.sources.get(&loaded.path).map_or("", String::as_str);
    let reading = recognize::recognize(&read::read(text, loaded.format));
    merge::decide(service, spec, reading).rows
}

/// Whether `row` has the `case` of the code `name`. A row without a status takes that of another document.
fn is_of(row: &Row, name: &str, case: &Case) -> bool {
    let status = case
        .status
        .is_none_or(|it| row.statuses.is_empty() || row.statuses.contains(&it));
    row.code == name && status && row.message.as_deref().unwrap_or_default() == case.message
}
