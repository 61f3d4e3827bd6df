//! Crates to build, one for each peer: the same services as each would have them.
//!
//! Writes folders. Knows manifests; runs nothing.

use crate::Outcome;
use crate::catalogs::root;
use crate::peers::{self, Peer};
use error_tables::catalog::Catalog;
use error_tables::emit;
use error_tables::rules::{self, Rules};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// What a crate holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    Empty,
    /// What this workspace generates.
    Ours,
    /// The same by a peer.
    Peer(Peer),
}

/// Every content, the empty one and ours first.
pub const CONTENTS: [Content; 7] = [
    Content::Empty,
    Content::Ours,
    Content::Peer(Peer::Strum),
    Content::Peer(Peer::Thiserror),
    Content::Peer(Peer::PhfMacros),
    Content::Peer(Peer::PhfCodegen),
    Content::Peer(Peer::MatchText),
];

impl Content {
    /// What it is called in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Ours => "ours",
            Self::Peer(peer) => peer.name(),
        }
    }
}

/// The rules of the catalog.
///
/// # Errors
///
/// They cannot be read.
pub fn rules() -> Outcome<Rules> {
    let text = fs::read_to_string(root().join("catalog/rules.toml"))?;
    rules::parse(&text).map_err(|all| format!("{all:?}").into())
}

/// Writes the library `content` for `catalogs` into `folder`, as a workspace of its own. Its name is `measured`, that of
/// ours `object-storage-errors`.
///
/// # Errors
///
/// The folder cannot be written, or nothing can be generated.
pub fn write(folder: &Path, content: Content, catalogs: &[Catalog]) -> Outcome<()> {
    fs::create_dir_all(folder.join("src"))?;
    fs::copy(
        root().join("tests/benchmarks/Cargo.lock"),
        folder.join("Cargo.lock"),
    )?;
    match content {
        Content::Empty => {
            manifest(folder, "")?;
            fs::write(folder.join("src/lib.rs"), "//! Nothing.\n")?;
        }
        Content::Ours => ours(folder, catalogs)?,
        Content::Peer(peer) => {
            manifest(folder, dependencies(peer))?;
            modules(folder, catalogs, |catalog| peers::module(peer, catalog))?;
            if peer == Peer::PhfCodegen {
                build_script(folder, catalogs)?;
            }
        }
    }
    Ok(())
}

/// Writes a library `measured` into `folder` that looks up in `ours`, a crate that was written before.
///
/// # Errors
///
/// The folder cannot be written.
pub fn write_around(folder: &Path, ours: &Path, catalogs: &[Catalog]) -> Outcome<()> {
    fs::create_dir_all(folder.join("src"))?;
    manifest(
        folder,
        &format!(
            "object-storage-errors = {{ path = \"{}\" }}",
            ours.display()
        ),
    )?;
    modules(folder, catalogs, |catalog| {
        peers::shim(&format!("object_storage_errors::{}", module_of(catalog)))
    })
}

fn dependencies(peer: Peer) -> &'static str {
    match peer {
        Peer::Strum => "strum = { version = \"0.28\", features = [\"derive\"] }",
        Peer::Thiserror => "thiserror = \"2\"",
        Peer::PhfMacros => "phf = { version = \"0.14\", features = [\"macros\"] }",
        Peer::PhfCodegen => "phf = \"0.14\"\n\n[build-dependencies]\nphf_codegen = \"0.14\"",
        Peer::MatchText | Peer::MatchBytes => "",
    }
}

fn manifest(folder: &Path, dependencies: &str) -> Outcome<()> {
    let text = format!(
        "[workspace]\n\n[package]\nname = \"measured\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [profile.release]\nstrip = true\n\n[dependencies]\n{dependencies}\n"
    );
    Ok(fs::write(folder.join("Cargo.toml"), text)?)
}

fn module_of(catalog: &Catalog) -> String {
    catalog.service.replace('-', "_")
}

fn modules(
    folder: &Path,
    catalogs: &[Catalog],
    module: impl Fn(&Catalog) -> String,
) -> Outcome<()> {
    let mut library = "//! Every service.\n\n".to_owned();
    for catalog in catalogs {
        let name = module_of(catalog);
        writeln!(library, "pub mod {name};")?;
        fs::write(folder.join(format!("src/{name}.rs")), module(catalog))?;
    }
    Ok(fs::write(folder.join("src/lib.rs"), library)?)
}

/// What a build script with `phf_codegen` reads and does.
fn build_script(folder: &Path, catalogs: &[Catalog]) -> Outcome<()> {
    for catalog in catalogs {
        let lines = peers::entries(catalog)
            .into_iter()
            .map(|(text, value)| format!("{text}\t{value}\n"));
        fs::write(
            folder.join(format!("{}.codes", catalog.service)),
            lines.collect::<String>(),
        )?;
    }
    let script = r#"
fn main() {
    for entry in std::fs::read_dir(".").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|it| it == "codes") {
            let text = std::fs::read_to_string(&path).unwrap();
            let mut map = phf_codegen::Map::new();
            for line in text.lines() {
                let (text, value) = line.split_once('\t').unwrap();
                map.entry(text, value);
            }
            let out = std::path::Path::new(&std::env::var_os("OUT_DIR").unwrap()).join(path.file_name().unwrap());
            std::fs::write(out.with_extension("map.rs"), map.build().to_string()).unwrap();
        }
    }
}
"#;
    Ok(fs::write(folder.join("build.rs"), script)?)
}

/// The published crate, with `catalogs` in the place of its own.
fn ours(folder: &Path, catalogs: &[Catalog]) -> Outcome<()> {
    copy(&root().join("generated/src"), &folder.join("src"))?;
    for file in emit::files(catalogs, Some(&rules()?)).map_err(|all| format!("{all:?}"))? {
        fs::write(folder.join(file.path), file.text)?;
    }
    let names: Vec<&str> = catalogs.iter().map(|it| it.service.as_str()).collect();
    let features = names.join(" = []\n");
    let text = format!(
        "[workspace]\n\n[package]\nname = \"object-storage-errors\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [features]\ndefault = {names:?}\nguidance = []\n{features} = []\n"
    );
    Ok(fs::write(folder.join("Cargo.toml"), text)?)
}

/// Copies a folder and all that is in it.
///
/// # Errors
///
/// Something in it cannot be read or written.
pub fn copy(from: &Path, to: &Path) -> Outcome<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
