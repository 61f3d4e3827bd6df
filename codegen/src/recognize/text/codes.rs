//! The codes that one cell or heading holds: one, several, a broken one, a span.
//!
//! Knows what separates codes. Knows no tables.

use super::look::{Look, look};
use crate::document::Block;
use crate::rows::{Reason, Row};

/// What a text holds for codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Codes {
    /// One code, or one span of codes, which is kept as it is written.
    One(String),
    /// Several, which share everything else.
    Several(Vec<String>),
    /// One that white space breaks, as it is written.
    Broken(String),
    /// One with another name of it: `497 (B1)`; that can be a number in two forms, `32769 (0x8001)`.
    Named(String, String),
}

/// The codes that `text` holds; `None` where it holds something else. Line breaks in `text` separate as spaces do.
pub fn read(text: &str) -> Option<Codes> {
    let text = unquoted(item(text.trim()));
    match look(text) {
        Look::Name | Look::Word | Look::Number | Look::Range => {
            return Some(Codes::One(text.to_owned()));
        }
        Look::Empty => return None,
        Look::Broken | Look::Prose => {}
    }
    if let Some((code, name)) = with_other_name(text).or_else(|| pair(text)) {
        return Some(Codes::Named(code.to_owned(), name.to_owned()));
    }
    let listed = text.split([',', ';', '\n', '、', '，', '；', '|']);
    let listed = listed
        .flat_map(|it| it.split(" or "))
        .flat_map(|it| it.split(" / "))
        .flat_map(|it| it.split(" and "));
    let dashes = |it: char| it.is_whitespace() || it == '-';
    let pieces: Vec<&str> = listed
        .map(|it| unquoted(it.trim_matches(dashes)))
        .filter(|it| !it.is_empty())
        .collect();
    if pieces.len() > 1 && pieces.iter().all(|it| look(it).is_code()) && !wraps(text, &pieces) {
        return Some(Codes::Several(
            pieces.into_iter().map(str::to_owned).collect(),
        ));
    }
    (look(text) == Look::Broken).then(|| Codes::Broken(crate::plain::one_line(text)))
}

/// The code and its other name that a cell holds where each is set apart in its own way, and nothing else stands there:
/// ``**E500** `PUMP_GONE` ``. Two that are set apart in one way are two codes, or one that is broken.
pub fn set_apart(blocks: &[Block]) -> Option<Codes> {
    let [Block::Paragraph(text)] = blocks else {
        return None;
    };
    let [code, name] = text.marks.as_slice() else {
        return None;
    };
    let between = text.text.get(code.end as usize..name.start as usize)?;
    let whole = code.start == 0 && name.end as usize == text.text.len();
    let apart = whole && between.trim().is_empty() && code.style != name.style;
    let (code, name) = (text.marked(code).trim(), text.marked(name).trim());
    let codes = matches!(look(code), Look::Name | Look::Number) && look(name) == Look::Name;
    (apart && codes).then(|| Codes::Named(code.to_owned(), name.to_owned()))
}

/// The code that `text` is with another name of it in brackets, and that name: `497 (B1)`, `E_LOST (17)`. A word before
/// brackets is text.
pub fn with_other_name(text: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 64;
    const LONGEST_SIGN: usize = 3;
    let text = Some(text.trim()).filter(|it| it.len() <= LONGEST)?;
    let (code, name) = text.strip_suffix([')', '）'])?.split_once(['(', '（'])?;
    let (code, name) = (code.trim_end(), name.trim());
    let is_code = matches!(look(code), Look::Name | Look::Number);
    let sign = look(code) == Look::Number && name.bytes().all(|it| it.is_ascii_uppercase());
    let is_name = match look(name) {
        Look::Word => sign && name.len() <= LONGEST_SIGN,
        look => look.is_code(),
    };
    (is_code && is_name).then_some((code, name))
}

/// The name of an error and its number, which stand side by side in whichever order: `PUMP_LOST 0x8001`. A number that
/// only goes on where the name ends, as in `A1001, 1002`, is another code, and one that a space alone parts from a word
/// can be the rest of it.
pub fn pair(text: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 100;
    const FEWEST_SIGNS: usize = 3;
    let text = Some(text).filter(|it| it.len() <= LONGEST)?;
    let between = |it: char| it.is_whitespace() || matches!(it, ',' | '，' | ';');
    if let Some(both) = with_two_numbers(text) {
        return Some(both);
    }
    let mut pieces = text.split(between).filter(|it| !it.is_empty());
    let (first, second) = (pieces.next()?, pieces.next()?);
    if pieces.next().is_some() {
        return None;
    }
    let (name, number) = match (look(first), look(second)) {
        (_, Look::Number) => (first, second),
        (Look::Number, _) => (second, first),
        _ => return None,
    };
    let capitals = !name.contains(|it: char| it.is_ascii_lowercase());
    let is_name = look(name) == Look::Name || look(name) == Look::Word && capitals;
    let parted = text.contains(['\n', ',', '，', ';']);
    let long = number.len() >= FEWEST_SIGNS && name.contains('_');
    let apart = parted || look(name) == Look::Name && (number.starts_with("0x") || long);
    (is_name && apart && !goes_on(name, number)).then_some((name, number))
}

/// A name and, in the line below, its number in two forms: `PUMP_LOST`, `32769 (0x8001)`.
fn with_two_numbers(text: &str) -> Option<(&str, &str)> {
    let (name, numbers) = text.split_once('\n')?;
    let (one, other) = with_other_name(numbers)?;
    let are_numbers = look(one) == Look::Number && look(other) == Look::Number;
    (look(name) == Look::Name && are_numbers).then_some((name, numbers))
}

/// Whether `number` has as many digits as `name` ends with, so that it can stand for another name that begins alike.
fn goes_on(name: &str, number: &str) -> bool {
    let digits = name.bytes().rev().take_while(u8::is_ascii_digit).count();
    digits == number.len()
}

/// `text` without the dash of a list that it is the only item of.
fn item(text: &str) -> &str {
    let only = Some(text).filter(|it| !it.contains('\n'));
    only.and_then(|it| it.strip_prefix("- ")).unwrap_or(text)
}

/// Whether the pieces are one code that a line break wraps rather than several: the later ones are no names.
fn wraps(text: &str, pieces: &[&str]) -> bool {
    let broken = !text.contains([',', ';', '、', '，', '；']) && text.contains('\n');
    broken && pieces.iter().skip(1).any(|it| look(it) == Look::Word)
}

/// `text` without the quotes around it.
fn unquoted(text: &str) -> &str {
    within_quotes(text).unwrap_or(text)
}

/// What stands within the quotes around `text`, if it begins and ends with one and has none between.
pub fn within_quotes(text: &str) -> Option<&str> {
    let quote = |it: char| matches!(it, '`' | '"' | '\'' | '“' | '”' | '‘' | '’');
    let inner = text.strip_prefix(quote)?.strip_suffix(quote)?;
    Some(inner).filter(|it| !it.contains(quote))
}

impl Codes {
    /// The code, if it is one.
    pub fn single(&self) -> Option<&str> {
        match self {
            Self::One(code) | Self::Broken(code) | Self::Named(code, _) => Some(code),
            Self::Several(_) => None,
        }
    }

    /// A row for each code, all like `row`.
    pub fn into_rows(self, mut row: Row) -> Vec<Row> {
        match self {
            Self::One(code) if look(&code) == Look::Range => {
                row.reasons.push(Reason::Span);
                vec![Row { code, ..row }]
            }
            Self::One(code) | Self::Broken(code) => vec![Row { code, ..row }],
            Self::Named(code, name) => {
                let mut one = Row { code, ..row };
                match with_other_name(&name) {
                    Some((name, other)) => {
                        one.aliases.extend([name, other].map(str::to_owned));
                    }
                    None => one.aliases.push(name),
                }
                vec![one]
            }
            Self::Several(codes) => codes
                .into_iter()
                .map(|code| {
                    let mut one = Row {
                        code,
                        ..row.clone()
                    };
                    one.reasons.push(Reason::OneOfSeveral(row.at));
                    one
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Codes, read};

    #[test]
    fn a_cell_holds_one_code_several_or_a_broken_one() {
        let several = |codes: &[&str]| {
            Some(Codes::Several(
                codes.iter().map(ToString::to_string).collect(),
            ))
        };
        assert_eq!(
            read("`NoSuchKey`"),
            Some(Codes::One("NoSuchKey".to_owned()))
        );
        assert_eq!(read("E1, E2"), several(&["E1", "E2"]));
        assert_eq!(
            read("NoSuchKey\nNoSuchBucket"),
            several(&["NoSuchKey", "NoSuchBucket"])
        );
        assert_eq!(
            read("NumberOfFilesInPost Request"),
            Some(Codes::Broken("NumberOfFilesInPost Request".to_owned()))
        );
        assert_eq!(
            read("NumberOfFilesInPost\nRequest"),
            Some(Codes::Broken("NumberOfFilesInPost Request".to_owned()))
        );
        let named = Codes::Named("497".to_owned(), "B1".to_owned());
        assert_eq!(read("497 (B1)"), Some(named));
        let sign = Codes::Named("1298".to_owned(), "XA".to_owned());
        assert_eq!(read("1298 (XA)"), Some(sign));
        assert_eq!(read("Deposit (USD)"), None);
        assert_eq!(read("The bucket is empty."), None);
    }
}
