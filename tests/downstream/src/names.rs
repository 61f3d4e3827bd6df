//! A consumer that must decide about every code, without a wildcard.
//!
//! The enum is `#[non_exhaustive]`, so a `match` in another crate needs a wildcard: without one, a new code would break
//! the build of everybody in a minor version. Who wants to hear of a new code asks for it in a test instead: every code
//! of `ALL` is in one of the lists below, or the test fails and names it. The lists are patterns too.

use object_storage_errors::huawei_obs::ErrorCode;

/// Codes that an administrator hears of.
pub const ADMINISTRATOR: &[ErrorCode] = &[ErrorCode::AccessDenied, ErrorCode::InvalidAccessKeyId];

/// Whether an administrator hears of `code`.
pub fn is_for_administrator(code: ErrorCode) -> bool {
    ADMINISTRATOR.contains(&code)
}

/// The first code of `ALL` that neither list has; a consumer's test wants `None`.
pub fn undecided(known: &[&[ErrorCode]]) -> Option<ErrorCode> {
    let mut all = ErrorCode::ALL.iter().copied();
    all.find(|code| !known.iter().any(|list| list.contains(code)))
}
