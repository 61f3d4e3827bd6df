//! Where the inspected document comes from: a file, or standard input; known to the catalog, or not.
//!
//! Knows that a file which a `service.toml` names is read as that says, decisions included.

use super::Seen;
use crate::cli::Inspect;
use crate::disk::text::{self, Unreadable};
use crate::root;
use crate::show::finding::Sources;
use error_tables::document::{Format, Pos};
use error_tables::merge::{self, Decided};
use error_tables::problem::Finding;
use error_tables::read::{self, detect};
use error_tables::recognize;
use error_tables::rows::{Reading, Skipped};
use error_tables::service::{self, DocumentSpec, Service};
use error_tables::told::Told;
use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A document, opened.
pub struct Opened {
    path: String,
    bytes: Vec<u8>,
    text: String,
    format: Format,
    known: Option<Known>,
}

/// A document that a `service.toml` names.
struct Known {
    /// The folder of the service.
    folder: PathBuf,
    /// What the file says, of this document alone.
    service: Service,
}

impl Known {
    /// What the file says of tables of the document.
    fn told(&self) -> Vec<&Told> {
        let spec = self.service.documents.first();
        spec.map_or_else(Vec::new, |it| self.service.told(&it.path))
    }
}

/// The rows that are not taken before a question about them is answered, each at its own place: the question can stand
/// lines below.
fn asked(reading: &Reading) -> Vec<Skipped> {
    let open = reading.rows.iter().filter(|it| !it.questions.is_empty());
    open.map(|row| Skipped {
        at: row.at,
        reason: format!(
            "`{}` is taken once the problem about it is decided",
            row.code
        ),
    })
    .collect()
}

/// A document that cannot be opened.
pub struct Refused {
    pub problem: Finding,
    pub sources: Sources,
}

/// Opens the document of `call`.
pub fn open(call: &Inspect, input: &mut dyn Read) -> Result<Opened, Refused> {
    let path = call.file.display().to_string();
    let bytes = bytes(&call.file, input).map_err(|why| refused(why, &path))?;
    let text = text::decode(bytes.clone()).map_err(|why| refused(why, &path))?;
    let known = known(call);
    let given = call
        .format
        .or_else(|| known.as_ref()?.service.documents.first()?.format);
    let format = given.unwrap_or_else(|| detect::format(&path, &text));
    Ok(Opened {
        path,
        bytes,
        text,
        format,
        known,
    })
}

fn bytes(file: &Path, input: &mut dyn Read) -> Result<Vec<u8>, Unreadable> {
    if file == Path::new("-") {
        let mut bytes = Vec::new();
        return input
            .read_to_end(&mut bytes)
            .map(|_| bytes)
            .map_err(Unreadable::Io);
    }
    fs::read(file).map_err(Unreadable::Io)
}

fn refused(why: Unreadable, path: &str) -> Refused {
    let problem = why.finding(path);
    let sources = match why {
        Unreadable::NotUtf8 { shown, .. } => Sources::from([(path.to_owned(), shown)]),
        _ => Sources::new(),
    };
    Refused { problem, sources }
}

/// The service whose `service.toml` names the document of `call`, if one does.
fn known(call: &Inspect) -> Option<Known> {
    let file = call.file.canonicalize().ok()?;
    let root = root::find(call.root.clone()).ok()?;
    let mut folders: Vec<PathBuf> = fs::read_dir(root.join("catalog"))
        .ok()?
        .flatten()
        .map(|it| it.path())
        .collect();
    folders.sort();
    folders.into_iter().find_map(|folder| {
        let text = fs::read_to_string(folder.join("service.toml")).ok()?;
        let mut service = service::parse(&text).ok()?;
        let is_it = |path: &str| {
            folder
                .join(path)
                .canonicalize()
                .is_ok_and(|path| path == file)
        };
        service.documents.retain(|document| is_it(&document.path));
        (!service.documents.is_empty()).then_some(Known { folder, service })
    })
}

impl Opened {
    /// Reads it.
    pub fn read(self) -> Seen {
        let document = read::read(&self.text, self.format);
        let told = self.known.as_ref().map_or_else(Vec::new, Known::told);
        let reading = recognize::recognize_told(&document, &told);
        let found = reading.found.clone();
        let asked = asked(&reading);
        let decided = self.decide(reading);
        let told = decided.findings.iter().filter_map(|it| it.at);
        let told = told.chain(decided.rows.iter().map(|it| it.at));
        let lines: BTreeSet<u32> = told.map(|it| it.line).collect();
        let open = asked.into_iter().filter(|it| !lines.contains(&it.at.line));
        let mut skipped: Vec<Skipped> = decided.skipped;
        skipped.extend(open);
        skipped.extend(decided.passed);
        skipped.sort_by_key(|it| it.at);
        let mut findings = decided.findings;
        findings.sort_by_key(|it| it.at);
        let service_toml = |known: Known| known.folder.join("service.toml").display().to_string();
        Seen {
            findings: findings
                .into_iter()
                .map(|finding| finding.in_file(&self.path))
                .collect(),
            decided: self.known.map(service_toml),
            path: self.path,
            bytes: self.bytes,
            text: self.text,
            format: self.format,
            found,
            rows: decided.rows,
            skipped,
        }
    }

    /// What the decisions of the catalog make of `reading`; a document that it does not know has none.
    fn decide(&self, reading: Reading) -> Decided {
        let known = self.known.as_ref();
        match known.and_then(|known| Some((&known.service, known.service.documents.first()?))) {
            Some((service, spec)) => merge::decide(service, spec, reading),
            // A document without errors is a problem of a catalog that names it, and of nobody else.
            None if reading.rows.is_empty() => Decided {
                rows: Vec::new(),
                skipped: reading.skipped,
                passed: reading.passed,
                findings: reading.findings,
            },
            None => {
                let (service, spec) = unknown(self.format);
                merge::decide(&service, &spec, reading)
            }
        }
    }
}

/// A service of one document, of which nothing is known.
fn unknown(format: Format) -> (Service, DocumentSpec) {
    let spec = DocumentSpec {
        at: Pos::new(1, 1),
        path: String::new(),
        title: String::new(),
        publisher: None,
        published: None,
        unpublished: None,
        licence: None,
        format: Some(format),
        status: None,
    };
    let service = Service {
        title: String::new(),
        documents: vec![spec.clone()],
        decisions: Vec::new(),
    };
    (service, spec)
}
