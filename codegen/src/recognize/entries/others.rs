//! Entries that stand among errors, begin like them, and are something else: files, functions, settings.
//!
//! Knows how these are named and spoken of. Knows nothing of what makes entries errors; `lists` does.

use super::entry::Entry;

/// The ends of names of files, in small letters.
const FILES: &[&str] = &[
    ".c", ".cc", ".cpp", ".go", ".h", ".hpp", ".html", ".java", ".js", ".json", ".md", ".py",
    ".rb", ".rs", ".rst", ".ts", ".txt", ".xml", ".yaml", ".yml",
];

/// First words of texts that say what a function does.
const DOES: &[&str] = &[
    "adds", "checks", "closes", "creates", "frees", "gets", "opens", "prints", "reads", "removes",
    "returns", "sends", "sets", "writes",
];

/// What texts say of settings.
const DEFAULTS: &[&str] = &[
    "defaults to",
    "default is",
    "default: ",
    "default value",
    "by default",
    "默认值",
    "默认为",
];

/// Whether half of `entries` or more are files, or functions, or settings.
pub fn are_others(entries: &[&Entry]) -> bool {
    let most =
        |is: fn(&Entry) -> bool| entries.iter().filter(|it| is(it)).count() * 2 >= entries.len();
    !entries.is_empty() && (most(is_file) || most(is_function) || most(is_setting))
}

/// Whether the name is that of a file.
fn is_file(entry: &Entry) -> bool {
    FILES.iter().any(|it| entry.name.code.ends_with(it))
}

/// Whether the text says what a function does.
fn is_function(entry: &Entry) -> bool {
    let text = entry.text();
    let first = text.split_whitespace().next().unwrap_or_default();
    DOES.contains(&first.to_lowercase().as_str())
}

/// Whether the text says what holds where nothing is set.
fn is_setting(entry: &Entry) -> bool {
    let text = entry.text().to_lowercase();
    DEFAULTS.iter().any(|it| text.contains(it))
}
