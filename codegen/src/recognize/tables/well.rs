//! Rows of tables and of lists of errors that tell of a success.
//!
//! Knows that an error can be answered in any words, and a success with no status of errors. Knows nothing of columns.

use crate::recognize::text::codes::Codes;
use crate::recognize::text::status::is_reason_of_success;
use crate::recognize::words::success::{
    is_zero, names_success, says_only_success, speaks_of_success,
};
use crate::rows::{Row, Skipped};

/// Why a success is left out.
const NO_ERROR: &str = "it tells of a success, which is no error";

/// The account of `row` if it tells of a success: it has no status of errors, and its message says nothing but that all
/// went well, or its code is one of those that successes have and its message says so among other things.
pub fn success(codes: &Codes, row: &Row) -> Option<Skipped> {
    success_of(codes.single()?, row)
}

/// As [`success`], of a row that has the one code `code`.
pub fn success_of(code: &str, row: &Row) -> Option<Skipped> {
    // Nearly every row ends here, before its message is looked at.
    if row.statuses.iter().any(|it| *it >= 300) {
        return None;
    }
    let reason = || {
        let mut statuses = row.statuses.iter();
        statuses.any(|it| is_reason_of_success(*it, code))
    };
    let message = row.message.as_deref().unwrap_or_default();
    let names = || {
        let mut names = std::iter::once(code).chain(row.aliases.iter().map(String::as_str));
        names.any(|it| is_zero(it) || names_success(it) || is_status_of_success(it))
    };
    let bare = message.is_empty() && names_success(code);
    let well =
        bare || says_only_success(message) || reason() || (names() && speaks_of_success(message));
    well.then(|| Skipped {
        at: row.at,
        reason: NO_ERROR.to_owned(),
    })
}

/// Whether `code` is a number that HTTP has for successes.
fn is_status_of_success(code: &str) -> bool {
    code.len() == 3 && code.parse().is_ok_and(|it: u16| (200..300).contains(&it))
}
