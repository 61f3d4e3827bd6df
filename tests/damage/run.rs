//! Many damages of all documents, side by side, and their figures.
//!
//! Knows how the work is shared out and counted. Knows nothing of what is right.

use super::judge::{Bench, Outcome, Verdict};
use super::{Kind, damage};
use crate::pipeline::Pipeline;
use crate::transcription::{SERVICES, records};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

/// What came of all damages of one document.
pub struct Report {
    /// The document's file name.
    pub document: &'static str,
    /// How often each outcome came of each kind of damage.
    pub counts: BTreeMap<Kind, BTreeMap<Outcome, usize>>,
    /// How many rows went without a word.
    pub lost: usize,
    /// How many cases are false.
    pub falsehoods: usize,
    /// What is wrong, each with its seed.
    pub wrong: Vec<(u64, String)>,
}

/// Damages every document with the seeds up to `seeds`.
///
/// # Errors
///
/// Says which document cannot be read.
pub fn run(seeds: u64) -> Result<Vec<Report>, String> {
    let mut reports = Vec::new();
    for service in &SERVICES {
        let pipeline = Pipeline::new(service)?;
        for (place, document) in service.documents.iter().enumerate() {
            let bench = Bench::new(&pipeline, place, records(document)?);
            reports.push(report(document, all(&bench, seeds)));
        }
    }
    Ok(reports)
}

/// What came of each seed, in order.
fn all(bench: &Bench, seeds: u64) -> Vec<(u64, Kind, Verdict)> {
    let next = AtomicU64::new(0);
    let worker = || {
        let seeds = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed))
            .take_while(|it| *it < seeds);
        let judged = seeds.map(|seed| {
            let damage = damage(bench.source, seed);
            (seed, damage.kind, bench.judge(&damage))
        });
        judged.collect::<Vec<_>>()
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let mut done: Vec<_> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        let joined = running.into_iter().map(std::thread::ScopedJoinHandle::join);
        joined.flat_map(|it| it.expect("no stage panics")).collect()
    });
    done.sort_by_key(|it| it.0);
    done
}

fn report(document: &'static str, all: Vec<(u64, Kind, Verdict)>) -> Report {
    let mut report = Report {
        document,
        counts: BTreeMap::new(),
        lost: 0,
        falsehoods: 0,
        wrong: Vec::new(),
    };
    for (seed, kind, verdict) in all {
        let counts = report.counts.entry(kind).or_default();
        *counts.entry(verdict.outcome).or_default() += 1;
        report.lost += verdict.lost.len();
        report.falsehoods += verdict.falsehoods.len();
        let lost = verdict.lost.iter().map(|it| ("lost", it));
        let all = lost.chain(verdict.falsehoods.iter().map(|it| ("false", it)));
        let told = all.map(|(what, it)| (seed, format!("{kind:?}: {what}: {it}")));
        report.wrong.extend(told);
    }
    report
}

/// The figures of `reports`, of `seeds` damages to each document, as markdown.
pub fn figures(reports: &[Report], seeds: u64) -> String {
    let mut out = format!("{HEAD}\n{seeds} seeds for each document, from 0 on.\n\n");
    out.push_str("| document | lost in silence | false without a problem | damages with one |\n|---|---|---|---|\n");
    for it in reports {
        let mut seeds: Vec<u64> = it.wrong.iter().map(|it| it.0).collect();
        seeds.dedup();
        let (lost, false_) = (it.lost, it.falsehoods);
        let _ = writeln!(
            out,
            "| {} | {lost} | {false_} | {} |",
            it.document,
            seeds.len()
        );
    }
    for it in reports {
        let _ = write!(out, "\n## {}\n\n{TABLE}", it.document);
        for (kind, counts) in &it.counts {
            let of = |outcome| counts.get(&outcome).copied().unwrap_or_default();
            let _ = writeln!(
                out,
                "| {kind:?} | {} | {} | {} | {} | {} |",
                of(Outcome::Refused),
                of(Outcome::RefusedElsewhere),
                of(Outcome::Told),
                of(Outcome::Unchanged),
                of(Outcome::Wrong)
            );
        }
    }
    out
}

const HEAD: &str = "\
# Damaged documents

Written by `cargo test --release --package end-to-end --test damage -- --ignored`; do not edit.

Each of the five documents is damaged once by each seed and goes the whole way to the catalog. A run with a problem writes
nothing. Of any other run, a row is *lost in silence* where it is not in the catalog as it was and no fact is about it; a
case is *false* where it is new and not what the damage made of a row of its own, even if a fact tells of it
(`damage/struck.rs` says when that is).
";

const TABLE: &str = "\
| damage | problem near it | problem elsewhere | told by facts | no row changed | wrong |
|---|---|---|---|---|---|
";
