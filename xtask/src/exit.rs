//! How a run ends, as the number that the caller sees.
//!
//! Knows the numbers. Knows nothing of what leads to them.

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It did what was asked, and nothing is stale.
    Done,
    /// `--check` found files that `regen` would change.
    Stale,
    /// `explain` found no such code.
    Unknown,
    /// `diff` found a change of the level that `--fail-on` names, or a higher one.
    Reached,
    /// The call was wrong.
    Usage,
    /// A person must settle something: a document, a decision, or a file that cannot be read or written.
    Settle,
}

impl Exit {
    /// The number that the process ends with.
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Stale | Self::Unknown | Self::Reached => 1,
            Self::Usage => 2,
            Self::Settle => 3,
        }
    }
}
