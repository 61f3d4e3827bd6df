//! The history of a page: each edition is put in the place of the one before, taken up by `regen`, and compared with
//! what was known by `diff`.
//!
//! Each folder under `data/history/` is a page: `service.toml`, its editions by number, and in `facts.golden` what is
//! said of each one but the first. What happens to the pages is what happens to public ones: other anchors and widths of
//! columns, slips that are mended, rows that come, go and come back, a code that is spelled otherwise, a table that is
//! turned round.
//!
//! `SNAPSHOTS=overwrite cargo test -p end-to-end --test history` rewrites the goldens; read them against the editions.

use end_to_end::golden::{Golden, Made, hold};
use end_to_end::tree::Tree;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use xtask::exit::Exit;

fn main() {
    hold(
        &["history/*/service.toml"],
        Golden::InFolder("facts.golden"),
        call,
    )
}

/// The editions beside `input`, in their order.
fn editions(input: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut editions = Vec::new();
    for entry in fs::read_dir(input.parent().ok_or("no folder")?)? {
        let path = entry?.path();
        let stem = path.file_stem().and_then(|it| it.to_str());
        if stem.is_some_and(|it| it.parse::<u32>().is_ok()) {
            editions.push(path);
        }
    }
    editions.sort();
    Ok(editions)
}

fn call(input: &Path) -> Made {
    let tree = Tree::empty()?;
    for folder in ["catalog/page/documents", "generated/src", "before"] {
        fs::create_dir_all(tree.path(folder))?;
    }
    tree.write("generated/src/lib.rs", "")?;
    fs::copy(input, tree.path("catalog/page/service.toml"))?;
    let before = tree.path("before").display().to_string();
    let mut out = String::new();
    for (index, edition) in editions(input)?.iter().enumerate() {
        let number = index + 1;
        let manifest = format!(
            "[package]\nversion = \"0.{number}.0\"\n[features]\ndefault = [\"page\"]\npage = []\n"
        );
        tree.write("generated/Cargo.toml", manifest)?;
        let extension = edition.extension().unwrap_or_default().display();
        let document = format!("catalog/page/documents/errors.{extension}");
        fs::copy(edition, tree.path(&document))?;
        // A page of a few rows loses a tenth of them with each.
        let ran = tree.run(&["regen", "--accept-loss"]);
        if ran.exit != Exit::Done {
            return Err(ran.err.into());
        }
        if index > 0 {
            let ran = tree.run(&["diff", &before, "--prose"]);
            let (_, facts) = ran.out.split_once("\n\n").ok_or("no report")?;
            let (facts, _) = facts.split_once("\n\nFor CHANGELOG").unwrap_or((facts, ""));
            writeln!(out, "== edition {number}\n{}\n", facts.trim_end())?;
        }
        fs::copy(
            tree.path("catalog/page/codes.toml"),
            tree.path("before/codes.toml"),
        )?;
    }
    Ok(out)
}
