//! Catalogs with the rules that stand beside them, given as files.
//!
//! Knows how such a folder is laid out. Knows nothing of what comes of it.

use crate::given::findings;
use error_tables::catalog::{self, Catalog};
use error_tables::rules::{self, Rules};
use std::error::Error;
use std::fs;
use std::path::Path;

/// The rules in the file `rules`, and the catalogs in the other files of its folder, sorted by name, with the answers
/// that the rules give them.
///
/// # Errors
///
/// What cannot be read.
pub fn shops(rules: &Path) -> Result<(Rules, Vec<Catalog>), Box<dyn Error>> {
    let folder = rules.parent().ok_or("no folder")?;
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path != rules && path.extension().is_some_and(|it| it == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    let rules = rules::parse(&fs::read_to_string(rules)?).map_err(|it| findings(&it))?;
    let mut catalogs = Vec::new();
    for path in paths {
        let mut catalog = catalog::parse(&fs::read_to_string(path)?).map_err(|it| findings(&it))?;
        rules::answer(Some(&rules), &mut catalog);
        catalogs.push(catalog);
    }
    Ok((rules, catalogs))
}
