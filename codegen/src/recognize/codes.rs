//! The codes that one cell or heading holds: one, several, a broken one, a span.
//!
//! Knows what separates codes. Knows no tables.

use super::look::{Look, look};
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
}

/// The codes that `text` holds; `None` where it holds something else. Line breaks in `text` separate as spaces do.
pub fn read(text: &str) -> Option<Codes> {
    let text = unquoted(text.trim());
    match look(text) {
        Look::Name | Look::Word | Look::Number | Look::Range => {
            return Some(Codes::One(text.to_owned()));
        }
        Look::Empty => return None,
        Look::Broken | Look::Prose => {}
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

/// Whether the pieces are one code that a line break wraps rather than several: the later ones are no names.
fn wraps(text: &str, pieces: &[&str]) -> bool {
    let broken = !text.contains([',', ';', '、', '，', '；']) && text.contains('\n');
    broken && pieces.iter().skip(1).any(|it| look(it) == Look::Word)
}

/// `text` without the quotes around it.
fn unquoted(text: &str) -> &str {
    let quote = |it: char| matches!(it, '`' | '"' | '\'' | '“' | '”');
    text.strip_prefix(quote)
        .and_then(|it| it.strip_suffix(quote))
        .unwrap_or(text)
}

impl Codes {
    /// The code, if it is one.
    pub fn single(&self) -> Option<&str> {
        match self {
            Self::One(code) | Self::Broken(code) => Some(code),
            Self::Several(_) => None,
        }
    }

    /// A row for each code, all like `row`.
    pub fn into_rows(self, row: Row) -> Vec<Row> {
        match self {
            Self::One(code) | Self::Broken(code) => vec![Row { code, ..row }],
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
        assert_eq!(read("The bucket is empty."), None);
    }
}
