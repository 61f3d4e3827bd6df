//! Tells the format of a file from its name and its text.
//!
//! Knows the signs that each format leaves: directives, borders, headings, tags. A name that ends with the extension of
//! a format decides, but for a whole page of HTML, which is HTML under any name. Knows nothing of errors.

use crate::document::Format;

/// The format of a file called `name` that holds `text`.
pub fn format(name: &str, text: &str) -> Format {
    if begins_as_page(text) {
        return Format::Html;
    }
    by_extension(name).unwrap_or_else(|| by_content(text))
}

/// The format that the extension of `name` stands for; `None` for `.txt`, which stands for anything.
fn by_extension(name: &str) -> Option<Format> {
    let (_, extension) = name.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "md" | "markdown" | "mdown" | "mkd" | "mdx" => Some(Format::Markdown),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        "rst" | "rest" => Some(Format::Rst),
        _ => None,
    }
}

/// Whether the first tag of `text` is one that only a whole page begins with.
fn begins_as_page(text: &str) -> bool {
    let text = behind_comments(text);
    ["<!doctype html", "<html", "<head>", "<body"]
        .iter()
        .any(|tag| begins_with(text, tag))
}

/// `text` behind white space, a byte order mark, comments and processing instructions.
fn behind_comments(text: &str) -> &str {
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") => "?>",
            _ => return rest,
        };
        match rest.split_once(end) {
            Some((_, behind)) => rest = behind.trim_start(),
            None => return rest,
        }
    }
}

fn begins_with(text: &str, start: &str) -> bool {
    text.get(..start.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// The format that has left the most signs in `text`.
fn by_content(text: &str) -> Format {
    let signs = Signs::count(text);
    let tag_first = opens_block(behind_comments(text));
    if tag_first && signs.html > signs.markdown.max(signs.rst) {
        Format::Html
    } else if signs.bars > 1 || signs.are_stray() {
        Format::Text
    } else if signs.rst > signs.markdown && signs.rst > 1 {
        Format::Rst
    } else if signs.markdown > 1 || signs.html > 0 || signs.inline > 1 {
        Format::Markdown
    } else {
        Format::Text
    }
}

/// How many signs of each format there are, strong ones several times.
#[derive(Debug, Default)]
struct Signs {
    rst: usize,
    markdown: usize,
    html: usize,
    /// Marks within lines that several formats share.
    inline: usize,
    /// Signs that nothing else looks like: a directive, the line under the head of a pipe table.
    strong: usize,
    /// Lines that are nothing but `|`, which open the rows of tables in the text of a page.
    bars: usize,
    /// Lines that are not empty.
    lines: usize,
    /// Of them, those that are indented as the body of a plain text is.
    indented: usize,
}

impl Signs {
    /// Whether the signs are so few, in a text that is indented for the most part, that they are drawings and samples.
    fn are_stray(&self) -> bool {
        const LINES_A_SIGN: usize = 20;
        let most = self.rst.max(self.markdown) + self.html;
        self.strong == 0 && self.indented * 2 > self.lines && most * LINES_A_SIGN < self.lines
    }

    fn count(text: &str) -> Self {
        let mut signs = Self::default();
        let mut fenced = false;
        let (mut before, mut above) = ("", "");
        for (index, line) in text.lines().enumerate() {
            signs.lines += usize::from(!line.trim().is_empty());
            signs.bars += usize::from(line.trim() == "|");
            signs.indented += usize::from(line.starts_with("  ") && !line.trim().is_empty());
            let fence = is_fence(line);
            if fence {
                fenced = !fenced;
                signs.markdown += 1;
            } else if !fenced {
                let strong =
                    is_directive(line.trim()) || (is_delimiter(line.trim()) && !is_drawn(line));
                signs.strong += usize::from(strong);
                signs.rst += rst(line, above, before);
                signs.markdown += markdown(line, index);
                signs.html += usize::from(opens_block(line.trim_start()));
                signs.inline += usize::from(is_marked(line));
            }
            (before, above) = (above, line);
        }
        signs
    }
}

/// The signs of RST in `line`, which stands under `above`, and that under `before`.
fn rst(line: &str, above: &str, before: &str) -> usize {
    let trimmed = line.trim();
    if is_directive(trimmed) || is_simple_border(trimmed) {
        3
    } else if is_grid_border(line, trimmed) || has_role(trimmed) || is_field(line) {
        2
    } else if is_underline(line, above) && opens_title(before, line) {
        // Markdown underlines headings as well, but with these two alone.
        if trimmed.starts_with(['=', '-']) {
            1
        } else {
            2
        }
    } else {
        0
    }
}

/// The signs of markdown in `line`, the one at `index`.
fn markdown(line: &str, index: usize) -> usize {
    if is_delimiter(line.trim()) {
        3
    } else if is_heading(line) || (index == 0 && line.trim_end() == "---") {
        2
    } else {
        usize::from(
            line.find('[')
                .is_some_and(|start| line.get(start..).is_some_and(|rest| rest.contains("]("))),
        )
    }
}

/// `.. name::`, `.. _target:`, `.. |text| name::`.
fn is_directive(line: &str) -> bool {
    let Some(rest) = line.strip_prefix(".. ") else {
        return false;
    };
    let name = |text: &str| {
        text.chars()
            .all(|c| c.is_alphanumeric() || "-_.:+".contains(c))
    };
    match rest.split_once("::") {
        Some((before, _)) if name(before) && !before.is_empty() => true,
        Some((before, _)) if before.starts_with('|') => true,
        _ => rest.starts_with('_') && rest.contains(':'),
    }
}

/// `==== ====`: the border of a simple table.
fn is_simple_border(line: &str) -> bool {
    let mut columns = line.split_whitespace();
    line.contains(' ')
        && columns.all(|column| column.len() > 1 && column.bytes().all(|b| b == b'='))
}

/// `+----+----+`: the border of a grid table. One that is indented can be that of a drawing, and so needs the `=` that
/// only borders under heads have.
fn is_grid_border(whole: &str, line: &str) -> bool {
    let drawn = whole.starts_with([' ', '\t']) && !line.contains('=');
    !drawn
        && line.len() > 4
        && line.starts_with('+')
        && line.ends_with('+')
        && line.contains("--") | line.contains("==")
        && line.bytes().all(|b| matches!(b, b'+' | b'-' | b'='))
}

/// `` :name:`text` ``.
fn has_role(line: &str) -> bool {
    line.match_indices(":`").any(|(end, _)| {
        let before = line.get(..end).unwrap_or_default();
        let name = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
        name.len() < before.len() && name.ends_with(':')
    })
}

/// `:name: text` at the start of a line.
fn is_field(line: &str) -> bool {
    let Some((name, rest)) = line.strip_prefix(':').and_then(|line| line.split_once(':')) else {
        return false;
    };
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.ends_with(' ');
    named && (rest.is_empty() || rest.starts_with(' '))
}

/// A line of one sign, as long as the text above it.
fn is_underline(line: &str, above: &str) -> bool {
    let line = line.trim_end();
    let Some(sign) = line
        .chars()
        .next()
        .filter(|c| "=-~^\"'`*+#:._".contains(*c))
    else {
        return false;
    };
    let text = above.trim_end();
    line.len() > 2
        && line.chars().all(|c| c == sign)
        && text.chars().any(char::is_alphanumeric)
        && !text.starts_with(' ')
        && text.chars().count() <= line.len()
}

/// Whether a title can stand behind the line `before`, that is under it: behind an empty line or one drawn as `line` is.
fn opens_title(before: &str, line: &str) -> bool {
    let sign = line.trim().chars().next();
    before.trim().chars().all(|it| Some(it) == sign)
}

/// `|---|---|`, `--- | :-:`.
fn is_delimiter(line: &str) -> bool {
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let mut cells = inner.split('|').map(str::trim);
    line.contains('|')
        && cells.all(|cell| {
            let dashes = cell.strip_prefix(':').unwrap_or(cell);
            let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
            !dashes.is_empty() && dashes.bytes().all(|b| b == b'-')
        })
}

/// Whether the line under the head of a table is indented and has no `|` at its ends, as tables in plain text are drawn.
fn is_drawn(line: &str) -> bool {
    line.starts_with([' ', '\t']) && !line.trim().starts_with('|')
}

/// `# Heading`.
fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ') && !rest.trim().is_empty()
}

/// A fence of code.
fn is_fence(line: &str) -> bool {
    let trimmed = line.trim_start();
    line.len() - trimmed.len() < 8 && (trimmed.starts_with("```") || trimmed.starts_with("~~~"))
}

/// `**text**` or `` `text` ``. A row of stars is drawn, and marks nothing.
fn is_marked(line: &str) -> bool {
    let twice = |mark: &str| line.matches(mark).nth(1).is_some();
    (twice("**") && !line.contains("****")) || twice("`")
}

/// Whether `text` begins with the tag of a table, a list, a heading or another block.
fn opens_block(text: &str) -> bool {
    const BLOCKS: [&str; 22] = [
        "table", "thead", "tbody", "tr", "td", "th", "caption", "dl", "dt", "dd", "ul", "ol", "li",
        "p", "div", "section", "article", "h1", "h2", "h3", "h4", "body",
    ];
    let Some(tag) = text.strip_prefix('<') else {
        return false;
    };
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let end = tag
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(tag.len());
    let name = tag.get(..end).unwrap_or_default();
    BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block))
}

#[cfg(test)]
mod tests {
    use super::format;
    use crate::document::Format::{self, Html, Markdown, Rst, Text};

    #[test]
    fn an_extension_decides_but_for_pages() {
        let formats =
            ["a.md", "b.HTML", "c.rst", "d/e.v2.markdown"].map(|name| format(name, "words"));
        assert_eq!(formats, [Markdown, Html, Rst, Markdown]);
        assert_eq!(
            format("a.md", "\u{feff}<!-- saved -->\n<!DOCTYPE HTML>\n<p>x"),
            Html
        );
    }

    #[test]
    fn content_decides_where_no_extension_does() {
        let cases: [(&str, Format); 17] = [
            (
                "# Errors\n\n| Code | Status |\n|---|---|\n| A | 404 |\n",
                Markdown,
            ),
            ("Code | Status\n--- | ---\nA | 404\n", Markdown),
            (
                "Some words.\n\n<table>\n<tr><td>A</td></tr>\n</table>\n",
                Markdown,
            ),
            (
                "- **NoSuchThing** (`404`): it is not there\n- **Other** (`409`): x\n",
                Markdown,
            ),
            ("---\ntitle: Errors\n---\nSee [this](that.md).\n", Markdown),
            ("<table>\n<tr><td>A</td><td>404</td></tr>\n</table>\n", Html),
            (
                "<div class=\"x\"><h2># not a heading</h2>\n<p>a</p></div>",
                Html,
            ),
            ("Errors\n======\n\n+---+---+\n| A | B |\n+===+===+\n", Rst),
            ("Errors\n^^^^^^\n\n====  ====\nA     B\n====  ====\n", Rst),
            (".. list-table::\n\n   * - A\n     - B\n", Rst),
            ("See :ref:`errors`.\n\nwords\n", Rst),
            (":Code: A\n:Status: 404\n", Rst),
            (
                "Error Codes\n\n    Code\n\n    Status\n\n    # not a heading\n",
                Text,
            ),
            (
                "0x11    Overloaded: try later\n0x12    Closed: | no\n",
                Text,
            ),
            ("|\nCode |\nText |\n|---|---|\n|\nA |\nx |\n", Text),
            ("CODE     STATUS\n----     ------\nA        404\n", Text),
            ("", Text),
        ];
        for (text, wanted) in cases {
            assert_eq!(format("document.txt", text), wanted, "{text}");
            assert_eq!(format("-", text), wanted, "{text}");
        }
    }

    #[test]
    fn a_table_drawn_in_a_printed_text_is_no_sign() {
        let body = "  It is a text of many lines, all of which are indented.\n".repeat(100);
        let drawn = "  Value | Code\n  ------|------\n    0   | 0x00\n";
        assert_eq!(format("a.txt", &format!("{body}{drawn}")), Text);
        let outer = "  | Value | Code |\n  |-------|------|\n  | 0 | 0x00 |\n";
        assert_eq!(format("a.txt", &format!("{body}{outer}")), Markdown);
    }

    #[test]
    fn rules_between_the_lines_of_a_text_are_no_underlines() {
        let groups = "a: codes\n0 = good\n-1 = bad\n--------\nb: codes\n-4 = lost\n--------\n";
        assert_eq!(format("a.txt", &groups.repeat(3)), Text);
        let framed = format!("/****** codes ******/\n{groups}/****** codes ******/\n");
        assert_eq!(format("a.txt", &framed), Text);
        assert_eq!(format("a.txt", "One\n^^^\n\n===\nTwo\n===\n"), Rst);
    }

    #[test]
    fn what_a_sample_holds_is_no_sign() {
        assert_eq!(
            format(
                "a.txt",
                "# One\n\n```\n.. note::\n+---+---+\n.. x::\n```\n# Two\n"
            ),
            Markdown
        );
    }
}
