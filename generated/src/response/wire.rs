//! How each service writes an error: header names, elements and their order.
//!
//! A table of facts, one entry per service, each with where it was read. No other file of this module knows a service.

/// What an element of an error holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Status,
    Code,
    Message,
    Resource,
    RequestId,
    HostId,
}

/// Whether an element stands in every error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// In every error, empty where there is nothing to say.
    Always,
    /// Where there is something to say.
    Given,
}

/// What a header holds of an error that has no body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carried {
    Code,
    Message,
    /// The whole body in base64.
    Xml,
}

/// How a service writes an error. Where headers have several names, the first is the service's own.
pub(super) struct Wire {
    service: &'static str,
    /// Headers with the body in base64.
    pub xml_headers: &'static [&'static str],
    pub code_headers: &'static [&'static str],
    pub message_headers: &'static [&'static str],
    pub request_id_headers: &'static [&'static str],
    pub host_id_headers: &'static [&'static str],
    pub ec_headers: &'static [&'static str],
    /// What stands before the root.
    pub declaration: &'static str,
    /// The elements in their order; all others come behind.
    pub elements: &'static [(&'static str, Slot, Presence)],
    /// The headers that are sent in place of a body.
    pub in_place_of_body: &'static [(Carried, &'static str)],
    /// The headers that are sent with every error.
    pub identifying: &'static [(Slot, &'static str)],
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

static ALIYUN_OSS: Wire = Wire {
    service: "aliyun-oss",
    // aliyun-oss-go-sdk oss/conn.go, Java OSSErrorResponseHandler, Python oss2/exceptions.py: sent where the body is empty.
    xml_headers: &["x-oss-err"],
    code_headers: &["x-amz-error-code", "x-minio-error-code"],
    message_headers: &["x-amz-error-message", "x-minio-error-desc"],
    request_id_headers: &["x-oss-request-id", "x-amz-request-id"],
    host_id_headers: &["x-amz-id-2"],
    ec_headers: &["x-oss-ec"],
    // The sample response of `NotImplemented` in the service's document `error-responses.md`.
    declaration: DECLARATION,
    // aliyun-oss-java-sdk OSSErrorResult.java and the same document: all four are always there.
    elements: &[
        ("Code", Slot::Code, Presence::Always),
        ("Message", Slot::Message, Presence::Always),
        ("RequestId", Slot::RequestId, Presence::Always),
        ("HostId", Slot::HostId, Presence::Always),
        ("Resource", Slot::Resource, Presence::Given),
    ],
    in_place_of_body: &[(Carried::Xml, "x-oss-err")],
    identifying: &[(Slot::RequestId, "x-oss-request-id")],
};

static HUAWEI_OBS: Wire = Wire {
    service: "huawei-obs",
    xml_headers: &[],
    // obs/convert.go of the Go SDK, where they override the body; RestStorageService.java of the Java SDK, where they
    // speak if the body names no code. As the vendor's own clients differ, the order is that of all other services.
    code_headers: &["x-obs-error-code", "x-amz-error-code", "x-minio-error-code"],
    message_headers: &[
        "x-obs-error-message",
        "x-amz-error-message",
        "x-minio-error-desc",
    ],
    request_id_headers: &["x-obs-request-id", "x-amz-request-id"],
    host_id_headers: &["x-obs-id-2", "x-amz-id-2"],
    ec_headers: &[],
    // The sample in the service's document `error-codes.txt`, which has all elements.
    declaration: DECLARATION,
    elements: &[
        ("Code", Slot::Code, Presence::Always),
        ("Message", Slot::Message, Presence::Always),
        ("Resource", Slot::Resource, Presence::Given),
        ("RequestId", Slot::RequestId, Presence::Always),
        ("HostId", Slot::HostId, Presence::Always),
    ],
    in_place_of_body: &[
        (Carried::Code, "x-obs-error-code"),
        (Carried::Message, "x-obs-error-message"),
    ],
    identifying: &[
        (Slot::RequestId, "x-obs-request-id"),
        (Slot::HostId, "x-obs-id-2"),
    ],
};

static JDCLOUD_OSS: Wire = Wire {
    service: "jdcloud-oss",
    xml_headers: &[],
    code_headers: &["x-amz-error-code", "x-minio-error-code"],
    message_headers: &["x-amz-error-message", "x-minio-error-desc"],
    // docs.jdcloud.com/en/object-storage-service/api/getservice, response example.
    request_id_headers: &["x-jss-request-id", "x-amz-request-id"],
    host_id_headers: &["x-amz-id-2"],
    ec_headers: &[],
    // The sample in the service's document `error-response.md`, which has no declaration.
    declaration: "",
    elements: &[
        ("statusCode", Slot::Status, Presence::Always),
        ("Code", Slot::Code, Presence::Always),
        ("Message", Slot::Message, Presence::Always),
        ("Resource", Slot::Resource, Presence::Always),
        ("RequestId", Slot::RequestId, Presence::Always),
        ("HostId", Slot::HostId, Presence::Given),
    ],
    // No source names a header with the code.
    in_place_of_body: &[],
    identifying: &[(Slot::RequestId, "x-jss-request-id")],
};

/// How relatives of S3 write an error; for a service without an entry of its own.
static RELATIVE: Wire = Wire {
    service: "",
    xml_headers: &[],
    code_headers: &["x-amz-error-code", "x-minio-error-code"],
    message_headers: &["x-amz-error-message", "x-minio-error-desc"],
    request_id_headers: &["x-amz-request-id"],
    host_id_headers: &["x-amz-id-2"],
    ec_headers: &[],
    declaration: DECLARATION,
    elements: &[
        ("Code", Slot::Code, Presence::Always),
        ("Message", Slot::Message, Presence::Always),
        ("Resource", Slot::Resource, Presence::Given),
        ("RequestId", Slot::RequestId, Presence::Given),
        ("HostId", Slot::HostId, Presence::Given),
    ],
    in_place_of_body: &[],
    identifying: &[
        (Slot::RequestId, "x-amz-request-id"),
        (Slot::HostId, "x-amz-id-2"),
    ],
};

/// How a service of this id writes an error.
pub(super) fn of(service: &str) -> &'static Wire {
    [&ALIYUN_OSS, &HUAWEI_OBS, &JDCLOUD_OSS]
        .into_iter()
        .find(|wire| wire.service == service)
        .unwrap_or(&RELATIVE)
}
