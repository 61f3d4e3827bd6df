//! `regen` and `regen --check`: the same run, with a comparison in place of the writing.
//!
//! Knows the order of the phases and what is printed after each. Knows nothing of rows.

use crate::cli::Mode;
use crate::compare::{self, Stale};
use crate::console::Console;
use crate::disk::load::{self, Tree};
use crate::disk::lock::{self, Use};
use crate::disk::write::{self, Change, Disk, Failure, RealDisk};
use crate::exit::Exit;
use crate::show::finding::{self, Sources};
use crate::stages::{self, Built};
use crate::{problem, report, root};
use error_tables::merge::Losses;
use error_tables::problem::Finding;
use std::path::{Path, PathBuf};

/// Runs it.
pub fn run(given: Option<PathBuf>, mode: Mode, losses: Losses, console: &mut Console) -> Exit {
    let locked = root::find(given).and_then(|root| {
        let lock = lock(&root, wanted(mode), console)?;
        Ok((root, lock))
    });
    let (root, _lock) = match locked {
        Ok(locked) => locked,
        Err(problem) => return stop(&[problem], &Sources::new(), console),
    };
    let tree = load::load(&root);
    let built = stages::build(&tree, losses);
    let stale = compare::compare(&tree.files, &built.files, built.extent);
    console.say(&report::accounts(&built));
    match mode {
        Mode::Check => check(&tree, &built, &stale, console),
        Mode::Write => settle(&root, &tree, &built, stale, console),
    }
}

/// What `mode` does with the tree.
fn wanted(mode: Mode) -> Use {
    match mode {
        Mode::Check => Use::Read,
        Mode::Write => Use::Write,
    }
}

/// Waits for the right to use the tree.
pub(crate) fn lock(root: &Path, mode: Use, console: &mut Console) -> Result<lock::Lock, Finding> {
    let wait = || console.complain("waiting for another run in this tree to end\n");
    lock::take(root, mode, wait)
        .map_err(|error| problem::of_system(lock::FILE, "cannot be locked", &error))
}

/// `--check`: says what is wrong and what is stale, and changes nothing.
fn check(tree: &Tree, built: &Built, stale: &[Stale], console: &mut Console) -> Exit {
    let problems: Vec<Finding> = built.problems().cloned().collect();
    if problems.is_empty() || !stale.is_empty() {
        console.say(&report::stale(stale));
    }
    if !problems.is_empty() {
        return stop(&problems, &tree.sources, console);
    }
    if stale.is_empty() {
        Exit::Done
    } else {
        Exit::Stale
    }
}

/// Writes what differs, unless there is a problem.
fn settle(
    root: &Path,
    tree: &Tree,
    built: &Built,
    stale: Vec<Stale>,
    console: &mut Console,
) -> Exit {
    let problems: Vec<Finding> = built.problems().cloned().collect();
    if !problems.is_empty() {
        return stop(&problems, &tree.sources, console);
    }
    let written = report::written(&stale);
    let changes: Vec<Change> = stale.into_iter().map(|stale| stale.change(root)).collect();
    match commit(&mut RealDisk, root, &tree.leftovers, &changes) {
        Ok(()) => {
            console.say(&report::removed(root, &tree.leftovers));
            console.say(&written);
            Exit::Done
        }
        Err(problems) => stop(&problems, &tree.sources, console),
    }
}

/// Removes what killed runs left, and makes the changes.
pub(crate) fn commit(
    disk: &mut impl Disk,
    root: &Path,
    leftovers: &[PathBuf],
    changes: &[Change],
) -> Result<(), Vec<Finding>> {
    for change in changes {
        inside(root, change.path())?;
    }
    for left in leftovers {
        let what = "was left by a run that was killed, and cannot be removed";
        disk.remove(left)
            .map_err(|error| vec![problem::of_system(&from(root, left), what, &error)])?;
    }
    write::apply(disk, changes).map_err(|failure| write_problems(root, &failure))
}

/// Refuses to write where links lead out of the tree.
fn inside(root: &Path, path: &Path) -> Result<(), Vec<Finding>> {
    load::place(root, path).map_err(|what| {
        let help = "no file was changed; put a file or a folder in the place of the link";
        vec![problem::of_file(&from(root, path), what, help)]
    })
}

/// What is to be said where the files could not be written.
fn write_problems(root: &Path, failure: &Failure) -> Vec<Finding> {
    let what = format!("cannot {} it", failure.doing);
    let first = problem::of_system(&from(root, &failure.path), &what, &failure.error);
    let others = failure
        .not_restored
        .iter()
        .map(|path| not_restored(&from(root, path)));
    std::iter::once(first).chain(others).collect()
}

/// `path` from the root.
pub(crate) fn from(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
}

fn not_restored(path: &str) -> Finding {
    let what = "is changed although the run failed: the disk failed a second time when it was to be put back";
    problem::of_file(path, what, format!("git checkout -- {path}"))
}

/// Shows all problems, and says that nothing was written.
pub(crate) fn stop(problems: &[Finding], sources: &Sources, console: &mut Console) -> Exit {
    let count = report::count(problems.len(), "problem");
    let shown = finding::all(problems, sources);
    console.complain(&format!(
        "\n{shown}{count} to settle; no file was changed\n"
    ));
    Exit::Settle
}
