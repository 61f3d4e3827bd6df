//! What a client asks of an error beside its code: what kind of thing happened, and is it of use to send again.
//!
//! Knows the words of both answers and what each means in the vocabularies of others. Knows nothing of codes: which of
//! them has which answer is said by rules.

/// What kind of thing happened. [`KINDS`] says what each means, and what it is called elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// See [`KINDS`].
    InvalidRequest,
    /// See [`KINDS`].
    Unauthenticated,
    /// See [`KINDS`].
    PermissionDenied,
    /// See [`KINDS`].
    NotFound,
    /// See [`KINDS`].
    AlreadyExists,
    /// See [`KINDS`].
    Conflict,
    /// See [`KINDS`].
    ConditionNotMet,
    /// See [`KINDS`].
    RangeNotSatisfiable,
    /// See [`KINDS`].
    Unsupported,
    /// See [`KINDS`].
    RateLimited,
    /// See [`KINDS`].
    QuotaExceeded,
    /// See [`KINDS`].
    Timeout,
    /// See [`KINDS`].
    Unavailable,
    /// See [`KINDS`].
    Internal,
    /// See [`KINDS`].
    Redirect,
    /// See [`KINDS`].
    Unknown,
}

/// Whether it is of use to send the same request again. [`RETRIES`] says what each means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Retry {
    /// See [`RETRIES`].
    No,
    /// See [`RETRIES`].
    Transient,
    /// See [`RETRIES`].
    Throttled,
    /// See [`RETRIES`].
    AfterClockCorrection,
    /// See [`RETRIES`].
    Redirect,
}

/// Both answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Answer {
    /// What kind of thing happened.
    pub kind: Kind,
    /// Whether it is of use to send again.
    pub retry: Retry,
}

impl Answer {
    /// The answer where there is neither a code that is known nor an HTTP status.
    pub const UNKNOWN: Self = Self {
        kind: Kind::Unknown,
        retry: Retry::No,
    };
}

/// A kind in words, and in the vocabularies of others.
#[derive(Clone, Copy, Debug)]
pub struct KindWords {
    /// The kind.
    pub kind: Kind,
    /// Its name in `rules.toml` and `codes.toml`.
    pub name: &'static str,
    /// What it means.
    pub means: &'static str,
    /// The value of `google.rpc.Code`.
    pub google: &'static str,
    /// The variant of `opendal::ErrorKind`.
    pub opendal: &'static str,
    /// The variant of `object_store::Error`.
    pub object_store: &'static str,
    /// The variant of `std::io::ErrorKind`; all of them are stable in Rust 1.85.
    pub io: &'static str,
}

/// A retry answer in words.
#[derive(Clone, Copy, Debug)]
pub struct RetryWords {
    /// The answer.
    pub retry: Retry,
    /// Its name in `rules.toml` and `codes.toml`.
    pub name: &'static str,
    /// What it means.
    pub means: &'static str,
}

/// Every kind in the order of the enum.
pub const KINDS: &[KindWords] = &[
    words(
        Kind::InvalidRequest,
        "invalid-request",
        "the request is wrong and stays so",
        ["INVALID_ARGUMENT", "Unexpected", "Generic", "InvalidInput"],
    ),
    words(
        Kind::Unauthenticated,
        "unauthenticated",
        "the credentials, the signature or its time are not accepted",
        [
            "UNAUTHENTICATED",
            "PermissionDenied",
            "Unauthenticated",
            "PermissionDenied",
        ],
    ),
    words(
        Kind::PermissionDenied,
        "permission-denied",
        "who asks is known, or need not be, and may not do this",
        [
            "PERMISSION_DENIED",
            "PermissionDenied",
            "PermissionDenied",
            "PermissionDenied",
        ],
    ),
    words(
        Kind::NotFound,
        "not-found",
        "what the request is about does not exist",
        ["NOT_FOUND", "NotFound", "NotFound", "NotFound"],
    ),
    words(
        Kind::AlreadyExists,
        "already-exists",
        "what the request would create exists",
        [
            "ALREADY_EXISTS",
            "AlreadyExists",
            "AlreadyExists",
            "AlreadyExists",
        ],
    ),
    words(
        Kind::Conflict,
        "conflict",
        "the state of the resource, or another operation on it, stands against the request",
        ["ABORTED", "Conflict", "Generic", "ResourceBusy"],
    ),
    words(
        Kind::ConditionNotMet,
        "condition-not-met",
        "a condition of the request, such as If-Match or If-None-Match, does not hold",
        [
            "FAILED_PRECONDITION",
            "ConditionNotMatch",
            "Precondition",
            "Other",
        ],
    ),
    words(
        Kind::RangeNotSatisfiable,
        "range-not-satisfiable",
        "the object does not have the range",
        [
            "OUT_OF_RANGE",
            "RangeNotSatisfied",
            "Generic",
            "InvalidInput",
        ],
    ),
    words(
        Kind::Unsupported,
        "unsupported",
        "the service does not do this",
        [
            "UNIMPLEMENTED",
            "Unsupported",
            "NotSupported",
            "Unsupported",
        ],
    ),
    words(
        Kind::RateLimited,
        "rate-limited",
        "too many requests or too much traffic at a time",
        ["RESOURCE_EXHAUSTED", "RateLimited", "Generic", "Other"],
    ),
    words(
        Kind::QuotaExceeded,
        "quota-exceeded",
        "a limit on what an account or bucket may hold is reached; time does not help",
        [
            "RESOURCE_EXHAUSTED",
            "Unexpected",
            "Generic",
            "QuotaExceeded",
        ],
    ),
    words(
        Kind::Timeout,
        "timeout",
        "somebody waited too long for somebody else",
        ["DEADLINE_EXCEEDED", "Unexpected", "Generic", "TimedOut"],
    ),
    words(
        Kind::Unavailable,
        "unavailable",
        "the service cannot answer now",
        ["UNAVAILABLE", "Unexpected", "Generic", "Other"],
    ),
    words(
        Kind::Internal,
        "internal",
        "the service failed by its own fault",
        ["INTERNAL", "Unexpected", "Generic", "Other"],
    ),
    words(
        Kind::Redirect,
        "redirect",
        "the resource is at another address",
        ["UNKNOWN", "Unexpected", "Generic", "Other"],
    ),
    words(
        Kind::Unknown,
        "unknown",
        "nothing is known of it",
        ["UNKNOWN", "Unexpected", "Generic", "Other"],
    ),
];

/// Every retry answer in the order of the enum.
pub const RETRIES: &[RetryWords] = &[
    RetryWords {
        retry: Retry::No,
        name: "no",
        means: "the same request fails again",
    },
    RetryWords {
        retry: Retry::Transient,
        name: "transient",
        means: "a fault that passes: send again, with a short and growing pause",
    },
    RetryWords {
        retry: Retry::Throttled,
        name: "throttled",
        means: "too fast: send again after a longer pause, and fewer requests from now on",
    },
    RetryWords {
        retry: Retry::AfterClockCorrection,
        name: "after-clock-correction",
        means: "send again, signed with the time of the server",
    },
    RetryWords {
        retry: Retry::Redirect,
        name: "redirect",
        means: "send it to the address that the response names",
    },
];

/// A line of [`KINDS`]; `elsewhere` is Google, opendal, `object_store` and `io`.
const fn words(
    kind: Kind,
    name: &'static str,
    means: &'static str,
    elsewhere: [&'static str; 4],
) -> KindWords {
    let [google, opendal, object_store, io] = elsewhere;
    KindWords {
        kind,
        name,
        means,
        google,
        opendal,
        object_store,
        io,
    }
}

/// What `rules.toml` and `codes.toml` say in one word.
pub trait Word: Copy + PartialEq {
    /// What it is, for messages.
    const WHAT: &'static str;
    /// Every value with its name, in order.
    fn all() -> impl Iterator<Item = (Self, &'static str)>;
    /// The name of the value.
    fn name(self) -> &'static str {
        Self::all()
            .find(|(it, _)| *it == self)
            .map_or("", |(_, name)| name)
    }
    /// The value of that name.
    fn from_name(name: &str) -> Option<Self> {
        Self::all()
            .find(|(_, it)| *it == name)
            .map(|(value, _)| value)
    }
}

impl Word for Kind {
    const WHAT: &'static str = "kind";
    fn all() -> impl Iterator<Item = (Self, &'static str)> {
        KINDS.iter().map(|it| (it.kind, it.name))
    }
}

impl Word for Retry {
    const WHAT: &'static str = "retry";
    fn all() -> impl Iterator<Item = (Self, &'static str)> {
        RETRIES.iter().map(|it| (it.retry, it.name))
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Retry, Word};

    /// The name that a variant has in TOML.
    fn kebab(variant: &str) -> String {
        let mut out = String::new();
        for c in variant.chars() {
            if c.is_ascii_uppercase() && !out.is_empty() {
                out.push('-');
            }
            out.push(c.to_ascii_lowercase());
        }
        out
    }

    #[test]
    fn every_value_has_a_name_of_its_own_that_reads_back() {
        let last = [Kind::Unknown as usize, Retry::Redirect as usize];
        assert_eq!([Kind::all().count() - 1, Retry::all().count() - 1], last);
        for (index, (kind, name)) in Kind::all().enumerate() {
            assert_eq!(
                (kind as usize, name),
                (index, kebab(&format!("{kind:?}")).as_str())
            );
            assert_eq!(Kind::from_name(name), Some(kind));
        }
        for (index, (retry, name)) in Retry::all().enumerate() {
            assert_eq!(
                (retry as usize, name),
                (index, kebab(&format!("{retry:?}")).as_str())
            );
            assert_eq!(Retry::from_name(name), Some(retry));
        }
    }
}
