//! Facts as lines.
//!
//! Knows facts. Knows nothing of how they were found.

use super::{CodeFact, Fact};
use crate::catalog::{Case, Word};
use crate::spelling::visible;
use std::fmt;

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ServiceAdded { codes } => write!(f, "new service with {codes} codes"),
            Self::ServiceRenamed { before, after } => write!(
                f,
                "service renamed from {} to {}",
                visible(before),
                visible(after)
            ),
            Self::TitleChanged { before, after } => {
                write!(f, "title changed: {}", change(before, after))
            }
            Self::DocumentAdded { path } => write!(f, "document added: {}", visible(path)),
            Self::DocumentRemoved { path } => write!(f, "document removed: {}", visible(path)),
            Self::DocumentReplaced { path } => write!(f, "document replaced: {}", visible(path)),
            Self::DocumentRows {
                path,
                before,
                after,
            } => write!(
                f,
                "rows of {} changed: {} -> {}",
                visible(path),
                Rows(*before),
                Rows(*after)
            ),
            Self::DocumentsReordered => f.write_str("documents stand in another order"),
            Self::Code { code, what } => write!(f, "{} {what}", visible(code)),
        }
    }
}

impl fmt::Display for CodeFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added { statuses } if statuses.is_empty() => f.write_str("added"),
            Self::Added { statuses } => {
                let statuses: Vec<String> = statuses.iter().map(u16::to_string).collect();
                write!(f, "added ({})", statuses.join(", "))
            }
            Self::Retired { version } => write!(f, "retired in {}", visible(version)),
            Self::Restored => f.write_str("restored: it is documented again"),
            Self::RetiredIn { before, after } => write!(
                f,
                "version of retirement changed: {} -> {}",
                visible(before),
                visible(after)
            ),
            Self::VariantChanged { before, after } => {
                let name = |it: &Option<String>| {
                    it.as_deref()
                        .map_or_else(|| "as the rule has it".to_owned(), visible)
                };
                write!(f, "variant renamed: {} -> {}", name(before), name(after))
            }
            Self::FormerVariant {
                name,
                before,
                after,
            } => {
                let what = text(before.as_deref(), after.as_deref());
                write!(f, "former name {} {what}", visible(name))
            }
            Self::DeclaredChanged { before, after } => {
                write!(f, "declared name changed: {}", change(before, after))
            }
            Self::ReplacedBy { before, after } => {
                let what = text(before.as_deref(), after.as_deref());
                write!(f, "code in its place {what}")
            }
            Self::KindChanged { before, after } => {
                write!(f, "kind changed: {} -> {}", word(*before), word(*after))
            }
            Self::RetryChanged { before, after } => {
                write!(f, "retry changed: {} -> {}", word(*before), word(*after))
            }
            Self::Removed => f.write_str("removed"),
            Self::CaseAdded(case) => write!(f, "case added: {}", Shown(case)),
            Self::CaseRemoved(case) => write!(f, "case removed: {}", Shown(case)),
            Self::StatusChanged {
                message,
                before,
                after,
            } => write!(
                f,
                "status changed: {} -> {} ({})",
                status(*before),
                status(*after),
                quote(message)
            ),
            Self::MessageChanged { before, after, .. } => {
                write!(f, "message changed: {}", change(before, after))
            }
            Self::CauseChanged {
                message,
                before,
                after,
            } => write!(
                f,
                "cause of {} {}",
                quote(message),
                text(before.as_deref(), after.as_deref())
            ),
            Self::SolutionChanged {
                message,
                before,
                after,
            } => write!(
                f,
                "solution of {} {}",
                quote(message),
                text(before.as_deref(), after.as_deref())
            ),
            Self::DocumentsChanged {
                message,
                before,
                after,
            } => write!(
                f,
                "{} stands in other documents: {} -> {}",
                quote(message),
                visible(&before.join(", ")),
                visible(&after.join(", "))
            ),
            Self::DefaultChanged { before, after } => write!(
                f,
                "default case changed: {} -> {}",
                Shown(before),
                Shown(after)
            ),
            Self::Reordered => f.write_str("cases stand in another order"),
        }
    }
}

/// Rows seen, taken and skipped.
struct Rows([usize; 3]);

impl fmt::Display for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [seen, taken, skipped] = self.0;
        write!(f, "{seen} seen, {taken} taken, {skipped} skipped")
    }
}

/// A case by its status and message.
struct Shown<'c>(&'c Case);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(status) = self.0.status {
            write!(f, "{status} ")?;
        }
        f.write_str(&quote(&self.0.message))
    }
}

fn status(status: Option<u16>) -> String {
    status.map_or_else(|| "none".to_owned(), |it| it.to_string())
}

fn word(word: Option<impl Word>) -> &'static str {
    word.map_or("none", Word::name)
}

fn quote(text: &str) -> String {
    format!("\"{}\"", visible(text))
}

fn change(before: &str, after: &str) -> String {
    format!("{} -> {}", quote(before), quote(after))
}

/// How a text that need not be there changed.
fn text(before: Option<&str>, after: Option<&str>) -> String {
    match (before, after) {
        (Some(before), Some(after)) => format!("changed: {}", change(before, after)),
        (None, Some(after)) => format!("added: {}", quote(after)),
        (Some(before), None) => format!("removed: {}", quote(before)),
        (None, None) => "unchanged".to_owned(),
    }
}
