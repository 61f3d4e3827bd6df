//! Which code may have which name: no two codes the same, and none a name that another one had.
//!
//! Knows variants and their names, those of before too. Knows nothing of the rule that makes a name, but to ask it whether
//! one is good.

use super::variant::{Variant, problem};
use crate::catalog::quoted;
use crate::names;
use crate::problem::Finding;
use crate::spelling::visible;
use std::collections::{BTreeMap, BTreeSet};

/// Adds what is wrong with the names of `variants` to `problems`.
pub(super) fn check(variants: &[Variant], problems: &mut Vec<Finding>) {
    let former = variants.iter().flat_map(Variant::former_names);
    let current = variants.iter().map(|it| it.called.as_str());
    let used = current.chain(former).collect();
    check_variants(variants, &used, problems);
    check_former(variants, &used, problems);
}

/// Names that a person chose and that are none, and names that two codes share.
fn check_variants(variants: &[Variant], used: &BTreeSet<&str>, problems: &mut Vec<Finding>) {
    let mut taken: BTreeMap<&str, &str> = BTreeMap::new();
    for variant in variants {
        let (name, wire) = (&variant.called, variant.wire);
        let ruled = names::variant(name);
        if *name != ruled {
            problems.push(bad_name(wire, name, &ruled));
        } else if let Some(other) = taken.insert(name, wire) {
            problems.push(clash([other, wire], name, used));
        }
    }
}

fn bad_name(wire: &str, name: &str, ruled: &str) -> Finding {
    let (wire, name) = (visible(wire), visible(name));
    problem(
        format!(
            "`{name}`, chosen for the code `{wire}`, is no name of a variant that compiles without a warning"
        ),
        if ruled.is_empty() {
            "a name has ASCII letters and digits, a capital first".to_owned()
        } else {
            format!("`{ruled}` would be one")
        },
    )
}

fn clash([one, other]: [&str; 2], name: &str, used: &BTreeSet<&str>) -> Finding {
    let what = format!(
        "the codes `{}` and `{}` both become the variant `{name}`",
        visible(one),
        visible(other)
    );
    let help = format!(
        "give another name to the one that was not published yet, such as:\n{}",
        rename(other, name, used)
    );
    problem(what, help)
}

/// A decision to paste that gives `wire` a name which begins with `name` and is not `used`.
fn rename(wire: &str, name: &str, used: &BTreeSet<&str>) -> String {
    let numbered = (2..=used.len() + 2).map(|count| format!("{name}{count}"));
    let free = numbered.filter(|it| !used.contains(it.as_str())).take(1);
    let free: String = free.collect();
    let mut code = String::new();
    quoted(&mut code, wire);
    format!("[[decisions]]\nvariant = {code}\nas = \"{free}\"\nreason = \"…\"")
}

/// Former names that are none, and those that another code has or had as well: who compiles against a name must not get
/// another error by it.
fn check_former(variants: &[Variant], used: &BTreeSet<&str>, problems: &mut Vec<Finding>) {
    let owners: BTreeMap<&str, &str> = variants
        .iter()
        .map(|it| (it.called.as_str(), it.wire))
        .collect();
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for variant in variants {
        let Variant {
            name, wire, called, ..
        } = variant;
        if name != called && !variant.code.former_variants.contains_key(name) {
            problems.push(edited(name, wire, "is declared and stands not among them"));
        }
        for name in variant.former_names() {
            let other = seen.insert(name, variant.wire);
            problems.extend(match (owners.get(name), other) {
                _ if names::variant(name) != name => Some(edited(name, variant.wire, "is no name")),
                (Some(owner), _) if *owner == variant.wire => {
                    Some(edited(name, variant.wire, "is its name now"))
                }
                (Some(owner), _) => Some(taken(owner, variant.wire, name, used)),
                (None, Some(_)) => Some(edited(name, variant.wire, "is one of another code too")),
                (None, None) => None,
            });
        }
    }
}

/// The problem of a former name that no run writes.
fn edited(name: &str, wire: &str, what: &str) -> Finding {
    problem(
        format!(
            "`{}`, a former name of the code `{}`, {what}",
            visible(name),
            visible(wire)
        ),
        "codes.toml was edited or merged by hand: take the file back with git, and decide in service.toml",
    )
}

/// The problem that the code `owner` takes a name that `wire` had.
fn taken(owner: &str, wire: &str, name: &str, used: &BTreeSet<&str>) -> Finding {
    let (new, old) = (visible(owner), visible(wire));
    problem(
        format!(
            "the code `{new}` becomes the variant `{name}`, which is the former name of `{old}`"
        ),
        format!(
            "who compiles against `{name}` means `{old}`: give `{new}` another name, or take the decision out that gives it this one:\n{}",
            rename(owner, name, used)
        ),
    )
}
