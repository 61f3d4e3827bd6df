//! How `explain` is called.
//!
//! Knows the words of its command line. Knows nothing of what they do.

use crate::cli::flag;
use clap::builder::NonEmptyStringValueParser;
use clap::{Arg, ArgMatches, Command, value_parser};
use std::path::PathBuf;

/// `explain`. At least one of code, message and body is given.
#[derive(Debug, PartialEq, Eq)]
pub struct Call {
    /// `--root`.
    pub root: Option<PathBuf>,
    /// The code.
    pub code: Option<String>,
    /// `--service`: the only service to look at.
    pub service: Option<String>,
    /// `--message`: what was sent with the code.
    pub message: Option<String>,
    /// `--body`: the file that holds a response, from which code and message are taken; `-` is standard input. Never
    /// beside a code.
    pub body: Option<PathBuf>,
    /// How it is answered.
    pub form: Form,
}

/// How an answer is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Text for people.
    Text,
    /// `--json`: one object for programs.
    Json,
}

/// The call that `matches` are.
pub fn call(root: Option<PathBuf>, matches: &ArgMatches) -> Call {
    let text = |name| matches.get_one::<String>(name).cloned();
    let code = text("code");
    let input = code.as_deref() == Some("-");
    Call {
        root,
        service: text("service"),
        message: text("message"),
        body: match matches.get_one("body").cloned() {
            None if input => Some(PathBuf::from("-")),
            body => body,
        },
        code: code.filter(|_| !input),
        form: if matches.get_flag("json") {
            Form::Json
        } else {
            Form::Text
        },
    }
}

/// The command.
pub fn command() -> Command {
    let text = |name: &'static str| Arg::new(name).value_parser(NonEmptyStringValueParser::new());
    let option = |name: &'static str| text(name).long(name);
    Command::new("explain")
        .about(
            "What is known of an error: by its code, its message, or the response that it came in",
        )
        .arg(
            text("code")
                .value_name("CODE")
                .required_unless_present_any(["message", "body"])
                .help("The code, as the service sends it; `-` is a response on standard input"),
        )
        .arg(
            option("service")
                .value_name("ID")
                .help("Look at this service alone [default: at all of them]"),
        )
        .arg(
            option("message")
                .value_name("TEXT")
                .help("What was sent as the message: shows the documented case that it belongs to"),
        )
        .arg(
            Arg::new("body")
                .long("body")
                .value_name("FILE")
                .conflicts_with("code")
                .value_parser(value_parser!(PathBuf))
                .help("A response, XML or JSON, with or without its head; `-` is standard input"),
        )
        .arg(flag("json", "Print one JSON object, for programs"))
}
