//! The decisions of a service while they are carried out: which there are for a row, and which were of any use.
//!
//! Knows decisions. Knows nothing of how they change a row.

use crate::problem::Finding;
use crate::service::{Change, Decision};
use crate::spelling::visible;
use crate::told::{BETWEEN, Told};
use std::collections::BTreeMap;

/// What a decision is looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    /// The code before the repair.
    Repair,
    /// The message before the split.
    Split,
    /// The code whose statuses are decided.
    Statuses,
    /// The code that is skipped.
    Skip,
    /// The code whose variant is named.
    Variant,
    /// The code that is retired.
    Retire,
    /// The code that another took the place of.
    Replaced,
}

/// Whether a decision was of any use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// It changed nothing so far.
    None,
    /// It changed something.
    Some,
}

/// The decisions, found by what they are about.
pub(super) struct Book<'s> {
    decisions: &'s [Decision],
    uses: Vec<Use>,
    keyed: BTreeMap<By, BTreeMap<&'s str, Vec<usize>>>,
    owners: Vec<usize>,
    findings: Vec<Finding>,
}

impl<'s> Book<'s> {
    pub(super) fn new(decisions: &'s [Decision]) -> Self {
        let mut keyed: BTreeMap<By, BTreeMap<&str, Vec<usize>>> = BTreeMap::new();
        let mut owners = Vec::new();
        for (index, decision) in decisions.iter().enumerate() {
            if let Some((by, key)) = key(&decision.change) {
                let about = keyed.entry(by).or_default();
                about.entry(key).or_default().push(index);
            } else {
                owners.push(index);
            }
        }
        Self {
            decisions,
            uses: vec![Use::None; decisions.len()],
            keyed,
            owners,
            findings: Vec::new(),
        }
    }

    /// The first decision about `key` that holds for a row of `code` in `document`, by its number.
    pub(super) fn find(&self, by: By, key: &str, document: &str, code: &str) -> Option<usize> {
        let mut about = self.about(by, key).iter().copied();
        about.find(|index| self.holds(*index, document, code))
    }

    /// The numbers of all decisions about `key`, whatever they are narrowed to.
    pub(super) fn about(&self, by: By, key: &str) -> &[usize] {
        let keyed = self.keyed.get(&by).and_then(|it| it.get(key));
        keyed.map_or(&[], Vec::as_slice)
    }

    /// The first decision that says whose the paragraph `text` is.
    pub(super) fn owner(&self, text: &str, document: &str, code: &str) -> Option<usize> {
        let mut owners = self.owners.iter().copied();
        owners.find(|index| {
            let begins = match self.change(*index) {
                Some(Change::Owner { text: start, .. }) => text.starts_with(start.as_str()),
                _ => false,
            };
            begins && self.holds(*index, document, code)
        })
    }

    fn holds(&self, index: usize, document: &str, code: &str) -> bool {
        self.decisions.get(index).is_some_and(|it| {
            let fits = |only: &Option<String>, is: &str| only.as_ref().is_none_or(|it| it == is);
            fits(&it.only.document, document) && fits(&it.only.code, code)
        })
    }

    /// The decision with this number.
    pub(super) fn get(&self, index: usize) -> Option<&'s Decision> {
        self.decisions.get(index)
    }

    /// What the decision with this number does.
    pub(super) fn change(&self, index: usize) -> Option<&'s Change> {
        self.get(index).map(|it| &it.change)
    }

    /// Why the decision with this number was made.
    pub(super) fn reason(&self, index: usize) -> &'s str {
        self.get(index).map_or("", |it| &it.reason)
    }

    /// Notes that the decision with this number changed something.
    pub(super) fn mark(&mut self, index: usize) {
        if let Some(it) = self.uses.get_mut(index) {
            *it = Use::Some;
        }
    }

    /// Notes that `told`, which was said of tables of `document`, changed something.
    pub(super) fn mark_told(&mut self, told: &Told, document: &str) {
        for (index, decision) in self.decisions.iter().enumerate() {
            let same = matches!(&decision.change, Change::Table(it) if it == told);
            if same && self.holds(index, document, "") {
                self.mark(index);
            }
        }
    }

    /// Notes a problem of the decision with this number, which then is not reported as useless as well.
    pub(super) fn problem(&mut self, index: usize, what: String, help: String) {
        self.mark(index);
        if let Some(decision) = self.get(index) {
            self.findings
                .push(Finding::problem(decision.at, what, help));
        }
    }

    /// The problems of the decisions, those that changed nothing among them. A decision that can be about one of the
    /// documents `in_doubt`, which are not as they should be, may still be of use.
    pub(super) fn finish(mut self, in_doubt: &[&str]) -> Vec<Finding> {
        let mut useless = Vec::new();
        for (index, decision) in self.decisions.iter().enumerate() {
            let is_in_doubt = match &decision.only.document {
                Some(document) => in_doubt.contains(&document.as_str()),
                None => !in_doubt.is_empty(),
            };
            if self.uses.get(index) != Some(&Use::None) || is_in_doubt {
                continue;
            }
            let why = match self.earlier(index, decision) {
                Some(line) => format!("the one in line {line} is about the same"),
                None => missing(decision),
            };
            let what = format!("this decision changes nothing: {why}");
            let help = "take it out, or correct it: its texts must match the document exactly";
            useless.push(Finding::problem(decision.at, what, help));
        }
        self.findings.extend(useless);
        self.findings
    }

    /// The line of a decision before this one that comes first for the same rows.
    fn earlier(&self, index: usize, decision: &Decision) -> Option<u32> {
        let (by, key) = key(&decision.change)?;
        let first = *self.about(by, key).first()?;
        let first = self.get(first).filter(|_| first < index)?;
        (first.only == decision.only).then_some(first.at.line)
    }
}

/// What a decision is looked up by; `None` where its text need only begin alike.
fn key(change: &Change) -> Option<(By, &str)> {
    match change {
        Change::Repair { from, .. } => Some((By::Repair, from)),
        Change::Split { message, .. } => Some((By::Split, message)),
        Change::Statuses { code, .. } => Some((By::Statuses, code)),
        Change::Skip { code } => Some((By::Skip, code)),
        Change::Variant { code, .. } => Some((By::Variant, code)),
        Change::Retire { code, .. } => Some((By::Retire, code)),
        Change::Replaced { code, .. } => Some((By::Replaced, code)),
        Change::Owner { .. } | Change::Table(_) => None,
    }
}

/// What a useless decision waited for.
fn missing(decision: &Decision) -> String {
    let what = match &decision.change {
        Change::Repair { from, .. } => format!("no row has the code `{}`", visible(from)),
        Change::Split { message, .. } => {
            format!("no row has the message `{}`", visible(message))
        }
        Change::Owner { text, .. } => format!(
            "no paragraph whose owner is open begins with `{}`",
            visible(text)
        ),
        Change::Statuses { code, .. } => format!(
            "the documents agree on the statuses of `{}`, or do not have it",
            visible(code)
        ),
        Change::Skip { code } => format!("no row has the code `{}`", visible(code)),
        Change::Table(told) => format!(
            "no table with the heads `{}` is read otherwise than without it",
            visible(&told.heads.join(BETWEEN))
        ),
        Change::Variant { code, .. } => {
            return format!("the catalog does not have `{}`", visible(code));
        }
        Change::Retire { code, .. } => {
            return format!("codes.toml does not have `{}`", visible(code));
        }
        Change::Replaced { code, .. } => {
            return format!("the catalog has no retired code `{}`", visible(code));
        }
    };
    let only = &decision.only;
    match (&only.code, &only.document) {
        (Some(code), Some(document)) => format!("{what}, for `{code}` in {document}"),
        (Some(code), None) => format!("{what}, for `{code}`"),
        (None, Some(document)) => format!("{what}, in {document}"),
        (None, None) => what,
    }
}
