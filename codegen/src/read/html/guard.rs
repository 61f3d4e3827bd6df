//! Stands between html5ever's tokenizer and its tree builder.
//!
//! Knows where each token begins. Lets through what a reader needs and keeps back what would make the tree builder slow
//! or the document wrong, and says so: attributes that nobody reads (formatting elements that differ in them would be
//! rebuilt without end), comments, elements that are nested too deeply, rows that stand in no table, tags that
//! swallowed others, a source that stops within a tag.

use super::kind;
use super::place::Cursor;
use super::sink::{Handle, Sink};
use super::tree::Tree;
use crate::document::{Fault, Pos};
use crate::limits::{HTML_ELEMENTS, HTML_TAG};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{Tracer, TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, local_name};
use std::cell::{Cell, RefCell};

/// A tree builder, and what must be known to guard it.
pub(super) struct Guard<'a> {
    source: &'a str,
    builder: TreeBuilder<Handle, Sink>,
    /// Where the piece begins that is being read, and the byte behind it.
    piece: Cell<(Cursor, usize)>,
    /// Behind the last text that was read in the piece.
    cursor: Cell<Cursor>,
    /// Where the first piece began that no token was made of yet.
    begun: Cell<Option<Cursor>>,
    /// Whether the last token was a text.
    in_text: Cell<bool>,
    /// The element that was opened last whose content is no markup, until it is closed.
    raw: RefCell<Option<(LocalName, Pos)>>,
    /// How many elements may be open: never too few.
    open: Cell<usize>,
    /// The elements that were not opened, because they are nested too deeply.
    deep: RefCell<Vec<LocalName>>,
    /// Whether a table is known to be open.
    table: Cell<bool>,
    /// Behind which byte a tag was ended that had no end.
    cut: Cell<usize>,
    /// Whether the source is at its end.
    ended: Cell<bool>,
}

impl<'a> Guard<'a> {
    /// Guards the tree builder of `source`, which begins at `at`.
    pub(super) fn new(source: &'a str, at: Pos) -> Self {
        let start = Cursor { at, offset: 0 };
        Self {
            source,
            builder: TreeBuilder::new(Sink::new(at), TreeBuilderOpts::default()),
            piece: Cell::new((start, 0)),
            cursor: Cell::new(start),
            begun: Cell::new(None),
            in_text: Cell::new(false),
            raw: RefCell::new(None),
            open: Cell::new(0),
            deep: RefCell::new(Vec::new()),
            table: Cell::new(false),
            cut: Cell::new(0),
            ended: Cell::new(false),
        }
    }

    /// Says that the next `length` bytes of the source are fed.
    pub(super) fn begin(&self, length: usize) {
        let (mut start, end) = self.piece.get();
        let passed = self.source.get(start.offset..end).unwrap_or_default();
        start.at = super::place::behind(start.at, passed);
        start.offset = end;
        if self.begun.get().is_none() {
            self.begun.set(Some(start));
        }
        self.piece.set((start, end + length));
        self.cursor.set(start);
    }

    /// Says that the whole source was fed.
    pub(super) fn ending(&self) {
        self.begin(0);
        self.ended.set(true);
    }

    /// Where the tag begins that has no end yet after `length` bytes and more, the first time that this is asked and
    /// then once in so many bytes.
    pub(super) fn endless_tag(&self, length: usize) -> Option<Cursor> {
        let start = self.begun.get()?;
        let end = self.piece.get().1;
        let long = end - start.offset.max(self.cut.get()) >= length;
        let text = self.source.get(start.offset..)?.strip_prefix('<')?;
        let name = text.strip_prefix('/').unwrap_or(text);
        (long && name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(start)
    }

    /// Says that `>` was fed to end the tag that begins at `start`. Within quotes that is one character more in a
    /// value; elsewhere the tag ends.
    pub(super) fn cut(&self, start: Cursor) {
        self.cut.set(self.piece.get().1);
        if self.begun.get().is_none() {
            self.note(endless(start.at), 0);
        }
    }

    /// The finished tree.
    pub(super) fn into_tree(self) -> Tree {
        self.builder.sink.into_tree()
    }

    /// Where the token begins that was just read. The next one begins with a later piece.
    fn token_start(&self) -> Cursor {
        self.begun.take().unwrap_or(self.piece.get().0)
    }

    fn forward(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        self.builder.process_token(token, line)
    }

    /// Puts `fault` into the tree at the place that is being read, for whatever stands there to carry.
    fn note(&self, fault: Fault, line: u64) {
        let sink = &self.builder.sink;
        let Some(fault) = sink.tell(fault) else {
            return;
        };
        if self.raw.borrow().is_some() {
            sink.tree.borrow_mut().late.push(fault);
            return;
        }
        let number = {
            let mut tree = sink.tree.borrow_mut();
            tree.notes.push(fault);
            tree.notes.len() - 1
        };
        let comment = Token::CommentToken(StrTendril::from(number.to_string()));
        let _ = self.forward(comment, line);
    }

    /// Lets a text through; white space before its words apart, because the tree builder may keep only the words.
    fn text(&self, text: StrTendril, line: u64) -> TokenSinkResult<Handle> {
        let words = text.trim_start_matches(|c: char| c.is_ascii_whitespace());
        if words.is_empty() || words.len() == text.len() {
            return self.part_of_text(text, line);
        }
        let words = StrTendril::from_slice(words);
        let mut space = text;
        space.pop_back(words.len32());
        let _ = self.part_of_text(space, line);
        self.part_of_text(words, line)
    }

    fn part_of_text(&self, text: StrTendril, line: u64) -> TokenSinkResult<Handle> {
        let mut cursor = self.cursor.get();
        let at = cursor.at;
        cursor.pass(self.source, self.piece.get().1, &text);
        self.cursor.set(cursor);
        self.begun.set(None);
        let sink = &self.builder.sink;
        if !self.in_text.replace(true) {
            sink.run.set(at);
        }
        sink.text.set(Some(at));
        let result = self.forward(Token::CharacterTokens(text), line);
        sink.text.set(None);
        result
    }

    fn tag(&self, mut tag: Tag, line: u64) -> TokenSinkResult<Handle> {
        let start = self.token_start();
        self.builder.sink.tag.set(start.at);
        let in_pieces = start.offset != self.piece.get().0.offset;
        if in_pieces && swallows(&tag) {
            self.note(swallowed(start.at, &tag), line);
        }
        tag.attrs.retain(is_read);
        match tag.kind {
            TagKind::StartTag => self.start(tag, start.at, line),
            TagKind::EndTag => self.end(tag, line),
        }
    }

    fn start(&self, tag: Tag, at: Pos, line: u64) -> TokenSinkResult<Handle> {
        if !kind::is_void(&tag.name) && !kind::is_raw(&tag.name) {
            if self.is_too_deep() {
                return self.flatten(tag.name, at, line);
            }
            self.open.set(self.open.get() + 1);
        }
        if kind::needs_table(&tag.name) && !self.table.get() {
            self.open_table(&tag, at, line);
        }
        if tag.name == local_name!("table") {
            self.table.set(true);
        }
        let name = tag.name.clone();
        let result = self.forward(Token::TagToken(tag), line);
        if matches!(
            result,
            TokenSinkResult::RawData(_) | TokenSinkResult::Plaintext
        ) {
            self.raw.replace(Some((name, at)));
        }
        result
    }

    fn end(&self, tag: Tag, line: u64) -> TokenSinkResult<Handle> {
        self.raw.replace(None);
        if matches!(tag.name, local_name!("table") | local_name!("template")) {
            self.table.set(false);
        }
        if self.deep.borrow().is_empty() {
            return self.forward(Token::TagToken(tag), line);
        }
        let result = self.part(&tag.name, line);
        if self.ends_deep(&tag.name) {
            return result;
        }
        self.forward(Token::TagToken(tag), line)
    }

    /// Whether the end tag `name` is that of an element that was left out. If not, it ends one around all of them.
    fn ends_deep(&self, name: &LocalName) -> bool {
        let mut deep = self.deep.borrow_mut();
        let found = deep
            .iter()
            .rev()
            .take(HTML_ELEMENTS)
            .position(|it| it == name);
        let left = found.map_or(0, |inner| deep.len() - inner - 1);
        deep.truncate(left);
        found.is_some()
    }

    /// Opens a table for `tag`, which needs one, where none is open.
    fn open_table(&self, tag: &Tag, at: Pos, line: u64) {
        let open = Open::of(&self.builder);
        self.table.set(open.table.get());
        if open.table.get() || open.template.get() {
            return;
        }
        self.table.set(true);
        let table = Token::TagToken(mark(TagKind::StartTag, local_name!("table")));
        let _ = self.forward(table, line);
        self.note(stray(at, tag), line);
    }

    /// Whether as many elements are open as may be.
    fn is_too_deep(&self) -> bool {
        if self.open.get() >= HTML_ELEMENTS {
            self.open.set(Open::of(&self.builder).count.get());
        }
        self.open.get() >= HTML_ELEMENTS
    }

    /// Leaves out the element `name`, which is nested too deeply, but for the line that it would begin.
    fn flatten(&self, name: LocalName, at: Pos, line: u64) -> TokenSinkResult<Handle> {
        if self.deep.borrow().is_empty() {
            self.note(too_deep(at, &name), line);
        }
        let result = self.part(&name, line);
        self.deep.borrow_mut().push(name);
        result
    }

    /// Parts what is before from what follows, where `name` would have done so.
    fn part(&self, name: &LocalName, line: u64) -> TokenSinkResult<Handle> {
        if kind::is_phrase(name) {
            return TokenSinkResult::Continue;
        }
        let tag = mark(TagKind::StartTag, local_name!("br"));
        self.forward(Token::TagToken(tag), line)
    }

    /// Says what the source stops within, if it is a tag or a comment.
    fn cut_off(&self, line: u64) {
        let Some(start) = self.begun.take() else {
            return;
        };
        let text = self.source.get(start.offset..).unwrap_or_default();
        let mut letters = text.chars().skip(1).skip_while(|&c| c == '/');
        let part = match letters.next() {
            Some('!' | '?') => "comment or declaration",
            Some(c) if c.is_ascii_alphabetic() => "tag",
            _ => return,
        };
        self.note(unfinished(start.at, part), line);
    }
}

impl TokenSink for Guard<'_> {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        if !matches!(
            token,
            Token::CharacterTokens(_) | Token::NullCharacterToken | Token::ParseError(_)
        ) {
            self.in_text.set(false);
        }
        match token {
            Token::CharacterTokens(text) => self.text(text, line),
            Token::TagToken(tag) => self.tag(tag, line),
            Token::CommentToken(_) | Token::ParseError(_) if self.ended.get() => {
                self.cut_off(line);
                TokenSinkResult::Continue
            }
            Token::CommentToken(_) => {
                self.token_start();
                TokenSinkResult::Continue
            }
            Token::ParseError(_) => TokenSinkResult::Continue,
            Token::NullCharacterToken => {
                let mut cursor = self.cursor.get();
                cursor.pass(self.source, self.piece.get().1, "\0");
                self.cursor.set(cursor);
                self.forward(token, line)
            }
            Token::DoctypeToken(_) => {
                self.token_start();
                self.forward(token, line)
            }
            Token::EOFToken => {
                if let Some((name, at)) = &*self.raw.borrow() {
                    let fault = self.builder.sink.tell(unclosed(*at, name));
                    self.builder.sink.tree.borrow_mut().late.extend(fault);
                }
                self.forward(token, line)
            }
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// What is open at a moment.
struct Open {
    count: Cell<usize>,
    table: Cell<bool>,
    template: Cell<bool>,
}

impl Open {
    fn of(builder: &TreeBuilder<Handle, Sink>) -> Self {
        let open = Self {
            count: Cell::new(0),
            table: Cell::new(false),
            template: Cell::new(false),
        };
        builder.trace_handles(&open);
        open
    }
}

impl Tracer for Open {
    type Handle = Handle;

    fn trace_handle(&self, node: &Handle) {
        self.count.set(self.count.get() + 1);
        match node.name.local {
            local_name!("table") => self.table.set(true),
            local_name!("template") => self.template.set(true),
            _ => {}
        }
    }
}

/// A tag without attributes.
fn mark(kind: TagKind, name: LocalName) -> Tag {
    Tag {
        kind,
        name,
        self_closing: false,
        attrs: Vec::new(),
        had_duplicate_attributes: false,
    }
}

/// Whether the reader, or the tree builder, asks for this attribute.
fn is_read(attr: &Attribute) -> bool {
    matches!(
        &*attr.name.local,
        "rowspan" | "colspan" | "alt" | "aria-hidden" | "type" | "encoding"
    )
}

/// Whether `tag` holds what was meant as a tag of its own.
fn swallows(tag: &Tag) -> bool {
    let parts = ["<t", "</t"];
    let in_value = |value: &str| {
        value.contains('<')
            && ["d", "h", "r", "able", "body", "head"].iter().any(|end| {
                parts
                    .iter()
                    .any(|part| value.contains(&format!("{part}{end}")))
            })
    };
    let attrs = &tag.attrs;
    tag.name.contains('<')
        || attrs.iter().any(|attr| attr.name.local.contains('<'))
        || attrs.iter().any(|attr| in_value(&attr.value))
}

fn swallowed(at: Pos, tag: &Tag) -> Fault {
    let name: String = tag.name.chars().take_while(|&c| c != '<').collect();
    Fault {
        at,
        what: format!("the tag `{name}` holds other tags, which were not read"),
        help: "close it with `>`, and its attributes with their quotes".into(),
    }
}

fn endless(at: Pos) -> Fault {
    Fault {
        at,
        what: format!(
            "the tag that begins here has no end within {HTML_TAG} bytes; it was ended there"
        ),
        help: "close it with `>`, and its attributes with their quotes".into(),
    }
}

fn stray(at: Pos, tag: &Tag) -> Fault {
    Fault {
        at,
        what: format!("`<{}>` stands in no table; one was begun for it", tag.name),
        help: "put `<table>` before it".into(),
    }
}

fn too_deep(at: Pos, name: &LocalName) -> Fault {
    Fault {
        at,
        what: format!(
            "`<{name}>` stands in {HTML_ELEMENTS} other elements; what is nested more deeply was read as plain text"
        ),
        help: "close elements that were left open before it".into(),
    }
}

fn unfinished(at: Pos, part: &str) -> Fault {
    Fault {
        at,
        what: format!("a {part} begins here and never ends, so that nothing behind it was read"),
        help: "close it, or write `&lt;` where no tag is meant".into(),
    }
}

fn unclosed(at: Pos, name: &LocalName) -> Fault {
    Fault {
        at,
        what: format!("`<{name}>` is never closed, so that nothing behind it was read as markup"),
        help: format!("close it with `</{name}>`"),
    }
}
