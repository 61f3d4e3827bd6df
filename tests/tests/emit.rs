//! Goldens of the emitter: each catalog under `data/emit/` becomes what stands beside it (`.golden`).
//!
//! A `*.crate.toml` becomes the files of a crate that has this service alone, a `*.module.toml` a module for somebody
//! else's crate; either one the problems that stand in the way.
//!
//! `SNAPSHOTS=overwrite cargo test -p end-to-end --test emit` rewrites the goldens; read them against their source.

use end_to_end::given;
use end_to_end::golden::{Golden, Made, hold};
use error_tables::{catalog, emit};
use std::fmt::Write as _;
use std::path::Path;

fn main() {
    hold(&["emit/*.toml"], Golden::Beside, run)
}

fn run(input: &Path) -> Made {
    let text = std::fs::read_to_string(input)?;
    let catalog = catalog::parse(&text).map_err(|found| given::findings(&found))?;
    let stem = input.file_stem().unwrap_or_default();
    let emitted = if Path::new(stem).extension().is_some_and(|it| it == "crate") {
        emit::files(&[catalog], None).map(|files| listed(&files))
    } else {
        emit::module(&catalog)
    };
    Ok(emitted.unwrap_or_else(|found| given::findings(&found)))
}

/// The files that depend on the catalog, one after the other.
fn listed(files: &[emit::File]) -> String {
    let mut out = String::new();
    let of_service = |it: &&emit::File| it.path.starts_with("src/services");
    for emit::File { path, text } in files.iter().filter(of_service) {
        let _ = writeln!(out, "==> {path} <==\n{text}");
    }
    out
}
