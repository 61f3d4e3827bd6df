//! Finds the tree to work on.
//!
//! Knows that `cargo run` tells where this package lies, and that a folder with a catalog and a generated crate is a
//! tree.

use crate::problem;
use error_tables::problem::Finding;
use std::path::{Path, PathBuf};

/// The root folder: `given` if there is one, else the one above this package where cargo runs it, else the nearest one
/// above the current folder.
///
/// # Errors
/// There is none.
pub fn find(given: Option<PathBuf>) -> Result<PathBuf, Finding> {
    let problem = |what: String, help: &str| problem::of_file("", what, help);
    let wanted = "a folder that holds `catalog/` and `generated/Cargo.toml`";
    if let Some(root) = given {
        let wrong = || {
            problem(
                format!("`--root {}` is not {wanted}", root.display()),
                "give the root of the workspace",
            )
        };
        return if is_root(&root) {
            Ok(root)
        } else {
            Err(wrong())
        };
    }
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let by_cargo = package.and_then(|package| package.parent().map(Path::to_owned));
    let current = std::env::current_dir().unwrap_or_default();
    let above = current.ancestors().map(Path::to_owned);
    by_cargo
        .into_iter()
        .chain(above)
        .find(|folder| is_root(folder))
        .ok_or_else(|| {
            problem(
                format!("neither this folder nor one above it is {wanted}"),
                "run it in the workspace, or give `--root DIR`",
            )
        })
}

fn is_root(folder: &Path) -> bool {
    folder.join("catalog").is_dir() && folder.join(crate::disk::load::MANIFEST).is_file()
}
