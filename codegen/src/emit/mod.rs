//! Catalogs in, Rust out: one enum for each service, with everything that is known of its codes.
//!
//! Knows catalogs and Rust. Knows nothing of documents. Outputs are values; writing them is for the caller. What comes
//! out is laid out as rustfmt lays it out, compiles without a warning, and depends on nothing but the catalogs. Every function
//! is `#[inline]` but those with a table of texts: it is compiled where it is used, so that a debug build of the crate itself
//! takes a third less.
//!
//! | part | what it does |
//! |---|---|
//! | `items` | checks a catalog and finds the names |
//! | `claims` | sees that no name is that of two codes |
//! | `lookup` | finds a perfect hash and writes it down |
//! | `docs` | doc comments |
//! | `published` | keeps what was published: deprecations, and the other names of a variant |
//! | `answers` | what each code is, and whether to send again |
//! | `words` | the enums of those answers |
//! | `status_alone` | the page on what a status alone stands for |
//! | `translations` | from a code of one service to the same error of another |
//! | `services` | the file that names the services |
//! | `text` | makes any text harmless |
//! | `layout` | breaks lines |
//! | `service` | puts the file together |

mod answers;
mod claims;
mod docs;
mod items;
mod layout;
mod lookup;
#[cfg(test)]
mod parse_error;
mod published;
mod service;
mod services;
mod status_alone;
mod text;
mod translations;
mod variant;
mod words;

pub use text::code_span;

use crate::catalog::Catalog;
use crate::names;
use crate::problem::Finding;
use crate::rules::{self, Rules};
use crate::spelling::visible;
use items::{Enum, Home};
use std::collections::BTreeSet;
use variant::problem;

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    /// Its path within the folder of the crate, `/` between the parts.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The files of the crate `object-storage-errors` that are generated, sorted by path: every part of its [`Plan`].
///
/// # Errors
///
/// As [`Plan::new`].
pub fn files(catalogs: &[Catalog], rules: Option<&Rules>) -> Result<Vec<File>, Vec<Finding>> {
    let plan = Plan::new(catalogs, rules)?;
    let mut files: Vec<File> = plan.parts().map(|part| plan.file(part)).collect();
    files.sort();
    Ok(files)
}

/// The crate `object-storage-errors` before its files are written down, which can be done side by side.
#[derive(Debug)]
pub struct Plan<'c> {
    catalogs: &'c [Catalog],
    rules: Option<&'c Rules>,
    /// By id.
    modules: Vec<Module<'c>>,
}

/// What becomes one file of a [`Plan`].
#[derive(Clone, Copy, Debug)]
pub struct Part<'p>(Content<'p>);

/// What the file holds.
#[derive(Clone, Copy, Debug)]
enum Content<'p> {
    /// A service.
    Service(&'p Module<'p>),
    /// A page on what a status alone stands for.
    StatusAlone,
    /// An answer as an enum.
    Kind,
    /// The error type that the services share.
    ParseError,
    /// An answer as an enum.
    Retry,
    /// The modules of the services.
    Services,
    /// The translations between them.
    Translations,
}

impl<'c> Plan<'c> {
    /// Finds every name. The codes of `catalogs` have their answers already; `rules` say which codes are the same error
    /// and what a status alone stands for.
    ///
    /// # Errors
    ///
    /// Every problem of every catalog: codes that become the same variant, names that are none, codes without a case or a
    /// status, services whose id is no name or is there twice. Each names `catalog/<service>/service.toml` as its file,
    /// since that is where it is mended, and no place in it.
    pub fn new(catalogs: &'c [Catalog], rules: Option<&'c Rules>) -> Result<Self, Vec<Finding>> {
        let groups = rules::groups(rules, catalogs);
        let mut modules = Vec::new();
        let mut problems = Vec::new();
        for catalog in catalogs {
            match in_crate(catalog) {
                Ok(mut module) => {
                    module.codes.join(&groups);
                    modules.push(module);
                }
                Err(found) => problems.extend(found),
            }
        }
        problems.extend(twice(catalogs));
        if !problems.is_empty() {
            return Err(problems);
        }
        modules.sort_by(|one, other| one.id().cmp(other.id()));
        Ok(Self {
            catalogs,
            rules,
            modules,
        })
    }

    /// The parts, those of the services first, which are the largest.
    pub fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        let others = [
            Content::StatusAlone,
            Content::Kind,
            Content::ParseError,
            Content::Retry,
            Content::Services,
            Content::Translations,
        ];
        let services = self.modules.iter().map(Content::Service);
        services.chain(others).map(Part)
    }

    /// The file that a part becomes.
    pub fn file(&self, part: Part<'_>) -> File {
        let file = |path: &str, text: String| File {
            path: path.to_owned(),
            text,
        };
        match part.0 {
            Content::Service(module) => module.file(),
            Content::StatusAlone => file(
                "src/docs/status_alone.rs",
                status_alone::file(self.rules, self.catalogs),
            ),
            Content::Kind => file("src/kind.rs", words::kind(self.rules)),
            Content::ParseError => file("src/parse_error.rs", parse_error_file()),
            Content::Retry => file("src/retry.rs", words::retry(self.rules)),
            Content::Services => file("src/services.rs", services::file(&self.modules)),
            Content::Translations => file("src/translations.rs", translations::file(&self.modules)),
        }
    }
}

/// A service as a module of the crate.
#[derive(Debug)]
struct Module<'c> {
    /// The name of the module.
    name: String,
    /// Its codes.
    codes: Enum<'c>,
}

impl Module<'_> {
    /// The id of the service.
    fn id(&self) -> &str {
        &self.codes.catalog.service
    }

    fn file(&self) -> File {
        File {
            path: format!("src/services/{}.rs", self.name),
            text: service::file(&self.codes),
        }
    }
}

/// The text of a module for the codes of one service, for a crate of your own: it needs no other crate and no other file.
///
/// The enum is called `ErrorCode` and has the methods that the facts allow: without any status there is no `status`
/// and no `statuses`, without any message no `message`. The module works without the standard library, from Rust 1.85 on.
///
/// # Errors
///
/// Every problem of the catalog: codes that become the same variant, names that are none, codes without a case, and codes
/// without a status where others have one. They name no file.
pub fn module(catalog: &Catalog) -> Result<String, Vec<Finding>> {
    Ok(service::file(&Enum::of(catalog, Home::Alone)?))
}

fn in_crate(catalog: &Catalog) -> Result<Module<'_>, Vec<Finding>> {
    let in_file = |it: Finding| it.in_file(format!("catalog/{}/service.toml", catalog.service));
    let Some(name) = names::module(&catalog.service) else {
        let what = format!("`{}` is no id of a service", visible(&catalog.service));
        let help = "an id has small letters, digits and single hyphens, starts with a letter, and is no keyword";
        return Err(vec![problem(what, help)]);
    };
    match Enum::of(catalog, Home::Crate) {
        Err(problems) => Err(problems.into_iter().map(in_file).collect()),
        Ok(codes) => Ok(Module { name, codes }),
    }
}

/// Services that are there twice.
fn twice(catalogs: &[Catalog]) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let again = catalogs.iter().filter(|it| !seen.insert(&it.service));
    again
        .map(|it| {
            problem(
                format!("the service `{}` is there twice", visible(&it.service)),
                "give one of the two another id",
            )
        })
        .collect()
}

/// The error type that the services share, which an enum that lives alone holds itself.
fn parse_error_file() -> String {
    format!(
        "// @generated by `cargo xtask regen` from codegen/src/emit/parse_error.rs; do not edit.\n\
         //! The error of a text that is no code.\n\n{}",
        lookup::items_of(service::PARSE_ERROR)
    )
}

#[cfg(test)]
mod tests {
    use super::parse_error::ParseCodeError;

    #[test]
    fn an_error_names_the_service_and_the_text() {
        let error = ParseCodeError::new("acme", "No\u{202e}Such\"");
        assert_eq!(
            error.to_string(),
            r#""No\u{202e}Such\"" is no error code of acme"#
        );
        assert_eq!(
            (error.service(), error.text()),
            ("acme", "No\u{202e}Such\"")
        );
        let empty = ParseCodeError::new("acme", "");
        assert_eq!(empty.to_string(), r#""" is no error code of acme"#);
    }

    #[test]
    fn an_error_keeps_the_beginning_of_a_long_text() {
        let long = format!("{}é{}", "x".repeat(63), "y".repeat(10_000));
        let error = ParseCodeError::new("acme", &long);
        assert_eq!(error.text(), "x".repeat(63));
        let shown = format!("\"{}\"… is no error code of acme", "x".repeat(63));
        assert_eq!(error.to_string(), shown);
        let full = ParseCodeError::new("acme", &long[..63]);
        assert_eq!(full.text(), "x".repeat(63));
        assert_ne!(full, error);
    }
}
