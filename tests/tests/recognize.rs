//! Goldens of recognition: what is read from each document under `data/recognize/` becomes the text beside it
//! (`.golden`).
//!
//! `SNAPSHOTS=overwrite cargo test -p end-to-end --test recognize` rewrites the goldens; read them against their source.

use end_to_end::reading::dump;
use error_tables::document::Format;
use error_tables::{read, recognize};
use std::error::Error;
use std::path::Path;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/recognize");
    tryfn::Harness::new(root, setup, reading)
        .select(["*.md", "*.html", "*.rst", "*.txt"])
        .with_assert(
            snapbox::Assert::new()
                .action_env("SNAPSHOTS")
                .normalize_paths(false),
        )
        .test();
}

fn setup(input: std::path::PathBuf) -> tryfn::Case {
    tryfn::Case {
        name: input
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        expected: tryfn::Data::read_from(&input.with_extension("golden"), None),
        fixture: input,
    }
}

fn reading(input: &Path) -> Result<String, Box<dyn Error>> {
    let source = std::fs::read_to_string(input)?;
    let format = match input.extension().and_then(|it| it.to_str()) {
        Some("md") => Format::Markdown,
        Some("html") => Format::Html,
        Some("rst") => Format::Rst,
        _ => Format::Text,
    };
    Ok(dump(&recognize::recognize(&read::read(&source, format))))
}
