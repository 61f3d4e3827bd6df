//! Every catalogued code, read by opendal and by reqwest.

use object_storage_errors::response::{ErrorResponse, Source};
use object_storage_errors::{Code, ServiceCode, aliyun_oss, huawei_obs, jdcloud_oss};
use opendal_core::{ErrorKind, HttpTransporter, Operator};
use opendal_http_transport_reqwest::ReqwestTransport;
use opendal_service_obs::Obs;
use opendal_service_oss::Oss;
use std::future::Future;

fn run<T>(work: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(work)
}

/// A client that takes a redirect as the answer that it is.
fn client() -> reqwest::Client {
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy();
    client.build().expect("a client without TLS")
}

/// Asks for each code, and reads the answer back with `from_parts`.
fn read_back<E: ServiceCode>(on_head: Option<Source>) {
    let address = interop::serve::<E>().expect("a free port");
    run(async {
        let client = client();
        for code in E::ALL {
            for method in [
                reqwest::Method::GET,
                reqwest::Method::HEAD,
                reqwest::Method::PUT,
            ] {
                let url = format!("http://{address}/bucket/{code}");
                let answer = client
                    .request(method.clone(), url)
                    .send()
                    .await
                    .expect("an answer");
                let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
                let body = answer.bytes().await.expect("a body");
                let read = ErrorResponse::<E>::from_parts(status, &headers, &body);
                assert_eq!(status, code.status(), "{code}");
                assert!(read.is_error(), "{code}");
                let bodiless = method == reqwest::Method::HEAD || status == 304;
                let expected = if bodiless {
                    on_head
                } else {
                    Some(Source::Body)
                };
                assert_eq!(
                    read.code(),
                    expected.map(|_| Code::Known(*code)),
                    "{method} {code}"
                );
                assert_eq!(
                    read.source(),
                    expected.unwrap_or(Source::Status),
                    "{method} {code}"
                );
                assert_eq!(read.request_id(), Some("0A1B2C3D4E5F"), "{method} {code}");
                if !bodiless {
                    assert_eq!(
                        read.case(),
                        code.cases()
                            .first()
                            .filter(|case| !case.message().is_empty())
                    );
                    assert_eq!(read.resource(), Some(format!("/bucket/{code}").as_str()));
                }
            }
        }
    });
}

#[test]
fn reqwest_reads_alibaba() {
    read_back::<aliyun_oss::ErrorCode>(Some(Source::Header));
}

#[test]
fn reqwest_reads_huawei() {
    read_back::<huawei_obs::ErrorCode>(Some(Source::Header));
}

#[test]
fn reqwest_reads_jd() {
    read_back::<jdcloud_oss::ErrorCode>(None);
}

/// Starts both servers, and sends opendal to them by way of a proxy, as its OBS service takes no port. opendal keeps
/// the first client that it is given.
fn install() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let oss = interop::serve::<aliyun_oss::ErrorCode>().expect("a free port");
        let obs = interop::serve::<huawei_obs::ErrorCode>().expect("a free port");
        let proxy = reqwest::Proxy::custom(move |url| match url.host_str() {
            Some("oss.test") => Some(format!("http://{oss}")),
            Some("obs.test") => Some(format!("http://{obs}")),
            _ => None,
        });
        let client = reqwest::Client::builder()
            .proxy(proxy)
            .redirect(reqwest::redirect::Policy::none());
        HttpTransporter::install_default(ReqwestTransport::new(
            client.build().expect("a client without TLS"),
        ));
    });
}

/// What opendal 0.59 makes of the status alone; whether it would try again.
fn by_status(status: u16) -> (ErrorKind, bool) {
    match status {
        404 => (ErrorKind::NotFound, false),
        403 => (ErrorKind::PermissionDenied, false),
        500 | 502 | 503 | 504 => (ErrorKind::Unexpected, true),
        _ => (ErrorKind::Unexpected, false),
    }
}

/// Reads an object for each code, and holds opendal's error against what is expected of it.
fn opendal_reads<E: ServiceCode>(operator: &Operator, expected: impl Fn(E) -> (ErrorKind, bool)) {
    run(async {
        for code in E::ALL {
            let error = operator
                .read(code.as_str())
                .await
                .expect_err("every answer is an error");
            assert_eq!(
                (error.kind(), error.is_temporary()),
                expected(*code),
                "{code}: {error}"
            );
            let text = error.to_string();
            let bodiless = code.status() == 304;
            assert!(
                bodiless || text.contains(&format!("code: \"{code}\"")),
                "{text}"
            );
            assert!(
                bodiless || text.contains("request_id: \"0A1B2C3D4E5F\""),
                "{text}"
            );
            assert!(
                bodiless || text.contains("host_id: \"host.example.com\""),
                "{text}"
            );
            let message = format!("message: {:?}", code.message());
            assert!(bodiless || text.contains(&message), "{text}");
        }
    });
}

#[test]
fn opendal_reads_alibaba() {
    install();
    let service = Oss::default()
        .bucket("bucket")
        .addressing_style("path")
        .skip_signature();
    let operator = Operator::new(service.endpoint("http://oss.test")).expect("an operator");
    opendal_reads::<aliyun_oss::ErrorCode>(&operator, |code| match code.as_str() {
        "FileAlreadyExists" | "FileImmutable" => (ErrorKind::Conflict, false),
        _ => by_status(code.status()),
    });
}

#[test]
fn opendal_reads_huawei() {
    install();
    let service = Obs::default()
        .bucket("bucket")
        .access_key_id("key")
        .secret_access_key("secret");
    let operator = Operator::new(service.endpoint("http://obs.test")).expect("an operator");
    opendal_reads::<huawei_obs::ErrorCode>(&operator, |code| match code.status() {
        304 | 412 => (ErrorKind::ConditionNotMatch, false),
        status => by_status(status),
    });
}
