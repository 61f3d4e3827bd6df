//! The HTML tags that stand within markdown text.
//!
//! Knows the shape of a tag and which names mean what. Knows nothing of whole tables: those go to the HTML reader.

use std::ops::Range;

/// What an inline tag does to the text around it.
pub(super) enum Tag<'a> {
    /// `<br>`: a forced line break.
    Break,
    /// Bold starts or ends.
    Strong(Side),
    /// Code starts or ends.
    Code(Side),
    /// A list starts or ends; numbers stand before its items or not.
    List(Side, bool),
    /// A list item starts or ends.
    Item(Side),
    /// Something that does not share a line with the text around it.
    Block,
    /// A picture, with its alternative text.
    Image(&'a str),
    /// The part of a table: the text is no markdown.
    Table,
    /// It vanishes, and its content stays.
    Plain,
    /// Nothing that HTML knows: text, unless something closes it.
    Unknown(&'a str),
}

/// Which end of an element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The start tag.
    Start,
    /// The end tag.
    End,
}

/// The names that start an HTML block in `CommonMark`.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "pre",
    "script",
    "search",
    "section",
    "style",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
];

/// Other names that HTML knows.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "audio", "bdi", "bdo", "big", "button", "canvas", "cite", "data",
    "datalist", "del", "dfn", "em", "embed", "font", "i", "input", "ins", "kbd", "label", "map",
    "mark", "meta", "meter", "nobr", "object", "output", "picture", "progress", "q", "rp", "rt",
    "ruby", "s", "samp", "select", "slot", "small", "source", "span", "strike", "sub", "sup",
    "svg", "template", "time", "u", "var", "video", "wbr",
];

/// What the tag `html` is; `None` for a comment and the like.
pub(super) fn tag(html: &str) -> Option<Tag<'_>> {
    let (side, name) = name(html)?;
    let lower = name.to_ascii_lowercase();
    Some(match lower.as_str() {
        "br" => Tag::Break,
        "b" | "strong" => Tag::Strong(side),
        "code" | "tt" => Tag::Code(side),
        "ul" => Tag::List(side, false),
        "ol" => Tag::List(side, true),
        "li" => Tag::Item(side),
        "img" => Tag::Image(attribute(html, "alt").unwrap_or_default()),
        "table" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr" | "caption" => Tag::Table,
        other if BLOCKS.binary_search(&other).is_ok() => Tag::Block,
        other if INLINE.binary_search(&other).is_ok() => Tag::Plain,
        _ if side == Side::End || html.ends_with("/>") => Tag::Plain,
        _ => Tag::Unknown(name),
    })
}

/// Which end of which element the tag `html` is.
fn name(html: &str) -> Option<(Side, &str)> {
    let inner = html.strip_prefix('<')?;
    let (side, inner) = match inner.strip_prefix('/') {
        Some(inner) => (Side::End, inner),
        None => (Side::Start, inner),
    };
    let end = inner
        .find(|it: char| it.is_ascii_whitespace() || matches!(it, '>' | '/'))
        .unwrap_or(inner.len());
    let name = inner.get(..end)?;
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        .then_some((side, name))
}

/// The quoted value of the attribute `key` of a tag.
fn attribute<'a>(html: &'a str, key: &str) -> Option<&'a str> {
    html.match_indices(key).find_map(|(at, _)| {
        let value = html
            .get(at + key.len()..)?
            .trim_start()
            .strip_prefix('=')?
            .trim_start();
        let quote = value.chars().next().filter(|it| matches!(it, '"' | '\''))?;
        value.get(1..)?.split_once(quote).map(|(value, _)| value)
    })
}

/// Whether `line` starts an HTML block that may stand in the middle of a paragraph.
pub(super) fn begins_block(line: &str) -> bool {
    let block = |(_, name): (Side, &str)| {
        BLOCKS
            .binary_search(&name.to_ascii_lowercase().as_str())
            .is_ok()
    };
    line.starts_with("<!")
        || line.starts_with("<?")
        || (line.starts_with('<') && name(line).is_some_and(block))
}

/// Whether `line` starts an HTML block that an empty line ends; within a paragraph, not every tag does.
pub(super) fn begins_html(line: &[u8], in_paragraph: bool) -> bool {
    let Some(line) = line
        .strip_prefix(b"<")
        .and_then(|_| std::str::from_utf8(line).ok())
    else {
        return false;
    };
    let alone = || {
        name(line).is_some()
            && line
                .bytes()
                .filter(|byte| matches!(byte, b'<' | b'>'))
                .count()
                == 2
    };
    begins_block(line) || (!in_paragraph && line.ends_with('>') && alone())
}

/// Whether the tag of a block stands in `line`.
pub(super) fn holds_block(line: &str) -> bool {
    line.match_indices('<')
        .any(|(at, _)| line.get(at..).is_some_and(begins_block))
}

/// What ends the HTML at the start of `line`, if that is a comment or text that is kept as it is: no table is in it.
pub(super) fn opaque(line: &str) -> Option<&'static str> {
    if line.starts_with("<!--") {
        return Some("-->");
    }
    let (Side::Start, name) = name(line)? else {
        return None;
    };
    let ends = [
        ("pre", "</pre>"),
        ("script", "</script>"),
        ("style", "</style>"),
        ("textarea", "</textarea>"),
    ];
    ends.into_iter()
        .find(|(it, _)| name.eq_ignore_ascii_case(it))
        .map(|(_, end)| end)
}

/// The elements that are read whole, empty lines and all.
const REGIONS: &[&str] = &["dl", "ol", "table", "ul"];

/// Where an element that is read whole starts, and where it ends.
pub(super) struct Element {
    /// The offset of its start tag.
    pub(super) start: usize,
    /// The offset behind its end tag; `None` if it has none.
    pub(super) end: Option<usize>,
}

/// The tables and lists in the HTML of `text`, in order. A start tag belongs to the next end tag that is free.
pub(super) fn elements(text: &str) -> Vec<Element> {
    let mut all: Vec<Element> = Vec::new();
    let mut open: [Vec<usize>; 4] = Default::default();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let rest = text.get(start..).unwrap_or_default();
        at = start + 1;
        if let Some(length) = comment(rest) {
            at = start + length;
        }
        let Some((side, kind, length)) = region_tag(rest) else {
            continue;
        };
        let Some(stack) = open.get_mut(kind) else {
            continue;
        };
        if side == Side::Start {
            stack.push(all.len());
            all.push(Element { start, end: None });
        } else if let Some(element) = stack.pop().and_then(|index| all.get_mut(index)) {
            element.end = Some(start + length);
        }
    }
    all
}

/// The length of the comment at the start of `rest`; none if another one starts before its end.
fn comment(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("<!--")?;
    let inner = inner.split_once("<!--").map_or(inner, |(inner, _)| inner);
    inner.find("-->").map(|length| length + 4)
}

/// The side, the kind and the length up to the name's end of a tag of [`REGIONS`] at the start of `rest`.
fn region_tag(rest: &str) -> Option<(Side, usize, usize)> {
    let second = rest.as_bytes().get(1)?;
    let letter = if *second == b'/' {
        rest.as_bytes().get(2)?
    } else {
        second
    };
    if !matches!(letter.to_ascii_lowercase(), b'd' | b'o' | b't' | b'u') {
        return None;
    }
    let window = rest
        .as_bytes()
        .get(..12)
        .map_or(rest.len(), |_| floor(rest, 12));
    let (side, name) = name(rest.get(..window)?)?;
    let kind = REGIONS
        .binary_search(&name.to_ascii_lowercase().as_str())
        .ok()?;
    Some((side, kind, name.len() + 2))
}

/// The last boundary between characters of `text` at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

/// Whether the tag at `at` stands in a code span: behind an odd number of backticks on its line.
pub(super) fn in_code(text: &str, line: Range<usize>, at: usize) -> bool {
    let before = text.get(line.start..at).unwrap_or_default();
    before.bytes().filter(|&byte| byte == b'`').count() % 2 == 1
}
