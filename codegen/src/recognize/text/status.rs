//! HTTP statuses in the ways that documents write them.
//!
//! Knows `404`, `404 Not Found`, `Not Found (404)`, `404Not Found`, `N/A`, `4xx`. Knows no columns.

use super::look::{Look, look};
use crate::recognize::words::topics::mentions_errors;

/// What a text says about the status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// These statuses, in order.
    Statuses(Vec<u16>),
    /// That there is none: an empty cell, `N/A`, a dash.
    None,
    /// A whole class of statuses, such as `4xx`.
    Class,
    /// Something that is no status: this text.
    Unreadable(String),
}

/// What `cell`, the text of a cell or a label, says about the status.
pub fn said(cell: &str) -> Said {
    let text = cell.trim();
    if is_nothing(text) {
        return Said::None;
    }
    if is_class(text) {
        return Said::Class;
    }
    if text.len() > LONGEST {
        return Said::Unreadable(text.to_owned());
    }
    let numbers = numbers(text);
    let begins = text.starts_with(|it: char| it.is_ascii_digit());
    if text.ends_with(['.', '。']) && !begins && !text.ends_with(").") {
        return Said::Unreadable(text.to_owned());
    }
    let good: Vec<u16> = numbers.iter().filter_map(|it| status(it)).collect();
    let words = text.split(' ').count() - numbers.len().min(text.split(' ').count());
    let known = |it: &u16| is_known(*it);
    if words > MOST_WORDS || (words > FEW_WORDS && !good.iter().all(known)) {
        return Said::Unreadable(text.to_owned());
    }
    if !good.is_empty() && good.len() == numbers.len() {
        return Said::Statuses(good);
    }
    Said::Unreadable(text.to_owned())
}

/// The longest text that can be a status, in bytes; a longer one is a sentence with a number in it.
const LONGEST: usize = 80;

/// The most words that stand beside a status.
const MOST_WORDS: usize = 8;

/// The most words beside a number that is no status of the registry.
const FEW_WORDS: usize = 3;

/// The status that a heading or caption gives to what stands under it: `HTTP status code 400`, `404 Not Found`,
/// `Not Found (404)`. A number without a word that makes it a status is none.
pub fn in_heading(text: &str) -> Option<u16> {
    let lower = text.to_lowercase().replace('_', " ");
    let numbers = numbers(text);
    let [number] = numbers.as_slice() else {
        return None;
    };
    let code = status(number)?;
    let named = ["http", "status", "状态码", "返回码", "响应码"]
        .iter()
        .any(|word| lower.contains(word));
    let said = || reason(code).is_some_and(|it| lower.contains(&it.to_lowercase()));
    let bracketed = || is_registered(code) && ends_a_title_of_errors(text, number);
    (named || opens(text, number) && is_registered(code) || said() || bracketed()).then_some(code)
}

/// Whether `number` stands in brackets at the end of a title that speaks of errors: `Login errors (401)`.
fn ends_a_title_of_errors(text: &str, number: &str) -> bool {
    let inner = text.trim_end().strip_suffix([')', '）']);
    let title = inner.and_then(|it| it.strip_suffix(number)?.strip_suffix(['(', '（']));
    title.is_some_and(mentions_errors)
}

/// The statuses that a sentence about an error gives: `It comes with a 403 HTTP status code.` `None` where it speaks of
/// none; none where it speaks of some that follow.
pub fn in_sentence(text: &str) -> Option<Vec<u16>> {
    const LONGEST: usize = 200;
    let lower = text
        .get(..text.floor_char_boundary(LONGEST))
        .filter(|it| it.len() == text.len())?
        .to_lowercase();
    let named = ["http status", "status code", "状态码"]
        .iter()
        .any(|it| lower.contains(it));
    let found = numbers(text)
        .into_iter()
        .filter_map(status)
        .filter(|it| is_registered(*it));
    let several = ["codes", "statuses"].iter().any(|it| lower.contains(it));
    named.then(|| found.filter(|_| !several).collect())
}

/// The status that an item of a list of statuses begins with: `404 for paths`.
pub fn at_start(text: &str) -> Option<u16> {
    let (digits, rest) = text.split_at_checked(3)?;
    status(digits).filter(|it| is_registered(*it) && !rest.starts_with(char::is_alphanumeric))
}

/// The number of three digits that a heading begins with, apart from the words behind it: `401 -- NOT_FLAT`.
pub fn three_digits(text: &str) -> Option<u16> {
    let (digits, rest) = text.split_at_checked(3)?;
    let number = digits.parse().ok()?;
    let apart = rest.starts_with([' ', ':', '.']);
    (apart && digits.bytes().all(|it| it.is_ascii_digit())).then_some(number)
}

/// Whether `number` stands before a short title in capitals: `413 Request Entity Too Large`.
fn opens(text: &str, number: &str) -> bool {
    const MOST_WORDS: usize = 6;
    let title = text
        .trim()
        .strip_prefix(number)
        .map(|it| it.trim_start_matches([' ', '-', '–', ':']));
    title.is_some_and(|it| {
        it.starts_with(char::is_uppercase)
            && it.split(' ').count() <= MOST_WORDS
            && (it.contains(' ') || look(it) == Look::Word)
    })
}

/// The number that a heading gives for a status and that is none: `HTTP status code 999`.
pub fn wrong_in_heading(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    let named = ["http status", "status code", "状态码"]
        .iter()
        .any(|word| lower.contains(word));
    match numbers(text).as_slice() {
        [number] if named && number.len() == 3 && status(number).is_none() => Some(number),
        _ => None,
    }
}

/// Whether `text` says that there is nothing to say.
fn is_nothing(text: &str) -> bool {
    let word = text.trim_matches(|it: char| !it.is_alphanumeric());
    word.is_empty()
        || ["n/a", "na", "none", "无"]
            .iter()
            .any(|it| word.eq_ignore_ascii_case(it))
}

/// The runs of digits in `text`. Digits that are part of a word (`v2`, `MD5`) are none, nor is a number below zero that
/// begins the text; `404Not Found` is one.
fn numbers(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut before = ' ';
    while let Some(start) = rest.find(|it: char| it.is_ascii_digit()) {
        let lead = rest[..start].chars().next_back().unwrap_or(before);
        let tail = &rest[start..];
        let length = tail.bytes().take_while(u8::is_ascii_digit).count();
        let negative = rest.len() == text.len() && text[..start].trim_start() == "-";
        if !lead.is_ascii_alphanumeric() && lead != '_' && !negative {
            found.push(&tail[..length]);
        }
        before = '0';
        rest = &tail[length..];
    }
    found
}

/// `digits` as an HTTP status, which is a number of 100 to 599.
fn status(digits: &str) -> Option<u16> {
    digits
        .parse()
        .ok()
        .filter(|it| (100..600).contains(it) && digits.len() == 3)
}

/// Whether `text` is a class of statuses: `4xx`, `5XX`.
fn is_class(text: &str) -> bool {
    // Most texts end here, and are not taken apart.
    let like = |it: &[u8]| matches!(it, [b'1'..=b'5', b'x' | b'X', b'x' | b'X']);
    if !text.as_bytes().windows(3).any(like) {
        return false;
    }
    text.split(|it: char| !it.is_ascii_alphanumeric())
        .any(|it| {
            it.len() == 3
                && it.starts_with(|it: char| ('1'..='5').contains(&it))
                && it[1..].eq_ignore_ascii_case("xx")
        })
}

/// The reason phrase of `status` in the HTTP registry (RFC 9110 and its companions).
fn reason(status: u16) -> Option<&'static str> {
    let found = REASONS.binary_search_by_key(&status, |it| it.0).ok()?;
    REASONS.get(found).map(|it| it.1)
}

/// Whether `text` is the reason phrase of `status`, in whatever spelling, which is none of errors: `OK`, `NoContent`.
pub fn is_reason_of_success(status: u16, text: &str) -> bool {
    let letters = text.chars().filter(char::is_ascii_alphabetic);
    let letters: String = letters.map(|it| it.to_ascii_lowercase()).collect();
    SUCCESSES.contains(&(status, letters.as_str()))
}

/// The statuses of the HTTP registry that no error is answered with, and their reason phrases in small letters.
const SUCCESSES: &[(u16, &str)] = &[
    (100, "continue"),
    (101, "switchingprotocols"),
    (200, "ok"),
    (201, "created"),
    (202, "accepted"),
    (203, "nonauthoritativeinformation"),
    (204, "nocontent"),
    (205, "resetcontent"),
    (206, "partialcontent"),
    (207, "multistatus"),
];

/// Whether `status` is one that the HTTP registry knows, and that errors are answered with.
pub fn is_registered(status: u16) -> bool {
    status >= 300 && REASONS.iter().any(|(it, _)| *it == status)
}

/// Whether `status` is one that HTTP knows, that of a success as well.
pub fn is_known(status: u16) -> bool {
    is_registered(status) || matches!(status, 100..=103 | 200..=208 | 226)
}

/// The statuses of the HTTP registry that errors are answered with.
const REASONS: &[(u16, &str)] = &[
    (203, "Non-Authoritative Information"),
    (300, "Multiple Choices"),
    (301, "Moved Permanently"),
    (302, "Found"),
    (303, "See Other"),
    (304, "Not Modified"),
    (307, "Temporary Redirect"),
    (308, "Permanent Redirect"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (402, "Payment Required"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (405, "Method Not Allowed"),
    (406, "Not Acceptable"),
    (407, "Proxy Authentication Required"),
    (408, "Request Timeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "Length Required"),
    (412, "Precondition Failed"),
    (413, "Content Too Large"),
    (414, "URI Too Long"),
    (415, "Unsupported Media Type"),
    (416, "Range Not Satisfiable"),
    (417, "Expectation Failed"),
    (422, "Unprocessable"),
    (423, "Locked"),
    (424, "Failed Dependency"),
    (425, "Too Early"),
    (426, "Upgrade Required"),
    (428, "Precondition Required"),
    (429, "Too Many Requests"),
    (431, "Request Header Fields Too Large"),
    (451, "Unavailable For Legal Reasons"),
    (500, "Internal Server Error"),
    (501, "Not Implemented"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
    (504, "Gateway Timeout"),
    (505, "HTTP Version Not Supported"),
    (507, "Insufficient Storage"),
];

#[cfg(test)]
mod tests {
    use super::{Said, in_heading, said};

    #[test]
    fn statuses_are_read_in_every_way_that_they_are_written() {
        for text in [
            "404",
            " 404 ",
            "404 Not Found",
            "Not Found (404)",
            "404Not Found",
            "HTTP 404",
        ] {
            assert_eq!(said(text), Said::Statuses(vec![404]), "{text}");
        }
        assert_eq!(said("400, 403"), Said::Statuses(vec![400, 403]));
        assert_eq!(said("N/A"), Said::None);
        assert_eq!(
            said("if signed in 403, else 401"),
            Said::Statuses(vec![403, 401])
        );
        assert_eq!(said("4xx"), Said::Class);
        let sentence = "Images larger than 128 GB cannot be exported.";
        assert_eq!(said(sentence), Said::Unreadable(sentence.to_owned()));
        for text in ["999", "40O", "-400", "404 or 4040", "Not a status"] {
            assert_eq!(said(text), Said::Unreadable(text.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_heading_needs_a_word_that_makes_its_number_a_status() {
        assert_eq!(in_heading("HTTP status code 203"), Some(203));
        assert_eq!(in_heading("404 Not Found"), Some(404));
        assert_eq!(in_heading("413 Request Entity Too Large"), Some(413));
        assert_eq!(in_heading("503 Unavailable"), Some(503));
        assert_eq!(in_heading("404 – NOT_FOUND"), Some(404));
        assert_eq!(in_heading("Login errors (401)"), Some(401));
        assert_eq!(in_heading("登录错误（401）"), Some(401));
        assert_eq!(in_heading("Storage errors (1401)"), None);
        assert_eq!(in_heading("Quota (500)"), None);
        assert_eq!(in_heading("404 NO_SUCH_PUMP"), None);
        assert_eq!(in_heading("503 SlowDown"), None);
        assert_eq!(in_heading("499 ways to fail"), None);
        assert_eq!(in_heading("Chapter 404"), None);
        assert_eq!(in_heading("1042 QUOTA_EXCEEDED"), None);
    }
}
