//! The seven traps in which readers of error responses were caught.

use super::{Aliyun, SAMPLES, code, pairs, read};
use object_storage_errors::response::{ErrorResponse, Extent, Pairs, Source};
use object_storage_errors::{Kind, Retry, aliyun_oss, huawei_obs, jdcloud_oss};

#[test]
fn trap_1_without_body_nothing_is_guessed() {
    use aliyun_oss::ErrorCode::{NoSuchKey, PreconditionFailed};
    // No code is documented for 304.
    for (status, candidate) in [
        (404, Some(NoSuchKey)),
        (304, None),
        (412, Some(PreconditionFailed)),
    ] {
        let response = read(status, "");
        assert_eq!(response.code(), None);
        assert_eq!(response.source(), Source::Status);
        assert_eq!(response.extent(), Extent::None);
        assert!(response.is_error());
        assert!(
            response
                .candidates()
                .all(|code| code.statuses().contains(&status))
        );
        match candidate {
            Some(expected) => assert!(response.candidates().any(|code| code == expected)),
            None => assert_eq!(response.candidates().count(), 0),
        }
    }
}

#[test]
fn trap_1_the_header_of_alibaba_holds_the_body() {
    // <Error><Code>NoSuchKey</Code><RequestId>7</RequestId><EC>0026-1</EC></Error>
    let base64 = "PEVycm9yPjxDb2RlPk5vU3VjaEtleTwvQ29kZT48UmVxdWVzdElkPjc8L1JlcXVlc3RJZD48RUM+MDAyNi0xPC9FQz48L0Vycm9yPg==";
    for value in [base64, base64.trim_end_matches('=')] {
        let response = Aliyun::from_parts(404, &[("X-Oss-Err", value), ("x-oss-ec", "0026-1")], "");
        assert_eq!(response.known(), Some(aliyun_oss::ErrorCode::NoSuchKey));
        assert_eq!(response.source(), Source::Header);
        assert_eq!(response.request_id(), Some("7"));
        assert_eq!(response.ec(), Some("0026-1"));
    }
}

#[test]
fn trap_1_a_broken_header_leaves_the_status() {
    for value in ["", "=", "%%%", "PEVycm9y", "////"] {
        let response = Aliyun::from_parts(404, &[("x-oss-err", value)], "");
        assert_eq!(
            (response.code(), response.source()),
            (None, Source::Status),
            "{value}"
        );
    }
}

#[test]
fn trap_1_the_body_of_alibaba_counts_before_its_header() {
    let base64 = "PEVycm9yPjxDb2RlPk5vU3VjaEtleTwvQ29kZT48L0Vycm9yPg==";
    let response = Aliyun::from_parts(
        404,
        &[("x-oss-err", base64)],
        "<Error><Code>NoSuchBucket</Code></Error>",
    );
    assert_eq!(response.known(), Some(aliyun_oss::ErrorCode::NoSuchBucket));
    assert_eq!(response.source(), Source::Body);
}

/// The vendor's clients differ: in Go its headers override the body, in Java they stand in for it.
#[test]
fn trap_1_the_headers_of_huawei_stand_in_for_its_body() {
    type Huawei<'a> = ErrorResponse<'a, huawei_obs::ErrorCode>;
    let body = "<Error><Code>AccessDenied</Code><Message>body</Message><HostId>h</HostId></Error>";
    for prefix in ["x-obs-", "X-Amz-"] {
        let (code, message) = (
            format!("{prefix}error-code"),
            format!("{prefix}error-message"),
        );
        let headers = [(code.as_str(), "NoSuchKey"), (message.as_str(), "header")];
        for body in ["", "<html>", "<Error><HostId>h</HostId></Error>"] {
            let response = Huawei::from_parts(404, &headers, body);
            assert_eq!(response.known(), Some(huawei_obs::ErrorCode::NoSuchKey));
            assert_eq!(response.source(), Source::Header);
            assert_eq!(response.message(), Some("header"));
        }
        let response = Huawei::from_parts(404, &headers, body);
        assert_eq!(response.known(), Some(huawei_obs::ErrorCode::AccessDenied));
        assert_eq!(response.source(), Source::Body);
        assert_eq!(response.message(), Some("body"));
    }
    let ok = Huawei::from_parts(200, &[("x-reserved-indicator", "auth_version")], "");
    assert!(!ok.is_error());
}

type Jd<'a> = ErrorResponse<'a, jdcloud_oss::ErrorCode>;

#[test]
fn trap_1_headers_come_in_any_container() {
    let pairs = [
        ("x-minio-error-code", "NoSuchKey"),
        ("x-minio-error-desc", "gone"),
    ];
    let bytes: Vec<(String, Vec<u8>)> = pairs
        .map(|(name, value)| (name.into(), value.into()))
        .to_vec();
    let iterator = Pairs::new(
        bytes
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_slice())),
    );
    let map: http::HeaderMap = bytes
        .iter()
        .map(|(name, value)| {
            (
                name.parse().expect("a name"),
                value.as_slice().try_into().expect("a value"),
            )
        })
        .collect::<Vec<(http::HeaderName, http::HeaderValue)>>()
        .into_iter()
        .collect();
    let responses = [
        Jd::from_parts(404, &pairs, ""),
        Jd::from_parts(404, &pairs[..], ""),
        Jd::from_parts(404, &bytes, ""),
        Jd::from_parts(404, &iterator, ""),
        Jd::from_parts(404, &map, ""),
    ];
    for response in responses {
        assert_eq!(response.known(), Some(jdcloud_oss::ErrorCode::NoSuchKey));
        assert_eq!(
            (response.source(), response.message()),
            (Source::Header, Some("gone"))
        );
    }
}

#[test]
fn trap_2_an_error_root_in_a_success_is_an_error() {
    for (status, text) in [(200, "InternalError"), (203, "CallbackFailed")] {
        let body = format!("\n\n<?xml version=\"1.0\"?>\n<Error><Code>{text}</Code></Error>");
        let response = read(status, &body);
        assert!(response.is_error());
        assert_eq!(code(&response), Some(text));
        assert_eq!(response.source(), Source::Body);
    }
    let without_code = read(200, "<Error><Message>cut o");
    assert!(without_code.is_error());
    assert!(read(200, "{\"Error\": {\"Code\": \"SlowDown\"}}").is_error());
}

#[test]
fn trap_2_an_unknown_code_in_a_success_counts_like_500() {
    let body = "<Error><Code>BrandNew</Code></Error>";
    for (status, kind, retry) in [
        (200, Kind::Internal, Retry::Transient),
        (203, Kind::Unknown, Retry::No),
        (400, Kind::InvalidRequest, Retry::No),
    ] {
        let response = read(status, body);
        assert_eq!((response.kind(), response.retry()), (kind, retry));
        assert_eq!(response.status(), status);
    }
    let success = read(200, "<Result><Code>BrandNew</Code></Result>");
    assert_eq!(
        (success.kind(), success.retry()),
        (Kind::Unknown, Retry::No)
    );
    // What is known of a code counts before that.
    let known = read(200, "<Error><Code>NoSuchKey</Code></Error>");
    assert_eq!((known.kind(), known.retry()), (Kind::NotFound, Retry::No));
}

#[test]
fn trap_2_a_success_that_speaks_of_errors_is_none() {
    for body in [
        "<CompleteMultipartUploadResult><Key>SlowDown</Key></CompleteMultipartUploadResult>",
        "<ListBucketResult><Contents><Key>&lt;Error&gt;&lt;Code&gt;SlowDown</Key></Contents></ListBucketResult>",
        "<DeleteResult><Error><Key>a</Key><Code>AccessDenied</Code></Error></DeleteResult>",
        "<Errors><Code>SlowDown</Code></Errors>",
        "{\"Code\": \"SlowDown\"}",
        "{\"Key\": \"Error\", \"Error\": null}",
        "text with <Error><Code>SlowDown</Code></Error>",
        "",
    ] {
        for status in [200, 203, 204] {
            let response = read(status, body);
            assert!(!response.is_error(), "{body}");
            assert_eq!(
                (response.code(), response.source()),
                (None, Source::Status),
                "{body}"
            );
            assert_eq!(response.raw_body(), body.as_bytes());
        }
    }
}

#[test]
fn trap_3_pages_of_proxies_are_kept_and_are_no_codes() {
    for body in [
        "<html><head><title>502 Bad Gateway</title></head><body><Code>SlowDown</Code></body></html>",
        "<!DOCTYPE html>\n<html lang=en><p>unclosed<br>",
        "upstream connect error or disconnect/reset before headers",
        "<Error",
        "<<<>>>",
        "\0\u{1}\u{2}",
        "{\"unrelated\": true}",
        "[]",
        "404",
    ] {
        let response = read(502, body);
        assert_eq!(response.code(), None, "{body}");
        assert_eq!(
            (response.source(), response.extent()),
            (Source::Status, Extent::None),
            "{body}"
        );
        assert_eq!(response.raw_body(), body.as_bytes());
        assert_eq!(response.fields().len(), 0);
        assert_eq!(response.to_string(), "no error code (502)");
    }
}

#[test]
fn trap_3_an_empty_code_is_no_code() {
    for body in [
        "<Error></Error>",
        "<Error/>",
        "<Error><Code/></Error>",
        "<Error><Code> \n </Code></Error>",
        "{\"Error\": {\"Code\": null, \"Message\": \"x\"}}",
    ] {
        let response = read(500, body);
        assert_eq!(
            (response.code(), response.source()),
            (None, Source::Status),
            "{body}"
        );
        assert_eq!(response.extent(), Extent::Whole, "{body}");
    }
}

/// The code is there exactly from the byte on at which its element or its value is complete.
#[test]
fn trap_4_a_body_cut_at_any_byte_keeps_a_complete_code() {
    for sample in SAMPLES {
        let bytes = sample.as_bytes();
        let name = sample.find("NoSuchKey").expect("every sample has it") + "NoSuchKey".len();
        let behind = &sample[name..];
        // From `</` on, nothing can be added to it.
        let closing = match behind.find("</") {
            Some(at) if !sample.contains('{') => at + "</".len(),
            _ => 1,
        };
        for end in 0..=bytes.len() {
            let response = read(404, &bytes[..end]);
            let expected = (end >= name + closing).then_some("NoSuchKey");
            assert_eq!(code(&response), expected, "{end} of {sample}");
            assert_eq!(response.raw_body(), &bytes[..end]);
            if end >= name + closing {
                assert_ne!(response.extent(), Extent::None);
            }
        }
        assert_eq!(read(404, sample).extent(), Extent::Whole, "{sample}");
    }
}

#[test]
fn trap_4_a_header_cut_at_any_byte_keeps_a_complete_code() {
    let error = ErrorResponse::builder(aliyun_oss::ErrorCode::NoSuchKey).request_id("0A1B");
    let answer = error.to_answer("HEAD");
    let header = answer.headers.iter().find(|(name, _)| *name == "x-oss-err");
    let (name, value) = header.expect("it stands for the body");
    let xml = error.to_xml();
    let complete = xml.find("</Code>").expect("it has a code") + "</".len();
    for end in 0..=value.len() {
        let response = Aliyun::from_parts(404, &[(*name, &value[..end])], "");
        // Four signs of base64 are three bytes.
        let expected = (end * 3 / 4 >= complete).then_some("NoSuchKey");
        assert_eq!(code(&response), expected, "{end}");
        let expected = expected.map_or(Source::Status, |_| Source::Header);
        assert_eq!(response.source(), expected, "{end}");
    }
}

#[test]
fn trap_3_what_no_service_is_known_to_send_is_kept_and_guesses_nothing() {
    let sixteen = "\u{FEFF}<Error><Code>NoSuchKey</Code></Error>".encode_utf16();
    let sixteen: Vec<u8> = sixteen.flat_map(u16::to_le_bytes).collect();
    for body in [
        &sixteen[..],
        b"<error><code>NoSuchKey</code></error>",
        b"<Response><Errors><Error><Code>NoSuchKey</Code></Error></Errors></Response>",
    ] {
        let response = read(404, body);
        assert_eq!((response.code(), response.extent()), (None, Extent::None));
        assert_eq!(response.raw_body(), body);
        let headers = [("x-amz-error-code", "NoSuchKey")];
        let response = Aliyun::from_parts(404, &headers, body);
        assert_eq!(response.known(), Some(aliyun_oss::ErrorCode::NoSuchKey));
    }
}

#[test]
fn trap_4_an_element_that_is_cut_is_not_given_for_whole() {
    let response = read(
        403,
        "<Error><Code>AccessDenied</Code><Message>You are not allow",
    );
    assert_eq!(response.message(), None);
    assert_eq!(response.extent(), Extent::Cut);
    assert!(response.raw_body().ends_with(b"not allow"));
}

#[test]
fn trap_5_the_sample_of_the_vendor_as_it_is_printed() {
    let body = "<? xml version=\"1.0\" ? >\n<Error xmlns=\u{201D}http://doc.example.com\u{201D}>\n    <Code>\n        \
                AccessDenied\n    </Code>\n    <Message>\n        Query-string authentication requires\n    </Message>\n    \
                <RequestId>\n        1D842BC54255****\n    </RequestId>\n</Error>";
    let response = read(403, body);
    assert_eq!(response.known(), Some(aliyun_oss::ErrorCode::AccessDenied));
    assert_eq!(
        response.message(),
        Some("Query-string authentication requires")
    );
    assert_eq!(response.request_id(), Some("1D842BC54255****"));
    assert_eq!(response.extent(), Extent::Whole);
}

#[test]
fn trap_6_every_shape_gives_the_same_code() {
    for sample in SAMPLES {
        let response = read(404, sample);
        assert_eq!(
            response.known(),
            Some(aliyun_oss::ErrorCode::NoSuchKey),
            "{sample}"
        );
        assert_eq!(response.source(), Source::Body);
    }
}

#[test]
fn trap_6_texts_are_those_that_were_meant() {
    let message = |body: &str| read(400, body).message().map(str::to_owned);
    let of = |text: &str| {
        message(&format!(
            "<Error><Code>X</Code><Message>{text}</Message></Error>"
        ))
    };
    assert_eq!(
        of("a &lt;b&gt; &amp; &quot;c&quot; &apos;").as_deref(),
        Some("a <b> & \"c\" '")
    );
    assert_eq!(of("&#65;&#x42;&#x4E0D;").as_deref(), Some("AB不"));
    assert_eq!(
        of("&nbsp;&lol;&#0;&#xFFFFFFFF; & b").as_deref(),
        Some("&nbsp;&lol;&#0;&#xFFFFFFFF; & b")
    );
    assert_eq!(of("<![CDATA[<b>&amp;]]>").as_deref(), Some("<b>&amp;"));
    assert_eq!(of(" a <!-- b --> c ").as_deref(), Some("a  c"));
    assert_eq!(of("a<b>bold</b>c").as_deref(), Some("ac"));
    assert_eq!(
        message("{\"code\":\"X\",\"message\":\"\\ud83d\\ude00\\ud83d\\/\\x\\t\"}").as_deref(),
        Some("😀\u{FFFD}/x\t")
    );
}

#[test]
fn trap_6_bytes_that_are_no_text_cost_no_code() {
    let body =
        b"<Error><Message>\xC4\xE3\xBA\xC3</Message><Code>NoSuchKey</Code><Key>\xFF</Key></Error>";
    let response = read(404, body);
    assert_eq!(code(&response), Some("NoSuchKey"));
    assert_eq!(response.field("Key"), Some("\u{FFFD}"));
    assert_eq!(response.extent(), Extent::Whole);
    assert_eq!(response.raw_body(), body);
}

#[test]
fn trap_6_the_first_code_counts_and_inner_ones_do_not() {
    let response = read(
        404,
        "<Error><Details><Code>SlowDown</Code></Details><Code/><Code>NoSuchKey</Code><Code>NoSuchBucket</Code></Error>",
    );
    assert_eq!(code(&response), Some("NoSuchKey"));
    let expected = [
        ("Code", "SlowDown"),
        ("Code", ""),
        ("Code", "NoSuchKey"),
        ("Code", "NoSuchBucket"),
    ];
    assert_eq!(pairs(&response), expected);
}

#[test]
fn trap_6_all_elements_are_kept_in_order_under_their_names() {
    let response = read(
        400,
        "<Error><Code>X</Code><Content-MD5>abc=</Content-MD5><X-Amz-Expires>1</X-Amz-Expires><additionalMessage/>\
         <a:ArgumentName1 xmlns:a='b'>n</a:ArgumentName1><Nested><One>1</One><Two>2</Two></Nested></Error>",
    );
    let expected = [
        ("Code", "X"),
        ("Content-MD5", "abc="),
        ("X-Amz-Expires", "1"),
        ("additionalMessage", ""),
        ("ArgumentName1", "n"),
        ("One", "1"),
        ("Two", "2"),
    ];
    assert_eq!(pairs(&response), expected);
    assert_eq!(response.field("one"), None);
}

#[test]
fn trap_6_entities_do_not_grow() {
    let body = "<!DOCTYPE e [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><Error><Code>X</Code><Message>&b;&b;\
                </Message></Error>";
    let response = read(400, body);
    assert_eq!(response.message(), Some("&b;&b;"));
}

#[test]
fn trap_7_hostile_sizes_are_read_in_part() {
    let mebibyte = "x".repeat(1024 * 1024);
    let long = format!("<Error><Code>SlowDown</Code><Message>{mebibyte}");
    let response = read(503, &long);
    assert_eq!(
        (code(&response), response.extent()),
        (Some("SlowDown"), Extent::Limited)
    );
    assert_eq!(response.raw_body().len(), long.len());
    assert!(response.to_string().len() < 100);

    let nested = format!("<Error><Code>SlowDown</Code>{}", "<a>".repeat(1_000_000));
    let response = read(503, &nested);
    assert_eq!(
        (code(&response), response.extent()),
        (Some("SlowDown"), Extent::Limited)
    );

    let many = format!(
        "<Error><Code>SlowDown</Code>{}</Error>",
        "<a/>".repeat(1_000)
    );
    let response = read(503, &many);
    assert_eq!(response.fields().len(), 256);
    assert_eq!(
        (code(&response), response.extent()),
        (Some("SlowDown"), Extent::Limited)
    );

    let json = format!("{{\"code\":\"SlowDown\",\"a\":{}", "[".repeat(1_000_000));
    let response = read(503, &json);
    assert_eq!(
        (code(&response), response.extent()),
        (Some("SlowDown"), Extent::Limited)
    );

    let late = format!(
        "{}<Error><Code>SlowDown</Code></Error>",
        " ".repeat(64 * 1024)
    );
    assert_eq!(read(503, &late).code(), None);
}

/// 64 MiB of anything must not take longer than the bound of 64 KiB allows.
#[test]
fn trap_7_time_does_not_grow_with_the_body() {
    let start = std::time::Instant::now();
    for piece in [
        "<",
        "<a>",
        "&",
        "&#",
        "<![CDATA[",
        "<!--",
        "<?",
        "{\"",
        "\\u",
        "? ",
        "<Error>",
    ] {
        let body = piece.repeat(64 * 1024 * 1024 / piece.len());
        let response = read(500, &body);
        assert_eq!(response.code(), None);
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
