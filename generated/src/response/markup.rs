//! Cuts an XML text into tags, texts and references, well-formed or not.
//!
//! The ends of tags are found by a parser of quick-xml, and what is neither element nor text is read by its reader. The
//! elements are not, as that reader keeps the names of the open ones in memory of its own. Knows XML. Knows nothing of
//! what an element is.

use alloc::borrow::Cow;
use memchr::{memchr, memchr2, memchr3};
use quick_xml::Reader;
use quick_xml::events::Event;
use quick_xml::parser::{ElementParser, Parser as _};

/// A piece of an XML text.
pub(super) enum Token<'a> {
    /// The tag at the start of an element of this name.
    Start(&'a [u8]),
    /// The tag that is a whole element of this name.
    Empty(&'a [u8]),
    /// The tag at the end of an element.
    End,
    /// Text as written, also `&` where no reference begins.
    Text(&'a [u8]),
    /// What stands in a CDATA section.
    CData(Cow<'a, [u8]>),
    /// A whole reference, from `&` to `;`.
    Reference(&'a [u8]),
    /// A comment, an instruction, a declaration.
    Aside,
    /// What begins like markup, and is none or has no end. It stays where it is.
    Broken,
    /// There is nothing more.
    Over,
}

/// Walks over the pieces of a text.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    /// The pieces of `text`.
    pub fn new(text: &'a [u8]) -> Self {
        Self { rest: text }
    }

    /// What was not given yet.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The next piece.
    pub fn next(&mut self) -> Token<'a> {
        match self.rest {
            [] => Token::Over,
            [b'<', b'!' | b'?', ..] => self.other(),
            [b'<', b'/', ..] => self.tag().map_or(Token::Broken, |_| Token::End),
            [b'<', ..] => self.tag().map_or(Token::Broken, opening),
            [b'&', behind @ ..] => self.reference(behind),
            _ => Token::Text(self.take(memchr2(b'<', b'&', self.rest))),
        }
    }

    /// Takes so many bytes, or all.
    fn take(&mut self, count: Option<usize>) -> &'a [u8] {
        let count = count.unwrap_or(self.rest.len());
        let (taken, rest) = self
            .rest
            .split_at_checked(count)
            .unwrap_or((self.rest, &[]));
        self.rest = rest;
        taken
    }

    /// What stands in the next tag, which is a tag: `>` in quotes does not end it.
    fn tag(&mut self) -> Option<&'a [u8]> {
        let end = ElementParser::default().feed(self.rest)?;
        self.take(Some(end + 1)).get(1..end)
    }

    /// A reference, which ends before any other markup; else the text that stands in its place.
    fn reference(&mut self, behind: &[u8]) -> Token<'a> {
        match memchr3(b';', b'&', b'<', behind) {
            Some(at) if behind.get(at) == Some(&b';') => Token::Reference(self.take(Some(at + 2))),
            end => Token::Text(self.take(end.map(|at| at + 1))),
        }
    }

    /// What begins with `<!` or `<?`.
    fn other(&mut self) -> Token<'a> {
        let mut reader = Reader::from_reader(self.rest);
        let Ok(event) = reader.read_event() else {
            return Token::Broken;
        };
        self.take(usize::try_from(reader.buffer_position()).ok());
        match event {
            Event::CData(text) => Token::CData(text.into_inner()),
            _ => Token::Aside,
        }
    }
}

/// How many bytes there are to the next tag.
pub(super) fn to_tag(text: &[u8]) -> usize {
    memchr(b'<', text).unwrap_or(text.len())
}

/// The piece that is a tag at the start of an element, by what stands in the tag.
fn opening(tag: &[u8]) -> Token<'_> {
    let (tag, of): (_, fn(_) -> _) = match tag.strip_suffix(b"/") {
        Some(tag) => (tag, Token::Empty),
        None => (tag, Token::Start),
    };
    let end = tag.iter().position(|byte| b" \t\r\n".contains(byte));
    of(tag.get(..end.unwrap_or(tag.len())).unwrap_or_default())
}
