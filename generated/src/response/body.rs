//! Finds the error in a body.
//!
//! Knows how to tell XML from JSON and both from anything else. Knows no service.

use super::found::{Extent, Found, MOST_BYTES, text_of};
use super::{json, xml};

/// Whether the status says that the answer is a success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Only what is an error by its root is one.
    Success,
    /// Whatever names a code or a message is an error.
    Failure,
}

impl Outcome {
    pub fn of(status: u16) -> Self {
        match status {
            200..=299 => Self::Success,
            _ => Self::Failure,
        }
    }
}

/// The error in a body of which only the first bytes are read.
pub(super) fn read(body: &[u8], outcome: Outcome) -> Found<'_> {
    let start = body.get(..MOST_BYTES).unwrap_or(body);
    let mut found = read_all(start, outcome);
    if found.extent == Extent::Cut && start.len() < body.len() {
        found.extent = Extent::Limited;
    }
    found
}

fn read_all(body: &[u8], outcome: Outcome) -> Found<'_> {
    let text = xml::after_prolog(body);
    match text.first() {
        Some(b'<') => xml::read(text),
        Some(b'{') => accepted(json::read(text), outcome),
        _ => Found::NONE,
    }
}

/// The error of a JSON text: what stands under `Error`, or, in a failure, anything with a code or a message.
fn accepted((found, root): (Found<'_>, json::Root), outcome: Outcome) -> Found<'_> {
    let telling = ["Code", "Message"]
        .iter()
        .any(|name| text_of(&found.fields, name).is_some());
    match (root, outcome) {
        (json::Root::Error, _) => found,
        (json::Root::Flat, Outcome::Failure) if telling => found,
        (json::Root::Flat, _) => Found::NONE,
    }
}
