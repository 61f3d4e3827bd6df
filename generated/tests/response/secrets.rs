//! What must not reach a log.

use super::{Aliyun, read};
use object_storage_errors::aliyun_oss::ErrorCode;
use object_storage_errors::response::ErrorResponse;

/// Marks a secret in the samples.
const SECRET: &str = "hunter2";

const NAMES: [&str; 10] = [
    "StringToSign",
    "StringToSignBytes",
    "CanonicalRequest",
    "canonicalrequestbytes",
    "SignatureProvided",
    "OSSAccessKeyId",
    "AWSACCESSKEYID",
    "EncodedAuthorizationMessage",
    "SecurityToken",
    "x-oss-security-token",
];

/// Everything that a program can print of a response without asking for a field or for the body.
fn printed(response: &Aliyun<'_>) -> String {
    let fields: Vec<_> = response.fields().collect();
    format!(
        "{response} {response:?} {response:#?} {fields:?} {:?}",
        response.code()
    )
}

#[test]
fn secrets_are_known_by_name_and_printed_by_nothing() {
    for name in NAMES {
        let body =
            format!("<Error><Code>SignatureDoesNotMatch</Code><{name}>{SECRET}</{name}></Error>");
        let response = read(403, &body);
        let field = response.fields().last().expect("there are two");
        assert!(field.is_secret(), "{name}");
        assert_eq!(field.value(), SECRET);
        assert!(!printed(&response).contains(SECRET), "{name}");
        assert!(
            !printed(&response.clone().into_owned()).contains(SECRET),
            "{name}"
        );
        assert_eq!(response.raw_body(), body.as_bytes());
        let builder = ErrorResponse::builder(ErrorCode::SignatureDoesNotMatch).field(name, SECRET);
        assert!(!format!("{builder:?}").contains(SECRET));
    }
}

#[test]
fn no_other_element_is_printed_either() {
    let body = format!(
        "<Error><Code>X</Code><Resource>/a?Signature={SECRET}</Resource><Key>{SECRET}</Key></Error>"
    );
    assert!(!printed(&read(403, &body)).contains(SECRET));
}

#[test]
fn queries_in_messages_are_left_out() {
    for text in [
        format!(
            "See https://a.example.com/b/c.jpg?Expires=1&OSSAccessKeyId={SECRET}&Signature={SECRET} for it"
        ),
        format!("GET /b/c?sig={SECRET}"),
        format!("GET /b/c?x-oss-security-token={SECRET}"),
        format!("Signature={SECRET} is wrong"),
        format!("(X-Amz-Credential={SECRET}/2026/region)"),
        format!("OSSAccessKeyId:{SECRET}"),
        format!("Authorization: OSS {SECRET}:{SECRET}"),
        format!("the header SecurityToken = {SECRET}"),
        format!("{{\"StringToSign\":\"{SECRET}\"}}"),
        format!("a%3FSignature%3D{SECRET}"),
        format!("https://a.example.com/b%3FSignature%3D{SECRET}%26Expires%3D1"),
    ] {
        let escaped = text.replace('&', "&amp;");
        let body = format!("<Error><Code>X</Code><Message>{escaped}</Message></Error>");
        let response = read(403, &body);
        assert!(
            !printed(&response).contains(SECRET),
            "{}",
            printed(&response)
        );
        assert_eq!(response.message(), Some(text.as_str()));
    }
}

#[test]
fn ordinary_messages_are_shown_whole() {
    for text in [
        "The specified key does not exist.",
        "Is it there? Perhaps: not = never.",
        "The Access Key Id you provided does not exist in our records.",
        "The header Signature is missing: give one",
    ] {
        let body = format!("<Error><Code>X</Code><Message>{text}</Message></Error>");
        assert_eq!(read(403, &body).to_string(), format!("X (403): {text}"));
    }
}

#[test]
fn a_line_stays_a_line() {
    let body = "<Error><Code>X\u{1b}[31m</Code><Message>a\nb\u{202E}c</Message><RequestId>1\r2</RequestId></Error>";
    let response = read(403, body);
    let shown = "X\\u{1b}[31m (403): a\\u{a}b\\u{202e}c [request id 1\\u{d}2]";
    assert_eq!(response.to_string(), shown);
    let long = format!(
        "<Error><Code>X</Code><Message>{}</Message></Error>",
        "é".repeat(5_000)
    );
    assert_eq!(
        read(403, &long).to_string().chars().count(),
        "X (403): ".len() + 1_025
    );
}
