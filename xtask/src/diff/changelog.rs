//! The section that a change asks for in CHANGELOG.md, ready to paste.
//!
//! Knows what the changelog names: what a program can notice, code by code, and that texts changed. Knows nothing of
//! terminals.

use super::report::{CRATE, Report};
use error_tables::catalog::{Catalog, Code, Word};
use error_tables::diff::{Changes, CodeFact, Fact, Level, Side, Topic};
use error_tables::emit::code_span;
use error_tables::rules::Member;
use std::collections::BTreeSet;

/// How wide the lines of the changelog are.
const WIDTH: usize = 118;

/// The section; `None` where the change reaches nobody.
pub fn section(report: &Report) -> Option<String> {
    if report.comparison.level() == Level::None {
        return None;
    }
    let (before, after) = (&report.base.side, &report.head.side);
    let shared = report.comparison.shared.iter();
    let mut entries: Vec<Vec<String>> = shared.map(|it| words(&it.fact.to_string())).collect();
    for changes in &report.comparison.services {
        let service = Service {
            before: of(before, changes),
            after: of(after, changes),
            changes,
        };
        entries.extend(service.entries());
    }
    let lines: String = entries.iter().map(|it| wrapped(it)).collect();
    Some(format!("## Unreleased\n\n### {CRATE}\n\n{lines}"))
}

/// What changed in a service, with what it was and is.
struct Service<'r> {
    before: Option<&'r Catalog>,
    after: Option<&'r Catalog>,
    changes: &'r Changes,
}

fn of<'s>(side: &'s Side, changes: &Changes) -> Option<&'s Catalog> {
    side.catalogs
        .iter()
        .find(|it| it.service == changes.service)
}

impl Service<'_> {
    /// The entries, in words that no line may be broken within.
    fn entries(&self) -> Vec<Vec<String>> {
        let id = code_span(&self.changes.service);
        let mut entries = vec![
            self.listed("removed:", |it| matches!(it, CodeFact::Removed)),
            self.added(),
            self.listed("no longer documented, and deprecated:", |it| {
                matches!(it, CodeFact::Retired { .. })
            }),
            self.listed("documented again:", |it| matches!(it, CodeFact::Restored)),
        ];
        entries.extend(self.statuses());
        entries.extend(self.codes().filter_map(|(code, fact)| one(code, fact)));
        entries.push(self.texts());
        entries.extend(self.whole());
        let entries = entries.into_iter().filter(|it| !it.is_empty());
        entries
            .map(|mut words| {
                words.insert(0, format!("{id}:"));
                words
            })
            .collect()
    }

    fn codes(&self) -> impl Iterator<Item = (&str, &CodeFact)> {
        self.changes.facts.iter().filter_map(|it| match &it.fact {
            Fact::Code { code, what } => Some((code.as_str(), what)),
            _ => None,
        })
    }

    /// The codes about which there is a fact that is `wanted`, behind what is said of them.
    fn listed(&self, says: &str, wanted: impl Fn(&CodeFact) -> bool) -> Vec<String> {
        let found = self.codes().filter(|(_, fact)| wanted(fact));
        let codes: Vec<Vec<String>> = found.map(|(code, _)| vec![code_span(code)]).collect();
        said(says, codes)
    }

    fn added(&self) -> Vec<String> {
        let added = self.codes().filter_map(|(code, fact)| match fact {
            CodeFact::Added { statuses } if statuses.is_empty() => Some(vec![code_span(code)]),
            CodeFact::Added { statuses } => {
                Some(vec![code_span(code), format!("({})", numbers(statuses))])
            }
            _ => None,
        });
        let added: Vec<Vec<String>> = added.collect();
        said(
            if added.len() == 1 {
                "new code"
            } else {
                "new codes"
            },
            added,
        )
    }

    /// The codes whose statuses changed.
    fn statuses(&self) -> Vec<Vec<String>> {
        let noticed = self.changes.facts.iter().filter_map(|it| match &it.fact {
            Fact::Code { code, what }
                if it.level >= Level::Minor
                    && matches!(what.topic(), Topic::Status | Topic::Case) =>
            {
                Some(code)
            }
            _ => None,
        });
        let codes: BTreeSet<&String> = noticed.collect();
        let of = |side: Option<&Catalog>, code: &String| {
            let code = side.and_then(|it| it.codes.get(code));
            code.map_or_else(Vec::new, Code::statuses)
        };
        let entries = codes.into_iter().map(|code| {
            let (before, after) = (of(self.before, code), of(self.after, code));
            let name = code_span(code);
            if before == after {
                return words_with("another status with a message of", name, "");
            }
            let now = format!("is {}, was {}", numbers(&after), numbers(&before));
            words_with("the status of", name, &now)
        });
        entries.collect()
    }

    /// How many codes have other texts than before.
    fn texts(&self) -> Vec<String> {
        let texts = self.changes.facts.iter().filter_map(|it| match &it.fact {
            Fact::Code { code, what }
                if it.level == Level::Patch
                    && !matches!(what, CodeFact::DocumentsChanged { .. }) =>
            {
                Some(code)
            }
            _ => None,
        });
        let texts: BTreeSet<&String> = texts.collect();
        match texts.len() {
            0 => Vec::new(),
            1 => words("other texts in 1 code"),
            more => words(&format!("other texts in {more} codes")),
        }
    }

    /// What is about the service as a whole.
    fn whole(&self) -> Vec<Vec<String>> {
        let facts = self
            .changes
            .facts
            .iter()
            .filter(|it| it.level > Level::None);
        let mut entries: Vec<Vec<String>> = Vec::new();
        for it in facts {
            let entry = match &it.fact {
                Fact::ServiceAdded { codes } => words(&format!(
                    "new service, with {codes} codes and a feature of its name"
                )),
                Fact::ServiceRemoved { .. } => {
                    words("the service is gone, with its module and its feature")
                }
                Fact::ServiceRenamed { before, .. } => {
                    words_with("was called", code_span(before), "")
                }
                Fact::Code {
                    what: CodeFact::DocumentsChanged { .. },
                    ..
                }
                | Fact::TitleChanged { .. }
                | Fact::DocumentAdded { .. }
                | Fact::DocumentRemoved { .. }
                | Fact::DocumentsReordered => {
                    words("its documents have other names or places in the docs")
                }
                _ => continue,
            };
            if !entries.contains(&entry) {
                entries.push(entry);
            }
        }
        entries
    }
}

/// The entry for a fact that has one of its own.
fn one(code: &str, fact: &CodeFact) -> Option<Vec<String>> {
    let name = code_span(code);
    let changed = |what: &str, before: &'static str, after: &'static str| {
        words_with(
            &format!("the {what} of"),
            name.clone(),
            &format!("is `{after}`, was `{before}`"),
        )
    };
    match fact {
        CodeFact::VariantChanged { .. } => {
            Some(words_with("the variant of", name, "has another name"))
        }
        CodeFact::KindChanged { before, after } => {
            Some(changed("kind", word(*before), word(*after)))
        }
        CodeFact::RetryChanged { before, after } => {
            Some(changed("retry answer", word(*before), word(*after)))
        }
        CodeFact::AliasChanged { gained, lost } => {
            let mut entry = vec![name];
            entry.extend(same("is the same error as", gained));
            if !gained.is_empty() && !lost.is_empty() {
                entry.push("and".to_owned());
            }
            entry.extend(same("is no longer the same error as", lost));
            Some(entry)
        }
        _ => None,
    }
}

fn word(word: Option<impl Word>) -> &'static str {
    word.map_or("none", Word::name)
}

fn same(says: &str, members: &[Member]) -> Vec<String> {
    let members = members
        .iter()
        .map(|it| vec![code_span(&it.code), "of".to_owned(), code_span(&it.service)]);
    said(says, members.collect())
}

/// `says`, and the items with commas between them; nothing where there are none.
fn said(says: &str, items: Vec<Vec<String>>) -> Vec<String> {
    if items.is_empty() {
        return Vec::new();
    }
    let mut all = words(says);
    let last = items.len() - 1;
    for (index, mut item) in items.into_iter().enumerate() {
        if let Some(word) = item.last_mut().filter(|_| index < last) {
            word.push(',');
        }
        all.extend(item);
    }
    all
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn words_with(before: &str, name: String, after: &str) -> Vec<String> {
    let mut all = words(before);
    all.push(name);
    all.extend(words(after));
    all
}

fn numbers(statuses: &[u16]) -> String {
    let statuses: Vec<String> = statuses.iter().map(u16::to_string).collect();
    if statuses.is_empty() {
        "none".to_owned()
    } else {
        statuses.join(", ")
    }
}

/// An entry of a list in lines of bounded width.
fn wrapped(words: &[String]) -> String {
    let mut out = String::from("-");
    let mut width = 1;
    for (index, word) in words.iter().enumerate() {
        let stop = usize::from(index + 1 == words.len());
        let length = word.chars().count() + stop;
        if width + 1 + length > WIDTH && width > 2 {
            out.push_str("\n ");
            width = 1;
        }
        out.push(' ');
        out.push_str(word);
        width += 1 + length;
    }
    out.push_str(".\n");
    out
}
