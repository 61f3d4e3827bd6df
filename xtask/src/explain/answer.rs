//! What there is to say of a code, a message or a response.
//!
//! Knows catalogs, rules and documents, as values. Knows nothing of how the answer is shown.

use super::message::{self, Likeness};
use super::near::{self, How, Near};
use super::places::{Place, Places};
use crate::disk::load::Ruled;
use error_tables::catalog::{Answer as Given, Case, Catalog, Code, Retry};
use error_tables::rules::{self, Member, Rules, Why};
use std::ops::RangeInclusive;

/// How many codes are named for a message that none of them documents.
const MOST_ALIKE: usize = 3;

/// By how many parts in a hundred the next one may be less like it than the first.
const FURTHER: u8 = 10;

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The code.
    pub code: Option<String>,
    /// What was sent as the message.
    pub message: Option<String>,
    /// The HTTP status, where a response told it.
    pub status: Option<u16>,
    /// The only service to look at.
    pub service: Option<String>,
}

/// What is known, whatever is asked.
pub struct Known<'t> {
    /// The catalogs of all services, sorted by service.
    pub catalogs: &'t [Catalog],
    /// The rules about all of them.
    pub rules: &'t Ruled,
}

/// The answer to a question.
pub struct Answer<'t> {
    /// The codes that were asked for: by how like the message is, then by service.
    pub entries: Vec<Entry<'t>>,
    /// Where there is none: the codes that may have been meant. Otherwise those that look just like it, such as a misprint
    /// in the document of another service.
    pub near: Vec<Near<'t>>,
    /// Where there is none: what is known of the status of the response, or of the number that was asked for.
    pub status: Option<Status<'t>>,
    /// Documents of the services that were looked at which are others than their catalogs were made from.
    pub changed: Vec<&'t str>,
}

/// One code of one service.
pub struct Entry<'t> {
    /// The catalog that has it.
    pub catalog: &'t Catalog,
    /// The code.
    pub name: &'t str,
    /// What is known of it.
    pub code: &'t Code,
    /// The rules behind its answers; `None` for one that is given by no rule any more.
    pub why: Option<Why<'t>>,
    /// What its statuses alone would say of sending again, where that is wrong.
    pub misjudged: Vec<(u16, Retry)>,
    /// The same error in other services.
    pub same: Vec<Member>,
    /// The services that have a code of this spelling for another error.
    pub different: Vec<&'t str>,
    /// Its cases, or the one whose message was sent.
    pub cases: Vec<Told<'t>>,
    /// How the message that was sent is like that of the case; `None` where none was sent, or none is like it.
    pub likeness: Option<Likeness>,
}

/// A case with its places.
pub struct Told<'t> {
    /// Which case of the code it is, from 1.
    pub number: usize,
    /// The case.
    pub case: &'t Case,
    /// Where it stands.
    pub places: Vec<Place>,
}

/// What is known of an HTTP status alone.
pub struct Status<'t> {
    /// The status.
    pub number: u16,
    /// What the rules give it; `None` where there are none.
    pub answer: Option<Given>,
    /// The codes that are documented with it, by service.
    pub codes: Vec<(&'t str, Vec<&'t str>)>,
}

/// A code of a service and, where a message is asked for, its case.
type Hit<'t> = (&'t Catalog, &'t str, &'t Code, Option<(usize, Likeness)>);

/// The answer to `question`.
pub fn answer<'t>(question: &Question, known: &Known<'t>, places: &mut Places<'t>) -> Answer<'t> {
    let wanted = |it: &&Catalog| question.service.as_ref().is_none_or(|id| *id == it.service);
    let catalogs: Vec<&Catalog> = known.catalogs.iter().filter(wanted).collect();
    let asked = question.code.as_deref();
    let mut hits = asked.map_or_else(Vec::new, |code| by_code(code, question, &catalogs));
    let is_found = !hits.is_empty();
    let number = || asked?.parse().ok().filter(|it| (100..=599).contains(it));
    let status = question.status.or_else(number);
    let status = status.filter(|_| !is_found);
    if let (false, Some(message)) = (is_found, &question.message) {
        hits = by_message(message, question.status, &catalogs);
    }
    let groups = rules::groups(known.rules(), known.catalogs);
    let entries = hits
        .into_iter()
        .map(|hit| known.entry(hit, &groups, places));
    let entries: Vec<Entry> = entries.collect();
    let mut near = asked.map_or_else(Vec::new, |code| near::near(code, known.catalogs));
    if is_found {
        near.retain(|it| is_lookalike(it, &entries));
    }
    Answer {
        changed: catalogs.iter().flat_map(|it| places.changed(it)).collect(),
        entries,
        near,
        status: status.map(|status| known.status(status, &catalogs)),
    }
}

/// Whether `near` looks just like the code of `entries`, and nothing says yet that it is the same.
fn is_lookalike(near: &Near, entries: &[Entry]) -> bool {
    let is_said = |entry: &Entry| entry.same.iter().any(|it| it.code == near.code);
    matches!(near.how, How::Spelling | How::Edits(1)) && !entries.iter().any(is_said)
}

/// The code `name` in each of `catalogs` that has it, with the case that `question` asks for: those whose messages are most
/// like the one that was sent come first.
fn by_code<'t>(name: &str, question: &Question, catalogs: &[&'t Catalog]) -> Vec<Hit<'t>> {
    let found = |catalog: &&'t Catalog| {
        let (name, code) = catalog.codes.get_key_value(name)?;
        let message = question.message.as_deref();
        let case = message.and_then(|it| message::find(&code.cases, it, question.status));
        Some((*catalog, name.as_str(), code, case))
    };
    let mut hits: Vec<Hit> = catalogs.iter().filter_map(found).collect();
    hits.sort_by_key(|(.., case)| case.map_or((1, None), |(_, likeness)| (0, Some(likeness))));
    hits
}

/// The codes that document `message`; where none does, the few whose messages are most like it.
fn by_message<'t>(message: &str, status: Option<u16>, catalogs: &[&'t Catalog]) -> Vec<Hit<'t>> {
    let codes = catalogs.iter().flat_map(|catalog| {
        catalog
            .codes
            .iter()
            .map(move |(name, code)| (*catalog, name, code))
    });
    let mut found: Vec<(Likeness, Hit)> = codes
        .filter_map(|(catalog, name, code)| {
            let (case, likeness) = message::find(&code.cases, message, status)?;
            Some((
                likeness,
                (catalog, name.as_str(), code, Some((case, likeness))),
            ))
        })
        .collect();
    found.sort_by_key(|(likeness, _)| *likeness);
    let best = found.first().map(|(likeness, _)| *likeness);
    found.retain(|(likeness, _)| match (best, likeness) {
        (Some(Likeness::Alike { apart: best }), Likeness::Alike { apart }) => {
            *apart <= best + FURTHER
        }
        _ => best == Some(*likeness),
    });
    if let Some(Likeness::Alike { .. }) = best {
        found.truncate(MOST_ALIKE);
    }
    found.into_iter().map(|(_, hit)| hit).collect()
}

impl<'t> Known<'t> {
    fn rules(&self) -> Option<&'t Rules> {
        match self.rules {
            Ruled::Read(rules) => Some(rules),
            Ruled::Absent | Ruled::Broken => None,
        }
    }

    fn entry(&self, hit: Hit<'t>, groups: &[Vec<Member>], places: &mut Places<'t>) -> Entry<'t> {
        let (catalog, name, code, found) = hit;
        let same = same(groups, &catalog.service, name);
        let wanted = |index: usize| found.is_none_or(|(wanted, _)| index == wanted);
        let cases = code.cases.iter().enumerate();
        let cases = cases.filter(|(index, _)| wanted(*index));
        Entry {
            why: self.why(&catalog.service, name, code),
            misjudged: self.misjudged(code),
            different: self.different(&catalog.service, name, &same),
            cases: cases
                .map(|(index, case)| Told {
                    number: index + 1,
                    case,
                    places: places.of(&catalog.service, name, case),
                })
                .collect(),
            likeness: found.map(|(_, likeness)| likeness),
            catalog,
            name,
            code,
            same,
        }
    }

    /// The rules behind the answers of `code`, as far as they still give them.
    fn why(&self, service: &str, name: &str, code: &Code) -> Option<Why<'t>> {
        let why = rules::why(self.rules()?, service, name, code);
        Some(Why {
            kind: why.kind.filter(|rule| rule.kind == code.kind),
            retry: why.retry.filter(|rule| rule.retry == code.retry),
        })
    }

    /// The services that have the code `name`, but not as the error that it is in `service`, which is the same in `same`.
    fn different(&self, service: &str, name: &str, same: &[Member]) -> Vec<&'t str> {
        let is_same = |id: &str| same.iter().any(|it| it.service == id && it.code == name);
        let having = self
            .catalogs
            .iter()
            .filter(|it| it.codes.contains_key(name));
        let having = having.map(|it| it.service.as_str());
        having.filter(|id| *id != service && !is_same(id)).collect()
    }

    /// The statuses of `code` that alone would give another retry answer than it has.
    fn misjudged(&self, code: &Code) -> Vec<(u16, Retry)> {
        let ranges = self.rules().map(Rules::by_status).unwrap_or_default();
        let statuses = code.statuses().into_iter();
        let alone = statuses.filter_map(|status| Some((status, at(&ranges, status)?.retry)));
        alone
            .filter(|(_, alone)| code.retry.is_some_and(|it| it != *alone))
            .collect()
    }

    fn status(&self, status: u16, catalogs: &[&'t Catalog]) -> Status<'t> {
        let ranges = self.rules().map(Rules::by_status);
        let codes = |catalog: &&'t Catalog| {
            let with = catalog
                .codes
                .iter()
                .filter(|(_, code)| code.statuses().contains(&status));
            let codes: Vec<&str> = with.map(|(name, _)| name.as_str()).collect();
            (!codes.is_empty()).then_some((catalog.service.as_str(), codes))
        };
        Status {
            number: status,
            answer: ranges.and_then(|ranges| at(&ranges, status)),
            codes: catalogs.iter().filter_map(codes).collect(),
        }
    }
}

/// The others of the group that the code `name` of `service` is in.
fn same(groups: &[Vec<Member>], service: &str, name: &str) -> Vec<Member> {
    let is_own = |it: &Member| it.service == service && it.code == name;
    let group = groups.iter().find(|group| group.iter().any(is_own));
    let others = group.into_iter().flatten().filter(|it| !is_own(it));
    others.cloned().collect()
}

/// What `ranges` say of `status`.
fn at(ranges: &[(RangeInclusive<u16>, Given)], status: u16) -> Option<Given> {
    let found = ranges.iter().find(|(range, _)| range.contains(&status));
    found.map(|(_, answer)| *answer)
}
