//! Says of retired codes what took their place, as decided.
//!
//! Knows decisions about retired codes. Knows nothing of why a code is retired.

use super::book::{Book, By};
use crate::catalog::Catalog;
use crate::service::Change;
use crate::spelling::visible;

/// Gives the retired codes the codes that were decided to take their place, and no others. A decision about a code that
/// is not retired, or that names a code which the catalog does not have, is a problem.
pub(super) fn name(catalog: &mut Catalog, book: &mut Book<'_>) {
    let decisions: Vec<(String, Option<String>)> = catalog
        .codes
        .keys()
        .map(|wire| (wire.clone(), decided(catalog, book, wire)))
        .collect();
    for (wire, by) in decisions {
        if let Some(code) = catalog.codes.get_mut(&wire) {
            code.replaced_by = by;
        }
    }
}

/// The code that was decided to take the place of `wire`.
fn decided(catalog: &Catalog, book: &mut Book<'_>, wire: &str) -> Option<String> {
    let index = book.about(By::Replaced, wire).first().copied()?;
    let Some(Change::Replaced { by, .. }) = book.change(index) else {
        return None;
    };
    let is_retired = catalog.codes.get(wire)?.retired.is_some();
    if !is_retired {
        let what = format!("`{}` was not replaced: a document has it", visible(wire));
        book.problem(index, what, "take the decision out".to_owned());
    } else if !catalog.codes.contains_key(by) {
        let what = format!("the catalog does not have `{}`", visible(by));
        let help = "a code is replaced by another one of the same service".to_owned();
        book.problem(index, what, help);
    } else {
        book.mark(index);
    }
    Some(by.clone()).filter(|_| is_retired)
}
