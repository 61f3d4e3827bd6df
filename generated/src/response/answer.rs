//! Writes a whole answer as its service does: status, headers and body.
//!
//! Knows when HTTP has no body. The names of headers are facts of `wire.rs`.

use super::builder::Builder;
use super::wire::{self, Carried, Slot, Wire};
use crate::ServiceCode;
use alloc::string::String;
use alloc::vec::Vec;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use core::fmt;

/// A whole answer, for a server of any kind. Made by [`Builder::to_answer`].
///
/// `Debug` prints the status alone, as the rest can hold secrets.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Names of headers, in lower case, and their values, in one line each.
    pub headers: Vec<(&'static str, String)>,
    /// The body; empty where there is none.
    pub body: String,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl<E: ServiceCode> Builder<'_, E> {
    /// Writes the answer to a request of this method, such as `"GET"`.
    ///
    /// The answer to `HEAD`, and one of status 1xx, 204 or 304, has no body, and the error stands in the headers that the
    /// service has for it; where no such header is known, as with JD Cloud, nothing but the status is left of it. Control
    /// characters in a header are written as spaces.
    ///
    /// ```
    /// use object_storage_errors::huawei_obs::ErrorCode;
    /// use object_storage_errors::response::ErrorResponse;
    ///
    /// let answer = ErrorResponse::builder(ErrorCode::NoSuchKey).request_id("0A1B").to_answer("HEAD");
    /// assert_eq!((answer.status, answer.body.as_str()), (404, ""));
    /// assert!(answer.headers.contains(&("x-obs-error-code", "NoSuchKey".to_owned())));
    /// assert!(answer.headers.contains(&("x-obs-request-id", "0A1B".to_owned())));
    /// ```
    pub fn to_answer(&self, method: &str) -> Answer {
        let wire = wire::of(E::SERVICE);
        let mut headers = Vec::new();
        put(&mut headers, "content-type", "application/xml");
        for (slot, name) in wire.identifying {
            put(&mut headers, name, &self.text(*slot));
        }
        if let (Some(name), Some(ec)) = (wire.ec_headers.first(), self.added("EC")) {
            put(&mut headers, name, ec);
        }
        let mut body = String::new();
        if method == "HEAD" || matches!(self.status, 100..=199 | 204 | 304) {
            self.put_error(wire, &mut headers);
        } else {
            body = self.to_xml();
        }
        Answer {
            status: self.status,
            headers,
            body,
        }
    }

    /// Puts the error into the headers that stand for a body.
    fn put_error(&self, wire: &Wire, headers: &mut Vec<(&'static str, String)>) {
        for (carried, name) in wire.in_place_of_body {
            let text = match carried {
                Carried::Code => self.text(Slot::Code),
                Carried::Message => self.text(Slot::Message),
                Carried::Xml => STANDARD.encode(self.to_xml()),
            };
            put(headers, name, &text);
        }
    }
}

/// Puts a header, unless it would be empty.
fn put(headers: &mut Vec<(&'static str, String)>, name: &'static str, text: &str) {
    let line: String = text
        .chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .collect();
    if !line.trim().is_empty() {
        headers.push((name, line.trim().into()));
    }
}
