//! What a log may see of an error response: which of its parts, and in which order.
//!
//! Knows no service.

use super::ErrorResponse;
use super::shown::Shown;
use crate::ServiceCode;
use core::fmt;

/// Code, status, message and request id, in one line, and nothing else.
///
/// The query of an URL and what stands behind the name of a secret are left out of the message, control characters and
/// marks that turn the direction of writing are escaped, and a text is cut behind 1,024 characters.
impl<E: ServiceCode> fmt::Display for ErrorResponse<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code() {
            Some(code) => write!(f, "{} ({})", Shown(code.as_str()), self.status)?,
            None => write!(f, "no error code ({})", self.status)?,
        }
        if let Some(message) = self.message() {
            write!(f, ": {}", Shown(message))?;
        }
        match self.request_id() {
            Some(id) => write!(f, " [request id {}]", Shown(id)),
            None => Ok(()),
        }
    }
}

/// Status, code, message and request id, and nothing else, as `Display` shows them.
impl<E: ServiceCode> fmt::Debug for ErrorResponse<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.code();
        f.debug_struct("ErrorResponse")
            .field("status", &self.status)
            .field("code", &code.as_ref().map(|code| Shown(code.as_str())))
            .field("message", &self.message().map(Shown))
            .field("request_id", &self.request_id().map(Shown))
            .finish_non_exhaustive()
    }
}

impl<E: ServiceCode> core::error::Error for ErrorResponse<'_, E> {}
