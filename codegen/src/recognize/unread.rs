//! What begins like an error where errors are spoken of, and was not read: it is accounted for, so that no error is missed
//! without a word.
//!
//! Knows how errors begin. Knows nothing of why each was not read.

use crate::document::{Block, Pos, Text};
use crate::recognize::entries::lists::lead;
use crate::recognize::entries::{numbers, runs};
use crate::recognize::text::labels;
use crate::recognize::text::look::{Look, is_shouted, look};
use crate::recognize::text::name::{Name, name};
use crate::recognize::text::status;
use crate::recognize::words::meaning::{is_part, word};
use crate::recognize::words::topics::{Topic, mentions_errors, names_code_list, topic};
use crate::rows::{Field, Reading, Skipped};
use std::collections::BTreeSet;

/// Adds to `reading` what of `blocks` begins like an error and stands in no line that is accounted for.
pub fn account(blocks: &[Block], reading: &mut Reading) {
    let rows = reading.rows.iter().map(|it| it.at);
    let left = reading.skipped.iter().chain(&reading.passed);
    let findings = reading.findings.iter().filter_map(|it| it.at);
    let places = rows.chain(left.map(|it| it.at)).chain(findings);
    let known: BTreeSet<u32> = places.map(|it| it.line).collect();
    let codes = reading.rows.iter().map(|it| it.code.as_str());
    let mut unread = Unread {
        known,
        codes: codes.collect(),
        titled: titles(blocks).any(speaks_of_codes),
        headings: Vec::new(),
        left: Vec::new(),
    };
    unread.blocks(blocks);
    let left = unread.left;
    reading.passed.extend(left);
}

/// The first heading or, in a document without any, its first lines.
fn titles(blocks: &[Block]) -> impl Iterator<Item = &str> {
    const MOST_LINES: usize = 4;
    let heading = blocks.iter().find_map(|it| match it {
        Block::Heading(heading) => Some(heading.text.text.as_str()),
        _ => None,
    });
    let lines = blocks.iter().filter_map(|it| match it {
        Block::Paragraph(text) => text.text.lines().next(),
        _ => None,
    });
    let most = if heading.is_some() { 0 } else { MOST_LINES };
    heading.into_iter().chain(lines.take(most))
}

/// Whether a title or a heading says that errors, or codes, stand under it.
fn speaks_of_codes(text: &str) -> bool {
    topic(text) == Topic::Errors || names_code_list(text) || mentions_errors(text)
}

/// A document while it is looked through.
struct Unread<'r> {
    /// The lines that are accounted for.
    known: BTreeSet<u32>,
    /// The codes that were read; they may stand in a table of contents as well.
    codes: BTreeSet<&'r str>,
    /// Whether its title speaks of errors.
    titled: bool,
    /// The ranks of the headings that are open, and whether each speaks of errors.
    headings: Vec<(u8, bool)>,
    left: Vec<Skipped>,
}

impl Unread<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading(heading) => {
                    self.headings.retain(|it| it.0 < heading.level);
                    let status = status::in_heading(&heading.text.text);
                    if status.is_none() {
                        self.text(&heading.text);
                    }
                    // Under a title that speaks of errors it does not matter what a heading says.
                    let speaks = !self.titled
                        && (status.is_some_and(|it| it >= 400)
                            || speaks_of_codes(&heading.text.text));
                    self.headings.push((heading.level, speaks));
                }
                Block::Paragraph(text) => self.text(text),
                Block::List(list) => {
                    let run = runs::is_run(list) || numbers::codes(list).is_some();
                    if self.speaks() && run {
                        list.items.iter().for_each(|it| self.leave(it.at));
                    }
                    let items = list.items.iter();
                    items.for_each(|it| self.inner(it.at, &it.blocks));
                }
                Block::Definition(definition) => {
                    definition.terms.iter().for_each(|it| self.text(it));
                    if let Some(first) = definition.terms.first() {
                        self.inner(first.at, &definition.blocks);
                    }
                }
                Block::Code(text) if self.speaks() => self.bodies(text),
                Block::Table(_) | Block::Code(_) => {}
            }
        }
    }

    /// Looks through what stands in an item or under a term; where that is accounted for, all of it is.
    fn inner(&mut self, at: Pos, blocks: &[Block]) {
        if !self.known.contains(&at.line) {
            self.blocks(blocks);
        }
    }

    /// Looks at the lines of a text behind its first one: one that a status and a name, or a name that no language has,
    /// begins is accounted for.
    fn lines(&mut self, text: &Text) {
        for place in runs::places(text) {
            self.leave(place);
        }
        for (line, words) in (text.at.line..).zip(text.text.lines()) {
            let Some(code) = code_of_line(words) else {
                continue;
            };
            if !self.codes.contains(code) && self.known.insert(line) {
                self.left.push(Skipped {
                    at: Pos { line, ..text.at },
                    reason: LIKE_AN_ERROR.to_owned(),
                });
            }
        }
    }

    /// Looks at preformatted text: a line that names an error as the body of an answer does is accounted for.
    fn bodies(&mut self, text: &Text) {
        for (line, words) in (text.at.line..).zip(text.text.lines()) {
            if body(words).is_some_and(|it| !self.codes.contains(it)) && self.known.insert(line) {
                self.left.push(Skipped {
                    at: Pos { line, ..text.at },
                    reason: PREFORMATTED.to_owned(),
                });
            }
        }
    }

    /// Whether errors are spoken of here.
    fn speaks(&self) -> bool {
        self.titled || self.headings.iter().any(|it| it.1)
    }

    /// Accounts for what begins like an error at `at`.
    fn leave(&mut self, at: Pos) {
        if self.known.insert(at.line) {
            self.left.push(Skipped {
                at,
                reason: LIKE_AN_ERROR.to_owned(),
            });
        }
    }

    /// Looks at a text: where errors are spoken of, one that a code begins is accounted for.
    fn text(&mut self, text: &Text) {
        let speaks = self.speaks();
        if text.text.contains('\n') {
            if speaks {
                self.lines(text);
            }
            for place in runs::register(text) {
                self.leave(place);
            }
        }
        if self.known.contains(&text.at.line) {
            return;
        }
        let Some(name) = Some(text).filter(|_| speaks).and_then(opening) else {
            return;
        };
        // A code that was read can be listed again, but hardly behind a label.
        let again = self.codes.contains(name.code) && labels::code(text).is_none();
        if !again {
            self.leave(text.at);
        }
    }
}

/// Why what begins like an error is left out.
const LIKE_AN_ERROR: &str = "it begins like an error, but nothing says that it is one";

/// Why the body of an answer is left out.
const PREFORMATTED: &str =
    "the body of an answer stands here, and nothing in preformatted text is read";

/// What names the error in a line of a body: `"error": "TankGone"`, `"code": 4101`.
fn body(line: &str) -> Option<&str> {
    let (key, value) = line.trim().trim_start_matches(['{', ' ']).split_once(':')?;
    let key = key.trim().strip_prefix('"')?.strip_suffix('"')?;
    let value = value
        .trim()
        .trim_end_matches([',', '}', ' '])
        .trim_matches('"');
    let names = word(key).field() == Some(Field::Code);
    let is_kind = ["string", "number", "integer", "null", "{", "["].contains(&value);
    (is_part(key) && names && !is_kind && !value.is_empty()).then_some(value)
}

/// How long a number is that is hardly a year or a count.
const LONG_NUMBER: usize = 5;

/// The code at the beginning of a line: behind a dash or a status, or a name that no language has.
fn code_of_line(line: &str) -> Option<&str> {
    let line = line.trim().trim_start_matches(['-', '*', '•', ' ']);
    let mut words = line.split_whitespace();
    let first = words.next()?;
    let status = status::at_start(first).is_some() && first.len() == 3;
    let code = if status { words.next()? } else { first };
    let number = look(code) == Look::Number && code.len() >= LONG_NUMBER;
    if number && words.next().is_some() {
        return Some(code);
    }
    (look(code) == Look::Name && !code.contains(['.', '/', ':'])).then_some(code)
}

/// The code that a text is, or begins with where something parts it from the rest.
fn opening(text: &Text) -> Option<Name<'_>> {
    const LONGEST: usize = 80;
    let short = Some(text.text.as_str()).filter(|it| it.len() <= LONGEST);
    let labelled = || name(labels::code(text)?);
    let assigned = || {
        let (name, value) = text.text.split_once(" = ")?;
        self::name(name).filter(|it| it.look == Look::Name && look(value) == Look::Number)
    };
    let found = short.and_then(name).or_else(|| lead(text).map(|it| it.0));
    let found = found.or_else(assigned);
    let found = found.or_else(labelled);
    found.filter(|it| match it.look {
        Look::Name => true,
        Look::Number => it.code.len() > 2 && status::at_start(it.code).is_none(),
        Look::Word if is_shouted(it.code) => true,
        _ => {
            let is_status = status::in_heading(&text.text).is_some();
            (it.alias.is_some() || it.status.is_some()) && !is_status
        }
    })
}
