//! Lines that steer a site generator and are no content: front matter, attribute lists, includes, imports.
//!
//! Knows the dialects around markdown (Jekyll, kramdown, Hugo, Docusaurus and MDX, `DocFX`). Knows no content.

use super::source::Source;
use crate::document::Text;

/// What a line of a site generator hides.
pub(super) enum Hidden {
    /// The line itself, whole.
    Line,
    /// The mark at its start, of this length; what follows is content.
    Mark(usize),
    /// From here to the end of a comment.
    Comment,
    /// From here to the next empty line.
    Paragraph,
}

/// How many lines of front matter a file starts with: `---` or `+++`, settings, and the same line again.
pub(super) fn front_matter(source: &Source) -> usize {
    let line = |index| source.slice(source.line(index)).trim_end();
    let fence = line(0);
    if fence != "---" && fence != "+++" {
        return 0;
    }
    let setting = |text: &str| text.starts_with(['#', '[']) || text.contains([':', '=']);
    let first = (1..source.lines()).find(|&index| !line(index).is_empty());
    if !first.is_some_and(|index| line(index) == fence || setting(line(index))) {
        return 0;
    }
    let close = |index: &usize| line(*index) == fence || (fence == "---" && line(*index) == "...");
    (1..source.lines()).find(close).map_or(0, |last| last + 1)
}

/// The title that the front matter gives the page: `title: Error codes`, `title = "Error codes"`.
pub(super) fn title(source: &Source) -> Option<Text> {
    let quotes = |it: char| matches!(it, '"' | '\'');
    let value = |index: usize| {
        let line = source.line(index);
        let rest = source.slice(line.clone()).strip_prefix("title")?;
        let value = rest.trim_start().strip_prefix([':', '='])?;
        let value = value.trim().trim_matches(quotes);
        (!value.is_empty()).then(|| Text::new(source.pos(line.start), value))
    };
    (1..front_matter(source)).find_map(value)
}

/// What is hidden of a line that says `text`, given whether it continues a paragraph. `text` has no white space at its
/// ends.
pub(super) fn hidden(text: &str, continues: bool) -> Option<Hidden> {
    match text.as_bytes().first()? {
        b'{' => braces(text),
        b':' => admonition(text),
        b'<' => component(text).then_some(Hidden::Line),
        b'i' if !continues => import(text).then_some(Hidden::Line),
        b'e' if !continues => export(text).then_some(Hidden::Paragraph),
        _ => None,
    }
}

/// Attribute lists, template tags and comments.
fn braces(text: &str) -> Option<Hidden> {
    let whole = |open: &str, close: &str| {
        text.strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close))
            .is_some_and(|inner| !inner.contains(close))
    };
    if text.starts_with("{/*") {
        return Some(Hidden::Comment);
    }
    let line = whole("{:", "}") || whole("{%", "%}") || whole("{{<", ">}}") || whole("{{%", "%}}");
    line.then_some(Hidden::Line)
}

/// `:::note`, its end `:::`, and what stands behind such a mark.
fn admonition(text: &str) -> Option<Hidden> {
    let colons = text.bytes().take_while(|&byte| byte == b':').count();
    if colons < 3 {
        return None;
    }
    let rest = text.get(colons..)?;
    let name = rest.trim_start().split([' ', '\t', '[', '{']).next()?;
    if !name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    {
        return None;
    }
    let mark = colons + (rest.len() - rest.trim_start().len()) + name.len();
    let title = text.get(mark..)?.trim();
    Some(if title.is_empty() || title.starts_with('{') {
        Hidden::Line
    } else {
        Hidden::Mark(mark)
    })
}

/// Whether `text` is the tag of a component and nothing else.
fn component(text: &str) -> bool {
    let name = text
        .strip_prefix("</")
        .or(text.strip_prefix('<'))
        .unwrap_or_default();
    let inner = name.strip_suffix('>').unwrap_or_default();
    inner.starts_with(|first: char| first.is_ascii_uppercase())
        && !inner.contains(['<', '>'])
        && inner.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Whether `text` imports a module.
fn import(text: &str) -> bool {
    text.strip_prefix("import ").is_some_and(|rest| {
        let quoted = |text: &str| text.trim_start().starts_with(['\'', '"']);
        quoted(rest)
            || rest
                .split_once(" from ")
                .is_some_and(|(_, from)| quoted(from))
    })
}

/// Whether `text` starts an export of a module.
fn export(text: &str) -> bool {
    let words = [
        "const ",
        "let ",
        "var ",
        "default ",
        "function ",
        "class ",
        "{",
    ];
    text.strip_prefix("export ")
        .is_some_and(|rest| words.iter().any(|word| rest.starts_with(word)))
}

/// `text` of a heading without the anchor behind it: `{#name}`, `{: #name}`, `{/* #name */}`.
pub(super) fn without_anchor(text: &str) -> &str {
    let anchor = |at: usize| {
        let inner = text
            .get(at + 1..)
            .unwrap_or_default()
            .trim_start_matches([':', '/', '*', ' ']);
        text.ends_with('}') && inner.starts_with(['#', '.'])
    };
    match text.rfind('{') {
        Some(at) if anchor(at) => text.get(..at).unwrap_or_default().trim_end(),
        _ => text,
    }
}
