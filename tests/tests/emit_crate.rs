//! Goldens of what is generated from several services together: each folder under `data/emit-crate/` has catalogs and
//! `rules.toml`, and becomes the files of a crate (`crate.golden`).
//!
//! `SNAPSHOTS=overwrite cargo test -p end-to-end --test emit_crate` rewrites the goldens; read them against their source.

use end_to_end::given;
use end_to_end::shops::shops;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/emit-crate");
    tryfn::Harness::new(root, setup, run)
        .select(["rules.toml"])
        .test();
}

fn setup(input: PathBuf) -> tryfn::Case {
    let folder = input.parent().unwrap_or(&input);
    let name = folder.file_name().unwrap_or_default();
    tryfn::Case {
        name: name.display().to_string(),
        expected: tryfn::Data::read_from(&folder.join("crate.golden"), None).raw(),
        fixture: input,
    }
}

fn run(input: &Path) -> Result<String, Box<dyn Error>> {
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
