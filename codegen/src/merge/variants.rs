//! Names the variants of codes as decided.
//!
//! Knows decisions about names. Knows nothing of the rule that makes the other names.

use super::book::{Book, By};
use crate::catalog::Catalog;
use crate::service::Change;

/// Gives the codes the variants that were decided for them, and no others.
pub(super) fn name(catalog: &mut Catalog, book: &mut Book<'_>) {
    for (wire, code) in &mut catalog.codes {
        let index = book.about(By::Variant, wire).first().copied();
        code.variant = index.and_then(|index| match book.change(index) {
            Some(Change::Variant { name, .. }) => {
                book.mark(index);
                Some(name.clone())
            }
            _ => None,
        });
    }
}
