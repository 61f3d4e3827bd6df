//! What was published stays: retired codes are deprecated, and a variant that was renamed has all of its names.
//!
//! Knows what makes a compiler warn. Knows nothing of why a code was retired or renamed.
//!
//! The enum declares for good the name that was published first, and the name of now is a constant with its value. The
//! other way round would break who compiles against the old name: a constant is no pattern for a reference, no `use`
//! finds it, and after `use ErrorCode::*` a pattern with its name matches everything.

use super::items::Enum;
use super::layout::Writer;
use super::text::literal;
use super::variant::Variant;

/// Whether the enum declares `variant` as deprecated.
pub(super) fn is_deprecated(variant: &Variant) -> bool {
    variant.code.retired.is_some() || variant.name != variant.called
}

/// The attribute before the declaration of `variant`, if it has one.
pub(super) fn deprecation(out: &mut Writer, it: &Enum, variant: &Variant) {
    name_deprecation(out, it, variant, &variant.name);
}

/// The names of variants that the enum does not declare, as constants.
pub(super) fn names(out: &mut Writer, it: &Enum) {
    for variant in &it.variants {
        let names = variant.former_names().chain([variant.called.as_str()]);
        for name in names.filter(|name| *name != variant.name) {
            let value = variant.pattern();
            out.line(0, "");
            let docs = if name == variant.called {
                format!("/// The name that [`{value}`] has now.")
            } else {
                format!("/// A name that [`{value}`] had.")
            };
            out.line(4, &docs);
            name_deprecation(out, it, variant, name);
            out.text(4, &format!("pub const {name}: Self ="), &value);
        }
    }
}

/// The attribute before `name` of `variant`: it has one where the code is retired, or has another name now.
fn name_deprecation(out: &mut Writer, it: &Enum, variant: &Variant, name: &str) {
    let renamed = variant.code.former_variants.get(name);
    let retired = variant.code.retired.as_ref();
    let Some(since) = retired.or(renamed) else {
        return;
    };
    let renamed = renamed.map(|it| format!("renamed to `{}` in {it}", variant.called));
    let retired = retired.map(|version| retirement(it, variant, version));
    let notes: Vec<String> = renamed.into_iter().chain(retired).collect();
    let arguments = [("since", since.as_str()), ("note", &notes.join("; "))];
    let arguments = arguments.map(|(key, text)| format!("{key} = {}", literal(text)));
    out.attribute(4, "#[deprecated", &arguments);
}

/// Since when a retired code is not documented, and what took its place.
fn retirement(it: &Enum, variant: &Variant, version: &str) -> String {
    let by = variant.code.replaced_by.as_deref();
    let by = by.and_then(|by| it.variants.iter().find(|other| other.wire == by));
    let by = by.map_or(String::new(), |by| format!("; replaced by `{}`", by.called));
    format!("not documented since {version}{by}")
}
