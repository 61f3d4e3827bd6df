//! Counts that were, held against counts that are.
//!
//! Knows names and numbers, and how much more is too much.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;

/// Counts by name.
pub type Counts = BTreeMap<String, u64>;

/// Reads a baseline: a line for each count, its name behind it; lines that begin with `#` say why.
///
/// # Errors
///
/// A line begins with something that is no number.
pub fn parse(text: &str) -> Result<Counts, Box<dyn Error>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (count, name) = line.split_once(' ').ok_or("a line without a name")?;
            Ok((name.trim().to_owned(), count.parse()?))
        })
        .collect()
}

/// The text of a baseline, in which `rustc` is the compiler that it was made with.
pub fn print(counts: &Counts, rustc: &str) -> String {
    let mut text = format!(
        "# Instructions, by callgrind. Written by the command in CONTRIBUTING.md, with {rustc}.\n"
    );
    for (name, count) in counts {
        let _ = writeln!(text, "{count} {name}");
    }
    text
}

/// What came of a comparison.
#[derive(Debug, Default)]
pub struct Difference {
    /// What is more than a tenth above the baseline, or is in one of both alone.
    pub wrong: Vec<String>,
    /// What is more than a tenth below, so that the baseline should follow.
    pub better: Vec<String>,
}

/// Holds `now` against `before`.
pub fn compare(before: &Counts, now: &Counts) -> Difference {
    let mut difference = Difference::default();
    for (name, now) in now {
        match before.get(name) {
            None => difference
                .wrong
                .push(format!("{name}: not in the baseline")),
            Some(before) if now * 10 > before * 11 => {
                difference.wrong.push(changed(name, *before, *now));
            }
            Some(before) if now * 10 < before * 9 => {
                difference.better.push(changed(name, *before, *now));
            }
            Some(_) => {}
        }
    }
    let gone = before.keys().filter(|name| !now.contains_key(*name));
    difference
        .wrong
        .extend(gone.map(|name| format!("{name}: in the baseline, and not counted")));
    difference
}

fn changed(name: &str, before: u64, now: u64) -> String {
    let percent = (now * 100).checked_div(before).unwrap_or_default();
    format!("{name}: {now} instructions, {percent} % of the {before} in the baseline")
}

#[cfg(test)]
mod tests {
    use super::{compare, parse, print};

    #[test]
    fn more_than_a_tenth_is_wrong() {
        let before = parse("# why\n100 hit\n100 miss\n100 gone\n").expect("a baseline");
        let now = parse("110 hit\n111 miss\n7 new\n").expect("a baseline");
        let wrong = compare(&before, &now).wrong;
        assert_eq!(
            wrong,
            [
                "miss: 111 instructions, 111 % of the 100 in the baseline",
                "new: not in the baseline",
                "gone: in the baseline, and not counted",
            ]
        );
        assert_eq!(compare(&now, &now).wrong, Vec::<String>::new());
    }

    #[test]
    fn less_than_nine_tenths_is_told() {
        let before = parse("100 hit\n100 miss\n").expect("a baseline");
        let now = parse("90 hit\n89 miss\n").expect("a baseline");
        let better = compare(&before, &now).better;
        assert_eq!(
            better,
            ["miss: 89 instructions, 89 % of the 100 in the baseline"]
        );
    }

    #[test]
    fn what_is_printed_reads_back() {
        let counts = parse("7 a name of words\n").expect("a baseline");
        assert_eq!(
            parse(&print(&counts, "rustc 1")).expect("a baseline"),
            counts
        );
    }
}
