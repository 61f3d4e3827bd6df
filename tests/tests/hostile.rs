//! Inputs that mean harm: every one of them is read on a small stack, in time in proportion to its size, in memory that is
//! a stated multiple of it.
//!
//! The long run repeats each a million times:
//!
//! ```sh
//! cargo test --release --package end-to-end --test hostile -- --ignored
//! ```

use cpu_time::ThreadTime;
use end_to_end::hostile::{BODY, TOML, UNITS, repeated};
use end_to_end::targets::TARGETS;
use peak_alloc::PeakAlloc;
use std::fmt::Write as _;
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
/// The most bytes that are in use at once for each byte of input, and those that are whatever its size.
const MEMORY_FOR_A_BYTE: usize = 400;
const MEMORY_FOR_ANY: usize = 4 << 20;

/// What a target is given: each unit that means something to it.
fn units(target: &str) -> &'static [&'static str] {
    match target {
        "response" => &BODY,
        it if it.ends_with("_toml") => &TOML,
        _ => &UNITS,
    }
}

/// How long `target` takes for `input` at least, out of some runs: time of the processor, so that it does not matter what
/// else the machine does.
fn shortest(target: fn(&[u8]), input: &str, runs: usize) -> Duration {
    let time = || {
        let start = ThreadTime::now();
        target(input.as_bytes());
        start.elapsed()
    };
    (0..runs).map(|_| time()).min().unwrap_or_default()
}

/// Runs `check` on a small stack.
fn on_small_stack<T: Send + 'static>(check: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(STACK);
    thread.spawn(check).unwrap().join().unwrap()
}

/// What is wrong with how `target` takes `unit`.
fn out_of_proportion(name: &str, target: fn(&[u8]), unit: &str, times: usize) -> Option<String> {
    let (less, more) = (repeated(unit, times), repeated(unit, times * GREATER));
    let runs = [1, 3, 9];
    let mut ratio = 0;
    for runs in runs {
        let (short, long) = (shortest(target, &less, runs), shortest(target, &more, runs));
        if long < SHORT || long < short * LONGEST {
            return None;
        }
        ratio = long.as_micros() / short.as_micros().max(1);
    }
    Some(format!(
        "{name} {unit:?}: {GREATER} times as much takes {ratio} times as long"
    ))
}

/// What is wrong with how much memory `target` takes for `unit`.
fn out_of_bounds(name: &str, target: fn(&[u8]), unit: &str, times: usize) -> Option<String> {
    let input = repeated(unit, times);
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    target(input.as_bytes());
    let used = MEMORY.peak_usage().saturating_sub(before);
    let most = input.len() * MEMORY_FOR_A_BYTE + MEMORY_FOR_ANY;
    (used > most).then(|| format!("{name} {unit:?}: {} bytes for each", used / input.len()))
}

/// Everything that is wrong with how the targets take what is repeated so many `times`.
fn wrong(times: usize) -> String {
    let mut out = String::new();
    for (name, target) in TARGETS {
        for unit in units(name) {
            let memory = on_small_stack(move || out_of_bounds(name, target, unit, times));
            let time =
                on_small_stack(move || out_of_proportion(name, target, unit, times / GREATER));
            for what in memory.into_iter().chain(time) {
                let _ = writeln!(out, "{what}");
            }
        }
    }
    out
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
