//! Documents of the working tree that `regen` has not taken in yet, and of which `diff` says nothing therefore.
//!
//! Knows files and their hashes. Knows nothing of what stands in documents.

use crate::disk::load::plain;
use crate::disk::text::sha256;
use crate::show::escape;
use error_tables::catalog::Catalog;
use std::fs;
use std::path::Path;

/// A line for each document under `root` that is not what its catalog was made from, or cannot be read.
pub fn notes(root: &Path, catalogs: &[Catalog]) -> String {
    let documents = catalogs.iter().flat_map(|catalog| {
        let documents = catalog.documents.iter();
        documents.map(|it| {
            (
                format!("catalog/{}/{}", catalog.service, it.path),
                &it.sha256,
            )
        })
    });
    let unread = documents.filter(|(path, known)| hash(&root.join(path)).as_ref() != Some(*known));
    unread.map(|(path, _)| note(&path)).collect()
}

fn note(path: &str) -> String {
    let path = escape::line(path);
    format!(
        "note: {path} is not what codes.toml was made from, and is not compared; `cargo xtask regen` takes it in\n"
    )
}

/// The hash of the file at `path`; `None` where it cannot be read.
fn hash(path: &Path) -> Option<String> {
    plain(path).ok()?;
    fs::read(path).ok().map(|bytes| sha256(&bytes))
}
