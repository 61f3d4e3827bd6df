//! Codes in serde: exactly what is on the wire, in and out.
//!
//! Knows serde. Knows no service. A documented code is read by its text; what is no code is an error for an `ErrorCode`,
//! and is kept by [`Code`].

use crate::{Code, ParseCodeError, ServiceCode};
use core::fmt;
use core::marker::PhantomData;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};

/// Reads a documented code.
pub(crate) fn known<'de, E: ServiceCode, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<E, D::Error> {
    deserializer.deserialize_str(Known(PhantomData))
}

struct Known<E>(PhantomData<E>);

impl<E: ServiceCode> Visitor<'_> for Known<E> {
    type Value = E;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an error code of {}", E::SERVICE)
    }

    fn visit_str<R: Error>(self, text: &str) -> Result<E, R> {
        E::from_bytes(text.as_bytes())
            .ok_or_else(|| R::custom(ParseCodeError::new(E::SERVICE, text)))
    }
}

/// Reads any text and keeps it.
#[cfg(feature = "std")]
pub(crate) fn kept<'de, E: ServiceCode, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<crate::CodeBuf<E>, D::Error> {
    deserializer.deserialize_str(Kept(PhantomData))
}

#[cfg(feature = "std")]
struct Kept<E>(PhantomData<E>);

#[cfg(feature = "std")]
impl<E: ServiceCode> Visitor<'_> for Kept<E> {
    type Value = crate::CodeBuf<E>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an error code of {}, or any other text", E::SERVICE)
    }

    fn visit_str<R: Error>(self, text: &str) -> Result<Self::Value, R> {
        Ok(text.into())
    }
}

impl<E: ServiceCode> Serialize for Code<'_, E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Borrows the text, so that the format must hold it as it is: a JSON text with escapes is refused. `CodeBuf`, behind the
/// feature `std`, takes any.
impl<'de: 'a, 'a, E: ServiceCode> Deserialize<'de> for Code<'a, E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&'a str>::deserialize(deserializer).map(Self::from)
    }
}
