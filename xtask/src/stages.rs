//! The stages in their order: a loaded tree in, the files that it amounts to out.
//!
//! Knows which stage follows which, and that a problem anywhere means that nothing may be written. Touches no disk.

use crate::cli::format_name;
use crate::compare::Extent;
use crate::disk::load::{Folder, Loaded, MANIFEST, RULES, Ruled, Tree};
use crate::parallel;
use error_tables::catalog::{self, Catalog};
use error_tables::diff::{self, Fact};
use error_tables::document::Pos;
use error_tables::emit::{Part, Plan};
use error_tables::merge::{self, Given, Input, Losses, Outcome};
use error_tables::problem::{Finding, Level};
use error_tables::read::{self, detect};
use error_tables::recognize;
use error_tables::rows::Reading;
use error_tables::rules::{self, Rules};
use error_tables::service::{Change, Decision, DocumentSpec, Service};
use std::collections::BTreeMap;

/// What a tree amounts to.
#[derive(Debug, Default)]
pub struct Built {
    /// What came of each service, by id. One whose files cannot be read is not among them.
    pub services: Vec<Account>,
    /// The files as they shall be, by path from the root. Where there are problems they are what could be made in
    /// spite of them, good for comparing but not for writing.
    pub files: BTreeMap<String, String>,
    /// Whether these are all files.
    pub extent: Extent,
    /// Everything that there is to say, the tree's own findings included.
    pub findings: Vec<Finding>,
}

impl Built {
    /// The findings that a person must settle.
    pub fn problems(&self) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(|finding| finding.level == Level::Problem)
    }
}

/// What came of one service.
#[derive(Debug)]
pub struct Account {
    /// Its id.
    pub id: String,
    /// Its folder from the root.
    pub folder: String,
    /// Its catalog.
    pub catalog: Catalog,
    /// What came of each document.
    pub documents: Vec<Outcome>,
    /// What changed since the catalog as it was; `None` where a problem makes that moot.
    pub facts: Option<Vec<Fact>>,
}

/// Runs every stage over `tree`.
pub fn build(tree: &Tree, losses: Losses) -> Built {
    let mut built = Built {
        findings: tree.findings.clone(),
        ..Built::default()
    };
    let mut catalogs = Catalogs::default();
    let services = tree.services.iter().collect();
    let shares = parallel::map(services, |folder| service(tree, folder, losses));
    for (folder, share) in tree.services.iter().zip(shares) {
        built.findings.extend(share.findings);
        built.services.extend(share.account);
        catalogs.push(share.catalog, folder);
    }
    let rules = match &tree.rules {
        Ruled::Read(rules) => Some(rules),
        Ruled::Absent | Ruled::Broken => None,
    };
    // What a problem leaves half-read would break rules that are right.
    let sound = rules.filter(|_| built.problems().next().is_none());
    let print = || Printed::of(&catalogs, &tree.rules);
    let (notes, printed) = parallel::both(|| across(rules, sound, &catalogs), print);
    built.findings.extend(notes);
    built.findings.extend(printed.findings);
    built.files = printed.files;
    built.extent = printed.extent;
    built
}

/// What there is to say of all services together; `sound` are the rules where they can be held against the catalogs.
fn across(rules: Option<&Rules>, sound: Option<&Rules>, catalogs: &Catalogs) -> Vec<Finding> {
    // Without the codes of every service, rules about the others would seem to match nothing.
    let complete = sound.filter(|_| catalogs.missing == 0);
    let checked = complete.map_or_else(Vec::new, |rules| rules::check(rules, &catalogs.all));
    let checked = checked.into_iter().map(|finding| finding.in_file(RULES));
    checked
        .chain(merge::lookalikes(&catalogs.all, rules))
        .collect()
}

/// The catalogs of all services.
#[derive(Default)]
struct Catalogs {
    all: Vec<Catalog>,
    /// How many services have none.
    missing: usize,
}

impl Catalogs {
    /// Takes the new catalog of a service or, where a problem stands in its way, the one that it has, so that what is
    /// generated from it can still be compared.
    fn push(&mut self, new: Option<Catalog>, folder: &Folder) {
        match new.or_else(|| folder.before.clone()) {
            Some(catalog) => self.all.push(catalog),
            None => self.missing += 1,
        }
    }
}

/// The files that catalogs amount to.
struct Printed {
    files: BTreeMap<String, String>,
    extent: Extent,
    /// Why the crate cannot be made.
    findings: Vec<Finding>,
}

/// What becomes a file.
enum Output<'c> {
    /// A catalog.
    Catalog(&'c Catalog),
    /// A part of the crate.
    Part(&'c Plan<'c>, Part<'c>),
}

impl Printed {
    /// Prints the catalogs, and the crate unless a catalog is missing or the rules cannot be read, since then nothing is
    /// known of what it shall be.
    fn of(catalogs: &Catalogs, rules: &Ruled) -> Self {
        let plan = match rules {
            Ruled::Broken => Ok(None),
            Ruled::Absent => Plan::new(&catalogs.all, None).map(Some),
            Ruled::Read(rules) => Plan::new(&catalogs.all, Some(rules)).map(Some),
        };
        let (plan, findings) = match plan {
            Ok(plan) => (plan.filter(|_| catalogs.missing == 0), Vec::new()),
            Err(findings) => (None, findings),
        };
        let of_plan = |plan| Plan::parts(plan).map(move |part| Output::Part(plan, part));
        let parts = plan.iter().flat_map(of_plan);
        let outputs = parts.chain(catalogs.all.iter().map(Output::Catalog));
        let files = parallel::map(outputs.collect(), Output::file);
        let extent = match plan {
            Some(_) => Extent::Whole,
            None => Extent::Part,
        };
        Self {
            files: files.into_iter().collect(),
            extent,
            findings,
        }
    }
}

impl Output<'_> {
    /// Its path from the root, and its text.
    fn file(self) -> (String, String) {
        match self {
            Self::Catalog(catalog) => {
                let folder = format!("catalog/{}", catalog.service);
                (codes_path(&folder), catalog::print(catalog))
            }
            Self::Part(plan, part) => {
                let file = plan.file(part);
                (format!("generated/{}", file.path), file.text)
            }
        }
    }
}

/// What was read from the documents of a service, where they could be loaded.
fn readings<'t>(tree: &'t Tree, folder: &Folder) -> Vec<Option<Given<'t>>> {
    let service = folder.service.as_ref();
    let read = |document: &Option<Loaded>| Some(given(tree, service, document.as_ref()?));
    parallel::map(folder.documents.iter().collect(), read)
}

/// What one service adds.
#[derive(Default)]
struct Share {
    findings: Vec<Finding>,
    /// `None` where its files cannot be read.
    account: Option<Account>,
    /// `None` where a problem stands in the way.
    catalog: Option<Catalog>,
}

/// One service: reads its documents, and merges what was read.
fn service(tree: &Tree, folder: &Folder, losses: Losses) -> Share {
    let mut share = Share::default();
    let readings = readings(tree, folder);
    let manifest = tree.manifest.as_ref();
    let missing = manifest.and_then(|manifest| manifest.missing(&folder.id));
    share
        .findings
        .extend(missing.map(|finding| finding.in_file(MANIFEST)));
    let complete = readings.iter().all(Option::is_some);
    let Some(service) = folder.service.as_ref().filter(|_| complete) else {
        let decided = folder.service.as_ref();
        share
            .findings
            .extend(decided.map_or_else(Vec::new, |it| useless(folder, it, &readings)));
        share.findings.extend(unmerged(folder, readings));
        return share;
    };
    let documents = readings.into_iter().flatten().collect();
    let version = manifest.map_or("", |manifest| manifest.version.as_str());
    let mut merged = merge(folder, service, documents, version, losses);
    answer(tree, folder, &mut merged.catalog);
    let codes = codes_path(&folder.path);
    let unread = folder.before.is_none() && tree.files.contains_key(&codes);
    let is_problem = |finding: &Finding| finding.level == Level::Problem;
    let sound = !unread && !merged.findings.iter().any(is_problem);
    // What a half-read service would mean for the codes that were known is no news to anybody.
    let told = merged.findings.into_iter();
    share
        .findings
        .extend(told.filter(|it| sound || is_problem(it) || it.path != codes));
    share.account = Some(Account {
        id: folder.id.clone(),
        folder: folder.path.clone(),
        facts: sound.then(|| diff::facts(folder.before.as_ref(), &merged.catalog)),
        documents: merged.documents,
        catalog: merged.catalog.clone(),
    });
    share.catalog = sound.then_some(merged.catalog);
    share
}

fn merge(
    folder: &Folder,
    service: &Service,
    documents: Vec<Given<'_>>,
    version: &str,
    losses: Losses,
) -> merge::Merged {
    merge::merge(Input {
        id: &folder.id,
        folder: &folder.path,
        service,
        documents,
        before: folder.before.as_ref(),
        version,
        losses,
    })
}

/// Gives every code what the rules say. Where they cannot be read, it keeps what it had.
fn answer(tree: &Tree, folder: &Folder, catalog: &mut Catalog) {
    match &tree.rules {
        Ruled::Read(rules) => rules::answer(Some(rules), catalog),
        Ruled::Absent => rules::answer(None, catalog),
        Ruled::Broken => {
            let before = folder.before.as_ref().map(|it| &it.codes);
            for (name, code) in &mut catalog.codes {
                if let Some(old) = before.and_then(|it| it.get(name)) {
                    (code.kind, code.retry) = (old.kind, old.retry);
                }
            }
        }
    }
}

/// The catalog in the folder of a service.
fn codes_path(folder: &str) -> String {
    format!("{folder}/codes.toml")
}

/// One document, read and recognized.
fn given<'t>(tree: &'t Tree, service: Option<&Service>, document: &Loaded) -> Given<'t> {
    let text = tree.sources.get(&document.path).map_or("", String::as_str);
    let told = service.map_or_else(Vec::new, |it| it.told(&document.path));
    let mut reading = recognize::recognize_told(&read::read(text, document.format), &told);
    if reading.rows.is_empty() {
        reading.findings.extend(another_format(document, text));
    }
    Given {
        sha256: document.sha256.clone(),
        text,
        reading,
    }
}

/// A note where a document in which nothing was found looks like one in another format.
fn another_format(document: &Loaded, text: &str) -> Option<Finding> {
    let looks = detect::format("", text);
    let (is, looks_like) = (format_name(document.format), format_name(looks));
    let what = format!(
        "it is read as {is}, and looks like {looks_like}; service.toml can say so: format = \"{looks_like}\""
    );
    (looks != document.format).then(|| Finding::note(Pos::new(1, 1), what, ""))
}

/// The decisions that change nothing, as far as that can be told where some documents are not there: those that are
/// about rows of one document that is.
fn useless(folder: &Folder, service: &Service, readings: &[Option<Given<'_>>]) -> Vec<Finding> {
    let there = service.documents.iter().zip(readings);
    let there = there.filter_map(|(spec, given)| Some((spec.clone(), given.clone()?)));
    let (documents, given): (Vec<DocumentSpec>, Vec<Given>) = there.unzip();
    let is_about_one = |it: &&Decision| {
        let names = |name: &String| documents.iter().any(|it| it.file_name() == name);
        // Whether documents agree is nothing that one of them could tell.
        let is_of_rows = !matches!(it.change, Change::Statuses { .. });
        is_of_rows && it.only.document.as_ref().is_some_and(names)
    };
    let part = Service {
        title: service.title.clone(),
        decisions: service
            .decisions
            .iter()
            .filter(is_about_one)
            .cloned()
            .collect(),
        documents,
    };
    let merged = merge::merge(Input {
        id: &folder.id,
        folder: &folder.path,
        service: &part,
        documents: given,
        before: None,
        version: "",
        losses: Losses::Accept,
    });
    let path = format!("{}/service.toml", folder.path);
    merged
        .findings
        .into_iter()
        .filter(|it| it.path == path)
        .collect()
}

/// What was found in the documents of a service that cannot be merged.
fn unmerged(folder: &Folder, readings: Vec<Option<Given<'_>>>) -> Vec<Finding> {
    let documents = folder.documents.iter().zip(readings);
    let found =
        documents.filter_map(|(document, given)| Some((document.as_ref()?, given?.reading)));
    found
        .flat_map(|(document, Reading { findings, .. })| {
            findings
                .into_iter()
                .map(|finding| finding.in_file(&document.path))
        })
        .collect()
}
