//! What was published stays: who compiles against one edition of the crate compiles against every later one, and reads
//! the same codes.
//!
//! `data/published/` holds three editions of a service: a `service.toml` and the rows of its document (see `given`) each.
//! Codes come, go and come back; variants are renamed, renamed again and back; a new code wants a name that is taken. Each
//! edition is merged with what was known before it and becomes a crate. Consumers that use every name of an edition are
//! compiled against it and all later ones.
//!
//! Uses the compiler, and `cargo-semver-checks` where it is installed.

use end_to_end::given;
use end_to_end::rust::{tool, whole_crate};
use error_tables::catalog::{Catalog, parse, print};
use error_tables::merge::{Input, Losses, merge};
use error_tables::problem::Level;
use error_tables::service;
use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

type Outcome = Result<(), Box<dyn Error>>;

/// The id of the service, as a feature of the crate.
const FEATURE: &str = "feature=\"corner-shop\"";

/// The versions of the editions.
const VERSIONS: [&str; 3] = ["0.1.0", "0.2.0", "0.3.0"];

/// What every edition knows, from the first on.
fn editions() -> Result<Vec<Catalog>, Box<dyn Error>> {
    let mut known: Vec<Catalog> = Vec::new();
    for (edition, version) in (1..).zip(VERSIONS) {
        let catalog = merged(&folder(edition), version, known.last())?;
        // What is known of an edition is what its `codes.toml` holds.
        known.push(parse(&print(&catalog)).map_err(|it| given::findings(&it))?);
    }
    Ok(known)
}

fn folder(edition: usize) -> PathBuf {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/published");
    data.join(edition.to_string())
}

/// The catalog of the edition in `folder`. It has no problem.
fn merged(
    folder: &Path,
    version: &str,
    before: Option<&Catalog>,
) -> Result<Catalog, Box<dyn Error>> {
    let text = fs::read_to_string(folder.join("service.toml"))?;
    let service = service::parse(&text).map_err(|it| given::findings(&it))?;
    let merged = merge(Input {
        id: "corner-shop",
        folder: "catalog/corner-shop",
        service: &service,
        documents: vec![given::given(&fs::read_to_string(folder.join("a.md"))?)?],
        before,
        version,
        losses: Losses::Refuse,
    });
    let problems = merged
        .findings
        .iter()
        .filter(|it| it.level == Level::Problem);
    let problems: Vec<_> = problems.cloned().collect();
    assert!(problems.is_empty(), "{}", given::findings(&problems));
    Ok(merged.catalog)
}

/// Every name of `catalog` that somebody can compile against, with its code.
fn names(catalog: &Catalog) -> Vec<(String, &str)> {
    let codes = catalog.codes.iter();
    let names = codes.flat_map(|(wire, code)| {
        let former = code.former_variants.keys().cloned();
        let names = former.chain([code.variant_name(wire)]);
        names.map(move |name| (name, wire.as_str()))
    });
    names.collect()
}

/// The names of `catalog` that the enum declares: they work in all places where a variant does.
fn declared(catalog: &Catalog) -> String {
    let codes = catalog.codes.iter();
    let names: Vec<String> = codes.map(|(wire, code)| code.declared_name(wire)).collect();
    names.join(", ")
}

/// A program that uses every name of `catalog` as a value, as a constant and as a pattern, and the methods beside it. It
/// prints each name with what it means, and fails where a name does not match its own code or matches another.
fn consumer(catalog: &Catalog) -> Result<String, Box<dyn Error>> {
    let mut out = String::from("use shops::Code;\nuse shops::corner_shop::ErrorCode;\n");
    writeln!(
        out,
        "fn by_reference(code: &ErrorCode) -> bool {{
    use shops::corner_shop::ErrorCode::{{{declared}}};
    #[deny(unreachable_patterns)]
    match code {{ {patterns} => true, _ => false }}
}}",
        declared = declared(catalog),
        patterns = declared(catalog).replace(", ", " | ")
    )?;
    for (index, (name, _)) in names(catalog).iter().enumerate() {
        writeln!(out, "const THE_{index}: ErrorCode = ErrorCode::{name};")?;
    }
    out.push_str("fn main() {\n");
    for (index, (name, wire)) in names(catalog).iter().enumerate() {
        write!(
            out,
            "    let code: ErrorCode = {wire:?}.parse().unwrap();
    assert!(code == THE_{index} && matches!(code, ErrorCode::{name}) && ErrorCode::ALL.contains(&code));
    assert!(ErrorCode::ALL.iter().filter(|it| matches!(**it, ErrorCode::{name})).count() == 1);
    assert!(by_reference(&code));
    let told = match code {{ ErrorCode::{name} => {name:?}, _ => \"another\" }};
    assert_eq!(Code::<ErrorCode>::from({wire:?}), Code::Known(ErrorCode::{name}));
    println!(\"{{told}} {{code}} {{}}\", code.cases()[0].status() == code.status());
"
        )?;
    }
    out.push_str("}\n");
    Ok(out)
}

/// A crate of `catalog`, compiled.
fn compiled(catalog: &Catalog) -> Result<TempDir, Box<dyn Error>> {
    let folder = whole_crate(std::slice::from_ref(catalog), None)?;
    let arguments = [
        "--edition=2024",
        "--crate-type=lib",
        "--crate-name=shops",
        "-Dwarnings",
    ];
    let arguments = [&arguments[..], &["--cfg", FEATURE, "src/lib.rs"]].concat();
    tool("rustc", &arguments, folder.path())?;
    Ok(folder)
}

/// What the consumer in `user.rs` prints, compiled without any warning but those of deprecated names.
fn run(folder: &Path) -> Result<String, Box<dyn Error>> {
    let arguments = ["--edition=2024", "-Dwarnings", "-Adeprecated"];
    let program = ["--extern=shops=libshops.rlib", "-oprogram", "user.rs"];
    tool("rustc", &[&arguments[..], &program].concat(), folder)?;
    let program = folder.join("program");
    let printed = tool(&program.to_string_lossy(), &[], folder)?;
    printed.ok_or_else(|| "the compiler is not installed".into())
}

/// What the compiler says of deprecated names in `user.rs`, each message once.
fn deprecations(folder: &Path) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let arguments = [
        "--edition=2024",
        "--extern=shops=libshops.rlib",
        "--emit=metadata",
        "user.rs",
    ];
    let output = Command::new("rustc")
        .args(arguments)
        .current_dir(folder)
        .output()?;
    let said = String::from_utf8(output.stderr)?;
    let lines = said
        .lines()
        .filter(|it| it.starts_with("warning: use of deprecated"));
    let told = lines.filter_map(|it| it.split_once("shops::corner_shop::ErrorCode::"));
    Ok(told.map(|(_, it)| it.to_owned()).collect())
}

#[test]
fn consumers_of_an_edition_compile_against_all_later_ones() -> Outcome {
    let editions = editions()?;
    let crates = editions
        .iter()
        .map(compiled)
        .collect::<Result<Vec<_>, _>>()?;
    for (first, edition) in editions.iter().enumerate() {
        let expected = names(edition);
        let expected = expected
            .iter()
            .map(|(name, wire)| [name, *wire, "true\n"].join(" "));
        let expected: String = expected.collect();
        for folder in crates.iter().skip(first) {
            fs::write(folder.path().join("user.rs"), consumer(edition)?)?;
            assert_eq!(run(folder.path())?, expected);
        }
    }
    Ok(())
}

#[test]
fn a_retired_code_has_what_it_had() -> Outcome {
    let editions = editions()?;
    let mut retired = 0;
    for (before, after) in editions.iter().zip(editions.iter().skip(1)) {
        for (wire, code) in &after.codes {
            if code.retired.is_some() {
                retired += 1;
                let known = before.codes.get(wire).ok_or("retired and never known")?;
                assert_eq!((wire, &code.cases), (wire, &known.cases));
            }
        }
    }
    assert_eq!(retired, 2);
    Ok(())
}

#[test]
fn a_consumer_hears_of_what_is_retired_or_renamed_and_of_nothing_else() -> Outcome {
    let editions = editions()?;
    let first = editions.first().ok_or("no edition")?;
    let mut told = Vec::new();
    for edition in &editions {
        let folder = compiled(edition)?;
        fs::write(folder.path().join("user.rs"), consumer(first)?)?;
        told.push(deprecations(folder.path())?);
    }
    let expected: [&[&str]; 3] = [
        &[],
        &[
            "BasketFull`: renamed to `FullBasket` in 0.2.0",
            "Closed`: not documented since 0.2.0",
            "KmsTillLocked`: renamed to `TillLocked` in 0.2.0",
        ],
        &[
            "BasketFull`: renamed to `BasketAtLimit` in 0.2.0",
            "Stairs`: not documented since 0.3.0; replaced by `Aisle`",
        ],
    ];
    for (told, expected) in told.iter().zip(expected) {
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        assert_eq!(told, expected);
    }
    Ok(())
}

/// A manifest for a crate of an edition, with what the real one says to `cargo-semver-checks`.
fn manifest(version: &str) -> Result<String, Box<dyn Error>> {
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/Cargo.toml");
    let real = fs::read_to_string(real)?;
    let lints = real.find("[package.metadata.cargo-semver-checks.lints]");
    let lints = lints
        .and_then(|start| real.get(start..))
        .ok_or("no lints")?;
    let lints = lints.split("\n\n").next().unwrap_or_default();
    Ok(format!(
        "[package]\nname = \"shops\"\nversion = \"{version}\"\nedition = \"2024\"\n\n{lints}\n
[features]\ndefault = [\"corner-shop\"]\ncorner-shop = []\n\n[workspace]\n"
    ))
}

/// Whether `cargo-semver-checks` takes `after` for a minor change of `before`; `None` where it is not installed.
fn is_minor(before: &Path, after: &Path) -> Result<Option<()>, Box<dyn Error>> {
    let (before, manifest) = (before.to_string_lossy(), after.join("Cargo.toml"));
    let manifest = manifest.to_string_lossy();
    let compared = ["--baseline-root", &before, "--manifest-path", &manifest];
    let how = ["semver-checks", "--release-type", "minor", "--color=never"];
    let arguments = [&how[..], &compared].concat();
    Ok(tool("cargo-semver-checks", &arguments, after)?.map(|_| ()))
}

#[test]
fn every_edition_is_a_minor_change_of_every_earlier_one() -> Outcome {
    let mut crates = Vec::new();
    for (edition, version) in editions()?.iter().zip(VERSIONS) {
        let folder = whole_crate(std::slice::from_ref(edition), None)?;
        fs::write(folder.path().join("Cargo.toml"), manifest(version)?)?;
        crates.push(folder);
    }
    for (index, after) in crates.iter().enumerate() {
        for before in crates.iter().take(index) {
            if is_minor(before.path(), after.path())?.is_none() {
                return Ok(());
            }
        }
    }
    let [first, .., last] = crates.as_slice() else {
        return Err("no editions".into());
    };
    let said = is_minor(last.path(), first.path()).err();
    let said = said.map(|it| it.to_string()).unwrap_or_default();
    assert!(said.contains("semver requires new major version"), "{said}");
    Ok(())
}
