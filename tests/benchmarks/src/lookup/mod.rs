//! From a text to its code: time and instructions of one look-up.
//!
//! Knows the sets, the workloads and the targets of look-ups.

mod count;
mod sets;
mod time;

pub use count::{CHILD, child};
pub use sets::{Set, sets};

use crate::Outcome;
use crate::interleave::Samples;
use crate::table::{Bound, Section, Table, Target, number, times};
use counts::texts::Workload;

const TEXT: &str = "\
Ours is the generated `from_bytes`. The floor is one comparison with the right text, which no look-up can do without. \
Each call is one that the compiler must not inline, into texts that lie apart in memory. *Hot codes* are eight codes in random order, \
*90/10* takes nine in ten texts from a tenth of the codes, *foreign codes* are those of the other services, *one cold call* is a single \
one after 16 MiB of other data have gone through the caches. A `match` wins where one code repeats, or a few: the \
branch predictor then knows the way, and only the comparison is left. Instructions are those of the call, without the loop around it.";

/// What was measured of one workload.
struct Row {
    name: &'static str,
    samples: Vec<Samples>,
    /// Instructions of a call for each subject; none where valgrind is not installed.
    instructions: Vec<f64>,
}

/// Measures every set.
///
/// # Errors
///
/// Valgrind fails.
pub fn section() -> Outcome<Section> {
    let mut section = Section {
        title: "Text to code",
        text: TEXT.to_owned(),
        ..Section::default()
    };
    let mut counts = count::all()?.into_iter();
    let mut measured = Vec::new();
    for set in sets() {
        let workloads = set.workloads();
        let mut rows: Vec<Row> = workloads
            .iter()
            .map(|it| row(&set, it, &mut counts))
            .collect();
        rows.push(Row {
            name: "one cold call",
            samples: time::cold(&set, &workloads),
            instructions: Vec::new(),
        });
        section.tables.extend(tables(&set, &rows));
        measured.push(rows);
    }
    section.targets = targets(&measured);
    Ok(section)
}

fn row(set: &Set, workload: &Workload, counts: &mut impl Iterator<Item = Vec<f64>>) -> Row {
    Row {
        name: workload.name,
        samples: time::passes(set, &workload.texts),
        instructions: counts.next().unwrap_or_default(),
    }
}

/// Where each subject stands among those of a set.
const OURS: usize = 1;
const FLOOR: usize = 2;
const STRUM: usize = 3;
const PHF: std::ops::RangeInclusive<usize> = 4..=5;
const MATCHES: std::ops::RangeInclusive<usize> = 6..=7;
const HASH_MAP: usize = 8;
const HASHBROWN: usize = 9;

fn tables(set: &Set, rows: &[Row]) -> Vec<(String, Table)> {
    let names = || set.subjects[FLOOR..].iter().map(|subject| subject.name);
    let mut time = Table::new(["", "ours, ns"].into_iter().chain(names()));
    let mut instructions = Table::new(["", "ours"].into_iter().chain(names()));
    for row in rows {
        let ours = &row.samples[OURS];
        let others = row.samples[FLOOR..]
            .iter()
            .map(|it| times(it.ratio_to(ours)));
        time.row(
            row.name,
            std::iter::once(number(ours.median())).chain(others),
        );
        if let Some(counted) = row.instructions.get(OURS..) {
            instructions.row(row.name, counted.iter().map(|it| number(*it)));
        }
    }
    let caption = format!(
        "**{}**, {} codes: nanoseconds of ours, and how many times as long the others take",
        set.name,
        set.codes.len()
    );
    vec![
        (caption, time),
        ("Instructions of a call:".to_owned(), instructions),
    ]
}

fn targets(measured: &[Vec<Row>]) -> Vec<Target> {
    let rows = || measured.iter().flatten();
    let named =
        |names: &'static [&'static str]| rows().filter(move |row| names.contains(&row.name));
    let most = |names| {
        named(names)
            .filter_map(|row| row.instructions.get(OURS))
            .fold(f64::NAN, |most, it| it.max(most))
    };
    let least = |names| {
        named(names)
            .filter_map(|row| row.instructions.get(OURS))
            .fold(f64::NAN, |least, it| it.min(least))
    };
    let ratio = |row: &Row, peer: usize| row.samples[peer].ratio_to(&row.samples[OURS]);
    let timed: &[&str] = &["varied hits", "90/10"];
    let mut targets = vec![
        at_most("instructions of a hit", 75.0, most(&["varied hits"]), ""),
        at_most(
            "instructions of an unknown code",
            55.0,
            most(&["foreign codes", "one byte changed"]),
            "",
        ),
        at_most(
            "instructions of a hit, the largest set to the smallest",
            1.1,
            most(&["varied hits"]) / least(&["varied hits"]),
            "×",
        ),
    ];
    let mut faster = |what: &str, bound: f64, peers: &[usize], names: &'static [&'static str]| {
        let ratios = named(names).flat_map(|row| peers.iter().map(move |peer| (row, *peer)));
        let reached = ratios
            .map(|(row, peer)| ratio(row, peer))
            .fold(f64::NAN, |least, it| it.min(least));
        targets.push(Target {
            what: what.to_owned(),
            bound: Bound::AtLeast(bound),
            reached,
            unit: "×",
        });
    };
    let phf: Vec<usize> = PHF.collect();
    faster(
        "time of strum, varied hits and 90/10, worst set",
        3.0,
        &[STRUM],
        timed,
    );
    faster(
        "time of a `match`, varied hits and 90/10, worst set",
        3.0,
        &MATCHES.collect::<Vec<_>>(),
        timed,
    );
    faster(
        "time of phf, varied hits and 90/10, worst set",
        5.0,
        &phf,
        timed,
    );
    faster(
        "time of `HashMap`, varied hits and 90/10, worst set",
        5.0,
        &[HASH_MAP],
        timed,
    );
    faster(
        "time of hashbrown, varied hits and 90/10, worst set",
        1.8,
        &[HASHBROWN],
        timed,
    );
    faster("time of phf, any workload of any set", 1.0, &phf, EVERY);
    targets
}

/// Every workload.
const EVERY: &[&str] = &[
    "varied hits",
    "hot codes",
    "90/10",
    "foreign codes",
    "one byte changed",
    "one in ten foreign",
    "one repeated code",
    "one cold call",
];

fn at_most(what: &str, bound: f64, reached: f64, unit: &'static str) -> Target {
    Target {
        what: what.to_owned(),
        bound: Bound::AtMost(bound),
        reached,
        unit,
    }
}
