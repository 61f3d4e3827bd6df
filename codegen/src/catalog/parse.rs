//! Reads `codes.toml` back, and refuses what the printer would not have written.
//!
//! Knows the keys of the file. Knows nothing of documents.

use super::difference::difference;
use super::{Case, Catalog, Code, Source, print, printed};
use crate::keys::{Fields, Reader, Value};
use crate::problem::Finding;
use crate::spelling::visible;
use std::collections::{BTreeMap, BTreeSet};

/// What to do about a file that nobody should have touched.
const RESTORE: &str =
    "nobody but `cargo xtask regen` writes this file: take it back with `git checkout`";

const CATALOG: &[&str] = &["service", "title", "documents", "codes"];
const DOCUMENT: &[&str] = &["path", "sha256", "rows", "taken", "skipped"];
const CODE: &[&str] = &[
    "other_names",
    "retired",
    "replaced_by",
    "variant",
    "declared",
    "former_variants",
    "kind",
    "retry",
    "cases",
];
const CASE: &[&str] = &["status", "message", "cause", "solution", "documents"];

/// The catalog that `text` holds.
///
/// # Errors
///
/// All problems of the file. A file that says something, but not as [`print`](super::print()) would, is one problem at
/// its first line that differs, and `help` holds the difference. Their `path` is empty; the caller knows it.
pub fn parse(text: &str) -> Result<Catalog, Vec<Finding>> {
    // What prints as the same bytes was read rightly, however it was read.
    if let Some(catalog) = printed::read(text).filter(|it| print(it) == text) {
        return Ok(catalog);
    }
    let catalog = read(text)?;
    match difference(text, &print(&catalog)) {
        Some(finding) => Err(vec![finding]),
        None => Ok(catalog),
    }
}

/// The catalog that `text` holds, in whatever form: edited by hand, or printed by another version.
///
/// # Errors
///
/// All problems of the file. Their `path` is empty; the caller knows it.
pub fn read(text: &str) -> Result<Catalog, Vec<Finding>> {
    let mut reader = Reader::new(text);
    let catalog = catalog(&mut reader);
    match catalog {
        Some(catalog) if reader.is_fine() => Ok(catalog),
        _ => Err(reader.finish()),
    }
}

fn catalog(reader: &mut Reader<'_>) -> Option<Catalog> {
    let table = reader.parse()?;
    let fields = reader.fields(table.get_ref(), 0, "a catalog", CATALOG);
    let service = reader.required(fields, "service");
    let title = reader.required(fields, "title");
    let items = reader.items(fields, "documents");
    let mut paths = BTreeSet::new();
    let mut documents: Vec<Source> = Vec::with_capacity(items.len());
    for item in items {
        let Some(source) = document(reader, item) else {
            continue;
        };
        if !paths.insert(source.path.clone()) {
            let what = format!("the document `{}` stands here twice", visible(&source.path));
            reader.problem(item.span().start, what, RESTORE);
        }
        documents.push(source);
    }
    let codes = codes(reader, fields);
    Some(Catalog {
        service: service?,
        title: title?,
        documents,
        codes,
    })
}

fn document<'t>(reader: &mut Reader<'t>, value: &Value<'t>) -> Option<Source> {
    let fields = reader.table(value, "a document", DOCUMENT)?;
    let path = reader.required(fields, "path");
    let sha256 = reader.required(fields, "sha256");
    let mut count = |key| {
        let value = reader.present(fields, key)?;
        reader.number(value, key)
    };
    let (rows, taken, skipped) = (count("rows"), count("taken"), count("skipped"));
    Some(Source {
        path: path?,
        sha256: sha256?,
        rows: rows?,
        taken: taken?,
        skipped: skipped?,
    })
}

fn codes<'t>(reader: &mut Reader<'t>, fields: Fields<'_, 't>) -> BTreeMap<String, Code> {
    let Some(value) = fields.get("codes") else {
        return BTreeMap::new();
    };
    let Some(table) = value.get_ref().as_table() else {
        reader.problem(value.span().start, "`codes` is a table", RESTORE);
        return BTreeMap::new();
    };
    table
        .iter()
        .filter_map(|(name, value)| {
            let code = code(reader, name.get_ref(), value)?;
            Some((name.get_ref().clone().into_owned(), code))
        })
        .collect()
}

fn code<'t>(reader: &mut Reader<'t>, name: &str, value: &Value<'t>) -> Option<Code> {
    let fields = reader.table(value, "a code", CODE)?;
    let other_names = reader.texts(fields, "other_names");
    let retired = reader.text(fields, "retired");
    let replaced_by = reader.text(fields, "replaced_by");
    let variant = reader.text(fields, "variant");
    let declared = reader.text(fields, "declared");
    let former_variants = former_variants(reader, fields);
    let kind = reader.word(fields);
    let retry = reader.word(fields);
    let items = reader.items(fields, "cases");
    if items.is_empty() {
        let what = format!("the code `{}` has no case", visible(name));
        reader.problem(fields.at, what, RESTORE);
    }
    let cases = items.iter().filter_map(|item| case(reader, item)).collect();
    Some(Code {
        other_names: other_names.into_iter().collect(),
        retired,
        replaced_by,
        variant,
        declared,
        former_variants,
        kind,
        retry,
        cases,
    })
}

/// Names with the versions since which a variant has them no more.
fn former_variants<'t>(
    reader: &mut Reader<'t>,
    fields: Fields<'_, 't>,
) -> BTreeMap<String, String> {
    let key = "former_variants";
    let Some(value) = fields.get(key) else {
        return BTreeMap::new();
    };
    let Some(table) = value.get_ref().as_table() else {
        let what = format!("`{key}` is a table of names and versions");
        reader.problem(value.span().start, what, RESTORE);
        return BTreeMap::new();
    };
    table
        .iter()
        .filter_map(|(name, version)| {
            let version = reader.any_text(version, key)?;
            Some((name.get_ref().clone().into_owned(), version))
        })
        .collect()
}

fn case<'t>(reader: &mut Reader<'t>, value: &Value<'t>) -> Option<Case> {
    let fields = reader.table(value, "a case", CASE)?;
    let status = fields
        .get("status")
        .and_then(|value| reader.status(value, "status"));
    let message = reader.present(fields, "message");
    let message = message.and_then(|it| reader.any_text(it, "message"));
    let cause = reader.text(fields, "cause");
    let solution = reader.text(fields, "solution");
    let documents = reader.texts(fields, "documents");
    Some(Case {
        status,
        message: message?,
        cause,
        solution,
        documents,
    })
}
