//! The two sides of a comparison, from wherever they are into values.
//!
//! Knows what a name on the command line can mean, and where catalogs lie in a folder and in a commit. Knows nothing of
//! how they are compared.

use super::call::Call;
use super::unread;
use crate::disk::load::{RULES, conflict, names, plain};
use crate::disk::text::{self, Unreadable};
use crate::git::{Blob, Commit, Repository};
use crate::problem;
use crate::show::finding::Sources;
use error_tables::catalog::{self, Catalog};
use error_tables::diff::Side;
use error_tables::problem::Finding;
use error_tables::rules;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Where a side is.
#[derive(Debug, PartialEq, Eq)]
pub enum Place {
    /// The files of the tree as they are.
    WorkingTree(PathBuf),
    /// A folder.
    Folder(PathBuf),
    /// A commit of the repository that the tree is in.
    Commit(Commit),
}

/// A side, loaded.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Its catalogs and rules.
    pub side: Side,
    /// What it is called.
    pub name: String,
    /// Whether it holds all services, or is one of them.
    pub extent: Extent,
    /// What it does not hold yet, a line each.
    pub notes: String,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// The texts that findings point into.
    pub sources: Sources,
}

/// How much a side holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// All services.
    #[default]
    Services,
    /// The folder of one.
    One,
}

/// Where the two sides of `call` are; `root` is asked for the tree where one of them is in it.
///
/// # Errors
/// A name means nothing, or two things.
pub fn places(
    call: &Call,
    root: impl Fn() -> Result<PathBuf, Finding>,
) -> Result<(Place, Place), Finding> {
    let base = match &call.base {
        Some(name) => place(name, &root)?,
        None => Place::Commit(Repository::at(&root()?)?.merge_base()?),
    };
    let head = match &call.head {
        Some(name) => place(name, &root)?,
        None => Place::WorkingTree(root()?),
    };
    Ok((base, head))
}

/// What `name` means: a folder, or else a commit.
fn place(name: &str, root: impl Fn() -> Result<PathBuf, Finding>) -> Result<Place, Finding> {
    let folder = Path::new(name);
    // A path is not taken for a revision, so that a folder can always be named.
    let is_path = folder.is_absolute()
        || name.starts_with("./")
        || name.starts_with("../")
        || matches!(name, "." | "..");
    if is_path {
        return Ok(Place::Folder(folder.to_owned()));
    }
    let is_folder = folder.is_dir();
    let commit = match root().and_then(|root| Repository::at(&root)) {
        Ok(repository) if is_folder => repository
            .find(name)?
            .map(|_| repository.commit(name))
            .transpose()?,
        Ok(repository) => Some(repository.commit(name)?),
        Err(_) if is_folder => None,
        Err(problem) => return Err(problem),
    };
    match commit {
        None => Ok(Place::Folder(folder.to_owned())),
        Some(commit) if !is_folder => Ok(Place::Commit(commit)),
        Some(_) => Err(problem::of_file(
            "",
            format!("`{name}` is a folder, and git knows a revision of this name"),
            format!("write `./{name}` for the folder, or `refs/heads/{name}` for a branch"),
        )),
    }
}

/// Loads the side at `place`; `root` is the tree that commits are in.
pub fn load(place: &Place, root: impl Fn() -> Result<PathBuf, Finding>) -> Loaded {
    match place {
        Place::WorkingTree(root) => {
            let loaded = folder(root, "working tree".to_owned(), "");
            let notes = unread::notes(root, &loaded.side.catalogs);
            Loaded { notes, ..loaded }
        }
        Place::Folder(path) => {
            let name = path.display().to_string();
            folder(
                path,
                name.clone(),
                &format!("{}/", name.trim_end_matches('/')),
            )
        }
        Place::Commit(commit) => {
            let mut loaded = Loaded {
                name: commit.name.clone(),
                ..Loaded::default()
            };
            let files = root().and_then(|root| files(&root, commit));
            match files {
                Ok(files) => loaded.take(files),
                Err(problem) => loaded.findings.push(problem),
            }
            loaded
        }
    }
}

/// The files that matter, by what they are called in what is said of them.
type Files = Vec<(String, Result<Vec<u8>, Unreadable>)>;

/// The name of a catalog in the folder of its service.
const CODES: &str = "codes.toml";

/// The files of `commit`.
fn files(root: &Path, commit: &Commit) -> Result<Files, Finding> {
    let repository = Repository::at(root)?;
    let mut blobs = repository.files(commit, "catalog")?;
    blobs.retain(is_ours);
    let bytes = repository.read(&blobs)?;
    let id = commit.id.get(..10).unwrap_or_default();
    let named = blobs.into_iter().map(|it| format!("{id}:{}", it.path));
    Ok(named.zip(bytes.into_iter().map(Ok)).collect())
}

/// Whether a file is a catalog, or the rules beside them.
fn is_ours(file: &Blob) -> bool {
    let parts: Vec<&str> = file.path.split('/').collect();
    file.path == RULES || matches!(parts.as_slice(), ["catalog", _, CODES])
}

/// The side in the folder `path`; `prefix` stands before what its files are called.
fn folder(path: &Path, name: String, prefix: &str) -> Loaded {
    let mut loaded = Loaded {
        name,
        ..Loaded::default()
    };
    let is_project = path.join("catalog").is_dir();
    let inner = if is_project { "catalog/" } else { "" };
    let catalog = path.join(inner);
    let wanted = if !is_project && catalog.join(CODES).is_file() {
        loaded.extent = Extent::One;
        vec![CODES.to_owned()]
    } else {
        loaded.wanted(&catalog)
    };
    if wanted.is_empty() && !is_project && loaded.findings.is_empty() {
        let what = "holds no catalog";
        let help = "name the folder of a project that holds `catalog/`, of a catalog, or of a service with a codes.toml";
        let problem = problem::of_file(&loaded.name, what, help);
        loaded.findings.push(problem);
    }
    let files = wanted.into_iter().map(|it| {
        let at = catalog.join(&it);
        let bytes = plain(&at).and_then(|()| fs::read(&at));
        (
            format!("{prefix}{inner}{it}"),
            bytes.map_err(Unreadable::Io),
        )
    });
    loaded.take(files.collect());
    loaded
}

impl Loaded {
    /// The files that matter in the folder of a catalog, as far as they are there.
    fn wanted(&mut self, catalog: &Path) -> Vec<String> {
        let names = names(catalog).unwrap_or_else(|error| {
            let problem = Unreadable::Io(error).finding(&self.name);
            self.findings.push(problem);
            Vec::new()
        });
        let folders = names.iter().filter(|it| !it.starts_with('.'));
        let codes = folders.map(|it| format!("{it}/{CODES}"));
        let all = ["rules.toml".to_owned()].into_iter().chain(codes);
        all.filter(|it| catalog.join(it).symlink_metadata().is_ok())
            .collect()
    }

    /// Takes up what stands in `files`.
    fn take(&mut self, files: Files) {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for (path, bytes) in files {
            let Some(text) = self.text(&path, bytes) else {
                continue;
            };
            if path.ends_with(CODES) {
                let parsed = match conflict(&text, &path) {
                    Some(problem) => Err(vec![problem]),
                    None => catalog::read(&text),
                };
                if let Some(catalog) = self.keep(parsed, &path) {
                    self.add(catalog, &path, &mut seen);
                }
            } else {
                self.side.rules = self.keep(rules::parse(&text), &path);
            }
            self.sources.insert(path, text);
        }
    }

    fn text(&mut self, path: &str, bytes: Result<Vec<u8>, Unreadable>) -> Option<String> {
        bytes
            .and_then(text::decode)
            .map_err(|why| self.findings.push(why.finding(path)))
            .ok()
    }

    fn add(&mut self, catalog: Catalog, path: &str, seen: &mut BTreeMap<String, String>) {
        if let Some(other) = seen.insert(catalog.service.clone(), path.to_owned()) {
            let what = format!(
                "the service `{}` stands in {other} as well",
                catalog.service
            );
            self.findings.push(problem::of_file(
                path,
                what,
                "a service has one folder: take one of them away",
            ));
        }
        self.side.catalogs.push(catalog);
    }

    /// The value, or else the findings, in the file `path`.
    fn keep<T>(&mut self, parsed: Result<T, Vec<Finding>>, path: &str) -> Option<T> {
        let findings = parsed.map_err(|findings| {
            let in_file = findings.into_iter().map(|finding| finding.in_file(path));
            self.findings.extend(in_file.map(with_help));
        });
        findings.ok()
    }
}

/// Says what mends a file that this program cannot read, where nothing else does.
fn with_help(finding: Finding) -> Finding {
    let help = if finding.help.is_empty() {
        "a file of another version of this program is not read; compare with a commit that holds its present shape".to_owned()
    } else {
        finding.help
    };
    Finding { help, ..finding }
}

/// Leaves of both sides what can be compared: where one is the folder of a service, that service alone, without rules.
pub fn level(base: &mut Loaded, head: &mut Loaded) {
    let one = |it: &Loaded| {
        let first = it
            .side
            .catalogs
            .first()
            .filter(|_| it.extent == Extent::One);
        first.map(|it| it.service.clone())
    };
    let ids: Vec<String> = [one(base), one(head)].into_iter().flatten().collect();
    if ids.is_empty() {
        return;
    }
    for it in [base, head] {
        it.side.rules = None;
        it.side
            .catalogs
            .retain(|catalog| ids.contains(&catalog.service));
    }
}
