//! Reads the elements of an error in XML, well-formed or not.
//!
//! Knows XML: references, CDATA, prefixes, and the broken ways in which it is sent and pasted. It walks over events
//! with a counter in place of recursion, and never reads more than it is given. Knows no service and no code.

use super::field::{Field, Level};
use super::found::{Extent, Found, MOST_ELEMENTS, lossy};
use alloc::borrow::Cow;
use alloc::vec::Vec;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

/// The root of an error.
const ERROR: &[u8] = b"Error";

/// The root of an answer that wraps an error.
const WRAPPER: &[u8] = b"ErrorResponse";

/// More elements than most errors have.
const USUAL_ELEMENTS: usize = 8;

/// What stands behind a byte order mark, white space and declarations, the misprinted `<? xml … ? >` included.
pub(super) fn after_prolog(body: &[u8]) -> &[u8] {
    let mut rest = body;
    loop {
        rest = rest.trim_ascii_start();
        rest = rest
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(rest)
            .trim_ascii_start();
        match rest.strip_prefix(b"<?") {
            Some(declaration) => rest = after_declaration(declaration),
            None => return rest,
        }
    }
}

/// What stands behind `?>` or `? >`; nothing where there is neither.
fn after_declaration(text: &[u8]) -> &[u8] {
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| *byte == b'?') {
        rest = rest.get(at + 1..).unwrap_or_default().trim_ascii_start();
        if let Some(behind) = rest.strip_prefix(b">") {
            return behind;
        }
    }
    &[]
}

/// The elements of the error that is the root of an XML text. A root of another name is no error.
pub(super) fn read(text: &[u8]) -> Found<'_> {
    let mut reader = Reader::from_reader(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut walk = Walk::new(text);
    loop {
        let start = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let event = reader.read_event();
        let end = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let step = match event {
            Ok(event) => walk.take(event, end),
            Err(_) => walk.broken(text.get(start..).unwrap_or_default()),
        };
        if let Step::Stop(extent) = step {
            return walk.finish(extent);
        }
    }
}

/// What to do after an event.
enum Step {
    Go,
    Stop(Extent),
}

/// How an element stands.
#[derive(PartialEq, Eq)]
enum State {
    /// Its end was not met.
    Open,
    /// It ended, and held no element.
    Leaf,
    /// It holds an element.
    Parent,
    /// It ended, and held elements.
    Ended,
}

/// An element under the root.
struct Element<'a> {
    field: Field<'a>,
    /// So much of the text is kept as it is; white space behind it is not part of the text.
    fixed: usize,
    parent: Option<usize>,
    state: State,
}

struct Walk<'a> {
    text: &'a [u8],
    elements: Vec<Element<'a>>,
    /// The innermost open element under the root.
    current: Option<usize>,
    /// How many elements are open.
    depth: usize,
    /// The depth of the open element whose children are the error's own.
    error: usize,
}

impl<'a> Walk<'a> {
    fn new(text: &'a [u8]) -> Self {
        Self {
            text,
            elements: Vec::new(),
            current: None,
            depth: 0,
            error: 0,
        }
    }

    /// Takes an event that ends at a byte of the text.
    fn take(&mut self, event: Event<'a>, end: usize) -> Step {
        match event {
            Event::Start(tag) => {
                let name = self.name(end, 1, tag.len(), tag.name().as_ref().len());
                self.start(name)
            }
            Event::Empty(tag) => {
                let name = self.name(end, 2, tag.len(), tag.name().as_ref().len());
                match self.start(name) {
                    Step::Go => self.end(),
                    stop @ Step::Stop(_) => stop,
                }
            }
            Event::End(_) => self.end(),
            Event::Text(_) if self.depth > 0 && self.current.is_none() => Step::Go,
            Event::Text(piece) => self.literal(lossy(piece.into_inner())),
            Event::CData(piece) => self.literal(lossy(piece.into_inner())),
            Event::GeneralRef(name) => {
                self.push(resolved(name), Piece::Fixed);
                Step::Go
            }
            Event::Eof => Step::Stop(Extent::Cut),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => Step::Go,
        }
    }

    /// The name in a tag that ends at a byte, without its prefix.
    fn name(&self, end: usize, closing: usize, length: usize, name: usize) -> &'a [u8] {
        let start = end.saturating_sub(closing + length);
        let name = self.text.get(start..start + name).unwrap_or_default();
        name.rsplit(|byte| *byte == b':').next().unwrap_or(name)
    }

    fn start(&mut self, name: &'a [u8]) -> Step {
        self.depth += 1;
        match (self.depth, name) {
            (1, ERROR | WRAPPER) => {
                self.error = 1;
                return Step::Go;
            }
            (1, _) => return Step::Stop(Extent::None),
            // Also in a plain error, whose fields could stand nowhere else.
            (2, ERROR) => {
                self.error = 2;
                return Step::Go;
            }
            _ if self.elements.len() == MOST_ELEMENTS => return Step::Stop(Extent::Limited),
            _ => {}
        }
        self.open(name);
        Step::Go
    }

    fn open(&mut self, name: &'a [u8]) {
        let own = self.current.is_none() && (self.depth == 2 || self.depth == self.error + 1);
        if let Some(parent) = self.current.and_then(|at| self.elements.get_mut(at)) {
            parent.state = State::Parent;
        }
        if self.elements.is_empty() {
            self.elements.reserve(USUAL_ELEMENTS);
        }
        self.elements.push(Element {
            field: Field {
                name: lossy(Cow::Borrowed(name)),
                value: Cow::Borrowed(""),
                level: if own { Level::Direct } else { Level::Nested },
            },
            fixed: 0,
            parent: self.current,
            state: State::Open,
        });
        self.current = Some(self.elements.len() - 1);
    }

    fn end(&mut self) -> Step {
        if let Some(element) = self.current.and_then(|at| self.elements.get_mut(at)) {
            element.close();
            self.current = element.parent;
        } else if self.depth == 2 {
            self.error = 1;
        }
        self.depth = self.depth.saturating_sub(1);
        match self.depth {
            0 => Step::Stop(if self.error == 0 {
                Extent::None
            } else {
                Extent::Whole
            }),
            _ => Step::Go,
        }
    }

    /// Takes text as written. Before the root it must be blank.
    fn literal(&mut self, piece: Cow<'a, str>) -> Step {
        if self.depth == 0 && !piece.trim_ascii().is_empty() {
            return Step::Stop(Extent::None);
        }
        self.push(piece, Piece::Literal);
        Step::Go
    }

    /// Takes what is no event any more. Where it begins like the end of an element, the text of the element is whole.
    fn broken(&mut self, rest: &[u8]) -> Step {
        let element = self.current.and_then(|at| self.elements.get_mut(at));
        if let (Some(element), true) = (element, rest.starts_with(b"</")) {
            element.close();
        }
        Step::Stop(Extent::Cut)
    }

    fn push(&mut self, piece: Cow<'a, str>, kind: Piece) {
        if let Some(element) = self.current.and_then(|at| self.elements.get_mut(at)) {
            element.push(piece, kind);
        }
    }

    fn finish(self, extent: Extent) -> Found<'a> {
        if self.error == 0 || extent == Extent::None {
            return Found::NONE;
        }
        let kept = self.elements.into_iter().filter(Element::is_field);
        Found {
            fields: kept.map(|element| element.field).collect(),
            extent,
        }
    }
}

/// How a piece of text was written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// As it is; white space at the ends of the element is not part of its text.
    Literal,
    /// As a reference: white space is meant.
    Fixed,
}

impl<'a> Element<'a> {
    fn push(&mut self, piece: Cow<'a, str>, kind: Piece) {
        let value = &mut self.field.value;
        let piece = match kind {
            Piece::Literal if value.is_empty() => trimmed_start(piece),
            _ => piece,
        };
        if value.is_empty() {
            *value = piece;
        } else if !piece.is_empty() {
            value.to_mut().push_str(&piece);
        }
        if kind == Piece::Fixed {
            self.fixed = value.len();
        }
    }

    fn close(&mut self) {
        let kept = self.field.value.trim_ascii_end().len().max(self.fixed);
        match &mut self.field.value {
            Cow::Borrowed(text) => *text = text.get(..kept).unwrap_or(text),
            Cow::Owned(text) => text.truncate(kept),
        }
        self.state = match self.state {
            State::Parent => State::Ended,
            _ => State::Leaf,
        };
    }

    /// An element whose end was met, unless it does nothing but hold others.
    fn is_field(&self) -> bool {
        match self.state {
            State::Leaf => true,
            State::Ended => !self.field.value.is_empty(),
            State::Open | State::Parent => false,
        }
    }
}

fn trimmed_start(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_ascii_start()),
        Cow::Owned(text) => Cow::Owned(text.trim_ascii_start().into()),
    }
}

/// The text of a reference; one that XML does not define stands for itself.
fn resolved(reference: BytesRef<'_>) -> Cow<'_, str> {
    if let Ok(Some(sign)) = reference.resolve_char_ref() {
        return Cow::Owned(sign.into());
    }
    let name = lossy(reference.into_inner());
    match quick_xml::escape::resolve_predefined_entity(&name) {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(alloc::format!("&{name};")),
    }
}
