//! Goldens of recognition: what is read from each document under `data/recognize/` becomes the text beside it
//! (`.golden`).
//!
//! `SNAPSHOTS=overwrite cargo test -p end-to-end --test recognize` rewrites the goldens; read them against their source.

use end_to_end::golden::{Golden, Made, hold};
use end_to_end::reading::dump;
use error_tables::document::Format;
use error_tables::{read, recognize};
use std::path::Path;

fn main() {
    hold(
        &[
            "recognize/**/*.md",
            "recognize/**/*.html",
            "recognize/**/*.rst",
            "recognize/**/*.txt",
        ],
        Golden::Beside,
        reading,
    )
}

fn reading(input: &Path) -> Made {
    let source = std::fs::read_to_string(input)?;
    let format = match input.extension().and_then(|it| it.to_str()) {
        Some("md") => Format::Markdown,
        Some("html") => Format::Html,
        Some("rst") => Format::Rst,
        _ => Format::Text,
    };
    Ok(dump(&recognize::recognize(&read::read(&source, format))))
}
