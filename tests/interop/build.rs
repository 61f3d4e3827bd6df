//! Takes the functions out of the documentation of `Kind` that map it to other crates, so that a test compiles them against
//! these crates.
//!
//! Knows how such an example begins and ends. Knows nothing of what it says.

use std::{env, error::Error, fs, path::Path};

/// The file with the examples.
const KIND: &str = "../../generated/src/kind.rs";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={KIND}");
    let text = fs::read_to_string(KIND)?;
    let mut functions = String::new();
    let mut rest = text.as_str();
    while let Some((_, example)) = rest.split_once("\n/// fn ") {
        let (body, after) = example.split_once("\n/// }\n").ok_or("an open example")?;
        functions.push_str("fn ");
        functions.push_str(&body.replace("\n/// ", "\n"));
        functions.push_str("\n}\n");
        rest = after;
    }
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("mappings.rs"), functions)?;
    Ok(())
}
