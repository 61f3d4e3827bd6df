//! Inline markup to text: what each construct that [`super::scan`] finds says to a reader.
//!
//! Knows substitutions and roles. Knows nothing of blocks.

use super::roles::{self, Role};
use super::scan::{Kind, Scan};
use super::words::Words;
use crate::document::{Pos, Style, Text};
use crate::limits::{RST_REPEATED, RST_SUBSTITUTIONS};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What a substitution stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Replacement {
    /// Text with markup.
    Markup(String),
    /// Text without.
    Plain(String),
    /// A piece of HTML.
    Html(String),
}

/// What a document defines for its inline markup, wherever it does so.
#[derive(Default)]
pub(super) struct Names {
    substitutions: BTreeMap<String, Rc<Replacement>>,
    /// What references may lead to, in lower case: names, `[labels]` of footnotes, `__`.
    targets: BTreeSet<String>,
}

/// How many anonymous targets stand in a document, and how many references to one.
#[derive(Clone, Copy, Default)]
struct Anonymous {
    targets: usize,
    references: usize,
}

/// Reads inline markup, and knows what the document defines for it.
pub(super) struct Inliner {
    names: Names,
    anonymous: Anonymous,
    roles: BTreeMap<String, Role>,
    default_role: Role,
    /// How many bytes substitutions may still bring in.
    allowance: usize,
    /// Where a substitution was left out because the others brought in too much.
    pub exhausted: Option<Pos>,
    /// Whether a reference stood before the definition that it needs, as far as is known.
    pub missed: bool,
    at: Pos,
}

impl Inliner {
    /// For a document of `size` bytes, of which `names` are known already.
    pub fn new(size: usize, names: Names) -> Self {
        Self {
            names,
            anonymous: Anonymous::default(),
            roles: BTreeMap::new(),
            default_role: Role::Code,
            allowance: size.saturating_mul(4).saturating_add(RST_REPEATED),
            exhausted: None,
            missed: false,
            at: Pos::new(1, 1),
        }
    }

    /// What the document defines, where a reference stands before what it refers to; `None` where none does.
    pub fn into_missed(mut self) -> Option<Names> {
        // Anonymous references and targets pair up in order: all of them, or none.
        if self.anonymous.targets > 0 && self.anonymous.targets == self.anonymous.references {
            self.names.targets.insert("__".to_owned());
        }
        let defined = !self.names.substitutions.is_empty() || !self.names.targets.is_empty();
        (self.missed && defined).then_some(self.names)
    }

    /// Takes note of something that references may lead to.
    pub fn target(&mut self, name: &str) {
        let name = normalized(name).to_lowercase();
        if !name.is_empty() {
            self.names.targets.insert(name);
        }
    }

    /// Takes note of what `name` stands for.
    pub fn define(&mut self, name: &str, replacement: Replacement) {
        let name = normalized(name);
        let replacement = Rc::new(replacement);
        self.names
            .substitutions
            .entry(name.to_lowercase())
            .or_insert_with(|| Rc::clone(&replacement));
        self.names.substitutions.insert(name, replacement);
    }

    /// Takes note of a role that the document defines as a variant of the role `base`.
    pub fn define_role(&mut self, name: &str, base: Option<&str>) {
        let role = base.map_or(Role::Text, |base| self.role(base));
        self.roles.insert(name.to_lowercase(), role);
    }

    /// Takes `role` for what stands between backquotes without a role; `None` for the usual one.
    pub fn set_default_role(&mut self, role: Option<&str>) {
        self.default_role = role.map_or(Role::Code, |name| self.role(name));
    }

    /// The text of `markup`, which begins at `at`.
    pub fn text(&mut self, at: Pos, markup: &str) -> Text {
        let mut out = Words::new(markup.len());
        self.append(at, markup, &mut out);
        out.finish(at)
    }

    /// Adds the text of `markup`, which begins at `at`, to `out`.
    pub fn append(&mut self, at: Pos, markup: &str, out: &mut Words) {
        self.at = at;
        self.add(markup, out, 0);
    }

    fn add(&mut self, markup: &str, out: &mut Words, depth: usize) {
        if !markup.contains(['*', '`', '|', '_', '\\']) {
            return out.push(markup);
        }
        let text = escaped(markup);
        let mut scan = Scan::new(&text);
        let mut done = 0;
        while let Some(found) = scan.next(done) {
            out.push_escaped(text.get(done..found.start).unwrap_or_default());
            self.construct(&found.kind, out, depth);
            done = found.end;
        }
        out.push_escaped(text.get(done..).unwrap_or_default());
    }

    fn construct(&mut self, kind: &Kind, out: &mut Words, depth: usize) {
        match kind {
            Kind::Plain(text) => out.push_escaped(text),
            Kind::Target(text) => {
                self.target(&text.replace('\0', ""));
                out.push_escaped(text);
            }
            // What looks like a reference and leads nowhere is text, such as a name that ends in `_`.
            Kind::Reference(name, all) => {
                let known = self.leads(if all.ends_with("__") { "__" } else { name });
                out.push_escaped(if known { name } else { all });
            }
            Kind::Strong(text) => out.styled(Style::Strong, |out| out.push_escaped(text)),
            Kind::Literal(text) => out.styled(Style::Code, |out| out.push_literal(text)),
            Kind::Substitution(name) => self.substitute(name, out, depth),
            Kind::Interpreted(role, text) => {
                let role = role.map_or(self.default_role, |name| self.role(name));
                roles::apply(role, text, out);
            }
            Kind::Phrase(text) => self.phrase(text, out),
            // The number of a footnote is no part of what the text says.
            Kind::Footnote(label, _) if self.leads(&format!("[{label}]")) => out.glue(),
            Kind::Citation(label, _) if self.leads(&format!("[{label}]")) => {
                out.push("[");
                out.push(label);
                out.push("]");
            }
            Kind::Footnote(_, all) | Kind::Citation(_, all) => out.push_escaped(all),
        }
    }

    /// `text` or `text <target>`: the text, the target where there is none.
    fn phrase(&mut self, text: &str, out: &mut Words) {
        let (text, target) = roles::split_target(text);
        match target {
            Some(target) if text.trim().is_empty() => out.push_escaped(target),
            Some(_) => {
                self.target(&text.replace('\0', ""));
                out.push_escaped(text.trim_end());
            }
            None => out.push_escaped(text),
        }
    }

    /// Takes note of an anonymous target.
    pub fn anonymous_target(&mut self) {
        self.anonymous.targets += 1;
    }

    /// Whether a reference to `name` leads to something, as far as is known.
    fn leads(&mut self, name: &str) -> bool {
        self.anonymous.references += usize::from(name == "__");
        let known = self.names.targets.contains(&name.to_lowercase());
        self.missed |= !known;
        known
    }

    fn role(&self, name: &str) -> Role {
        let name = name.to_lowercase();
        let known = self.roles.get(&name).copied();
        known.unwrap_or_else(|| Role::named(&name))
    }

    /// What the substitution `name` stands for; the reference itself where it is not defined.
    fn substitute(&mut self, name: &str, out: &mut Words, depth: usize) {
        let key = normalized(name);
        let known = self.names.substitutions.get(&key);
        let known = known.or_else(|| self.names.substitutions.get(&key.to_lowercase()));
        let Some(replacement) = known.map(Rc::clone) else {
            self.missed = true;
            return as_written(name, out);
        };
        let (Replacement::Markup(text) | Replacement::Plain(text) | Replacement::Html(text)) =
            &*replacement;
        if depth >= RST_SUBSTITUTIONS || text.len() >= self.allowance {
            self.exhausted.get_or_insert(self.at);
            return as_written(name, out);
        }
        self.allowance -= text.len() + 1;
        match &*replacement {
            Replacement::Markup(text) => self.add(text, out, depth + 1),
            Replacement::Plain(text) => out.push(text),
            Replacement::Html(text) => roles::html(text, out),
        }
    }
}

fn as_written(name: &str, out: &mut Words) {
    out.push("|");
    out.push_literal(name);
    out.push("|");
}

/// `name` with single spaces.
fn normalized(name: &str) -> String {
    crate::plain::one_line(name)
}

/// `markup` with `\0` for every backslash that escapes what follows it.
fn escaped(markup: &str) -> Cow<'_, str> {
    if !markup.contains('\\') {
        return Cow::Borrowed(markup);
    }
    let mut out = String::with_capacity(markup.len());
    let mut characters = markup.chars();
    while let Some(it) = characters.next() {
        if it == '\\' {
            out.push('\0');
            out.extend(characters.next());
        } else {
            out.push(it);
        }
    }
    Cow::Owned(out)
}
