//! Goldens of what `cargo xtask diff` says, in every format.
//!
//! Each folder under `data/report/` is a case: `before/` and `after/` are catalogs or services, changed by hand, and each
//! golden is what is said of them, its name being the format, or `prose` for text with `--prose`.
//!
//! `SNAPSHOTS=overwrite cargo test -p end-to-end --test reports` rewrites the goldens; read them against both folders.

use end_to_end::tree::Tree;
use std::error::Error;
use std::path::Path;
use xtask::exit::Exit;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/report");
    tryfn::Harness::new(root, setup, call)
        .select(["*/*.golden"])
        // What is escaped has backslashes that are no path separators.
        .with_assert(
            snapbox::Assert::new()
                .action_env("SNAPSHOTS")
                .normalize_paths(false),
        )
        .test();
}

fn setup(input: std::path::PathBuf) -> tryfn::Case {
    let folder = input.parent().and_then(Path::file_name).unwrap_or_default();
    let stem = input.file_stem().unwrap_or_default();
    tryfn::Case {
        name: format!("{}/{}", folder.display(), stem.display()),
        expected: tryfn::Data::read_from(&input, None).raw(),
        fixture: input,
    }
}

fn call(input: &Path) -> Result<String, Box<dyn Error>> {
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
