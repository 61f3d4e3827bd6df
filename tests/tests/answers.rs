//! The generated crate against the catalog and the rules that it comes from: kinds, retry answers, statuses,
//! translations, and the codes in serde.

use error_tables::catalog::{self, Catalog, KINDS, RETRIES, Word};
use error_tables::rules::{self, Member, Rules};
use object_storage_errors::{
    Code, CodeBuf, Kind, Retry, ServiceCode, TranslateError, aliyun_oss, huawei_obs, jdcloud_oss,
    services_with,
};
use std::error::Error;
use std::fs;
use std::hash::BuildHasher as _;
use std::path::Path;

type Outcome = Result<(), Box<dyn Error>>;

fn read(path: &str) -> Result<String, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalog");
    Ok(fs::read_to_string(root.join(path))?)
}

fn rules() -> Result<Rules, Box<dyn Error>> {
    Ok(rules::parse(&read("rules.toml")?).map_err(|it| format!("{it:?}"))?)
}

fn catalog(service: &str) -> Result<Catalog, Box<dyn Error>> {
    let text = read(&format!("{service}/codes.toml"))?;
    Ok(catalog::parse(&text).map_err(|it| format!("{it:?}"))?)
}

#[test]
fn the_words_are_those_of_the_catalog() {
    let kinds = Kind::ALL
        .iter()
        .map(|it| (format!("{it:?}"), it.to_string()));
    let words = KINDS
        .iter()
        .map(|it| (format!("{:?}", it.kind), it.name.to_owned()));
    assert!(kinds.eq(words));
    let retries = Retry::ALL
        .iter()
        .map(|it| (format!("{it:?}"), it.to_string()));
    let words = RETRIES
        .iter()
        .map(|it| (format!("{:?}", it.retry), it.name.to_owned()));
    assert!(retries.eq(words));
}

#[test]
fn kinds_are_called_elsewhere_as_the_catalog_says() {
    for (kind, words) in Kind::ALL.iter().zip(KINDS) {
        assert_eq!(kind.google_rpc_name(), words.google);
        let io = std::io::ErrorKind::from(*kind);
        assert_eq!(format!("{io:?}"), words.io);
    }
    // As `google/rpc/code.proto` has them.
    let google = |it: Kind| {
        (
            it.google_rpc_name(),
            it.google_rpc_code(),
            it.google_rpc_http(),
        )
    };
    assert_eq!(google(Kind::NotFound), ("NOT_FOUND", 5, 404));
    assert_eq!(
        google(Kind::ConditionNotMet),
        ("FAILED_PRECONDITION", 9, 400)
    );
    assert_eq!(google(Kind::Unauthenticated), ("UNAUTHENTICATED", 16, 401));
    assert_eq!(google(Kind::Timeout), ("DEADLINE_EXCEEDED", 4, 504));
}

#[test]
fn a_status_alone_gives_what_the_rules_say() -> Outcome {
    let mut seen = 0;
    for (range, answer) in rules()?.by_status() {
        for status in range {
            assert_eq!(Kind::of_status(status).as_str(), answer.kind.name());
            assert_eq!(Retry::of_status(status).as_str(), answer.retry.name());
            seen += 1;
        }
    }
    assert_eq!(seen, 500);
    for status in [0, 99, 600, 999, u16::MAX] {
        assert_eq!(Kind::of_status(status), Kind::Unknown);
        assert_eq!(Retry::of_status(status), Retry::No);
    }
    assert_eq!(Retry::of_status(501), Retry::No);
    Ok(())
}

#[test]
fn every_code_has_the_answers_of_its_catalog() -> Outcome {
    fn check<E: ServiceCode>() -> Outcome {
        let catalog = catalog(E::SERVICE)?;
        assert_eq!(catalog.codes.len(), E::ALL.len());
        for (code, (wire, known)) in E::ALL.iter().zip(&catalog.codes) {
            assert_eq!(code.as_str(), wire);
            assert_eq!(Some(code.kind().as_str()), known.kind.map(Word::name));
            assert_eq!(Some(code.retry().as_str()), known.retry.map(Word::name));
        }
        Ok(())
    }
    check::<aliyun_oss::ErrorCode>()?;
    check::<huawei_obs::ErrorCode>()?;
    check::<jdcloud_oss::ErrorCode>()
}

#[test]
fn unknown_codes_fall_back_on_their_status() {
    type It<'a> = Code<'a, huawei_obs::ErrorCode>;
    let known = It::from("RequestTimeTooSkewed");
    assert_eq!(known.kind(503), Kind::Unauthenticated);
    assert_eq!(known.retry(503), Retry::AfterClockCorrection);
    let unknown = It::from("requesttimetooskewed");
    assert_eq!(unknown.kind(503), Kind::Unavailable);
    assert_eq!(unknown.retry(503), Retry::Transient);
    assert_eq!(unknown.retry(501), Retry::No);
    assert_eq!(unknown.kind(0), Kind::Unknown);
}

#[test]
fn the_codes_of_a_status_are_those_that_have_it() {
    fn check<E: ServiceCode>() {
        let mut found = 0;
        for status in 0..=1000 {
            let all = E::ALL.iter().copied();
            let expected: Vec<E> = all.filter(|it| it.statuses().contains(&status)).collect();
            assert_eq!(E::from_status(status), expected);
            found += expected.len();
        }
        assert!(found >= E::ALL.len());
    }
    check::<aliyun_oss::ErrorCode>();
    check::<huawei_obs::ErrorCode>();
    check::<jdcloud_oss::ErrorCode>();
    let moved = jdcloud_oss::ErrorCode::TemporaryRedirect;
    assert_eq!(jdcloud_oss::ErrorCode::from_status(302), [moved]);
    assert!(jdcloud_oss::ErrorCode::from_status(307).contains(&moved));
}

#[test]
fn services_are_asked_for_exactly_that_code() -> Outcome {
    let ids = ["aliyun-oss", "huawei-obs", "jdcloud-oss"];
    let catalogs = ids
        .map(catalog)
        .into_iter()
        .collect::<Result<Vec<_>, _>>()?;
    for code in catalogs.iter().flat_map(|it| it.codes.keys()) {
        let having = catalogs.iter().filter(|it| it.codes.contains_key(code));
        assert!(services_with(code).eq(having.map(|it| it.service.as_str())));
    }
    assert_eq!(services_with("").count(), 0);
    assert_eq!(services_with("nosuchkey").count(), 0);
    assert!(services_with("KeyTooLong").eq(["jdcloud-oss"]));
    Ok(())
}

/// Every code of `A` becomes the one of `B` that shares a group with it, or an error that names both.
fn translates<A, B>(groups: &[Vec<Member>]) -> usize
where
    A: ServiceCode,
    B: ServiceCode + TryFrom<A, Error = TranslateError>,
{
    let is = |it: &Member, service: &str, code: &str| it.service == service && it.code == code;
    let mut translated = 0;
    for code in A::ALL {
        let mut groups = groups.iter();
        let group = groups.find(|all| all.iter().any(|it| is(it, A::SERVICE, code.as_str())));
        let same = group.and_then(|all| all.iter().find(|it| it.service == B::SERVICE));
        match (B::try_from(*code), same) {
            (Ok(found), Some(same)) => {
                assert_eq!(found.as_str(), same.code);
                translated += 1;
            }
            (Err(error), None) => {
                let named = (error.code(), error.source_service(), error.target_service());
                assert_eq!(named, (code.as_str(), A::SERVICE, B::SERVICE));
            }
            (found, same) => panic!("{code}: {found:?}, {same:?}"),
        }
    }
    translated
}

#[test]
fn codes_become_the_same_error_of_another_service() -> Outcome {
    use aliyun_oss::ErrorCode as Aliyun;
    use huawei_obs::ErrorCode as Huawei;
    use jdcloud_oss::ErrorCode as Jd;
    let ids = [Aliyun::SERVICE, Huawei::SERVICE, Jd::SERVICE];
    let catalogs = ids
        .map(catalog)
        .into_iter()
        .collect::<Result<Vec<_>, _>>()?;
    let groups = rules::groups(Some(&rules()?), &catalogs);
    let there = [
        translates::<Aliyun, Huawei>(&groups),
        translates::<Aliyun, Jd>(&groups),
        translates::<Huawei, Jd>(&groups),
    ];
    let back = [
        translates::<Huawei, Aliyun>(&groups),
        translates::<Jd, Aliyun>(&groups),
        translates::<Jd, Huawei>(&groups),
    ];
    assert_eq!(there, back);
    assert_eq!(there, [29, 23, 35]);
    assert_eq!(Huawei::try_from(Aliyun::NoSuchKey), Ok(Huawei::NoSuchKey));
    assert_eq!(Jd::try_from(Huawei::KeyTooLongError), Ok(Jd::KeyTooLong));
    assert_eq!(Jd::try_from(Aliyun::RequestTimeout), Ok(Jd::RequestTimeOut));
    let error = Jd::try_from(Aliyun::AccessForbidden).expect_err("it is another error there");
    assert_eq!(
        error.to_string(),
        "jdcloud-oss has no code for AccessForbidden of aliyun-oss"
    );
    Ok(())
}

#[test]
fn serde_has_the_text_of_the_wire() -> Outcome {
    use huawei_obs::ErrorCode;
    for code in ErrorCode::ALL {
        let json = serde_json::to_string(code)?;
        assert_eq!(json, format!("\"{code}\""));
        assert_eq!(serde_json::from_str::<ErrorCode>(&json)?, *code);
        let code = Code::from(*code);
        assert_eq!(serde_json::to_string(&code)?, json);
        assert_eq!(serde_json::from_str::<Code<ErrorCode>>(&json)?, code);
        assert_eq!(
            serde_json::from_str::<CodeBuf<ErrorCode>>(&json)?.as_code(),
            code
        );
    }
    let error = serde_json::from_str::<ErrorCode>("\"nosuchkey\"").expect_err("no such code");
    assert_eq!(
        error.to_string(),
        "\"nosuchkey\" is no error code of huawei-obs at line 1 column 11"
    );
    let error = serde_json::from_str::<ErrorCode>("404").expect_err("no text");
    assert!(
        error
            .to_string()
            .contains("expected an error code of huawei-obs")
    );
    Ok(())
}

#[test]
fn serde_keeps_unknown_codes() -> Outcome {
    type Borrowed<'a> = Code<'a, jdcloud_oss::ErrorCode>;
    type Owned = CodeBuf<jdcloud_oss::ErrorCode>;
    let code: Borrowed = serde_json::from_str("\"NewToMe\"")?;
    assert_eq!(code, Code::from("NewToMe"));
    assert_eq!(serde_json::to_string(&code)?, "\"NewToMe\"");
    // What has an escape in it cannot be borrowed.
    assert!(serde_json::from_str::<Borrowed>("\"New\\\"\"").is_err());
    let code: Owned = serde_json::from_str("\"New\\\"\"")?;
    assert_eq!(code.as_str(), "New\"");
    assert_eq!(serde_json::to_string(&code)?, "\"New\\\"\"");
    Ok(())
}

#[test]
fn an_owned_code_is_what_it_was() {
    type Owned = CodeBuf<aliyun_oss::ErrorCode>;
    let known = Owned::from("NoSuchKey");
    assert_eq!(known, Owned::from(aliyun_oss::ErrorCode::NoSuchKey));
    assert_eq!(
        known.as_code().known(),
        Some(aliyun_oss::ErrorCode::NoSuchKey)
    );
    let unknown = Owned::from("NoSuchThing");
    assert_eq!(unknown.as_code(), Code::from("NoSuchThing"));
    assert_eq!(format!("{unknown:>12}|{known}"), " NoSuchThing|NoSuchKey");
    assert!(known < unknown && Owned::from("") < known);
    let state = std::hash::RandomState::new();
    for code in [known, unknown] {
        let hashes = [state.hash_one(&code), state.hash_one(code.as_code())];
        assert_eq!(hashes[0], hashes[1]);
    }
}
