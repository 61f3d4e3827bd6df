//! A body of blocks: which kind of block begins at a line, and the simplest kinds themselves.
//!
//! Knows the order in which docutils tries its marks. Knows nothing of what stands in tables and directives.

use super::indent;
use super::list::is_option;
use super::marker;
use super::source::Line;
use super::table::is_grid;
use super::words::Words;
use super::{Place, Reader, enumerator, fault, joined};
use crate::document::{Block, Fault, Pos, Table, Text};
use crate::limits::RST_NESTED;

impl Reader<'_> {
    /// Reads `lines` as a body of blocks.
    pub(super) fn body(&mut self, lines: &[Line], place: Place, out: &mut Vec<Block>) {
        if place.depth > RST_NESTED {
            return self.too_deep(lines, out);
        }
        let mut index = 0;
        while let Some(line) = lines.get(index) {
            index = if line.blank() {
                index + 1
            } else {
                let next = self.block(lines, index, place, out).max(index + 1);
                self.check_end(lines, next, out);
                next
            };
        }
    }

    /// Says so in the table that stands last in `blocks` where the line at `next` seems to break it off: it stands right
    /// below the table and further left, and lines that are indented go on below it.
    fn check_end(&self, lines: &[Line], next: usize, blocks: &mut [Block]) {
        let last = next.checked_sub(1).and_then(|at| lines.get(at));
        let Some(line) = lines
            .get(next)
            .filter(|it| !it.blank() && last.is_some_and(|it| it.indent() > 0))
        else {
            return;
        };
        let Some(table) = last_table(blocks) else {
            return;
        };
        let mut below = lines.iter().skip(next).take_while(|it| !it.blank());
        let at = self.source.at(line);
        let known = table.faults.iter().any(|it| it.at == at);
        if !known && below.any(|it| it.indent() > 0) {
            table.faults.push(Fault {
                at,
                what:
                    "the line stands further left and ends the table, whether or not rows follow it"
                        .to_owned(),
                help: "put a blank line before it, or indent it with the rows".to_owned(),
            });
        }
    }

    /// What stands in an item or a cell.
    pub(super) fn inner(&mut self, lines: &[Line], place: Place) -> Vec<Block> {
        let mut out = Vec::new();
        self.body(lines, place.inside(), &mut out);
        out.shrink_to_fit();
        out
    }

    /// Reads the block that begins at `start` and gives the index after it.
    fn block(&mut self, lines: &[Line], start: usize, place: Place, out: &mut Vec<Block>) -> usize {
        let Some(line) = lines.get(start) else {
            return start + 1;
        };
        let text = line.text;
        if text.starts_with(' ') {
            let quote = indent::block(lines, start);
            self.body(&quote.lines, place.inside(), out);
            return quote.next;
        }
        if let Some((bullet, _)) = marker::bullet(text) {
            return self.bullets(lines, start, bullet, place, out);
        }
        let number = enumerator::read(text, None);
        let next = lines.get(start + 1).map(|it| it.text);
        if let Some(number) = number.filter(|it| it.stands_before(next)) {
            return self.numbers(lines, start, number, place, out);
        }
        let marked = self.marked(lines, start, place, out);
        marked.unwrap_or_else(|| self.running(lines, start, place, out))
    }

    /// Reads the block at `start` if a mark says what it is.
    fn marked(
        &mut self,
        lines: &[Line],
        start: usize,
        place: Place,
        out: &mut Vec<Block>,
    ) -> Option<usize> {
        let line = lines.get(start)?;
        let text = line.text;
        match text.as_bytes().first()? {
            b':' if marker::field(text).is_some() => Some(self.fields(lines, start, place, out)),
            b'-' | b'+' | b'/' if is_option(lines, start) => {
                Some(self.options(lines, start, place, out))
            }
            b'>' if marker::plain(text, ">>>").is_some() => Some(self.doctest(lines, start, out)),
            _ if is_grid(lines, start) || marker::grid_start(text) => {
                let doubt = self.crowded(lines, start);
                Some(self.grid(lines, start, place, doubt, out))
            }
            b'|' if marker::plain(text, "|").is_some() => Some(self.line_block(lines, start, out)),
            b'=' if marker::simple_top(text) => {
                let doubt = self.crowded(lines, start);
                Some(self.simple(lines, start, place, doubt, out))
            }
            b'.' if marker::plain(text, "..").is_some() => {
                Some(self.explicit(lines, start, place, out))
            }
            b'_' if marker::plain(text, "__").is_some() => {
                self.inline.anonymous_target();
                Some(indent::hanging_until_blank(lines, start, 2).next)
            }
            _ => self.ruled(lines, start, place, out),
        }
    }

    /// Reads what no mark begins: a title, a term with its definition, or a paragraph.
    fn running(
        &mut self,
        lines: &[Line],
        start: usize,
        place: Place,
        out: &mut Vec<Block>,
    ) -> usize {
        if lines.get(start + 1).is_some_and(|it| it.indent() > 0) {
            return self.definitions(lines, start, place, out);
        }
        if let Some(next) = self.underlined(lines, start, out) {
            return next;
        }
        let ends = |at: usize, line: &Line| {
            line.blank() || line.indent() > 0 || is_grid(lines, at) || is_simple(lines, at)
        };
        let below = lines.iter().enumerate().skip(start + 1);
        let end = below.take_while(|(at, line)| !ends(*at, line)).count() + start + 1;
        let literal = self.paragraph(lines.get(start..end).unwrap_or_default(), out);
        match lines
            .get(end)
            .map(|line| (line, line.text.as_bytes().first()))
        {
            Some((line, Some(b'='))) => {
                self.simple(lines, end, place, Some(self.joined_to_text(line)), out)
            }
            Some((line, Some(b'+' | b'|'))) => {
                self.grid(lines, end, place, Some(self.joined_to_text(line)), out)
            }
            _ if literal => self.literal(lines, end, out),
            _ => end,
        }
    }

    /// A fault where the table at `start` stands right below a line of something else. Explicit markup may.
    fn crowded(&self, lines: &[Line], start: usize) -> Option<Fault> {
        let above = start.checked_sub(1).and_then(|at| lines.get(at))?;
        let apart = above.blank() || above.text.starts_with([' ', '.', '_']);
        (!apart).then(|| self.joined_to_text(lines.get(start).unwrap_or(above)))
    }

    fn joined_to_text(&self, line: &Line) -> Fault {
        Fault {
            at: self.source.at(line),
            what: "the table stands right below a line of text, and may be a part of it".to_owned(),
            help: "put a blank line before the table".to_owned(),
        }
    }

    /// Adds `lines` as a paragraph; says whether a literal block is to follow.
    fn paragraph(&mut self, lines: &[Line], out: &mut Vec<Block>) -> bool {
        let mut lines = lines.to_vec();
        let Some(last) = lines.last_mut() else {
            return false;
        };
        let literal = ends_in_literal(last.text);
        if literal {
            let text = last.text.strip_suffix("::").unwrap_or(last.text);
            let colon = !text.is_empty() && !text.ends_with(' ');
            last.text = last
                .text
                .get(..text.len() + usize::from(colon))
                .unwrap_or(text)
                .trim_end();
        }
        let text = self.text(&lines);
        if !text.text.is_empty() {
            out.push(Block::Paragraph(text));
        }
        literal
    }

    /// Reads the literal block that begins at `start` or after blank lines there: indented, or quoted by a sign.
    fn literal(&mut self, lines: &[Line], start: usize, out: &mut Vec<Block>) -> usize {
        let blank = lines.iter().skip(start).take_while(|it| it.blank()).count();
        let Some(first) = lines.get(start + blank) else {
            return start;
        };
        if first.indent() > 0 {
            let block = indent::block(lines, start + blank);
            out.push(self.code(&block.lines));
            return block.next;
        }
        let Some(sign) = first.text.chars().next().filter(char::is_ascii_punctuation) else {
            return start;
        };
        let quoted = lines
            .iter()
            .skip(start + blank)
            .take_while(|it| it.text.starts_with(sign))
            .count();
        let end = start + blank + quoted;
        out.push(self.code(lines.get(start + blank..end).unwrap_or_default()));
        end
    }

    /// Reads a session of an interpreter: all lines up to a blank one.
    fn doctest(&mut self, lines: &[Line], start: usize, out: &mut Vec<Block>) -> usize {
        let end = start
            + lines
                .iter()
                .skip(start)
                .take_while(|it| !it.blank())
                .count();
        out.push(self.code(lines.get(start..end).unwrap_or_default()));
        end
    }

    /// `lines` as they are.
    pub(super) fn code(&self, lines: &[Line]) -> Block {
        let at = lines
            .first()
            .map_or(Pos::new(1, 1), |it| self.source.at(it));
        Block::Code(Text::new(at, joined(lines)))
    }

    /// Reads lines behind `|`, each of them a line of the text.
    fn line_block(&mut self, lines: &[Line], start: usize, out: &mut Vec<Block>) -> usize {
        let mut words = Words::new(0);
        let mut index = start;
        while let Some(mark) = lines.get(index).and_then(|it| marker::plain(it.text, "|")) {
            if index > start && is_grid(lines, index) {
                break;
            }
            let line = indent::hanging_until_blank(lines, index, mark);
            let at = line
                .lines
                .first()
                .map_or(Pos::new(1, 1), |it| self.source.text_at(it));
            self.inline.append(at, &joined(&line.lines), &mut words);
            words.line_break();
            index = line.next;
        }
        let at = lines
            .get(start)
            .map_or(Pos::new(1, 1), |it| self.source.at(it));
        let text = words.finish(at);
        if !text.text.is_empty() {
            out.push(Block::Paragraph(text));
        }
        index
    }

    /// What stands deeper than can be read.
    fn too_deep(&mut self, lines: &[Line], out: &mut Vec<Block>) {
        let Some(first) = lines.first() else { return };
        out.push(fault(
            self.source.at(first),
            &format!(
                "blocks are nested more than {RST_NESTED} deep, and what stands here is not read"
            ),
            "nest less",
        ));
        out.push(self.code(lines));
    }
}

/// The table that stands last in `blocks`, however deep.
fn last_table(blocks: &mut [Block]) -> Option<&mut Table> {
    match blocks.last_mut()? {
        Block::Table(table) => Some(table),
        Block::List(list) => last_table(&mut list.items.last_mut()?.blocks),
        Block::Definition(definition) => last_table(&mut definition.blocks),
        Block::Heading(_) | Block::Paragraph(_) | Block::Code(_) => None,
    }
}

/// Whether a simple table begins at `at`: a border with a line below it.
fn is_simple(lines: &[Line], at: usize) -> bool {
    let below = lines.get(at + 1).is_some_and(|it| !it.blank());
    below && lines.get(at).is_some_and(|it| marker::simple_top(it.text))
}

/// Whether `text` ends in `::` with no backslash that escapes it.
fn ends_in_literal(text: &str) -> bool {
    let Some(before) = text.strip_suffix("::") else {
        return false;
    };
    let slashes = before.len() - before.trim_end_matches('\\').len();
    slashes % 2 == 0
}
