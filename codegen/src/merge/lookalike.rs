//! Codes that look alike: a misprint in one document shows as a code one edit away from another.
//!
//! Knows spellings. Knows nothing of what a code means.
//!
//! Two texts that are one edit apart share a key: leave each character of a text out in turn, and the text itself is a
//! key too. So only codes that share one are compared, and the time taken grows with the codes, not with their pairs.

use crate::catalog::Catalog;
use crate::document::Pos;
use crate::problem::Finding;
use crate::rules::Rules;
use crate::spelling::{Near, near, visible};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hasher as _};

/// A longer code has no lookalikes: nobody could see them, and its keys would be as many as its characters. Nor has
/// one without a letter: numbers are meant to be one digit apart.
const LONGEST: usize = 200;

/// A note for every pair of codes, within a service and across services, that are one edit apart (a character put in,
/// left out, changed, or swapped with its neighbour) or differ in case alone, and whether `rules` call the two the same
/// error. The notes name the services and have neither path nor place.
pub fn lookalikes(catalogs: &[Catalog], rules: Option<&Rules>) -> Vec<Finding> {
    let services = services(catalogs);
    let codes: Vec<&str> = services.keys().copied().collect();
    let same = |one: &str, other: &str| rules.is_some_and(|it| it.are_same(one, other));
    pairs(&codes)
        .into_iter()
        .map(|(one, other, how)| note(&services, (one, other), how, same(one, other)))
        .collect()
}

/// Every code, with the services that have it.
fn services(catalogs: &[Catalog]) -> BTreeMap<&str, Vec<&str>> {
    let mut services: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for catalog in catalogs {
        for code in catalog.codes.keys() {
            services.entry(code).or_default().push(&catalog.service);
        }
    }
    services
}

/// The pairs of `codes` that look alike, in order.
fn pairs<'c>(codes: &[&'c str]) -> Vec<(&'c str, &'c str, Near)> {
    let mut by_key: Vec<(u64, usize)> = Vec::new();
    for (index, code) in codes.iter().enumerate() {
        by_key.extend(keys(code).into_iter().map(|key| (key, index)));
    }
    by_key.sort_unstable();
    by_key.dedup();
    let mut found = BTreeSet::new();
    for same in by_key.chunk_by(|a, b| a.0 == b.0) {
        for (position, (_, one)) in same.iter().enumerate() {
            let others = same.iter().skip(position + 1);
            found.extend(others.map(|(_, other)| (*one, *other)));
        }
    }
    let pair = |(one, other): (usize, usize)| {
        let (one, other) = (*codes.get(one)?, *codes.get(other)?);
        near(one, other).map(|how| (one, other, how))
    };
    found.into_iter().filter_map(pair).collect()
}

/// The keys of `code`, without regard to case, so that one set of keys finds both kinds of lookalikes.
fn keys(code: &str) -> Vec<u64> {
    if code.len() > LONGEST || !code.contains(char::is_alphabetic) {
        return Vec::new();
    }
    let lower = code.to_ascii_lowercase();
    let without = lower.char_indices().map(|(at, c)| {
        let end = lower.get(at + c.len_utf8()..).unwrap_or_default();
        hash(lower.get(..at).unwrap_or_default(), end)
    });
    without.chain([hash(&lower, "")]).collect()
}

/// A number for `start` and `end` as one text.
fn hash(start: &str, end: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(start.as_bytes());
    hasher.write(end.as_bytes());
    hasher.finish()
}

fn note(
    services: &BTreeMap<&str, Vec<&str>>,
    (one, other): (&str, &str),
    how: Near,
    same: bool,
) -> Finding {
    let of = |code: &str| services.get(code).map_or(String::new(), |it| it.join(", "));
    let how = match how {
        Near::Case => "differ in case alone",
        Near::Edit => "are one edit apart",
    };
    let ruled = if same {
        "; the rules say that they are the same error"
    } else {
        ""
    };
    let what = format!(
        "`{}` ({}) and `{}` ({}) {how}{ruled}",
        visible(one),
        of(one),
        visible(other),
        of(other)
    );
    let note = Finding::note(Pos::new(1, 1), what, "");
    Finding { at: None, ..note }
}

#[cfg(test)]
mod tests {
    use super::pairs;
    use crate::spelling::near;

    #[test]
    fn finds_the_pairs_that_comparing_all_finds() {
        let codes = [
            "AccessDenied",
            "AccesDenied",
            "AccessDeniedd",
            "BucketAlreadyExist",
            "BucketAlreadyExists",
            "InPOSTRequest",
            "InPostRequest",
            "NoSuchKey",
            "NoSuhcKey",
            "ab",
            "abc",
            "ba",
            "错误",
            "错误码",
        ];
        let mut all = Vec::new();
        for (index, one) in codes.iter().enumerate() {
            for other in &codes[index + 1..] {
                all.extend(near(one, other).map(|how| (*one, *other, how)));
            }
        }
        assert_eq!(pairs(&codes), all);
        assert_eq!(all.len(), 8);
    }
}
