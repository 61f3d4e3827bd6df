//! What the codes of all services have in common.
//!
//! Knows the methods that the generator gives every enum. Knows no service.

use crate::{Case, Kind, ParseCodeError, Retry, sealed};
use core::fmt::{Debug, Display};
use core::hash::Hash;
use core::str::FromStr;

/// The codes of one service, for code that works with any.
///
/// Every method does what the enum's own method of the same name does. Only the enums of this crate have the trait, so
/// that it can grow.
pub trait ServiceCode:
    AsRef<str>
    + Copy
    + Debug
    + Display
    + Eq
    + FromStr<Err = ParseCodeError>
    + Hash
    + Ord
    + Send
    + Sync
    + sealed::Sealed
    + 'static
{
    /// The id of the service, which is also the name of its feature.
    const SERVICE: &'static str;

    /// All codes, sorted by the bytes of what is on the wire.
    const ALL: &'static [Self];

    /// The code that is exactly `code`, upper and lower case included.
    fn from_bytes(code: &[u8]) -> Option<Self>;

    /// Exactly what is on the wire.
    fn as_str(self) -> &'static str;

    /// The HTTP status of the first documented case.
    fn status(self) -> u16;

    /// The HTTP statuses of all documented cases, each once, that of the first case first.
    fn statuses(self) -> &'static [u16];

    /// The message of the first documented case; empty where none is documented.
    fn message(self) -> &'static str;

    /// The documented cases, at least one; the first is the default one.
    fn cases(self) -> &'static [Case];

    /// What kind of thing happened.
    fn kind(self) -> Kind;

    /// Whether it is of use to send the same request again.
    fn retry(self) -> Retry;

    /// The codes that are documented with this HTTP status, sorted like `ALL`; often several, for some statuses none.
    fn from_status(status: u16) -> &'static [Self];
}
