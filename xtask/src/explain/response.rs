//! A response of a service, as far as it says which error it is.
//!
//! Knows what may be shown of it. The reading itself is that of the generated crate: its hand-written files are compiled
//! into this one. The crate as such is not used here, because what `regen` generates must never be what `regen` needs to
//! be built: a generated file that a merge left broken could not be mended then. A second reader would come to know
//! other secrets than the first.

#[path = "../../../generated/src/response/body.rs"]
mod body;
#[path = "../../../generated/src/response/field.rs"]
#[allow(dead_code, reason = "the crate uses more of it")]
mod field;
#[path = "../../../generated/src/response/found.rs"]
#[allow(dead_code, reason = "the crate uses more of it")]
mod found;
#[path = "../../../generated/src/response/json.rs"]
mod json;
#[path = "../../../generated/src/response/markup.rs"]
mod markup;
#[path = "../../../generated/src/response/shown.rs"]
mod shown;
#[path = "../../../generated/src/response/xml.rs"]
mod xml;

use super::head;
use body::Outcome;
use field::{Field, Level};
use found::{Extent, Found, text_of};
use shown::Shown;

/// The most bytes of a response that are of use: what the reader reads, and a head before it.
pub const MOST_BYTES: usize = found::MOST_BYTES * 2;

/// What a response says.
pub struct Response {
    /// Its HTTP status, where its head came with it.
    pub status: Option<u16>,
    /// The code that it names.
    pub code: Option<String>,
    /// The message that it holds, as sent: never to be printed, as it can hold a secret.
    pub message: Option<String>,
    /// The other parts of the error, code and message first, that may be shown, as they may be shown.
    pub fields: Vec<(String, String)>,
    /// The names of those that hold secrets, or may.
    pub withheld: Vec<String>,
    /// How it was read.
    pub read: Read,
}

/// How far the reading of a response went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// There is nothing in it.
    Empty,
    /// It is no error: a page of a proxy, or an answer of another kind.
    NoError,
    /// To its end.
    Whole,
    /// It is cut off or broken; this is what stands before that.
    Cut,
    /// It is longer than what is read.
    Limited,
}

/// What `bytes` say: a body, or a whole response that begins with `HTTP/`. A header speaks where the body names no code.
pub fn read(bytes: &[u8]) -> Response {
    let (head, raw) = head::split(bytes);
    let outcome = head.status.map_or(Outcome::Failure, Outcome::of);
    let names_code = |found: &Found<'_>| text_of(&found.fields, "Code").is_some();
    let in_header = || head.body.as_deref().map(|body| body::read(body, outcome));
    let in_body = body::read(raw, outcome);
    let found = match in_header().filter(names_code) {
        Some(in_header) if !names_code(&in_body) => in_header,
        _ => in_body,
    };
    let read = how_far(raw, &found);
    let text = |name| text_of(&found.fields, name).map(|it| it.clone().into_owned());
    let value = |header: &Option<(String, String)>| header.as_ref().map(|(_, value)| value.clone());
    // What stands in an element of its own can be a part of a secret.
    let is_withheld = |it: &&Field<'_>| it.is_secret() || it.level == Level::Nested;
    let (withheld, open): (Vec<_>, Vec<_>) = found.fields.iter().partition(is_withheld);
    let fields = open.iter().map(|it| (it.name(), it.value()));
    let headers = [&head.code, &head.message].into_iter().flatten();
    let headers = headers.map(|(name, value)| (name.as_str(), value.as_str()));
    Response {
        status: head.status,
        code: text("Code").or_else(|| value(&head.code)),
        message: text("Message").or_else(|| value(&head.message)),
        fields: headers
            .chain(fields)
            .map(|(name, value)| (shown(name), shown(value)))
            .collect(),
        withheld: withheld.iter().map(|it| shown(it.name())).collect(),
        read,
    }
}

/// `text`, which came with a response or a call, as it may be shown: in one line of bounded length, without the query of
/// an URL and the values of parameters that hold secrets.
pub fn shown(text: &str) -> String {
    Shown(text).to_string()
}

fn how_far(raw: &[u8], found: &Found<'_>) -> Read {
    match found.extent {
        Extent::None if raw.trim_ascii().is_empty() => Read::Empty,
        Extent::None => Read::NoError,
        Extent::Whole => Read::Whole,
        Extent::Cut => Read::Cut,
        Extent::Limited => Read::Limited,
    }
}

#[cfg(test)]
mod tests {
    use super::{Read, read};

    #[test]
    fn a_head_tells_the_status_and_the_body_the_rest() {
        let response = read(
            b"HTTP/1.1 404 Not Found\r\nServer: x\r\n\r\n<Error><Code>NoSuchKey</Code></Error>",
        );
        assert_eq!(
            (response.status, response.code.as_deref()),
            (Some(404), Some("NoSuchKey"))
        );
        let response = read(b"HTTP/2 412\n");
        assert_eq!((response.status, response.read), (Some(412), Read::Empty));
        let packed =
            read(b"HTTP/1.1 404 N\nx-oss-err: PEVycm9yPjxDb2RlPkE8L0NvZGU+PC9FcnJvcj4=\n\n");
        assert_eq!(
            (packed.code.as_deref(), packed.read),
            (Some("A"), Read::Whole)
        );
    }

    #[test]
    fn no_secret_can_be_shown() {
        let response = read(
            b"<Error><Code>A</Code><Message>see https://a.b/c?Signature=SECRET now</Message>\
            <StringToSign>SECRET<Part>SECRET</Part></StringToSign><Url>https://a.b/?x=SECRET</Url></Error>",
        );
        assert_eq!(response.withheld, ["StringToSign", "Part"]);
        let shown = format!("{:?}", response.fields);
        assert!(
            !shown.contains("SECRET") && shown.contains("https://a.b/"),
            "{shown}"
        );
    }

    #[test]
    fn no_secret_can_be_shown_wherever_a_response_is_cut() {
        let xml = "HTTP/1.1 403 F\r\n\r\n<?xml version=\"1.0\"?><Error><Code>A</Code><StringToSign>SECRET\
            <![CDATA[SECRET]]></StringToSign><Message>b</Message><AccessKeyId>SECRET</AccessKeyId></Error>";
        let json = r#"{"Error":{"Code":"A","StringToSign":["SECRET",{"x":"SECRET"}],"Message":"b","SecurityToken":"SECRET"}}"#;
        for text in [xml, json] {
            for end in 0..=text.len() {
                let response = read(text.as_bytes().get(..end).unwrap_or_default());
                let shown = format!("{:?}{:?}", response.fields, response.withheld);
                assert!(!shown.contains("SECRET"), "{end}: {shown}");
            }
            assert_eq!(read(text.as_bytes()).message.as_deref(), Some("b"));
        }
    }

    #[test]
    fn what_is_no_error_is_told_apart_from_what_is_cut() {
        assert_eq!(
            read(b"<html><body>Bad gateway</body></html>").read,
            Read::NoError
        );
        let cut = read(b"<Error><Code>A</Code><Mess");
        assert_eq!((cut.read, cut.code.as_deref()), (Read::Cut, Some("A")));
    }
}
