//! `fetch`: new editions of the documents, from where `service.toml` says that they are published.
//!
//! Knows the order of a run, and that it changes all documents that have a new edition or, where one is refused, none. It
//! writes nothing but documents, byte for byte as they came. Nothing else in this program touches the network.
//!
//! | phase | in | out |
//! |---|---|---|
//! | [`follow`], through [`address`] and [`curl`] | an address | bytes |
//! | [`judge`] | the document as it was, and these bytes | whether they are a new edition of it |
//! | `report` | all of that | what is said |

pub mod address;
pub mod call;
pub mod curl;
pub mod follow;
pub mod judge;
mod report;

use crate::console::Console;
use crate::disk::load::{self, Folder, Loaded, Tree};
use crate::disk::lock::Use;
use crate::disk::text::{self, Unreadable};
use crate::disk::write::{Change, RealDisk};
use crate::exit::Exit;
use crate::regen::{commit, lock, stop};
use crate::report::removed;
use crate::show::finding::Sources;
use crate::{problem, root};
use address::Address;
use call::Call;
use error_tables::merge::Losses;
use error_tables::problem::Finding;
use error_tables::service::{DocumentSpec, Service};
use follow::Way;
use judge::Holds;
use std::path::Path;

/// Why a document is left as it is.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusal {
    about: About,
    what: String,
    help: String,
}

/// What a refusal is about, and so where it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    /// The address in `service.toml`.
    Address,
    /// The document.
    Document,
}

impl Refusal {
    fn of_address(what: String, help: String) -> Self {
        let about = About::Address;
        Self { about, what, help }
    }

    fn of_document(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            about: About::Document,
            what: what.into(),
            help: help.into(),
        }
    }

    /// The problem that it is, of the document `spec` in `folder`.
    fn finding(&self, folder: &str, spec: &DocumentSpec) -> Finding {
        match self.about {
            About::Address => Finding::problem(spec.at, &self.what, &self.help)
                .in_file(format!("{folder}/service.toml")),
            About::Document => {
                problem::of_file(&format!("{folder}/{}", spec.path), &self.what, &self.help)
            }
        }
    }
}

/// What came of one document.
#[derive(Debug)]
enum Outcome {
    /// No address of it is known; why, if `service.toml` says that.
    Unpublished(Option<String>),
    /// It is as it was.
    Same,
    /// There is another edition of it.
    New(Edition),
    /// It is left as it is.
    Refused(Finding),
}

/// Another edition of a document.
#[derive(Debug)]
struct Edition {
    bytes: Vec<u8>,
    holds: Holds,
    /// The size of the edition before, and what that holds; `None` where there is none that can be read.
    before: Option<(usize, Holds)>,
}

/// One document, and what came of it.
#[derive(Debug)]
struct Document<'t> {
    spec: &'t DocumentSpec,
    outcome: Outcome,
    /// The address to which it moved for good, if it did.
    moved: Option<Address>,
}

/// The documents of one service.
struct Fetched<'t> {
    folder: &'t Folder,
    documents: Vec<Document<'t>>,
}

/// Runs it.
pub fn run(call: &Call, console: &mut Console) -> Exit {
    let locked = root::find(call.root.clone())
        .and_then(|root| Ok((lock(&root, Use::Write, console)?, root)));
    let (_lock, root) = match locked {
        Ok(locked) => locked,
        Err(problem) => return stop(&[problem], &Sources::new(), console),
    };
    let tree = load::load(&root);
    if let Some(unknown) = unknown(call, &tree) {
        stop(&[unknown], &Sources::new(), console);
        return Exit::Usage;
    }
    let folders = tree.services.iter();
    let wanted: Vec<&Folder> = folders
        .filter(|folder| call.services.is_empty() || call.services.contains(&folder.id))
        .collect();
    let unread: Vec<Finding> = wanted.iter().flat_map(|it| unread(&tree, it)).collect();
    if !unread.is_empty() {
        return stop(&unread, &tree.sources, console);
    }
    let run = Run {
        root: &root,
        tree: &tree,
        way: call.way,
        losses: call.losses,
    };
    let mut fetched = Vec::new();
    for folder in wanted {
        let service = run.service(folder);
        console.say(&report::service(&service));
        fetched.push(service);
    }
    settle(&run, fetched, console)
}

/// A problem where `call` names a service that there is not.
fn unknown(call: &Call, tree: &Tree) -> Option<Finding> {
    let ids: Vec<&str> = tree.services.iter().map(|it| it.id.as_str()).collect();
    let unknown = call
        .services
        .iter()
        .find(|id| !ids.contains(&id.as_str()))?;
    let help = format!("the services are {}", ids.join(", "));
    Some(problem::of_file(
        "",
        format!("there is no service `{unknown}`"),
        help,
    ))
}

/// What is wrong with `folder` where its `service.toml` cannot be read.
fn unread(tree: &Tree, folder: &Folder) -> Vec<Finding> {
    if folder.service.is_some() {
        return Vec::new();
    }
    let path = format!("{}/service.toml", folder.path);
    let findings = tree.findings.iter();
    findings
        .filter(|it| it.path == path || it.path == folder.path)
        .cloned()
        .collect()
}

/// What the documents are fetched into, and how.
struct Run<'t> {
    root: &'t Path,
    tree: &'t Tree,
    way: Way,
    losses: Losses,
}

impl<'t> Run<'t> {
    /// Fetches the documents of one service.
    fn service(&self, folder: &'t Folder) -> Fetched<'t> {
        let service = folder.service.as_ref();
        let documents = service.into_iter().flat_map(|service| {
            let documents = service.documents.iter().zip(&folder.documents);
            documents.map(|(spec, old)| self.document(folder, service, spec, old.as_ref()))
        });
        Fetched {
            folder,
            documents: documents.collect(),
        }
    }

    /// Fetches one document, of which `old` is the edition that is there.
    fn document(
        &self,
        folder: &Folder,
        service: &Service,
        spec: &'t DocumentSpec,
        old: Option<&Loaded>,
    ) -> Document<'t> {
        let mut moved = None;
        let outcome = match &spec.published {
            None => Ok(Outcome::Unpublished(spec.unpublished.clone())),
            Some(published) => self
                .place(folder, spec)
                .and_then(|()| follow::get(published, self.way))
                .and_then(|received| {
                    moved = received.moved;
                    self.received(service, spec, old, received.bytes)
                }),
        };
        let refused = |refusal: Refusal| Outcome::Refused(refusal.finding(&folder.path, spec));
        Document {
            spec,
            outcome: outcome.unwrap_or_else(refused),
            moved,
        }
    }

    /// Refuses a place of a document that lies outside of its folder.
    fn place(&self, folder: &Folder, spec: &DocumentSpec) -> Result<(), Refusal> {
        let home = self.root.join(&folder.path);
        load::place(&home, &home.join(&spec.path)).map_err(|what| {
            let what = format!("the document `{}` {what}", spec.path);
            let help = "name a file under `documents/` of this folder";
            Refusal::of_address(what, help.to_owned())
        })
    }

    /// What `bytes` are to the document `spec`, of which `old` is the edition that is there.
    fn received(
        &self,
        service: &Service,
        spec: &DocumentSpec,
        old: Option<&Loaded>,
        bytes: Vec<u8>,
    ) -> Result<Outcome, Refusal> {
        if old.is_some_and(|it| it.sha256 == text::sha256(&bytes)) {
            return Ok(Outcome::Same);
        }
        let text = text::decode(bytes.clone()).map_err(|why| unreadable(&why))?;
        let before = old.and_then(|it| self.tree.sources.get(&it.path));
        let before = before.map(String::as_str);
        let (before, holds) = judge::judge(service, spec, before, &text, self.losses)?;
        Ok(Outcome::New(Edition {
            bytes,
            holds,
            before: old.map(|it| it.size).zip(before),
        }))
    }
}

/// What is wrong with bytes that are no text.
fn unreadable(why: &Unreadable) -> Refusal {
    let what = format!("what was received is no document: {}", why.finding("").what);
    Refusal::of_document(what, judge::SEE)
}

/// Puts the new editions in place, unless a document was refused.
fn settle(run: &Run, fetched: Vec<Fetched>, console: &mut Console) -> Exit {
    let others = report::others(&fetched);
    let (mut changes, mut refused, mut written) = (Vec::new(), Vec::new(), String::new());
    for Fetched { folder, documents } in fetched {
        for Document { spec, outcome, .. } in documents {
            match outcome {
                Outcome::New(edition) => {
                    let path = format!("{}/{}", folder.path, spec.path);
                    written += &report::written(&path, &edition);
                    changes.push(Change::Write {
                        path: run.root.join(path),
                        bytes: edition.bytes,
                    });
                }
                Outcome::Refused(finding) => refused.push(finding),
                Outcome::Same | Outcome::Unpublished(_) => {}
            }
        }
    }
    if !refused.is_empty() {
        let exit = stop(&refused, &run.tree.sources, console);
        console.complain(&others);
        return exit;
    }
    if let Err(problems) = commit(&mut RealDisk, run.root, &run.tree.leftovers, &changes) {
        return stop(&problems, &run.tree.sources, console);
    }
    console.say(&removed(run.root, &run.tree.leftovers));
    console.say(&report::end(&written, run.losses));
    Exit::Done
}
