//! Without any service the crate still compiles, and what the services share is there.
#![cfg(not(any(
    feature = "aliyun-oss",
    feature = "huawei-obs",
    feature = "jdcloud-oss"
)))]

use object_storage_errors::{Case, Code, ParseCodeError, ServiceCode, UnknownCode};

/// What a library writes that leaves the services to its users; the wrapper is matched without a wildcard.
///
/// # Errors
///
/// The code is not documented.
pub fn cases<E: ServiceCode>(code: Code<'_, E>) -> Result<&'static [Case], UnknownCode<'_, E>> {
    match code {
        Code::Known(code) => Ok(code.cases()),
        Code::Unknown(code) => Err(code),
    }
}

#[test]
fn the_error_is_an_error() {
    fn is_error<E: std::error::Error + Send + Sync + 'static>() {}
    is_error::<ParseCodeError>();
}
