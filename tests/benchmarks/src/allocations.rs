//! What is allocated on the way, counted in a process of its own: an allocator that counts would slow what is timed.
//!
//! Knows how the two processes speak to each other: a line for each count, its fields between tabs.

use crate::Outcome;
use crate::catalogs::root;
use crate::process::cargo;
use std::collections::BTreeMap;
use std::env;

/// The name of the program that counts, which `cargo run` does not build for this one.
const PROGRAM: &str = "allocations";

/// What was counted of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// How many allocations were made.
    pub total: u64,
    /// How many of them outlive the call.
    pub kept: u64,
}

impl Counted {
    /// How many allocations were not for something kept.
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    pub fn not_kept(self) -> f64 {
        (self.total - self.kept) as f64
    }
}

/// All counts, by what they are of.
#[derive(Debug, Default)]
pub struct Allocations(BTreeMap<String, Counted>);

impl Allocations {
    /// Builds and runs the program that counts.
    ///
    /// # Errors
    ///
    /// It fails, or says something else than counts.
    pub fn counted() -> Outcome<Self> {
        let program = env::current_exe()?;
        let target = program.ancestors().nth(2).ok_or("no target folder")?;
        let output = cargo(&root().join("tests/benchmarks"), target)
            .args(["run", "--quiet", "--release", "--bin", PROGRAM])
            .output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into());
        }
        let lines = String::from_utf8(output.stdout)?;
        let counts = lines
            .lines()
            .map(|line| parse(line).ok_or_else(|| line.into()));
        Ok(Self(counts.collect::<Outcome<_>>()?))
    }

    /// Those of one that classifies a body.
    pub fn response(&self, body: &str, subject: &str) -> Option<Counted> {
        self.0.get(&name_of_response(body, subject)).copied()
    }
}

/// What a count is called.
pub fn name_of_response(body: &str, subject: &str) -> String {
    format!("{subject}: {body}")
}

/// The line for a count.
pub fn line(name: &str, counted: Counted) -> String {
    format!("{name}\t{}\t{}", counted.total, counted.kept)
}

fn parse(line: &str) -> Option<(String, Counted)> {
    let mut fields = line.split('\t');
    let name = fields.next()?.to_owned();
    let mut number = || fields.next()?.parse().ok();
    Some((
        name,
        Counted {
            total: number()?,
            kept: number()?,
        },
    ))
}
