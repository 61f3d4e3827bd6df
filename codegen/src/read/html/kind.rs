//! What an element is to a reader of documents.
//!
//! Knows the names of HTML. Knows nothing of texts and places.

use html5ever::{QualName, local_name, ns};

/// What an element, or a text, is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The page itself.
    Page,
    /// Characters.
    Text,
    /// A place where something was wrong.
    Note,
    /// Part of the text around it.
    Inline,
    /// An element that HTML does not define.
    Unknown,
    /// Something that stands apart from what is before and after it.
    Block,
    /// Something that no reader sees.
    Hidden,
    /// Something that belongs to the page and not to the document, unless it holds a table.
    Chrome,
    /// `<br>`
    Break,
    /// `<img>`
    Image,
    /// Bold.
    Strong,
    /// Monospaced.
    Code,
    /// Raised.
    Raised,
    /// A link.
    Link,
    /// `<h1>` to `<h6>`
    Heading(u8),
    /// Text with its lines kept.
    Pre,
    /// `<ul>` and its like.
    Bullets,
    /// `<ol>`
    Numbers,
    /// `<li>`
    Item,
    /// `<dl>`
    Definitions,
    /// `<dt>`
    Term,
    /// `<dd>`
    Meaning,
    /// `<table>`
    Table,
    /// `<caption>`
    Caption,
    /// `<thead>`
    HeadRows,
    /// `<tbody>` and `<tfoot>`
    BodyRows,
    /// `<tr>`
    Row,
    /// `<td>`
    Cell,
    /// `<th>`
    HeaderCell,
}

/// What the element `name` is.
pub(super) fn of(name: &QualName) -> Kind {
    if name.ns == ns!(svg) {
        return Kind::Hidden;
    }
    if name.ns != ns!(html) {
        return Kind::Inline;
    }
    structure(name)
        .or_else(|| block(name))
        .or_else(|| inline(name))
        .unwrap_or(Kind::Unknown)
}

/// The parts that documents are made of.
fn structure(name: &QualName) -> Option<Kind> {
    Some(match name.local {
        local_name!("table") => Kind::Table,
        local_name!("caption") => Kind::Caption,
        local_name!("thead") => Kind::HeadRows,
        local_name!("tbody") | local_name!("tfoot") => Kind::BodyRows,
        local_name!("tr") => Kind::Row,
        local_name!("td") => Kind::Cell,
        local_name!("th") => Kind::HeaderCell,
        local_name!("h1") => Kind::Heading(1),
        local_name!("h2") => Kind::Heading(2),
        local_name!("h3") => Kind::Heading(3),
        local_name!("h4") => Kind::Heading(4),
        local_name!("h5") => Kind::Heading(5),
        local_name!("h6") => Kind::Heading(6),
        local_name!("ul") | local_name!("menu") | local_name!("dir") => Kind::Bullets,
        local_name!("ol") => Kind::Numbers,
        local_name!("li") => Kind::Item,
        local_name!("dl") => Kind::Definitions,
        local_name!("dt") => Kind::Term,
        local_name!("dd") => Kind::Meaning,
        local_name!("pre")
        | local_name!("listing")
        | local_name!("xmp")
        | local_name!("plaintext") => Kind::Pre,
        _ => return None,
    })
}

/// What begins and ends a paragraph.
fn block(name: &QualName) -> Option<Kind> {
    Some(match name.local {
        local_name!("address")
        | local_name!("article")
        | local_name!("aside")
        | local_name!("blockquote")
        | local_name!("body")
        | local_name!("center")
        | local_name!("details")
        | local_name!("dialog")
        | local_name!("div")
        | local_name!("fieldset")
        | local_name!("figcaption")
        | local_name!("figure")
        | local_name!("footer")
        | local_name!("form")
        | local_name!("frameset")
        | local_name!("header")
        | local_name!("hgroup")
        | local_name!("hr")
        | local_name!("html")
        | local_name!("legend")
        | local_name!("main")
        | local_name!("p")
        | local_name!("section")
        | local_name!("summary") => Kind::Block,
        local_name!("button")
        | local_name!("nav")
        | local_name!("select")
        | local_name!("datalist")
        | local_name!("object")
        | local_name!("video")
        | local_name!("audio")
        | local_name!("canvas") => Kind::Chrome,
        local_name!("head")
        | local_name!("title")
        | local_name!("script")
        | local_name!("style")
        | local_name!("template")
        | local_name!("noscript")
        | local_name!("noframes")
        | local_name!("noembed")
        | local_name!("iframe")
        | local_name!("textarea")
        | local_name!("colgroup")
        | local_name!("col") => Kind::Hidden,
        _ => return None,
    })
}

/// What stands within a paragraph.
fn inline(name: &QualName) -> Option<Kind> {
    Some(match name.local {
        local_name!("br") => Kind::Break,
        local_name!("img") => Kind::Image,
        local_name!("b") | local_name!("strong") => Kind::Strong,
        local_name!("code") | local_name!("tt") | local_name!("kbd") | local_name!("samp") => {
            Kind::Code
        }
        local_name!("sup") => Kind::Raised,
        local_name!("a") => Kind::Link,
        ref local if is_phrase(local) => Kind::Inline,
        _ => return None,
    })
}

/// Whether `local` is one of the elements that only dress up the text around them.
pub(super) fn is_phrase(local: &html5ever::LocalName) -> bool {
    matches!(
        *local,
        local_name!("a")
            | local_name!("abbr")
            | local_name!("acronym")
            | local_name!("b")
            | local_name!("bdi")
            | local_name!("bdo")
            | local_name!("big")
            | local_name!("cite")
            | local_name!("code")
            | local_name!("data")
            | local_name!("del")
            | local_name!("dfn")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("input")
            | local_name!("ins")
            | local_name!("kbd")
            | local_name!("label")
            | local_name!("mark")
            | local_name!("math")
            | local_name!("nobr")
            | local_name!("q")
            | local_name!("rp")
            | local_name!("rt")
            | local_name!("ruby")
            | local_name!("s")
            | local_name!("samp")
            | local_name!("small")
            | local_name!("span")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("sub")
            | local_name!("sup")
            | local_name!("time")
            | local_name!("tt")
            | local_name!("u")
            | local_name!("var")
            | local_name!("wbr")
    )
}

/// Whether `local` stands alone: it has no content and no end tag.
pub(super) fn is_void(local: &html5ever::LocalName) -> bool {
    matches!(
        *local,
        local_name!("area")
            | local_name!("base")
            | local_name!("basefont")
            | local_name!("bgsound")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("frame")
            | local_name!("hr")
            | local_name!("img")
            | local_name!("input")
            | local_name!("keygen")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("param")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr")
    )
}

/// Whether `local` can only stand in a table.
pub(super) fn needs_table(local: &html5ever::LocalName) -> bool {
    matches!(
        *local,
        local_name!("thead")
            | local_name!("tbody")
            | local_name!("tfoot")
            | local_name!("tr")
            | local_name!("td")
            | local_name!("th")
    )
}

/// Whether what stands in `local` is not markup, so that its end tag must not be missed.
pub(super) fn is_raw(local: &html5ever::LocalName) -> bool {
    matches!(
        *local,
        local_name!("script")
            | local_name!("style")
            | local_name!("title")
            | local_name!("textarea")
            | local_name!("xmp")
            | local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("noscript")
            | local_name!("plaintext")
    )
}
