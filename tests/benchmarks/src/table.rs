//! Tables, targets and sections in markdown.
//!
//! Knows how results are laid out; knows nothing of what was measured.

use std::fmt;

/// A table: its first row is the head.
#[derive(Clone, Debug, Default)]
pub struct Table(pub Vec<Vec<String>>);

impl Table {
    /// A table with a head alone.
    pub fn new<T: ToString>(head: impl IntoIterator<Item = T>) -> Self {
        Self(vec![head.into_iter().map(|it| it.to_string()).collect()])
    }

    /// Adds a row: what it is about, and its numbers.
    pub fn row<T: ToString>(&mut self, name: &str, cells: impl IntoIterator<Item = T>) {
        let cells = cells.into_iter().map(|it| it.to_string());
        self.0
            .push(std::iter::once(name.to_owned()).chain(cells).collect());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, row) in self.0.iter().enumerate() {
            writeln!(f, "| {} |", row.join(" | "))?;
            if number == 0 {
                writeln!(f, "|---|{}", "---:|".repeat(row.len().saturating_sub(1)))?;
            }
        }
        Ok(())
    }
}

/// Something that was to be reached.
#[derive(Clone, Debug)]
pub struct Target {
    /// What is measured.
    pub what: String,
    /// What it shall be.
    pub bound: Bound,
    /// What it is.
    pub reached: f64,
    /// What it is counted in, `×` for ratios.
    pub unit: &'static str,
}

/// What a number shall be.
#[derive(Clone, Copy, Debug)]
pub enum Bound {
    /// No less than this.
    AtLeast(f64),
    /// No more than this.
    AtMost(f64),
}

impl Target {
    fn verdict(&self) -> String {
        let (met, by) = match self.bound {
            Bound::AtLeast(bound) => (self.reached >= bound, 1.0 - self.reached / bound),
            Bound::AtMost(bound) => (self.reached <= bound, self.reached / bound - 1.0),
        };
        match by {
            _ if met => "reached".to_owned(),
            by if by.is_finite() => format!("**missed** by {:.0} %", by * 100.0),
            _ => "**missed**".to_owned(),
        }
    }
}

/// The table of all targets.
pub fn targets(all: &[Target]) -> Table {
    let mut table = Table::new(["what", "to reach", "measured", ""]);
    for target in all {
        let bound = match target.bound {
            Bound::AtLeast(bound) => format!("≥ {bound} {}", target.unit).trim_end().to_owned(),
            Bound::AtMost(bound) => format!("≤ {bound} {}", target.unit).trim_end().to_owned(),
        };
        let reached = format!("{} {}", number(target.reached), target.unit);
        let reached = reached.trim_end().to_owned();
        table.row(&target.what, [bound, reached, target.verdict()]);
    }
    table
}

/// A part of the results.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Its heading.
    pub title: &'static str,
    /// What was measured, and how.
    pub text: String,
    /// What came of it.
    pub tables: Vec<(String, Table)>,
    /// What was to be reached.
    pub targets: Vec<Target>,
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "## {}\n\n{}", self.title, self.text.trim_end())?;
        for (caption, table) in &self.tables {
            writeln!(f, "\n{caption}\n\n{}", table.to_string().trim_end())?;
        }
        Ok(())
    }
}

/// `number` with three digits that count.
pub fn number(number: f64) -> String {
    match number.abs() {
        it if it >= 99.95 => format!("{number:.0}"),
        it if it >= 9.995 => format!("{number:.1}"),
        _ => format!("{number:.2}"),
    }
}

/// `ratio` as a ratio.
pub fn times(ratio: f64) -> String {
    format!("{} ×", number(ratio))
}
