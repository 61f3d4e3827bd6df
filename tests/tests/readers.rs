//! Goldens of the readers: each document under `data/read/<format>/` becomes the text beside it (`.golden`).
//!
//! `SNAPSHOTS=overwrite cargo test -p end-to-end --test readers` rewrites the goldens; read them against their source.

use end_to_end::dump::dump;
use end_to_end::golden::{Golden, Made, hold};
use error_tables::document::Format;
use std::path::Path;

fn main() {
    hold(
        &[
            "read/**/*.md",
            "read/**/*.html",
            "read/**/*.rst",
            "read/**/*.txt",
        ],
        Golden::Beside,
        read,
    )
}

fn read(input: &Path) -> Made {
    let source = std::fs::read_to_string(input)?;
    let format = match input.extension().and_then(|it| it.to_str()) {
        Some("md") => Format::Markdown,
        Some("html") => Format::Html,
        Some("rst") => Format::Rst,
        _ => Format::Text,
    };
    Ok(dump(&error_tables::read::read(&source, format)))
}
