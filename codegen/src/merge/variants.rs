//! Names the variants of codes as decided, and keeps the names that they had.
//!
//! Knows decisions about names, and the names in the catalog before. Knows nothing of what is a good name, or of names
//! that two codes want: that is for the emitter to see, which writes them down.

use super::book::{Book, By};
use crate::catalog::{Catalog, Code};
use crate::service::Change;
use std::collections::BTreeMap;

/// Gives the codes the variants that were decided for them, and no others. A code that had another name in the catalog
/// `before` keeps that one as a former name, since `version`, and the enum goes on declaring what it declared.
pub(super) fn name(
    catalog: &mut Catalog,
    book: &mut Book<'_>,
    before: Option<&Catalog>,
    version: &str,
) {
    for (wire, code) in &mut catalog.codes {
        code.variant = decided(book, wire);
        let known = before.and_then(|it| it.codes.get(wire));
        let Some(known) = known else {
            continue;
        };
        let name = code.variant_name(wire);
        code.former_variants = former(known, wire, &name, version);
        code.declared = Some(known.declared_name(wire)).filter(|it| *it != name);
    }
}

/// The name that was decided for the code `wire`.
fn decided(book: &mut Book<'_>, wire: &str) -> Option<String> {
    let index = book.about(By::Variant, wire).first().copied()?;
    let Some(Change::Variant { name, .. }) = book.change(index) else {
        return None;
    };
    book.mark(index);
    Some(name.clone())
}

/// The names that the variant of `known` had and has no more, now that it is called `name`.
fn former(known: &Code, wire: &str, name: &str, version: &str) -> BTreeMap<String, String> {
    let mut former = known.former_variants.clone();
    let last = former.entry(known.variant_name(wire));
    last.or_insert_with(|| version.to_owned());
    former.remove(name);
    former
}
