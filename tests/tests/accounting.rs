//! The accounting over the five documents: a paragraph put at the top of one changes nothing, and a row taken away takes
//! with it exactly what it alone documented, and the facts say which.
//!
//! What must be left is worked out from the transcription; what differs is reported all at once.

use end_to_end::cut::{Cut, cuts, inherit, only, without, written};
use end_to_end::pipeline::{Pipeline, VERSION, sha256};
use end_to_end::transcription::{
    Expected, Record, SERVICES, Service, cases, codes, exact, letters, records,
};
use error_tables::catalog::{Case, Code};
use error_tables::diff::{CodeFact, Fact};
use error_tables::merge::Merged;
use error_tables::problem::{Finding, Level};
use error_tables::service::{Change, Decision};
use std::collections::BTreeSet;
use std::thread::ScopedJoinHandle;

/// Paragraphs that say nothing of any error.
const PARAGRAPHS: [&str; 3] = [
    "This page was moved here from another place, and nothing in it has changed.",
    "Note: every request that fails is answered with 404, 403 or another status and a Code.",
    "See also: Limits, Quotas and Regions.",
];

#[test]
fn a_paragraph_at_the_top_changes_nothing_but_the_sha256() {
    each_document(|account, place| {
        let mut differences = Vec::new();
        let pipeline = &account.pipeline;
        for paragraph in PARAGRAPHS {
            let source = format!("{paragraph}\n\n{}", pipeline.sources[place]);
            let merged = pipeline.with(place, &source);
            let mut wanted = pipeline.before.clone();
            wanted.documents[place].sha256 = sha256(&source);
            if merged.catalog != wanted {
                differences.push(format!("the catalog changes with {paragraph:?}"));
            }
            let replaced = BTreeSet::from([replaced(&wanted.documents[place].path)]);
            differences.extend(compare_facts(pipeline, &merged, &replaced));
            differences.extend(problems(&merged.findings).map(|it| it.what.clone()));
        }
        differences
    });
}

#[test]
fn a_row_taken_away_takes_only_what_it_alone_documented() {
    each_document(|account, place| {
        let source = &account.pipeline.sources[place];
        let (_, records) = &account.records[place];
        let mut differences = Vec::new();
        for cut in cuts(source, records) {
            let left = without(source, &cut);
            let trial = Trial {
                account,
                place,
                merged: account.pipeline.with(place, &left),
                left,
                cut,
            };
            let row = &records[trial.cut.rows.start];
            let found = trial.compare().into_iter();
            differences.extend(found.map(|it| format!("{}: {}: {it}", row.line, row.code)));
        }
        differences
    });
}

#[test]
fn another_status_is_reported_and_what_is_no_status_is_a_problem_on_its_line() {
    each_document(|account, place| {
        let (source, pipeline) = (&account.pipeline.sources[place], &account.pipeline);
        let (_, records) = &account.records[place];
        let path = format!("{}/{}", pipeline.id, pipeline.before.documents[place].path);
        let mut differences = Vec::new();
        for (cut, row) in cuts(source, records).iter().zip(records) {
            let Some(changed) = with_status(source, cut, row.status, "418") else {
                continue;
            };
            let merged = pipeline.with(place, &changed);
            let facts = pipeline.facts(&merged);
            let told = |it: &Fact| matches!(it, Fact::Code { code, .. } if *code == row.code);
            if problems(&merged.findings).next().is_none() && !facts.iter().any(told) {
                differences.push(format!("{}: {}: nobody says 418", row.line, row.code));
            }
            let changed = with_status(source, cut, row.status, "999").unwrap();
            let merged = pipeline.with(place, &changed);
            let lines = cut.lines.start + 1..cut.lines.end + 1;
            let there = |it: &Finding| {
                let line = it.at.and_then(|at| usize::try_from(at.line).ok());
                it.path == path && line.is_some_and(|line| lines.contains(&line))
            };
            if !problems(&merged.findings).any(there) {
                differences.push(format!("{}: {}: nobody minds 999", row.line, row.code));
            }
        }
        differences
    });
}

/// `source` with another status in the row of `cut`; `None` where the row has its status from a heading.
fn with_status(source: &str, cut: &Cut, status: u16, other: &str) -> Option<String> {
    let row = only(source, cut);
    let (before, after) = if row.starts_with("<t") {
        row.rsplit_once(&status.to_string())?
    } else if row.starts_with("| ") || row.starts_with("     ") {
        row.split_once(&status.to_string())?
    } else {
        return None;
    };
    Some(source.replacen(&row, &format!("{before}{other}{after}"), 1))
}

#[test]
fn short_rows_take_the_cells_that_were_transcribed() {
    let account = Account::new(&SERVICES[0]);
    let (_, records) = &account.records[0];
    let written = written(&account.pipeline.sources[0], records);
    assert_eq!(written.iter().filter(|it| it.cells < 4).count(), 19);
    let mut rows = records.clone();
    inherit(&mut rows, &written);
    assert_eq!(&rows, records);
}

/// Runs `check` on every document, side by side, and reports what all of them find.
fn each_document(check: impl Fn(&Account, usize) -> Vec<String> + Sync) {
    let accounts: Vec<Account> = SERVICES.iter().map(Account::new).collect();
    let check = &check;
    let differences: Vec<String> = std::thread::scope(|scope| {
        let mut runs = Vec::new();
        for account in &accounts {
            for (place, (document, _)) in account.records.iter().enumerate() {
                let run = move || match account.disagreement() {
                    None => check(account, place),
                    Some(what) => vec![what],
                };
                runs.push((document, scope.spawn(run)));
            }
        }
        let named = |(document, run): (_, ScopedJoinHandle<'_, Vec<String>>)| {
            let found = run.join().unwrap();
            found.into_iter().map(move |it| format!("{document}: {it}"))
        };
        runs.into_iter().flat_map(named).collect()
    });
    assert!(
        differences.is_empty(),
        "{} differences:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

/// A service and what its documents say.
struct Account {
    pipeline: Pipeline,
    records: Vec<(&'static str, Vec<Record>)>,
}

impl Account {
    fn new(service: &Service) -> Self {
        let documents = service.documents.iter();
        Self {
            pipeline: Pipeline::new(service).unwrap(),
            records: documents.map(|it| (*it, records(it).unwrap())).collect(),
        }
    }

    /// Why nothing can be said of the service: what comes of its documents as they are is not what was transcribed.
    fn disagreement(&self) -> Option<String> {
        let wanted = cases(&self.records);
        let is = &self.pipeline.before.codes;
        let known = is.keys().map(String::as_str);
        let mut named = codes(&wanted).into_iter().chain(known);
        let code = named.find(|code| {
            let new = of(&wanted, code);
            let found = is.get(*code).map_or(&[][..], |it| &it.cases);
            new.len() != found.len() || !found.iter().zip(new).all(|(it, new)| agrees(it, new))
        });
        let other = "run the test of the transcription first";
        code.map(|code| format!("{code} is not as transcribed: {other}"))
    }

    /// The rows that are left after `cut`.
    fn remaining(&self, place: usize, cut: &Cut) -> Vec<(&'static str, Vec<Record>)> {
        let mut remaining = self.records.clone();
        let rows = &mut remaining[place].1;
        let mut written = written(&self.pipeline.sources[place], rows);
        rows.drain(cut.rows.clone());
        if !written.is_empty() {
            written.drain(cut.rows.clone());
        }
        inherit(rows, &written);
        remaining
    }
}

/// A row taken out of a document, and what came of it.
struct Trial<'a> {
    account: &'a Account,
    place: usize,
    cut: Cut,
    left: String,
    merged: Merged,
}

impl Trial<'_> {
    /// What differs from what the transcription says must be left.
    fn compare(&self) -> Vec<String> {
        let pipeline = &self.account.pipeline;
        let before = cases(&self.account.records);
        let after = cases(&self.account.remaining(self.place, &self.cut));
        let mut differences = self.compare_codes(&before, &after);
        differences.extend(self.compare_documents());
        let mut wanted = changes(&before, &after);
        let path = &pipeline.before.documents[self.place].path;
        let rows = self.account.records[self.place].1.len();
        wanted.insert(replaced(path));
        wanted.insert(counted(path, rows, rows - self.cut.rows.len()));
        differences.extend(compare_facts(pipeline, &self.merged, &wanted));
        differences.extend(self.compare_problems());
        differences
    }

    fn compare_codes(&self, before: &[Expected], after: &[Expected]) -> Vec<String> {
        let (was, is) = (
            &self.account.pipeline.before.codes,
            &self.merged.catalog.codes,
        );
        let mut differences = Vec::new();
        for code in codes(before) {
            let (old, new) = (of(before, code), of(after, code));
            if let Err(what) = compare_code(&old, &new, &was[code], is.get(code)) {
                differences.push(format!("{code}: {what}"));
            }
        }
        let new = is.keys().filter(|code| !was.contains_key(*code));
        differences.extend(new.map(|code| format!("{code} is new")));
        differences
    }

    /// What differs in the account of the documents.
    fn compare_documents(&self) -> Option<String> {
        let mut wanted = self.account.pipeline.before.documents.clone();
        let document = &mut wanted[self.place];
        document.sha256 = sha256(&self.left);
        document.rows -= self.cut.rows.len();
        document.taken -= self.cut.rows.len();
        let found = &self.merged.catalog.documents;
        (*found != wanted).then(|| format!("documents are {found:?}"))
    }

    /// The problems that must not be, and those that must and are not: a decision about what was cut away, and about
    /// nothing else, has nothing left to change.
    fn compare_problems(&self) -> Vec<String> {
        let pipeline = &self.account.pipeline;
        let gone = reduced(&only(&pipeline.sources[self.place], &self.cut));
        let stale = |decision: &&Decision| gone.contains(&reduced(about(decision)));
        let stale: Vec<&Decision> = pipeline.service.decisions.iter().filter(stale).collect();
        let file = format!("{}/service.toml", pipeline.id);
        let stands =
            |it: &Finding, decision: &Decision| it.path == file && it.at == Some(decision.at);
        let shifted = self.shifted();
        let is_shift = |it: &Finding| shifted.iter().any(|code| self.says_shift(it, code));
        let mut differences: Vec<String> = problems(&self.merged.findings)
            .filter(|it| !stale.iter().any(|decision| stands(it, decision)))
            .filter(|it| !is_shift(it))
            .map(|it| format!("a problem: {}: {}", it.path, it.what))
            .collect();
        let told =
            |code: &&String| problems(&self.merged.findings).any(|it| self.says_shift(it, code));
        let silent = shifted.iter().filter(|it| !told(it));
        differences.extend(silent.map(|it| format!("no problem says that {it} takes other texts")));
        for decision in stale {
            let text = reduced(about(decision));
            let told = problems(&self.merged.findings).any(|it| stands(it, decision));
            if !told && !self.sources().any(|it| reduced(it).contains(&text)) {
                differences.push(format!("no problem says that it was all of {text}"));
            }
        }
        differences
    }

    /// The codes of short rows that take other texts from the row above than before.
    fn shifted(&self) -> Vec<String> {
        let mut rows = self.account.records[self.place].1.clone();
        rows.drain(self.cut.rows.clone());
        let (_, now) = &self.account.remaining(self.place, &self.cut)[self.place];
        let other = |old: Option<u64>, new: Option<u64>| new.is_some() && old != new;
        let shifted = |(old, new): &(Record, &Record)| {
            other(old.cause, new.cause) || other(old.solution, new.solution)
        };
        let rows = rows.into_iter().zip(now).filter(shifted);
        rows.map(|(old, _)| old.code).collect()
    }

    /// Whether a problem of the document says that a text of `code` is not its own.
    fn says_shift(&self, it: &Finding, code: &str) -> bool {
        let path = &self.account.pipeline.before.documents[self.place].path;
        let is_here = it.path == format!("{}/{path}", self.account.pipeline.id);
        is_here && it.what.contains(&format!("of `{code}` has a text"))
    }

    /// The documents without what was cut away.
    fn sources(&self) -> impl Iterator<Item = &String> {
        let sources = self.account.pipeline.sources.iter().enumerate();
        sources.map(|(at, it)| if at == self.place { &self.left } else { it })
    }
}

fn problems(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|it| it.level == Level::Problem)
}

fn of<'a>(cases: &'a [Expected], code: &str) -> Vec<&'a Expected> {
    cases.iter().filter(|it| it.key.0 == code).collect()
}

/// Compares one code. `old` and `new` are what must stand in it before and after, `was` and `is` what does.
fn compare_code(
    old: &[&Expected],
    new: &[&Expected],
    was: &Code,
    is: Option<&Code>,
) -> Result<(), String> {
    let is = is.ok_or("it vanishes")?;
    if new.is_empty() {
        let kept = is.cases.iter().map(texts).eq(was.cases.iter().map(texts));
        return match is.retired.as_deref() {
            Some(VERSION) if kept => Ok(()),
            Some(VERSION) => Err("it is retired and its cases change".to_owned()),
            other => Err(format!("it is not retired, but {other:?}")),
        };
    }
    if is.retired.is_some() {
        return Err("it is retired".to_owned());
    }
    let same = |(case, wanted): (&Case, &&Expected)| agrees(case, wanted);
    if is.cases.len() != new.len() || !is.cases.iter().zip(new).all(same) {
        return Err(format!("its cases are {:#?}", is.cases));
    }
    let untouched = |wanted: &Expected| old.iter().any(|it| it.same_text(wanted));
    for (case, wanted) in is.cases.iter().zip(new) {
        if untouched(wanted) && !was.cases.iter().any(|it| it == case) {
            return Err(format!("a case changes that must not: {case:#?}"));
        }
    }
    Ok(())
}

/// What a retired case keeps: all but its documents.
fn texts(case: &Case) -> Case {
    Case {
        documents: Vec::new(),
        ..case.clone()
    }
}

fn agrees(case: &Case, wanted: &Expected) -> bool {
    case.status == Some(wanted.key.1)
        && exact(&case.message) == wanted.key.2
        && case.cause.as_deref().map(letters) == wanted.cause
        && case.solution.as_deref().map(letters) == wanted.solution
        && case.documents == wanted.documents
}

/// The facts that must be told of the codes.
fn changes(before: &[Expected], after: &[Expected]) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for code in codes(before) {
        let (old, new) = (of(before, code), of(after, code));
        if new.is_empty() {
            all.insert(format!("{code} is retired"));
            continue;
        }
        for case in &old {
            match new.iter().find(|it| it.key == case.key) {
                None => drop(all.insert(gone(code, case.key.1, case.key.2))),
                Some(now) => all.extend(case_changes(case, now)),
            }
        }
        if old.first().map(|it| &it.key) != new.first().map(|it| &it.key) {
            all.extend(new.first().map(|it| first(code, it.key.2)));
        }
        let left = old
            .iter()
            .filter(|it| new.iter().any(|now| now.key == it.key));
        if !left.map(|it| &it.key).eq(new.iter().map(|it| &it.key)) {
            all.insert(format!("{code} is reordered"));
        }
    }
    all
}

fn case_changes(old: &Expected, new: &Expected) -> Vec<String> {
    let (code, _, message) = &old.key;
    let mut all = Vec::new();
    if old.cause != new.cause {
        all.push(format!("{code} {message:x} has another cause"));
    }
    if old.solution != new.solution {
        all.push(format!("{code} {message:x} has another solution"));
    }
    if old.documents != new.documents {
        all.push(format!("{code} {message:x} is now in {:?}", new.documents));
    }
    all
}

fn gone(code: &str, status: u16, message: u64) -> String {
    format!("{code} {status} {message:x} is gone")
}

fn first(code: &str, message: u64) -> String {
    format!("{code} {message:x} is the default case now")
}

fn replaced(path: &str) -> String {
    format!("{path} is replaced")
}

fn counted(path: &str, before: usize, now: usize) -> String {
    format!("{path}: {before} rows, now {now}")
}

/// A fact in the words of these tests.
fn said(fact: &Fact) -> String {
    match fact {
        Fact::DocumentReplaced { path } => replaced(path),
        Fact::DocumentRows {
            path,
            before: [rows, taken, 0],
            after: [rows_now, taken_now, 0],
        } if rows == taken && rows_now == taken_now => {
            format!("{path}: {rows} rows, now {rows_now}")
        }
        Fact::Code { code, what } => match what {
            CodeFact::Retired { version } if version == VERSION => format!("{code} is retired"),
            CodeFact::CaseRemoved(case) => {
                gone(code, case.status.unwrap_or_default(), exact(&case.message))
            }
            CodeFact::CauseChanged { message, .. } => {
                format!("{code} {:x} has another cause", exact(message))
            }
            CodeFact::SolutionChanged { message, .. } => {
                format!("{code} {:x} has another solution", exact(message))
            }
            CodeFact::DocumentsChanged { message, after, .. } => {
                format!("{code} {:x} is now in {after:?}", exact(message))
            }
            CodeFact::DefaultChanged { after, .. } => first(code, exact(&after.message)),
            CodeFact::Reordered => format!("{code} is reordered"),
            other => format!("{code}: {other:?}"),
        },
        other => format!("{other:?}"),
    }
}

fn compare_facts(pipeline: &Pipeline, merged: &Merged, wanted: &BTreeSet<String>) -> Vec<String> {
    let found: BTreeSet<String> = pipeline.facts(merged).iter().map(said).collect();
    let missing = wanted
        .difference(&found)
        .map(|it| format!("no fact says: {it}"));
    let more = found
        .difference(wanted)
        .map(|it| format!("a fact says: {it}"));
    missing.chain(more).collect()
}

/// The text of the document that a decision is about.
fn about(decision: &Decision) -> &str {
    match &decision.change {
        Change::Repair { from, .. } => from,
        Change::Split { message, .. } => message,
        Change::Owner { text, .. } => text,
        Change::Table(told) => told.heads.first().map_or("", String::as_str),
        Change::Statuses { code, .. }
        | Change::Skip { code }
        | Change::Retire { code, .. }
        | Change::Variant { code, .. }
        | Change::Replaced { code, .. } => code,
    }
}

/// The letters and digits of `text`.
fn reduced(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).collect()
}
