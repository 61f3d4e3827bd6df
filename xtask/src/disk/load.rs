//! Everything that a run looks at, from disk into values.
//!
//! Knows where things lie in the tree, and that nothing is read from outside of it. Knows nothing of what rows or
//! catalogs mean: it hands the texts to the parsers of `error_tables`, because a `service.toml` names what else is to
//! be read.

use super::text::{self, Unreadable};
use super::write::is_leftover;
use crate::manifest::Manifest;
use crate::show::finding::Sources;
use crate::{parallel, problem};
use error_tables::catalog::{self, Catalog};
use error_tables::document::{Format, Pos};
use error_tables::problem::Finding;
use error_tables::read::detect;
use error_tables::rules::{self, Rules};
use error_tables::service::{self, DocumentSpec, Service};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A tree as it lies on disk.
#[derive(Debug, Default)]
pub struct Tree {
    /// The manifest of the generated crate; `None` where it is not as it must be, which a finding says.
    pub manifest: Option<Manifest>,
    /// The rules about codes and statuses.
    pub rules: Ruled,
    /// The services, sorted by id.
    pub services: Vec<Folder>,
    /// The files of the generated crate and every `codes.toml`, by path from the root.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What killed runs left behind.
    pub leftovers: Vec<PathBuf>,
    /// The texts that findings can point into.
    pub sources: Sources,
    /// What is wrong with the tree itself.
    pub findings: Vec<Finding>,
}

/// What there is of `rules.toml`.
#[derive(Debug, Default)]
pub enum Ruled {
    /// There is none, and need not be.
    #[default]
    Absent,
    /// It cannot be read, which a finding says.
    Broken,
    /// What it says.
    Read(Rules),
}

/// The folder of one service.
#[derive(Debug)]
pub struct Folder {
    /// The id of the service: the name of its folder.
    pub id: String,
    /// The folder from the root, such as `catalog/huawei-obs`.
    pub path: String,
    /// What its `service.toml` says; `None` where that cannot be read, which a finding about it or the folder says.
    pub service: Option<Service>,
    /// Its documents in the order of `service.toml`; `None` for one that cannot be read, which a finding says.
    pub documents: Vec<Option<Loaded>>,
    /// Its `codes.toml`.
    pub before: Option<Catalog>,
}

/// A document, loaded.
#[derive(Debug)]
pub struct Loaded {
    /// Its path from the root: its text stands under it in [`Tree::sources`].
    pub path: String,
    /// The SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// How many bytes it has.
    pub size: usize,
    /// The format to read it as.
    pub format: Format,
}

/// Loads the tree under `root`. Never fails: what cannot be read is a finding.
pub fn load(root: &Path) -> Tree {
    let mut tree = Tree::default();
    tree.manifest(root);
    let generated = || {
        let mut part = Tree::default();
        part.walk(root, "generated");
        part
    };
    let (generated, ()) = parallel::both(generated, || tree.catalog(root));
    tree.append(generated);
    tree
}

/// Loads what lies under `catalog/` alone, likewise.
pub fn catalog(root: &Path) -> Tree {
    let mut tree = Tree::default();
    tree.catalog(root);
    tree
}

/// The rules about all services, from the root.
pub const RULES: &str = "catalog/rules.toml";

/// The manifest of the generated crate, from the root.
pub const MANIFEST: &str = "generated/Cargo.toml";

impl Tree {
    /// The rules, and the folder of every service.
    fn catalog(&mut self, root: &Path) {
        let folders = || {
            let mut part = Self::default();
            part.folders(root);
            part
        };
        let (folders, ()) = parallel::both(folders, || self.rules(root));
        self.append(folders);
    }

    fn manifest(&mut self, root: &Path) {
        let Some(text) = self.text(root, MANIFEST) else {
            return;
        };
        match Manifest::parse(&text) {
            Ok(manifest) => self.manifest = Some(manifest),
            Err(finding) => self.findings.push(finding.in_file(MANIFEST)),
        }
        self.sources.insert(MANIFEST.to_owned(), text);
    }

    fn rules(&mut self, root: &Path) {
        let at = root.join(RULES);
        if fs::symlink_metadata(&at).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            return;
        }
        self.rules = Ruled::Broken;
        let Some(text) = self.text(root, RULES) else {
            return;
        };
        let parsed = rules::parse(&text);
        self.sources.insert(RULES.to_owned(), text);
        if let Some(rules) = self.keep(parsed, RULES) {
            self.rules = Ruled::Read(rules);
        }
    }

    /// Every folder of `catalog/`, sorted by name.
    fn folders(&mut self, root: &Path) {
        let mut ids = self.listed(root, "catalog");
        ids.retain(|id| !id.starts_with('.') && root.join("catalog").join(id).is_dir());
        for part in parallel::map(ids, |id| Self::folder(root, id)) {
            self.append(part);
        }
    }

    /// Adds a part of the tree that was loaded by itself.
    fn append(&mut self, part: Self) {
        self.services.extend(part.services);
        self.files.extend(part.files);
        self.leftovers.extend(part.leftovers);
        self.sources.extend(part.sources);
        self.findings.extend(part.findings);
    }

    /// The part of a tree that is the folder of one service.
    fn folder(root: &Path, id: String) -> Self {
        let mut part = Self::default();
        let path = format!("catalog/{id}");
        let folder = if root.join(&path).is_symlink() {
            part.linked_folder(id, path)
        } else {
            part.service_folder(root, id, path)
        };
        part.services.push(folder);
        let place = |it: &Finding| (it.path.clone(), it.at);
        part.findings.sort_by_key(place);
        part
    }

    /// A link in the place of a folder is a problem: what is written into it would be written elsewhere.
    fn linked_folder(&mut self, id: String, path: String) -> Folder {
        let what = "is a link, and the folder of a service is none";
        let help = "put the folder itself here, or remove the link";
        self.findings.push(problem::of_file(&path, what, help));
        Folder {
            id,
            path,
            service: None,
            documents: Vec::new(),
            before: None,
        }
    }

    fn service_folder(&mut self, root: &Path, id: String, path: String) -> Folder {
        let before = || {
            let mut part = Self::default();
            let before = part.before(root, &path);
            (part, before)
        };
        let named = || {
            let (service, specs) = self.service(root, &path);
            let documents = specs.iter().map(|spec| self.document(root, &path, spec));
            let documents: Vec<Option<Loaded>> = documents.collect();
            (service, documents)
        };
        let ((part, before), (service, mut documents)) = parallel::both(before, named);
        self.append(part);
        if service.is_none() {
            // What is wrong with them was said; what they hold means nothing without the rest of the file.
            documents.clear();
        }
        if let Some(service) = &service {
            self.unnamed(root, &path, "documents", &service.documents);
        }
        self.leftovers(root, &path);
        Folder {
            id,
            path,
            service,
            documents,
            before,
        }
    }

    /// What the `service.toml` of `folder` says, and the documents that it names, which can be told in more cases.
    fn service(&mut self, root: &Path, folder: &str) -> (Option<Service>, Vec<DocumentSpec>) {
        let path = format!("{folder}/service.toml");
        if !root.join(&path).exists() {
            let what = "is not there, and every folder of `catalog/` is that of a service";
            let help = "write it, or remove the folder; `cargo xtask inspect FILE` prints one to begin with";
            self.findings.push(problem::of_file(&path, what, help));
            return (None, Vec::new());
        }
        let Some(text) = self.text(root, &path) else {
            return (None, Vec::new());
        };
        let parsed = service::parse(&text);
        let specs = match &parsed {
            Ok(service) => service.documents.clone(),
            Err(_) => service::documents(&text),
        };
        self.sources.insert(path.clone(), text);
        (self.keep(parsed, &path), specs)
    }

    fn before(&mut self, root: &Path, folder: &str) -> Option<Catalog> {
        let path = format!("{folder}/codes.toml");
        let at = root.join(&path);
        if fs::symlink_metadata(&at).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            return None;
        }
        let bytes = self.bytes(&at, &path)?;
        self.files.insert(path.clone(), bytes.clone());
        // A byte order mark is none of what `regen` writes, and a file that it did not write is refused.
        let decoded = text::decode_exactly(bytes);
        let text = self.text_or_finding(decoded, &path)?;
        let parsed = catalog::parse(&text).map_err(|findings| match conflict(&text, &path) {
            Some(problem) => vec![problem],
            None => findings,
        });
        self.sources.insert(path.clone(), text);
        self.keep(parsed, &path)
    }

    /// The value, or else the findings, in the file `path`.
    fn keep<T>(&mut self, parsed: Result<T, Vec<Finding>>, path: &str) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(findings) => {
                self.findings
                    .extend(findings.into_iter().map(|finding| finding.in_file(path)));
                None
            }
        }
    }

    /// A document that `folder`'s `service.toml` names. What is wrong with its name or its absence is said there.
    fn document(&mut self, root: &Path, folder: &str, spec: &DocumentSpec) -> Option<Loaded> {
        let path = format!("{folder}/{}", spec.path);
        let bytes = match inside(&root.join(folder), &root.join(&path)) {
            Ok(found) => self.bytes(&found, &path)?,
            Err(what) => {
                let help = "name a file under `documents/` of this folder, or put it there";
                let finding = Finding::problem(
                    spec.at,
                    format!("the document `{}` {what}", spec.path),
                    help,
                );
                self.findings
                    .push(finding.in_file(format!("{folder}/service.toml")));
                return None;
            }
        };
        let (sha256, size) = (text::sha256(&bytes), bytes.len());
        let text = self.decoded(bytes, &path)?;
        let format = spec
            .format
            .unwrap_or_else(|| detect::format(&spec.path, &text));
        self.sources.insert(path.clone(), text);
        Some(Loaded {
            path,
            sha256,
            size,
            format,
        })
    }

    /// Notes the files under `part` of the `folder` that none of `specs` names. Hidden ones are nobody's business.
    fn unnamed(&mut self, root: &Path, folder: &str, part: &str, specs: &[DocumentSpec]) {
        // A folder that is not there is told where its documents are.
        let names = names(&root.join(folder).join(part)).unwrap_or_default();
        for name in names.iter().filter(|name| !name.starts_with('.')) {
            let part = format!("{part}/{name}");
            // A link is not followed: it could lead round in a circle.
            let at = fs::symlink_metadata(root.join(folder).join(&part));
            if at.is_ok_and(|it| it.is_dir()) {
                self.unnamed(root, folder, &part, specs);
            } else if specs.iter().all(|spec| spec.path != part) {
                let what = "service.toml does not name this file, so that nothing is read from it";
                let note = Finding::note(Pos::new(1, 1), what, "");
                let note = Finding { at: None, ..note };
                self.findings.push(note.in_file(format!("{folder}/{part}")));
            }
        }
    }

    /// The text of the file `path`.
    fn text(&mut self, root: &Path, path: &str) -> Option<String> {
        let bytes = self.bytes(&root.join(path), path)?;
        self.decoded(bytes, path)
    }

    /// The bytes of the file `at`, which findings call `path`.
    fn bytes(&mut self, at: &Path, path: &str) -> Option<Vec<u8>> {
        let read = plain(at).and_then(|()| fs::read(at));
        self.readable(read.map_err(Unreadable::Io), path)
    }

    fn decoded(&mut self, bytes: Vec<u8>, path: &str) -> Option<String> {
        self.text_or_finding(text::decode(bytes), path)
    }

    /// The text, or a finding that can show what is there.
    fn text_or_finding(
        &mut self,
        decoded: Result<String, Unreadable>,
        path: &str,
    ) -> Option<String> {
        if let Err(Unreadable::NotUtf8 { shown, .. }) = &decoded {
            self.sources.insert(path.to_owned(), shown.clone());
        }
        self.readable(decoded, path)
    }

    /// The value, or a finding that says why there is none.
    fn readable<T>(&mut self, read: Result<T, Unreadable>, path: &str) -> Option<T> {
        read.map_err(|why| self.findings.push(why.finding(path)))
            .ok()
    }

    /// Takes up every file under `folder`, but what is hidden or of no use to anybody.
    fn walk(&mut self, root: &Path, folder: &str) {
        for name in self.listed(root, folder) {
            let path = format!("{folder}/{name}");
            let at = root.join(&path);
            match fs::symlink_metadata(&at).map(|file| file.file_type()) {
                _ if is_leftover(&name) => self.leftovers.push(at),
                _ if name.starts_with('.') || name == "target" => {}
                Ok(kind) if kind.is_dir() => self.walk(root, &path),
                Ok(_) => {
                    if let Some(bytes) = self.bytes(&at, &path) {
                        self.files.insert(path, bytes);
                    }
                }
                Err(error) => self.findings.push(Unreadable::Io(error).finding(&path)),
            }
        }
    }

    /// The names in `folder`, sorted.
    fn listed(&mut self, root: &Path, folder: &str) -> Vec<String> {
        let listed = names(&root.join(folder)).map_err(Unreadable::Io);
        self.readable(listed, folder).unwrap_or_default()
    }

    /// Finds what killed runs left in `folder` and in the folders within.
    fn leftovers(&mut self, root: &Path, folder: &str) {
        for name in self.listed(root, folder) {
            let path = format!("{folder}/{name}");
            let at = root.join(&path);
            if is_leftover(&name) {
                self.leftovers.push(at);
            } else if fs::symlink_metadata(&at).is_ok_and(|it| it.is_dir()) {
                self.leftovers(root, &path);
            }
        }
    }
}

/// A problem where git left two sides of a merge in `text`.
pub(crate) fn conflict(text: &str, path: &str) -> Option<Finding> {
    let line = text.lines().position(|line| line.starts_with("<<<<<<< "))?;
    let help = format!(
        "take either side, and let it be made anew:\ngit checkout --ours -- {path}\ncargo xtask regen"
    );
    Some(Finding::problem(
        Pos::new(line + 1, 1),
        "git left a conflict of two branches here",
        help,
    ))
}

/// The names in a folder, sorted. A name that is no text cannot be one of ours.
pub(crate) fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.extend(entry?.file_name().into_string().ok());
    }
    names.sort();
    Ok(names)
}

/// Refuses what is no plain file: a link can lead anywhere, and a device or a pipe need not end.
pub(crate) fn plain(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_file() {
        Ok(())
    } else {
        Err(io::Error::other("it is no plain file"))
    }
}

/// Whether a file can be put at `path`, whatever links there are on the way: it, or the nearest folder above it that is
/// there, must lie under `folder`.
///
/// # Errors
/// It cannot; says why, as in "it …".
pub fn place(folder: &Path, path: &Path) -> Result<(), String> {
    match path.symlink_metadata() {
        Ok(_) => return inside(folder, path).map(|_| ()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(format!("cannot be read: {error}")),
    }
    let is_there = |path: &&Path| path.symlink_metadata().is_ok();
    match path.ancestors().find(is_there) {
        Some(above) => under(folder, above).map(|_| ()),
        None => Err("lies in no folder".to_owned()),
    }
}

/// Where the file `path` really lies, if that is under `folder`, whatever links there are on the way; or else what is
/// wrong with it.
fn inside(folder: &Path, path: &Path) -> Result<PathBuf, String> {
    let found = under(folder, path)?;
    if found.is_file() {
        Ok(found)
    } else {
        Err("is no file".to_owned())
    }
}

/// Where `path` really lies, if that is under `folder`; or else what is wrong with it.
fn under(folder: &Path, path: &Path) -> Result<PathBuf, String> {
    let real = |path: &Path| {
        path.canonicalize().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => "is not there".to_owned(),
            _ => format!("cannot be read: {error}"),
        })
    };
    let found = real(path)?;
    if found.starts_with(real(folder)?) {
        Ok(found)
    } else {
        Err("lies outside of this folder".to_owned())
    }
}
