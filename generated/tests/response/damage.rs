//! Bytes changed at random: nothing panics, and nothing is lost.

use super::SAMPLES;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use object_storage_errors::response::{ErrorResponse, Source};
use object_storage_errors::{aliyun_oss, huawei_obs, jdcloud_oss};

/// How many bodies are read.
const ROUNDS: usize = 100_000;

/// Pieces that mean something to a reader.
const PIECES: [&str; 24] = [
    "<",
    ">",
    "</",
    "/>",
    "&",
    ";",
    "&#",
    "&#x110000;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?",
    "?>",
    "\"",
    "'",
    "{",
    "}",
    "\\",
    "\\u",
    "[",
    "<Error>",
    "</Error>",
    "\u{FEFF}",
];

/// Cuts, drops, doubles, swaps or inserts something.
fn damage(random: &mut fastrand::Rng, bytes: &mut Vec<u8>) {
    let at = random.usize(..=bytes.len());
    let to = random.usize(at..=bytes.len());
    match random.u8(..6) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(at..to)),
        2 => {
            let piece = bytes[at..to].to_vec();
            bytes.splice(at..at, piece);
        }
        3 if at < to => bytes.swap(at, to - 1),
        4 if at < to => bytes[at] = random.u8(..),
        _ => {
            let piece = random.choice(PIECES).unwrap_or_default();
            bytes.splice(at..at, piece.bytes());
        }
    }
}

#[test]
fn damaged_bodies_are_read_without_panic() {
    let mut random = fastrand::Rng::with_seed(4);
    let mut bodies = 0;
    let mut headers = 0;
    for round in 0..ROUNDS {
        let mut body = SAMPLES[round % SAMPLES.len()].as_bytes().to_vec();
        for _ in 0..random.usize(1..6) {
            damage(&mut random, &mut body);
        }
        let header = [
            ("x-obs-error-code", &body[..body.len().min(20)]),
            ("x-oss-err", &body),
        ];
        let status = random.u16(..);
        let response = ErrorResponse::<huawei_obs::ErrorCode>::from_parts(status, &header, &body);
        assert_eq!(response.raw_body(), body);
        assert_eq!(
            response.source() == Source::Status,
            response.code().is_none()
        );
        assert_eq!(response.status(), status);
        let plain = ErrorResponse::<jdcloud_oss::ErrorCode>::from_parts(status, &(), &body);
        bodies += usize::from(plain.source() == Source::Body);
        if round % 16 == 0 {
            let header = [("x-oss-err", STANDARD.encode(&body))];
            let in_header = ErrorResponse::<aliyun_oss::ErrorCode>::from_parts(status, &header, "");
            let in_body = ErrorResponse::<aliyun_oss::ErrorCode>::from_parts(status, &(), &body);
            assert_eq!(in_header.code(), in_body.code());
            headers += usize::from(in_header.source() == Source::Header);
            let shown = response.to_string();
            assert!(!shown.contains(char::is_control));
            assert_eq!(shown, response.into_owned().to_string());
        }
    }
    // Else the damage was so great that nothing was tested.
    assert!(bodies > ROUNDS / 3, "{bodies}");
    assert!(headers > ROUNDS / 16 / 3, "{headers}");
}
