//! Inputs that mean harm: every one of them is read on a small stack, in time in proportion to its size, in memory that is
//! a stated multiple of it.
//!
//! The long run repeats each a million times:
//!
//! ```sh
//! cargo test --release --package end-to-end --test hostile -- --ignored
//! ```

use cpu_time::ThreadTime;
use end_to_end::hostile::{BODY, TABLES, TOML, UNITS, repeated};
use end_to_end::targets::TARGETS;
use peak_alloc::PeakAlloc;
use std::time::Duration;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The stack of each run: a quarter of what a main thread has.
const STACK: usize = 2 << 20;
/// How often a unit stands in the smaller of two inputs that are compared.
const TIMES: usize = 4_000;
/// How much longer the greater one is.
const GREATER: usize = 4;
/// How much longer it may take; in proportion is as much as it is longer.
const LONGEST: u32 = 10;
/// What takes no longer than this is not compared.
const SHORT: Duration = Duration::from_millis(20);

/// The most bytes that each target has in use at once for each byte of its input, the input not counted, as the page on
/// limits says them. Where a list of parts grows, the old and the new one are there side by side: so much more than what is
/// in use afterwards. What sets them: `|` alone on its line (markdown), `<tr>` (HTML), `+---+` (RST), `\|` (text, and all that
/// is made of it), `[a]` (TOML).
const MEMORY_FOR_A_BYTE: [(&str, usize); 10] = [
    ("markdown", 160),
    ("html", 90),
    ("rst", 120),
    ("text", 200),
    ("recognition", 200),
    ("catalog", 200),
    ("codes_toml", 130),
    ("service_toml", 130),
    ("rules_toml", 130),
    ("response", 4),
];
/// The bytes that are in use whatever the size of the input.
const MEMORY_FOR_ANY: usize = 64 << 10;

/// What a target is given.
struct Trial {
    target: fn(&[u8]),
    /// The target, and what is repeated.
    name: String,
    /// The input in which that is repeated so often.
    input: Box<dyn Fn(usize) -> String + Send + Sync>,
    /// The most bytes that are in use for each byte.
    most: usize,
}

/// Everything that the targets are given: to each what means something to it.
fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    for ((name, target), (_, most)) in TARGETS.into_iter().zip(MEMORY_FOR_A_BYTE) {
        let units: &[&str] = match name {
            "response" => &BODY,
            it if it.ends_with("_toml") => &TOML,
            _ => &UNITS,
        };
        trials.extend(units.iter().map(|unit| Trial {
            target,
            name: format!("{name} {unit:?}"),
            input: Box::new(|times| repeated(unit, times)),
            most,
        }));
        let tables = TABLES.into_iter().filter(|_| name == "catalog");
        trials.extend(tables.map(|(what, input)| Trial {
            target,
            name: format!("{name} of {what}"),
            input: Box::new(input),
            most,
        }));
    }
    trials
}

/// Runs `check` on a small stack.
fn on_small_stack<T: Send>(check: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        thread.spawn_scoped(scope, check).unwrap().join().unwrap()
    })
}

impl Trial {
    /// How long it takes at least, out of some runs: time of the processor, so that it does not matter what else the
    /// machine does.
    fn shortest(&self, input: &str, runs: usize) -> Duration {
        let time = || {
            let start = ThreadTime::now();
            (self.target)(input.as_bytes());
            start.elapsed()
        };
        (0..runs).map(|_| time()).min().unwrap_or_default()
    }

    /// What is wrong with how long it takes.
    fn out_of_proportion(&self, times: usize) -> Option<String> {
        let (less, more) = ((self.input)(times), (self.input)(times * GREATER));
        let mut ratio = 0;
        for runs in [1, 3, 9] {
            let (short, long) = (self.shortest(&less, runs), self.shortest(&more, runs));
            if long < SHORT || long < short * LONGEST {
                return None;
            }
            ratio = long.as_micros() / short.as_micros().max(1);
        }
        let name = &self.name;
        Some(format!(
            "{name}: {GREATER} times as much takes {ratio} times as long\n"
        ))
    }

    /// What is wrong with how much memory it takes.
    fn out_of_bounds(&self, times: usize) -> Option<String> {
        let input = (self.input)(times);
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        (self.target)(input.as_bytes());
        let used = MEMORY.peak_usage().saturating_sub(before);
        let (name, for_each) = (&self.name, used / input.len());
        let most = input.len() * self.most + MEMORY_FOR_ANY;
        (used > most).then(|| format!("{name}: {for_each} bytes for each\n"))
    }
}

/// Everything that is wrong with how the targets take what is repeated so many `times`.
fn wrong(times: usize) -> String {
    let wrong = trials().into_iter().flat_map(|it| {
        let memory = on_small_stack(|| it.out_of_bounds(times));
        let time = on_small_stack(|| it.out_of_proportion(times / GREATER));
        memory.into_iter().chain(time)
    });
    wrong.collect()
}

#[test]
fn time_and_memory_stay_in_proportion() {
    snapbox::assert_data_eq!(wrong(TIMES), "");
}

#[test]
#[ignore = "takes minutes"]
fn time_and_memory_stay_in_proportion_for_a_million() {
    snapbox::assert_data_eq!(wrong(1_000_000), "");
}
