//! What may come of a damaged document: every row is still there or told of, and nothing false stands anywhere.
//!
//! Knows which rows stand on which lines, by the transcription. Asks no stage of the project how it read anything.
//!
//! A run with a problem writes nothing, so that it loses nothing. Of any other run:
//!
//! - a row is *lost in silence* where its code, status and message are no case of the catalog that names the document, or
//!   the case has another cause or solution than before, and no fact is about that row;
//! - a case is *false* where it was not there before and is not what the damage made of a row of its own;
//!   `struck` says when it is that. A fact that it changed is not enough.

use super::Damage;
use super::struck::{Struck, same};
use super::units::{cells, lines};
use crate::cut::{Cut, cuts};
use crate::pipeline::Pipeline;
use crate::transcription::{Record, exact};
use error_tables::catalog::{Case, Catalog};
use error_tables::diff::{CodeFact, Fact};
use error_tables::emit;
use error_tables::merge::Merged;
use error_tables::problem::{Finding, Level};
use error_tables::rows::Row;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What came of a damaged document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// A problem keeps everything as it was, and stands near the damage.
    Refused,
    /// A problem keeps everything as it was, and stands elsewhere or nowhere.
    RefusedElsewhere,
    /// Rows changed, and facts tell how.
    Told,
    /// No row changed.
    Unchanged,
    /// A row went without a word, or a case is false without a problem.
    Wrong,
}

/// What came of it, and what is wrong with that.
#[derive(Debug)]
pub struct Verdict {
    /// In one word.
    pub outcome: Outcome,
    /// The rows that went without a word.
    pub lost: Vec<String>,
    /// The cases that are false.
    pub falsehoods: Vec<String>,
}

/// A document as it is, and what is known of it.
pub struct Bench<'p> {
    /// The service that it belongs to.
    pub pipeline: &'p Pipeline,
    /// Which of its documents it is.
    pub place: usize,
    /// Its text.
    pub source: &'p str,
    /// The rows that were transcribed from it.
    pub(super) records: Vec<Record>,
    /// On which lines they stand.
    pub(super) cuts: Vec<Cut>,
    /// The rows of all documents of the service as they are, by code.
    pub(super) rows: BTreeMap<String, Vec<Row>>,
    /// Its lines, as byte ranges.
    pub(super) lines: Vec<Range<usize>>,
    /// For each line the words that are in no text of a row.
    pub(super) hidden: Vec<Vec<String>>,
    /// The letters of all texts of the rows.
    texts: Vec<String>,
}

impl<'p> Bench<'p> {
    /// The document at `place` of `pipeline`, whose rows are `records`.
    pub fn new(pipeline: &'p Pipeline, place: usize, records: Vec<Record>) -> Self {
        let source = &pipeline.sources[place];
        let mut cuts = cuts(source, &records);
        extend(&mut cuts, source);
        let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        for row in pipeline.rows() {
            rows.entry(row.code.clone()).or_default().push(row);
        }
        let mut bench = Self {
            pipeline,
            place,
            source,
            cuts,
            records,
            texts: rows.values().flatten().flat_map(letters_of).collect(),
            rows,
            lines: lines(source).collect(),
            hidden: Vec::new(),
        };
        let all = bench.rows.values().flatten().flat_map(words_of);
        let said: BTreeSet<String> = all.collect();
        let hidden = bench.lines.iter().map(|it| bench.hidden(it.clone(), &said));
        bench.hidden = hidden.collect();
        bench
    }

    /// What comes of `damage`.
    pub fn judge(&self, damage: &Damage) -> Verdict {
        let Ok(text) = String::from_utf8(damage.apply(self.source)) else {
            return Verdict::of(Outcome::Refused);
        };
        let merged = self.pipeline.with(self.place, &text);
        let struck = Struck::new(self, damage, &text);
        let places: Vec<_> = problems(&merged).iter().map(|it| it.at).collect();
        if !places.is_empty() {
            let near = places.iter().flatten().any(|at| struck.is_near(at.line));
            return Verdict::of(if near {
                Outcome::Refused
            } else {
                Outcome::RefusedElsewhere
            });
        }
        let facts = self.pipeline.facts(&merged);
        let lost = self.lost(&merged, &facts);
        let falsehoods = struck.falsehoods(&merged);
        let told = facts.iter().any(|it| matches!(it, Fact::Code { .. }));
        let outcome = match () {
            () if !lost.is_empty() || !falsehoods.is_empty() => Outcome::Wrong,
            () if told => Outcome::Told,
            () => Outcome::Unchanged,
        };
        Verdict {
            outcome,
            lost,
            falsehoods,
        }
    }

    /// The rows of the document that are gone though nothing tells so.
    fn lost(&self, merged: &Merged, facts: &[Fact]) -> Vec<String> {
        let path = &self.pipeline.before.documents[self.place].path;
        let file = path.rsplit('/').next().unwrap_or_default();
        let cases = |catalog: &'_ Catalog, record: &Record| -> Vec<Case> {
            let cases = catalog.codes.get(&record.code).map(|it| it.cases.iter());
            let is_it = |it: &&Case| {
                it.status == Some(record.status)
                    && exact(&it.message) == record.message
                    && it.documents.iter().any(|it| it == file)
            };
            cases.into_iter().flatten().filter(is_it).cloned().collect()
        };
        let mut lost = Vec::new();
        for record in &self.records {
            let before = cases(&self.pipeline.before, record);
            let now = cases(&merged.catalog, record);
            let is_there = now.iter().any(|it| before.iter().any(|old| same(it, old)));
            if !is_there && !facts.iter().any(|it| tells(it, record)) {
                lost.push(format!("{} {}", record.code, record.status));
            }
        }
        lost
    }

    /// Whether `text` is part of what a row says.
    pub(super) fn is_said(&self, text: &str) -> bool {
        let text: String = words(text).collect();
        text.is_empty() || self.texts.iter().any(|it| it.contains(&text))
    }

    /// The words of a line that no row says: those in marks, those of labels, and those of cells that no row has. `said`
    /// are the words of all texts.
    fn hidden(&self, line: Range<usize>, said: &BTreeSet<String>) -> Vec<String> {
        let text = &self.source[line.clone()];
        let mut hidden: Vec<&str> = words(text).filter(|it| !said.contains(*it)).collect();
        let label = text.split_once(": ").map(|it| it.0);
        hidden.extend(label.into_iter().flat_map(words));
        let marks = text.split(['(', '<', '`']).skip(1);
        let marks = marks.filter_map(|it| it.split([')', '>', '`']).next());
        hidden.extend(marks.flat_map(words));
        let cells = cells(self.source, line);
        let labelled = usize::from(label.is_some() && cells.len() > 1);
        let cells = cells.into_iter().skip(labelled).map(|it| &self.source[it]);
        hidden.extend(cells.filter(|it| !self.is_said(it)).flat_map(words));
        hidden.into_iter().map(str::to_owned).collect()
    }
}

/// The problems of a merge and, where it has a case without a status, of the crate that is to be made of it.
fn problems(merged: &Merged) -> Vec<Finding> {
    let all = merged.findings.iter();
    let problems = all.filter(|it| it.level == Level::Problem).cloned();
    let mut cases = merged.catalog.codes.values().flat_map(|it| &it.cases);
    let emitted = cases
        .any(|it| it.status.is_none())
        .then(|| emit::module(&merged.catalog).err());
    problems
        .chain(emitted.flatten().into_iter().flatten())
        .collect()
}

/// Lets each of `cuts` go on to the next one or to a heading, so that what several rows share belongs to the last of them.
fn extend(cuts: &mut [Cut], source: &str) {
    let text: Vec<&str> = source.lines().collect();
    for at in 0..cuts.len() {
        let end = cuts[at].lines.end.min(text.len());
        let next = cuts.get(at + 1).map_or(text.len(), |it| it.lines.start);
        let mut between = text[end..next.max(end)].iter();
        let heading = between.position(|it| it.starts_with('#'));
        cuts[at].lines.end = heading.map_or(next.max(end), |it| end + it);
    }
}

/// Whether a fact is about the row.
fn tells(fact: &Fact, record: &Record) -> bool {
    let Fact::Code { code, what } = fact else {
        return false;
    };
    let is = |message: &String| exact(message) == record.message;
    *code == record.code
        && match what {
            CodeFact::Retired { .. } | CodeFact::Removed => true,
            CodeFact::CaseRemoved(case) => is(&case.message),
            CodeFact::StatusChanged { message, .. }
            | CodeFact::CauseChanged { message, .. }
            | CodeFact::SolutionChanged { message, .. }
            | CodeFact::DocumentsChanged { message, .. } => is(message),
            CodeFact::MessageChanged { before, .. } => is(before),
            _ => false,
        }
}

impl Verdict {
    fn of(outcome: Outcome) -> Self {
        Self {
            outcome,
            lost: Vec::new(),
            falsehoods: Vec::new(),
        }
    }
}

/// The runs of letters and digits of `text`.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty())
}

/// The texts of a row.
fn texts_of(row: &Row) -> impl Iterator<Item = &str> {
    let texts = [&row.message, &row.cause, &row.solution];
    let texts = texts.into_iter().flatten().map(String::as_str);
    texts.chain([row.code.as_str()])
}

/// The letters of each text of a row.
fn letters_of(row: &Row) -> Vec<String> {
    texts_of(row).map(|it| words(it).collect()).collect()
}

/// The words of a row's texts.
fn words_of(row: &Row) -> Vec<String> {
    texts_of(row).flat_map(words).map(str::to_owned).collect()
}
