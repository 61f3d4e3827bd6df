//! What a report holds, however it is shown: facts in groups, and counts.
//!
//! Knows facts. Knows nothing of terminals or markup.

use super::call::Prose;
use super::side::Loaded;
use error_tables::diff::{self, CodeFact, Comparison, Fact, Level, Leveled, Topic};
use std::collections::BTreeMap;

/// What the verdict is about.
pub const CRATE: &str = "object-storage-errors";

/// What there is to show.
pub struct Report<'r> {
    /// What was compared.
    pub base: &'r Loaded,
    /// With what.
    pub head: &'r Loaded,
    /// What lies between them.
    pub comparison: &'r Comparison,
    /// How prose is shown.
    pub prose: Prose,
}

/// The levels, the highest first.
const LEVELS: [Level; 4] = [Level::Major, Level::Minor, Level::Patch, Level::None];

/// One line of a report.
pub enum Line<'f> {
    /// A fact.
    Fact(&'f Fact),
    /// The codes whose prose changed, with what of it.
    Prose(BTreeMap<&'f str, Vec<&'static str>>),
}

impl Line<'_> {
    /// How many facts it tells, the prose of a code being one.
    pub fn facts(&self) -> usize {
        match self {
            Self::Fact(_) => 1,
            Self::Prose(codes) => codes.len(),
        }
    }
}

impl Report<'_> {
    /// The lines that `facts` make, by level, the highest first.
    pub fn lines<'f>(&self, facts: &'f [Leveled]) -> Vec<(Level, Vec<Line<'f>>)> {
        let mut prose: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut lines: BTreeMap<Level, Vec<Line>> = BTreeMap::new();
        for it in facts {
            match &it.fact {
                Fact::Code { code, what }
                    if self.prose == Prose::Line && what.topic() == Topic::Prose =>
                {
                    let of_code = prose.entry(code).or_default();
                    let what = part(what);
                    if !of_code.contains(&what) {
                        of_code.push(what);
                    }
                }
                fact => lines.entry(it.level).or_default().push(Line::Fact(fact)),
            }
        }
        if !prose.is_empty() {
            let patch = lines.entry(Level::Patch).or_default();
            patch.push(Line::Prose(prose));
        }
        let levels = LEVELS.into_iter();
        levels
            .filter_map(|level| Some((level, lines.remove(&level)?)))
            .collect()
    }

    /// What changed, in numbers.
    pub fn summary(&self) -> String {
        counts(self.comparison.facts())
    }
}

/// What of a code's prose changed.
fn part(fact: &CodeFact) -> &'static str {
    match fact {
        CodeFact::CauseChanged { .. } => "cause",
        CodeFact::SolutionChanged { .. } => "solution",
        _ => "documents",
    }
}

/// How many `facts` there are of each topic.
pub fn counts<'f>(facts: impl IntoIterator<Item = &'f Leveled>) -> String {
    let counts = diff::counts(facts);
    let counts: Vec<String> = counts
        .into_iter()
        .map(|(topic, number)| topic.count(number))
        .collect();
    if counts.is_empty() {
        "nothing changed".to_owned()
    } else {
        counts.join(", ")
    }
}

/// What a change of `level` is.
pub const fn verdict(level: Level) -> &'static str {
    match level {
        Level::None => "nothing in the crate changes",
        Level::Patch => "texts or docs change",
        Level::Minor => "programs can notice it, and compile as before",
        Level::Major => "what compiled may compile no more",
    }
}
