//! A code as it came over the wire, known or not, that owns its text.
//!
//! Knows that one text on the wire has one value. Knows no service. It needs an allocator, and so the feature `std`.

use crate::{Code, ServiceCode};
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use std::boxed::Box;

/// A [`Code`] that owns its text, to be kept where the response is not.
///
/// A documented code costs no allocation. It compares, sorts, hashes and prints like the [`Code`] that
/// [`as_code`](Self::as_code) gives.
#[derive(Clone, Debug)]
pub struct CodeBuf<E>(Inner<E>);

#[derive(Clone, Debug)]
enum Inner<E> {
    Known(E),
    /// No code of the service.
    Unknown(Box<str>),
}

impl<E: ServiceCode> CodeBuf<E> {
    /// The code, borrowed.
    pub fn as_code(&self) -> Code<'_, E> {
        match &self.0 {
            Inner::Known(code) => Code::Known(*code),
            Inner::Unknown(text) => Code::from(&**text),
        }
    }

    /// Exactly what is on the wire.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Inner::Known(code) => code.as_str(),
            Inner::Unknown(text) => text,
        }
    }
}

impl<E: ServiceCode> From<Code<'_, E>> for CodeBuf<E> {
    fn from(code: Code<'_, E>) -> Self {
        Self(match code {
            Code::Known(code) => Inner::Known(code),
            Code::Unknown(code) => Inner::Unknown(code.as_str().into()),
        })
    }
}

impl<E: ServiceCode> From<&str> for CodeBuf<E> {
    fn from(text: &str) -> Self {
        Code::from(text).into()
    }
}

impl<E: ServiceCode> From<E> for CodeBuf<E> {
    fn from(code: E) -> Self {
        Self(Inner::Known(code))
    }
}

impl<E: ServiceCode> PartialEq for CodeBuf<E> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl<E: ServiceCode> Eq for CodeBuf<E> {}

impl<E: ServiceCode> PartialOrd for CodeBuf<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E: ServiceCode> Ord for CodeBuf<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl<E: ServiceCode> Hash for CodeBuf<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_code().hash(state);
    }
}

/// Exactly what is on the wire.
impl<E: ServiceCode> fmt::Display for CodeBuf<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Exactly what is on the wire.
impl<E: ServiceCode> AsRef<str> for CodeBuf<E> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

#[cfg(feature = "serde")]
impl<E: ServiceCode> serde::Serialize for CodeBuf<E> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl<'de, E: ServiceCode> serde::Deserialize<'de> for CodeBuf<E> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::serde_text::kept(deserializer)
    }
}
