//! What a run has to say: problems that a person must settle, and notes that nobody must.
//!
//! Knows how a finding is written down. Knows nothing of how it is shown beside the line that it is about.

use crate::document::Pos;
use std::fmt;

/// A finding at a place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, as the caller named it; empty while a stage that knows no files still holds the finding.
    pub path: String,
    /// The place in it; `None` where the finding is about the file as a whole.
    pub at: Option<Pos>,
    /// Whether somebody must act.
    pub level: Level,
    /// What happened and why, in one sentence without a full stop.
    pub what: String,
    /// What mends it: a command, a line to write, or a thing to look at. Can have several lines, the later ones text
    /// to paste. Empty where there is nothing to do.
    pub help: String,
}

/// Whether somebody must act on a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// A person must settle it before anything is written.
    Problem,
    /// Worth knowing.
    Note,
}

impl Finding {
    /// A problem at `at`.
    pub fn problem(at: Pos, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            path: String::new(),
            at: Some(at),
            level: Level::Problem,
            what: what.into(),
            help: help.into(),
        }
    }

    /// A note at `at`.
    pub fn note(at: Pos, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            level: Level::Note,
            ..Self::problem(at, what, help)
        }
    }

    /// The same finding, in the file `path`.
    #[must_use]
    pub fn in_file(self, path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            ..self
        }
    }
}

/// `path:line:column: problem: what`, as far as it is known, and the lines of the help indented under that. Nothing is
/// escaped: whoever writes it to a terminal sees to control characters.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(at) => write!(f, "{}:{}:{}: ", self.path, at.line, at.column)?,
            None if self.path.is_empty() => {}
            None => write!(f, "{}: ", self.path)?,
        }
        let level = match self.level {
            Level::Problem => "problem",
            Level::Note => "note",
        };
        write!(f, "{level}: {}", self.what)?;
        for line in self.help.lines() {
            write!(f, "\n    {line}")?;
        }
        Ok(())
    }
}
