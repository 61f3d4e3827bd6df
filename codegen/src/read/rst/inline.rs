//! Inline markup to text: what each construct that [`super::scan`] finds says to a reader.
//!
//! Knows substitutions and roles. Knows nothing of blocks.

use super::roles::{self, Role};
use super::scan::{Kind, Scan};
use super::words::Words;
use crate::document::{Pos, Style, Text};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How deep substitutions may stand in substitutions.
const DEPTH: usize = 8;

/// How many bytes substitutions may bring in beyond four times the size of the document.
const ALLOWANCE: usize = 1 << 16;

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

/// Reads inline markup, and knows what the document defines for it.
pub(super) struct Inliner {
    substitutions: BTreeMap<String, Rc<Replacement>>,
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
    /// For a document of `size` bytes, of which `substitutions` are known already.
    pub fn new(size: usize, substitutions: BTreeMap<String, Rc<Replacement>>) -> Self {
        Self {
            substitutions,
            roles: BTreeMap::new(),
            default_role: Role::Code,
            allowance: size.saturating_mul(4).saturating_add(ALLOWANCE),
            exhausted: None,
            missed: false,
            at: Pos::new(1, 1),
        }
    }

    /// What the document's substitutions stand for, by their names.
    pub fn into_substitutions(self) -> BTreeMap<String, Rc<Replacement>> {
        self.substitutions
    }

    /// Takes note of what `name` stands for.
    pub fn define(&mut self, name: &str, replacement: Replacement) {
        let name = normalized(name);
        let replacement = Rc::new(replacement);
        self.substitutions
            .entry(name.to_lowercase())
            .or_insert_with(|| Rc::clone(&replacement));
        self.substitutions.insert(name, replacement);
    }

    /// Takes note of a role that the document defines as a variant of the role `base`.
    pub fn define_role(&mut self, name: &str, base: Option<&str>) {
        let role = base.map_or(Role::Text, |base| self.role(base));
        self.roles.insert(name.to_owned(), role);
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
            Kind::Strong(text) => out.styled(Style::Strong, |out| out.push_escaped(text)),
            Kind::Literal(text) => out.styled(Style::Code, |out| out.push_literal(text)),
            Kind::Substitution(name) => self.substitute(name, out, depth),
            Kind::Interpreted(role, text) => {
                let role = role.map_or(self.default_role, |name| self.role(name));
                roles::apply(role, text, out);
            }
            Kind::Phrase(text) => {
                let (text, target) = roles::split_target(text);
                out.push_escaped(if text.trim().is_empty() { target.unwrap_or(text) } else { text });
            }
            // The number of a footnote is no part of what the text says.
            Kind::Footnote => out.glue(),
            Kind::Citation(label) => {
                out.push("[");
                out.push(label);
                out.push("]");
            }
        }
    }

    fn role(&self, name: &str) -> Role {
        let known = self.roles.get(name).copied();
        known.unwrap_or_else(|| Role::named(name))
    }

    /// What the substitution `name` stands for; the reference itself where it is not defined.
    fn substitute(&mut self, name: &str, out: &mut Words, depth: usize) {
        let key = normalized(name);
        let known = self.substitutions.get(&key);
        let known = known.or_else(|| self.substitutions.get(&key.to_lowercase()));
        let Some(replacement) = known.map(Rc::clone) else {
            self.missed = true;
            return as_written(name, out);
        };
        let (Replacement::Markup(text) | Replacement::Plain(text) | Replacement::Html(text)) = &*replacement;
        if depth >= DEPTH || text.len() >= self.allowance {
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
    out.push_escaped(name);
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
