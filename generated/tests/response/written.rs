//! What one writes, the other reads back.

use object_storage_errors::response::{ErrorResponse, Source};
use object_storage_errors::{Code, ServiceCode, aliyun_oss, huawei_obs, jdcloud_oss};

/// Texts that are hard to write.
const TEXTS: [&str; 14] = [
    "",
    " ",
    " a ",
    "\n\ta\r\nb\r",
    "a\u{0D}",
    "<Code>SlowDown</Code>",
    "</Message></Error>",
    "]]>",
    "<![CDATA[x]]>",
    "&amp; &lt; &#65; &nope; & &",
    "\"'`\u{201D}",
    "不\u{A0}😀\u{FEFF}\u{202E}",
    "<!-- -->",
    "{\"Error\": {}}",
];

fn texts_come_back<E: ServiceCode>() {
    for code in E::ALL {
        for text in TEXTS {
            let xml = ErrorResponse::builder(*code)
                .message(text)
                .resource(text)
                .request_id(text)
                .host_id(text)
                .field("StringToSign", text)
                .to_xml();
            let read = ErrorResponse::<E>::from_parts(code.status(), &(), &xml);
            assert_eq!(
                (read.known(), read.source()),
                (Some(*code), Source::Body),
                "{xml}"
            );
            let expected = (!text.is_empty()).then_some(text);
            assert_eq!(read.message(), expected, "{xml}");
            assert_eq!(read.resource(), expected, "{xml}");
            assert_eq!(read.request_id(), expected, "{xml}");
            assert_eq!(read.host_id(), expected, "{xml}");
            assert_eq!(read.field("StringToSign"), expected, "{xml}");
        }
    }
}

#[test]
fn texts_of_every_code_come_back() {
    texts_come_back::<aliyun_oss::ErrorCode>();
    texts_come_back::<huawei_obs::ErrorCode>();
    texts_come_back::<jdcloud_oss::ErrorCode>();
}

fn answers_come_back<E: ServiceCode>(on_head: Option<Source>) {
    for code in E::ALL {
        let error = ErrorResponse::builder(*code).request_id("0A1B");
        for method in [http::Method::GET, http::Method::HEAD] {
            let sent = error.to_response(&method);
            assert_eq!(sent.status().as_u16(), code.status());
            assert_eq!(sent.headers()["content-type"], "application/xml");
            let bodiless = method == http::Method::HEAD || code.status() == 304;
            assert_eq!(sent.body().is_empty(), bodiless);
            let read = ErrorResponse::<E>::from_response(&sent);
            assert_eq!(read.request_id(), Some("0A1B"));
            match (bodiless, on_head) {
                (false, _) => {
                    assert_eq!((read.known(), read.source()), (Some(*code), Source::Body));
                }
                (true, Some(source)) => {
                    assert_eq!((read.known(), read.source()), (Some(*code), source));
                }
                (true, None) => assert!(read.candidates().any(|candidate| candidate == *code)),
            }
        }
    }
}

#[test]
fn answers_of_every_code_come_back() {
    answers_come_back::<aliyun_oss::ErrorCode>(Some(Source::Header));
    answers_come_back::<huawei_obs::ErrorCode>(Some(Source::Header));
    answers_come_back::<jdcloud_oss::ErrorCode>(None);
}

#[test]
fn each_service_has_its_own_order() {
    let alibaba = ErrorResponse::builder(aliyun_oss::ErrorCode::NotImplemented)
        .message("m")
        .request_id("r")
        .host_id("h")
        .field("Header", "If-Modified-Since")
        .to_xml();
    let declared = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    assert_eq!(
        alibaba,
        format!(
            "{declared}<Error>\n  <Code>NotImplemented</Code>\n  <Message>m</Message>\n  <RequestId>r</RequestId>\n  \
             <HostId>h</HostId>\n  <Header>If-Modified-Since</Header>\n</Error>\n"
        )
    );
    let huawei = ErrorResponse::builder(huawei_obs::ErrorCode::NoSuchKey)
        .message("m")
        .resource("/b/o")
        .to_xml();
    assert_eq!(
        huawei,
        format!(
            "{declared}<Error>\n  <Code>NoSuchKey</Code>\n  <Message>m</Message>\n  <Resource>/b/o</Resource>\n  \
             <RequestId></RequestId>\n  <HostId></HostId>\n</Error>\n"
        )
    );
    let jd = ErrorResponse::builder(jdcloud_oss::ErrorCode::NoSuchBucket)
        .message("m")
        .to_xml();
    assert_eq!(
        jd,
        "<Error>\n  <statusCode>404</statusCode>\n  <Code>NoSuchBucket</Code>\n  <Message>m</Message>\n  \
         <Resource></Resource>\n  <RequestId></RequestId>\n</Error>\n"
    );
}

#[test]
fn headers_are_those_of_the_service() {
    let head = http::Method::HEAD;
    let alibaba = ErrorResponse::builder(aliyun_oss::ErrorCode::NoSuchKey)
        .request_id("r")
        .field("EC", "0026-00000001")
        .to_response(&head);
    assert_eq!(alibaba.headers()["x-oss-request-id"], "r");
    assert_eq!(alibaba.headers()["x-oss-ec"], "0026-00000001");
    assert!(alibaba.headers().contains_key("x-oss-err"));
    let huawei = ErrorResponse::builder(huawei_obs::ErrorCode::NoSuchKey)
        .request_id("r")
        .host_id("h")
        .message("two\nlines")
        .to_response(&head);
    assert_eq!(huawei.headers()["x-obs-request-id"], "r");
    assert_eq!(huawei.headers()["x-obs-id-2"], "h");
    assert_eq!(huawei.headers()["x-obs-error-message"], "two lines");
    let jd = ErrorResponse::builder(jdcloud_oss::ErrorCode::NoSuchKey)
        .request_id("a\nb: c")
        .to_response(&head);
    assert_eq!(jd.headers()["x-jss-request-id"], "a b: c");
}

#[test]
fn what_xml_and_http_cannot_hold_is_replaced() {
    let error = ErrorResponse::<aliyun_oss::ErrorCode>::builder_from(Code::from("New\0<Code>"), 42)
        .message("a\0b\u{1b}c\u{FFFF}")
        .field("1 <b> é:", "v")
        .field("", "w");
    let xml = error.to_xml();
    let read = ErrorResponse::<aliyun_oss::ErrorCode>::from_parts(400, &(), &xml);
    assert_eq!(read.code().map(Code::as_str), Some("New\u{FFFD}<Code>"));
    assert_eq!(read.message(), Some("a\u{FFFD}b\u{FFFD}c\u{FFFD}"));
    let names: Vec<_> = read
        .fields()
        .skip(4)
        .map(object_storage_errors::response::Field::name)
        .collect();
    assert_eq!(names, ["_1__b____", "_"]);
    assert_eq!(error.to_response(&http::Method::GET).status(), 500);
}
