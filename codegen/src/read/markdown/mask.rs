//! A copy of a text in which some bytes are hidden from the markdown parser.
//!
//! Knows how to hide bytes so that every other byte keeps its offset, and which links need it. The parser reads the
//! masked text, and what it finds is then taken from the true text at the same offsets.

use std::borrow::Cow;
use std::ops::Range;

/// A text, copied once the first byte is hidden.
pub(super) struct Mask<'a> {
    text: &'a str,
    bytes: Option<Vec<u8>>,
}

impl<'a> Mask<'a> {
    /// `text` with the targets of links that hold spaces hidden.
    pub(super) fn new(text: &'a str) -> Self {
        let mut mask = Self { text, bytes: None };
        let opens = |at: &usize| text.as_bytes().get(at + 1) == Some(&b'(');
        for at in text.match_indices(']').map(|(at, _)| at).filter(opens) {
            if let Some(target) = spaced_target(text, at + 2) {
                mask.fill(target, b'.');
            }
        }
        mask
    }

    /// Puts spaces in the place of what stands at `range`; ends of lines stay.
    pub(super) fn blank(&mut self, range: Range<usize>) {
        self.fill(range, b' ');
    }

    /// Puts the ASCII character `byte` at `offset`, where an ASCII character or a blank must stand.
    pub(super) fn put(&mut self, offset: usize, byte: u8) {
        self.fill(offset..offset + 1, byte);
    }

    /// Makes the parser find nothing at `range`, of four ASCII characters or more, without setting off what follows: a
    /// link that has no text.
    pub(super) fn vanish(&mut self, range: Range<usize>) {
        let start = range.start;
        self.fill(range.clone(), b'.');
        self.put(start, b'[');
        self.put(start + 1, b']');
        self.put(start + 2, b'(');
        self.put(range.end - 1, b')');
    }

    fn fill(&mut self, range: Range<usize>, byte: u8) {
        let bytes = self
            .bytes
            .get_or_insert_with(|| self.text.as_bytes().to_vec());
        for place in bytes.get_mut(range).unwrap_or_default() {
            if !matches!(place, b'\n' | b'\r') {
                *place = byte;
            }
        }
    }

    /// The text to parse, as long as the true one.
    pub(super) fn finish(self) -> Cow<'a, str> {
        match self.bytes.map(String::from_utf8) {
            Some(Ok(masked)) => Cow::Owned(masked),
            _ => Cow::Borrowed(self.text),
        }
    }
}

/// The target of a link that starts at `start`, if it holds spaces and looks like a path or an address: `CommonMark`
/// takes no such link, many exports write them. One with a title or in `<>` needs no help.
fn spaced_target(text: &str, start: usize) -> Option<Range<usize>> {
    let end = start + target_length(text.get(start..)?.as_bytes())?;
    let target = text.get(start..end)?;
    let (first, rest) = target.trim().split_once([' ', '\t'])?;
    let rest = rest.trim();
    let ends = (rest.chars().next()?, rest.chars().last()?);
    let titled = rest.len() > 1 && matches!(ends, ('"', '"') | ('\'', '\'') | ('(', ')'));
    let title = titled && !rest.contains('/');
    let path = target.contains('/') || first.starts_with(['.', '#']) || is_page(target);
    (path && !title && !first.starts_with('<')).then_some(start..end)
}

/// Whether `target` ends as the name of a page does.
fn is_page(target: &str) -> bool {
    let name = target
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension);
    name.eq_ignore_ascii_case("md") || name.eq_ignore_ascii_case("html")
}

/// How many bytes there are to the parenthesis that closes a target, on one line and before another link.
fn target_length(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            b'\n' | b'`' => return None,
            b']' if bytes.get(at + 1) == Some(&b'(') => return None,
            _ => {}
        }
    }
    None
}
