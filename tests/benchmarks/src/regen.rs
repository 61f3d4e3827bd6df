//! The whole way from documents to crate, as a process.
//!
//! Knows the command line, and the parsers of Python as one who calls them.

use crate::Outcome;
use crate::catalogs::root;
use crate::crates::copy;
use crate::interleave::{Samples, interleaved};
use crate::process::{Cost, cargo, first_line, run};
use crate::table::{Bound, Section, Table, Target, number, times};
use counts::callgrind;
use error_tables::document::Format;
use error_tables::read;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

const TEXT: &str = "\
Whole processes in turn, release builds, on the clock. The noop is the same program with `--help`. *Parsing* is the reading of the \
five documents, one after another in one thread, inside of this process. Python reads the same documents with markdown-it, html5lib \
and docutils, and does nothing else; the one text without markup it only splits into lines.";

const ROUNDS: usize = 21;

/// The environment variable that names the Python to compare with.
const PYTHON: &str = "PYTHON";

/// Measures whole runs.
///
/// # Errors
///
/// The program cannot be built or run.
pub fn section() -> Outcome<Section> {
    let mut section = Section {
        title: "Documents to crate",
        text: TEXT.to_owned(),
        ..Section::default()
    };
    let xtask = xtask()?;
    let tree = tempfile::tempdir()?;
    for folder in ["catalog", "generated"] {
        copy(&root().join(folder), &tree.path().join(folder))?;
    }
    let documents = documents()?;
    let python = python();
    let mut runs = vec![Run::Regen, Run::Noop, Run::Parsing];
    runs.extend(python.as_ref().map(|_| Run::Python));
    let call = |run: &Run| -> Outcome<Cost> {
        match run {
            Run::Regen => self::run(
                Command::new(&xtask)
                    .arg("--root")
                    .arg(tree.path())
                    .arg("regen"),
            ),
            Run::Noop => self::run(Command::new(&xtask).arg("--help")),
            Run::Parsing => Ok(parsing(&documents)),
            Run::Python => self::run(
                Command::new(python.as_deref().unwrap_or_default())
                    .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/five_documents.py"))
                    .args(documents.iter().map(|it| &it.path)),
            ),
        }
    };
    let samples = interleaved(ROUNDS, &runs, |run| call(run).map(|cost| cost.wall))?;
    let mut table = Table::new(["", "ms", "of the noop"]);
    for (run, samples_of) in runs.iter().zip(&samples) {
        table.row(
            run.name(),
            [
                number(samples_of.median() * 1e3),
                times(samples_of.ratio_to(&samples[1])),
            ],
        );
    }
    if python.is_none() {
        section.text.push_str(
            "\n\nPython with docutils, html5lib and markdown_it is not installed: not compared.",
        );
    }
    section.tables.push(("Milliseconds:".to_owned(), table));
    section.tables.extend(instructions(&xtask, tree.path())?);
    section.targets = targets(&samples);
    Ok(section)
}

/// What is measured.
enum Run {
    Regen,
    Noop,
    Parsing,
    Python,
}

impl Run {
    fn name(&self) -> &'static str {
        match self {
            Self::Regen => "`regen`, nothing changed",
            Self::Noop => "noop",
            Self::Parsing => "parsing alone",
            Self::Python => "Python's parsers",
        }
    }
}

fn targets(samples: &[Samples]) -> Vec<Target> {
    let [regen, noop, parsing, python @ ..] = samples else {
        return Vec::new();
    };
    let parsing = Target {
        what: "parsing the five documents, to a noop of the program".to_owned(),
        bound: Bound::AtMost(3.0),
        reached: parsing.ratio_to(noop),
        unit: "×",
    };
    let python = python.iter().map(|python| Target {
        what: "time of Python's parsers, to a whole `regen`".to_owned(),
        bound: Bound::AtLeast(30.0),
        reached: python.ratio_to(regen),
        unit: "×",
    });
    python.chain([parsing]).collect()
}

fn instructions(xtask: &Path, tree: &Path) -> Outcome<Option<(String, Table)>> {
    if !callgrind::is_installed() {
        return Ok(None);
    }
    let tree = tree
        .to_str()
        .ok_or("the folder for temporary files has a strange name")?;
    let mut table = Table::new(["", "millions"]);
    for (name, args) in [
        ("`regen`, nothing changed", &["--root", tree, "regen"][..]),
        ("noop", &["--help"]),
    ] {
        table.row(name, [callgrind::whole(xtask, args)? / 1_000_000]);
    }
    Ok(Some(("Instructions:".to_owned(), table)))
}

/// The command line, built for release.
fn xtask() -> Outcome<PathBuf> {
    let target = env::current_exe()?.with_file_name("xtask-target");
    run(cargo(&root(), &target).args([
        "build",
        "--locked",
        "--quiet",
        "--release",
        "--package",
        "xtask",
    ]))?;
    Ok(target.join("release/xtask"))
}

/// A document of the catalog.
struct Document {
    path: PathBuf,
    format: Format,
    text: String,
}

fn documents() -> Outcome<Vec<Document>> {
    let mut documents = Vec::new();
    for service in fs::read_dir(root().join("catalog"))? {
        let folder = service?.path().join("documents");
        let files = folder.is_dir().then(|| fs::read_dir(&folder)).transpose()?;
        for file in files.into_iter().flatten() {
            let path = file?.path();
            let text = fs::read_to_string(&path)?;
            let format = read::detect::format(&path.to_string_lossy(), &text);
            documents.push(Document { path, format, text });
        }
    }
    documents.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(documents)
}

fn parsing(documents: &[Document]) -> Cost {
    let start = Instant::now();
    for document in documents {
        black_box(read::read(&document.text, document.format));
    }
    let wall = start.elapsed().as_secs_f64();
    Cost { wall, cpu: wall }
}

/// A Python that has the parsers.
fn python() -> Option<String> {
    let python = env::var(PYTHON).unwrap_or_else(|_| "python3".to_owned());
    let probe = "import docutils, html5lib, markdown_it; print('yes')";
    (first_line(&python, &["-c", probe]) == "yes").then_some(python)
}
