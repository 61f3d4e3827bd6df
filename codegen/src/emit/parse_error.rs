//! The error of a text that is no code.
//!
//! Copied from its first item on into what is generated, and compiled here for its tests only. It allocates nothing, so
//! that it can be used where there is no allocator.

/// A text is no error code of a service.
///
/// It names the service and the text, of which it keeps the first 64 bytes. Two of them are equal if they name the same
/// service and texts of the same length that begin alike.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ParseCodeError {
    service: &'static str,
    start: [u8; 64],
    length: usize,
}

impl ParseCodeError {
    #[inline]
    pub(crate) fn new(service: &'static str, text: &str) -> Self {
        let mut start = [0; 64];
        for (to, from) in start.iter_mut().zip(text.bytes()) {
            *to = from;
        }
        Self {
            service,
            start,
            length: text.len(),
        }
    }

    /// The id of the service.
    #[must_use]
    #[inline]
    pub const fn service(&self) -> &'static str {
        self.service
    }

    /// The text, or the beginning of one that is longer than 64 bytes.
    #[must_use]
    #[inline]
    pub fn text(&self) -> &str {
        let start = self.start.get(..self.length).unwrap_or(&self.start);
        match core::str::from_utf8(start) {
            Ok(text) => text,
            // The limit fell into a character.
            Err(error) => core::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default(),
        }
    }
}

impl core::fmt::Debug for ParseCodeError {
    #[inline]
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ParseCodeError")
            .field("service", &self.service)
            .field("text", &self.text())
            .finish_non_exhaustive()
    }
}

impl core::fmt::Display for ParseCodeError {
    #[inline]
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let text = self.text();
        let more = if text.len() < self.length { "…" } else { "" };
        write!(f, "{text:?}{more} is no error code of {}", self.service)
    }
}

impl core::error::Error for ParseCodeError {}
