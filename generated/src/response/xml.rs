//! Reads the elements of an error in XML, well-formed or not.
//!
//! Knows what elements and references mean, and the broken ways in which they are sent and pasted. It walks over pieces
//! with a counter in place of recursion, and never reads more than it is given. What it allocates is what it gives: a
//! list of the size that the text asks for, and texts that do not stand in the body as they are meant. Knows no service
//! and no code.

use super::field::{Field, Level};
use super::found::{Extent, Found, MOST_ELEMENTS, lossy};
use super::markup::{Token, Tokens, to_tag};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::BytesRef;

/// The root of an error.
const ERROR: &[u8] = b"Error";

/// The root of an answer that wraps an error.
const WRAPPER: &[u8] = b"ErrorResponse";

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
    let mut walk = Walk::new(text);
    loop {
        let token = walk.tokens.next();
        if let Step::Stop(extent) = walk.take(token) {
            return walk.finish(extent);
        }
    }
}

/// What to do after a piece.
enum Step {
    Go,
    Stop(Extent),
}

/// How an element stands.
#[derive(Clone, Copy, PartialEq, Eq)]
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

/// An element under the root. Where an address has eight bytes it is as large as a [`Field`], so that a list of them
/// becomes one of fields in the memory it has.
struct Element<'a> {
    name: Cow<'a, str>,
    value: Cow<'a, str>,
    /// So much of the text is kept as it is; white space behind it is not part of the text.
    fixed: u32,
    /// There are no more elements than a byte can count.
    parent: Option<u8>,
    state: State,
    level: Level,
}

struct Walk<'a> {
    tokens: Tokens<'a>,
    elements: Vec<Element<'a>>,
    /// The innermost open element under the root.
    current: Option<u8>,
    /// How many elements are open.
    depth: usize,
    /// The depth of the open element whose children are the error's own.
    error: usize,
}

impl<'a> Walk<'a> {
    fn new(text: &'a [u8]) -> Self {
        Self {
            tokens: Tokens::new(text),
            elements: Vec::new(),
            current: None,
            depth: 0,
            error: 0,
        }
    }

    fn take(&mut self, token: Token<'a>) -> Step {
        match token {
            Token::Start(name) => self.start(plain(name)),
            Token::Empty(name) => match self.start(plain(name)) {
                Step::Go => self.end(),
                stop @ Step::Stop(_) => stop,
            },
            Token::End => self.end(),
            Token::Text(_) if self.depth > 0 && self.current.is_none() => Step::Go,
            Token::Text(piece) => self.literal(lossy(Cow::Borrowed(piece))),
            Token::CData(piece) => self.literal(lossy(piece)),
            Token::Reference(reference) => {
                self.reference(reference);
                Step::Go
            }
            Token::Aside => Step::Go,
            Token::Broken => self.broken(),
            Token::Over => Step::Stop(Extent::Cut),
        }
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
        let parent = self.current;
        if let Some(parent) = self.innermost() {
            parent.state = State::Parent;
        }
        if self.elements.is_empty() {
            let more = starts(self.tokens.rest()).min(MOST_ELEMENTS - 1);
            self.elements.reserve_exact(1 + more);
        }
        self.current = u8::try_from(self.elements.len()).ok();
        self.elements.push(Element {
            name: lossy(Cow::Borrowed(name)),
            value: Cow::Borrowed(""),
            fixed: 0,
            parent,
            state: State::Open,
            level: if own { Level::Direct } else { Level::Nested },
        });
    }

    fn innermost(&mut self) -> Option<&mut Element<'a>> {
        self.elements.get_mut(usize::from(self.current?))
    }

    fn end(&mut self) -> Step {
        if let Some(element) = self.innermost() {
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

    /// Takes text as written; white space at the ends of the element is not part of its text. Before the root it must be
    /// blank.
    fn literal(&mut self, piece: Cow<'a, str>) -> Step {
        if self.depth == 0 && !piece.trim_ascii().is_empty() {
            return Step::Stop(Extent::None);
        }
        let behind = self.tokens.rest();
        if let Some(element) = self.innermost() {
            element.push(piece, behind);
        }
        Step::Go
    }

    /// Takes a reference, whose white space is meant. One that XML does not define stands for itself.
    fn reference(&mut self, reference: &'a [u8]) {
        let behind = self.tokens.rest();
        let Some(element) = self.innermost() else {
            return;
        };
        let text = lossy(Cow::Borrowed(reference));
        let name = text.trim_start_matches('&').trim_end_matches(';');
        if let Ok(Some(sign)) = BytesRef::new(name).resolve_char_ref() {
            element.put(sign.encode_utf8(&mut [0; 4]), behind);
        } else {
            element.put(resolve_predefined_entity(name).unwrap_or(&text), behind);
        }
        element.fixed = u32::try_from(element.value.len()).unwrap_or(u32::MAX);
    }

    /// Takes what is no markup. Where it begins like the end of an element, the text of the element is whole.
    fn broken(&mut self) -> Step {
        let is_end = self.tokens.rest().starts_with(b"</");
        if let Some(element) = self.innermost().filter(|_| is_end) {
            element.close();
        }
        Step::Stop(Extent::Cut)
    }

    fn finish(self, extent: Extent) -> Found<'a> {
        if self.error == 0 || extent == Extent::None {
            return Found::NONE;
        }
        let kept = self.elements.into_iter().filter(Element::is_field);
        Found {
            fields: kept.map(Element::into_field).collect(),
            extent,
        }
    }
}

impl<'a> Element<'a> {
    /// Takes text as written, and with it what stands behind it.
    fn push(&mut self, piece: Cow<'a, str>, behind: &[u8]) {
        if self.value.is_empty() {
            self.value = trimmed_start(piece);
        } else {
            self.put(&piece, behind);
        }
    }

    /// Adds a piece to the text. Where the text is copied for that, there is room for all that stands behind the piece and
    /// before the next tag.
    fn put(&mut self, piece: &str, behind: &[u8]) {
        match &mut self.value {
            Cow::Owned(text) => text.push_str(piece),
            Cow::Borrowed(_) if piece.is_empty() => {}
            Cow::Borrowed(text) => {
                let room = to_tag(behind);
                let mut owned = String::with_capacity(text.len() + piece.len() + room);
                owned.push_str(text);
                owned.push_str(piece);
                self.value = Cow::Owned(owned);
            }
        }
    }

    fn close(&mut self) {
        let fixed = usize::try_from(self.fixed).unwrap_or(usize::MAX);
        let kept = self.value.trim_ascii_end().len().max(fixed);
        match &mut self.value {
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
            State::Ended => !self.value.is_empty(),
            State::Open | State::Parent => false,
        }
    }

    fn into_field(self) -> Field<'a> {
        Field {
            name: self.name,
            value: self.value,
            level: self.level,
        }
    }
}

/// A name without its prefix.
fn plain(name: &[u8]) -> &[u8] {
    name.rsplit(|byte| *byte == b':').next().unwrap_or(name)
}

/// How many elements begin in a text, or a few more.
fn starts(text: &[u8]) -> usize {
    let behind = text.get(1..).unwrap_or_default();
    // In blocks whose count fits a byte: so the compiler makes it many bytes at a time.
    let blocks = text.chunks(128).zip(behind.chunks(128));
    let count = |(text, behind): (&[u8], &[u8])| {
        let pairs = text.iter().zip(behind);
        pairs.fold(0_u8, |count, (byte, next)| {
            count + u8::from(*byte == b'<' && *next > b'?')
        })
    };
    blocks.map(|block| usize::from(count(block))).sum()
}

fn trimmed_start(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_ascii_start()),
        Cow::Owned(text) => Cow::Owned(text.trim_ascii_start().into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Element, Field, read, starts};
    use alloc::borrow::Cow;
    use alloc::vec::Vec;

    /// Of two elements with text, one needs a copy of it.
    const TEXT: &str = "<Error><Code>A</Code>\n<Details><Key>a &amp; &#98;</Key></Details></Error>";

    #[test]
    fn what_is_allocated_is_what_is_given() {
        assert_eq!(size_of::<Element>(), size_of::<Field>());
        let found = read(TEXT.as_bytes());
        let values: Vec<&str> = found.fields.iter().map(Field::value).collect();
        assert_eq!(values, ["A", "a & b"]);
        // Room for three elements, of which one does nothing but hold another.
        assert_eq!(found.fields.capacity(), 3);
        assert!(matches!(found.fields[0].value, Cow::Borrowed(_)));
        let Cow::Owned(text) = &found.fields[1].value else {
            panic!("it does not stand in the text");
        };
        assert_eq!(text.capacity(), "a & &#98;".len());
    }

    #[test]
    fn elements_are_counted_at_every_place() {
        for before in 0..300 {
            let text = " ".repeat(before) + "<a><b/><!-- --><?c?></a> < <";
            assert_eq!(starts(text.as_bytes()), 2, "{before}");
        }
    }
}
