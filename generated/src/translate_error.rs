//! The error of a code that another service does not have.
//!
//! Knows that translations go from one service to another. Knows none.

use crate::ServiceCode;
use core::fmt;

/// A service has no code for an error of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TranslateError {
    code: &'static str,
    source: &'static str,
    target: &'static str,
}

impl TranslateError {
    /// `code` is not in the service whose codes are `T`.
    #[inline]
    pub(crate) fn new<S: ServiceCode, T: ServiceCode>(code: S) -> Self {
        Self {
            code: code.as_str(),
            source: S::SERVICE,
            target: T::SERVICE,
        }
    }

    /// What is on the wire of the service that the code is of.
    #[must_use]
    #[inline]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// The id of the service that the code is of.
    #[must_use]
    #[inline]
    pub const fn source_service(&self) -> &'static str {
        self.source
    }

    /// The id of the service that has no such code.
    #[must_use]
    #[inline]
    pub const fn target_service(&self) -> &'static str {
        self.target
    }
}

impl fmt::Display for TranslateError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            code,
            source,
            target,
        } = self;
        write!(f, "{target} has no code for {code} of {source}")
    }
}

impl core::error::Error for TranslateError {}
