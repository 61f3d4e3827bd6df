//! Facts: what can have changed between two catalogs.
//!
//! Knows what there is to say. Knows nothing of how it is found, how much it matters, or how it is shown.

use crate::catalog::{Answer, Case, Kind, Retry};
use crate::rules::Member;
use std::ops::RangeInclusive;

/// One thing that changed. `Display` prints it in one line, without the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The service has no catalog before.
    ServiceAdded {
        /// How many codes it has.
        codes: usize,
    },
    /// The service has no catalog any more.
    ServiceRemoved {
        /// How many codes it had.
        codes: usize,
    },
    /// The service has another id.
    ServiceRenamed {
        /// The id before.
        before: String,
        /// The id now.
        after: String,
    },
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
    /// Statuses stand for something else where the code is not known. About all services together.
    StatusAnswerChanged {
        /// The statuses.
        statuses: RangeInclusive<u16>,
        /// The answer before; `None` where there were no rules.
        before: Option<Answer>,
        /// The answer now; `None` where there are no rules.
        after: Option<Answer>,
    },
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
    /// Its variant in Rust has another name.
    VariantChanged {
        /// The name before.
        before: String,
        /// The name now.
        after: String,
        /// The version since which the name before is kept as a deprecated one; `None` where it is not kept.
        kept: Option<String>,
    },
    /// A name that its variant had is kept since another version, came without a rename, or is kept no more.
    FormerVariant {
        /// The name.
        name: String,
        /// The version since which it was a former one before; `None` where it was none.
        before: Option<String>,
        /// The version since which it is a former one now; `None` where it is none.
        after: Option<String>,
    },
    /// The enum declares another name than before, which breaks who compiles against it. No run does this.
    DeclaredChanged {
        /// The name before.
        before: String,
        /// The name now.
        after: String,
    },
    /// Another code took its place than before.
    ReplacedBy {
        /// The code before.
        before: Option<String>,
        /// The code now.
        after: Option<String>,
    },
    /// Documents give it other names beside its code than before.
    OtherNames {
        /// The names that are new.
        gained: Vec<String>,
        /// The names that are gone.
        lost: Vec<String>,
    },
    /// It is of another kind.
    KindChanged {
        /// The kind before.
        before: Option<Kind>,
        /// The kind now.
        after: Option<Kind>,
    },
    /// Whether it is of use to send again has another answer.
    RetryChanged {
        /// The answer before.
        before: Option<Retry>,
        /// The answer now.
        after: Option<Retry>,
    },
    /// It became, or is no longer, the same error as codes of other services.
    AliasChanged {
        /// The codes that it became the same as.
        gained: Vec<Member>,
        /// The codes that it is no longer the same as.
        lost: Vec<Member>,
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
    /// Another case is the first one, which is the default one.
    DefaultChanged {
        /// The default case before.
        before: Case,
        /// The default case now.
        after: Case,
    },
    /// The cases stand in another order.
    Reordered,
}
