//! What a text looks like: a code, a number, a range, or prose.
//!
//! Knows the shapes that codes have in any service. Knows no code by name.

/// What a text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Nothing stands there.
    Empty,
    /// A name that hardly is a word of a language: `NoSuchKey`, `QUOTA_EXCEEDED`, `KMS.NotFound`, `E1001`.
    Name,
    /// One plain word: `Redirect`, `EFFECT`, `not-found`.
    Word,
    /// A number: `1042`, `0x11`, `-32600`.
    Number,
    /// A span of codes: `E.100-E.199`, `1000 - 1999`, `4xx`, `08*`.
    Range,
    /// A name that white space breaks: `IncorrectNumberOfFilesInPost Request`.
    Broken,
    /// Anything else.
    Prose,
}

impl Look {
    /// Whether a program could compare with it.
    pub fn is_code(self) -> bool {
        matches!(self, Self::Name | Self::Word | Self::Number)
    }
}

/// What `text` looks like.
pub fn look(text: &str) -> Look {
    let text = text.trim();
    let mut tokens = text.split_whitespace();
    let Some(first) = tokens.next() else {
        return Look::Empty;
    };
    if is_range(text) || is_pattern(text) {
        return Look::Range;
    }
    if tokens.clone().next().is_none() {
        return token(first);
    }
    if joins(text)
        || token(first) == Look::Name && tokens.clone().count() <= 2 && tokens.all(continues)
    {
        return Look::Broken;
    }
    Look::Prose
}

/// Whether `text` is one word in capitals, as the errors of an operating system are named: `EACCES`.
pub fn is_errno(text: &str) -> bool {
    const FEWEST_LETTERS: usize = 4;
    let sign = |it: u8| it.is_ascii_uppercase() || it.is_ascii_digit();
    let letters = text.bytes().filter(u8::is_ascii_uppercase).count();
    letters >= FEWEST_LETTERS && text.starts_with('E') && text.bytes().all(sign)
}

/// Whether `text` is one name without small letters: `ACCESS-DENIED`, `READONLY`.
pub fn is_in_capitals(text: &str) -> bool {
    let sign =
        |it: u8| it.is_ascii_uppercase() || it.is_ascii_digit() || matches!(it, b'_' | b'-' | b'.');
    look(text).is_code() && text.bytes().all(sign)
}

/// Whether `text` is a name of several parts in capitals: `ACCESS-DENIED`.
pub fn is_shouted(text: &str) -> bool {
    text.contains(['_', '-']) && is_in_capitals(text)
}

/// Whether `text` is several words in small letters with hyphens between them: `tank-not-found`.
pub fn is_hyphened(text: &str) -> bool {
    let parts = |it: &str| {
        !it.is_empty()
            && it
                .bytes()
                .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
    };
    text.contains('-')
        && text.split('-').all(parts)
        && text.starts_with(|it: char| it.is_ascii_lowercase())
}

/// Whether `text` is a few plain words, as some services name their errors: `no such element`, `stale reference`.
pub fn is_phrase(text: &str) -> bool {
    const MOST_WORDS: usize = 6;
    const LONGEST: usize = 60;
    let plain = |it: char| it.is_alphanumeric() || matches!(it, ' ' | '-' | '_' | '/');
    text.len() <= LONGEST
        && text.split(' ').count() <= MOST_WORDS
        && text.chars().all(plain)
        && text.starts_with(char::is_alphanumeric)
}

/// Whether the pieces of `text` are parts of one name that white space broke behind a sign: `Parameter. Missing`.
fn joins(text: &str) -> bool {
    let mut pieces = text.split_whitespace().peekable();
    let mut broken = 0;
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_some() {
            if !piece.ends_with(['.', '_']) {
                return false;
            }
            broken += 1;
        }
    }
    let joined: String = text.split_whitespace().collect();
    broken > 0 && broken < 3 && token(&joined) == Look::Name
}

/// Whether `piece` can be the rest of a code that white space broke.
fn continues(piece: &str) -> bool {
    matches!(token(piece), Look::Name | Look::Word | Look::Number)
}

/// What one token looks like.
fn token(text: &str) -> Look {
    if is_number(text) || is_dotted_number(text) {
        return Look::Number;
    }
    // A code with its key, as it stands in logs: `code=10001`.
    if let Some((key, value)) = text.split_once('=') {
        let is_key = !key.is_empty() && key.bytes().all(|it| it.is_ascii_alphabetic());
        return if is_key && is_number(value) {
            Look::Name
        } else {
            Look::Prose
        };
    }
    // Two dots stand before the names of some codes, `..P:IS:FN`; a path goes on with a slash.
    let text = match text.strip_prefix("..") {
        Some(rest)
            if rest.starts_with(|it: char| it.is_ascii_uppercase() || it.is_ascii_digit()) =>
        {
            rest
        }
        _ => text,
    };
    let inner = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '.' | '-' | ':' | '/');
    let starts = text.starts_with(|it: char| it.is_ascii_alphanumeric());
    let ends = text.ends_with(|it: char| it.is_ascii_alphanumeric() || it == '_');
    if !(starts
        && ends
        && text.chars().all(inner)
        && text.chars().any(|it| it.is_ascii_alphabetic()))
    {
        return Look::Prose;
    }
    if text.matches('/').count() > 1 || text.len() == 1 || text.eq_ignore_ascii_case("n/a") {
        return Look::Prose;
    }
    if has_structure(text) {
        Look::Name
    } else {
        Look::Word
    }
}

/// Whether `text` is a number as codes are numbers: digits, with a sign or in hexadecimal.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    match digits
        .strip_prefix("0x")
        .or_else(|| digits.strip_prefix("0X"))
    {
        Some(hex) => !hex.is_empty() && hex.bytes().all(|it| it.is_ascii_hexdigit()),
        None => !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit()),
    }
}

/// Whether `text` is a status with two further numbers behind it, as some services number their errors: `404.002.01`.
/// Versions, dates and addresses are written in other ways.
fn is_dotted_number(text: &str) -> bool {
    let mut groups = text.split('.');
    let status = groups
        .next()
        .is_some_and(|it| it.len() == 3 && it.starts_with(['4', '5']));
    let further = |it: &str| (2..=3).contains(&it.len());
    status
        && groups.clone().count() == 2
        && groups.all(further)
        && text.bytes().all(|it| it.is_ascii_digit() || it == b'.')
}

/// Whether `text` is built as names are and words are not: humps, underscores, dots, digits among letters.
fn has_structure(text: &str) -> bool {
    let bytes = text.as_bytes();
    let hump = bytes
        .windows(2)
        .any(|it| it[0].is_ascii_lowercase() && it[1].is_ascii_uppercase());
    let acronym = bytes.windows(3).any(|it| {
        it[0].is_ascii_uppercase() && it[1].is_ascii_uppercase() && it[2].is_ascii_lowercase()
    });
    let joint = bytes.windows(3).any(|it| {
        it[0].is_ascii_alphanumeric()
            && matches!(it[1], b'_' | b'.')
            && it[2].is_ascii_alphanumeric()
    });
    let digit = bytes.iter().any(u8::is_ascii_digit);
    hump || acronym || joint || digit
}

/// Whether `text` is the first digit of codes with signs for the others: `4xx`, `5yz`.
pub fn is_class(text: &str) -> bool {
    let digit = text.starts_with(|it: char| it.is_ascii_digit());
    let rest = text.get(1..).unwrap_or_default();
    let is_rest = |it: &&str| rest.eq_ignore_ascii_case(it);
    digit && ["xx", "yz", "xxx"].iter().any(is_rest)
}

/// Whether `text` is nothing but signs for digits: `nnnn`, `xxx`.
fn is_any_number(text: &str) -> bool {
    const FEWEST: usize = 3;
    let all = |sign: u8| text.bytes().all(|it| it.eq_ignore_ascii_case(&sign));
    text.len() >= FEWEST && (all(b'n') || all(b'x'))
}

/// Whether `text` names a span of codes.
fn is_range(text: &str) -> bool {
    if is_any_number(text) {
        return true;
    }
    // Most texts end here: no other span of codes is without a digit.
    if !text.bytes().any(|it| it.is_ascii_digit()) {
        return false;
    }
    if is_class(text) {
        return true;
    }
    let ends = text
        .split_once("..")
        .or_else(|| text.split_once('-'))
        .or_else(|| text.split_once('–'))
        .or_else(|| text.split_once('~'));
    let Some((from, to)) = ends else { return false };
    let (from, to) = (from.trim(), to.trim());
    let digits = |it: &str| it.bytes().filter(u8::is_ascii_digit).count();
    let letters = |it: &str| -> String { it.chars().filter(|it| !it.is_ascii_digit()).collect() };
    let parted_by_dots = text.contains("..");
    if is_number(from) && is_number(to) && (from.len() >= 3 || parted_by_dots) {
        return true;
    }
    digits(from) > 0 && digits(to) > 0 && from.len() >= 3 && letters(from) == letters(to)
}

/// Whether `text` is a code whose last digits are signs for any: `PMP01xx`, `20XXXX`.
fn is_wild(text: &str) -> bool {
    let begin = text
        .strip_suffix("xx")
        .or_else(|| text.strip_suffix("XX"))
        .map(|it| it.trim_end_matches(['x', 'X']));
    let is_code = |it| matches!(token(it), Look::Name | Look::Number);
    begin.is_some_and(|it| it.ends_with(|it: char| it.is_ascii_digit()) && is_code(it))
}

/// Whether `text` is the beginning of codes with a star for the rest: `08*`, `PGRST1*`.
fn is_pattern(text: &str) -> bool {
    if is_wild(text) {
        return true;
    }
    let stars = text.trim_end_matches('*');
    stars.len() < text.len()
        && stars.len() >= 2
        && matches!(token(stars), Look::Name | Look::Number | Look::Word)
}

#[cfg(test)]
mod tests {
    use super::{Look, look};

    #[test]
    fn codes_are_told_from_words_and_prose() {
        let cases = [
            ("NoSuchKey", Look::Name),
            ("QUOTA_EXCEEDED", Look::Name),
            ("KMS.NotFoundException", Look::Name),
            ("POLICYError", Look::Name),
            ("Redirect", Look::Word),
            ("EFFECT", Look::Word),
            ("0x11", Look::Number),
            ("-32600", Look::Number),
            ("E.100-E.199", Look::Range),
            ("4xx", Look::Range),
            ("0x0100-0x01ff", Look::Range),
            ("08*", Look::Range),
            ("HV**", Look::Range),
            ("PUMP_*", Look::Range),
            ("PMP01xx", Look::Range),
            ("404.002.01", Look::Number),
            ("192.168.01", Look::Prose),
            ("20XXXX", Look::Range),
            ("3..99", Look::Range),
            ("3-99", Look::Prose),
            ("PMPxx", Look::Name),
            ("nnnn", Look::Range),
            ("nn", Look::Word),
            ("*", Look::Prose),
            ("NumberOfFilesInPost Request", Look::Broken),
            ("User. Disabled", Look::Broken),
            ("Disabled. Try again", Look::Prose),
            ("code=10001", Look::Name),
            ("..P:NO:T2", Look::Name),
            ("..NOPUMP", Look::Word),
            ("../Tank", Look::Prose),
            ("..and", Look::Prose),
            ("Access denied", Look::Prose),
            ("The bucket is empty.", Look::Prose),
            ("", Look::Empty),
        ];
        for (text, expected) in cases {
            assert_eq!(look(text), expected, "{text}");
        }
    }
}
