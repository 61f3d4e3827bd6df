//! Responses of the crate `http`.
//!
//! Knows that crate's types. Knows no service.

use super::ErrorResponse;
use super::builder::Builder;
use super::headers::Headers;
use crate::ServiceCode;
use alloc::vec::Vec;
use http::header::{HeaderMap, HeaderName, HeaderValue};
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
    /// Writes the response to a request of this method; see [`to_answer`](Self::to_answer).
    ///
    /// A status that HTTP cannot have (below 100 or above 999) becomes 500.
    ///
    /// ```
    /// use object_storage_errors::huawei_obs::ErrorCode;
    /// use object_storage_errors::response::ErrorResponse;
    ///
    /// let sent = ErrorResponse::builder(ErrorCode::NoSuchKey).to_response(&http::Method::HEAD);
    /// assert_eq!(sent.status(), 404);
    /// assert!(sent.body().is_empty());
    /// assert_eq!(sent.headers()["x-obs-error-code"], "NoSuchKey");
    /// ```
    #[must_use]
    pub fn to_response(&self, method: &Method) -> Response<Vec<u8>> {
        let answer = self.to_answer(method.as_str());
        let mut response = Response::new(answer.body.into_bytes());
        *response.status_mut() =
            StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in answer.headers {
            // No value is refused, as none has a control character.
            if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
                response
                    .headers_mut()
                    .insert(HeaderName::from_static(name), value);
            }
        }
        response
    }
}
