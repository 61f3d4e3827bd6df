//! A consumer of the crate: what a client, a gateway and a test would write, with whatever services are turned on.
//!
//! Knows the public API of `object-storage-errors` and nothing else. That it compiles, without a warning, with and
//! without default features, is what it proves; what it does is tested in `tests/`.
#![no_std]

use object_storage_errors::{Code, ServiceCode};

#[cfg(feature = "aliyun-oss")]
pub mod client;
#[cfg(feature = "huawei-obs")]
pub mod names;

/// How many codes of a service are documented with `status`, for any service.
pub fn documented_with<E: ServiceCode>(status: u16) -> usize {
    let codes = E::ALL.iter();
    codes
        .filter(|code| code.statuses().contains(&status))
        .count()
}

/// The status to answer with for a code of any service: that of the document, else `fallback`.
pub fn status_of<E: ServiceCode>(code: &str, fallback: u16) -> u16 {
    Code::<E>::from(code).known().map_or(fallback, E::status)
}
