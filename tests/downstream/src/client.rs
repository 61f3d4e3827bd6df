//! A client: decides by the code, with a wildcard, since new codes come in minor versions.

use object_storage_errors::Code;
use object_storage_errors::aliyun_oss::ErrorCode;

/// What a client does about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Treat the object as absent.
    Absent,
    /// Ask for other credentials.
    Forbidden,
    /// Give up.
    Fail,
    /// Look at the status, as nothing is known of the code.
    ByStatus,
}

/// Decides by a code as it came over the wire.
pub fn action(code: &str) -> Action {
    match Code::from(code) {
        Code::Known(ErrorCode::NoSuchBucket | ErrorCode::NoSuchKey) => Action::Absent,
        Code::Known(ErrorCode::AccessDenied) => Action::Forbidden,
        Code::Known(_) => Action::Fail,
        Code::Unknown(_) => Action::ByStatus,
    }
}

/// Codes can be constants: every accessor is a `const fn`.
pub const ABSENT_STATUS: u16 = ErrorCode::NoSuchKey.status();

/// The text of a code, as a constant.
pub const ABSENT: &str = ErrorCode::NoSuchKey.as_str();
