//! Reads TOML key by key and gathers everything that is wrong with it.
//!
//! Knows TOML tables and how to say what a value should have been. Knows nothing of what the keys mean. The tables are
//! walked by hand and not through serde because a deserializer stops at its first error, and a person who mends a file
//! wants to see all of them.

use crate::catalog::Word;
use crate::document::Pos;
use crate::limits::TOML_PROBLEMS;
use crate::problem::Finding;
use crate::spelling;
use std::cell::OnceCell;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A file being read, and what is wrong with it so far.
pub(crate) struct Reader<'t> {
    text: &'t str,
    starts: OnceCell<Vec<usize>>,
    findings: Vec<Finding>,
    left_off: usize,
}

/// A table with its place.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a, 't> {
    table: &'a DeTable<'t>,
    /// The first byte of it.
    pub(crate) at: usize,
    /// What it is, as a person would say.
    name: &'static str,
}

/// A value with its place.
pub(crate) type Value<'t> = Spanned<DeValue<'t>>;

impl<'t> Reader<'t> {
    /// A reader of `text`.
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            starts: OnceCell::new(),
            findings: Vec::new(),
            left_off: 0,
        }
    }

    /// The whole file as a table, or its problems where it is no TOML.
    pub(crate) fn parse(&mut self) -> Option<Spanned<DeTable<'t>>> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in &errors {
            let at = error.span().map_or(0, |span| span.start);
            self.problem(
                at,
                format!("this is no TOML: {}", error.message()),
                "see https://toml.io",
            );
        }
        errors.is_empty().then_some(table)
    }

    /// Notes a problem at the byte `at`.
    pub(crate) fn problem(&mut self, at: usize, what: impl Into<String>, help: impl Into<String>) {
        if self.findings.len() >= TOML_PROBLEMS {
            self.left_off += 1;
            return;
        }
        let at = self.pos(at);
        self.findings.push(Finding::problem(at, what, help));
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn is_fine(&self) -> bool {
        self.findings.is_empty()
    }

    /// Everything that is wrong, by place.
    pub(crate) fn finish(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|it| it.at);
        if let (Some(last), 1..) = (self.findings.last().cloned(), self.left_off) {
            self.findings.push(Finding {
                what: format!("{} more problems are not shown", self.left_off),
                help: String::new(),
                ..last
            });
        }
        self.findings
    }

    /// The place of the byte `at`.
    pub(crate) fn pos(&self, at: usize) -> Pos {
        let starts = self.starts.get_or_init(|| {
            let ends = self.text.match_indices('\n').map(|(end, _)| end + 1);
            std::iter::once(0).chain(ends).collect()
        });
        let line = starts.partition_point(|start| *start <= at);
        let start = starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.text.get(start..at).unwrap_or_default();
        Pos::new(line, before.chars().count() + 1)
    }

    /// `table` as the fields of a `name`; a key that is not in `valid` is a problem.
    pub(crate) fn fields<'a>(
        &mut self,
        table: &'a DeTable<'t>,
        at: usize,
        name: &'static str,
        valid: &[&str],
    ) -> Fields<'a, 't> {
        for key in table.keys() {
            if !valid.contains(&key.get_ref().as_ref()) {
                self.unknown(key.span(), key.get_ref(), name, valid);
            }
        }
        Fields { table, at, name }
    }

    /// The same for a value that should be a table.
    pub(crate) fn table<'a>(
        &mut self,
        value: &'a Value<'t>,
        name: &'static str,
        valid: &[&str],
    ) -> Option<Fields<'a, 't>> {
        let Some(table) = value.get_ref().as_table() else {
            self.mistyped(value, name, "a table");
            return None;
        };
        Some(self.fields(table, value.span().start, name, valid))
    }

    /// Notes an unknown key.
    fn unknown(&mut self, span: Range<usize>, key: &str, name: &str, valid: &[&str]) {
        let keys = format!("the keys of {name} are {}", list(valid));
        let near = valid.iter().find(|it| spelling::near(it, key).is_some());
        let help = match near {
            Some(near) => format!("did you mean `{near}`? {keys}"),
            None => keys,
        };
        let key = spelling::visible(key);
        self.problem(span.start, format!("{name} has no key `{key}`"), help);
    }

    /// Notes a value of another type than `wanted`.
    fn mistyped(&mut self, value: &Value<'t>, what: &str, wanted: &str) {
        let is = value.get_ref().type_str();
        let help = match wanted {
            "a text" => "write it in quotes: \"…\"",
            "an array" => "write it in brackets: […]",
            _ => {
                "write its keys in lines of their own below its name in brackets, or in braces: { … = … }"
            }
        };
        self.problem(
            value.span().start,
            format!("{what} is {wanted}, and this is of type {is}"),
            help,
        );
    }

    /// The text under `key`, which must not be empty; nothing where there is none.
    pub(crate) fn text(&mut self, fields: Fields<'_, 't>, key: &str) -> Option<String> {
        let value = fields.get(key)?;
        let text = self.any_text(value, key)?;
        if text.trim().is_empty() {
            self.problem(
                value.span().start,
                format!("`{key}` is empty"),
                "write something between its quotes",
            );
            return None;
        }
        Some(text)
    }

    /// The text of `value`, empty or not.
    pub(crate) fn any_text(&mut self, value: &Value<'t>, key: &str) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.mistyped(value, &format!("`{key}`"), "a text");
        }
        text
    }

    /// The text under `key`; a problem where there is none.
    pub(crate) fn required(&mut self, fields: Fields<'_, 't>, key: &str) -> Option<String> {
        self.present(fields, key)?;
        self.text(fields, key)
    }

    /// The value under `key`; a problem where there is none.
    pub(crate) fn present<'a>(
        &mut self,
        fields: Fields<'a, 't>,
        key: &str,
    ) -> Option<&'a Value<'t>> {
        let value = fields.get(key);
        if value.is_none() {
            let what = format!("{} needs `{key}`", fields.name);
            self.problem(fields.at, what, format!("add a line to it: {key} = …"));
        }
        value
    }

    /// The whole number of `value`.
    pub(crate) fn number(&mut self, value: &Value<'t>, key: &str) -> Option<usize> {
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|it| usize::from_str_radix(it.as_str(), it.radix()).ok());
        if number.is_none() {
            self.mistyped_number(value, key);
        }
        number
    }

    fn mistyped_number(&mut self, value: &Value<'t>, key: &str) {
        let what = format!("`{key}` is a whole number that is not negative");
        self.problem(
            value.span().start,
            what,
            format!("write it without quotes, point or sign: {key} = 12"),
        );
    }

    /// The HTTP status of `value`.
    pub(crate) fn status(&mut self, value: &Value<'t>, key: &str) -> Option<u16> {
        let status = value
            .get_ref()
            .as_integer()
            .and_then(|it| u16::from_str_radix(it.as_str(), it.radix()).ok())
            .filter(|it| STATUSES.contains(it));
        if status.is_none() {
            let what = format!("`{key}` holds what is no HTTP status");
            self.problem(
                value.span().start,
                what,
                "an HTTP status is a number from 100 to 599",
            );
        }
        status
    }

    /// The word under the key that is named as its kind is, such as `retry`; nothing where there is none.
    pub(crate) fn word<T: Word>(&mut self, fields: Fields<'_, 't>) -> Option<T> {
        let name = self.text(fields, T::WHAT)?;
        let word = T::from_name(&name);
        if word.is_none() {
            let names: Vec<&str> = T::all().map(|(_, name)| name).collect();
            self.problem(
                fields.value_at(T::WHAT),
                format!("`{}` is no {}", spelling::visible(&name), T::WHAT),
                format!("it is one of {}", list(&names)),
            );
        }
        word
    }

    /// The items under `key`; none where there is no such key. A value that is no array is a problem.
    pub(crate) fn items<'a>(&mut self, fields: Fields<'a, 't>, key: &str) -> &'a [Value<'t>] {
        let Some(value) = fields.get(key) else {
            return &[];
        };
        let items = value.get_ref().as_array();
        if items.is_none() {
            self.mistyped(value, &format!("`{key}`"), "an array");
        }
        items.map_or(&[], |it| &**it)
    }

    /// The texts under `key`.
    pub(crate) fn texts(&mut self, fields: Fields<'_, 't>, key: &str) -> Vec<String> {
        let items = self.items(fields, key);
        items
            .iter()
            .filter_map(|item| self.any_text(item, key))
            .collect()
    }
}

/// The HTTP statuses there can be.
pub(crate) const STATUSES: std::ops::RangeInclusive<u16> = 100..=599;

impl<'a, 't> Fields<'a, 't> {
    /// The value under `key`.
    pub(crate) fn get(self, key: &str) -> Option<&'a Value<'t>> {
        self.table.get(key)
    }

    /// Where `key` stands; the table where it does not.
    pub(crate) fn at(self, key: &str) -> usize {
        self.table
            .get_key_value(key)
            .map_or(self.at, |(key, _)| key.span().start)
    }

    /// Where the value under `key` stands; the table where there is none.
    pub(crate) fn value_at(self, key: &str) -> usize {
        self.get(key).map_or(self.at, |it| it.span().start)
    }
}

/// `words` in backticks, as an enumeration.
pub(crate) fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|it| format!("`{it}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
