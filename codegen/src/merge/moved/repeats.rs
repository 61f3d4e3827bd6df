//! Looks for messages that came in the place of a repeat: a document that has no more rows than before has more different
//! ones, though its codes lost none.
//!
//! Knows the catalog before and where the rows of the document stand. Knows nothing of how they were read.

use super::left::Changed;
use super::{HELP, shortened};
use crate::catalog::Catalog;
use crate::document::Pos;
use crate::problem::Finding;
use crate::service::file_name;
use crate::spelling::visible;
use std::collections::{BTreeMap, BTreeSet};

/// A code and a message.
type Key<'c> = (&'c str, &'c str);

/// The messages of `document`, which has so many `rows`, that came in the place of a repeat.
pub(super) fn replaced(document: &Changed, rows: usize, before: &Catalog) -> Vec<Finding> {
    let mut sources = before.documents.iter();
    let source = sources.find(|it| file_name(&it.path) == document.name);
    let old = keys(before, document.name);
    let mut new: BTreeMap<Key, Pos> = BTreeMap::new();
    for home in document.homes {
        new.entry((&home.code, &home.message)).or_insert(home.at);
    }
    if source.is_none_or(|it| rows > it.rows) || new.len() <= old.len() {
        return Vec::new();
    }
    let gone = old.iter().filter(|it| !new.contains_key(*it));
    let gone: BTreeSet<&str> = gone.map(|it| it.0).collect();
    let known: BTreeSet<&str> = old.iter().map(|it| it.0).collect();
    let is_instead = |it: &Key| !old.contains(it) && known.contains(it.0) && !gone.contains(it.0);
    let instead = new.into_iter().filter(|it| is_instead(&it.0));
    instead.map(|(key, at)| finding(key, at)).collect()
}

/// The codes and messages that `catalog` has from `document`.
fn keys<'c>(catalog: &'c Catalog, document: &str) -> BTreeSet<Key<'c>> {
    let codes = catalog.codes.iter().filter(|it| it.1.retired.is_none());
    let cases = codes.flat_map(|(name, it)| it.cases.iter().map(move |case| (name, case)));
    let here = cases.filter(|(_, it)| it.documents.iter().any(|it| it == document));
    here.map(|(name, it)| (name.as_str(), it.message.as_str()))
        .collect()
}

/// The problem that it is.
fn finding((code, message): Key, at: Pos) -> Finding {
    let (code, message) = (visible(code), shortened(message));
    let what =
        format!("`{code}` has a new message in the place of a row that was a repeat: `{message}`");
    Finding::problem(at, what, HELP)
}
