//! Rust that was generated, put together as a crate, and the tools of the compiler to try it with.
//!
//! Knows which files of the crate are written by hand. Knows nothing of what is generated.

use crate::given::findings;
use error_tables::catalog::Catalog;
use error_tables::emit;
use error_tables::rules::Rules;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Runs a tool of the compiler, or a program, in `folder`; `None` where it is not installed. Else what it printed.
///
/// # Errors
///
/// What it said, where it failed.
pub fn tool(
    name: &str,
    arguments: &[&str],
    folder: &Path,
) -> Result<Option<String>, Box<dyn Error>> {
    let output = match Command::new(name)
        .args(arguments)
        .current_dir(folder)
        .output()
    {
        Ok(output) => output,
        Err(error) => {
            println!("{name} is not installed ({error}): not checked with it");
            return Ok(None);
        }
    };
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() && said.contains("is not installed") {
        println!("{name} is not installed: not checked with it");
        return Ok(None);
    }
    if output.status.success() {
        Ok(Some(String::from_utf8(output.stdout)?))
    } else {
        let shown: String = said.chars().take(4_000).collect();
        Err(format!("{name} {arguments:?}:\n{shown}").into())
    }
}

/// The files of the crate that are not generated, but for those of features.
const HAND_WRITTEN: &[&str] = &[
    "lib.rs",
    "case.rs",
    "code.rs",
    "docs/mod.rs",
    "docs/semver.rs",
    "service_code.rs",
    "translate_error.rs",
];

/// A crate of `catalogs` in a folder of its own, without a manifest.
///
/// # Errors
///
/// What the emitter has against the catalogs, and what cannot be written.
pub fn whole_crate(catalogs: &[Catalog], rules: Option<&Rules>) -> Result<TempDir, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/src");
    for part in ["services", "docs"] {
        fs::create_dir_all(folder.path().join("src").join(part))?;
    }
    for file in HAND_WRITTEN {
        fs::copy(source.join(file), folder.path().join("src").join(file))?;
    }
    let files = emit::files(catalogs, rules).map_err(|it| findings(&it))?;
    for file in files {
        fs::write(folder.path().join(file.path), file.text)?;
    }
    Ok(folder)
}
