//! `diff` on the command line.
//!
//! Knows its words. Knows nothing of what they do.

use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueEnum, value_parser};
use error_tables::diff::Level;
use std::path::PathBuf;

/// `diff`.
#[derive(Debug, PartialEq, Eq)]
pub struct Call {
    /// `--root`.
    pub root: Option<PathBuf>,
    /// What is compared; where nothing is named, the merge base of the main branch.
    pub base: Option<String>,
    /// With what; where nothing is named, the working tree.
    pub head: Option<String>,
    /// `--format`.
    pub format: Format,
    /// `--prose`.
    pub prose: Prose,
    /// `--fail-on`: the level from which on the run fails.
    pub fail_on: Option<Level>,
}

/// How the facts are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    Text,
    /// For a comment on a pull request.
    Markdown,
    /// For programs.
    Json,
}

/// How changed causes and solutions, and changed lists of documents, are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prose {
    /// In one line for a service.
    Line,
    /// Each with its words.
    Words,
}

/// The command.
pub fn command() -> Command {
    let name = |id: &'static str, name: &'static str, help: &'static str| {
        Arg::new(id)
            .value_name(name)
            .value_parser(revision)
            .help(help)
    };
    Command::new("diff")
        .about("What changed between two catalogs, and what that means for the version of the crate")
        .arg(name(
            "base",
            "BASE",
            "A git revision, or a folder: of a project, of a catalog, or of a service [default: the merge base of the main branch]",
        ))
        .arg(name("head", "HEAD", "The same [default: the working tree]"))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(value_parser!(Format))
                .default_value("text")
                .help("How to show it"),
        )
        .arg(
            Arg::new("prose")
                .long("prose")
                .action(ArgAction::SetTrue)
                .help("Show the words of causes and solutions that changed"),
        )
        .arg(
            Arg::new("fail-on")
                .long("fail-on")
                .value_name("LEVEL")
                .value_parser(value_parser!(Named))
                .help("End with 1 where the change is of this level or a higher one"),
        )
}

/// The call that `matches` make in the tree `root`.
pub fn call(root: Option<PathBuf>, matches: &ArgMatches) -> Call {
    Call {
        root,
        base: matches.get_one("base").cloned(),
        head: matches.get_one("head").cloned(),
        format: matches.get_one("format").copied().unwrap_or(Format::Text),
        prose: if matches.get_flag("prose") {
            Prose::Words
        } else {
            Prose::Line
        },
        fail_on: matches.get_one::<Named>("fail-on").map(|named| named.0),
    }
}

/// A name that git cannot take for an option.
fn revision(name: &str) -> Result<String, String> {
    if name.is_empty() {
        return Err("it is empty".to_owned());
    }
    if name.starts_with('-') {
        return Err("the name of a revision or a folder does not begin with `-`".to_owned());
    }
    Ok(name.to_owned())
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Text, Self::Markdown, Self::Json]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Json => "json",
        }))
    }
}

/// A level as the command line names it.
#[derive(Clone, Copy, Debug)]
struct Named(Level);

impl ValueEnum for Named {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self(Level::Major), Self(Level::Minor), Self(Level::Patch)]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()))
    }
}
