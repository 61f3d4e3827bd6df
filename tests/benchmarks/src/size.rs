//! How large programs become: with everything of the crate that a client uses, and with look-ups alone.
//!
//! Knows which programs are compared, and sections of ELF files.

use crate::Outcome;
use crate::catalogs::ours;
use crate::crates::{CONTENTS, Content, write, write_around};
use crate::peers::Peer;
use crate::process::{cargo, run};
use crate::table::{Bound, Section, Table, Target};
use error_tables::catalog::Catalog;
use object::{Object as _, ObjectSection as _};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const TEXT: &str = "\
Bytes that a stripped release program grows by when it looks codes of all three services up and prints text, status and message; \
and those of one service's look-up alone, code and tables: the sections that are loaded, of a program that looks up and prints the text, \
less those of one that prints the text of a code it is given, by three.";

/// What a program uses.
const PROGRAMS: [&str; 4] = ["base", "texts", "lookup", "whole"];

/// Measures every program.
///
/// # Errors
///
/// A build fails.
pub fn section() -> Outcome<Section> {
    let mut section = Section {
        title: "Size",
        text: TEXT.to_owned(),
        ..Section::default()
    };
    let contents = CONTENTS
        .into_iter()
        .filter(|it| *it != Content::Empty)
        .chain([Content::Peer(Peer::MatchBytes)]);
    let contents: Vec<Content> = contents.collect();
    let catalogs = ours()?;
    let folder = tempfile::tempdir()?;
    let sizes = contents
        .iter()
        .map(|content| sizes(folder.path(), *content, &catalogs));
    let sizes: Vec<Sizes> = sizes.collect::<Outcome<_>>()?;
    let mut table = Table::new([""].into_iter().chain(contents.iter().map(|it| it.name())));
    table.row("stripped program, file", sizes.iter().map(|it| it.file));
    table.row(
        "stripped program, loaded sections",
        sizes.iter().map(|it| it.whole),
    );
    table.row("one look-up", sizes.iter().map(|it| it.lookup));
    section.tables.push(("Bytes:".to_owned(), table));
    section.targets = vec![
        target(
            "bytes added to a stripped program, to the smallest of the others",
            &sizes,
            |it| it.whole,
        ),
        target(
            "code and tables of one look-up, to the smallest of the others",
            &sizes,
            |it| it.lookup,
        ),
    ];
    Ok(section)
}

/// What was measured of one content.
struct Sizes {
    file: u64,
    whole: u64,
    lookup: u64,
}

#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
fn target(what: &str, sizes: &[Sizes], of: impl Fn(&Sizes) -> u64) -> Target {
    let mut sizes = sizes.iter().map(of);
    let ours = sizes.next().unwrap_or_default();
    let smallest = sizes.min().unwrap_or_default();
    Target {
        what: what.to_owned(),
        bound: Bound::AtMost(1.0),
        reached: ours as f64 / smallest as f64,
        unit: "×",
    }
}

fn sizes(folder: &Path, content: Content, catalogs: &[Catalog]) -> Outcome<Sizes> {
    let at = folder.join(content.name());
    if content == Content::Ours {
        let library = folder.join("object-storage-errors");
        write(&library, content, catalogs)?;
        write_around(&at, &library, catalogs)?;
    } else {
        write(&at, content, catalogs)?;
    }
    fs::create_dir_all(at.join("src/bin"))?;
    for program in PROGRAMS {
        fs::write(
            at.join(format!("src/bin/{program}.rs")),
            source(program, catalogs),
        )?;
    }
    let target = at.join("target");
    run(cargo(&at, &target).args(["build", "--offline", "--quiet", "--release", "--bins"]))?;
    let of = |program| sizes_of(&target.join("release").join(program));
    let ([base, texts, lookup, whole], count) = (PROGRAMS.map(of), catalogs.len() as u64);
    let (base, whole) = (base?, whole?);
    Ok(Sizes {
        file: whole.0.saturating_sub(base.0),
        whole: whole.1.saturating_sub(base.1),
        lookup: lookup?.1.saturating_sub(texts?.1) / count,
    })
}

/// A program that uses as much of the crate as its name says.
fn source(program: &str, catalogs: &[Catalog]) -> String {
    let mut body = String::new();
    for catalog in catalogs {
        let module = format!("measured::{}", catalog.service.replace('-', "_"));
        let some = format!("if let Some(code) = {module}::look(&text) {{\n            ");
        let _ = match program {
            "base" => writeln!(
                body,
                "        println!(\"{{text}} {{}} {{text}}\", text.len());"
            ),
            "texts" => writeln!(
                body,
                "        let code = std::hint::black_box({module}::ErrorCode::AccessDenied);\n        \
                 println!(\"{{}} {{}} {{text}}\", code.as_str(), text.len());"
            ),
            "lookup" => writeln!(
                body,
                "        {some}println!(\"{{}} {{}} {{text}}\", code.as_str(), text.len());\n        }}"
            ),
            _ => writeln!(
                body,
                "        {some}println!(\"{{}} {{}} {{}}\", code.as_str(), code.status(), code.message());\n        }}"
            ),
        };
    }
    format!("fn main() {{\n    for text in std::env::args().skip(1) {{\n{body}    }}\n}}\n")
}

/// The bytes of a file, and of its sections that are loaded.
fn sizes_of(path: &Path) -> Outcome<(u64, u64)> {
    let bytes = fs::read(path)?;
    let file = object::File::parse(&*bytes)?;
    // What is loaded has an address; what the linker fills a page up with is no part of it.
    let is_filling = |name: Result<&str, _>| name == Ok(".relro_padding");
    let loaded = file
        .sections()
        .filter(|it| it.address() != 0 && !is_filling(it.name()));
    Ok((bytes.len().try_into()?, loaded.map(|it| it.size()).sum()))
}
