//! Lines of Rust as rustfmt would break them, for the few shapes that are emitted.
//!
//! Knows rustfmt's default widths in the style of edition 2024. Knows nothing of catalogs. Names and literals come in
//! ready to print and are ASCII, so that a byte is a column.

/// The longest line.
const MAX_WIDTH: usize = 100;
/// The longest content of an array in one line.
const ARRAY_WIDTH: usize = 60;
/// The longest item of an array that has several items in a line.
const SHORT_ITEM: usize = 10;
/// The longest row of an array that has several items in a line. If all of them fit in one, its last comma is not counted.
const ROW_WIDTH: usize = 99;
/// The longest arguments of an attribute in one line.
const ATTRIBUTE_WIDTH: usize = 70;

/// The smallest type that holds the numbers up to `largest`.
pub(super) fn unsigned(largest: usize) -> &'static str {
    match largest {
        ..=0xff => "u8",
        0x100..=0xffff => "u16",
        _ => "u32",
    }
}

/// Text under construction.
#[derive(Debug, Default)]
pub(super) struct Writer {
    out: String,
}

impl Writer {
    /// What was written.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// One line, `indent` columns in.
    pub(super) fn line(&mut self, indent: usize, text: &str) {
        if !text.is_empty() {
            self.indent(indent);
            self.out.push_str(text);
        }
        self.out.push('\n');
    }

    /// One line of several parts, `indent` columns in.
    pub(super) fn parts(&mut self, indent: usize, parts: &[&str]) {
        self.indent(indent);
        for part in parts {
            self.out.push_str(part);
        }
        self.out.push('\n');
    }

    /// Lines that are laid out already.
    pub(super) fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// An attribute with arguments: `name` up to its parenthesis, such as `#[deprecated`.
    pub(super) fn attribute(&mut self, indent: usize, name: &str, arguments: &[String]) {
        let inline = arguments.join(", ");
        if inline.len() <= ATTRIBUTE_WIDTH && indent + name.len() + inline.len() + 3 <= MAX_WIDTH {
            self.line(indent, &format!("{name}({inline})]"));
            return;
        }
        self.line(indent, &format!("{name}("));
        for (count, argument) in arguments.iter().enumerate() {
            let comma = if count + 1 < arguments.len() { "," } else { "" };
            self.line(indent + 4, &format!("{argument}{comma}"));
        }
        self.line(indent, ")]");
    }

    /// A constant that is a text: `head` up to its `=`.
    pub(super) fn text(&mut self, indent: usize, head: &str, literal: &str) {
        if indent + head.len() + literal.len() + 2 <= MAX_WIDTH {
            self.line(indent, &format!("{head} {literal};"));
        } else {
            self.line(indent, head);
            self.line(indent + 4, &format!("{literal};"));
        }
    }

    /// A constant that is an array: `head` up to its `=`, `open` its bracket with what stands before it.
    pub(super) fn array(&mut self, indent: usize, head: &str, open: &str, items: &[String]) {
        let inline = format!("{open}{}];", items.join(", "));
        if inline.len() - open.len() - 2 > ARRAY_WIDTH {
            self.line(indent, &format!("{head} {open}"));
            self.items(indent + 4, items);
            self.line(indent, "];");
        } else if indent + head.len() + 1 + inline.len() <= MAX_WIDTH {
            self.line(indent, &format!("{head} {inline}"));
        } else {
            self.line(indent, head);
            self.line(indent + 4, &inline);
        }
    }

    /// A field that is an option of a text.
    pub(super) fn option(&mut self, indent: usize, field: &str, literal: Option<&str>) {
        match literal {
            None => self.parts(indent, &[field, ": None,"]),
            Some(literal) if indent + field.len() + literal.len() + 9 <= MAX_WIDTH => {
                self.parts(indent, &[field, ": Some(", literal, "),"]);
            }
            Some(literal) => {
                self.parts(indent, &[field, ": Some("]);
                self.parts(indent + 4, &[literal, ","]);
                self.line(indent, "),");
            }
        }
    }

    /// An arm of a match whose value is a text.
    pub(super) fn arm(&mut self, indent: usize, pattern: &str, value: &str) {
        if indent + pattern.len() + value.len() + 5 <= MAX_WIDTH {
            self.parts(indent, &[pattern, " => ", value, ","]);
        } else {
            self.block_arm(indent, pattern, |it, indent| it.line(indent, value));
        }
    }

    /// An arm of a match whose value is an array: `open` is its bracket with what stands before it.
    pub(super) fn array_arm(&mut self, indent: usize, pattern: &str, open: &str, items: &[String]) {
        let inline = items.join(", ");
        if inline.len() <= ARRAY_WIDTH {
            self.arm(indent, pattern, &format!("{open}{inline}]"));
        } else {
            self.open_arm(indent, pattern, open, "]", |it, indent| {
                it.items(indent, items);
            });
        }
    }

    /// An arm of a match whose value is broken after `open`, and in a block where that does not fit.
    pub(super) fn open_arm(
        &mut self,
        indent: usize,
        pattern: &str,
        open: &str,
        close: &str,
        body: impl FnOnce(&mut Self, usize),
    ) {
        if indent + pattern.len() + open.len() + 4 <= MAX_WIDTH {
            self.line(indent, &format!("{pattern} => {open}"));
            body(self, indent + 4);
            self.line(indent, &format!("{close},"));
        } else {
            self.block_arm(indent, pattern, |it, indent| {
                it.line(indent, open);
                body(it, indent + 4);
                it.line(indent, close);
            });
        }
    }

    fn block_arm(&mut self, indent: usize, pattern: &str, body: impl FnOnce(&mut Self, usize)) {
        self.line(indent, &format!("{pattern} => {{"));
        body(self, indent + 4);
        self.line(indent, "}");
    }

    /// The items of an array that does not fit in a line: short ones in rows, others a line each.
    fn items(&mut self, indent: usize, items: &[String]) {
        let rows = items.iter().all(|item| item.len() <= SHORT_ITEM)
            && !items.iter().any(|item| item.contains(':'));
        let mut column = 0;
        let mut broken = false;
        for (count, item) in items.iter().enumerate() {
            let comma = usize::from(broken || count + 1 < items.len());
            if column == 0 {
                self.indent(indent);
                column = indent;
            } else if rows && column + 1 + item.len() + comma <= ROW_WIDTH {
                self.out.push(' ');
                column += 1;
            } else {
                self.out.push('\n');
                self.indent(indent);
                column = indent;
                broken = true;
            }
            self.out.push_str(item);
            self.out.push(',');
            column += item.len() + 1;
        }
        self.out.push('\n');
    }

    fn indent(&mut self, columns: usize) {
        const SPACES: &str = "                                ";
        self.out.push_str(SPACES.get(..columns).unwrap_or(SPACES));
    }
}
