//! Responses of the crate `http`.
//!
//! Knows that crate's types, and when HTTP has no body. Knows no service.

use super::ErrorResponse;
use super::builder::Builder;
use super::headers::Headers;
use super::wire::{self, Carried, Slot};
use crate::ServiceCode;
use alloc::string::String;
use alloc::vec::Vec;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Response, StatusCode};

impl Headers for HeaderMap {
    fn header(&self, name: &str) -> Option<&[u8]> {
        self.get(name).map(HeaderValue::as_bytes)
    }
}

impl<'a, E: ServiceCode> ErrorResponse<'a, E> {
    /// Classifies a response that is in memory; see [`from_parts`](Self::from_parts).
    ///
    /// ```
    /// use object_storage_errors::aliyun_oss::ErrorCode;
    /// use object_storage_errors::response::ErrorResponse;
    ///
    /// let sent = ErrorResponse::builder(ErrorCode::NoSuchKey).to_response(&http::Method::GET);
    /// let read = ErrorResponse::<ErrorCode>::from_response(&sent);
    /// assert_eq!(read.known(), Some(ErrorCode::NoSuchKey));
    /// ```
    pub fn from_response<B: AsRef<[u8]>>(response: &'a Response<B>) -> Self {
        let status = response.status().as_u16();
        Self::from_parts(status, response.headers(), response.body())
    }
}

impl<E: ServiceCode> Builder<'_, E> {
    /// Writes the whole response to a request of this method.
    ///
    /// The answer to `HEAD`, and one of status 304, has no body, and the error stands in the headers that the service has
    /// for it; where no such header is known, as with JD Cloud, nothing but the status is left of it. A status that HTTP
    /// cannot have (below 100 or above 999) becomes 500. A text that no header can hold is left out of the headers; the
    /// body has it.
    ///
    /// ```
    /// use object_storage_errors::huawei_obs::ErrorCode;
    /// use object_storage_errors::response::ErrorResponse;
    ///
    /// let sent = ErrorResponse::builder(ErrorCode::NoSuchKey).request_id("0A1B").to_response(&http::Method::HEAD);
    /// assert_eq!(sent.status(), 404);
    /// assert!(sent.body().is_empty());
    /// assert_eq!(sent.headers()["x-obs-error-code"], "NoSuchKey");
    /// assert_eq!(sent.headers()["x-obs-request-id"], "0A1B");
    /// ```
    #[must_use]
    pub fn to_response(&self, method: &Method) -> Response<Vec<u8>> {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let bodiless = method == Method::HEAD || status == StatusCode::NOT_MODIFIED;
        let body = if bodiless {
            Vec::new()
        } else {
            self.to_xml().into_bytes()
        };
        let mut response = Response::new(body);
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/xml"));
        for (slot, name) in wire::of(E::SERVICE).identifying {
            put(headers, name, &self.text(*slot));
        }
        if let (Some(name), Some(ec)) = (wire::of(E::SERVICE).ec_headers.first(), self.added("EC"))
        {
            put(headers, name, ec);
        }
        if bodiless {
            self.put_error(headers);
        }
        response
    }

    /// Puts the error into the headers that stand for a body.
    fn put_error(&self, headers: &mut HeaderMap) {
        for (carried, name) in wire::of(E::SERVICE).in_place_of_body {
            let text = match carried {
                Carried::Code => self.text(Slot::Code),
                Carried::Message => in_one_line(&self.text(Slot::Message)),
                Carried::Xml => STANDARD.encode(self.to_xml()),
            };
            put(headers, name, &text);
        }
    }
}

/// Puts a header, unless it would be empty or cannot hold the text.
fn put(headers: &mut HeaderMap, name: &'static str, text: &str) {
    let value = HeaderValue::from_bytes(text.as_bytes()).ok();
    if let (false, Some(value)) = (text.is_empty(), value) {
        headers.insert(HeaderName::from_static(name), value);
    }
}

/// A text with a space for each run of white space.
fn in_one_line(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ")
}
