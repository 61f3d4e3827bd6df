//! Whether what was received is a new edition of the document, and not something else in its place.
//!
//! Knows formats, rows and codes. Knows nothing of where either comes from.

use super::Refusal;
use crate::cli::format_name;
use error_tables::document::Format;
use error_tables::merge::{self, Given, Input, Losses, is_loss};
use error_tables::read::{self, detect};
use error_tables::recognize;
use error_tables::service::{DocumentSpec, Service};
use std::collections::BTreeSet;

/// What a document holds.
#[derive(Debug, PartialEq, Eq)]
pub struct Holds {
    /// The rows that are seen in it, counted as `regen` counts them.
    pub rows: usize,
    /// Their codes.
    codes: BTreeSet<String>,
}

/// What the edition `text` of the document `spec` holds, of which `old` is the edition before; `None` for that where there
/// is none that can be read.
///
/// # Errors
/// It is no edition of this document, or lost too much of what was in it.
pub fn judge(
    service: &Service,
    spec: &DocumentSpec,
    old: Option<&str>,
    text: &str,
    losses: Losses,
) -> Result<(Option<Holds>, Holds), Refusal> {
    same_format(spec, old, text)?;
    let old = old.map(|old| holds(service, spec, old));
    let new = holds(service, spec, text);
    if new.rows == 0 {
        let what = "no errors are found in what was received: it is another page";
        return Err(Refusal::of_document(what, SEE));
    }
    if let (Some(old), Losses::Refuse) = (&old, losses) {
        no_loss(old, &new)?;
    }
    Ok((old, new))
}

/// What to do about a page that is not the document.
pub(super) const SEE: &str = "look at the address in a browser; if the document moved, write its address as \
`published`, and if it is right so, put it in place by hand and run: cargo xtask regen";

/// Refuses another format, whether by name and content, which is how it would be read, or by its content alone.
fn same_format(spec: &DocumentSpec, old: Option<&str>, text: &str) -> Result<(), Refusal> {
    let by_name = |text| detect::format(&spec.path, text);
    let by_content = |text| detect::format("", text);
    let pairs = match old {
        Some(old) => vec![
            (by_name(old), by_name(text)),
            (by_content(old), by_content(text)),
        ],
        None => expected(spec)
            .map(|it| (it, page_or(it, by_name(text))))
            .into_iter()
            .collect(),
    };
    let Some((old, new)) = pairs.into_iter().find(|(old, new)| old != new) else {
        return Ok(());
    };
    let (old, new) = (format_name(old), format_name(new));
    let what = format!("the document is {old}, and what was received is {new}");
    Err(Refusal::of_document(what, SEE))
}

/// What a document shall be of which there is no edition yet, as far as `format` and its name tell.
fn expected(spec: &DocumentSpec) -> Option<Format> {
    let by_name = detect::format(&spec.path, "");
    spec.format
        .or_else(|| (by_name != Format::Text).then_some(by_name))
}

/// A page where one was `received`, and else what was expected: nothing else can be told without an edition before.
fn page_or(expected: Format, received: Format) -> Format {
    match received {
        Format::Html => received,
        _ => expected,
    }
}

fn holds(service: &Service, spec: &DocumentSpec, text: &str) -> Holds {
    let format = spec
        .format
        .unwrap_or_else(|| detect::format(&spec.path, text));
    let alone = Service {
        documents: vec![spec.clone()],
        ..service.clone()
    };
    let merged = merge::merge(Input {
        id: "",
        folder: "",
        service: &alone,
        documents: vec![Given {
            sha256: String::new(),
            text,
            reading: recognize::recognize(&read::read(text, format)),
        }],
        before: None,
        version: "",
        losses: Losses::Accept,
    });
    Holds {
        rows: merged.documents.iter().map(|it| it.rows).sum(),
        codes: merged.catalog.codes.into_keys().collect(),
    }
}

/// Refuses an edition that lost more than a tenth of its rows or of its codes, and more than one.
fn no_loss(old: &Holds, new: &Holds) -> Result<(), Refusal> {
    let lost = old.rows.saturating_sub(new.rows);
    let gone: Vec<&String> = old.codes.difference(&new.codes).collect();
    let what = if is_loss(old.rows, lost) {
        format!("it has {} rows and had {}", new.rows, old.rows)
    } else if is_loss(old.codes.len(), gone.len()) {
        format!("{} of its {} codes are gone", gone.len(), old.codes.len())
    } else {
        return Ok(());
    };
    let help = format!(
        "{}look at the address in a browser; if it is right so: cargo xtask fetch --accept-loss",
        named(&gone)
    );
    Err(Refusal::of_document(
        format!("{what}: it may be cut off, or another page"),
        help,
    ))
}

/// How many of the codes that are gone are named.
const NAMED: usize = 10;

/// The codes that are gone, as a line.
fn named(gone: &[&String]) -> String {
    let names: Vec<&str> = gone.iter().take(NAMED).map(|it| it.as_str()).collect();
    match gone.len() - names.len() {
        0 if names.is_empty() => String::new(),
        0 => format!("it has no {} any more\n", names.join(", ")),
        more => format!("it has no {} and {more} more any more\n", names.join(", ")),
    }
}
