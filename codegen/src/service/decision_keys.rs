//! Reads the decisions of `service.toml`.
//!
//! Knows the keys of each decision and what can be wrong with one on its face: a repair that changes more than white
//! space, pieces that are not what the message holds. Knows nothing of rows: whether a decision is needed is for the
//! merge to see.

use super::{Change, Decision, Only};
use crate::keys::{Fields, Reader, Value, list};
use crate::plain::one_line;
use crate::rows::Field;
use crate::spelling::visible;
use crate::told::{BETWEEN, COLUMNS, Column, Told};

/// What tells a decision apart, and the keys it may have; a `reason` is always one of them.
const KINDS: &[(&str, &[&str])] = &[
    ("repair", &["repair", "as", "document", "reason"]),
    ("split", &["split", "into", "document", "code", "reason"]),
    (
        "text",
        &["text", "belongs_to", "document", "code", "reason"],
    ),
    ("statuses_of", &["statuses_of", "are", "document", "reason"]),
    ("skip", &["skip", "document", "reason"]),
    (
        "table",
        &["table", "under", "columns", "document", "reason"],
    ),
    ("variant", &["variant", "as", "reason"]),
    ("retire", &["retire", "in", "reason"]),
    ("replaced", &["replaced", "by", "reason"]),
];

/// The fields that a paragraph can belong to.
const OWNERS: &[(&str, Field)] = &[
    ("message", Field::Message),
    ("cause", Field::Cause),
    ("solution", Field::Solution),
];

/// What a document may put between the messages that it joins.
const JOINTS: &[&str] = &[
    "or", "and", "and/or", "/", "|", ",", ";", "或", "或者", "和",
];

/// Reads decisions about the documents that have these file names.
pub(super) struct Decisions<'d> {
    documents: &'d [&'d str],
}

impl<'d> Decisions<'d> {
    pub(super) fn new(documents: &'d [&'d str]) -> Self {
        Self { documents }
    }

    /// The decisions of the file that can be read; what is wrong with the others is noted.
    pub(super) fn read<'t>(&self, reader: &mut Reader<'t>, file: Fields<'_, 't>) -> Vec<Decision> {
        let items = reader.items(file, "decisions");
        items
            .iter()
            .filter_map(|item| self.decision(reader, item))
            .collect()
    }

    fn decision<'t>(&self, reader: &mut Reader<'t>, value: &Value<'t>) -> Option<Decision> {
        let (kind, keys) = kind(reader, value)?;
        let fields = reader.table(value, "such a decision", keys)?;
        let reason = reader.required(fields, "reason");
        let only = self.only(reader, fields);
        let change = change(reader, fields, kind);
        Some(Decision {
            at: reader.pos(fields.at(kind)),
            reason: reason?,
            only,
            change: change?,
        })
    }

    fn only<'t>(&self, reader: &mut Reader<'t>, fields: Fields<'_, 't>) -> Only {
        let document = reader.text(fields, "document");
        if let Some(name) = &document
            && !self.documents.contains(&name.as_str())
        {
            let what = format!("the service has no document `{}`", visible(name));
            let help = format!("its documents are {}", list(self.documents));
            reader.problem(fields.value_at("document"), what, help);
        }
        let code = reader.text(fields, "code");
        Only { document, code }
    }
}

/// Which decision `value` is, and the keys it may have.
fn kind<'t>(
    reader: &mut Reader<'t>,
    value: &Value<'t>,
) -> Option<(&'static str, &'static [&'static str])> {
    let names: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
    let Some(table) = value.get_ref().as_table() else {
        reader.problem(
            value.span().start,
            "a decision is a table",
            "write it as\n[[decisions]]\n… = \"…\"\nreason = \"…\"",
        );
        return None;
    };
    let mut found = KINDS.iter().filter(|(name, _)| table.contains_key(*name));
    if let (Some(kind), None) = (found.next(), found.next()) {
        return Some(*kind);
    }
    reader.problem(
        value.span().start,
        "this decision does not say what it does",
        format!("a decision has exactly one of the keys {}", list(&names)),
    );
    None
}

fn change<'t>(reader: &mut Reader<'t>, fields: Fields<'_, 't>, kind: &str) -> Option<Change> {
    match kind {
        "repair" => repair(reader, fields),
        "split" => split(reader, fields),
        "text" => owner(reader, fields),
        "statuses_of" => statuses(reader, fields),
        "skip" => Some(Change::Skip {
            code: reader.text(fields, "skip")?,
        }),
        "table" => table(reader, fields),
        "variant" => variant(reader, fields),
        "replaced" => replaced(reader, fields),
        _ => retire(reader, fields),
    }
}

/// A repair takes out white space and does nothing else.
fn repair<'t>(reader: &mut Reader<'t>, fields: Fields<'_, 't>) -> Option<Change> {
    let from = reader.text(fields, "repair");
    let to = reader.required(fields, "as");
    let (from, to) = (from?, to?);
    let bare = |text: &str| -> String { text.split_whitespace().collect() };
    if bare(&from) != bare(&to) {
        reader.problem(
            fields.value_at("as"),
            "a repair may take out white space and nothing else",
            "a code keeps the spelling of its document, misprints and all",
        );
    } else if from == to {
        reader.problem(fields.value_at("as"), "this repair changes nothing", "`repair` is the code as the document has it, `as` the same without the white space of a line wrap");
    }
    Some(Change::Repair { from, to })
}

/// The pieces of a split are what the message holds.
fn split<'t>(reader: &mut Reader<'t>, fields: Fields<'_, 't>) -> Option<Change> {
    let message = reader.text(fields, "split");
    reader.present(fields, "into")?;
    let into = reader.texts(fields, "into");
    let message = one_line(&message?);
    let into: Vec<String> = into.iter().map(|it| one_line(it)).collect();
    if into.len() < 2 {
        let at = fields.value_at("into");
        reader.problem(
            at,
            "a split makes two messages or more of one",
            "into = [\"…\", \"…\"]",
        );
    } else if let Some(what) = misfit(&message, &into) {
        reader.problem(
            fields.value_at("into"),
            what,
            format!(
                "the pieces are the message, in order, with nothing left out but what joins them ({})",
                list(JOINTS)
            ),
        );
    }
    Some(Change::Split { message, into })
}

/// Why `pieces` are not what `message` holds; `None` where they are.
fn misfit(message: &str, pieces: &[String]) -> Option<String> {
    let mut rest = message;
    for (index, piece) in pieces.iter().enumerate() {
        let found = rest
            .match_indices(piece.as_str())
            .find(|(at, _)| joins(rest.get(..*at).unwrap_or_default(), index));
        let Some((at, _)) = found.filter(|_| !piece.is_empty()) else {
            return Some(format!(
                "the message does not go on with `{}`",
                visible(piece)
            ));
        };
        rest = rest.get(at + piece.len()..).unwrap_or_default();
    }
    (!rest.is_empty()).then(|| format!("the pieces leave `{}` out", visible(rest.trim())))
}

/// Whether `gap` may stand before the piece with this index: nothing before the first, a joint before the others.
fn joins(gap: &str, index: usize) -> bool {
    if index == 0 {
        return gap.is_empty();
    }
    let word = gap.trim();
    let is_word = word.bytes().all(|it| it.is_ascii_alphabetic());
    JOINTS.contains(&word) && (!is_word || (gap.starts_with(' ') && gap.ends_with(' ')))
}

fn owner<'t>(reader: &mut Reader<'t>, fields: Fields<'_, 't>) -> Option<Change> {
    let text = reader.text(fields, "text");
    let name = reader.required(fields, "belongs_to")?;
    let Some((_, field)) = OWNERS.iter().find(|(it, _)| *it == name) else {
        let names: Vec<&str> = OWNERS.iter().map(|(it, _)| *it).collect();
        reader.problem(
            fields.value_at("belongs_to"),
            format!("a paragraph cannot belong to `{}`", visible(&name)),
            format!("it belongs to one of {}", list(&names)),
        );
        return None;
    };
    Some(Change::Owner {
        text: one_line(&text?),
        field: *field,
    })
}

fn statuses<'t>(reader: &mut Reader<'t>, fields: Fields<'_, 't>) -> Option<Change> {
    let code = reader.text(fields, "statuses_of");
    reader.present(fields, "are")?;
    let items = reader.items(fields, "are");
    let mut are: Vec<u16> = Vec::with_capacity(items.len());
    for item in items {
        let Some(status) = reader.status(item, "are") else {
            continue;
        };
        if are.contains(&status) {
            reader.problem(
                item.span().start,
                format!("{status} stands here twice"),
                "take one of them out",
            );
        }
        are.push(status);
    }
    if items.is_empty() {
        reader.problem(
            fields.value_at("are"),
            "a code has a status",
            "write one or more: are = [400]",
        );
    }
    Some(Change::Statuses { code: code?, are })
}

/// A table has a column for each head, one of them the code, and no field twice; one without errors has none.
fn table<'t>(reader: &mut Reader<'t>, fields: Fields<'_, 't>) -> Option<Change> {
    let heads = reader.text(fields, "table")?;
    let under = reader.text(fields, "under");
    reader.present(fields, "columns")?;
    let words = reader.texts(fields, "columns");
    let heads: Vec<String> = heads
        .split(BETWEEN)
        .map(|it| it.trim().to_owned())
        .collect();
    let known = |word: &String| COLUMNS.iter().find(|(it, _)| it == word).map(|it| it.1);
    let columns: Vec<Column> = words.iter().filter_map(known).collect();
    let at = fields.value_at("columns");
    let again = |(index, column): (usize, &Column)| {
        *column != Column::Other && columns.iter().take(index).any(|it| it == column)
    };
    let names: Vec<&str> = COLUMNS.iter().map(|(it, _)| *it).collect();
    let what = if columns.len() != words.len() {
        format!("a column holds one of {}", list(&names))
    } else if columns.is_empty() {
        return Some(Change::Table(Told {
            heads,
            under,
            columns,
        }));
    } else if columns.len() != heads.len() {
        format!(
            "{} columns stand under {} heads",
            columns.len(),
            heads.len()
        )
    } else if columns.iter().enumerate().any(again) {
        "two columns hold the same".to_owned()
    } else if !columns.contains(&Column::Field(Field::Code)) {
        "no column holds the code".to_owned()
    } else {
        return Some(Change::Table(Told {
            heads,
            under,
            columns,
        }));
    };
    let help = "a column for each head, \"\" where nothing of it is read; no columns where the table holds no errors";
    reader.problem(at, what, help);
    None
}

fn variant<'t>(reader: &mut Reader<'t>, fields: Fields<'_, 't>) -> Option<Change> {
    let code = reader.text(fields, "variant");
    let name = reader.required(fields, "as")?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || it == b'_');
    if !is_name {
        reader.problem(
            fields.value_at("as"),
            format!("`{}` is no name of a variant", visible(&name)),
            "a name has ASCII letters, digits and underscores, a letter first",
        );
    }
    Some(Change::Variant { code: code?, name })
}

fn retire<'t>(reader: &mut Reader<'t>, fields: Fields<'_, 't>) -> Option<Change> {
    let code = reader.text(fields, "retire");
    let version = reader.required(fields, "in")?;
    if !is_version(&version) {
        reader.problem(
            fields.value_at("in"),
            format!("`{}` is no version", visible(&version)),
            "a version has three numbers, such as 0.1.0",
        );
    }
    Some(Change::Retire {
        code: code?,
        version,
    })
}

fn replaced<'t>(reader: &mut Reader<'t>, fields: Fields<'_, 't>) -> Option<Change> {
    let code = reader.text(fields, "replaced");
    let by = reader.required(fields, "by");
    let (code, by) = (code?, by?);
    if code == by {
        let what = "a code cannot take its own place";
        reader.problem(
            fields.value_at("by"),
            what,
            "name the code that came after it",
        );
    }
    Some(Change::Replaced { code, by })
}

/// Whether `text` is three numbers with points between them.
fn is_version(text: &str) -> bool {
    let number = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    text.split('.').count() == 3 && text.split('.').all(number)
}
