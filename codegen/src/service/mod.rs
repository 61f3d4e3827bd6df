//! `service.toml`: what people say of a service, namely which documents to read and what was decided about them.
//!
//! Knows the keys of the file and what a value may be. Knows nothing of disk: whether a document exists is for the
//! caller to see.

mod decision;
mod decision_keys;
mod parse;

pub use decision::{Change, Decision, Only};
pub use parse::{documents, parse};

use crate::document::{Format, Pos};
use crate::told::Told;

/// The content of one `service.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// What the service calls itself.
    pub title: String,
    /// The documents in order of authority: the first has the last word on causes and solutions. At least one.
    pub documents: Vec<DocumentSpec>,
    /// What people decided, in the order of the file.
    pub decisions: Vec<Decision>,
}

impl Service {
    /// What is decided about tables of the document that stands at the path `document`.
    pub fn told(&self, document: &str) -> Vec<&Told> {
        let document = file_name(document);
        let about = self.decisions.iter().filter(|it| {
            let only = it.only.document.as_deref();
            only.is_none_or(|it| it == document)
        });
        about
            .filter_map(|it| match &it.change {
                Change::Table(told) => Some(told),
                _ => None,
            })
            .collect()
    }
}

/// One document of a service, as `service.toml` names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSpec {
    /// Where its entry begins in `service.toml`; problems with its file are reported there.
    pub at: Pos,
    /// Its path within the folder of the service, `/` between the parts, always under `documents/`. The last part is
    /// unique within the service.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Who published it, if the file says so.
    pub publisher: Option<String>,
    /// The address where it stands, if known; always `https`.
    pub published: Option<String>,
    /// Why no address is given. Never beside `published`.
    pub unpublished: Option<String>,
    /// The licence that its publisher states, if any.
    pub licence: Option<String>,
    /// Its format, where that cannot be told.
    pub format: Option<Format>,
    /// The status of all its errors, for a document that never states it.
    pub status: Option<u16>,
}

impl DocumentSpec {
    /// The last part of its path, which is how a case of the catalog names the document.
    pub fn file_name(&self) -> &str {
        file_name(&self.path)
    }
}

/// The last part of `path`.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
