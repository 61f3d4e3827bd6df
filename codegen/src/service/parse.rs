//! Reads `service.toml`, and says everything that is wrong with it at once.
//!
//! Knows the keys of services and documents. Knows nothing of disk or catalogs; decisions are read beside it.

use super::decision_keys::Decisions;
use super::{DocumentSpec, Service};
use crate::document::Format;
use crate::keys::{Fields, Reader, Value};
use crate::problem::Finding;
use crate::spelling::visible;
use std::collections::BTreeMap;

const SERVICE: &[&str] = &["title", "documents", "decisions"];
const DOCUMENT: &[&str] = &[
    "path",
    "title",
    "publisher",
    "published",
    "unpublished",
    "licence",
    "format",
    "status",
];
const FORMATS: &[(&str, Format)] = &[
    ("markdown", Format::Markdown),
    ("html", Format::Html),
    ("rst", Format::Rst),
    ("text", Format::Text),
];

/// The service that `text` describes.
///
/// # Errors
///
/// All problems of the file, each at its line and column with the keys or values that would be right. Their `path` is
/// empty; the caller knows it.
pub fn parse(text: &str) -> Result<Service, Vec<Finding>> {
    let mut reader = Reader::new(text);
    let service = service(&mut reader);
    match service {
        Some(service) if reader.is_fine() => Ok(service),
        _ => Err(reader.finish()),
    }
}

/// The documents that `text` names, in their order, as far as each can be read: whatever else is wrong with the file, it can
/// be seen whether they are there.
pub fn documents(text: &str) -> Vec<DocumentSpec> {
    let mut reader = Reader::new(text);
    let table = reader.parse();
    let items = table.as_ref().map(|table| {
        let fields = reader.fields(table.get_ref(), 0, "a service", SERVICE);
        reader.items(fields, "documents")
    });
    let items = items.unwrap_or_default().iter();
    let specs = items.filter_map(|item| document(&mut reader, item));
    specs.filter(|spec| fault(&spec.path).is_none()).collect()
}

fn service(reader: &mut Reader<'_>) -> Option<Service> {
    let table = reader.parse()?;
    let fields = reader.fields(table.get_ref(), 0, "a service", SERVICE);
    let title = reader.required(fields, "title");
    let documents = all_documents(reader, fields);
    let names: Vec<&str> = documents.iter().map(DocumentSpec::file_name).collect();
    let decisions = Decisions::new(&names).read(reader, fields);
    Some(Service {
        title: title?,
        documents,
        decisions,
    })
}

/// The documents, all of whose file names differ.
fn all_documents<'t>(reader: &mut Reader<'t>, fields: Fields<'_, 't>) -> Vec<DocumentSpec> {
    let items = reader.items(fields, "documents");
    let value = fields.get("documents");
    if items.is_empty() && value.is_none_or(|it| it.get_ref().is_array()) {
        let help = "for each document:\n[[documents]]\npath = \"documents/…\"\ntitle = \"…\"";
        reader.problem(fields.at("documents"), "a service has a document", help);
    }
    let mut seen = BTreeMap::new();
    let mut documents = Vec::with_capacity(items.len());
    for item in items {
        let Some(spec) = document(reader, item) else {
            continue;
        };
        let name = spec.file_name().to_owned();
        if let Some(path) = seen.insert(name.clone(), spec.path.clone()) {
            let what = format!("two documents are named `{}`", visible(&name));
            let help = format!(
                "the catalog tells documents apart by their file names; the other one is `{}`",
                visible(&path)
            );
            reader.problem(item.span().start, what, help);
        }
        documents.push(spec);
    }
    documents
}

fn document<'t>(reader: &mut Reader<'t>, value: &Value<'t>) -> Option<DocumentSpec> {
    let fields = reader.table(value, "a document", DOCUMENT)?;
    let path = reader.required(fields, "path");
    if let Some(path) = &path {
        check_path(reader, fields.value_at("path"), path);
    }
    let title = reader.required(fields, "title");
    let publisher = reader.text(fields, "publisher");
    let address = address(reader, fields);
    let licence = reader.text(fields, "licence");
    let format = format(reader, fields);
    let status = fields
        .get("status")
        .and_then(|value| reader.status(value, "status"));
    Some(DocumentSpec {
        at: reader.pos(fields.at),
        path: path?,
        title: title?,
        publisher,
        published: address.0,
        unpublished: address.1,
        licence,
        format,
        status,
    })
}

/// Where a document stands, or why that is not said; not both.
fn address<'t>(
    reader: &mut Reader<'t>,
    fields: Fields<'_, 't>,
) -> (Option<String>, Option<String>) {
    let published = reader.text(fields, "published");
    let unpublished = reader.text(fields, "unpublished");
    if let Some(address) = &published {
        let rest = address.strip_prefix("https://").unwrap_or_default();
        if rest.is_empty() || address.contains(|c: char| c.is_whitespace() || c.is_control()) {
            reader.problem(
                fields.value_at("published"),
                "`published` is an address that begins with `https://`",
                "where no address is known, say so: unpublished = \"why\"",
            );
        }
        if unpublished.is_some() {
            reader.problem(
                fields.at("unpublished"),
                "a document has `published` or `unpublished`, not both",
                "take out the one that does not hold",
            );
        }
    }
    (published, unpublished)
}

fn format<'t>(reader: &mut Reader<'t>, fields: Fields<'_, 't>) -> Option<Format> {
    let name = reader.text(fields, "format")?;
    let format = FORMATS.iter().find(|(it, _)| *it == name);
    if format.is_none() {
        let names: Vec<&str> = FORMATS.iter().map(|(it, _)| *it).collect();
        reader.problem(
            fields.value_at("format"),
            format!("`{}` is no format", visible(&name)),
            format!("the formats are {}", crate::keys::list(&names)),
        );
    }
    format.map(|(_, format)| *format)
}

/// A path must stay in the folder `documents` of the service, whatever the system it is used on.
fn check_path(reader: &mut Reader<'_>, at: usize, path: &str) {
    if let Some(what) = fault(path) {
        reader.problem(
            at,
            format!("the path `{}` {what}", visible(path)),
            "documents stand in the folder of the service, under `documents/`, with `/` between the parts",
        );
    }
}

/// What is wrong with the path of a document.
fn fault(path: &str) -> Option<&'static str> {
    if path.contains('\\') || path.contains(':') || path.chars().any(char::is_control) {
        Some("holds a character that no path here may have")
    } else if path.starts_with('/') {
        Some("is absolute")
    } else if path.split('/').any(|part| part == "..") {
        Some("leads out of its folder")
    } else if path.split('/').any(|part| matches!(part, "" | ".")) {
        Some("has an empty part")
    } else if !path.starts_with("documents/") {
        Some("is not under `documents/`")
    } else {
        None
    }
}
