//! One element of an error response, and which elements hold secrets.
//!
//! Knows names and texts. Knows neither XML nor JSON, and no service.

use alloc::borrow::Cow;
use core::fmt;

/// Starts of names of elements that hold secrets: letters and digits alone, in lower case.
const SECRET_STARTS: [&str; 2] = ["stringtosign", "canonicalrequest"];

/// Parts of names of elements that hold secrets, in the same spelling.
const SECRET_PARTS: [&str; 6] = [
    "accesskeyid",
    "signature",
    "securitytoken",
    "sessiontoken",
    "authorization",
    "credential",
];

/// The longest name that is spelled out to be compared; a longer one counts as secret.
const LONGEST_NAME: usize = 256;

/// An element of an error response: a name and a text.
///
/// `Debug` prints the name alone, as the text can hold a secret under any name.
///
/// ```
/// use object_storage_errors::aliyun_oss::ErrorCode;
/// use object_storage_errors::response::ErrorResponse;
///
/// let body = "<Error><Code>SignatureDoesNotMatch</Code><StringToSign>GET…</StringToSign><Key>a.txt</Key></Error>";
/// let response = ErrorResponse::<ErrorCode>::from_parts(403, &(), body);
/// let loggable: Vec<_> = response.fields().filter(|field| !field.is_secret()).map(|field| field.name()).collect();
/// assert_eq!(loggable, ["Code", "Key"]);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Field<'a> {
    pub(super) name: Cow<'a, str>,
    pub(super) value: Cow<'a, str>,
    pub(super) level: Level,
}

/// Where a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// In the error itself; only such a field can be its code or message.
    Direct,
    /// In another element.
    Nested,
}

impl Field<'_> {
    /// Its name as sent, without a prefix.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its text, without the white space around it.
    ///
    /// Ask [`is_secret`](Self::is_secret) before it goes to a log. A text that is no secret by name can hold an URL with
    /// a signature all the same.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Whether an element of this name holds what must not reach a log: the string that was signed, a signature, an access
    /// key id, a token.
    pub fn is_secret(&self) -> bool {
        is_secret(&self.name)
    }

    pub(super) fn into_owned(self) -> Field<'static> {
        Field {
            name: Cow::Owned(self.name.into_owned()),
            value: Cow::Owned(self.value.into_owned()),
            level: self.level,
        }
    }
}

impl fmt::Debug for Field<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Whether an element or a parameter of this name holds a secret, whatever the case of its letters.
pub(super) fn is_secret(name: &str) -> bool {
    if name.len() > LONGEST_NAME {
        return true;
    }
    let plain: alloc::string::String = name
        .chars()
        .filter(|sign| sign.is_alphanumeric())
        .map(|sign| sign.to_ascii_lowercase())
        .collect();
    SECRET_STARTS.iter().any(|start| plain.starts_with(start))
        || SECRET_PARTS.iter().any(|part| plain.contains(part))
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn names_of_secrets_are_known_in_any_case() {
        for name in [
            "StringToSign",
            "StringToSignBytes",
            "stringtosign",
            "CanonicalRequest",
            "CanonicalRequestBytes",
            "SignatureProvided",
            "AccessKeyId",
            "AWSAccessKeyId",
            "OSSACCESSKEYID",
            "EncodedAuthorizationMessage",
            "SecurityToken",
            "x-oss-security-token",
            "\"StringToSign\"",
        ] {
            assert!(is_secret(name), "{name}");
        }
    }

    #[test]
    fn other_names_are_none() {
        for name in [
            "Code",
            "Message",
            "Key",
            "BucketName",
            "Header",
            "Resource",
            "EC",
            "ArgumentName",
        ] {
            assert!(!is_secret(name), "{name}");
        }
    }
}
