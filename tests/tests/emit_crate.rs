//! Goldens of what is generated from several services together: each folder under `data/emit-crate/` has catalogs and
//! `rules.toml`, and becomes the files of a crate (`crate.golden`).
//!
//! `SNAPSHOTS=overwrite cargo test -p end-to-end --test emit_crate` rewrites the goldens; read them against their source.

use end_to_end::given;
use end_to_end::golden::{Golden, Made, hold};
use end_to_end::shops::shops;
use std::fmt::Write as _;
use std::path::Path;

fn main() {
    hold(
        &["emit-crate/*/rules.toml"],
        Golden::InFolder("crate.golden"),
        run,
    )
}

fn run(input: &Path) -> Made {
    let (rules, catalogs) = shops(input)?;
    let files = error_tables::emit::files(&catalogs, Some(&rules));
    let files = files.map_err(|found| given::findings(&found))?;
    let mut out = String::new();
    // The error of `FromStr` depends on nothing.
    for file in files.iter().filter(|it| it.path != "src/parse_error.rs") {
        let _ = writeln!(out, "==> {} <==\n{}", file.path, file.text);
    }
    Ok(out)
}
