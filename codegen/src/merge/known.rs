//! Compares with the catalog before: nothing that was known vanishes.
//!
//! Knows two catalogs and the decisions about retirement. Knows nothing of rows.

use super::book::{Book, By};
use super::paste;
use super::settle::{Loss, Settled};
use crate::catalog::{Catalog, Code};
use crate::document::Pos;
use crate::problem::{Finding, Level};
use crate::service::{Change, file_name};
use crate::spelling::visible;
use std::collections::BTreeSet;

/// What the catalog before is compared under.
pub(super) struct Now<'n> {
    /// The version in which a code that vanished is retired.
    pub(super) version: &'n str,
    /// The documents as they were settled.
    pub(super) settled: &'n [Settled],
    /// The folder of the service, for commands.
    pub(super) folder: &'n str,
}

/// Whether any document is another than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Documents {
    /// They are the same, byte for byte.
    Same,
    /// One came, went or has other bytes.
    Changed,
}

/// How many of the codes that a document lost are named.
const NAMED: usize = 10;

/// Whether `lost` of `before` things are so many that whatever lost them may be cut off, or another one: more than a tenth,
/// and more than one.
pub fn is_loss(before: usize, lost: usize) -> bool {
    lost > 1 && lost.saturating_mul(10) > before
}

/// A document that lost more than a tenth of its rows, and more than one, is a problem. One without any row is a problem
/// already.
pub(super) fn losses(before: &Catalog, now: &Catalog, settled: &mut [Settled]) {
    for (source, it) in now.documents.iter().zip(settled) {
        let Some(old) = before.documents.iter().find(|it| it.path == source.path) else {
            continue;
        };
        let lost = old.rows.saturating_sub(source.rows);
        if source.rows == 0 || !is_loss(old.rows, lost) {
            continue;
        }
        it.loss = Loss::Refused;
        it.findings.push(whole_file(
            Level::Problem,
            format!(
                "this document had {} rows and has {} now: it may be cut off, or another one",
                old.rows, source.rows
            ),
            format!(
                "{}if it is right so: cargo xtask regen --accept-loss",
                missed(&vanished(before, now, file_name(&source.path)))
            ),
        ));
    }
}

/// A document that has other bytes and alone lost more than a tenth of the service's codes, and more than one, is a
/// problem, whatever the number of its rows: it can be another document.
pub(super) fn replaced(before: &Catalog, now: &Catalog, settled: &mut [Settled]) {
    for (source, it) in now.documents.iter().zip(settled) {
        let old = before.documents.iter().find(|old| old.path == source.path);
        let same = old.is_none_or(|old| old.sha256 == source.sha256);
        if same || source.rows == 0 || it.loss == Loss::Refused {
            continue;
        }
        let gone = vanished(before, now, file_name(&source.path));
        let lost = gone.len();
        if !is_loss(before.codes.len(), lost) {
            continue;
        }
        it.loss = Loss::Refused;
        it.findings.push(whole_file(
            Level::Problem,
            format!("{lost} codes of this document are gone: it may be another one"),
            format!(
                "{}if it is right so: cargo xtask regen --accept-loss",
                missed(&gone)
            ),
        ));
    }
}

/// The codes that went with rows of `document`.
fn vanished(before: &Catalog, now: &Catalog, document: &str) -> Vec<String> {
    let is_gone = |name: &String, code: &Code| {
        let mut documents = code.cases.iter().flat_map(|case| &case.documents);
        code.retired.is_none()
            && !now.codes.contains_key(name)
            && documents.any(|it| it == document)
    };
    let codes = before
        .codes
        .iter()
        .filter(|(name, code)| is_gone(name, code));
    codes.map(|(name, _)| visible(name)).collect()
}

/// The codes that are gone, as a line.
fn missed(gone: &[String]) -> String {
    let named = gone.get(..NAMED.min(gone.len())).unwrap_or_default();
    match gone.len() - named.len() {
        0 if named.is_empty() => String::new(),
        0 => format!("no document has {} any more\n", named.join(", ")),
        more => format!(
            "no document has {} and {more} more codes any more\n",
            named.join(", ")
        ),
    }
}

/// Adds the codes to `catalog` that only `before` has, as retired, and says which and why.
pub(super) fn retire(
    before: &Catalog,
    catalog: &mut Catalog,
    book: &mut Book<'_>,
    now: &Now<'_>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if before.service != catalog.service {
        findings.push(whole_file(
            Level::Problem,
            format!(
                "this is the catalog of `{}`, in the folder of `{}`",
                visible(&before.service),
                catalog.service
            ),
            "a service is named as its folder is",
        ));
    }
    needless(book, before, catalog);
    let documents = documents(before, catalog);
    for (name, old) in &before.codes {
        if catalog.codes.contains_key(name) {
            continue;
        }
        let mut code = old.clone();
        code.retired = version(book, name).or(code.retired);
        if code.retired.is_none() && !is_open(name, now.settled) {
            findings.push(match documents {
                Documents::Changed => gone(name, &code),
                Documents::Same => unexplained(name, now),
            });
            code.retired = Some(now.version.to_owned());
        }
        catalog.codes.insert(name.clone(), code);
    }
    findings
}

/// Whether `name` is missing for a reason that is a problem already.
fn is_open(name: &String, settled: &[Settled]) -> bool {
    settled
        .iter()
        .any(|it| it.is_in_doubt() || it.open.contains(name))
}

/// A decision to retire a code that a document has is a problem.
fn needless(book: &mut Book<'_>, before: &Catalog, catalog: &Catalog) {
    for name in before
        .codes
        .keys()
        .filter(|it| catalog.codes.contains_key(*it))
    {
        if let Some(index) = book.about(By::Retire, name).first().copied() {
            let what = format!("`{}` cannot be retired: a document has it", visible(name));
            book.problem(index, what, "take the decision out".to_owned());
        }
    }
}

/// The version in which `code` was decided to be retired.
fn version(book: &mut Book<'_>, code: &str) -> Option<String> {
    let index = book.about(By::Retire, code).first().copied()?;
    book.mark(index);
    match book.change(index)? {
        Change::Retire { version, .. } => Some(version.clone()),
        _ => None,
    }
}

fn documents(before: &Catalog, now: &Catalog) -> Documents {
    let all = |catalog: &Catalog| -> BTreeSet<(String, String)> {
        let documents = catalog.documents.iter();
        documents
            .map(|it| (it.path.clone(), it.sha256.clone()))
            .collect()
    };
    if all(before) == all(now) {
        Documents::Same
    } else {
        Documents::Changed
    }
}

/// The note that a code is retired, with what went.
fn gone(name: &str, code: &Code) -> Finding {
    let cases: Vec<String> = code
        .cases
        .iter()
        .map(|case| {
            let status = case.status.map_or(String::new(), |it| format!("{it} "));
            let documents = case.documents.join(", ");
            format!("{status}{} ({documents})", visible(&case.message))
        })
        .collect();
    whole_file(
        Level::Note,
        format!(
            "`{}` is retired: no document has it any more",
            visible(name)
        ),
        cases.join("\n"),
    )
}

/// The problem that a code went though every document is the same as before.
fn unexplained(name: &str, now: &Now<'_>) -> Finding {
    whole_file(
        Level::Problem,
        format!(
            "`{}` stands here and in no document, and the documents did not change: codes.toml was edited by hand, or a decision changed",
            visible(name)
        ),
        format!(
            "take the file back: git checkout {}/codes.toml\nif the code was released and is to go, retire it in service.toml, with a reason:\n{}\nif it was never released, delete its entry here",
            now.folder,
            paste::retire(name, now.version)
        ),
    )
}

/// A finding about a file as a whole.
fn whole_file(level: Level, what: impl Into<String>, help: impl Into<String>) -> Finding {
    Finding {
        at: None,
        level,
        ..Finding::problem(Pos::new(1, 1), what, help)
    }
}
