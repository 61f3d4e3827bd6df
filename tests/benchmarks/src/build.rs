//! What a cold build costs: of the crate, and of the same enums by each peer.
//!
//! Knows which builds are compared, and the targets.

use crate::Outcome;
use crate::catalogs::{ours, tenfold};
use crate::crates::{CONTENTS, Content, write};
use crate::interleave::{Samples, interleaved};
use crate::process::{cargo, run};
use crate::table::{Bound, Section, Table, Target, number, times};
use std::path::Path;

const TEXT: &str = "\
The time of processors, user and system, of `cargo build` into an empty folder, dependencies included, less that of an empty crate in \
the same round; nothing is downloaded, nothing incremental. Ours is the published crate with its default features, documentation \
comments and all; the peers are the same enums with text, status and message, and nothing else of it.";

/// How often the crate as it is is built, and how often one with ten times the codes.
const ROUNDS: [usize; 2] = [5, 3];

/// A build.
#[derive(Clone, Copy)]
struct Build<'f> {
    folder: &'f Path,
    content: Content,
    profile: &'static [&'static str],
}

/// Measures every build.
///
/// # Errors
///
/// A build fails.
pub fn section() -> Outcome<Section> {
    let mut section = Section {
        title: "Cold build",
        text: TEXT.to_owned(),
        ..Section::default()
    };
    let names = CONTENTS.iter().skip(2).map(|it| it.name());
    let mut table = Table::new(["", "empty, s", "ours, s more"].into_iter().chain(names));
    let catalogs = ours()?;
    let many: Vec<_> = catalogs.iter().map(tenfold).collect();
    let sizes = [("all services", &catalogs), ("ten times the codes", &many)];
    for ((size, catalogs), rounds) in sizes.into_iter().zip(ROUNDS) {
        let folder = tempfile::tempdir()?;
        for content in CONTENTS {
            write(&folder.path().join(content.name()), content, catalogs)?;
        }
        for (profile, options) in [("debug", &[][..]), ("release", &["--release"])] {
            eprintln!("{size}, {profile} ...");
            let samples = measured(rounds, folder.path(), options)?;
            section.targets.extend(targets(size, profile, &samples));
            table.row(&format!("{size}, {profile}"), cells(&samples));
        }
    }
    section.tables.push((
        "Seconds of ours over the empty crate, and how many times as much the others take:"
            .to_owned(),
        table,
    ));
    Ok(section)
}

fn measured(
    rounds: usize,
    folder: &Path,
    profile: &'static [&'static str],
) -> Outcome<Vec<Samples>> {
    let builds = CONTENTS.map(|content| Build {
        folder,
        content,
        profile,
    });
    let samples = interleaved(rounds, &builds, Build::cpu)?;
    let (empty, others) = samples.split_first().ok_or("nothing was measured")?;
    let others = others.iter().map(|it| it.less(empty));
    Ok(std::iter::once(empty.clone()).chain(others).collect())
}

impl Build<'_> {
    fn cpu(&self) -> Outcome<f64> {
        let target = tempfile::tempdir_in(self.folder)?;
        let mut command = cargo(&self.folder.join(self.content.name()), target.path());
        command
            .args(["build", "--offline", "--quiet"])
            .args(self.profile);
        Ok(run(&mut command)?.cpu)
    }
}

fn cells(samples: &[Samples]) -> Vec<String> {
    let medians: Vec<f64> = samples.iter().map(Samples::median).collect();
    match &medians[..] {
        [empty, ours, others @ ..] => {
            let others = others.iter().map(|it| times(it / ours));
            [number(*empty), number(*ours)]
                .into_iter()
                .chain(others)
                .collect()
        }
        _ => Vec::new(),
    }
}

/// How many of the peers, from the first, are those that a target names.
const NAMED: usize = 3;

fn targets(size: &str, profile: &str, samples: &[Samples]) -> Vec<Target> {
    let medians: Vec<f64> = samples.iter().map(Samples::median).collect();
    let [_, ours, others @ ..] = &medians[..] else {
        return Vec::new();
    };
    let least = others
        .iter()
        .take(NAMED)
        .fold(f64::NAN, |least, it| it.min(least));
    let named = format!("{profile} build, {size}");
    if size == "all services" {
        let what = format!("{named}: strum, thiserror and phf's macros, the least of them");
        return vec![Target {
            what,
            bound: Bound::AtLeast(10.0),
            reached: least / ours,
            unit: "×",
        }];
    }
    let what = format!("{named}: processor time of ours");
    vec![Target {
        what,
        bound: Bound::AtMost(2.0),
        reached: *ours,
        unit: "s",
    }]
}
