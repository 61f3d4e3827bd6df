//! Which block quotes and list items a line stands in.
//!
//! Knows the container rules of `CommonMark`, line by line, and which lines are code. Knows nothing of what a line
//! says. It exists because tables are found before the markdown parser runs, and a table that stands in a list item or
//! in code must be known as such.

use super::tags;
use std::ops::Range;

pub(super) use crate::limits::MARKDOWN_NESTED as DEPTH;

/// What holds a line.
#[derive(Clone, Copy)]
enum Container {
    /// A block quote.
    Quote,
    /// A list item or a definition, whose lines are indented by this many columns.
    Item(usize),
}

/// A code fence that is open.
#[derive(Clone, Copy)]
struct Fence {
    byte: u8,
    length: usize,
    depth: usize,
}

/// What a line is.
pub(super) enum Seen {
    /// Nothing stands on it.
    Blank,
    /// It is code, or the fence of some.
    Code,
    /// A heading.
    Heading,
    /// A line across the page.
    Rule,
    /// A container mark at this offset stands deeper than [`DEPTH`].
    Deep(usize),
    /// Text that starts at this offset of the line.
    Text(usize),
}

/// The containers that are open, and what the last line left open in them.
#[derive(Default)]
pub(super) struct Containers {
    open: Vec<Container>,
    /// Whether a paragraph is open, so that the next line can continue it.
    paragraph: bool,
    /// Whether the last part was a paragraph, open or not: a definition can follow.
    term: bool,
    fence: Option<Fence>,
    html: Html,
}

/// Whether a block of HTML is open: nothing but an empty line or the end of its container ends it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Html {
    /// None is.
    #[default]
    None,
    /// One is.
    Open,
    /// One is, and a code fence in it. To `CommonMark` it is none, but whoever wrote it meant code.
    Code,
}

impl Containers {
    /// Takes the next line, without its end, and says what it is.
    pub(super) fn step(&mut self, line: &[u8]) -> Seen {
        let (matched, mut cursor) = self.enter(line);
        if let Some(seen) = self.fenced(matched, &cursor) {
            return seen;
        }
        if cursor.is_blank() {
            self.paragraph = false;
            self.html = Html::None;
            self.close_quotes(matched);
            return Seen::Blank;
        }
        let whole = matched == self.open.len();
        if self.html != Html::None && whole {
            return self.html_line(&cursor);
        }
        self.html = Html::None;
        if !whole && self.paragraph && !self.begins_block(&cursor) {
            return Seen::Text(cursor.first());
        }
        self.open.truncate(matched);
        self.paragraph &= whole;
        match self.begin(&mut cursor) {
            Some(deep) => Seen::Deep(deep),
            None => self.leaf(&cursor),
        }
    }

    /// How many of the open containers hold `line`, and what stands behind their marks.
    pub(super) fn enter<'a>(&self, line: &'a [u8]) -> (usize, Cursor<'a>) {
        let mut cursor = Cursor::new(line);
        for (index, container) in self.open.iter().enumerate() {
            let held = match *container {
                Container::Quote => cursor.quote(),
                Container::Item(width) => cursor.is_blank() || cursor.indented(width),
            };
            if !held {
                return (index, cursor);
            }
        }
        (self.open.len(), cursor)
    }

    /// Whether the next line can continue a paragraph.
    pub(super) fn continues(&self) -> bool {
        self.paragraph
    }

    /// Whether a block of HTML is open.
    pub(super) fn in_html(&self) -> bool {
        self.html != Html::None
    }

    /// How many containers are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether a line that is held by `matched` containers is at least in all the block quotes.
    pub(super) fn quoted(&self, matched: usize) -> bool {
        let missed = self.open.get(matched..).unwrap_or_default();
        !missed
            .iter()
            .any(|container| matches!(container, Container::Quote))
    }

    /// Whether any block quote is open.
    pub(super) fn has_quote(&self) -> bool {
        !self.quoted(0)
    }

    /// Closes the paragraph, if one is open.
    pub(super) fn end_paragraph(&mut self) {
        self.paragraph = false;
        self.term = false;
        self.html = Html::None;
    }

    /// Closes the containers that do not hold `line`.
    pub(super) fn close(&mut self, line: &[u8]) {
        let (matched, _) = self.enter(line);
        self.open.truncate(matched);
    }

    /// What a line is while a fence is open, or `None` when none is.
    fn fenced(&mut self, matched: usize, cursor: &Cursor) -> Option<Seen> {
        let fence = self.fence?;
        if matched < fence.depth {
            self.fence = None;
            return None;
        }
        let rest = cursor.rest();
        let run = rest.iter().take_while(|&&byte| byte == fence.byte).count();
        let closes =
            run >= fence.length && rest.get(run..).unwrap_or_default().trim_ascii().is_empty();
        if closes && !cursor.indented_code() {
            self.fence = None;
        }
        Some(Seen::Code)
    }

    /// What a line is within a block of HTML.
    fn html_line(&mut self, cursor: &Cursor) -> Seen {
        let code = self.html == Html::Code;
        let fence = fence(cursor.rest()).is_some();
        if fence {
            self.html = if code { Html::Open } else { Html::Code };
        }
        if code || fence {
            return Seen::Code;
        }
        Seen::Text(cursor.first())
    }

    /// An empty line ends the block quotes whose mark it does not hold.
    fn close_quotes(&mut self, matched: usize) {
        let missed = self.open.get(matched..).unwrap_or_default();
        if let Some(first) = missed
            .iter()
            .position(|container| matches!(container, Container::Quote))
        {
            self.open.truncate(matched + first);
        }
    }

    /// Opens the containers whose marks come next; says where one stands too deep.
    fn begin(&mut self, cursor: &mut Cursor) -> Option<usize> {
        while !cursor.indented_code() {
            let indent = cursor.indent();
            let Some(mark) = mark(cursor.rest(), self.paragraph, self.term) else {
                break;
            };
            if self.open.len() >= DEPTH {
                self.paragraph = true;
                return Some(cursor.first());
            }
            self.open.push(match mark {
                Mark::Quote => {
                    cursor.quote();
                    Container::Quote
                }
                Mark::Item(length) => Container::Item(indent + cursor.mark(length)),
            });
            self.paragraph = false;
        }
        None
    }

    /// What stands behind the container marks.
    fn leaf(&mut self, cursor: &Cursor) -> Seen {
        let rest = cursor.rest();
        let was_paragraph = std::mem::replace(&mut self.paragraph, false);
        if cursor.indented_code() && !was_paragraph {
            self.term = false;
            return Seen::Code;
        }
        if rest.is_empty() {
            return Seen::Blank;
        }
        let term = std::mem::replace(&mut self.term, false);
        if cursor.indented_code() {
            (self.paragraph, self.term) = (true, term);
            return Seen::Text(cursor.first());
        }
        if let Some((byte, length)) = fence(rest) {
            let depth = self.open.len();
            self.fence = Some(Fence {
                byte,
                length,
                depth,
            });
            return Seen::Code;
        }
        if heading(rest) || (was_paragraph && underline(rest)) {
            return Seen::Heading;
        }
        if rule(rest) {
            return Seen::Rule;
        }
        if tags::begins_html(rest, was_paragraph) {
            self.html = Html::Open;
        } else {
            (self.paragraph, self.term) = (true, true);
        }
        Seen::Text(cursor.first())
    }

    /// Whether a line ends an open paragraph that its containers do not hold.
    fn begins_block(&self, cursor: &Cursor) -> bool {
        let rest = cursor.rest();
        !cursor.indented_code()
            && (mark(rest, false, self.term).is_some()
                || fence(rest).is_some()
                || heading(rest)
                || rule(rest)
                || rest.starts_with(b"|")
                || tags::begins_html(rest, true))
    }
}

/// The mark of a container.
enum Mark {
    Quote,
    /// Of a list item or definition, with the length of the mark.
    Item(usize),
}

/// The container mark at the start of `rest`, given whether it would interrupt a paragraph and whether a term can
/// stand before it.
fn mark(rest: &[u8], interrupts: bool, term: bool) -> Option<Mark> {
    let length = match rest.first()? {
        b'>' => return Some(Mark::Quote),
        b':' if term => 1,
        b'-' | b'+' | b'*' if !rule(rest) => 1,
        b'0'..=b'9' => number(rest, interrupts)?,
        _ => return None,
    };
    match rest.get(length) {
        None => (!interrupts).then_some(Mark::Item(length)),
        Some(b' ' | b'\t') => {
            let empty = interrupts
                && rest
                    .get(length..)
                    .unwrap_or_default()
                    .trim_ascii()
                    .is_empty();
            (!empty).then_some(Mark::Item(length))
        }
        Some(_) => None,
    }
}

/// The length of a list number with its sign; only 1 interrupts a paragraph.
fn number(rest: &[u8], interrupts: bool) -> Option<usize> {
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let sign = matches!(rest.get(digits), Some(b'.' | b')'));
    let starts = !interrupts || rest.get(..digits) == Some(b"1");
    (sign && digits <= 9 && starts).then_some(digits + 1)
}

/// The sign and length of the code fence at the start of `rest`.
pub(super) fn fence(rest: &[u8]) -> Option<(u8, usize)> {
    let byte = *rest.first()?;
    if !matches!(byte, b'`' | b'~') {
        return None;
    }
    let length = rest.iter().take_while(|&&it| it == byte).count();
    let info = rest.get(length..).unwrap_or_default();
    (length >= 3 && (byte == b'~' || !info.contains(&b'`'))).then_some((byte, length))
}

/// Where the code fence starts that stands at the end of `line`, behind text without code.
pub(super) fn glued_fence(line: &str) -> Option<usize> {
    let line = line.trim_ascii_end();
    let text = line.trim_end_matches('`');
    let glued = line.len() - text.len() >= 3 && !text.trim_ascii().is_empty();
    (glued && !text.contains('`')).then_some(text.len())
}

/// Whether `rest` is a heading of `#`s.
pub(super) fn heading(rest: &[u8]) -> bool {
    let level = rest.iter().take_while(|&&byte| byte == b'#').count();
    (1..=6).contains(&level) && matches!(rest.get(level), None | Some(b' ' | b'\t'))
}

/// Whether `rest` is a line across the page.
pub(super) fn rule(rest: &[u8]) -> bool {
    let Some(&byte @ (b'-' | b'*' | b'_')) = rest.first() else {
        return false;
    };
    let mut count = 0;
    for &it in rest {
        match it {
            b' ' | b'\t' => {}
            _ if it == byte => count += 1,
            _ => return false,
        }
    }
    count >= 3
}

/// Whether `rest` makes a heading of the paragraph above it.
fn underline(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii_end();
    let all = |byte| !rest.is_empty() && rest.iter().all(|&it| it == byte);
    all(b'=') || all(b'-')
}

/// Whether a list item starts at `rest`.
pub(super) fn item(rest: &[u8]) -> bool {
    matches!(mark(rest, true, false), Some(Mark::Item(_)))
}

/// A place in a line, by byte and by column: a tab fills up to the next fourth column.
pub(super) struct Cursor<'a> {
    line: &'a [u8],
    /// Where the white space at the end of the line starts.
    end: usize,
    at: usize,
    column: usize,
    /// Columns of a tab before `at` that are not used up.
    pending: usize,
}

impl<'a> Cursor<'a> {
    fn new(line: &'a [u8]) -> Self {
        let end = line.trim_ascii_end().len();
        Self {
            line,
            end,
            at: 0,
            column: 0,
            pending: 0,
        }
    }

    /// The offset behind the container marks.
    pub(super) fn offset(&self) -> usize {
        self.at
    }

    /// Whether only white space is left.
    pub(super) fn is_blank(&self) -> bool {
        self.at >= self.end
    }

    /// The offset of the first character that is no white space.
    pub(super) fn first(&self) -> usize {
        let rest = self.line.get(self.at..self.end).unwrap_or_default();
        self.at + rest.len() - rest.trim_ascii_start().len()
    }

    /// What stands there, up to the white space at the end of the line.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.line.get(self.first()..self.end).unwrap_or_default()
    }

    /// The offsets of what stands there.
    pub(super) fn range(&self) -> Range<usize> {
        self.first()..self.end.max(self.first())
    }

    /// How many columns of white space come next, five at most: more makes no difference.
    fn indent(&self) -> usize {
        let mut columns = self.pending;
        for &byte in self.line.get(self.at..).unwrap_or_default() {
            match byte {
                _ if columns > 4 => break,
                b' ' => columns += 1,
                b'\t' => columns += 4 - (self.column + columns) % 4,
                _ => break,
            }
        }
        columns.min(5)
    }

    /// Whether the line is indented as code is.
    fn indented_code(&self) -> bool {
        self.indent() >= 4
    }

    /// Passes `columns` of white space; leaves the place as it is when there are fewer.
    fn indented(&mut self, columns: usize) -> bool {
        let (mut at, mut have) = (self.at, self.pending);
        while have < columns {
            match self.line.get(at) {
                Some(b' ') => have += 1,
                Some(b'\t') => have += 4 - (self.column + have) % 4,
                _ => return false,
            }
            at += 1;
        }
        self.at = at;
        self.column += columns;
        self.pending = have - columns;
        true
    }

    /// Passes the mark of a block quote and the space behind it.
    fn quote(&mut self) -> bool {
        let indent = self.indent();
        if indent >= 4 || self.line.get(self.first()) != Some(&b'>') {
            return false;
        }
        self.indented(indent);
        self.at += 1;
        self.column += 1;
        self.indented(1);
        true
    }

    /// Passes a mark of `length` and the space behind it; gives its width.
    fn mark(&mut self, length: usize) -> usize {
        let indent = self.indent();
        self.indented(indent);
        self.at += length;
        self.column += length;
        let space = match self.indent() {
            _ if self.is_blank() => 1,
            0 | 5.. => 1,
            space => space,
        };
        self.indented(space);
        length + space
    }
}
