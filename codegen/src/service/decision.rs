//! Decisions: what people settle that a document leaves open or gets wrong, each with a reason.
//!
//! Knows what can be decided. Knows nothing of how a decision is carried out.

use crate::document::Pos;
use crate::rows::Field;
use crate::told::Told;

/// One decision of `service.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Where it begins in the file.
    pub at: Pos,
    /// Why it was decided so; never empty.
    pub reason: String,
    /// Which rows it is about, where its own key is not narrow enough.
    pub only: Only,
    /// What it does.
    pub change: Change,
}

/// What a decision is narrowed to. Nothing set: it holds for every document and every code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Only {
    /// The file name of the document.
    pub document: Option<String>,
    /// The code, as it is after repairs.
    pub code: Option<String>,
}

/// What a decision does. Texts must match exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// `repair = "…"`, `as = "…"`: white space that a line wrap put inside a code is taken out.
    Repair {
        /// The code as the document has it.
        from: String,
        /// The code as it is.
        to: String,
    },
    /// `split = "…"`, `into = ["…", "…"]`: a message that joins several becomes as many rows.
    Split {
        /// The whole message.
        message: String,
        /// The messages in it, in order; at least two.
        into: Vec<String>,
    },
    /// `text = "…"`, `belongs_to = "…"`: a paragraph whose owner the document does not tell goes to a field.
    Owner {
        /// How the paragraph begins.
        text: String,
        /// The field: the message, the cause or the solution.
        field: Field,
    },
    /// `statuses_of = "…"`, `are = [400]`: the statuses of a code, where documents disagree or give none. Rows with
    /// another status are left out.
    Statuses {
        /// The code.
        code: String,
        /// Its statuses; at least one.
        are: Vec<u16>,
    },
    /// `skip = "…"`: the rows of a code are left out.
    Skip {
        /// The code.
        code: String,
    },
    /// `variant = "…"`, `as = "…"`: the name in Rust of a code, where the rule gives none that is free.
    Variant {
        /// The code.
        code: String,
        /// The name: ASCII letters, digits and underscores, a letter first.
        name: String,
    },
    /// `replaced = "…"`, `by = "…"`: what took the place of a code that is retired.
    Replaced {
        /// The code that is retired.
        code: String,
        /// The code to expect in its place.
        by: String,
    },
    /// `table = "…"`, `under = "…"`, `columns = ["code", "", "message"]`: what the columns of a table hold, or, with no
    /// columns, that it holds no errors.
    Table(Told),
    /// `retire = "…"`, `in = "0.1.0"`: a code that the catalog knows and that no document has any more.
    Retire {
        /// The code.
        code: String,
        /// The version of the crate since which it is retired.
        version: String,
    },
}
