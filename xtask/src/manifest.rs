//! The manifest of the generated crate: its version, and that every service has a feature.
//!
//! Knows the few keys that matter here. Knows nothing of disk.

use error_tables::document::Pos;
use error_tables::problem::Finding;
use std::collections::BTreeMap;
use toml::Spanned;

/// What a run takes from the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The version of the crate, in which a code that vanishes is retired.
    pub version: String,
    /// Its features with what each turns on.
    features: BTreeMap<String, Vec<String>>,
    /// Where its features stand.
    at: Pos,
}

#[derive(serde::Deserialize)]
struct Raw {
    package: Package,
    #[serde(default)]
    features: Option<Spanned<BTreeMap<String, Vec<String>>>>,
}

#[derive(serde::Deserialize)]
struct Package {
    version: Spanned<toml::Value>,
}

impl Manifest {
    /// Reads `text`.
    ///
    /// # Errors
    /// It is no manifest, or has no version of its own.
    pub fn parse(text: &str) -> Result<Self, Finding> {
        let raw: Raw = toml::from_str(text).map_err(|error| {
            let at = Pos::of_byte(text, error.span().map_or(0, |span| span.start));
            Finding::problem(
                at,
                first_line(error.message()),
                "mend it, or take the file back with `git checkout`",
            )
        })?;
        let (at, features) = match raw.features {
            Some(features) => (
                Pos::of_byte(text, features.span().start),
                features.into_inner(),
            ),
            None => (Pos::new(1, 1), BTreeMap::new()),
        };
        let version = &raw.package.version;
        let Some(text_of_version) = version.get_ref().as_str() else {
            let what = "the crate has no version of its own here, and the catalog says in which one a code is retired";
            let at = Pos::of_byte(text, version.span().start);
            return Err(Finding::problem(at, what, "write it out: version = \"…\""));
        };
        Ok(Self {
            version: text_of_version.to_owned(),
            features,
            at,
        })
    }

    /// A problem for the service `id` if no feature, or not the default one, turns it on.
    pub fn missing(&self, id: &str) -> Option<Finding> {
        let default = self.features.get("default");
        let help = if !self.features.contains_key(id) {
            format!("add under [features], and \"{id}\" to `default`:\n{id} = []")
        } else if !default.is_some_and(|on| on.iter().any(|name| name == id)) {
            let mut on = default.cloned().unwrap_or_default();
            on.push(id.to_owned());
            on.sort();
            format!("write under [features]:\ndefault = {on:?}")
        } else {
            return None;
        };
        Some(Finding::problem(
            self.at,
            format!("no feature that is on by default turns on the service `{id}`"),
            help,
        ))
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Manifest;

    const TEXT: &str =
        "[package]\nversion = \"1.2.3\"\n\n[features]\ndefault = [\"a\"]\na = []\nb = []\n";

    #[test]
    fn every_service_needs_a_feature_that_is_on_by_default() {
        let Ok(manifest) = Manifest::parse(TEXT) else {
            unreachable!("the text is a manifest")
        };
        assert_eq!(manifest.version, "1.2.3");
        assert_eq!(manifest.missing("a"), None);
        let help = |id| manifest.missing(id).map(|finding| finding.help);
        assert_eq!(
            help("b").as_deref(),
            Some("write under [features]:\ndefault = [\"a\", \"b\"]")
        );
        assert_eq!(
            help("c").as_deref(),
            Some("add under [features], and \"c\" to `default`:\nc = []")
        );
    }

    #[test]
    fn a_version_from_the_workspace_is_none_of_its_own() {
        let Err(finding) = Manifest::parse("[package]\nversion.workspace = true\n") else {
            unreachable!("there is no version")
        };
        assert_eq!(finding.at.map(|at| at.line), Some(2));
    }
}
