//! Reads the texts of an error in JSON, cut off or not.
//!
//! It is no general reader: it gathers names and texts in order, wherever they stand, and keeps what came before a
//! mistake. A full JSON library would refuse a text that is cut, build a tree of the rest, and be a dependency for forty
//! lines of scanning. Knows no service and no code.

use super::field::{Field, Level};
use super::found::{Extent, Found, MOST_ELEMENTS, lossy};
use alloc::borrow::Cow;
use alloc::vec::Vec;
use memchr::memchr_iter;

/// What an error in JSON stands under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Root {
    /// `{"Error": {…}}`
    Error,
    /// `{…}`
    Flat,
}

/// The texts of a JSON object, and whether it holds an error object.
pub(super) fn read(text: &[u8]) -> (Found<'_>, Root) {
    let mut walk = Walk {
        scan: Scan { text, at: 0 },
        fields: Vec::new(),
        key: None,
        depth: 0,
        error: Inside::Not,
        root: Root::Flat,
    };
    let extent = walk.run();
    let found = Found {
        fields: walk.fields,
        extent,
    };
    (found, walk.root)
}

/// Whether the walk is inside of the error object.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Not,
    Error,
}

struct Walk<'a> {
    scan: Scan<'a>,
    fields: Vec<Field<'a>>,
    /// The latest name.
    key: Option<Cow<'a, str>>,
    depth: usize,
    error: Inside,
    root: Root,
}

impl<'a> Walk<'a> {
    fn run(&mut self) -> Extent {
        while let Some(token) = self.scan.next() {
            match token {
                Token::Open(bracket) => self.open(bracket),
                Token::Close if self.close() == 0 => return Extent::Whole,
                Token::Close => {}
                Token::Text(text) if self.scan.is_name() => self.key = Some(text),
                Token::Text(text) => self.value(text),
            }
            if self.fields.len() == MOST_ELEMENTS {
                return Extent::Limited;
            }
        }
        Extent::Cut
    }

    fn open(&mut self, bracket: u8) {
        self.depth += 1;
        let named = self
            .key
            .as_deref()
            .is_some_and(|key| key.eq_ignore_ascii_case("Error"));
        if self.depth == 2 && bracket == b'{' && named {
            self.error = Inside::Error;
            self.root = Root::Error;
        }
    }

    fn close(&mut self) -> usize {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 1 {
            self.error = Inside::Not;
        }
        self.key = None;
        self.depth
    }

    fn value(&mut self, value: Cow<'a, str>) {
        let Some(name) = self.key.clone() else { return };
        let level = match (self.depth, self.error) {
            (1, _) | (2, Inside::Error) => Level::Direct,
            _ => Level::Nested,
        };
        if self.fields.is_empty() {
            // One for every name that follows, and for every colon in a text.
            let more = memchr_iter(b':', self.scan.rest()).count();
            self.fields.reserve_exact(1 + more.min(MOST_ELEMENTS - 1));
        }
        self.fields.push(Field { name, value, level });
    }
}

enum Token<'a> {
    Open(u8),
    Close,
    /// A string, a number, or a word; for `null` it is empty.
    Text(Cow<'a, str>),
}

/// Walks over the bytes of a text.
struct Scan<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    /// The next token; none at the end of the text, and none for one that the end cuts off.
    fn next(&mut self) -> Option<Token<'a>> {
        self.skip(|byte| byte.is_ascii_whitespace() || matches!(byte, b',' | b':'));
        let byte = *self.text.get(self.at)?;
        match byte {
            b'{' | b'[' => {
                self.at += 1;
                Some(Token::Open(byte))
            }
            b'}' | b']' => {
                self.at += 1;
                Some(Token::Close)
            }
            b'"' => {
                self.at += 1;
                self.string().map(Token::Text)
            }
            _ => self.word().map(Token::Text),
        }
    }

    /// What was not read yet.
    fn rest(&self) -> &'a [u8] {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip(&mut self, wanted: impl Fn(u8) -> bool) {
        while self.text.get(self.at).is_some_and(|byte| wanted(*byte)) {
            self.at += 1;
        }
    }

    /// Whether what was read is a name, as a colon follows.
    fn is_name(&mut self) -> bool {
        self.skip(|byte| byte.is_ascii_whitespace());
        self.text.get(self.at) == Some(&b':')
    }

    /// A number or a word; nothing where the end may cut it off.
    fn word(&mut self) -> Option<Cow<'a, str>> {
        let start = self.at;
        self.skip(|byte| !byte.is_ascii_whitespace() && !b",:{}[]\"".contains(&byte));
        let word = self.text.get(start..self.at)?;
        if self.at == self.text.len() {
            return None;
        }
        Some(match word {
            b"null" => Cow::Borrowed(""),
            word => lossy(Cow::Borrowed(word)),
        })
    }

    /// The rest of a string whose quote was read.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        let mut whole = Cow::Borrowed("");
        loop {
            let start = self.at;
            self.skip(|byte| !matches!(byte, b'"' | b'\\'));
            let piece = lossy(Cow::Borrowed(self.text.get(start..self.at)?));
            if whole.is_empty() {
                whole = piece;
            } else {
                whole.to_mut().push_str(&piece);
            }
            let stop = *self.text.get(self.at)?;
            self.at += 1;
            if stop == b'"' {
                return Some(whole);
            }
            whole.to_mut().push(self.escape()?);
        }
    }

    /// The sign of an escape whose backslash was read; one that JSON does not define stands for its letter.
    fn escape(&mut self) -> Option<char> {
        let letter = *self.text.get(self.at)?;
        if !letter.is_ascii() {
            return Some('\\');
        }
        self.at += 1;
        Some(match letter {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => return self.unicode(),
            other => char::from(other),
        })
    }

    /// The character of `\u`, of two of them where the first is half of a pair.
    fn unicode(&mut self) -> Option<char> {
        let first = self.four()?;
        if !(0xD800..0xDC00).contains(&first) || !self.text.get(self.at..)?.starts_with(b"\\u") {
            return Some(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let before = self.at;
        self.at += 2;
        let second = self.four()?;
        if (0xDC00..0xE000).contains(&second) {
            return char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
        }
        self.at = before;
        Some(char::REPLACEMENT_CHARACTER)
    }

    /// Four hexadecimal digits; fewer where another sign stands in their place.
    fn four(&mut self) -> Option<u32> {
        let mut value = 0;
        for _ in 0..4 {
            let byte = *self.text.get(self.at)?;
            let Some(digit) = char::from(byte).to_digit(16) else {
                break;
            };
            value = value * 16 + digit;
            self.at += 1;
        }
        Some(value)
    }
}
