//! The `service.toml` that an inspected document leads to, and the folder of a new service.
//!
//! Knows what a curator has to write by hand, and writes as much of it as the document tells.

use super::Seen;
use crate::cli::{Inspect, format_name};
use crate::console::Console;
use crate::disk::lock::{self, Use};
use crate::disk::write::{Change, RealDisk};
use crate::exit::Exit;
use crate::problem;
use crate::regen::{commit, stop};
use crate::report::count;
use crate::root;
use crate::show::finding::Sources;
use error_tables::document::Block;
use error_tables::problem::Finding;
use error_tables::read::{self, detect};
use std::fmt::Write as _;
use std::path::Path;

/// The file, ready to paste. What the document does not tell is left to write.
pub fn toml(seen: &Seen) -> String {
    let name = file_name(seen);
    let title = string(&title(seen));
    let mut out = format!(
        "title = {title}\n\n[[documents]]\npath = {}\ntitle = {title}\n",
        string(&format!("documents/{name}"))
    );
    out.push_str("unpublished = \"write `published = \\\"https://…\\\"` instead where the address is known\"\n");
    if detect::format(&name, &seen.text) != seen.format {
        let _ = writeln!(out, "format = \"{}\"", format_name(seen.format));
    }
    out
}

/// Starts the folder of the service `id`: its `service.toml`, and the document as it is. Refuses a document without
/// errors, from which no service could be made.
pub fn write(id: &str, seen: &Seen, call: &Inspect, console: &mut Console) -> Exit {
    if seen.found.is_empty() && seen.rows.is_empty() {
        return stop(&[no_errors(seen)], &Sources::new(), console);
    }
    match folder(id, seen, call) {
        Ok(path) => {
            console.say(&format!(
                "new {path}/service.toml\nnew {path}/documents/{}\n",
                file_name(seen)
            ));
            let open = match seen.problems().len() {
                0 => String::new(),
                problems => format!(", settle its {}", count(problems, "problem")),
            };
            console.say(&format!(
                "next: look through service.toml{open}, then cargo xtask regen\n"
            ));
            Exit::Done
        }
        Err(problems) => stop(&problems, &Sources::new(), console),
    }
}

fn no_errors(seen: &Seen) -> Finding {
    let what = format!(
        "no errors were found in it, read as {}, so that no service can start from it",
        format_name(seen.format)
    );
    let help = "is it the right file? without `--write-service`, `inspect` shows what is read from it; `--format` reads it \
                as another format";
    problem::of_file(&seen.path, what, help)
}

fn folder(id: &str, seen: &Seen, call: &Inspect) -> Result<String, Vec<Finding>> {
    let path = format!("catalog/{id}");
    let refuse = |what: String, help: &str| Err(vec![problem::of_file(&path, what, help)]);
    if !is_id(id) {
        let help = "an id is of lower-case letters and digits, in words with hyphens between them";
        return refuse(format!("`{id}` is no id of a service"), help);
    }
    let root = root::find(call.root.clone()).map_err(|problem| vec![problem])?;
    let locked = lock::take(&root, Use::Write, || ());
    let _lock =
        locked.map_err(|error| vec![problem::of_system(lock::FILE, "cannot be locked", &error)])?;
    let at = root.join(&path);
    if at.exists() {
        let help = "take another id, or add the document to the service.toml that is there";
        return refuse("the service is there already".to_owned(), help);
    }
    let changes = [
        Change::Write {
            path: at.join("service.toml"),
            bytes: toml(seen).into_bytes(),
        },
        Change::Write {
            path: at.join("documents").join(file_name(seen)),
            bytes: seen.bytes.clone(),
        },
    ];
    commit(&mut RealDisk, &root, &[], &changes)?;
    Ok(path)
}

/// Whether `id` can be the name of a folder, a feature and, with `_` for `-`, a module.
fn is_id(id: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    id.starts_with(|c: char| c.is_ascii_lowercase()) && id.split('-').all(word)
}

/// The name of the document in its new folder.
fn file_name(seen: &Seen) -> String {
    let name = Path::new(&seen.path)
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or("-");
    if name == "-" {
        "document.txt".to_owned()
    } else {
        name.to_owned()
    }
}

/// What the document calls itself: its first heading.
fn title(seen: &Seen) -> String {
    let document = read::read(&seen.text, seen.format);
    let heading = document.blocks.iter().find_map(|block| match block {
        Block::Heading(heading) => Some(heading.text.text.clone()),
        _ => None,
    });
    heading.unwrap_or_else(|| file_name(seen))
}

/// `text` as a TOML string.
fn string(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
