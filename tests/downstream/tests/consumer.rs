//! What a consumer may rely on, for each service that is turned on.
#![cfg(any(
    feature = "aliyun-oss",
    feature = "huawei-obs",
    feature = "jdcloud-oss"
))]

use object_storage_errors::{Case, Code, ServiceCode};
use std::collections::BTreeSet;

/// Everything that holds for the codes of any service.
fn holds_for<E: ServiceCode>() {
    assert!(!E::ALL.is_empty());
    assert!(E::ALL.is_sorted());
    assert!(E::ALL.is_sorted_by(|one, next| one.as_str() < next.as_str()));
    for code in E::ALL.iter().copied() {
        reads_back(code);
        tells_its_cases(code);
        has_one_value(code);
    }
    is_no_code::<E>("");
    is_no_code::<E>(&"x".repeat(100_000));
}

fn reads_back<E: ServiceCode>(code: E) {
    let wire = code.as_str();
    assert_eq!(E::from_bytes(wire.as_bytes()), Some(code));
    assert_eq!(wire.parse(), Ok(code));
    assert_eq!(code.to_string(), wire);
    assert_eq!(
        (code.as_ref(), Code::<E>::from(wire).as_ref()),
        (wire, wire)
    );
    assert_eq!(
        format!("{code:>60}|{code:.3}"),
        format!("{wire:>60}|{wire:.3}")
    );
    for end in 0..wire.len() {
        is_no_code_or_another(code, &wire[..end]);
    }
    let mut bytes = wire.as_bytes().to_vec();
    for (at, bit) in (0..wire.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
        bytes[at] ^= 1 << bit;
        assert_ne!(E::from_bytes(&bytes), Some(code));
        bytes[at] ^= 1 << bit;
    }
    for other in [format!("{wire} "), format!(" {wire}"), format!("{wire}\0")] {
        is_no_code::<E>(&other);
    }
    for other in [wire.to_lowercase(), wire.to_uppercase()] {
        is_no_code_or_another(code, &other);
    }
}

fn is_no_code_or_another<E: ServiceCode>(code: E, text: &str) {
    if text != code.as_str() {
        assert_ne!(E::from_bytes(text.as_bytes()), Some(code));
    }
}

fn is_no_code<E: ServiceCode>(text: &str) {
    assert_eq!(E::from_bytes(text.as_bytes()), None);
    assert!(text.parse::<E>().is_err());
    assert_eq!(Code::<E>::from(text).known(), None);
    assert_eq!(Code::<E>::from(text).as_str(), text);
}

fn tells_its_cases<E: ServiceCode>(code: E) {
    let [first, ..] = code.cases() else {
        panic!("{code} has no case");
    };
    assert_eq!(
        (first.status(), first.message()),
        (code.status(), code.message())
    );
    let statuses: BTreeSet<u16> = code.cases().iter().map(Case::status).collect();
    assert_eq!(code.statuses().first(), Some(&code.status()));
    assert_eq!(code.statuses().len(), statuses.len());
    assert!(
        code.statuses()
            .iter()
            .all(|status| statuses.contains(status))
    );
}

fn has_one_value<E: ServiceCode>(code: E) {
    assert_eq!(Code::from(code.as_str()), Code::Known(code));
    assert_eq!(Code::from(code).as_str(), code.as_str());
}

#[cfg(feature = "aliyun-oss")]
mod aliyun_oss {
    use super::{Code, holds_for};
    use downstream::client::{ABSENT, ABSENT_STATUS, Action, action};
    use object_storage_errors::aliyun_oss::ErrorCode;
    use std::collections::HashMap;
    use std::error::Error;

    #[test]
    fn its_codes_are_as_promised() {
        holds_for::<ErrorCode>();
        assert_eq!((ABSENT, ABSENT_STATUS), ("NoSuchKey", 404));
        assert!(downstream::documented_with::<ErrorCode>(404) > 3);
        assert_eq!(downstream::status_of::<ErrorCode>("NoSuchKey", 500), 404);
        assert_eq!(downstream::status_of::<ErrorCode>("NoSuchThing", 500), 500);
    }

    #[test]
    fn a_client_decides_by_code() {
        assert_eq!(action("NoSuchKey"), Action::Absent);
        assert_eq!(action("AccessDenied"), Action::Forbidden);
        assert_eq!(action("BucketNotEmpty"), Action::Fail);
        assert_eq!(action("nosuchkey"), Action::ByStatus);
    }

    #[test]
    fn an_error_names_the_service_and_the_text() {
        let error = "NoSuchThing\n".parse::<ErrorCode>().expect_err("no code");
        assert_eq!(
            error.to_string(),
            r#""NoSuchThing\n" is no error code of aliyun-oss"#
        );
        assert_eq!(
            (error.service(), error.text()),
            ("aliyun-oss", "NoSuchThing\n")
        );
        let error: Box<dyn Error + Send + Sync> = error.into();
        assert!(error.source().is_none());
    }

    #[test]
    fn unknown_codes_are_kept_and_compared_by_their_text() {
        let [one, same, other] = ["SomeNew", "SomeNew", "SomeOther"].map(Code::<ErrorCode>::from);
        assert_eq!(one, same);
        assert_ne!(one, other);
        assert!(one < other && Code::from("NoSuchKey") < one);
        assert_eq!(
            format!("{one:>9}|{one:?}"),
            r#"  SomeNew|Unknown(UnknownCode("SomeNew"))"#
        );
        let mut counts = HashMap::new();
        for code in [
            one,
            same,
            other,
            Code::Known(ErrorCode::NoSuchKey),
            Code::from("NoSuchKey"),
        ] {
            *counts.entry(code).or_insert(0) += 1;
        }
        assert_eq!((counts.len(), counts[&one]), (3, 2));
    }
}

#[cfg(feature = "huawei-obs")]
mod huawei_obs {
    use super::holds_for;
    use downstream::names::{ADMINISTRATOR, is_for_administrator, undecided};
    use object_storage_errors::huawei_obs::ErrorCode;

    #[test]
    fn its_codes_are_as_promised() {
        holds_for::<ErrorCode>();
        assert_eq!(ErrorCode::RequestTimeout.status(), 408);
    }

    #[test]
    fn a_dotted_code_has_a_name() {
        assert_eq!(
            ErrorCode::KmsDisabledException.as_str(),
            "KMS.DisabledException"
        );
    }

    #[test]
    fn a_consumer_without_a_wildcard_hears_of_new_codes() {
        let others: Vec<ErrorCode> = ErrorCode::ALL
            .iter()
            .copied()
            .filter(|it| !is_for_administrator(*it))
            .collect();
        assert_eq!(undecided(&[ADMINISTRATOR, &others]), None);
        assert_eq!(
            undecided(&[ADMINISTRATOR, &others[1..]]),
            others.first().copied()
        );
    }
}

#[cfg(feature = "jdcloud-oss")]
mod jdcloud_oss {
    use super::holds_for;
    use object_storage_errors::jdcloud_oss::ErrorCode;

    #[test]
    fn its_codes_are_as_promised() {
        holds_for::<ErrorCode>();
        assert_eq!(ErrorCode::TemporaryRedirect.statuses(), [302, 307]);
        assert_eq!(
            ErrorCode::from_bytes(b"InternalErrror").map(ErrorCode::status),
            Some(500)
        );
    }
}

#[cfg(all(feature = "guidance", feature = "aliyun-oss"))]
#[test]
fn guidance_tells_causes_and_solutions() {
    let codes = object_storage_errors::aliyun_oss::ErrorCode::ALL.iter();
    let cases: Vec<_> = codes.flat_map(|code| code.cases()).collect();
    assert!(cases.iter().any(|case| case.cause().is_some()));
    assert!(cases.iter().any(|case| case.solution().is_some()));
}
