//! What was read out of a body, whatever its format.
//!
//! Knows fields and how far the reading went. Knows no format and no service.

use super::field::{Field, Level};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// The most bytes of a body that are read: 64 KiB.
pub(super) const MOST_BYTES: usize = 64 * 1024;

/// The most elements of a body that are kept.
pub(super) const MOST_ELEMENTS: usize = 256;

/// How much of an error in a body could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Extent {
    /// There is no error in the body: it is empty, or a page of a proxy, or an answer of another kind.
    None,
    /// The error was read to its end.
    Whole,
    /// The body ends within the error, or is broken from some place on. What stands before that was read.
    Cut,
    /// The error is longer than what is read: 64 KiB of the body, and 256 elements.
    Limited,
}

/// An error in a body.
pub(super) struct Found<'a> {
    pub fields: Vec<Field<'a>>,
    pub extent: Extent,
}

impl Found<'_> {
    /// No error.
    pub const NONE: Self = Self {
        fields: Vec::new(),
        extent: Extent::None,
    };

    pub fn into_owned(self) -> Found<'static> {
        Found {
            fields: self.fields.into_iter().map(Field::into_owned).collect(),
            extent: self.extent,
        }
    }
}

/// The text of the first direct field of this name that has one, upper and lower case being the same.
pub(super) fn text_of<'b, 'a>(fields: &'b [Field<'a>], name: &str) -> Option<&'b Cow<'a, str>> {
    let mut named = fields
        .iter()
        .filter(|field| field.level == Level::Direct && field.name.eq_ignore_ascii_case(name));
    named
        .find(|field| !field.value.is_empty())
        .map(|field| &field.value)
}

/// The text of bytes, with U+FFFD in place of what is no UTF-8.
pub(super) fn lossy(bytes: Cow<'_, [u8]>) -> Cow<'_, str> {
    match bytes {
        // The check alone is much faster than the repair.
        Cow::Borrowed(bytes) => match core::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => String::from_utf8_lossy(bytes),
        },
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}
