//! Bytes of a file to text.
//!
//! Knows UTF-8. A byte order mark at the start is no part of the text. Knows nothing of what the text means.

use error_tables::document::Pos;
use error_tables::problem::Finding;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::io;

/// Why a file is no text that can be worked on.
#[derive(Debug)]
pub enum Unreadable {
    /// The system does not give it.
    Io(io::Error),
    /// It is not UTF-8.
    NotUtf8 {
        /// Where the first wrong byte stands, in characters up to it.
        at: Pos,
        /// The wrong byte.
        byte: u8,
        /// The bytes before it in the whole file.
        offset: usize,
        /// The text with a sign in the place of every wrong byte, to be shown.
        shown: String,
    },
    /// It begins as UTF-16 does.
    Utf16,
    /// There is nothing in it.
    Empty,
}

impl Unreadable {
    /// What is to be said of the file, where `path` names it. The finding is about the file, and so is its place.
    pub fn finding(&self, path: &str) -> Finding {
        let (at, what, help) = match self {
            Self::Io(error) if error.kind() == io::ErrorKind::NotFound => (
                None,
                "there is no such file".to_owned(),
                "look at the path; it is taken from the folder that the command runs in".to_owned(),
            ),
            Self::Io(error) => (
                None,
                format!("cannot be read: {error}"),
                "look at the file and its rights".to_owned(),
            ),
            Self::NotUtf8 {
                at, byte, offset, ..
            } => (
                Some(*at),
                format!(
                    "not UTF-8: the byte 0x{byte:02X} (byte {} of the file) begins no character",
                    offset + 1
                ),
                "save it as UTF-8, take it again from where it is published, or restore it with git".to_owned(),
            ),
            Self::Utf16 => (
                None,
                "it is UTF-16, not UTF-8".to_owned(),
                "save the file as UTF-8".to_owned(),
            ),
            Self::Empty => (
                None,
                "there is nothing in the file".to_owned(),
                "take it again from where it is published, or restore it with git".to_owned(),
            ),
        };
        Finding {
            at,
            ..Finding::problem(Pos::new(1, 1), what, help)
        }
        .in_file(path)
    }
}

/// The text that `bytes` are, without a byte order mark.
///
/// # Errors
/// They are not UTF-8, or nothing but white space.
pub fn decode(bytes: Vec<u8>) -> Result<String, Unreadable> {
    let mut text = decode_exactly(bytes)?;
    if text.starts_with(MARK) {
        text.drain(..MARK.len_utf8());
    }
    Ok(text)
}

/// The byte order mark.
const MARK: char = '\u{feff}';

/// The text that `bytes` are, to the byte.
///
/// # Errors
/// As [`decode`].
pub fn decode_exactly(bytes: Vec<u8>) -> Result<String, Unreadable> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(Unreadable::Utf16);
    }
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(&error))?;
    if text.trim_start_matches(MARK).trim().is_empty() {
        Err(Unreadable::Empty)
    } else {
        Ok(text)
    }
}

/// The SHA-256 of `bytes`, in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}

fn not_utf8(error: &std::string::FromUtf8Error) -> Unreadable {
    let bytes = error.as_bytes();
    let offset = error.utf8_error().valid_up_to();
    let before = String::from_utf8_lossy(bytes.get(..offset).unwrap_or_default());
    Unreadable::NotUtf8 {
        at: Pos::of_byte(&before, before.len()),
        byte: bytes.get(offset).copied().unwrap_or_default(),
        offset,
        shown: String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Unreadable, decode, sha256};

    #[test]
    fn a_wrong_byte_has_a_place() {
        let Err(error) = decode(b"one\ntwo \xc3\xa9 \xe9 three\n".to_vec()) else {
            unreachable!("the byte 0xE9 before a space is not UTF-8");
        };
        let finding = error.finding("a.txt");
        assert_eq!(finding.at.map(|at| (at.line, at.column)), Some((2, 7)));
        assert_eq!(
            finding.what,
            "not UTF-8: the byte 0xE9 (byte 12 of the file) begins no character"
        );
    }

    #[test]
    fn nothing_and_utf_16_are_told_apart() {
        assert!(matches!(decode(b" \n\t".to_vec()), Err(Unreadable::Empty)));
        assert!(matches!(
            decode(b"\xff\xfea\0".to_vec()),
            Err(Unreadable::Utf16)
        ));
        assert!(matches!(
            decode(b"\xef\xbb\xbf# A".to_vec()).as_deref(),
            Ok("# A")
        ));
    }

    #[test]
    fn the_sum_is_written_in_lower_case() {
        let sum = sha256(b"abc");
        assert_eq!(
            sum,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
