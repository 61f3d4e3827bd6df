//! Errors that a legend explains: a paragraph that says line by line what the parts of each error are, and paragraphs of
//! as many parts (`ERROR CODE`, `MESSAGE`, `* DESCRIPTION`; then `PU042`, `The pump is gone.`, `* Nobody has …`).
//!
//! Knows how a legend looks and how a paragraph follows it. Knows no tables and no lists.

use crate::document::Text;
use crate::plain::one_line;
use crate::recognize::text::look::{Look, look};
use crate::recognize::words::meaning::{Word, word};
use crate::rows::{Field, Found, Reading, Row, Shape};
use crate::told::Column;

/// What the parts of each error are.
pub struct Legend {
    /// The words of the legend, and what they say. The first part is the code.
    columns: Vec<(String, Field)>,
    /// Whether a bullet opens each part.
    bullets: Vec<bool>,
    /// Whether an error was read by it.
    used: bool,
}

/// The legend that `text` is: lines of words that are known, the code first, and a message; each line stands for a part,
/// and those behind the message are told by their bullets.
pub fn legend(text: &Text) -> Option<Legend> {
    const MOST: usize = 8;
    let lines: Vec<&str> = text.text.lines().take(MOST + 1).collect();
    if !(2..=MOST).contains(&lines.len()) {
        return None;
    }
    let mut columns: Vec<(String, Field)> = Vec::new();
    for line in &lines {
        let name = unbulleted(line).unwrap_or(line);
        let field = field(word(name), &columns)?;
        columns.push((name.to_owned(), field));
    }
    let bullets: Vec<bool> = lines.iter().map(|it| unbulleted(it).is_some()).collect();
    let told = bullets.iter().skip(2).all(|it| *it) && !bullets.iter().take(2).any(|it| *it);
    let begins = columns.iter().take(2).map(|it| it.1);
    (told && begins.eq([Field::Code, Field::Message])).then_some(Legend {
        columns,
        bullets,
        used: false,
    })
}

/// What a word says of its part: the first is a sure code, and a description behind a message is the cause.
fn field(word: Word, before: &[(String, Field)]) -> Option<Field> {
    let has = |field| before.iter().any(|it| it.1 == field);
    let field = match word {
        Word::Sure(field) => field,
        Word::Likely(Field::Message) if has(Field::Message) => Field::Cause,
        Word::Likely(Field::Message) => Field::Message,
        _ => return None,
    };
    let single = !has(field) && !matches!(field, Field::Status);
    single.then_some(field)
}

/// What stands behind the bullet of a line.
fn unbulleted(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix(['*', '-', '•'])?;
    rest.strip_prefix(' ').map(str::trim)
}

impl Legend {
    /// Reads `text` as an error with the parts that the legend names. Gives `false` where it is none; nothing was read
    /// then.
    pub fn read(&mut self, text: &Text, reading: &mut Reading) -> bool {
        let Some(parts) = self.parts(text) else {
            return false;
        };
        let mut row = Row::at(text.at);
        for (part, (_, field)) in parts.into_iter().zip(&self.columns) {
            match field {
                Field::Code => row.code = part,
                Field::Message => row.message = Some(part),
                Field::Cause => row.cause = Some(part),
                Field::Solution => row.solution = Some(part),
                Field::Status => {}
            }
        }
        reading.rows.push(row);
        self.note(text, reading);
        true
    }

    /// The parts of `text`, one for each of the legend: a code alone in its line, the message, and what bullets open.
    fn parts(&self, text: &Text) -> Option<Vec<String>> {
        let (code, rest) = text.text.split_once('\n')?;
        if !matches!(look(code), Look::Name | Look::Number) {
            return None;
        }
        let mut parts = vec![code.trim().to_owned()];
        for line in rest.lines() {
            match unbulleted(line) {
                Some(part) => parts.push(part.to_owned()),
                None if parts.len() == 1 => parts.push(line.to_owned()),
                None => {
                    let last = parts.last_mut()?;
                    last.push(' ');
                    last.push_str(line.trim());
                }
            }
        }
        let parts: Vec<String> = parts.iter().map(|it| one_line(it)).collect();
        (parts.len() == self.bullets.len()).then_some(parts)
    }

    /// Adds an error to those that were found by this legend.
    fn note(&mut self, text: &Text, reading: &mut Reading) {
        let column = |(name, field): &(String, Field)| (name.clone(), Column::Field(*field));
        if !self.used {
            self.used = true;
            reading.found.push(Found {
                at: text.at,
                shape: Shape::Paragraphs,
                columns: self.columns.iter().map(column).collect(),
                rows: 0,
            });
        }
        if let Some(found) = reading.found.last_mut() {
            found.rows += 1;
        }
    }
}
