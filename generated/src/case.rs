//! What documents say of a code, message by message.
//!
//! Knows what a case is. Its values stand in the generated files.

/// One documented case of an error: a status with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Case {
    pub(crate) status: u16,
    pub(crate) message: &'static str,
    #[cfg(feature = "guidance")]
    pub(crate) cause: Option<&'static str>,
    #[cfg(feature = "guidance")]
    pub(crate) solution: Option<&'static str>,
}

impl Case {
    /// Its HTTP status.
    #[must_use]
    #[inline]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// Its message as documented, in one line; empty where none is. What a service sends can differ, as documents
    /// write placeholders and services put names in their place.
    #[must_use]
    #[inline]
    pub const fn message(&self) -> &'static str {
        self.message
    }

    /// Why it happens, where that is documented: paragraphs, and lists as `- ` lines.
    #[cfg(feature = "guidance")]
    #[must_use]
    #[inline]
    pub const fn cause(&self) -> Option<&'static str> {
        self.cause
    }

    /// What to do about it, where that is documented: paragraphs, and lists as `- ` lines.
    #[cfg(feature = "guidance")]
    #[must_use]
    #[inline]
    pub const fn solution(&self) -> Option<&'static str> {
        self.solution
    }
}
