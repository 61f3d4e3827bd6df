//! The command line of this workspace: thin, argument parsing and printing around `error_tables`.
//!
//! A run of `regen` has these phases, and each may know only what the ones before it give:
//!
//! | phase | in | out | touches the disk |
//! |---|---|---|---|
//! | [`disk::lock`] | the root folder | the right to use it: one writer, or several readers | a lock file |
//! | [`disk::load`] | the root folder | a [`disk::load::Tree`]: manifests, documents, catalogs, generated files | reads |
//! | [`stages`] | the tree | [`stages::Built`]: the files as they shall be, an account, all findings | no |
//! | [`compare`] | both | the files that differ | no |
//! | [`regen`] with `--check` | these | what is stale, with the difference | no |
//! | [`regen`] without | these | [`disk::write`]: all of them, or none | writes |
//!
//! [`fetch`] goes the same way with an edition from the network in the place of what is generated. It alone touches the
//! network.
//!
//! [`explain`] loads what lies under `catalog/` alone, and answers from it as it is.
//!
//! [`diff`] compares two catalogs, from folders or through [`git`], and writes nothing.
//!
//! A problem anywhere, in any service, means that nothing is written; all problems are shown together. What is shown
//! goes through [`show`], which lets nothing from a document move a cursor or change a colour.

// What `explain` shares with the generated crate names it.
extern crate alloc;

pub mod cli;
pub mod compare;
pub mod console;
pub mod diff;
pub mod disk;
pub mod exit;
pub mod explain;
pub mod fetch;
pub mod git;
pub mod inspect;
pub mod manifest;
pub mod parallel;
pub mod problem;
pub mod regen;
pub mod report;
pub mod root;
pub mod show;
pub mod stages;

use cli::Call;
use console::Console;
use exit::Exit;
use std::ffi::OsString;

/// Runs the command line `args`, the name of the program first.
pub fn run(args: impl IntoIterator<Item = OsString>, console: &mut Console) -> Exit {
    let exit = match cli::parse(args) {
        Ok(Call::Regen { root, mode, losses }) => regen::run(root, mode, losses, console),
        Ok(Call::Fetch(call)) => fetch::run(&call, console),
        Ok(Call::Inspect(call)) => inspect::run(&call, console),
        Ok(Call::Explain(call)) => explain::run(call, console),
        Ok(Call::Diff(call)) => diff::run(&call, console),
        Err(error) => usage(&error, console),
    };
    console.end(exit)
}

/// Prints help where it was asked for, and otherwise what was wrong with the call.
fn usage(error: &clap::Error, console: &mut Console) -> Exit {
    let text = error.render().to_string();
    if error.use_stderr() {
        console.complain(&text);
        Exit::Usage
    } else {
        console.say(&text);
        Exit::Done
    }
}
