//! The five documents, damaged in seeded ways: no row is lost without a word, and nothing false is taken without a problem.
//!
//! A bounded run here; the long one writes its figures into `DAMAGE.md`:
//!
//! ```sh
//! cargo test --release --package end-to-end --test damage -- --ignored
//! ```

use end_to_end::damage::run::{Report, figures, run};
use std::path::Path;

/// How many ways each document is damaged in, and in the long run.
const SEEDS: u64 = 200;
const MANY: u64 = 10_000;

#[test]
fn nothing_is_lost_or_false_without_a_word() {
    snapbox::assert_data_eq!(wrong(&run(SEEDS).unwrap()), "");
}

/// Everything that is wrong.
fn wrong(reports: &[Report]) -> String {
    let wrong = reports.iter().flat_map(|report| {
        let all = report.wrong.iter();
        all.map(|(seed, what)| format!("{} seed {seed}: {what}\n", report.document))
    });
    wrong.collect()
}

#[test]
#[ignore = "takes a minute or more, and writes DAMAGE.md"]
fn the_long_run() {
    let reports = run(MANY).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("DAMAGE.md");
    std::fs::write(path, figures(&reports, MANY)).unwrap();
    snapbox::assert_data_eq!(wrong(&reports), "");
}
