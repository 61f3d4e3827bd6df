//! The five documents as transcribed by hand, and the catalog that must follow from them.
//!
//! Each file under `data/transcription/` stands for one document and has a line for each of its rows: the line in the
//! document, the code, the status, and hashes of the message, the cause and the solution, `-` where there is none. The
//! texts are the vendors' own and stand nowhere but in the documents; a hash says whether a text agrees. The hash is
//! FNV-1a over the exact bytes of a message, and over the letters and digits of a cause or a solution.
//!
//! Knows what was transcribed and how rows become cases. Knows nothing of how the project reads documents.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A service whose documents are transcribed.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// Its folder under `catalog/`.
    pub id: &'static str,
    /// The file names of its documents in order of authority.
    pub documents: &'static [&'static str],
    /// How many codes it has, counted by hand.
    pub codes: usize,
}

/// The services.
pub const SERVICES: [Service; 3] = [
    Service {
        id: "aliyun-oss",
        documents: &["error-responses.md", "http-status-400.md"],
        codes: 85,
    },
    Service {
        id: "huawei-obs",
        documents: &["server-side-error-codes.rst", "error-codes.txt"],
        codes: 82,
    },
    Service {
        id: "jdcloud-oss",
        documents: &["error-response.md"],
        codes: 78,
    },
];

/// One row of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The line on which its code stands or, where one code has several messages, its message.
    pub line: u32,
    /// The code.
    pub code: String,
    /// The HTTP status.
    pub status: u16,
    /// The hash of the message.
    pub message: u64,
    /// The hash of the cause's letters and digits.
    pub cause: Option<u64>,
    /// The hash of the solution's letters and digits.
    pub solution: Option<u64>,
}

impl Record {
    /// What tells one case of a service from another.
    pub fn key(&self) -> Key {
        (self.code.clone(), self.status, self.message)
    }
}

/// A code, a status and the hash of a message.
pub type Key = (String, u16, u64);

/// One case as the catalog must have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// What tells it from the other cases.
    pub key: Key,
    /// The hash of the cause's letters and digits.
    pub cause: Option<u64>,
    /// The hash of the solution's letters and digits.
    pub solution: Option<u64>,
    /// The documents that have it, in order of authority.
    pub documents: Vec<&'static str>,
    /// The document and the line of the first row of it.
    pub at: (&'static str, u32),
}

impl Expected {
    /// Whether nothing but the place of its first row is different in `other`.
    pub fn same_text(&self, other: &Self) -> bool {
        let at = self.at;
        self == &Self {
            at,
            ..other.clone()
        }
    }
}

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The rows of `document`, in its order.
///
/// # Errors
///
/// Says which file cannot be read, or which line of it is no row.
pub fn records(document: &str) -> Result<Vec<Record>, String> {
    let path = root().join(format!("tests/data/transcription/{document}.tsv"));
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    text.lines()
        .zip(1..)
        .map(|(line, number)| record(line).ok_or_else(|| format!("{}:{number}", path.display())))
        .collect()
}

fn record(line: &str) -> Option<Record> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [line, code, status, message, cause, solution] = fields.as_slice() else {
        return None;
    };
    let hash = |text: &str| u64::from_str_radix(text, 16).ok();
    let optional = |text: &str| match text {
        "-" => Some(None),
        text => hash(text).map(Some),
    };
    Some(Record {
        line: line.parse().ok()?,
        code: (*code).to_owned(),
        status: status.parse().ok()?,
        message: hash(message)?,
        cause: optional(cause)?,
        solution: optional(solution)?,
    })
}

/// The cases that follow from the rows of `readings`, each of which is a document's, in order of authority: in the order
/// in which they are met, the first row of a case having the last word on cause and solution, the others filling what is
/// missing.
pub fn cases(readings: &[(&'static str, Vec<Record>)]) -> Vec<Expected> {
    let mut cases: Vec<Expected> = Vec::new();
    let rows = readings
        .iter()
        .flat_map(|(document, rows)| rows.iter().map(move |row| (*document, row)));
    for (document, row) in rows {
        let key = row.key();
        match cases.iter_mut().find(|case| case.key == key) {
            Some(case) => add(case, document, row),
            None => cases.push(Expected {
                key,
                cause: row.cause,
                solution: row.solution,
                documents: vec![document],
                at: (document, row.line),
            }),
        }
    }
    cases
}

fn add(case: &mut Expected, document: &'static str, row: &Record) {
    case.cause = case.cause.or(row.cause);
    case.solution = case.solution.or(row.solution);
    if !case.documents.contains(&document) {
        case.documents.push(document);
    }
}

/// The distinct codes of `cases`.
pub fn codes(cases: &[Expected]) -> BTreeSet<&str> {
    cases.iter().map(|case| case.key.0.as_str()).collect()
}

/// The hash of a message: every byte counts.
pub fn exact(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The hash of a cause or a solution: only letters and digits count.
pub fn letters(text: &str) -> u64 {
    let kept: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    exact(&kept)
}
