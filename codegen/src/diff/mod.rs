//! What changed between two catalogs of a service, as facts.
//!
//! Knows catalogs. Knows nothing of git, of files, or of how facts are shown to a reviewer.

mod cases;
mod show;

use crate::catalog::{Case, Catalog, Code, Kind, Retry, Source};
use std::collections::{BTreeMap, BTreeSet};

/// One thing that changed. `Display` prints it in one line, without the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The service has no catalog before.
    ServiceAdded {
        /// How many codes it has.
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
        /// The decided name before; `None` where the rule gave it.
        before: Option<String>,
        /// The decided name now; `None` where the rule gives it.
        after: Option<String>,
    },
    /// A name that its variant had came to be kept as an alias, or is kept no more, or since another version.
    FormerVariant {
        /// The name.
        name: String,
        /// The version since which it was an alias before; `None` where it was none.
        before: Option<String>,
        /// The version since which it is an alias now; `None` where it is none.
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

/// What changed from `before` to `after`: first the service, then its documents, then its codes by their bytes. Empty
/// exactly where the two are equal. Without a `before`, one fact says so and none about each code.
pub fn facts(before: Option<&Catalog>, after: &Catalog) -> Vec<Fact> {
    let Some(before) = before else {
        return vec![Fact::ServiceAdded {
            codes: after.codes.len(),
        }];
    };
    let mut facts = Vec::new();
    if before.service != after.service {
        facts.push(Fact::ServiceRenamed {
            before: before.service.clone(),
            after: after.service.clone(),
        });
    }
    if before.title != after.title {
        facts.push(Fact::TitleChanged {
            before: before.title.clone(),
            after: after.title.clone(),
        });
    }
    documents(&before.documents, &after.documents, &mut facts);
    codes(&before.codes, &after.codes, &mut facts);
    facts
}

/// What changed in the documents.
fn documents(before: &[Source], after: &[Source], facts: &mut Vec<Fact>) {
    let path = |it: &Source| it.path.clone();
    for new in after {
        match before.iter().find(|it| it.path == new.path) {
            None => facts.push(Fact::DocumentAdded { path: path(new) }),
            Some(old) => document(old, new, facts),
        }
    }
    let is_in = |list: &[Source], one: &Source| list.iter().any(|it| it.path == one.path);
    for old in before.iter().filter(|it| !is_in(after, it)) {
        facts.push(Fact::DocumentRemoved { path: path(old) });
    }
    let old_order = before.iter().filter(|it| is_in(after, it)).map(path);
    let new_order = after.iter().filter(|it| is_in(before, it)).map(path);
    if !old_order.eq(new_order) {
        facts.push(Fact::DocumentsReordered);
    }
}

/// What changed in one document.
fn document(old: &Source, new: &Source, facts: &mut Vec<Fact>) {
    if old.sha256 != new.sha256 {
        facts.push(Fact::DocumentReplaced {
            path: new.path.clone(),
        });
    }
    let counts = |it: &Source| [it.rows, it.taken, it.skipped];
    if counts(old) != counts(new) {
        facts.push(Fact::DocumentRows {
            path: new.path.clone(),
            before: counts(old),
            after: counts(new),
        });
    }
}

/// What changed in the codes.
fn codes(before: &BTreeMap<String, Code>, after: &BTreeMap<String, Code>, facts: &mut Vec<Fact>) {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for name in names {
        let mut changes = Vec::new();
        match (before.get(name), after.get(name)) {
            (None, Some(new)) => added(new, &mut changes),
            (Some(_), None) => changes.push(CodeFact::Removed),
            (Some(old), Some(new)) if old != new => {
                retirement(old, new, &mut changes);
                variant(old, new, &mut changes);
                declared(name, old, new, &mut changes);
                answers(old, new, &mut changes);
                cases::changes(&old.cases, &new.cases, &mut changes);
            }
            _ => {}
        }
        facts.extend(changes.into_iter().map(|what| Fact::Code {
            code: name.clone(),
            what,
        }));
    }
}

/// A code that is new, and may be retired at once.
fn added(new: &Code, changes: &mut Vec<CodeFact>) {
    let statuses: BTreeSet<u16> = new.cases.iter().filter_map(|it| it.status).collect();
    changes.push(CodeFact::Added {
        statuses: statuses.into_iter().collect(),
    });
    retirement(&Code::default(), new, changes);
    former_variants(&Code::default(), new, changes);
}

fn retirement(old: &Code, new: &Code, changes: &mut Vec<CodeFact>) {
    match (&old.retired, &new.retired) {
        (None, Some(version)) => changes.push(CodeFact::Retired {
            version: version.clone(),
        }),
        (Some(_), None) => changes.push(CodeFact::Restored),
        (Some(before), Some(after)) if before != after => changes.push(CodeFact::RetiredIn {
            before: before.clone(),
            after: after.clone(),
        }),
        _ => {}
    }
    if old.replaced_by != new.replaced_by {
        changes.push(CodeFact::ReplacedBy {
            before: old.replaced_by.clone(),
            after: new.replaced_by.clone(),
        });
    }
}

fn answers(old: &Code, new: &Code, changes: &mut Vec<CodeFact>) {
    if old.kind != new.kind {
        changes.push(CodeFact::KindChanged {
            before: old.kind,
            after: new.kind,
        });
    }
    if old.retry != new.retry {
        changes.push(CodeFact::RetryChanged {
            before: old.retry,
            after: new.retry,
        });
    }
}

fn variant(old: &Code, new: &Code, changes: &mut Vec<CodeFact>) {
    if old.variant != new.variant {
        changes.push(CodeFact::VariantChanged {
            before: old.variant.clone(),
            after: new.variant.clone(),
        });
    }
    former_variants(old, new, changes);
}

fn declared(wire: &str, old: &Code, new: &Code, changes: &mut Vec<CodeFact>) {
    let (before, after) = (old.declared_name(wire), new.declared_name(wire));
    if before != after {
        changes.push(CodeFact::DeclaredChanged { before, after });
    }
}

fn former_variants(old: &Code, new: &Code, changes: &mut Vec<CodeFact>) {
    let (old, new) = (&old.former_variants, &new.former_variants);
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for name in names {
        let (before, after) = (old.get(name), new.get(name));
        if before != after {
            changes.push(CodeFact::FormerVariant {
                name: name.clone(),
                before: before.cloned(),
                after: after.cloned(),
            });
        }
    }
}
