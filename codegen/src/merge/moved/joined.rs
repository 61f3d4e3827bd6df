//! Looks for what ran together in a row that is still there: a message that goes on with what was its cause or solution, and
//! lines of one text that are one line now.
//!
//! Knows the catalogs before and now, and which rows the document has. Knows nothing of how they were read.

use super::known::{TEXTS, lines, text};
use super::left::{Between, Changed, Home, is_in, words_enough};
use super::{HELP, shortened};
use crate::catalog::Case;
use crate::merge::paste;
use crate::problem::Finding;
use crate::rows::Field;
use crate::spelling::visible;
use std::collections::BTreeSet;

/// How many lines of a text are looked for in how many others.
const MOST: usize = 64;

/// What ran together in the rows of `document`.
pub(super) fn joined(document: &Changed, between: &Between) -> Vec<Finding> {
    let rows = document.homes.iter();
    rows.filter_map(|it| of_row(it, between)).collect()
}

/// What ran together in the row that stands at `home`.
fn of_row(home: &Home, between: &Between) -> Option<Finding> {
    let new = between.now.of(home)?;
    if let Some(old) = between.before.of(home) {
        let mut fields = TEXTS.into_iter();
        return fields.find_map(|field| lines_joined(home, field, old, new));
    }
    let mut shorter = between.before.up_to(home).into_iter();
    shorter.find_map(|old| swallowed(home, old, new))
}

/// The message of the `new` case goes on behind that of the `old` one, and another text of it is gone.
fn swallowed(home: &Home, old: &Case, new: &Case) -> Option<Finding> {
    let rest = new.message.strip_prefix(&old.message)?;
    let is_gone = |field: &Field| text(new, *field).is_empty() && !text(old, *field).is_empty();
    let gone = [Field::Cause, Field::Solution].into_iter().find(is_gone)?;
    let (code, gone, rest) = (
        visible(&home.code),
        paste::name(gone),
        shortened(rest.trim()),
    );
    let what = format!(
        "the message of `{code}` goes on behind what it was, and its {gone} is gone: `{rest}`"
    );
    Some(Finding::problem(home.at, what, HELP))
}

/// A line of the `new` case holds several of the `old` one.
fn lines_joined(home: &Home, field: Field, old: &Case, new: &Case) -> Option<Finding> {
    let (old, new) = (text(old, field), text(new, field));
    let (was, is): (BTreeSet<&str>, BTreeSet<&str>) = (lines(old).collect(), lines(new).collect());
    let gone = was.difference(&is).filter_map(|it| words_enough(it));
    let gone: Vec<Vec<&str>> = gone.take(MOST).collect();
    let mut added = is.difference(&was).take(MOST);
    let line = added.find(|line| gone.iter().filter(|it| is_in(it, line)).count() > 1)?;
    let (code, field, line) = (visible(&home.code), paste::name(field), shortened(line));
    let what = format!("lines of the {field} of `{code}` ran together: `{line}`");
    Some(Finding::problem(home.at, what, HELP))
}
