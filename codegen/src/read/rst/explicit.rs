//! Explicit markup, what begins with `..`: footnotes, targets, substitutions, directives, comments.
//!
//! Knows how to tell them apart. Knows nothing of what a directive means.

use super::indent::{self, Indented};
use super::inline::Replacement;
use super::marker::{self, simple_name};
use super::source::Line;
use super::{Place, Reader, joined};
use crate::document::{Block, Fault, Text};

impl Reader<'_> {
    /// Reads the explicit markup at `start`.
    pub(super) fn explicit(
        &mut self,
        lines: &[Line],
        start: usize,
        place: Place,
        out: &mut Vec<Block>,
    ) -> usize {
        let Some((line, mark)) = lines
            .get(start)
            .and_then(|it| Some((it, marker::plain(it.text, "..")?)))
        else {
            return start + 1;
        };
        let rest = line.text.get(mark..).unwrap_or_default();
        if rest.is_empty() && lines.get(start + 1).is_none_or(Line::blank) {
            return start + 1;
        }
        let follows = |sign| {
            rest.strip_prefix(sign)
                .is_some_and(|it: &str| !it.is_empty() && !it.starts_with(' '))
        };
        if let Some(label) = footnote(rest) {
            self.footnote(lines, start, (mark, label), place, out)
        } else if follows('_') {
            self.target(lines, start, mark)
        } else if follows('|') {
            let text = indent::hanging(lines, start, mark);
            self.substitution(&text);
            text.next
        } else if let Some((name, length)) = directive_name(rest) {
            let text = indent::hanging(lines, start, mark + length);
            let before = out.len();
            let name = name.to_ascii_lowercase();
            self.directive(&name, line, &text.lines, place, out);
            if matches!(name.as_str(), "list-table" | "flat-table" | "csv-table") {
                self.check_rows(lines, text.next, out.get_mut(before..).unwrap_or_default());
            }
            text.next
        } else {
            indent::hanging(lines, start, mark).next
        }
    }

    /// Reads the footnote or citation at `start`, whose label is so long and stands behind so many bytes.
    fn footnote(
        &mut self,
        lines: &[Line],
        start: usize,
        (mark, label): (usize, usize),
        place: Place,
        out: &mut Vec<Block>,
    ) -> usize {
        let text = indent::hanging(lines, start, mark + label);
        if let Some(line) = lines.get(start).map(|it| it.from(mark)) {
            let label = line.text.get(..label).unwrap_or_default().trim_end();
            self.inline.target(label);
            let term = Text::new(self.source.at(&line), label);
            self.define(vec![term], &text, place, out);
        }
        text.next
    }

    /// Takes note of the target at `start`, whose name stands behind `mark` bytes.
    fn target(&mut self, lines: &[Line], start: usize, mark: usize) -> usize {
        let text = indent::hanging_until_blank(lines, start, mark);
        match target(&joined(&text.lines)) {
            Some(name) => self.inline.target(name),
            None => self.inline.anonymous_target(),
        }
        text.next
    }

    /// Says so in the table that is the last of `blocks` where the line at `next` breaks it off. Only rows that are
    /// written as text can be broken off unseen: a table that is drawn has a border at its end.
    fn check_rows(&self, lines: &[Line], next: usize, blocks: &mut [Block]) {
        let last = next.checked_sub(1).and_then(|at| lines.get(at));
        let after = lines
            .get(next)
            .filter(|_| last.is_some_and(|it| !it.blank()));
        if let (Some(line), [.., Block::Table(table)]) = (after, blocks) {
            table.faults.push(Fault {
                at: self.source.at(line),
                what: "the line is not indented and ends the table, whether or not rows follow it"
                    .to_owned(),
                help: "put a blank line before it, or indent it with the rows".to_owned(),
            });
        }
    }

    /// Takes note of a substitution, `|name| directive:: text`.
    fn substitution(&mut self, text: &Indented) {
        let lines: Vec<&str> = text.lines.iter().map(|it| it.text).collect();
        let text = lines.join("\n");
        let Some((name, rest)) = text.strip_prefix('|').and_then(closing_bar) else {
            return;
        };
        let Some((directive, length)) = directive_name(rest) else {
            return;
        };
        let rest = rest.get(length..).unwrap_or_default();
        let replacement = match directive.to_ascii_lowercase().as_str() {
            "replace" => Some(Replacement::Markup(rest.to_owned())),
            "unicode" => Some(Replacement::Plain(characters(rest))),
            "raw" => raw(rest).map(Replacement::Html),
            "image" => Some(Replacement::Plain(
                option(rest, ":alt:").unwrap_or_else(|| name.to_owned()),
            )),
            _ => None,
        };
        if let Some(replacement) = replacement {
            self.inline.define(name, replacement);
        }
    }
}

/// The name of the target that `text` defines, `_name: address`; `None` where it is anonymous.
fn target(text: &str) -> Option<&str> {
    let text = text.strip_prefix('_').unwrap_or(text);
    if text.starts_with("_:") {
        return None;
    }
    if let Some(quoted) = text.strip_prefix('`') {
        return quoted.split("`:").next();
    }
    let ends = text.match_indices(':').map(|it| it.0);
    let closed = |at: &usize| {
        text.get(at + 1..)
            .is_some_and(|it| it.is_empty() || it.starts_with([' ', '\n']))
    };
    let end = ends.into_iter().find(closed);
    Some(end.and_then(|at| text.get(..at)).unwrap_or(text))
}

/// The length of `[label]` with the spaces behind it, where `rest` begins with the label of a footnote or a citation.
fn footnote(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('[')?;
    let mark = usize::from(inner.starts_with(['#', '*']));
    let label = mark
        + if inner.starts_with('*') {
            0
        } else {
            simple_name(inner.get(mark..)?)
        };
    let behind = inner.get(label..)?.strip_prefix(']')?;
    let spaces = behind.len() - behind.trim_start_matches(' ').len();
    (label > 0 && (behind.is_empty() || spaces > 0)).then_some(label + 2 + spaces)
}

/// The name of the directive that `rest` begins with, and the length of `name::` with the spaces behind it.
pub(super) fn directive_name(rest: &str) -> Option<(&str, usize)> {
    let end = simple_name(rest);
    let name = rest.get(..end).filter(|it| !it.is_empty())?;
    let behind = rest.get(end..)?;
    let space = usize::from(behind.starts_with(' '));
    let behind = behind.get(space..)?.strip_prefix("::")?;
    let spaces = behind.chars().take_while(|it| it.is_whitespace()).count();
    (behind.is_empty() || spaces > 0).then_some((name, end + space + 2 + spaces))
}

/// `name| rest` as the name and the rest.
fn closing_bar(text: &str) -> Option<(&str, &str)> {
    let mut from = 0;
    loop {
        let end = from + text.get(from..)?.find('|')?;
        let (name, rest) = (text.get(..end)?, text.get(end + 1..)?);
        let closes = !name.is_empty() && !name.ends_with([' ', '\\']);
        if closes && (rest.is_empty() || rest.starts_with([' ', '\n'])) {
            return Some((name, rest.trim_start()));
        }
        from = end + 1;
    }
}

/// What the directive `unicode` says: characters by their numbers, other words as they are, up to ` .. `.
fn characters(text: &str) -> String {
    let text = text.split(" .. ").next().unwrap_or_default();
    let mut out = String::new();
    for word in text
        .split_whitespace()
        .take_while(|it| !it.starts_with(':'))
    {
        match character(word) {
            Some(it) => out.push(it),
            None => out.push_str(word),
        }
    }
    out
}

/// The character whose number is `word`: `0x2014`, `U+2014`, `&#x2014;`, `8212`.
pub(super) fn character(word: &str) -> Option<char> {
    let number = if word.bytes().all(|it| it.is_ascii_digit()) {
        word.parse().ok()?
    } else {
        let prefixes = ["0x", "U+", "u+", "\\x", "\\u", "\\U", "&#x", "x", "u", "U"];
        let digits = prefixes.iter().find_map(|it| word.strip_prefix(it))?;
        u32::from_str_radix(digits.trim_end_matches(';'), 16).ok()?
    };
    char::from_u32(number)
}

/// What the directive `raw` says, where it is for HTML.
fn raw(text: &str) -> Option<String> {
    let (format, content) = text.split_once('\n').unwrap_or((text, ""));
    let html = format
        .split_whitespace()
        .any(|it| it.eq_ignore_ascii_case("html"));
    html.then(|| content.trim().to_owned())
}

/// The value of an option in the lines of a directive.
fn option(text: &str, name: &str) -> Option<String> {
    let mut values = text.lines().filter_map(|it| it.trim().strip_prefix(name));
    values.next().map(|it| it.trim().to_owned())
}
