//! What can be called, and how.
//!
//! Knows the words of the command line. Knows nothing of what they do.

use crate::diff;
use crate::fetch;
use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueEnum, value_parser};
use error_tables::document::Format;
use error_tables::merge::Losses;
use std::ffi::OsString;
use std::path::PathBuf;

/// One call.
#[derive(Debug, PartialEq, Eq)]
pub enum Call {
    /// `regen`.
    Regen {
        /// `--root`.
        root: Option<PathBuf>,
        /// Whether anything is written: `--check`.
        mode: Mode,
        /// `--accept-loss`.
        losses: Losses,
    },
    /// `fetch`.
    Fetch(fetch::call::Call),
    /// `inspect`.
    Inspect(Inspect),
    /// `diff`.
    Diff(diff::call::Call),
}

/// What `regen` does with what it made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Writes it.
    Write,
    /// Compares it.
    Check,
}

/// `inspect`.
#[derive(Debug, PartialEq, Eq)]
pub struct Inspect {
    /// `--root`.
    pub root: Option<PathBuf>,
    /// The document; `-` is standard input.
    pub file: PathBuf,
    /// `--format`: the format to read it as, where that shall not be told from name and content.
    pub format: Option<Format>,
    /// What is shown.
    pub output: Output,
}

/// What `inspect` gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Text for people.
    Text,
    /// `--json`: one object for programs.
    Json,
    /// `--write-service ID`: text for people, and a new service folder.
    Service(String),
}

/// The call that `args` make.
///
/// # Errors
/// They make none, or ask for help: what to print, and where, is in the error.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Call, clap::Error> {
    let matches = command().try_get_matches_from(args)?;
    let root = matches.get_one("root").cloned();
    match matches.subcommand() {
        Some(("fetch", matches)) => Ok(Call::Fetch(fetch::call::call(root, matches))),
        Some(("inspect", matches)) => Ok(Call::Inspect(inspect(root, matches))),
        Some(("diff", matches)) => Ok(Call::Diff(diff::call::call(root, matches))),
        Some(("regen", matches)) => Ok(Call::Regen {
            root,
            mode: if matches.get_flag("check") {
                Mode::Check
            } else {
                Mode::Write
            },
            losses: losses(matches),
        }),
        _ => Err(command().error(
            clap::error::ErrorKind::MissingSubcommand,
            "a command is needed",
        )),
    }
}

fn inspect(root: Option<PathBuf>, matches: &ArgMatches) -> Inspect {
    let output = match matches.get_one::<String>("write-service") {
        Some(id) => Output::Service(id.clone()),
        None if matches.get_flag("json") => Output::Json,
        None => Output::Text,
    };
    Inspect {
        root,
        file: matches.get_one("file").cloned().unwrap_or_default(),
        format: matches.get_one::<Named>("format").map(|named| named.0),
        output,
    }
}

/// How a run ends, for the end of every help.
const EXITS: &str = "Exit codes: 0 done, or fresh; 1 stale (`regen --check`), or a change that shall not be \
(`diff --fail-on`); 2 wrong usage; 3 something that a person must settle: a document, a decision, or a file that cannot \
be read or written";

fn command() -> Command {
    Command::new("cargo xtask")
        .bin_name("cargo xtask")
        .about("Reads the vendors' documents into the catalog, and the catalog into the generated crate")
        .after_help(EXITS)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(
            Arg::new("root")
                .long("root")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .help("The tree to work on [default: the one that this program belongs to]"),
        )
        .subcommand(regen_command())
        .subcommand(inspect_command())
        .subcommand(fetch::call::command().after_help(EXITS))
        .subcommand(diff::call::command().after_help(EXITS))
}

fn regen_command() -> Command {
    Command::new("regen")
        .about("Documents to catalog to crate; says what was read, and which files changed")
        .after_help(EXITS)
        .arg(flag(
            "check",
            "Write nothing; say what is stale, and how it differs",
        ))
        .arg(accept_loss())
}

/// `--accept-loss`, of the commands that refuse a document which lost much.
pub fn accept_loss() -> Arg {
    flag(
        "accept-loss",
        "Take a document although it lost more than a tenth of its rows or codes",
    )
}

/// What `--accept-loss` says.
pub fn losses(matches: &ArgMatches) -> Losses {
    if matches.get_flag("accept-loss") {
        Losses::Accept
    } else {
        Losses::Refuse
    }
}

fn inspect_command() -> Command {
    Command::new("inspect")
        .about("What would be read from a document, with the reason for every row taken or not")
        .after_help(EXITS)
        .arg(
            Arg::new("file")
                .required(true)
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("The document; `-` is standard input"),
        )
        .arg(flag("json", "Print one JSON object, for programs"))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(value_parser!(Named))
                .help("Read it as this format [default: told from its name and its content]"),
        )
        .arg(
            Arg::new("write-service")
                .long("write-service")
                .value_name("ID")
                .conflicts_with("json")
                .help("Start the folder of a new service from it"),
        )
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help)
}

/// A format as the command line names it.
#[derive(Clone, Copy, Debug)]
struct Named(Format);

/// The name of `format`, in `service.toml` and everywhere else.
pub const fn format_name(format: Format) -> &'static str {
    match format {
        Format::Markdown => "markdown",
        Format::Html => "html",
        Format::Rst => "rst",
        Format::Text => "text",
    }
}

impl ValueEnum for Named {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [Named; 4] = [
            Named(Format::Markdown),
            Named(Format::Html),
            Named(Format::Rst),
            Named(Format::Text),
        ];
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(format_name(self.0)))
    }
}
