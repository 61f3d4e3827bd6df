//! The command line as a program of its own.
//!
//! Knows cargo. Knows nothing of what the program does.

use std::error::Error;
use std::path::PathBuf;
use std::process::Command;

/// The program `xtask`, built if it is not.
///
/// # Errors
/// It cannot be built.
pub fn xtask() -> Result<PathBuf, Box<dyn Error>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args([
            "build",
            "--quiet",
            "--package",
            "xtask",
            "--message-format",
            "json-render-diagnostics",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()?;
    let text = String::from_utf8(built.stdout)?;
    let path = text
        .split("\"executable\":\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    path.map(PathBuf::from)
        .ok_or_else(|| String::from_utf8_lossy(&built.stderr).into())
}
