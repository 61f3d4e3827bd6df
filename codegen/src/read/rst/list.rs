//! Lists: with bullets, with numbers, of terms, of fields, of options.
//!
//! Knows where an item ends and a list goes on. Knows nothing of what stands in an item.

use super::enumerator::{self, Enumerator, Sequence};
use super::indent::{self, Indented};
use super::marker;
use super::source::Line;
use super::{Place, Reader};
use crate::document::{Block, Definition, Item, List, Text};

/// What opens an item.
#[derive(Clone, Copy)]
struct Mark {
    /// Its bytes.
    length: usize,
    /// Its columns.
    width: usize,
    /// The number that it is, in digits.
    number: Option<u32>,
}

impl Mark {
    /// The mark that `number` is.
    fn of(number: Enumerator) -> Self {
        let digits = number.sequence == Sequence::Arabic;
        Self {
            length: number.mark,
            width: number.mark,
            number: Some(number.ordinal).filter(|_| digits),
        }
    }
}

/// The index of the first line at `from` or behind it that is not blank.
fn skip_blank(lines: &[Line], from: usize) -> usize {
    from + lines.iter().skip(from).take_while(|it| it.blank()).count()
}

impl Reader<'_> {
    /// Reads the list with `bullet` that begins at `start`.
    pub(super) fn bullets(
        &mut self,
        lines: &[Line],
        start: usize,
        bullet: char,
        place: Place,
        out: &mut Vec<Block>,
    ) -> usize {
        let mut items = Vec::new();
        let mut index = start;
        let end = loop {
            let mark = lines.get(index).and_then(|it| marker::bullet(it.text));
            let Some((_, mark)) = mark.filter(|it| it.0 == bullet) else {
                break index;
            };
            let mark = Mark {
                length: mark,
                width: mark + 1 - bullet.len_utf8(),
                number: None,
            };
            index = self.item(lines, index, mark, place, &mut items);
        };
        out.push(list(false, items));
        end
    }

    /// Reads the numbered list that begins with `first` at `start`.
    pub(super) fn numbers(
        &mut self,
        lines: &[Line],
        start: usize,
        first: Enumerator,
        place: Place,
        out: &mut Vec<Block>,
    ) -> usize {
        let mut items = Vec::new();
        let mut index = self.item(lines, start, Mark::of(first), place, &mut items);
        let mut last = first;
        while let Some(next) = follower(lines, index, &first, &last) {
            index = self.item(lines, index, Mark::of(next), place, &mut items);
            last = next;
        }
        out.push(list(true, items));
        index
    }

    /// Reads the item at `index`, which `mark` opens, and gives the index of what follows.
    fn item(
        &mut self,
        lines: &[Line],
        index: usize,
        mark: Mark,
        place: Place,
        items: &mut Vec<Item>,
    ) -> usize {
        let Some(line) = lines.get(index) else {
            return index + 1;
        };
        let text = indent::item(lines, index, mark.length, mark.width);
        items.push(Item {
            at: self.source.at(line),
            number: mark.number,
            blocks: self.inner(&text.lines, place),
        });
        skip_blank(lines, text.next)
    }

    /// Reads the terms with their definitions that begin at `start`.
    pub(super) fn definitions(
        &mut self,
        lines: &[Line],
        start: usize,
        place: Place,
        out: &mut Vec<Block>,
    ) -> usize {
        let mut index = start;
        loop {
            let text = indent::block(lines, index + 1);
            let term = lines.get(index..=index).unwrap_or_default();
            let term = self.text(term);
            self.define(vec![term], &text, place, out);
            index = skip_blank(lines, text.next);
            if !is_term(lines, index) {
                return index;
            }
        }
    }

    /// Reads the fields that begin at `start`.
    pub(super) fn fields(
        &mut self,
        lines: &[Line],
        start: usize,
        place: Place,
        out: &mut Vec<Block>,
    ) -> usize {
        let mut index = start;
        while let Some((line, (end, mark))) = lines
            .get(index)
            .and_then(|it| Some((it, marker::field(it.text)?)))
        {
            let text = indent::hanging(lines, index, mark);
            let at = self.source.at(line);
            let name = self
                .inline
                .text(at, line.text.get(1..end).unwrap_or_default());
            self.define(vec![name], &text, place, out);
            index = skip_blank(lines, text.next);
        }
        index
    }

    /// Reads the options that begin at `start`.
    pub(super) fn options(
        &mut self,
        lines: &[Line],
        start: usize,
        place: Place,
        out: &mut Vec<Block>,
    ) -> usize {
        let mut index = start;
        while let Some((line, (end, mark))) = lines
            .get(index)
            .and_then(|it| Some((it, marker::option(it.text)?)))
        {
            let text = indent::hanging(lines, index, mark);
            if text.lines.is_empty() {
                return index;
            }
            let at = self.source.at(line);
            let names = line.text.get(..end).unwrap_or_default().split(", ");
            let terms = names.map(|it| Text::new(at, it)).collect();
            self.define(terms, &text, place, out);
            index = skip_blank(lines, text.next);
        }
        index
    }

    /// Adds `terms` with what `text` says of them.
    pub(super) fn define(
        &mut self,
        terms: Vec<Text>,
        text: &Indented,
        place: Place,
        out: &mut Vec<Block>,
    ) {
        let blocks = self.inner(&text.lines, place);
        out.push(Block::Definition(Definition { terms, blocks }));
    }
}

/// Whether an option with a description begins at `at`.
pub(super) fn is_option(lines: &[Line], at: usize) -> bool {
    let Some((_, mark)) = lines.get(at).and_then(|it| marker::option(it.text)) else {
        return false;
    };
    !indent::hanging(lines, at, mark).lines.is_empty()
}

fn list(ordered: bool, items: Vec<Item>) -> Block {
    Block::List(List { ordered, items })
}

/// The number at `index`, if it goes on with the list that began with `first` and came to `last`.
fn follower(
    lines: &[Line],
    index: usize,
    first: &Enumerator,
    last: &Enumerator,
) -> Option<Enumerator> {
    let line = lines.get(index)?;
    let next = enumerator::read(line.text, Some(first.sequence))?;
    let auto = next.sequence == Sequence::Auto;
    let numbered = next.sequence == first.sequence
        && last.sequence != Sequence::Auto
        && next.ordinal == last.ordinal.saturating_add(1);
    let below = lines.get(index + 1).map(|it| it.text);
    (next.form == first.form && (auto || numbered) && next.stands_before(below)).then_some(next)
}

/// Whether a term with its definition stands at `index`: text that no mark begins, and indented text right below it.
fn is_term(lines: &[Line], index: usize) -> bool {
    let Some(line) = lines.get(index) else {
        return false;
    };
    let text = line.text;
    let below = lines.get(index + 1).is_some_and(|it| it.indent() > 0);
    let marked = text.starts_with(' ')
        || marker::bullet(text).is_some()
        || marker::field(text).is_some()
        || marker::option(text).is_some()
        || marker::border(text)
        || marker::simple_top(text)
        || marker::rule(text).is_some()
        || [">>>", "|", "..", "__"]
            .iter()
            .any(|it| marker::plain(text, it).is_some())
        || enumerator::read(text, None).is_some();
    below && !marked
}
