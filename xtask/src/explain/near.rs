//! Which codes somebody may have meant who wrote one that is not there.
//!
//! Knows spellings. Knows nothing of what a code means.

use error_tables::catalog::{Catalog, Code};
use std::collections::BTreeMap;

/// How many codes are named at most.
const MOST: usize = 5;

/// What is longer is no code that somebody mistyped, and would take long to compare.
const LONGEST: usize = 200;

/// What is shorter is a part of too many codes.
const SHORTEST_PART: usize = 4;

/// A code that may have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near<'c> {
    /// The code.
    pub code: &'c str,
    /// The services that have it.
    pub services: Vec<&'c str>,
    /// How it is near.
    pub how: How,
}

/// How a code is near a text: the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It is the same, in a service that was not asked for.
    Same,
    /// The case of letters or the signs between them differ.
    Spelling,
    /// It is the name of its variant in Rust, now or formerly.
    Variant,
    /// So many characters are put in, left out, changed, or swapped with their neighbours.
    Edits(usize),
    /// One is a part of the other.
    Part,
}

/// The codes of `catalogs` that are near `asked`, the nearest first.
pub fn near<'c>(asked: &str, catalogs: &'c [Catalog]) -> Vec<Near<'c>> {
    if asked.len() > LONGEST {
        return Vec::new();
    }
    let plain = plain(asked);
    let mut found: BTreeMap<(How, &str), Vec<&str>> = BTreeMap::new();
    for catalog in catalogs {
        for (code, known) in &catalog.codes {
            let variant = is_variant(asked, code, known).then_some(How::Variant);
            if let Some(how) = how(asked, &plain, code).into_iter().chain(variant).min() {
                found.entry((how, code)).or_default().push(&catalog.service);
            }
        }
    }
    let near = found.into_iter().map(|((how, code), services)| Near {
        code,
        services,
        how,
    });
    near.take(MOST).collect()
}

/// Whether `asked` is or was the name in Rust of the code `wire`.
fn is_variant(asked: &str, wire: &str, code: &Code) -> bool {
    code.former_variants.contains_key(asked) || code.variant_name(wire) == asked
}

/// How `code` is near `asked`, whose letters and digits are `plain`; `None` where it is not.
fn how(asked: &str, plain: &str, code: &str) -> Option<How> {
    if code == asked {
        return Some(How::Same);
    }
    let other = self::plain(code);
    if other == plain {
        return Some(How::Spelling);
    }
    // One character in five may be wrong, and none in a text of one.
    let most = plain.chars().count().div_ceil(5).min(plain.len() / 2);
    if plain.len().abs_diff(other.len()) <= most * 4 {
        let edits = strsim::osa_distance(plain, &other);
        if edits <= most {
            return Some(How::Edits(edits));
        }
    }
    let (short, long) = if plain.len() < other.len() {
        (plain, other.as_str())
    } else {
        (other.as_str(), plain)
    };
    (short.len() >= SHORTEST_PART && long.contains(short)).then_some(How::Part)
}

/// The letters and digits of `text`, small: what a person remembers of a code, and what its name in Rust keeps.
fn plain(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::{How, how, plain};

    #[test]
    fn spelling_comes_before_edits_and_edits_before_parts() {
        let near = |asked: &str, code| how(asked, &plain(asked), code);
        assert_eq!(near("NoSuchKey", "NoSuchKey"), Some(How::Same));
        assert_eq!(near("nosuchkey", "NoSuchKey"), Some(How::Spelling));
        assert_eq!(near("no-such-key", "NoSuchKey"), Some(How::Spelling));
        assert_eq!(near("KmsDisabled", "KMS.Disabled"), Some(How::Spelling));
        assert_eq!(near("NoSuchKye", "NoSuchKey"), Some(How::Edits(1)));
        assert_eq!(near("NosuhKy", "NoSuchKey"), Some(How::Edits(2)));
        assert_eq!(near("SuchKey", "NoSuchKey"), Some(How::Edits(2)));
        assert_eq!(near("Digest", "InvalidDigest"), Some(How::Part));
        assert_eq!(near("NoSuchKeyInBucket", "NoSuchKey"), Some(How::Part));
        assert!(
            How::Same < How::Spelling && How::Spelling < How::Edits(1) && How::Edits(9) < How::Part
        );
    }

    #[test]
    fn others_are_not_near() {
        for (asked, code) in [
            ("NoSuchBox", "NoSuchBucket"),
            ("", "A"),
            ("A", "B"),
            ("Key", "NoSuchKey"),
            ("-", "A"),
        ] {
            assert_eq!(how(asked, &plain(asked), code), None, "{asked} {code}");
        }
    }
}
