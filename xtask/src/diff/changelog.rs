//! The section that a change asks for in CHANGELOG.md, ready to paste.
//!
//! Knows what the changelog names: what a program can notice, code by code, and that texts changed. Knows nothing of
//! terminals.

use super::report::{CRATE, Report};
use crate::report::count;
use error_tables::catalog::{Catalog, Code};
use error_tables::diff::{Changes, CodeFact, Fact, Level, Part, Side, Topic};
use error_tables::emit::code_span;
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
    let mut entries: Vec<Entry> = shared.map(|it| Entry::of(&it.fact.parts())).collect();
    for changes in &report.comparison.services {
        let service = Service {
            before: of(before, changes),
            after: of(after, changes),
            changes,
        };
        entries.extend(service.entries());
    }
    let lines: String = entries.iter().map(Entry::wrapped).collect();
    Some(format!("## Unreleased\n\n### {CRATE}\n\n{lines}"))
}

/// An entry of the list, in words that no line may be broken within.
#[derive(PartialEq, Eq)]
struct Entry(Vec<String>);

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
    fn entries(&self) -> Vec<Entry> {
        let mut entries = vec![
            self.listed("removed:", |it| matches!(it, CodeFact::Removed)),
            self.added(),
            self.deprecated(),
            self.listed("documented again:", |it| matches!(it, CodeFact::Restored)),
        ];
        entries.extend(self.statuses());
        entries.extend(self.others());
        entries.push(self.texts());
        entries.extend(self.whole());
        entries.retain(|it| !it.0.is_empty());
        for entry in &mut entries {
            entry
                .0
                .insert(0, format!("{}:", code_span(&self.changes.service)));
        }
        entries
    }

    /// The facts about codes, with what they mean.
    fn codes(&self) -> impl Iterator<Item = (&str, &CodeFact, Level)> {
        self.changes.facts.iter().filter_map(|it| match &it.fact {
            Fact::Code { code, what } => Some((code.as_str(), what, it.level)),
            _ => None,
        })
    }

    /// The codes about which there is a fact that is `wanted`, behind what is said of them.
    fn listed(&self, says: &str, wanted: impl Fn(&CodeFact) -> bool) -> Entry {
        let found = self.codes().filter(|(_, fact, _)| wanted(fact));
        let codes: Vec<String> = found.map(|(code, ..)| code_span(code)).collect();
        Entry::list(says, codes)
    }

    fn added(&self) -> Entry {
        let added = self.codes().filter_map(|(code, fact, _)| match fact {
            CodeFact::Added { statuses } if statuses.is_empty() => Some(code_span(code)),
            CodeFact::Added { statuses } => {
                Some(format!("{} ({})", code_span(code), numbers(statuses)))
            }
            _ => None,
        });
        let added: Vec<String> = added.collect();
        let one = added.len() == 1;
        Entry::list(if one { "new code" } else { "new codes" }, added)
    }

    /// The codes that were retired.
    fn retired(&self) -> BTreeSet<&str> {
        let retired =
            (self.codes()).filter(|(_, fact, _)| matches!(fact, CodeFact::Retired { .. }));
        retired.map(|(code, ..)| code).collect()
    }

    fn deprecated(&self) -> Entry {
        let codes = self.retired().into_iter();
        let codes = codes.map(|code| match self.replacement(code) {
            Some(by) => format!("{} (replaced by {})", code_span(code), code_span(by)),
            None => code_span(code),
        });
        Entry::list("no longer documented, and deprecated:", codes.collect())
    }

    /// The code that took the place of `code`.
    fn replacement(&self, code: &str) -> Option<&str> {
        self.after?.codes.get(code)?.replaced_by.as_deref()
    }

    /// The codes whose statuses changed.
    fn statuses(&self) -> Vec<Entry> {
        let noticed = self.codes().filter(|(_, fact, level)| {
            *level >= Level::Minor && matches!(fact.topic(), Topic::Status | Topic::Case)
        });
        let codes: BTreeSet<&str> = noticed.map(|(code, ..)| code).collect();
        let of = |side: Option<&Catalog>, code: &str| {
            let code = side.and_then(|it| it.codes.get(code));
            code.map_or_else(Vec::new, Code::statuses)
        };
        let entries = codes.into_iter().map(|code| {
            let (before, after) = (of(self.before, code), of(self.after, code));
            let says = if before == after {
                " has another status in one of its cases".to_owned()
            } else {
                let several = after.len() > 1;
                let status = if several { "statuses" } else { "status" };
                let (now, then) = (numbers(&after), numbers(&before));
                format!(" has the {status} {now} in place of {then}")
            };
            Entry::of(&[Part::Name(code), Part::Says(says.into())])
        });
        entries.collect()
    }

    /// What else a program can notice, and what a deprecation says otherwise, in the words of the report.
    fn others(&self) -> Vec<Entry> {
        let retired = self.retired();
        let is_told = |code: &str, fact: &CodeFact| {
            use Topic::{Added, Case, Removed, Restored, Retired, Status};
            let of_retired = matches!(fact, CodeFact::ReplacedBy { .. }) && retired.contains(code);
            let topic = fact.topic();
            of_retired || matches!(topic, Added | Case | Removed | Restored | Retired | Status)
        };
        let others = self.codes().filter(|(code, fact, level)| {
            let is_noticed = *level >= Level::Minor || fact.topic() == Topic::Note;
            is_noticed && !is_told(code, fact)
        });
        let entries = others.map(|(code, fact, _)| {
            let mut parts = vec![Part::Name(code), Part::Says(" ".into())];
            parts.extend(fact.parts());
            Entry::of(&parts)
        });
        entries.collect()
    }

    /// How many codes have other texts than before.
    fn texts(&self) -> Entry {
        let texts = self.codes().filter(|(_, fact, level)| {
            let is_text = fact.topic() != Topic::Note;
            *level == Level::Patch && is_text && !matches!(fact, CodeFact::DocumentsChanged { .. })
        });
        let texts: BTreeSet<&str> = texts.map(|(code, ..)| code).collect();
        match texts.len() {
            0 => Entry(Vec::new()),
            more => Entry::says(&format!("other texts in {}", count(more, "code"))),
        }
    }

    /// What is about the service as a whole.
    fn whole(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        for it in &self.changes.facts {
            let entry = match &it.fact {
                Fact::ServiceAdded { codes } => Entry::says(&format!(
                    "new service, with {} and a feature of its name",
                    count(*codes, "code")
                )),
                Fact::ServiceRemoved { .. } => {
                    Entry::says("the service is gone, with its module and its feature")
                }
                Fact::TitleChanged { .. }
                | Fact::DocumentAdded { .. }
                | Fact::DocumentRemoved { .. }
                | Fact::DocumentsReordered
                | Fact::Code {
                    what: CodeFact::DocumentsChanged { .. },
                    ..
                } => Entry::says("the docs name other documents, or the service otherwise"),
                _ => continue,
            };
            if !entries.contains(&entry) {
                entries.push(entry);
            }
        }
        entries
    }
}

impl Entry {
    fn says(text: &str) -> Self {
        Self(text.split_whitespace().map(str::to_owned).collect())
    }

    /// `says`, and the items with commas between them; nothing where there are none.
    fn list(says: &str, items: Vec<String>) -> Self {
        if items.is_empty() {
            return Self(Vec::new());
        }
        let mut entry = Self::says(says);
        let last = items.len() - 1;
        let items = items.into_iter().enumerate();
        entry
            .0
            .extend(items.map(|(index, item)| if index < last { item + "," } else { item }));
        entry
    }

    /// The parts in words; each name is one, with what follows it without a space, such as a comma.
    fn of(parts: &[Part]) -> Self {
        let mut words: Vec<String> = vec![String::new()];
        for part in parts {
            match part {
                Part::Says(text) => {
                    for (index, piece) in text.split(' ').enumerate() {
                        if index > 0 {
                            words.push(String::new());
                        }
                        push(&mut words, piece);
                    }
                }
                Part::Name(text) | Part::Quote(text) | Part::Changed { after: text, .. } => {
                    push(&mut words, &code_span(text));
                }
            }
        }
        words.retain(|it| !it.is_empty());
        Self(words)
    }

    /// The entry in lines of bounded width.
    fn wrapped(&self) -> String {
        let mut out = String::from("-");
        let mut width = 1;
        for (index, word) in self.0.iter().enumerate() {
            let stop = usize::from(index + 1 == self.0.len());
            let length = word.chars().count() + stop;
            if width + 1 + length > WIDTH && index > 0 {
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
}

fn numbers(statuses: &[u16]) -> String {
    let statuses: Vec<String> = statuses.iter().map(u16::to_string).collect();
    match statuses.as_slice() {
        [] => "none".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Adds `piece` to the last of `words`.
fn push(words: &mut [String], piece: &str) {
    if let Some(last) = words.last_mut() {
        last.push_str(piece);
    }
}
