//! The answers as enums of the crate: what kind of thing happened, and whether to send again.
//!
//! Knows the words of the catalog and what they are called elsewhere. They are written down once, in
//! `codegen/src/catalog/answer.rs`; what comes out here cannot differ from it.

use super::layout::Writer;
use crate::catalog::{Answer, KINDS, KindWords, RETRIES};
use crate::rules::Rules;

/// `google.rpc.Code`: the name, the number, and the HTTP status that its definition maps it to.
const GOOGLE: &[(&str, i32, u16)] = &[
    ("UNKNOWN", 2, 500),
    ("INVALID_ARGUMENT", 3, 400),
    ("DEADLINE_EXCEEDED", 4, 504),
    ("NOT_FOUND", 5, 404),
    ("ALREADY_EXISTS", 6, 409),
    ("PERMISSION_DENIED", 7, 403),
    ("RESOURCE_EXHAUSTED", 8, 429),
    ("FAILED_PRECONDITION", 9, 400),
    ("ABORTED", 10, 409),
    ("OUT_OF_RANGE", 11, 400),
    ("UNIMPLEMENTED", 12, 501),
    ("INTERNAL", 13, 500),
    ("UNAVAILABLE", 14, 503),
    ("UNAUTHENTICATED", 16, 401),
];

/// The line of [`GOOGLE`] with that name.
fn google(name: &str) -> Option<&'static (&'static str, i32, u16)> {
    GOOGLE.iter().find(|it| it.0 == name)
}

/// The file of the kinds.
pub(super) fn kind(rules: Option<&Rules>) -> String {
    let mut out = Writer::default();
    kind_docs(&mut out);
    let variants = KINDS.iter().map(|it| (format!("{:?}", it.kind), it.means));
    enumeration(&mut out, "Kind", variants);
    let all = || KINDS.iter().map(|it| (format!("Self::{:?}", it.kind), it));
    out.line(0, "impl Kind {");
    constants(&mut out, "kinds", &all().map(|it| it.0).collect::<Vec<_>>());
    names(&mut out, all().map(|(name, it)| (name, it.name)));
    out.line(0, "");
    for (docs, head, value) in GOOGLE_METHODS {
        out.raw(docs);
        out.line(4, &format!("pub const fn {head} {{"));
        out.line(8, "match self {");
        for (name, it) in all() {
            out.arm(12, &name, &value(it));
        }
        out.line(8, "}");
        out.line(4, "}");
        out.line(0, "");
    }
    let ranges = ranges(rules, |it| format!("Self::{:?}", it.kind));
    let none = format!("Self::{:?}", Answer::UNKNOWN.kind);
    of_status(&mut out, KIND_OF_STATUS, &ranges, &none);
    out.line(0, "}");
    out.raw(&DISPLAY_OF.replace("NAME", "Kind"));
    io(&mut out);
    out.finish()
}

/// What stands above the enum: what its values are called elsewhere, and how to get there.
fn kind_docs(out: &mut Writer) {
    out.raw(KIND_HEAD);
    for it in KINDS {
        out.line(0, &format!("/// {}", mapping_row(it)));
    }
    out.raw(OPENDAL_HEAD);
    example(out, "opendal::ErrorKind::Unexpected", |it| {
        (it.opendal != "Unexpected").then(|| format!("opendal::ErrorKind::{}", it.opendal))
    });
    out.raw(OBJECT_STORE_HEAD);
    let generic = "object_store::Error::Generic { store: \"…\", source }";
    example(out, generic, |it| object_store(it.object_store));
    out.raw(EXAMPLE_END);
}

/// The file of the retry answers.
pub(super) fn retry(rules: Option<&Rules>) -> String {
    let mut out = Writer::default();
    out.raw(RETRY_HEAD);
    let variants = RETRIES
        .iter()
        .map(|it| (format!("{:?}", it.retry), it.means));
    enumeration(&mut out, "Retry", variants);
    let all = || {
        RETRIES
            .iter()
            .map(|it| (format!("Self::{:?}", it.retry), it))
    };
    out.line(0, "impl Retry {");
    constants(
        &mut out,
        "answers",
        &all().map(|it| it.0).collect::<Vec<_>>(),
    );
    names(&mut out, all().map(|(name, it)| (name, it.name)));
    out.line(0, "");
    let ranges = ranges(rules, |it| format!("Self::{:?}", it.retry));
    let none = Answer::UNKNOWN.retry;
    of_status(
        &mut out,
        RETRY_OF_STATUS,
        &ranges,
        &format!("Self::{none:?}"),
    );
    out.line(0, "}");
    out.raw(&DISPLAY_OF.replace("NAME", "Retry"));
    out.finish()
}

/// A row of the table of what a kind is called elsewhere.
fn mapping_row(it: &KindWords) -> String {
    format!(
        "| [`{:?}`](Self::{:?}) | `{}` | `{}` | `{}` | `{}` |",
        it.kind, it.kind, it.google, it.opendal, it.object_store, it.io
    )
}

/// The arms of an example: those kinds that have a value of their own, and the rest.
fn example(out: &mut Writer, rest: &str, value: impl Fn(&KindWords) -> Option<String>) {
    for it in KINDS {
        if let Some(value) = value(it) {
            out.line(0, &format!("///         Kind::{:?} => {value},", it.kind));
        }
    }
    out.line(0, &format!("///         _ => {rest},"));
}

/// How a variant of `object_store::Error` is built; nothing for the one that stands for all others.
fn object_store(variant: &str) -> Option<String> {
    match variant {
        "Generic" => None,
        "NotSupported" => Some(format!("object_store::Error::{variant} {{ source }}")),
        _ => Some(format!("object_store::Error::{variant} {{ path, source }}")),
    }
}

fn enumeration<'w>(
    out: &mut Writer,
    name: &str,
    variants: impl Iterator<Item = (String, &'w str)>,
) {
    out.line(0, "#[non_exhaustive]");
    out.line(
        0,
        "#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]",
    );
    out.line(0, &format!("pub enum {name} {{"));
    for (variant, means) in variants {
        out.line(4, &format!("/// {}.", capital(means)));
        out.line(4, &format!("{variant},"));
    }
    out.line(0, "}");
    out.line(0, "");
}

/// `text` with a capital at its start.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|it| it.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

fn constants(out: &mut Writer, what: &str, names: &[String]) {
    out.line(4, &format!("/// All {what}."));
    out.array(4, "pub const ALL: &'static [Self] =", "&[", names);
    out.line(0, "");
}

fn names<'w>(out: &mut Writer, names: impl Iterator<Item = (String, &'w str)>) {
    out.line(
        4,
        "/// Its name, as in the catalog: small letters and hyphens.",
    );
    out.line(4, "#[must_use]");
    out.line(4, "#[inline]");
    out.line(4, "pub const fn as_str(self) -> &'static str {");
    out.line(8, "match self {");
    for (variant, name) in names {
        out.arm(12, &variant, &format!("\"{name}\""));
    }
    out.line(8, "}");
    out.line(4, "}");
}

type Method = (&'static str, &'static str, fn(&KindWords) -> String);

/// What a kind is in `google.rpc.Code`: docs, head and value.
const GOOGLE_METHODS: [Method; 3] = [
    (
        "    /// The name of its `google.rpc.Code`.\n    #[must_use]\n    #[inline]\n",
        "google_rpc_name(self) -> &'static str",
        |it| format!("\"{}\"", it.google),
    ),
    (
        "    /// The number of its `google.rpc.Code`.\n    #[must_use]\n    #[inline]\n",
        "google_rpc_code(self) -> i32",
        |it| google(it.google).map_or_else(String::new, |it| it.1.to_string()),
    ),
    (
        "    /// The HTTP status that the definition of `google.rpc.Code` maps its code to. It is not always that of the code\n    \
         /// of a service: `FAILED_PRECONDITION` is 400 there, and services answer 412.\n    #[must_use]\n    #[inline]\n",
        "google_rpc_http(self) -> u16",
        |it| google(it.google).map_or_else(String::new, |it| it.2.to_string()),
    ),
];

/// The statuses that have one answer, as patterns, with that answer.
fn ranges(rules: Option<&Rules>, answer: impl Fn(&Answer) -> String) -> Vec<(String, String)> {
    let all = rules.map(Rules::by_status).unwrap_or_default();
    let same = |one: &Answer, other: &Answer| answer(one) == answer(other);
    let chunks = all.chunk_by(|(_, one), (_, other)| same(one, other));
    let ranges = chunks.filter_map(|chunk| {
        let ((first, value), (last, _)) = (chunk.first()?, chunk.last()?);
        let pattern = match (first.start(), last.end()) {
            (first, last) if first == last => first.to_string(),
            (first, last) => format!("{first}..={last}"),
        };
        Some((pattern, answer(value)))
    });
    ranges.collect()
}

fn of_status(out: &mut Writer, docs: &str, ranges: &[(String, String)], rest: &str) {
    out.raw(docs);
    out.line(4, "pub const fn of_status(status: u16) -> Self {");
    out.line(8, "match status {");
    for (pattern, value) in ranges.iter().filter(|(_, value)| value != rest) {
        out.arm(12, pattern, value);
    }
    out.arm(12, "_", rest);
    out.line(8, "}");
    out.line(4, "}");
}

fn io(out: &mut Writer) {
    out.raw(IO_HEAD);
    for it in KINDS {
        let pattern = format!("Kind::{:?}", it.kind);
        out.arm(12, &pattern, &format!("Self::{}", it.io));
    }
    out.line(8, "}");
    out.line(4, "}");
    out.line(0, "}");
}

const KIND_HEAD: &str = "\
// @generated by `cargo xtask regen` from codegen/src/catalog/answer.rs and catalog/rules.toml; do not edit.
//! What kind of thing happened.

#![allow(
    clippy::match_same_arms,
    clippy::match_single_binding,
    reason = \"a table of facts, written by a generator\"
)]

/// What kind of thing happened, in words that all services share.
///
/// What each is called elsewhere:
///
/// | kind | `google.rpc.Code` | `opendal::ErrorKind` | `object_store::Error` | `std::io::ErrorKind` |
/// |---|---|---|---|---|
";

const OPENDAL_HEAD: &str = "\
///
/// For Google's there are methods, and for `std`'s there is `From` behind the feature `std`. This crate depends on neither
/// of the two others: take what you need. What follows is for opendal 0.59, in whose older versions there is no `Conflict`,
/// and for `object_store` 0.14. It is compiled here against stand-ins of the same shape, and in the tests of this
/// workspace against the crates themselves.
///
/// ```
/// use object_storage_errors::Kind;
/// # mod opendal {
/// #     #[derive(Debug, PartialEq)]
/// #     #[allow(dead_code)]
/// #     pub enum ErrorKind {
/// #         Unexpected, Unsupported, ConfigInvalid, NotFound, PermissionDenied, IsADirectory, NotADirectory,
/// #         AlreadyExists, RateLimited, IsSameFile, ConditionNotMatch, RangeNotSatisfied, Conflict,
/// #     }
/// # }
///
/// fn to_opendal(kind: Kind) -> opendal::ErrorKind {
///     match kind {
";

const OBJECT_STORE_HEAD: &str = "\
///     }
/// }
/// # assert_eq!(to_opendal(Kind::NotFound), opendal::ErrorKind::NotFound);
/// # assert_eq!(to_opendal(Kind::Internal), opendal::ErrorKind::Unexpected);
/// ```
///
/// ```
/// use object_storage_errors::Kind;
/// # mod object_store {
/// #     type Source = Box<dyn std::error::Error + Send + Sync>;
/// #     #[derive(Debug)]
/// #     #[allow(dead_code)]
/// #     pub enum Error {
/// #         Generic { store: &'static str, source: Source },
/// #         NotFound { path: String, source: Source },
/// #         AlreadyExists { path: String, source: Source },
/// #         Precondition { path: String, source: Source },
/// #         NotModified { path: String, source: Source },
/// #         PermissionDenied { path: String, source: Source },
/// #         Unauthenticated { path: String, source: Source },
/// #         NotSupported { source: Source },
/// #     }
/// # }
///
/// fn to_object_store(
///     kind: Kind,
///     path: String,
///     source: Box<dyn std::error::Error + Send + Sync>,
/// ) -> object_store::Error {
///     match kind {
";

const EXAMPLE_END: &str = "\
///     }
/// }
/// # let error = to_object_store(Kind::NotFound, \"a\".into(), \"b\".into());
/// # assert!(matches!(error, object_store::Error::NotFound { .. }));
/// # let error = to_object_store(Kind::Internal, \"a\".into(), \"b\".into());
/// # assert!(matches!(error, object_store::Error::Generic { .. }));
/// ```
";

const KIND_OF_STATUS: &str = "    \
    /// What an HTTP status alone stands for, for a code that no document knows or a response without one.
    ///
    /// [`docs::status_alone`](crate::docs::status_alone) has the rules as a table.
    #[must_use]
    #[inline]
";

const RETRY_HEAD: &str = "\
// @generated by `cargo xtask regen` from codegen/src/catalog/answer.rs and catalog/rules.toml; do not edit.
//! Whether it is of use to send again.

#![allow(
    clippy::match_same_arms,
    clippy::match_single_binding,
    reason = \"a table of facts, written by a generator\"
)]

/// Whether it is of use to send the same request again, and when.
///
/// It is about the error alone: whether a request may be sent twice at all, and how often, is for the client to know.
///
/// [`docs::status_alone`](crate::docs::status_alone) lists the codes for which the HTTP status alone gives another answer,
/// and that one is wrong. Among the statuses, 501 is not to be sent again although it is not below 500.
";

const RETRY_OF_STATUS: &str = "    \
    /// What an HTTP status alone gives, for a code that no document knows or a response without one.
    ///
    /// [`docs::status_alone`](crate::docs::status_alone) has the rules as a table, and where they are wrong.
    #[must_use]
    #[inline]
";

const DISPLAY_OF: &str = "
/// Its name, as [`as_str`](Self::as_str) gives it.
impl core::fmt::Display for NAME {
    #[inline]
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(self.as_str())
    }
}
";

const IO_HEAD: &str = "
#[cfg(feature = \"std\")]
impl From<Kind> for std::io::ErrorKind {
    #[inline]
    fn from(kind: Kind) -> Self {
        match kind {
";

#[cfg(test)]
mod tests {
    use super::{KINDS, google};

    #[test]
    fn every_name_of_google_has_a_number() {
        for it in KINDS {
            assert!(google(it.google).is_some(), "{}", it.google);
        }
    }
}
