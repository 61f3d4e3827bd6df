//! Every problem in every golden says what mends it.
//!
//! Knows the two ways in which goldens hold problems: as the command line prints them, and one a line with its help
//! below.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_problem_says_what_mends_it() -> Result<(), Box<dyn Error>> {
    let mut problems = 0;
    let mut helpless = Vec::new();
    for path in goldens(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data"))? {
        let text = fs::read_to_string(&path)?;
        let lines: Vec<&str> = text.lines().collect();
        for (index, line) in lines.iter().enumerate() {
            if !line.contains(": problem: ") {
                continue;
            }
            problems += 1;
            let below = lines.iter().skip(index + 1).take_while(|it| !it.is_empty());
            let mut below = below.take_while(|it| !it.contains(": problem: "));
            let is_help =
                |it: &str| it.starts_with("    ") || it.trim_start().starts_with("= help: ");
            if !below.any(|it| is_help(it)) {
                helpless.push(format!("{}:{}: {line}", path.display(), index + 1));
            }
        }
    }
    assert_eq!(helpless, Vec::<String>::new());
    assert!(problems > 150, "{problems}");
    Ok(())
}

/// Every golden under `folder`.
fn goldens(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let ends = |end: &str| path.extension().is_some_and(|it| it == end);
        if path.is_dir() {
            found.extend(goldens(&path)?);
        } else if ends("golden") || path.file_name().is_some_and(|it| it == "expected.txt") {
            found.push(path);
        }
    }
    Ok(found)
}
