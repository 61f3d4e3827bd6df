//! Goldens of the readers: each document under `data/read/<format>/` becomes the text beside it (`.golden`).
//!
//! `SNAPSHOTS=overwrite cargo test -p end-to-end --test readers` rewrites the goldens; read them against their source.

use end_to_end::dump::dump;
use error_tables::document::Format;
use std::error::Error;
use std::path::Path;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/read");
    tryfn::Harness::new(root, setup, read)
        .select(["*.md", "*.html", "*.rst", "*.txt"])
        // A dump quotes texts; its backslashes are no path separators.
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
        expected: tryfn::Data::read_from(&input.with_extension("golden"), None),
        fixture: input,
    }
}

fn read(input: &Path) -> Result<String, Box<dyn Error>> {
    let source = std::fs::read_to_string(input)?;
    let format = match input.extension().and_then(|it| it.to_str()) {
        Some("md") => Format::Markdown,
        Some("html") => Format::Html,
        Some("rst") => Format::Rst,
        _ => Format::Text,
    };
    Ok(dump(&error_tables::read::read(&source, format)))
}
