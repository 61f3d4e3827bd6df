//! Puts together what body, headers and status say of an error.
//!
//! Knows which of them counts; the names of headers are facts of `wire.rs`.

use super::body::{self, Outcome};
use super::found::{Found, MOST_BYTES, text_of};
use super::headers::Headers;
use super::wire::{self, Wire};
use super::{ErrorResponse, Source, Stored};
use crate::ServiceCode;
use alloc::borrow::Cow;
use alloc::string::String;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, Engine, GeneralPurpose, GeneralPurposeConfig};

/// Takes base64 without its padding, cut off anywhere.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

pub(super) fn classify<'a, E: ServiceCode>(
    status: u16,
    headers: &(impl Headers + ?Sized),
    raw: &'a [u8],
) -> ErrorResponse<'a, E> {
    let wire = wire::of(E::SERVICE);
    let (found, place) = read(wire, status, headers, raw);
    let (code, source) = code(wire, headers, &found, place);
    ErrorResponse {
        status,
        source,
        code,
        message: absent(&found, "Message", wire.message_headers, headers),
        request_id: absent(&found, "RequestId", wire.request_id_headers, headers),
        host_id: absent(&found, "HostId", wire.host_id_headers, headers),
        ec: absent(&found, "EC", wire.ec_headers, headers),
        fields: found.fields,
        extent: found.extent,
        body: Cow::Borrowed(raw),
    }
}

/// The error in the body, or, where that names no code, the one in a header; and where it stands.
fn read<'a>(
    wire: &Wire,
    status: u16,
    headers: &(impl Headers + ?Sized),
    raw: &'a [u8],
) -> (Found<'a>, Source) {
    let outcome = Outcome::of(status);
    let in_body = body::read(raw, outcome);
    if text_of(&in_body.fields, "Code").is_some() {
        return (in_body, Source::Body);
    }
    match in_header(wire, headers, outcome) {
        Some(in_header) => (in_header, Source::Header),
        None => (in_body, Source::Body),
    }
}

/// The error in a header that holds a body in base64, if it names a code.
fn in_header(
    wire: &Wire,
    headers: &(impl Headers + ?Sized),
    outcome: Outcome,
) -> Option<Found<'static>> {
    let mut values = wire
        .xml_headers
        .iter()
        .filter_map(|name| headers.header(name));
    let decoded = BASE64.decode(signs(values.next()?)).ok()?;
    let found = body::read(&decoded, outcome);
    text_of(&found.fields, "Code")
        .is_some()
        .then(|| found.into_owned())
}

/// The base64 at the start of a value, as far as it goes within the limit and makes whole bytes: what was cut off is still
/// read.
fn signs(value: &[u8]) -> &[u8] {
    let value = value.trim_ascii();
    let is_sign = |it: &u8| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'/');
    let count = value.iter().take_while(|it| is_sign(it)).count();
    // Four signs are three bytes; one sign beyond that is none.
    let count = count.min(MOST_BYTES / 3 * 4);
    let whole = count - usize::from(count % 4 == 1);
    value.get(..whole).unwrap_or_default()
}

/// The code that counts, and where it stands.
fn code<'a, E: ServiceCode>(
    wire: &Wire,
    headers: &(impl Headers + ?Sized),
    found: &Found<'a>,
    place: Source,
) -> (Option<Stored<'a, E>>, Source) {
    if let Some(read) = text_of(&found.fields, "Code") {
        // Only an unknown code needs its text.
        let known = E::from_bytes(read.as_bytes()).map(Stored::Known);
        let code = known.unwrap_or_else(|| Stored::Unknown(read.clone()));
        return (Some(code), place);
    }
    match first(wire.code_headers, headers) {
        Some(told) => (Some(Stored::from(Cow::Owned(told))), Source::Header),
        None => (None, Source::Status),
    }
}

/// What a header says that the body does not.
fn absent<'a>(
    found: &Found<'a>,
    element: &str,
    names: &[&str],
    headers: &(impl Headers + ?Sized),
) -> Option<Cow<'a, str>> {
    match text_of(&found.fields, element) {
        Some(_) => None,
        None => first(names, headers).map(Cow::Owned),
    }
}

/// The text of the first of these headers that has one.
fn first(names: &[&str], headers: &(impl Headers + ?Sized)) -> Option<String> {
    let texts = names.iter().filter_map(|name| headers.header(name));
    let mut texts = texts.map(|value| value.get(..MOST_BYTES).unwrap_or(value).trim_ascii());
    texts
        .find(|text| !text.is_empty())
        .map(|text| String::from_utf8_lossy(text).into_owned())
}
