//! What a role makes of its text: `` :ref:`text <target>` `` is its text, `` :code:`x` `` is code.
//!
//! Knows the roles of docutils and Sphinx. Knows nothing of where they stand.

use super::words::Words;
use crate::document::Style;

/// What a role does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing: its text is text.
    Text,
    /// Its text is bold.
    Strong,
    /// Its text is code.
    Code,
    /// Its text is code in which a backslash is one.
    Verbatim,
    /// Its text is HTML.
    Html,
    /// Its text is the number of a document of a series.
    Numbered(&'static str),
    /// Its text is a title with a target in angle brackets, or a target alone.
    Reference(Option<Style>),
}

impl Role {
    /// What the role `name` does, `name` being the part before the text, with or without a domain.
    pub fn named(name: &str) -> Self {
        let short = name.rsplit(':').next().unwrap_or(name);
        match short {
            "emphasis" | "sub" | "subscript" | "sup" | "superscript" | "title-reference"
            | "title" | "t" | "abbr" | "abbreviation" | "ac" | "acronym" | "guilabel"
            | "menuselection" | "dfn" | "cite" | "del" | "ins" | "red" | "bdg" => Self::Text,
            "pep" | "pep-reference" => Self::Numbered("PEP"),
            "rfc" | "rfc-reference" => Self::Numbered("RFC"),
            "strong" | "command" | "program" => Self::Strong,
            "literal" | "samp" | "file" | "kbd" | "regexp" | "makevar" | "mimetype" => Self::Code,
            "code" | "math" => Self::Verbatim,
            "raw" | "raw-html" | "rawhtml" => Self::Html,
            "class" | "func" | "meth" | "attr" | "exc" | "data" | "const" | "mod" | "obj"
            | "macro" | "type" | "struct" | "enum" | "enumerator" | "member" | "var"
            | "constant" | "envvar" | "option" => Self::Reference(Some(Style::Code)),
            _ => Self::Reference(None),
        }
    }
}

/// Adds what `role` makes of `text`, in which `\0` stands for the backslash of an escape.
pub(super) fn apply(role: Role, text: &str, out: &mut Words) {
    match role {
        Role::Text => out.push_escaped(text),
        Role::Strong => out.styled(Style::Strong, |out| out.push_escaped(text)),
        Role::Code => out.styled(Style::Code, |out| out.push_escaped(text)),
        Role::Verbatim => out.styled(Style::Code, |out| out.push_literal(text)),
        Role::Html => html(text, out),
        Role::Numbered(series) => match split_target(text) {
            (title, Some(_)) if !title.is_empty() => out.push_escaped(title.trim_end()),
            _ => {
                out.push(series);
                out.push(" ");
                out.push_escaped(text.split('#').next().unwrap_or(text));
            }
        },
        Role::Reference(style) => {
            let shown = shown(text);
            match style {
                Some(style) => out.styled(style, |out| out.push_escaped(shown)),
                None => out.push_escaped(shown),
            }
        }
    }
}

/// What is shown of the text of a reference: its title; of a target alone, all of it, or after `~` its last part.
fn shown(text: &str) -> &str {
    if let (title, Some(_)) = split_target(text)
        && !title.trim().is_empty()
    {
        return title.trim_end();
    }
    if let Some(path) = text.strip_prefix('~') {
        return path.rsplit('.').next().unwrap_or(path);
    }
    text.strip_prefix('!').unwrap_or(text)
}

/// `text <target>` as its text and its target.
pub(super) fn split_target(text: &str) -> (&str, Option<&str>) {
    let unsplit = (text, None);
    let Some(inner) = text.strip_suffix('>') else {
        return unsplit;
    };
    if inner.ends_with(|it: char| it.is_whitespace() || it == '\0') {
        return unsplit;
    }
    let mut end = inner.len();
    while let Some(at) = inner.get(..end).and_then(|it| it.rfind(['<', '>'])) {
        let before = inner.get(..at).unwrap_or_default();
        if !before.ends_with('\0') {
            let target = inner.get(at + 1..).unwrap_or_default();
            let opens = inner.get(at..).is_some_and(|it| it.starts_with('<'));
            let apart = before.is_empty() || before.ends_with([' ', '\n']);
            let full = !target.is_empty() && !target.starts_with(char::is_whitespace);
            return if opens && apart && full {
                (before, Some(target))
            } else {
                unsplit
            };
        }
        end = at;
    }
    unsplit
}

/// Adds the text of a piece of HTML: `<br>` is a forced break, other tags vanish.
pub(super) fn html(text: &str, out: &mut Words) {
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at_checked(start).unwrap_or((rest, ""));
        let Some(end) = tag.find('>') else { break };
        add_entities(before, out);
        let name = tag.get(1..end).unwrap_or_default().trim_matches(['/', ' ']);
        if name.eq_ignore_ascii_case("br") {
            out.line_break();
        }
        rest = tag.get(end + 1..).unwrap_or_default();
    }
    add_entities(rest, out);
}

/// Adds `text` with the five entities that every piece of HTML uses.
fn add_entities(text: &str, out: &mut Words) {
    const ENTITIES: [(&str, &str); 5] = [
        ("lt;", "<"),
        ("gt;", ">"),
        ("amp;", "&"),
        ("quot;", "\""),
        ("nbsp;", " "),
    ];
    let mut parts = text.split('&');
    out.push_literal(parts.next().unwrap_or_default());
    for part in parts {
        let known = ENTITIES
            .iter()
            .find_map(|(name, it)| part.strip_prefix(name).map(|rest| (*it, rest)));
        let (sign, rest) = known.unwrap_or(("&", part));
        out.push(sign);
        out.push_literal(rest);
    }
}
