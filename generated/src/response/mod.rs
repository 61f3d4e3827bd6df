//! What a service answered: read by clients, passed on by gateways, written by mock servers.
//!
//! Behind the feature `response`. It needs an allocator.
//!
//! # A client
//!
//! A request failed. [`ErrorResponse::from_parts`] takes whatever came back, and always answers: with a documented code,
//! with an unknown one as it was sent, or with none and the codes that are documented for the status.
//!
//! ```
//! use object_storage_errors::aliyun_oss::ErrorCode;
//! use object_storage_errors::response::{ErrorResponse, Source};
//!
//! let body = "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>";
//! let response = ErrorResponse::<ErrorCode>::from_parts(404, &(), body);
//! assert_eq!(response.known(), Some(ErrorCode::NoSuchKey));
//! assert_eq!(response.to_string(), "NoSuchKey (404): The specified key does not exist.");
//!
//! // The answer to HEAD has no body. Nothing is guessed.
//! let response = ErrorResponse::<ErrorCode>::from_parts(404, &(), "");
//! assert!(response.code().is_none());
//! assert_eq!(response.source(), Source::Status);
//! assert!(response.candidates().any(|code| code == ErrorCode::NoSuchKey));
//! ```
//!
//! Some operations of these services, such as completing a multipart upload or copying, answer 200 before they are done,
//! and put an error into the body. So give such an answer to `from_parts` as well, and ask
//! [`is_error`](ErrorResponse::is_error). Never do that with the content of an object: it can be any text, an error
//! document included.
//!
//! ```
//! use object_storage_errors::aliyun_oss::ErrorCode;
//! use object_storage_errors::response::ErrorResponse;
//!
//! let done = "<CompleteMultipartUploadResult><Key>SlowDown</Key></CompleteMultipartUploadResult>";
//! assert!(!ErrorResponse::<ErrorCode>::from_parts(200, &(), done).is_error());
//! let failed = "<Error><Code>InternalError</Code></Error>";
//! assert!(ErrorResponse::<ErrorCode>::from_parts(200, &(), failed).is_error());
//! ```
//!
//! # A gateway
//!
//! It reads the answer of one service and writes that of another. An unknown code passes through as it is.
//!
//! ```
//! use object_storage_errors::{Code, aliyun_oss, huawei_obs};
//! use object_storage_errors::response::ErrorResponse;
//!
//! let body = "<Error><Code>NoSuchBucket</Code><RequestId>0A1B</RequestId></Error>";
//! let upstream = ErrorResponse::<huawei_obs::ErrorCode>::from_parts(404, &(), body);
//! let code = upstream.code().map_or("InternalError", |code| code.as_str());
//! let answer = ErrorResponse::<aliyun_oss::ErrorCode>::builder_from(Code::from(code), upstream.status())
//!     .request_id(upstream.request_id().unwrap_or_default())
//!     .to_xml();
//! assert!(answer.contains("<Code>NoSuchBucket</Code>"));
//! ```
//!
//! # A mock server
//!
//! It answers as the service does: its status, its message, its elements in their order. [`Builder::to_answer`]
//! makes the whole answer, headers included, and with the feature `http` `to_response` makes it in the types of that crate.
//!
//! ```
//! use object_storage_errors::huawei_obs::ErrorCode;
//! use object_storage_errors::response::ErrorResponse;
//!
//! let error = ErrorResponse::builder(ErrorCode::NoSuchKey).resource("/photos/cat.jpg").request_id("0A1B");
//! let read = error.to_xml();
//! let read = ErrorResponse::<ErrorCode>::from_parts(404, &(), &read);
//! assert_eq!(read.known(), Some(ErrorCode::NoSuchKey));
//! assert_eq!(read.resource(), Some("/photos/cat.jpg"));
//! ```
//!
//! # Limits
//!
//! At most 64 KiB of a body, or of a header, and 256 elements are read; [`extent`](ErrorResponse::extent) says when that was
//! too little. Whatever the bytes, reading takes time in proportion to them, does not recurse, and does not fail.
//!
//! A body in UTF-16, or with a root of another name such as `errors` or `Response`, is no error by its body: nothing is
//! known of these services sending one. The headers and the status speak then, and the raw body is kept.
//!
//! # Secrets
//!
//! Errors of signatures carry the string that was signed, signatures and key ids. `Display` and `Debug` print status, code,
//! message and request id alone, and of these leave out the query of any URL. What else there is comes out of
//! [`fields`](ErrorResponse::fields), where [`Field::is_secret`] knows secrets by name, and out of
//! [`raw_body`](ErrorResponse::raw_body), which is all of it.

mod answer;
mod body;
mod builder;
mod classify;
mod field;
mod found;
mod headers;
#[cfg(feature = "http")]
mod http;
mod json;
mod markup;
mod show;
mod shown;
mod wire;
mod xml;

pub use answer::Answer;
pub use builder::Builder;
pub use field::Field;
pub use found::Extent;
pub use headers::{Headers, Pairs};

use crate::{Case, Code, Kind, Retry, ServiceCode};
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// What says which error it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The body names the code.
    Body,
    /// A header of the vendor names the code, or holds the whole body.
    Header,
    /// Nothing names a code; there is the status alone.
    Status,
}

/// What a service answered, classified. See the [module](self) for three stories.
///
/// It borrows the body; [`into_owned`](Self::into_owned) gives one that can be kept, as an error does:
///
/// ```
/// use object_storage_errors::aliyun_oss::ErrorCode;
/// use object_storage_errors::response::ErrorResponse;
///
/// fn check(status: u16, body: Vec<u8>) -> Result<(), ErrorResponse<'static, ErrorCode>> {
///     let response = ErrorResponse::from_parts(status, &(), &body);
///     if response.is_error() { Err(response.into_owned()) } else { Ok(()) }
/// }
/// assert!(check(503, b"<html>Bad gateway</html>".to_vec()).is_err());
/// assert!(check(204, Vec::new()).is_ok());
/// ```
#[derive(Clone)]
pub struct ErrorResponse<'a, E> {
    status: u16,
    source: Source,
    code: Option<Stored<'a, E>>,
    /// What headers say of these, where no field of the name does.
    message: Option<Cow<'a, str>>,
    request_id: Option<Cow<'a, str>>,
    host_id: Option<Cow<'a, str>>,
    ec: Option<Cow<'a, str>>,
    fields: Vec<Field<'a>>,
    extent: Extent,
    body: Cow<'a, [u8]>,
}

/// A code with the text that a [`Code`] borrows.
#[derive(Clone)]
enum Stored<'a, E> {
    Known(E),
    Unknown(Cow<'a, str>),
}

impl<'a, E: ServiceCode> From<Cow<'a, str>> for Stored<'a, E> {
    fn from(text: Cow<'a, str>) -> Self {
        E::from_bytes(text.as_bytes()).map_or(Self::Unknown(text), Self::Known)
    }
}

impl<'a, E: ServiceCode> ErrorResponse<'a, E> {
    /// Classifies an answer by its body, then by the vendor's error headers, then by its status. It always yields
    /// something.
    ///
    /// - **Body**: XML with the root `Error` (in any namespace, with or without an `ErrorResponse` around it), or JSON with
    ///   an object `Error`. Where the status is no success, a flat JSON object with a code or a message is an error too.
    ///   The first `Code` that is not empty counts. Anything else, such as a page of a proxy, is no error by its body.
    /// - **Headers**: `x-oss-err` with the whole body in base64, `x-obs-error-code` and `x-obs-error-message`, those of S3
    ///   and `MinIO`. They speak where the body does not.
    /// - **Status**: there is no code then. [`candidates`](Self::candidates) are the documented codes of the status.
    ///
    /// With a status of 2xx and neither a root nor a header of an error, it is no error: [`is_error`](Self::is_error) says
    /// so. Headers can be a slice of pairs, a `HeaderMap`, or `&()`; the body is borrowed.
    ///
    /// ```
    /// use object_storage_errors::huawei_obs::ErrorCode;
    /// use object_storage_errors::response::{ErrorResponse, Source};
    ///
    /// let headers = [("x-obs-error-code", "NoSuchKey"), ("x-obs-request-id", "0A1B")];
    /// let response = ErrorResponse::<ErrorCode>::from_parts(404, &headers, "");
    /// assert_eq!(response.known(), Some(ErrorCode::NoSuchKey));
    /// assert_eq!(response.source(), Source::Header);
    /// assert_eq!(response.request_id(), Some("0A1B"));
    /// ```
    pub fn from_parts(
        status: u16,
        headers: &(impl Headers + ?Sized),
        body: &'a (impl AsRef<[u8]> + ?Sized),
    ) -> Self {
        classify::classify(status, headers, body.as_ref())
    }

    /// Whether it is an error: its status is none of 2xx, or its body or a header says so all the same.
    ///
    /// For an answer of 2xx that is no error, there is no code, and the source is the status.
    pub fn is_error(&self) -> bool {
        !matches!(self.status, 200..=299)
            || self.source != Source::Status
            || self.extent != Extent::None
    }

    /// The HTTP status as received, which need not be one that is documented for the code.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// What says which error it is.
    pub fn source(&self) -> Source {
        self.source
    }

    /// How much of the error in the body, or in the header that holds one, could be read.
    pub fn extent(&self) -> Extent {
        self.extent
    }

    /// The code, documented or not; none where nothing names one.
    ///
    /// ```
    /// use object_storage_errors::{Code, aliyun_oss::ErrorCode};
    /// use object_storage_errors::response::ErrorResponse;
    ///
    /// let response = ErrorResponse::<ErrorCode>::from_parts(400, &(), "<Error><Code>BrandNew</Code></Error>");
    /// match response.code() {
    ///     Some(Code::Known(code)) => panic!("{code}"),
    ///     Some(Code::Unknown(code)) => assert_eq!(code.as_str(), "BrandNew"),
    ///     None => panic!("there is one"),
    /// }
    /// ```
    pub fn code(&self) -> Option<Code<'_, E>> {
        self.code.as_ref().map(|code| match code {
            Stored::Known(code) => Code::Known(*code),
            Stored::Unknown(text) => Code::from(&**text),
        })
    }

    /// The code, if it is a documented one.
    pub fn known(&self) -> Option<E> {
        self.code().and_then(Code::known)
    }

    /// What kind of thing happened: what is known of the code or, where it is not known, what the status stands for. An
    /// error inside of a 200 counts like one of 500 then: the service promised a success, and failed afterwards.
    pub fn kind(&self) -> Kind {
        let unknown = Kind::of_status(self.failed_status());
        self.known().map_or(unknown, E::kind)
    }

    /// Whether it is of use to send the same request again: what is known of the code or, where it is not known, what
    /// the status gives; 500 where an error stands inside of a 200.
    ///
    /// ```
    /// # #[cfg(all(feature = "aliyun-oss", feature = "response"))] {
    /// use object_storage_errors::response::ErrorResponse;
    /// use object_storage_errors::{Kind, Retry, aliyun_oss::ErrorCode};
    ///
    /// let body = b"<Error><Code>RequestTimeout</Code></Error>";
    /// let error = ErrorResponse::<ErrorCode>::from_parts(400, &(), body);
    /// assert_eq!((error.kind(), error.retry()), (Kind::Timeout, Retry::Transient));
    /// // A code that no document knows, and a body that is no error at all: the status decides.
    /// let error = ErrorResponse::<ErrorCode>::from_parts(503, &(), b"<html>busy</html>");
    /// assert_eq!(error.retry(), Retry::Transient);
    /// # }
    /// ```
    pub fn retry(&self) -> Retry {
        let unknown = Retry::of_status(self.failed_status());
        self.known().map_or(unknown, E::retry)
    }

    /// The status that an error without a known code falls back on. botocore's `handlers.py` makes 500 of an error inside
    /// of a 200 so that it is sent again.
    fn failed_status(&self) -> u16 {
        match self.status {
            200 if self.is_error() => 500,
            status => status,
        }
    }

    /// The codes that are documented for the status, where nothing names the code; nothing where something does.
    ///
    /// A success can have some as well, as 203 has `CallbackFailed`: ask [`is_error`](Self::is_error) first.
    pub fn candidates(&self) -> impl Iterator<Item = E> + use<'_, 'a, E> {
        let codes = if self.code.is_none() { E::ALL } else { &[] };
        let status = self.status;
        codes
            .iter()
            .copied()
            .filter(move |code| code.statuses().contains(&status))
    }

    /// The message as sent. It can hold an URL with a signature; [`Display`](core::fmt::Display) leaves that out.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref().or_else(|| self.field("Message"))
    }

    /// The id of the request, from the body or else from a header.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id
            .as_deref()
            .or_else(|| self.field("RequestId"))
    }

    /// The id or the name of the host that answered, from the body or else from a header.
    pub fn host_id(&self) -> Option<&str> {
        self.host_id.as_deref().or_else(|| self.field("HostId"))
    }

    /// Alibaba's `EC`, from the body or else from a header. The vendor warns against logic that depends on it.
    pub fn ec(&self) -> Option<&str> {
        self.ec.as_deref().or_else(|| self.field("EC"))
    }

    /// The bucket or the object that the error is about.
    pub fn resource(&self) -> Option<&str> {
        self.field("Resource")
    }

    /// The text of the first element of this name that has one, in the error itself and not in one of its elements. Upper
    /// and lower case are the same.
    pub fn field(&self, name: &str) -> Option<&str> {
        found::text_of(&self.fields, name).map(|text| &**text)
    }

    /// Every element of the error, in order, `Code` and `Message` included, and also what stands in other elements.
    ///
    /// An element that is cut off is not among them.
    pub fn fields(&self) -> impl ExactSizeIterator<Item = &Field<'a>> {
        self.fields.iter()
    }

    /// The documented case of the code whose message was sent, for its cause and solution.
    ///
    /// The messages must be the same but for white space. Among cases with the same message the one of this status counts,
    /// then the first. None where no documented message is the one that was sent, as with one that holds a name.
    ///
    /// ```
    /// use object_storage_errors::aliyun_oss::ErrorCode;
    /// use object_storage_errors::response::ErrorResponse;
    ///
    /// let body = "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>";
    /// let response = ErrorResponse::<ErrorCode>::from_parts(404, &(), body);
    /// assert_eq!(response.case().map(|case| case.status()), Some(404));
    /// ```
    pub fn case(&self) -> Option<&'static Case> {
        let message = self.message()?;
        let cases = self.known()?.cases();
        let same = |case: &&Case| {
            message
                .split_whitespace()
                .eq(case.message().split_whitespace())
        };
        let mut exact = cases.iter().filter(same);
        exact
            .clone()
            .find(|case| case.status() == self.status)
            .or_else(|| exact.next())
    }

    /// The body as it came, all of it, secrets included. Keep it out of logs.
    pub fn raw_body(&self) -> &[u8] {
        &self.body
    }

    /// The same with its own copy of everything, the raw body included.
    #[must_use]
    pub fn into_owned(self) -> ErrorResponse<'static, E> {
        ErrorResponse {
            status: self.status,
            source: self.source,
            code: self.code.map(|code| match code {
                Stored::Known(code) => Stored::Known(code),
                Stored::Unknown(text) => Stored::Unknown(owned(text)),
            }),
            message: self.message.map(owned),
            request_id: self.request_id.map(owned),
            host_id: self.host_id.map(owned),
            ec: self.ec.map(owned),
            fields: self.fields.into_iter().map(Field::into_owned).collect(),
            extent: self.extent,
            body: Cow::Owned(self.body.into_owned()),
        }
    }
}

fn owned(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}
