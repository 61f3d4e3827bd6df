//! The documented error codes of object storage services, as enums that cannot drift from the documents: what happened,
//! is it of use to send again, and what do I tell the user?
//!
//! Each service has a module, behind a feature of its name in kebab-case; all are on by default. In it stands an
//! `ErrorCode` with everything that the vendor's documents say of each code: its statuses, its messages and, behind the
//! feature `guidance`, their causes and solutions. Each code has a [`Kind`] and a [`Retry`] answer, which are the same for
//! one error in all services unless a source tells them apart.
//!
//! # A client
//!
//! It gets a status and a code. Whether to send again is not for the status to say: a `RequestTimeout` is a 400 at
//! Alibaba, like a request that is wrong. [`docs::status_alone`] lists all such codes. A code that no document knows is
//! kept as it is, and falls back on its status.
//!
//! ```
//! # #[cfg(feature = "aliyun-oss")] {
//! use object_storage_errors::{Code, Kind, Retry, aliyun_oss::ErrorCode};
//!
//! fn what_now(status: u16, code: &str) -> &'static str {
//!     let code = Code::<ErrorCode>::from(code);
//!     match (code, code.retry(status)) {
//!         (Code::Known(ErrorCode::NoSuchKey), _) => "create it",
//!         (_, Retry::Transient) => "send again",
//!         (_, Retry::Throttled) => "send again, slower",
//!         (_, Retry::AfterClockCorrection) => "set the clock, send again",
//!         _ if code.kind(status) == Kind::PermissionDenied => "ask for permission",
//!         _ => "give up",
//!     }
//! }
//!
//! assert_eq!(what_now(404, "NoSuchKey"), "create it");
//! assert_eq!(what_now(400, "RequestTimeout"), "send again");
//! assert_eq!(what_now(403, "NewsToAllOfUs"), "ask for permission");
//! # }
//! ```
//!
//! # A gateway
//!
//! It asks one service and answers as another. Codes that are the same error, whatever their spelling, are translated
//! by `TryFrom`; for the rest there is the [`Kind`].
//!
//! ```
//! # #[cfg(all(feature = "huawei-obs", feature = "jdcloud-oss"))] {
//! use object_storage_errors::{Kind, ServiceCode, huawei_obs, jdcloud_oss};
//!
//! /// The status and the code to answer with.
//! fn answer<From: ServiceCode, To: ServiceCode + TryFrom<From>>(code: From) -> (u16, &'static str) {
//!     match To::try_from(code) {
//!         Ok(same) => (same.status(), same.as_str()),
//!         Err(_) if code.kind() == Kind::NotFound => (404, "NotFound"),
//!         Err(_) => (code.status(), code.as_str()),
//!     }
//! }
//!
//! let code = huawei_obs::ErrorCode::RequestTimeout;
//! let answer = answer::<_, jdcloud_oss::ErrorCode>(code);
//! assert_eq!((code.status(), answer), (408, (400, "RequestTimeOut")));
//! # }
//! ```
//!
//! # A mock server
//!
//! It answers as the vendor does, with every documented code and message, in the vendor's own elements and headers. This
//! is for the feature `response`, which reads such answers as well.
//!
//! ```
//! # #[cfg(all(feature = "huawei-obs", feature = "response"))] {
//! use object_storage_errors::huawei_obs::ErrorCode;
//! use object_storage_errors::response::{Answer, ErrorResponse};
//!
//! fn fail(code: ErrorCode, method: &str, path: &str) -> Answer {
//!     ErrorResponse::builder(code).resource(path).request_id("0A1B").to_answer(method)
//! }
//!
//! let answer = fail(ErrorCode::NoSuchBucket, "GET", "/photos");
//! assert_eq!(answer.status, 404);
//! assert!(answer.headers.contains(&("x-obs-request-id", "0A1B".to_owned())));
//! assert!(answer.body.contains("<Code>NoSuchBucket</Code>\n  <Message>The specified bucket does not exist"));
//! // The answer to HEAD has no body, and the code in a header:
//! let answer = fail(ErrorCode::NoSuchBucket, "HEAD", "/photos");
//! assert!(answer.body.is_empty());
//! assert!(answer.headers.contains(&("x-obs-error-code", "NoSuchBucket".to_owned())));
//! // Whatever else a 404 can be:
//! assert!(ErrorCode::from_status(404).contains(&ErrorCode::NoSuchKey));
//! # }
//! ```
//!
//! # Features
//!
//! - one per service: its module
//! - `guidance`: causes and solutions; without it none of that prose is in the binary
//! - `serde`: codes as their wire text, in and out
//! - `std`: `std::io::ErrorKind` from a [`Kind`], and [`Code`]'s owned twin `CodeBuf`
//! - `response`: the module `response`, which reads whatever a service answered and writes errors as it does
//! - `http`: the same for the types of the crate `http`
//!
//! Without the last four, the crate uses neither the standard library nor an allocator, and depends on nothing.
//! [`docs::semver`] says what a new edition of a document means for the version.
//!
//! The documents are named by their files. Their titles, publishers and addresses stand in the NOTICE of the package.
#![no_std]
#![forbid(unsafe_code)]
// Says of every item which feature it is behind; docs.rs builds with the nightly toolchain that this needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "response")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod case;
mod code;
#[cfg(feature = "std")]
mod code_buf;
pub mod docs;
mod kind;
#[allow(dead_code, reason = "without any service there is nothing to parse")]
mod parse_error;
#[cfg(feature = "response")]
pub mod response;
mod retry;
#[cfg(feature = "serde")]
#[allow(dead_code, reason = "without any service there is nothing to read")]
mod serde_text;
mod service_code;
mod services;
#[allow(
    dead_code,
    reason = "without two services there is nothing to translate"
)]
mod translate_error;
mod translations;

pub use case::Case;
pub use code::{Code, UnknownCode};
#[cfg(feature = "std")]
pub use code_buf::CodeBuf;
pub use kind::Kind;
pub use parse_error::ParseCodeError;
pub use retry::Retry;
pub use service_code::ServiceCode;
pub use services::*;
pub use translate_error::TranslateError;

/// The examples of the README, compiled and run.
#[cfg(all(
    doctest,
    feature = "aliyun-oss",
    feature = "huawei-obs",
    feature = "response"
))]
#[doc = include_str!("../README.md")]
mod readme {}

/// Keeps [`ServiceCode`] to the enums of this crate.
mod sealed {
    /// Implemented by the generated enums.
    pub trait Sealed {}
}
