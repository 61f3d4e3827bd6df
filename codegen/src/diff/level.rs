//! What a fact means for the version of the crate.
//!
//! Knows what the crate's page on versions promises (`docs::semver`), and says the same. Knows nothing of how facts are
//! found or shown.

use super::{CodeFact, Fact};
use crate::catalog::{Case, Catalog, Code};

/// How much a change is for people who compile against the crate. Later ones are more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing in the crate changes.
    #[default]
    None,
    /// Texts and docs.
    Patch,
    /// What a program can notice, and what compiles as before.
    Minor,
    /// What compiled may compile no more.
    Major,
}

impl Level {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// What `fact` means, which lies between `before` and `after`.
pub(super) fn level(fact: &Fact, before: Option<&Catalog>, after: Option<&Catalog>) -> Level {
    match fact {
        Fact::ServiceRemoved { .. }
        | Fact::ServiceRenamed { .. }
        | Fact::StatusAnswerChanged { after: None, .. } => Level::Major,
        Fact::ServiceAdded { .. } | Fact::StatusAnswerChanged { .. } => Level::Minor,
        // The docs name the service and its documents, and nothing of what is in these.
        Fact::TitleChanged { .. }
        | Fact::DocumentAdded { .. }
        | Fact::DocumentRemoved { .. }
        | Fact::DocumentsReordered => Level::Patch,
        Fact::DocumentReplaced { .. } | Fact::DocumentRows { .. } => Level::None,
        Fact::Code { code, what } => {
            let of = |catalog: Option<&Catalog>| {
                let code = catalog.and_then(|it| it.codes.get(code));
                Statuses(code.map_or_else(Vec::new, Code::statuses))
            };
            of_code(what, &of(before), &of(after))
        }
    }
}

fn of_code(fact: &CodeFact, before: &Statuses, after: &Statuses) -> Level {
    let noticed = |it: bool| if it { Level::Minor } else { Level::Patch };
    match fact {
        CodeFact::Removed
        | CodeFact::KindChanged { after: None, .. }
        | CodeFact::RetryChanged { after: None, .. }
        | CodeFact::DeclaredChanged { .. }
        | CodeFact::FormerVariant { after: None, .. } => Level::Major,
        CodeFact::VariantChanged {
            before,
            after,
            kept: None,
        } if before != after => Level::Major,
        CodeFact::VariantChanged { before, after, .. } if before == after => Level::None,
        CodeFact::Added { .. }
        | CodeFact::Retired { .. }
        | CodeFact::Restored
        | CodeFact::VariantChanged { .. }
        | CodeFact::FormerVariant { before: None, .. }
        | CodeFact::KindChanged { .. }
        | CodeFact::RetryChanged { .. }
        | CodeFact::AliasChanged { .. }
        | CodeFact::StatusChanged { .. } => Level::Minor,
        CodeFact::CaseAdded(case) => noticed(!before.have(case) || after.are_reordered(before)),
        CodeFact::CaseRemoved(case) => noticed(!after.have(case) || after.are_reordered(before)),
        CodeFact::DefaultChanged { before, after } => noticed(before.status != after.status),
        CodeFact::Reordered => noticed(after.are_reordered(before)),
        CodeFact::RetiredIn { .. }
        | CodeFact::ReplacedBy { .. }
        | CodeFact::OtherNames { .. }
        | CodeFact::FormerVariant { .. }
        | CodeFact::MessageChanged { .. }
        | CodeFact::CauseChanged { .. }
        | CodeFact::SolutionChanged { .. }
        | CodeFact::DocumentsChanged { .. } => Level::Patch,
    }
}

/// The statuses of a code, as the crate gives them.
struct Statuses(Vec<u16>);

impl Statuses {
    fn have(&self, case: &Case) -> bool {
        case.status.is_none_or(|it| self.0.contains(&it))
    }

    /// Whether they are those of `before` in another order.
    fn are_reordered(&self, before: &Self) -> bool {
        let sorted = |it: &Self| {
            let mut statuses = it.0.clone();
            statuses.sort_unstable();
            statuses
        };
        self.0 != before.0 && sorted(self) == sorted(before)
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, level};
    use crate::catalog::{Case, Catalog, Code};
    use crate::diff::facts;

    fn case(status: u16, message: &str) -> Case {
        Case {
            status: Some(status),
            message: message.to_owned(),
            ..Case::default()
        }
    }

    /// A catalog with one code, which has `cases`.
    fn catalog(cases: Vec<Case>) -> Catalog {
        let code = Code {
            cases,
            ..Code::default()
        };
        Catalog {
            service: String::new(),
            title: String::new(),
            documents: Vec::new(),
            codes: [("A".to_owned(), code)].into(),
        }
    }

    /// Every selection of `cases` in every order, but for none of them.
    fn selections(cases: &[Case]) -> Vec<Vec<Case>> {
        let mut all: Vec<Vec<Case>> = Vec::new();
        for (index, case) in cases.iter().enumerate() {
            let mut others = cases.to_vec();
            others.remove(index);
            let begun = |rest: Vec<Case>| [vec![case.clone()], rest].concat();
            all.push(begun(Vec::new()));
            all.extend(selections(&others).into_iter().map(begun));
        }
        all
    }

    #[test]
    fn what_the_crate_answers_otherwise_is_never_a_patch() {
        let cases = [
            case(404, "Of the lid."),
            case(400, "Of a red box."),
            case(400, "A jar is missing."),
            case(403, "Nobody may open it."),
        ];
        let catalogs: Vec<Catalog> = selections(&cases).into_iter().map(catalog).collect();
        let statuses = |it: &Catalog| it.codes.get("A").map(Code::statuses);
        for before in &catalogs {
            for after in &catalogs {
                let facts = facts(Some(before), after);
                let levels = facts.iter().map(|it| level(it, Some(before), Some(after)));
                let highest = levels.max().unwrap_or_default();
                let least = match (before == after, statuses(before) == statuses(after)) {
                    (true, _) => Level::None,
                    (false, true) => Level::Patch,
                    (false, false) => Level::Minor,
                };
                assert!(highest >= least, "{before:?}\n{after:?}\n{facts:?}");
            }
        }
    }
}
