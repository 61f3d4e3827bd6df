//! What each code of an enum is, whether to send again, and which codes a status has.
//!
//! Knows the answers that a catalog gives. Knows nothing of where they come from.

use super::items::Enum;
use super::layout::Writer;
use super::variant::Variant;
use std::collections::BTreeMap;

/// The methods.
pub(super) fn methods(out: &mut Writer, it: &Enum) {
    let kind = |it: &Variant| format!("Kind::{:?}", it.kind());
    answer(
        out,
        it,
        "/// What kind of thing happened.",
        "kind(self) -> Kind",
        kind,
    );
    let docs = "/// Whether it is of use to send the same request again.";
    let retry = |it: &Variant| format!("Retry::{:?}", it.retry());
    answer(out, it, docs, "retry(self) -> Retry", retry);
    out.raw(FROM_STATUS);
    out.line(8, "match status {");
    for (status, codes) in by_status(it) {
        out.array_arm(12, &status.to_string(), "&[", &codes);
    }
    out.line(12, "_ => &[],");
    out.line(8, "}");
    out.line(4, "}");
}

/// A method with an answer for each variant. The commonest one stands once, at the end: a compiler reads each arm.
fn answer(out: &mut Writer, it: &Enum, docs: &str, head: &str, value: impl Fn(&Variant) -> String) {
    let values: Vec<String> = it.variants.iter().map(value).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in &values {
        *counts.entry(value).or_default() += 1;
    }
    let common = counts.iter().max_by_key(|(_, count)| **count);
    let common = common.map_or("", |(value, _)| *value);
    out.line(4, docs);
    out.line(4, "#[must_use]");
    out.line(4, "#[inline]");
    out.line(4, &format!("pub const fn {head} {{"));
    if counts.len() == 1 {
        out.line(8, common);
    } else {
        out.line(8, "match self {");
        for (variant, value) in it.variants.iter().zip(&values) {
            if value != common {
                out.arm(12, &format!("Self::{}", variant.name), value);
            }
        }
        out.arm(12, "_", common);
        out.line(8, "}");
    }
    out.line(4, "}");
    out.line(0, "");
}

const FROM_STATUS: &str = "    \
    /// The codes that are documented with this HTTP status, sorted like [`ALL`](Self::ALL); often several, for some
    /// statuses none.
    #[must_use]
    #[inline]
    pub const fn from_status(status: u16) -> &'static [Self] {
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
