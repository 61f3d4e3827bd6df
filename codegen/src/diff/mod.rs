//! What changed between two catalogs of a service, as facts.
//!
//! Knows catalogs. Knows nothing of git, of files, or of how facts are shown to a reviewer.

use crate::catalog::{Case, Catalog};
use std::fmt;

/// One thing that changed. `Display` prints it in one line, without the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The service has no catalog before.
    ServiceAdded,
    /// The title of the service changed.
    TitleChanged {
        /// The title before.
        before: String,
        /// The title now.
        after: String,
    },
    /// A document is new.
    DocumentAdded {
        /// Its path.
        path: String,
    },
    /// A document is gone.
    DocumentRemoved {
        /// Its path.
        path: String,
    },
    /// A document has other bytes than before.
    DocumentReplaced {
        /// Its path.
        path: String,
    },
    /// Another number of rows was seen, taken or skipped in a document.
    DocumentRows {
        /// Its path.
        path: String,
        /// Rows seen, taken and skipped before.
        before: [usize; 3],
        /// Rows seen, taken and skipped now.
        after: [usize; 3],
    },
    /// The documents stand in another order of authority.
    DocumentsReordered,
    /// A code changed.
    Code {
        /// The code.
        code: String,
        /// How.
        what: CodeFact,
    },
}

/// How a code changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeFact {
    /// It is new.
    Added {
        /// Its statuses.
        statuses: Vec<u16>,
    },
    /// No document has it any more; it is kept.
    Retired {
        /// The version since which.
        version: String,
    },
    /// It was retired and a document has it again.
    Restored,
    /// It was retired in another version before.
    RetiredIn {
        /// The version before.
        before: String,
        /// The version now.
        after: String,
    },
    /// It is gone altogether.
    Removed,
    /// A case is new.
    CaseAdded(Case),
    /// A case is gone.
    CaseRemoved(Case),
    /// A message has another status.
    StatusChanged {
        /// The message.
        message: String,
        /// The status before.
        before: Option<u16>,
        /// The status now.
        after: Option<u16>,
    },
    /// A status has another message.
    MessageChanged {
        /// The status.
        status: Option<u16>,
        /// The message before.
        before: String,
        /// The message now.
        after: String,
    },
    /// The cause of a case changed, came or went.
    CauseChanged {
        /// The message of the case.
        message: String,
        /// The cause before.
        before: Option<String>,
        /// The cause now.
        after: Option<String>,
    },
    /// The solution of a case changed, came or went.
    SolutionChanged {
        /// The message of the case.
        message: String,
        /// The solution before.
        before: Option<String>,
        /// The solution now.
        after: Option<String>,
    },
    /// Other documents have a case than before.
    DocumentsChanged {
        /// The message of the case.
        message: String,
        /// The documents before.
        before: Vec<String>,
        /// The documents now.
        after: Vec<String>,
    },
    /// The cases stand in another order.
    Reordered {
        /// Whether the first case, which is the default one, is another.
        default: DefaultCase,
    },
}

/// Whether the default case of a code is another than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DefaultCase {
    /// The default case is the same.
    Same,
    /// Another case is the default one.
    Other,
}

/// What changed from `before` to `after`: first the service, then its documents, then its codes by their bytes. Empty
/// exactly where the two are equal. Without a `before`, one fact says so and none about each code.
pub fn facts(before: Option<&Catalog>, after: &Catalog) -> Vec<Fact> {
    let _ = (before, after);
    Vec::new()
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("")
    }
}
