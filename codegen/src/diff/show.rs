//! Facts as lines.
//!
//! Knows the parts of a fact. Knows nothing of how facts were found.

use super::{CodeFact, Fact, Part};
use crate::spelling::visible;
use std::fmt;

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts().iter().try_for_each(|part| part.fmt(f))
    }
}

impl fmt::Display for CodeFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts().iter().try_for_each(|part| part.fmt(f))
    }
}

impl fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Says(text) => f.write_str(text),
            Self::Name(name) => f.write_str(&visible(name)),
            Self::Quote(text) => write!(f, "\"{}\"", visible(text)),
            Self::Changed { before, after } => {
                write!(f, "\"{}\" -> \"{}\"", visible(before), visible(after))
            }
        }
    }
}
