//! Writes an error as its service does.
//!
//! Knows how to write XML that reads back as it was meant. Order and names are facts of `wire.rs`.

use super::ErrorResponse;
use super::wire::{self, Presence, Slot};
use crate::{Code, ServiceCode};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

/// An error to be sent, as a gateway or a mock server does. Made by [`ErrorResponse::builder`].
///
/// `Debug` prints the code and the status alone.
#[derive(Clone)]
pub struct Builder<'a, E> {
    pub(super) code: Code<'a, E>,
    pub(super) status: u16,
    message: Option<&'a str>,
    resource: Option<&'a str>,
    request_id: Option<&'a str>,
    host_id: Option<&'a str>,
    fields: Vec<(&'a str, &'a str)>,
}

impl<'a, E: ServiceCode> ErrorResponse<'a, E> {
    /// Starts an error with a documented code. Its status and message are those of the code's first case.
    ///
    /// ```
    /// use object_storage_errors::jdcloud_oss::ErrorCode;
    /// use object_storage_errors::response::ErrorResponse;
    ///
    /// let xml = ErrorResponse::builder(ErrorCode::NoSuchBucket)
    ///     .message("The specified bucket does not exist.")
    ///     .resource("/photos")
    ///     .request_id("956F69119AE3958B")
    ///     .to_xml();
    /// assert_eq!(
    ///     xml,
    ///     "<Error>\n  <statusCode>404</statusCode>\n  <Code>NoSuchBucket</Code>\n  \
    ///      <Message>The specified bucket does not exist.</Message>\n  <Resource>/photos</Resource>\n  \
    ///      <RequestId>956F69119AE3958B</RequestId>\n</Error>\n"
    /// );
    /// ```
    #[must_use]
    pub fn builder(code: E) -> Builder<'a, E> {
        Self::builder_from(Code::Known(code), code.status())
    }

    /// Starts an error with any code, such as one that a gateway passes on.
    ///
    /// ```
    /// use object_storage_errors::{Code, huawei_obs::ErrorCode};
    /// use object_storage_errors::response::ErrorResponse;
    ///
    /// let xml = ErrorResponse::<ErrorCode>::builder_from(Code::from("BrandNew"), 418).to_xml();
    /// assert!(xml.contains("<Code>BrandNew</Code>"));
    /// ```
    #[must_use]
    pub fn builder_from(code: Code<'a, E>, status: u16) -> Builder<'a, E> {
        Builder {
            code,
            status,
            message: None,
            resource: None,
            request_id: None,
            host_id: None,
            fields: Vec::new(),
        }
    }
}

impl<'a, E: ServiceCode> Builder<'a, E> {
    /// Sets the status; without it, it is that of the code's first case.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Sets the message; without it, it is that of the code's first case, and empty for an unknown code.
    #[must_use]
    pub fn message(mut self, message: &'a str) -> Self {
        self.message = Some(message);
        self
    }

    /// Sets the bucket or the object that the error is about.
    #[must_use]
    pub fn resource(mut self, resource: &'a str) -> Self {
        self.resource = Some(resource);
        self
    }

    /// Sets the id of the request.
    #[must_use]
    pub fn request_id(mut self, request_id: &'a str) -> Self {
        self.request_id = Some(request_id);
        self
    }

    /// Sets the id or the name of the host that answers.
    #[must_use]
    pub fn host_id(mut self, host_id: &'a str) -> Self {
        self.host_id = Some(host_id);
        self
    }

    /// Adds an element behind those of every error. Signs that the name of an element cannot have are written as `_`.
    ///
    /// A code or message that is added in this way does not count: a reader takes the first.
    #[must_use]
    pub fn field(mut self, name: &'a str, value: &'a str) -> Self {
        self.fields.push((name, value));
        self
    }

    /// Writes the body, with the elements in the service's own order.
    ///
    /// An element that the service always sends is there even when nothing was set for it. Every text reads back as it is,
    /// except for the few characters that XML 1.0 cannot hold: U+FFFD stands for them.
    #[must_use]
    pub fn to_xml(&self) -> String {
        let wire = wire::of(E::SERVICE);
        let mut xml = String::from(wire.declaration);
        xml.push_str("<Error>\n");
        for (name, slot, presence) in wire.elements {
            let text = self.text(*slot);
            match (text.is_empty(), presence) {
                (true, Presence::Given) => {}
                _ => push_element(&mut xml, name, &text),
            }
        }
        for (name, value) in &self.fields {
            push_element(&mut xml, &element_name(name), value);
        }
        xml.push_str("</Error>\n");
        xml
    }

    /// What an element or a header of this kind holds; empty where nothing was set.
    pub(super) fn text(&self, slot: Slot) -> String {
        match slot {
            Slot::Status => self.status.to_string(),
            Slot::Code => self.code.as_str().into(),
            Slot::Message => self.default_message().into(),
            Slot::Resource => self.resource.unwrap_or_default().into(),
            Slot::RequestId => self.request_id.unwrap_or_default().into(),
            Slot::HostId => self.host_id.unwrap_or_default().into(),
        }
    }

    fn default_message(&self) -> &'a str {
        let documented = || self.code.known().map_or("", ServiceCode::message);
        self.message.unwrap_or_else(documented)
    }

    /// The value of the first field of this name.
    pub(super) fn added(&self, name: &str) -> Option<&'a str> {
        let mut named = self.fields.iter().filter(|(field, _)| *field == name);
        named.next().map(|(_, value)| *value)
    }
}

impl<E: ServiceCode> fmt::Debug for Builder<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("code", &super::shown::Shown(self.code.as_str()))
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

fn push_element(xml: &mut String, name: &str, text: &str) {
    xml.push_str("  <");
    xml.push_str(name);
    xml.push('>');
    push_text(xml, text);
    xml.push_str("</");
    xml.push_str(name);
    xml.push_str(">\n");
}

/// Writes a text so that it reads back as it is: white space at its ends as references, as a reader takes it away else.
fn push_text(xml: &mut String, text: &str) {
    let start = text.len() - text.trim_ascii_start().len();
    let end = text.trim_ascii_end().len();
    for (at, sign) in text.char_indices() {
        match sign {
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '&' => xml.push_str("&amp;"),
            '\r' => xml.push_str("&#13;"),
            ' ' | '\t' | '\n' if at < start || at >= end => {
                xml.push_str("&#");
                xml.push_str(&u32::from(sign).to_string());
                xml.push(';');
            }
            sign if is_xml(sign) => xml.push(sign),
            _ => xml.push(char::REPLACEMENT_CHARACTER),
        }
    }
}

/// Whether XML 1.0 can hold a character.
fn is_xml(sign: char) -> bool {
    matches!(sign, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// A name that an element can have.
fn element_name(name: &str) -> String {
    let mut plain: String = name
        .chars()
        .map(|sign| match sign {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '-' | '.' => sign,
            _ => '_',
        })
        .collect();
    if !plain.starts_with(|sign: char| sign.is_ascii_alphabetic() || sign == '_') {
        plain.insert(0, '_');
    }
    plain
}
