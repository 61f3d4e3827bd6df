//! Goldens of what `cargo xtask diff` says, in every format.
//!
//! Each folder under `data/report/` is a case: `before/` and `after/` are catalogs or services, changed by hand, and each
//! golden is what is said of them, its name being the format, or `prose` for text with `--prose`.
//!
//! `SNAPSHOTS=overwrite cargo test -p end-to-end --test reports` rewrites the goldens; read them against both folders.

use end_to_end::golden::{Golden, Made, hold};
use end_to_end::tree::Tree;
use std::path::Path;
use xtask::exit::Exit;

fn main() {
    hold(&["report/*/*.golden"], Golden::Itself, call)
}

fn call(input: &Path) -> Made {
    let folder = input.parent().ok_or("no folder")?;
    let tree = Tree::copy(folder)?;
    let side = |name| tree.path(name).display().to_string();
    let (before, after) = (side("before"), side("after"));
    let how: &[&str] = match input.file_stem().and_then(|it| it.to_str()) {
        Some("prose") => &["--prose"],
        Some(format) => &["--format", format],
        None => &[],
    };
    let ran = tree.run(&[&["diff", &before, &after], how].concat());
    if ran.exit != Exit::Done {
        return Err(ran.err.into());
    }
    Ok(ran.out + &ran.err)
}
