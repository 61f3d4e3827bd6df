//! What `fetch` says of each document.
//!
//! Knows counts and names. Knows nothing of how anything was fetched.

use super::{Edition, Fetched, Outcome};
use crate::report::count;
use crate::show::escape;
use error_tables::merge::Losses;
use std::fmt::Write as _;

const BOLD: &str = "\u{1b}[1m";
const RESET: &str = "\u{1b}[0m";

/// What came of every document of a service.
pub fn service(fetched: &Fetched) -> String {
    let mut out = format!("{BOLD}{}{RESET}\n", escape::line(&fetched.folder.id));
    let documents = fetched.documents.iter();
    let paths = documents.clone().map(|it| it.spec.path.chars().count());
    let width = paths.max().unwrap_or(0);
    for document in documents {
        let path = escape::line(&document.spec.path);
        let outcome = outcome(&document.outcome);
        let _ = writeln!(out, "  {path:width$}  {outcome}");
        if let Some(address) = &document.moved {
            let address = address.to_string();
            let address = escape::line(&address);
            let _ = writeln!(
                out,
                "    moved for good, to write into service.toml: published = \"{address}\""
            );
        }
    }
    out
}

fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Same => "unchanged".to_owned(),
        Outcome::Refused(_) => "refused, see below".to_owned(),
        Outcome::Unpublished(Some(why)) => format!("no address known: {}", escape::line(why)),
        Outcome::Unpublished(None) => {
            "no address known, and service.toml does not say why".to_owned()
        }
        Outcome::New(edition) => self::edition(edition),
    }
}

fn edition(edition: &Edition) -> String {
    let (size, rows) = (edition.bytes.len(), edition.holds.rows);
    match &edition.before {
        None => format!("new: {}, {}", count(size, "byte"), count(rows, "row")),
        Some((old, held)) => format!(
            "changed: {old} → {}, {} → {}",
            count(size, "byte"),
            held.rows,
            count(rows, "row")
        ),
    }
}

/// The line that says that the file `path` was written.
pub fn written(path: &str, edition: &Edition) -> String {
    let verb = if edition.before.is_none() {
        "new"
    } else {
        "changed"
    };
    format!("{verb} {}\n", escape::line(path))
}

/// The end of a run that wrote the files of `written`, one a line.
pub fn end(written: &str, losses: Losses) -> String {
    let accept = match losses {
        Losses::Accept => " --accept-loss",
        Losses::Refuse => "",
    };
    if written.is_empty() {
        "nothing changed\n".to_owned()
    } else {
        format!("{written}next: cargo xtask regen{accept}\n")
    }
}

/// How to take the new editions of the services of which no document was refused; empty where there are none.
pub fn others(fetched: &[Fetched]) -> String {
    let any = |service: &Fetched, is: fn(&Outcome) -> bool| {
        service.documents.iter().any(|it| is(&it.outcome))
    };
    let fine = fetched.iter().filter(|it| {
        any(it, |it| matches!(it, Outcome::New(_)))
            && !any(it, |it| matches!(it, Outcome::Refused(_)))
    });
    let ids: Vec<&str> = fine.map(|it| it.folder.id.as_str()).collect();
    if ids.is_empty() {
        return String::new();
    }
    let ids = ids.join(" ");
    format!(
        "to take the documents that were not refused: cargo xtask fetch {}\n",
        escape::line(&ids)
    )
}
