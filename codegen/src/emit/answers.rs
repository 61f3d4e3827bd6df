//! What each code of an enum is, whether to send again, and which codes a status has.
//!
//! Knows the answers that a catalog gives. Knows nothing of where they come from.

use super::items::Enum;
use super::layout::Writer;
use std::collections::BTreeMap;

/// The methods.
pub(super) fn methods(out: &mut Writer, it: &Enum) {
    out.raw(METHODS);
    out.line(
        4,
        "pub const fn from_status(status: u16) -> &'static [Self] {",
    );
    out.line(8, "match status {");
    for (status, codes) in by_status(it) {
        out.array_arm(12, &status.to_string(), "&[", &codes);
    }
    out.line(12, "_ => &[],");
    out.line(8, "}");
    out.line(4, "}");
}

const METHODS: &str = "    \
    /// What kind of thing happened.
    #[must_use]
    pub const fn kind(self) -> Kind {
        KIND[self as usize]
    }

    /// Whether it is of use to send the same request again.
    #[must_use]
    pub const fn retry(self) -> Retry {
        RETRY[self as usize]
    }

    /// The codes that are documented with this HTTP status, sorted like [`ALL`](Self::ALL); often several, for some
    /// statuses none.
    #[must_use]
";

/// The variants that are documented with each status.
fn by_status(it: &Enum) -> BTreeMap<u16, Vec<String>> {
    let mut all: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for variant in &it.variants {
        for status in variant.statuses() {
            let name = format!("Self::{}", variant.name);
            all.entry(status).or_default().push(name);
        }
    }
    all
}

/// The tables that the methods use.
pub(super) fn tables(out: &mut Writer, it: &Enum) {
    let kinds = it
        .variants
        .iter()
        .map(|it| format!("Kind::{:?}", it.kind()));
    table(out, "kind", "KIND", "Kind", &kinds.collect::<Vec<_>>());
    let retries = it.variants.iter();
    let retries = retries.map(|it| format!("Retry::{:?}", it.retry()));
    table(
        out,
        "retry answer",
        "RETRY",
        "Retry",
        &retries.collect::<Vec<_>>(),
    );
}

fn table(out: &mut Writer, what: &str, name: &str, of: &str, items: &[String]) {
    out.line(0, "");
    out.line(
        0,
        &format!("/// The {what} of each code, in the order of `ErrorCode::ALL`."),
    );
    let head = format!("static {name}: [{of}; {}] =", items.len());
    out.array(0, &head, "[", items);
}
