//! A code as it came over the wire, known or not.
//!
//! Knows that one text on the wire has one value. Knows no service.

use crate::{Kind, Retry, ServiceCode};
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;

/// A code of a service as it came over the wire: one that is documented, or any other text.
///
/// One text has one value: a text that is a code of the service is always [`Code::Known`], since an [`UnknownCode`] comes
/// out of `From` alone and cannot be built otherwise. So two of them are equal exactly if their texts are, and they are
/// sorted by the bytes of their texts.
///
/// It borrows the text, as the crate has no allocator. Keep the text where the code has to outlive it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code<'a, E> {
    /// A documented code.
    Known(E),
    /// A text that is no documented code of the service.
    Unknown(UnknownCode<'a, E>),
}

/// A text that is no documented code of the service whose codes are `E`. Made by `Code::from` only.
pub struct UnknownCode<'a, E> {
    text: &'a str,
    service: PhantomData<E>,
}

impl<'a, E: ServiceCode> Code<'a, E> {
    /// Exactly what is on the wire.
    #[inline]
    pub fn as_str(self) -> &'a str {
        match self {
            Self::Known(code) => code.as_str(),
            Self::Unknown(code) => code.text,
        }
    }

    /// The code, if it is a documented one.
    #[inline]
    pub fn known(self) -> Option<E> {
        match self {
            Self::Known(code) => Some(code),
            Self::Unknown(_) => None,
        }
    }

    /// What kind of thing happened: what is known of the code or, where it is not known, what the HTTP status that it
    /// came with stands for. Give 0 where there was none.
    #[inline]
    pub fn kind(self, status: u16) -> Kind {
        self.known().map_or(Kind::of_status(status), E::kind)
    }

    /// Whether it is of use to send the same request again: what is known of the code or, where it is not known, what
    /// the HTTP status that it came with gives. Give 0 where there was none.
    #[inline]
    pub fn retry(self, status: u16) -> Retry {
        self.known().map_or(Retry::of_status(status), E::retry)
    }
}

impl<'a, E: ServiceCode> From<&'a str> for Code<'a, E> {
    #[inline]
    fn from(text: &'a str) -> Self {
        let unknown = UnknownCode {
            text,
            service: PhantomData,
        };
        E::from_bytes(text.as_bytes()).map_or(Self::Unknown(unknown), Self::Known)
    }
}

impl<E: ServiceCode> From<E> for Code<'_, E> {
    #[inline]
    fn from(code: E) -> Self {
        Self::Known(code)
    }
}

impl<E: ServiceCode> PartialOrd for Code<'_, E> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E: ServiceCode> Ord for Code<'_, E> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

/// Exactly what is on the wire.
impl<E: ServiceCode> fmt::Display for Code<'_, E> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Exactly what is on the wire.
impl<E: ServiceCode> AsRef<str> for Code<'_, E> {
    #[inline]
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<'a, E> UnknownCode<'a, E> {
    /// Exactly what is on the wire.
    #[must_use]
    #[inline]
    pub const fn as_str(self) -> &'a str {
        self.text
    }
}

/// Exactly what is on the wire.
impl<E> fmt::Display for UnknownCode<'_, E> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text)
    }
}

/// Exactly what is on the wire.
impl<E> AsRef<str> for UnknownCode<'_, E> {
    #[inline]
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<E> fmt::Debug for UnknownCode<'_, E> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("UnknownCode").field(&self.text).finish()
    }
}

// Not derived, as a derive would ask the same of `E`.

impl<E> Clone for UnknownCode<'_, E> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for UnknownCode<'_, E> {}

impl<E> PartialEq for UnknownCode<'_, E> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<E> Eq for UnknownCode<'_, E> {}

impl<E> Hash for UnknownCode<'_, E> {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}
