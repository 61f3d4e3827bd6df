//! What facts are about, so that they can be counted and told together.
//!
//! Knows facts. Knows nothing of how they were found.

use super::{CodeFact, Fact};

/// What a fact is about, the weightier first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// See [`TOPICS`].
    Service,
    /// See [`TOPICS`].
    Removed,
    /// See [`TOPICS`].
    Added,
    /// See [`TOPICS`].
    Retired,
    /// See [`TOPICS`].
    Restored,
    /// See [`TOPICS`].
    Variant,
    /// See [`TOPICS`].
    Note,
    /// See [`TOPICS`].
    Status,
    /// See [`TOPICS`].
    Kind,
    /// See [`TOPICS`].
    Retry,
    /// See [`TOPICS`].
    Fallback,
    /// See [`TOPICS`].
    Alias,
    /// See [`TOPICS`].
    Case,
    /// See [`TOPICS`].
    Message,
    /// See [`TOPICS`].
    Prose,
    /// See [`TOPICS`].
    Document,
}

/// A topic in words.
#[derive(Clone, Copy, Debug)]
pub struct TopicWords {
    /// The topic.
    pub topic: Topic,
    /// What one fact of it is.
    pub one: &'static str,
    /// What several facts of it are.
    pub several: &'static str,
}

/// Every topic in the order of the enum.
pub const TOPICS: &[TopicWords] = &[
    words(Topic::Service, "change of a service", "changes of services"),
    words(Topic::Removed, "code removed", "codes removed"),
    words(Topic::Added, "code added", "codes added"),
    words(Topic::Retired, "code retired", "codes retired"),
    words(Topic::Restored, "code restored", "codes restored"),
    words(Topic::Variant, "variant renamed", "variants renamed"),
    words(
        Topic::Note,
        "note of a retirement or a former name changed",
        "notes of retirements or former names changed",
    ),
    words(Topic::Status, "status changed", "statuses changed"),
    words(Topic::Kind, "kind changed", "kinds changed"),
    words(
        Topic::Retry,
        "retry answer changed",
        "retry answers changed",
    ),
    words(
        Topic::Fallback,
        "answer to a status alone changed",
        "answers to statuses alone changed",
    ),
    words(Topic::Alias, "alias changed", "aliases changed"),
    words(
        Topic::Case,
        "case added, removed or moved",
        "cases added, removed or moved",
    ),
    words(Topic::Message, "message reworded", "messages reworded"),
    words(
        Topic::Prose,
        "cause, solution or source changed",
        "causes, solutions or sources changed",
    ),
    words(
        Topic::Document,
        "change of a document",
        "changes of documents",
    ),
];

const fn words(topic: Topic, one: &'static str, several: &'static str) -> TopicWords {
    TopicWords {
        topic,
        one,
        several,
    }
}

impl Topic {
    /// So many facts of it, in words.
    pub fn count(self, number: usize) -> String {
        let words = TOPICS.iter().find(|it| it.topic == self);
        let words = words.map_or("", |it| if number == 1 { it.one } else { it.several });
        format!("{number} {words}")
    }
}

impl Fact {
    /// What it is about.
    pub const fn topic(&self) -> Topic {
        match self {
            Self::ServiceAdded { .. }
            | Self::ServiceRemoved { .. }
            | Self::ServiceRenamed { .. }
            | Self::TitleChanged { .. } => Topic::Service,
            Self::DocumentAdded { .. }
            | Self::DocumentRemoved { .. }
            | Self::DocumentReplaced { .. }
            | Self::DocumentRows { .. }
            | Self::DocumentsReordered => Topic::Document,
            Self::StatusAnswerChanged { .. } => Topic::Fallback,
            Self::Code { what, .. } => what.topic(),
        }
    }
}

impl CodeFact {
    /// What it is about.
    pub const fn topic(&self) -> Topic {
        match self {
            Self::Added { .. } => Topic::Added,
            Self::Retired { .. } => Topic::Retired,
            Self::Restored => Topic::Restored,
            Self::VariantChanged { .. } => Topic::Variant,
            Self::RetiredIn { .. }
            | Self::ReplacedBy { .. }
            | Self::FormerVariant { .. }
            | Self::DeclaredChanged { .. } => Topic::Note,
            Self::KindChanged { .. } => Topic::Kind,
            Self::RetryChanged { .. } => Topic::Retry,
            Self::AliasChanged { .. } | Self::OtherNames { .. } => Topic::Alias,
            Self::Removed => Topic::Removed,
            Self::StatusChanged { .. } => Topic::Status,
            Self::CaseAdded(_)
            | Self::CaseRemoved(_)
            | Self::DefaultChanged { .. }
            | Self::Reordered => Topic::Case,
            Self::MessageChanged { .. } => Topic::Message,
            Self::CauseChanged { .. }
            | Self::SolutionChanged { .. }
            | Self::DocumentsChanged { .. } => Topic::Prose,
        }
    }
}
