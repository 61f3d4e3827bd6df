//! What a word in the head of a column, in a label or in a cell says about errors.
//!
//! Knows how words are compared. Knows nothing of how tables or lists are built.

use super::beside::{
    MARGINS, MEASURES, MEASURES_FIRST, MEASURES_LAST, NAVIGATION, PARTS, REFERENCES, REMARKS,
    WRONG_NAMES, WRONGS,
};
use super::tongues;
use super::vocabulary::{
    CAUSES, DESCRIPTIONS, ENDS, FOREIGN, LIKELY_CODES, MESSAGES, SOLUTIONS, STATUSES, SURE_CODES,
};
use crate::rows::Field;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What the head of a column, or a label, says about what stands under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The field, in a word that hardly means anything else.
    Sure(Field),
    /// The field, in a word that is used for other things as well; the cells must agree.
    Likely(Field),
    /// A word that tables of something else use: parameters, elements, limits.
    Foreign,
    /// No word that is known.
    Unknown,
}

impl Word {
    /// The field that it says, surely or likely.
    pub fn field(self) -> Option<Field> {
        match self {
            Self::Sure(field) | Self::Likely(field) => Some(field),
            Self::Foreign | Self::Unknown => None,
        }
    }
}

/// What `head` says: the text of a column's head or of a label.
pub fn word(head: &str) -> Word {
    const LONGEST: usize = 80;
    if head.len() > LONGEST {
        return Word::Unknown;
    }
    WORDS.get(&compact(head)).copied().unwrap_or(Word::Unknown)
}

/// What `head`, the head of a column, says: as [`word`] does, or by its last words (`S3 code`, `Kinto error message`).
pub fn head_word(head: &str) -> Word {
    const LONGEST: usize = 60;
    match word(head) {
        Word::Unknown if head.len() <= LONGEST => {
            let (text, head) = (head, compact(head));
            if is_code_of_http(&head) {
                return Word::Sure(Field::Status);
            }
            match by_last_words(&head) {
                Word::Unknown if is_measure(text) => Word::Foreign,
                Word::Unknown if text.contains('/') => of_two(text),
                Word::Unknown => misspelt(&head),
                word => word,
            }
        }
        word => word,
    }
}

/// What `head` says that is two or more words with slashes between them: what all of those say that are known.
fn of_two(head: &str) -> Word {
    let field = |it| match it {
        Word::Sure(field) | Word::Likely(field) => Some(Word::Likely(field)),
        Word::Foreign => Some(Word::Foreign),
        Word::Unknown => None,
    };
    let mut said = head.split('/').filter_map(|it| field(word(it)));
    match said.next() {
        Some(Word::Likely(first)) if said.all(|it| it == Word::Likely(first)) => {
            Word::Likely(first)
        }
        _ => Word::Unknown,
    }
}

/// Whether `head` names something that is measured or counted, so that no number under it is a code or a status: by its
/// first or last word, or by its unit.
fn is_measure(head: &str) -> bool {
    let head = head.to_lowercase();
    let (first, last) = (head.split(' ').next(), head.split(' ').next_back());
    let begins = first.is_some_and(|it| MEASURES_FIRST.contains(&it.trim_end_matches('.')));
    begins
        || head.starts_with("number of ")
        || last.is_some_and(|it| MEASURES_LAST.contains(&it))
        || MEASURES.iter().any(|it| head.contains(it))
}

/// Whether `head`, which is compact, speaks of the code of a response of HTTP, in whatever words between.
fn is_code_of_http(head: &str) -> bool {
    let ends = ["code", "codes", "status", "number", "码", "代码"];
    head.starts_with("http") && ends.iter().any(|it| head.ends_with(it))
}

/// What `head`, which is compact, says if one letter of it is wrong, missing, too many or in another place:
/// `discription`. A word that is not spelt as it should be is never sure.
fn misspelt(head: &str) -> Word {
    let cuts = cuts(head);
    let near = cuts.iter().filter_map(|it| NEAR.get(it));
    let mut meanings = NEAR.get(head).into_iter().chain(near);
    let Some(first) = meanings.next() else {
        return Word::Unknown;
    };
    match first {
        _ if meanings.any(|it| it != first) => Word::Unknown,
        Word::Sure(field) => Word::Likely(*field),
        word => *word,
    }
}

/// The fewest letters of a word that a misspelt one is compared with; short words are near too many others.
const FEWEST_LETTERS: usize = 7;

/// `word` with one letter left out, in each way. None of a short word, nor of one in another script than Latin.
fn cuts(word: &str) -> Vec<String> {
    let latin = |it: char| it < '\u{250}' && it.is_alphabetic();
    if word.chars().count() < FEWEST_LETTERS || !word.chars().all(latin) {
        return Vec::new();
    }
    let cut = |(at, letter): (usize, char)| {
        let (before, behind) = word.split_at(at);
        let behind = behind.strip_prefix(letter).unwrap_or(behind);
        format!("{before}{behind}")
    };
    word.char_indices().map(cut).collect()
}

/// The long words, whole and with one letter left out, as far as they do not contradict each other.
static NEAR: LazyLock<BTreeMap<String, Word>> = LazyLock::new(|| {
    let mut near = BTreeMap::new();
    for (word, meaning) in WORDS.iter() {
        let cuts = cuts(word);
        let whole = Some(word.clone()).filter(|_| !cuts.is_empty());
        for it in cuts.into_iter().chain(whole) {
            near.entry(it)
                .and_modify(|before| {
                    if before != meaning {
                        *before = Word::Unknown;
                    }
                })
                .or_insert(*meaning);
        }
    }
    near
});

/// What the end of `head`, which is compact, says.
fn by_last_words(head: &str) -> Word {
    let found = ENDS.iter().find(|(end, _)| head.ends_with(end));
    found.map_or(Word::Unknown, |(_, word)| *word)
}

/// Whether `text`, in the column of codes, is the name of a part that errors have rather than of an error.
pub fn is_part(text: &str) -> bool {
    const LONGEST: usize = 40;
    text.len() <= LONGEST && PARTS.contains(&compact(text).as_str())
}

/// Whether `text`, a cell, tells of something that goes wrong.
pub fn tells_of_errors(text: &str) -> bool {
    let text = text.to_lowercase();
    WRONGS.iter().any(|it| text.contains(it))
}

/// Whether `name`, a code of several words, says that something goes wrong: `INVALID_HOSE`, `pump_not_found`, `PumpFailed`.
pub fn names_wrong(name: &str) -> bool {
    const LONGEST: usize = 100;
    if name.len() > LONGEST {
        return false;
    }
    let mut words = vec![String::new()];
    let mut small = false;
    for sign in name.chars() {
        if !sign.is_ascii_alphanumeric() || small && sign.is_ascii_uppercase() {
            words.push(String::new());
        }
        small = sign.is_ascii_lowercase();
        if let Some(word) = words.last_mut()
            && sign.is_ascii_alphanumeric()
        {
            word.push(sign.to_ascii_lowercase());
        }
    }
    words.retain(|it| !it.is_empty());
    words.len() > 1 && words.iter().any(|it| WRONG_NAMES.contains(&it.as_str()))
}

/// Whether `head` speaks of codes rather than of numbers, names or types.
pub fn is_code_word(head: &str) -> bool {
    let head = head.to_lowercase();
    if ["type", "类型"].iter().any(|it| head.contains(it)) {
        return false;
    }
    let says = |words: &[&str]| words.iter().any(|it| head.contains(it));
    says(&["code", "error", "码", "错误", "返回值"]) || says(tongues::CODE_WORDS)
}

/// Whether `head` says code, and not name or number.
pub fn says_code(head: &str) -> bool {
    let head = head.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|it| head.contains(it));
    says(&["code", "码"]) && !says(&["name", "名"])
}

/// Whether `head` is the plain word for a status.
pub fn is_status_word(head: &str) -> bool {
    ["status", "状态"].contains(&compact(head).as_str())
}

/// Whether `head` speaks of names, as those of errors can be.
pub fn is_name_word(head: &str) -> bool {
    const NAMES: &[&str] = &[
        "name",
        "constant",
        "symbol",
        "symbolicname",
        "identifier",
        "enum",
        "condition",
        "conditionname",
        "sqlstate",
        "member",
        "literal",
        "enumerator",
        "名称",
        "编号",
    ];
    NAMES.contains(&compact(head).as_str())
}

/// Whether `head` speaks of the parts of an enumeration, which are errors only where each has a number.
pub fn is_member_word(head: &str) -> bool {
    ["member", "literal", "enumerator"].contains(&compact(head).as_str())
}

/// Whether `text` is a word that names another document or a part of this one together with a number.
pub fn is_reference(text: &str) -> bool {
    REFERENCES.contains(&compact(text).as_str())
}

/// Whether `text` is a word that leads to another page.
pub fn is_navigation(text: &str) -> bool {
    const LONGEST: usize = 30;
    text.len() <= LONGEST && NAVIGATION.contains(&compact(text).as_str())
}

/// Whether `label` sets a remark apart rather than a part of an error.
pub fn is_remark(label: &str) -> bool {
    REMARKS.contains(&compact(label).as_str())
}

/// Whether `text` is a short line about the document, such as since which version something is so.
pub fn is_margin(text: &str) -> bool {
    const LONGEST: usize = 60;
    let label = text.split_once([':', '：']).map_or(text, |it| it.0);
    text.len() <= LONGEST && MARGINS.contains(&compact(label).as_str())
}

/// Whether `head` is the plain word for an error.
pub fn is_plain_error(head: &str) -> bool {
    ["error", "errors", "错误"].contains(&compact(head).as_str())
}

/// All words as [`compact`] leaves them. A word of two lists means what the earlier list says.
static WORDS: LazyLock<BTreeMap<String, Word>> = LazyLock::new(|| {
    let lists = [
        (SURE_CODES, Word::Sure(Field::Code)),
        (STATUSES, Word::Sure(Field::Status)),
        (MESSAGES, Word::Sure(Field::Message)),
        (CAUSES, Word::Sure(Field::Cause)),
        (SOLUTIONS, Word::Sure(Field::Solution)),
        (DESCRIPTIONS, Word::Likely(Field::Message)),
        (LIKELY_CODES, Word::Likely(Field::Code)),
        (FOREIGN, Word::Foreign),
        (tongues::SURE_CODES, Word::Sure(Field::Code)),
        (tongues::STATUSES, Word::Sure(Field::Status)),
        (tongues::MESSAGES, Word::Sure(Field::Message)),
        (tongues::CAUSES, Word::Sure(Field::Cause)),
        (tongues::SOLUTIONS, Word::Sure(Field::Solution)),
        (tongues::DESCRIPTIONS, Word::Likely(Field::Message)),
        (tongues::LIKELY_CODES, Word::Likely(Field::Code)),
    ];
    let mut words = BTreeMap::new();
    for (list, meaning) in lists {
        for word in list {
            words.entry(compact(word)).or_insert(meaning);
        }
    }
    words
});

/// `text` in the form in which words are compared: lower case, only letters and digits, what stands in brackets gone.
/// `ErrorCode`, `error_code` and `Error code` are the same.
fn compact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for sign in text.chars() {
        match sign {
            '(' | '（' | '[' => depth += 1,
            ')' | '）' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ if sign.is_ascii_alphanumeric() => out.push(sign.to_ascii_lowercase()),
            _ if !sign.is_ascii() && sign.is_alphanumeric() => out.extend(sign.to_lowercase()),
            _ => {}
        }
    }
    out
}

/// Whether `text`, what stands under a name, begins as the text of a parameter does: by whether it must be given.
pub fn is_of_parameter(text: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "required.",
        "required,",
        "optional.",
        "optional,",
        "recommended.",
        "(required)",
        "(optional)",
        "[optional]",
        "string,",
        "number,",
        "integer,",
        "boolean,",
        "object,",
        "必选",
        "可选",
        "必填",
    ];
    let start: String = text.chars().take(16).collect::<String>().to_lowercase();
    BEGINNINGS.iter().any(|it| start.starts_with(it))
}
