//! What can be called, and how.
//!
//! Knows the words of the command line. Knows nothing of what they do.

use crate::diff;
use crate::explain;
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
    /// `explain`.
    Explain(explain::call::Call),
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
        Some(("explain", matches)) => Ok(Call::Explain(explain::call::call(root, matches))),
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

/// How a run ends, for the end of a help.
const EXITS: &str = "\
Exit codes:
  0  done, or fresh
  1  no: stale (`regen --check`), a change that shall not be (`diff --fail-on`), or no such code (`explain`)
  2  wrong usage
  3  something that a person must settle: a document, a decision, or a file that cannot be read or written";

/// What stands at the end of the help of a command: some calls with what they are for, and how runs end.
pub fn after_help(calls: &[(&str, &str)]) -> String {
    let width = calls
        .iter()
        .map(|(call, _)| call.chars().count())
        .max()
        .unwrap_or(0);
    let calls = calls
        .iter()
        .map(|(call, what)| format!("  cargo xtask {call:width$}  {what}\n"));
    format!("Examples:\n{}\n{EXITS}", calls.collect::<String>())
}

fn command() -> Command {
    Command::new("cargo xtask")
        .bin_name("cargo xtask")
        .about("Reads the vendors' documents into the catalog, and the catalog into the generated crate")
        .after_help(after_help(&[
            ("regen", "after a document or a service.toml was changed"),
            ("inspect page.md", "before a document is put into the catalog"),
            ("fetch", "to see whether a published document changed"),
            ("explain NoSuchKey", "when a request failed"),
            ("diff", "before the change is committed"),
        ]))
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
        .subcommand(explain::call::command().after_help(after_help(&[
            ("explain NoSuchKey", "the code in every service"),
            ("explain InvalidArgument --message \"…\"", "the one case that was meant"),
            ("explain --body response.xml", "what a saved response means"),
            ("explain 404", "what a status alone tells, and its codes"),
        ])))
        .subcommand(fetch::call::command().after_help(after_help(&[
            ("fetch", "what their publishers changed, of every service"),
            ("fetch aliyun-oss", "of one of them"),
        ])))
        .subcommand(diff::call::command().after_help(after_help(&[
            ("diff", "what the working tree changes against the main branch"),
            ("diff v0.1.0 HEAD --format markdown", "what changed since a release"),
            ("diff --fail-on major", "for CI"),
        ])))
}

fn regen_command() -> Command {
    Command::new("regen")
        .about("Reads the documents, and writes the catalog and the crate anew; says what was read and what changed")
        .after_help(after_help(&[
            ("regen", "reads the documents, and writes what changed"),
            ("regen --check", "the same in CI, writing nothing"),
        ]))
        .arg(flag(
            "check",
            "Write nothing; say what is stale, and how it differs",
        ))
        .arg(accept_loss().help(
            "Take a document although it lost more than a tenth of its rows or codes, or texts changed places in it",
        ))
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
        .after_help(after_help(&[
            ("inspect page.html", "what would be read from it"),
            ("inspect - --format rst", "the same from standard input"),
            (
                "inspect page.md --write-service some-store",
                "starts catalog/some-store from it",
            ),
        ]))
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

/// An argument that is there or not.
pub fn flag(name: &'static str, help: &'static str) -> Arg {
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
