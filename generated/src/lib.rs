//! The documented error codes of object storage services, as enums that cannot drift from the documents.
//!
//! Each service has a module, behind a feature of its name in kebab-case; all are on by default. In it stands an
//! `ErrorCode` with everything that the vendor's documents say of each code: its statuses, its messages and, behind the
//! feature `guidance`, their causes and solutions.
//!
//! ```
//! # #[cfg(feature = "aliyun-oss")] {
//! use object_storage_errors::{Code, aliyun_oss::ErrorCode};
//!
//! match Code::from("NoSuchKey") {
//!     Code::Known(ErrorCode::NoSuchKey) => println!("there is no such object"),
//!     Code::Known(code) => println!("{code}: {}", code.message()),
//!     Code::Unknown(code) => println!("{code}, which no document knows"),
//! }
//! # }
//! ```
//!
//! As it is, the crate uses neither the standard library nor an allocator, and depends on nothing. The feature `response`
//! adds the module `response`, which reads and writes whole responses.
#![no_std]
#![forbid(unsafe_code)]

#[cfg(feature = "response")]
extern crate alloc;

mod case;
mod code;
#[allow(dead_code, reason = "without any service there is nothing to parse")]
mod parse_error;
#[cfg(feature = "response")]
pub mod response;
mod service_code;
mod services;

pub use case::Case;
pub use code::{Code, UnknownCode};
pub use parse_error::ParseCodeError;
pub use service_code::ServiceCode;
#[allow(unused_imports, reason = "without any service there is nothing here")]
pub use services::*;

/// Keeps [`ServiceCode`] to the enums of this crate.
mod sealed {
    /// Implemented by the generated enums.
    pub trait Sealed {}
}
