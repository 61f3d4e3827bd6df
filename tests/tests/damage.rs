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

/// The document and seeds of damage that nobody can tell from an edit: a text of a row and a line that stands in no catalog
/// (in a sample of code, or in a text that another document overrules) change places.
const LEFT: (&str, [u64; 2]) = ("http-status-400.md", [143, 170]);

#[test]
fn nothing_is_lost_or_false_without_a_word() {
    let reports = run(SEEDS).unwrap();
    let is_left = |it: &Report, seed: u64| it.document == LEFT.0 && LEFT.1.contains(&seed);
    let wrong = reports.iter().flat_map(|report| {
        let new = report.wrong.iter().filter(|it| !is_left(report, it.0));
        new.map(|(seed, what)| format!("{} seed {seed}: {what}", report.document))
    });
    snapbox::assert_data_eq!(wrong.collect::<Vec<_>>().join("\n"), "");
    let mut left = LEFT.1.iter();
    assert!(left.all(|seed| {
        let mut of = reports.iter().filter(|it| it.document == LEFT.0);
        of.any(|it| it.wrong.iter().any(|it| it.0 == *seed))
    }));
}

#[test]
#[ignore = "takes a minute or more, and writes DAMAGE.md"]
fn the_long_run() {
    let reports = run(MANY).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("DAMAGE.md");
    std::fs::write(path, figures(&reports, MANY)).unwrap();
    for report in &reports {
        assert_eq!(report.lost, 0, "{}: {:?}", report.document, report.wrong);
    }
}
