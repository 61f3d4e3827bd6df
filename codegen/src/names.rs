//! Names in Rust for codes and services.
//!
//! Knows what rustc and clippy take as a name without a warning. Knows nothing of documents.
//!
//! A code that is such a name keeps its spelling. Any other is taken apart at everything that is no ASCII letter or
//! digit, and its words are joined, each with a capital:
//!
//! - a word without small letters gets them (`QUOTA_EXCEEDED` is `QuotaExceeded`, `KMS.Disabled` is `KmsDisabled`), others
//!   stay (`XMLFault.v2` is `XMLFaultV2`), and a name of nothing but three or more capitals is one such word;
//! - between two digits that would run together stands `_` (`E1.5` is `E1_5`), since `E15` is another code;
//! - a name that would start with a digit gets an `E` before it (`404` is `E404`), `Self` is `Self_`;
//! - a character outside ASCII is a word of its own, `U` and its number (`é` is `Ue9`), and so is every sign of a code that
//!   has nothing but signs (`*` is `U2a`).
//!
//! A name made this way and put through the rule again stays as it is: this is how a name that a person chose is judged.
//!
//! The rule is part of what was published: with another one, names that people compile against would vanish.

use std::fmt::Write;

/// The variant for `code`; empty if `code` is.
pub(crate) fn variant(code: &str) -> String {
    if is_name(code) {
        return code.to_owned();
    }
    let mut name = String::with_capacity(code.len());
    let words = split(code);
    for word in &words {
        let word = if words.len() > 1 {
            tamed(word)
        } else {
            word.clone()
        };
        if name.ends_with(digit) && word.starts_with(digit) {
            name.push('_');
        }
        push_capital(&mut name, &word);
    }
    if name.len() > 2 && name.bytes().all(|it| it.is_ascii_uppercase()) {
        let rest = name.split_off(1);
        name.push_str(&rest.to_ascii_lowercase());
    }
    if name == "Self" {
        name.push('_');
    }
    if name.starts_with(digit) {
        name.insert(0, 'E');
    }
    name
}

/// Whether `code` is a name as it is, which most codes are: a capital, letters and digits, not all of them capitals.
fn is_name(code: &str) -> bool {
    code.starts_with(|it: char| it.is_ascii_uppercase())
        && code.bytes().all(|it| it.is_ascii_alphanumeric())
        && code.bytes().any(|it| it.is_ascii_lowercase())
        && code != "Self"
}

/// The module for a service, if its id is one that can be the name of a feature, a folder and a module:
/// small letters, digits and single hyphens between them, starting with a letter.
pub(crate) fn module(service: &str) -> Option<String> {
    let part = |part: &str| {
        let mut bytes = part.bytes();
        !part.is_empty() && bytes.all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
    };
    let letter = service.starts_with(|it: char| it.is_ascii_lowercase());
    let legal = letter && service.split('-').all(part) && !KEYWORDS.contains(&service);
    legal.then(|| service.replace('-', "_"))
}

/// The keywords of edition 2024, and the names that the crate uses itself.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "core",
    "crate", "default", "do", "docs", "dyn", "else", "enum", "extern", "false", "final", "fn",
    "for", "gen", "guidance", "http", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "response", "return", "self", "serde",
    "services", "static", "std", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The words of `code`; each has a letter or a digit.
fn split(code: &str) -> Vec<String> {
    let sign = |it: char| it.is_ascii() && !it.is_ascii_alphanumeric();
    let signs_only = code.chars().all(sign);
    let mut words = vec![String::new()];
    for char in code.chars() {
        if signs_only || !char.is_ascii() {
            words.push(number(char));
            words.push(String::new());
        } else if sign(char) {
            words.push(String::new());
        } else if let Some(word) = words.last_mut() {
            word.push(char);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The number of a character, as a word.
fn number(char: char) -> String {
    let mut word = String::from("U");
    // Writing to a string does not fail.
    let _ = write!(word, "{:x}", u32::from(char));
    word
}

/// `word` with one capital, if it has no small letter.
fn tamed(word: &str) -> String {
    if word.bytes().any(|it| it.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len());
    push_capital(&mut out, &word.to_ascii_lowercase());
    out
}

fn push_capital(name: &mut String, word: &str) {
    let mut chars = word.chars();
    name.extend(chars.next().map(|first| first.to_ascii_uppercase()));
    name.push_str(chars.as_str());
}

fn digit(it: char) -> bool {
    it.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::{module, variant};

    #[test]
    fn plain_codes_keep_their_spelling() {
        for code in [
            "AccessDenied",
            "InternalErrror",
            "HTTPError",
            "OK",
            "E1042",
            "X",
            "Ab1C",
        ] {
            assert_eq!(variant(code), code);
        }
    }

    #[test]
    fn other_codes_get_a_name_by_rule() {
        for (code, name) in [
            ("KMS.DisabledException", "KmsDisabledException"),
            ("QUOTA_EXCEEDED", "QuotaExceeded"),
            ("TIMEOUT", "Timeout"),
            ("timeout", "Timeout"),
            ("noSuchKey", "NoSuchKey"),
            ("no-such key/2", "NoSuchKey2"),
            ("XMLFault.v2", "XMLFaultV2"),
            ("E1.5", "E1_5"),
            ("E15", "E15"),
            ("404", "E404"),
            ("0x11", "E0x11"),
            ("Self", "Self_"),
            ("self", "Self_"),
            ("type", "Type"),
            ("A.B.C", "Abc"),
            ("*", "U2a"),
            ("--", "U2dU2d"),
            ("__", "U5fU5f"),
            ("Größe", "GrUf6UdfE"),
            ("错误", "U9519U8bef"),
            ("", ""),
        ] {
            assert_eq!(variant(code), name, "{code}");
        }
    }

    #[test]
    fn the_rule_leaves_its_names_as_they_are() {
        for code in [
            "A.B.C",
            "E1.5",
            "--",
            "é",
            "Self",
            "404",
            "QUOTA_EXCEEDED",
            "a.B",
            "A-1-2",
        ] {
            let name = variant(code);
            assert_eq!(variant(&name), name, "{code}");
        }
    }

    #[test]
    fn services_are_in_kebab_case() {
        assert_eq!(module("aliyun-oss").as_deref(), Some("aliyun_oss"));
        for service in [
            "", "-", "a--b", "A", "1a", "../a", "a/b", "self", "default", "a_b",
        ] {
            assert_eq!(module(service), None, "{service}");
        }
    }
}
