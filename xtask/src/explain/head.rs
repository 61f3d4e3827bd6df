//! The head of a response, as `curl -i` prints it.
//!
//! Knows that services name the error in headers as well, above all where there is no body, as in an answer to HEAD.
//! Their names differ in the vendor's part alone: `x-…-error-code`, `x-…-error-message` or `-desc`, and `x-…-err` with the
//! whole body in base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// What a head says.
#[derive(Default)]
pub struct Head {
    /// The HTTP status.
    pub status: Option<u16>,
    /// The header that names the code, and the code.
    pub code: Option<(String, String)>,
    /// The header that holds the message, and the message.
    pub message: Option<(String, String)>,
    /// The body that a header holds.
    pub body: Option<Vec<u8>>,
}

/// The head that `bytes` begin with, empty where there is none, and what stands behind it. Of several the last one counts:
/// those before it are of a proxy, of a redirect that was followed, or only say to go on.
pub fn split(bytes: &[u8]) -> (Head, &[u8]) {
    let (mut last, mut rest) = (None, bytes);
    while rest.starts_with(b"HTTP/") {
        let (head, behind) = cut(rest);
        (last, rest) = (Some(head), behind);
    }
    let head = last.map(|it| head(&String::from_utf8_lossy(it)));
    (head.unwrap_or_default(), rest)
}

/// What stands before the first empty line of `bytes`, and what behind it.
fn cut(bytes: &[u8]) -> (&[u8], &[u8]) {
    let marks: [&[u8]; 2] = [b"\r\n\r\n", b"\n\n"];
    let found = (0..bytes.len()).find_map(|at| {
        let (head, behind) = bytes.split_at(at);
        let behind = marks.iter().find_map(|mark| behind.strip_prefix(*mark))?;
        Some((head, behind))
    });
    found.unwrap_or((bytes, &[]))
}

fn head(text: &str) -> Head {
    let mut lines = text.lines();
    let status = lines.next().and_then(|line| line.split_whitespace().nth(1));
    let headers: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(':')).collect();
    let value = |ends: &[&str]| {
        let is_it = |name: &str| {
            let name = name.trim().to_ascii_lowercase();
            name.starts_with("x-") && ends.iter().any(|end| name.ends_with(end))
        };
        let (name, value) = headers.iter().find(|(name, _)| is_it(name))?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    };
    Head {
        status: status.and_then(|it| it.parse().ok()),
        code: value(&["-error-code"]),
        message: value(&["-error-message", "-error-desc"]),
        body: value(&["-err"]).and_then(|(_, value)| STANDARD.decode(value).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn headers_name_the_error_where_there_is_no_body() {
        let (head, body) =
            split(b"HTTP/1.1 404 Not Found\r\nX-Obs-Error-Code: NoSuchKey\r\nDate: x\r\n\r\n");
        let code = head.code.map(|(_, code)| code);
        assert_eq!(
            (head.status, code.as_deref()),
            (Some(404), Some("NoSuchKey"))
        );
        assert!(body.is_empty() && head.body.is_none());
        let (head, body) = split(b"HTTP/2 404\nx-oss-err: PEVycm9yLz4=\n\nrest");
        assert_eq!(
            (head.body.as_deref(), body),
            (Some(&b"<Error/>"[..]), &b"rest"[..])
        );
    }

    #[test]
    fn of_several_heads_the_last_one_counts() {
        for first in [
            "HTTP/1.1 100 Continue\r\n\r\n",
            "HTTP/1.1 200 Connection established\r\n\r\n",
            "HTTP/2 307\nlocation: x\nx-a-error-code: Moved\n\nHTTP/1.1 100 Continue\n\n",
        ] {
            let text = format!("{first}HTTP/1.1 404 Not Found\r\nDate: x\r\n\r\n<Error/>");
            let (head, body) = split(text.as_bytes());
            assert_eq!(
                (head.status, body),
                (Some(404), &b"<Error/>"[..]),
                "{first}"
            );
            assert_eq!(head.code, None);
        }
    }

    #[test]
    fn what_has_no_head_is_a_body() {
        for text in ["<Error/>", "", "HTTP"] {
            let (head, body) = split(text.as_bytes());
            assert_eq!((head.status, body), (None, text.as_bytes()));
        }
        assert_eq!(split(b"HTTP/1.1").0.status, None);
    }
}
