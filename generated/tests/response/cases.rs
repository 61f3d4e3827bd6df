//! The documented case behind a message.

use super::read;
use object_storage_errors::ServiceCode;
use object_storage_errors::aliyun_oss::ErrorCode;
use object_storage_errors::response::ErrorResponse;

#[test]
fn every_message_of_an_invalid_argument_leads_to_its_own_case() {
    let cases = ErrorCode::InvalidArgument.cases();
    assert!(cases.len() > 20, "{}", cases.len());
    for case in cases {
        let xml = ErrorResponse::builder(ErrorCode::InvalidArgument)
            .message(case.message())
            .to_xml();
        let found = read(case.status(), &xml).case();
        assert_eq!(found, Some(case), "{}", case.message());
    }
}

/// Whether each message of a service leads back to a case with that message.
fn holds<E: ServiceCode>() {
    for code in E::ALL {
        for case in code
            .cases()
            .iter()
            .filter(|case| !case.message().is_empty())
        {
            let xml = ErrorResponse::builder(*code)
                .message(case.message())
                .to_xml();
            let response = ErrorResponse::<E>::from_parts(case.status(), &(), &xml);
            let found = response.case().expect("the message is documented");
            assert_eq!(
                (found.status(), found.message()),
                (case.status(), case.message())
            );
        }
    }
}

#[test]
fn every_documented_message_is_found() {
    holds::<ErrorCode>();
    holds::<object_storage_errors::huawei_obs::ErrorCode>();
    holds::<object_storage_errors::jdcloud_oss::ErrorCode>();
}

#[test]
fn white_space_does_not_matter_and_words_do() {
    let message = ErrorCode::NoSuchKey.message();
    let body = |message: &str| {
        format!("<Error><Code>NoSuchKey</Code><Message>{message}</Message></Error>")
    };
    let spread = body(&message.replace(' ', "\n    "));
    assert_eq!(
        read(404, &spread).case(),
        ErrorCode::NoSuchKey.cases().first()
    );
    assert_eq!(read(404, &body("Another text.")).case(), None);
    assert_eq!(read(404, &body("")).case(), None);
    assert_eq!(read(404, "").case(), None);
}
