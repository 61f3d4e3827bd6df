//! `fetch` on the command line.
//!
//! Knows its words. Knows nothing of what they do.

use super::follow::Way;
use crate::cli::{accept_loss, losses};
use clap::{Arg, ArgMatches, Command, value_parser};
use error_tables::merge::Losses;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// `fetch`.
#[derive(Debug, PartialEq, Eq)]
pub struct Call {
    /// `--root`.
    pub root: Option<PathBuf>,
    /// The ids of the services whose documents are fetched; none for all.
    pub services: Vec<String>,
    /// `--accept-loss`.
    pub losses: Losses,
    /// `--time`, and for tests `--stand-in`.
    pub way: Way,
}

/// How long a document may take, in seconds, where nothing else is said.
const TIME: &str = "60";

/// The command.
pub fn command() -> Command {
    Command::new("fetch")
        .about("New editions of the documents, from where service.toml says that they are published")
        .arg(
            Arg::new("service")
                .value_name("SERVICE")
                .num_args(0..)
                .help("The services whose documents are fetched [default: all]"),
        )
        .arg(accept_loss())
        .arg(
            Arg::new("time")
                .long("time")
                .value_name("SECONDS")
                .value_parser(value_parser!(u64).range(1..=3600))
                .default_value(TIME)
                .help("How long one document may take"),
        )
        .arg(
            Arg::new("stand-in")
                .long("stand-in")
                .value_name("ADDRESS")
                .value_parser(loopback)
                .hide(true)
                .help("The server of this machine that stands in for every host, in plain http; for tests"),
        )
}

/// The call that `matches` make in the tree `root`.
pub fn call(root: Option<PathBuf>, matches: &ArgMatches) -> Call {
    let services = matches.get_many("service").unwrap_or_default();
    Call {
        root,
        services: services.cloned().collect(),
        losses: losses(matches),
        way: Way {
            time: Duration::from_secs(matches.get_one("time").copied().unwrap_or_default()),
            stand_in: matches.get_one("stand-in").copied(),
        },
    }
}

/// An address of this machine.
fn loopback(text: &str) -> Result<SocketAddr, String> {
    let at: SocketAddr = text.parse().map_err(|_| "no address and port".to_owned())?;
    if at.ip().is_loopback() {
        Ok(at)
    } else {
        Err("no address of this machine".to_owned())
    }
}
