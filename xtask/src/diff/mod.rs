//! `diff`: what changed between two catalogs, and what that means for the version of the crate.
//!
//! Knows the order of the phases: find the sides, load them, compare, show. What is compared, and how, is the library's
//! (`error_tables::diff`). Writes nothing.

pub mod call;
mod changelog;
mod json;
mod markdown;
mod report;
mod side;
mod text;
mod unread;

use crate::console::Console;
use crate::disk::lock::Use;
use crate::exit::Exit;
use crate::regen::{lock, stop};
use crate::root;
use crate::show::finding::Sources;
use call::{Call, Format};
use error_tables::diff;
use report::Report;
use side::Place;

/// Runs it.
pub fn run(call: &Call, console: &mut Console) -> Exit {
    let root = || root::find(call.root.clone());
    let (base, head) = match side::places(call, root) {
        Ok(places) => places,
        Err(problem) => return stop(&[problem], &Sources::new(), console),
    };
    // Nobody may write to the working tree while it is read.
    let lock = match &head {
        Place::WorkingTree(root) => lock(root, Use::Read, console).map(Some),
        _ => Ok(None),
    };
    let _lock = match lock {
        Ok(lock) => lock,
        Err(problem) => return stop(&[problem], &Sources::new(), console),
    };
    let (mut base, mut head) = (side::load(&base, root), side::load(&head, root));
    side::level(&mut base, &mut head);
    let problems = [base.findings.as_slice(), &head.findings].concat();
    if !problems.is_empty() {
        base.sources.extend(head.sources);
        return stop(&problems, &base.sources, console);
    }
    let comparison = diff::compare(&base.side, &head.side);
    let report = Report {
        base: &base,
        head: &head,
        comparison: &comparison,
        prose: call.prose,
    };
    console.say(&match call.format {
        Format::Text => text::page(&report),
        Format::Markdown => markdown::comment(&report),
        Format::Json => json::object(&report),
    });
    console.complain(&head.notes);
    match call.fail_on {
        Some(level) if comparison.level() >= level => Exit::Reached,
        _ => Exit::Done,
    }
}
