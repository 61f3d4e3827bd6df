//! What a catalog knows of texts: with which codes each line and each run of words stands, and from where a text can be.
//!
//! Knows words, codes and fields. Knows nothing of documents, of rows, or of what to say. Runs and lines are kept as
//! hashes in sorted lists: a catalog has some hundred thousand of them, and two that fall together can only let a person
//! look at a line that is right.

use crate::catalog::{Case, Catalog};
use crate::rows::Field;
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher, Hash};

/// How many words stand in a run.
const RUN: usize = 3;
/// How many runs in a row say that a text is another one: those of five words.
const ENOUGH: usize = 3;
/// With how many codes a run may stand that says so.
const FEW: usize = 3;
/// What stands in more places than these belongs to none of them.
const COMMON: usize = 64;
/// How many words a whole line has that is no common ending of others.
const LONG_END: usize = 4;

/// How many words an end of a line has at most.
const LONGEST_END: usize = 64;

/// The fields that hold texts.
pub(super) const TEXTS: [Field; 3] = [Field::Message, Field::Cause, Field::Solution];

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Owner {
    /// The number of the code.
    code: u32,
    field: Field,
    /// The number of the case.
    case: u32,
}

/// From where a line can be: the code, and the field.
pub(super) type Origin<'k> = (&'k str, Field);

/// The place in which a text is looked at.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) code: &'p str,
    pub(super) message: &'p str,
    pub(super) field: Field,
}

/// A place as the catalog knows it.
struct Here {
    /// The number of the code; `None` where it is not known.
    code: Option<u32>,
    /// The numbers of the cases with the message; all where there is none.
    cases: Vec<u32>,
    field: Field,
}

/// What a catalog knows.
pub(super) struct Known<'k> {
    /// The codes, sorted.
    codes: Vec<&'k str>,
    /// The hash of each code's number and of a message, with the number of the case.
    cases: Vec<(u64, u32)>,
    /// Where each run of words stands.
    runs: Vec<(u64, Owner)>,
    /// Where each line stands.
    lines: Vec<(u64, Owner)>,
}

impl<'k> Known<'k> {
    /// What `catalog` knows.
    pub(super) fn new(catalog: &'k Catalog) -> Self {
        let mut known = Self {
            codes: catalog.codes.keys().map(String::as_str).collect(),
            cases: Vec::new(),
            runs: Vec::new(),
            lines: Vec::new(),
        };
        for (code, (name, it)) in (0..).zip(&catalog.codes) {
            let (field, case) = (Field::Code, 0);
            known.add(name, Owner { code, field, case });
            for (number, case) in (0..).zip(&it.cases) {
                known.cases.push((hash((code, &case.message)), number));
                for field in TEXTS {
                    let case_of = Owner {
                        code,
                        field,
                        case: number,
                    };
                    known.add(text(case, field), case_of);
                }
            }
        }
        known.cases.sort_unstable();
        known.runs.sort_unstable();
        known.runs.dedup();
        known.lines.sort_unstable();
        known.lines.dedup();
        known
    }

    fn add(&mut self, text: &str, owner: Owner) {
        for line in lines(text) {
            self.lines.push((hash(line), owner));
            self.runs.extend(runs(line).map(|it| (hash(it), owner)));
        }
    }

    fn here(&self, place: Place) -> Here {
        let number = self.codes.binary_search(&place.code).ok();
        let code = number.and_then(|it| u32::try_from(it).ok());
        let cases = code.map_or(&[][..], |code| of(&self.cases, hash((code, place.message))));
        Here {
            code,
            cases: cases.iter().map(|it| it.1).collect(),
            field: place.field,
        }
    }

    /// Whether the catalog has the code of `place`.
    pub(super) fn has_code(&self, place: Place) -> bool {
        self.codes.binary_search(&place.code).is_ok()
    }

    /// From where `line` can be, where that is not `place`.
    pub(super) fn doubt(&self, line: &str, place: Place) -> Option<Origin<'k>> {
        let here = self.here(place);
        if here.has(of(&self.lines, hash(line))) {
            return None;
        }
        let mut runs = runs(line).map(|it| of(&self.runs, hash(it))).peekable();
        let start = runs.peek().copied().and_then(alone);
        let (mut all, mut others, mut in_a_row) = (0_usize, 0_usize, 0_usize);
        let (mut first, mut end) = (None, None);
        for owners in runs {
            let other = owners.first().filter(|_| !here.has(owners));
            let is_rare = other.is_some() && is_rare(owners);
            in_a_row = if is_rare { in_a_row + 1 } else { 0 };
            if in_a_row == ENOUGH {
                return self.from(other?);
            }
            all += 1;
            others += usize::from(other.is_some());
            first = first.or(other);
            end = alone(owners);
        }
        let spliced = start.zip(end).filter(|(start, end)| start.1 != end.1);
        let first = first.filter(|_| others * 2 > all);
        match first.or(spliced.map(|it| it.1)) {
            Some(stands) => self.from(stands),
            None => Some(self.end(line, LONG_END, place)?.1),
        }
    }

    /// The message or name of another code that `line` is or ends in, as a hash, and whose it is. Causes and solutions are
    /// too often the same for many codes.
    pub(super) fn whole(&self, line: &str, place: Place) -> Option<(u64, Origin<'k>)> {
        let (hash, origin) = self.end(line, 1, place)?;
        let is_telling = matches!(origin.1, Field::Message | Field::Code);
        (is_telling && origin.0 != place.code).then_some((hash, origin))
    }

    /// The same for whole lines of at least `fewest` words, of which `line` is none where its place has it.
    fn end(&self, line: &str, fewest: usize, place: Place) -> Option<(u64, Origin<'k>)> {
        let here = self.here(place);
        let starts = line.rmatch_indices(' ').map(|it| it.0 + 1);
        let starts: Vec<usize> = starts.take(LONGEST_END).collect();
        let ends = starts.iter().rev().filter_map(|at| line.get(*at..));
        let ends = ends.filter(|it| it.split(' ').nth(fewest - 1).is_some());
        let mut whole = std::iter::once(line).chain(ends);
        whole.find_map(|end| {
            let hash = hash(end);
            let owners = of(&self.lines, hash);
            let other_message = here.field == Field::Message && end.len() < line.len();
            let owner = owners
                .first()
                .filter(|_| other_message || !here.has(owners))?;
            Some((hash, self.from(owner)?))
        })
    }

    /// Whether `line` is a sentence that was a line of `place`, run together with what is none.
    pub(super) fn run_together(&self, line: &str, place: Place) -> bool {
        let here = self.here(place);
        let is_known = |it: &str| here.has(of(&self.lines, hash(it))) && ends_sentence(it);
        let parts = |at: usize| line.split_at_checked(at).unwrap_or_default();
        let ends = line.rmatch_indices(' ').map(|it| parts(it.0));
        let mut ends = ends.take(LONGEST_END);
        ends.any(|(first, second)| {
            let second = second.trim_start();
            is_known(first) && !ends_sentence(second) || is_known(second) && !leads(first)
        })
    }

    /// Where something stands.
    fn from(&self, stands: &(u64, Owner)) -> Option<Origin<'k>> {
        let owner = stands.1;
        let code = self.codes.get(usize::try_from(owner.code).ok()?)?;
        Some((code, owner.field))
    }
}

impl Here {
    /// Whether what stands with `owners` stood here before: in the same field of the same case or, where the case is not
    /// known, of the code. Of a code that is not known, any field that is the same is its own.
    fn has(&self, owners: &[(u64, Owner)]) -> bool {
        let Some(&(hash, _)) = owners.first() else {
            return false;
        };
        let field = self.field;
        let Some(code) = self.code else {
            return owners.len() > COMMON || owners.iter().any(|it| it.1.field == field);
        };
        let is_there = |owner| owners.binary_search(&(hash, owner)).is_ok();
        let is_name = is_there(Owner {
            code,
            field: Field::Code,
            case: 0,
        });
        let is_case = |case: &u32| {
            is_there(Owner {
                code,
                field,
                case: *case,
            })
        };
        let next = owners.partition_point(|it| (it.1.code, it.1.field) < (code, field));
        let of_code = owners
            .get(next)
            .is_some_and(|it| (it.1.code, it.1.field) == (code, field));
        is_name
            || if self.cases.is_empty() {
                of_code
            } else {
                self.cases.iter().any(is_case)
            }
    }
}

/// Those of the sorted `list` whose hash is `hash`.
fn of<T>(list: &[(u64, T)], hash: u64) -> &[(u64, T)] {
    let start = list.partition_point(|it| it.0 < hash);
    let rest = list.get(start..).unwrap_or_default();
    let end = rest.partition_point(|it| it.0 == hash);
    rest.get(..end).unwrap_or_default()
}

/// The only one of `owners`.
fn alone(owners: &[(u64, Owner)]) -> Option<&(u64, Owner)> {
    match owners {
        [one] => Some(one),
        _ => None,
    }
}

/// Whether something stands with few codes.
fn is_rare(owners: &[(u64, Owner)]) -> bool {
    let mut codes: Vec<u32> = owners.iter().take(COMMON).map(|it| it.1.code).collect();
    codes.dedup();
    owners.len() <= COMMON && codes.len() <= FEW
}

/// A text of `case`; empty where it has none.
pub(super) fn text(case: &Case, field: Field) -> &str {
    match field {
        Field::Cause => case.cause.as_deref().unwrap_or_default(),
        Field::Solution => case.solution.as_deref().unwrap_or_default(),
        Field::Message | Field::Code | Field::Status => case.message.as_str(),
    }
}

/// The lines of a text, without the signs of lists.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(|it| it.trim_start_matches([' ', '-']));
    lines.filter(|it| !it.is_empty())
}

/// The runs of words of `line`, which overlap, without a stop at their ends; all of it where it has fewer words.
fn runs(line: &str) -> impl Iterator<Item = &str> {
    let spaces = line.match_indices(' ').map(|it| it.0 + 1);
    let starts: Vec<usize> = std::iter::once(0).chain(spaces).collect();
    let count = starts.len().saturating_sub(RUN - 1).max(1);
    (0..count).filter_map(move |at| {
        let end = starts.get(at + RUN).map_or(line.len(), |it| it - 1);
        let run = line.get(*starts.get(at)?..end)?;
        Some(run.trim_end_matches(['.', ',', ';', ':']))
    })
}

/// Whether a sentence can stand behind `line`.
fn leads(line: &str) -> bool {
    line.ends_with([':', '：']) || ends_sentence(line)
}

/// Whether `line` ends as a sentence does.
fn ends_sentence(line: &str) -> bool {
    let closed = line.trim_end_matches(['"', '\'', '`', ')', ']', '”', '’']);
    closed.ends_with(['.', '!', '?', '。', '！', '？'])
}

/// The same for the same value, in every run of the program.
fn hash(value: impl Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(value)
}

/// The lines, as hashes in order, that a case had before from a document and has from it in that field no more, codes that
/// are gone among them.
pub(super) fn lost(before: &Catalog, now: &Catalog) -> Vec<u64> {
    let mut kept: Vec<u64> = stands(now).map(|it| it.0).collect();
    kept.sort_unstable();
    let gone = stands(before).filter(|it| kept.binary_search(&it.0).is_err());
    let mut lines: Vec<u64> = gone.map(|it| it.1).collect();
    lines.sort_unstable();
    lines
}

/// The hashes of every place in which a line stands in `catalog`, down to the document, each with that of the line.
fn stands(catalog: &Catalog) -> impl Iterator<Item = (u64, u64)> {
    let codes = catalog.codes.iter().filter(|(_, it)| it.retired.is_none());
    let cases = codes.flat_map(|(code, it)| it.cases.iter().map(move |case| (code, case)));
    cases.flat_map(|(code, case)| {
        let mut all = Vec::new();
        for document in &case.documents {
            all.push((hash((code, document)), hash(code.as_str())));
            for field in TEXTS {
                let place = hash((code, &case.message, field, document));
                let lines = lines(text(case, field)).map(hash);
                all.extend(lines.map(|line| (hash((place, line)), line)));
            }
        }
        all
    })
}
