//! Writes what is looked up in: the same codes with each peer, at each size.
//!
//! Knows which sizes are measured. `src/lookup/sets.rs` includes what is written.

#[allow(dead_code, reason = "the benchmarks use the rest")]
#[path = "src/catalogs.rs"]
mod catalogs;
#[allow(dead_code, reason = "the benchmarks use the rest")]
#[path = "src/peers.rs"]
mod peers;

use error_tables::catalog::Catalog;
use error_tables::emit;
use peers::Peer;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The peers whose look-up is measured, and the names of their modules.
const PEERS: [(&str, Peer); 5] = [
    ("strum", Peer::Strum),
    ("phf_macros", Peer::PhfMacros),
    ("phf_codegen", Peer::PhfCodegen),
    ("match_text", Peer::MatchText),
    ("match_bytes", Peer::MatchBytes),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/catalogs.rs");
    println!("cargo::rerun-if-changed=src/peers.rs");
    println!(
        "cargo::rerun-if-changed={}",
        catalogs::root().join("catalog").display()
    );
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut measured = catalogs::ours()?;
    measured.extend([250, 1_000].map(catalogs::made_up));
    let mut sets = String::new();
    for catalog in &measured {
        write_set(&out, catalog)?;
        sets.push_str(&set(&out, catalog));
    }
    let names = measured
        .iter()
        .map(|it| it.service.replace('-', "_") + "::set()");
    let names = names.collect::<Vec<_>>().join(", ");
    writeln!(
        sets,
        "/// Every set, the smallest sizes first.\npub fn sets() -> Vec<Set> {{\n    vec![{names}]\n}}"
    )?;
    fs::write(out.join("sets.rs"), sets)?;
    Ok(())
}

/// The module of the modules for `catalog`.
fn set(out: &Path, catalog: &Catalog) -> String {
    let mut text = format!("mod {} {{\n", catalog.service.replace('-', "_"));
    for name in ["generated", "ours"]
        .into_iter()
        .chain(PEERS.map(|it| it.0))
    {
        let path = out.join(&catalog.service).join(format!("{name}.rs"));
        let path = path.display().to_string();
        let _ = writeln!(text, "    #[path = {path:?}]\n    pub mod {name};");
    }
    let _ = writeln!(text, "    set!({:?});\n}}\n", catalog.service);
    text
}

/// Writes the modules for `catalog` into a folder of its own.
fn write_set(out: &Path, catalog: &Catalog) -> Result<(), Box<dyn Error>> {
    let folder = out.join(&catalog.service);
    fs::create_dir_all(&folder)?;
    let mut map = phf_codegen::Map::new();
    let entries = peers::entries(catalog);
    for (text, value) in &entries {
        map.entry(text.as_str(), value.as_str());
    }
    fs::write(
        out.join(format!("{}.map.rs", catalog.service)),
        map.build().to_string(),
    )?;
    let generated = emit::module(catalog).map_err(|all| format!("{all:?}"))?;
    fs::write(folder.join("generated.rs"), generated)?;
    fs::write(folder.join("ours.rs"), peers::shim("super::generated"))?;
    for (name, peer) in PEERS {
        fs::write(
            folder.join(format!("{name}.rs")),
            peers::module(peer, catalog),
        )?;
    }
    Ok(())
}
