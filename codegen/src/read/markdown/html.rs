//! HTML tables and lists in markdown, and the markdown that stands in them.
//!
//! Knows which lines of such HTML are markdown again: those that empty lines set apart, as in `CommonMark`. Knows no
//! HTML: the HTML reader reads all of it, with a word in the place of each stretch of markdown.

use super::blocks::blocks;
use super::scan::Look;
use super::source::Source;
use super::{Context, tags};
use crate::document::{Block, Pos, Table, Text};
use crate::limits::MARKDOWN_IN_HTML;
use crate::plain;
use crate::read::html::fragment;
use std::fmt::Write as _;
use std::ops::Range;

/// What stands at both ends of the word for a stretch of markdown: no character of any text.
const SIGN: char = '\u{F8FF}';

/// The blocks of the HTML at `range`, which starts on the line of its first tag; `quoted` tells whether its lines have
/// the marks of a block quote before them.
pub(super) fn region(
    context: &Context,
    source: &Source,
    range: Range<usize>,
    quoted: bool,
) -> Vec<Block> {
    let at = source.pos(range.start);
    let html = source.slice(range.clone());
    let wanted = has_blank_line(html, quoted) && !html.contains(SIGN);
    let cuts = context.depth > 0 && wanted;
    let too_deep = (wanted && !cuts).then(|| too_deep(at));
    if !quoted && !cuts {
        let mut blocks = fragment(&format!("{}{html}", pad(at)), at.line);
        blocks.extend(too_deep);
        return blocks;
    }
    let mut cutter = Cutter {
        context,
        source,
        quoted,
        cuts,
        html: pad(at),
        markdown: Vec::new(),
    };
    cutter.cut(range);
    let mut blocks = fragment(&cutter.html, at.line);
    if !cutter.markdown.is_empty() {
        restore(&mut blocks, &cutter.markdown);
    }
    blocks.extend(too_deep);
    blocks
}

/// Says that markdown in the HTML at `at` is not read as such.
fn too_deep(at: Pos) -> Block {
    let what = format!(
        "markdown stands in HTML in markdown more than {MARKDOWN_IN_HTML} times over here; this was read as HTML"
    );
    super::too_deep(at, what)
}

/// As many spaces as stand before `at` on its line, so that columns are true.
pub(super) fn pad(at: Pos) -> String {
    " ".repeat((at.column as usize - 1).min(1000))
}

/// Whether an empty line stands in `html`, whose lines may have the marks of block quotes before them.
fn has_blank_line(html: &str, quoted: bool) -> bool {
    let empty = |line: &str| line.trim_start_matches(['>', ' ', '\t']).is_empty();
    html.lines()
        .any(|line| line.trim_ascii().is_empty() || (quoted && empty(line)))
}

/// Takes the stretches of markdown out of HTML.
struct Cutter<'s, 'a> {
    context: &'s Context<'s>,
    source: &'s Source<'a>,
    quoted: bool,
    /// Whether markdown is taken out at all.
    cuts: bool,
    /// The HTML so far.
    html: String,
    /// What each stretch of markdown says.
    markdown: Vec<Vec<Block>>,
}

impl Cutter<'_, '_> {
    /// Goes over the lines of the HTML at `range`.
    fn cut(&mut self, range: Range<usize>) {
        let (first, end) = (
            self.source.line_of(range.start),
            self.source.line_of(range.end.saturating_sub(1)) + 1,
        );
        let mut index = first;
        let mut fresh = false;
        while index < end {
            let line = self.line(index, range.start);
            let text = self.source.slice(line.clone()).trim_ascii();
            let html = tags::begins_html(text.as_bytes(), false);
            if fresh && !text.is_empty() && !html && self.cuts {
                index = self.stretch(index, end);
                fresh = false;
                continue;
            }
            fresh = text.is_empty();
            self.html.push_str(self.source.slice(line));
            self.html.push('\n');
            index += 1;
        }
    }

    /// Line `index` without the marks of block quotes and what stands before `start`.
    fn line(&self, index: usize, start: usize) -> Range<usize> {
        let line = self.source.line(index);
        let text = self.source.slice(line.clone());
        let marks = if self.quoted {
            text.len() - text.trim_start_matches(['>', ' ', '\t']).len()
        } else {
            0
        };
        (line.start + marks).max(start).min(line.end)..line.end
    }

    /// Reads the markdown that starts on line `index`, up to a line that starts with HTML; gives that line.
    fn stretch(&mut self, index: usize, end: usize) -> usize {
        let ends = |&line: &usize| {
            let text = self.source.slice(self.line(line, 0)).trim_ascii();
            tags::begins_block(text)
        };
        let next = (index..end).find(ends).unwrap_or(end);
        if (index..next).any(|line| tags::holds_block(self.source.slice(self.line(line, 0)))) {
            for line in index..next {
                self.html.push_str(self.source.slice(self.line(line, 0)));
                self.html.push('\n');
            }
            return next;
        }
        let blocks = self.read(index..next);
        let _ = write!(self.html, "<p>{SIGN}{}{SIGN}</p>", self.markdown.len());
        self.html.extend(std::iter::repeat_n('\n', next - index));
        self.markdown.push(blocks);
        next
    }

    /// The blocks of the markdown on `lines`.
    fn read(&self, lines: Range<usize>) -> Vec<Block> {
        let ranges: Vec<_> = lines.map(|line| self.line(line, 0)).collect();
        let indent = |range: &Range<usize>| {
            let text = self.source.slice(range.clone());
            text.len() - text.trim_start_matches([' ', '\t']).len()
        };
        let filled = |range: &&Range<usize>| !self.source.trim((*range).clone()).is_empty();
        let least = ranges.iter().filter(filled).map(indent).min().unwrap_or(0);
        let mut text = String::new();
        let mut places = Vec::new();
        for range in &ranges {
            let start = (range.start + least).min(range.end);
            text.push_str(self.source.slice(start..range.end));
            text.push('\n');
            places.push(self.source.pos(start));
        }
        blocks(
            &self.context.deeper(),
            &Source::parts(&text, places),
            Look::Part,
        )
    }
}

/// Puts the markdown back into `blocks`.
fn restore(blocks: &mut Vec<Block>, markdown: &[Vec<Block>]) {
    let mut out = Vec::with_capacity(blocks.len());
    for mut block in blocks.drain(..) {
        if let Block::Paragraph(text) = &block
            && let Some(found) = whole(&text.text).and_then(|index| markdown.get(index))
        {
            out.extend(found.iter().cloned());
            continue;
        }
        restore_within(&mut block, markdown);
        out.push(block);
    }
    *blocks = out;
}

/// Puts the markdown back into the parts of `block`.
fn restore_within(block: &mut Block, markdown: &[Vec<Block>]) {
    match block {
        Block::Paragraph(text) | Block::Code(text) => restore_text(text, markdown),
        Block::Heading(heading) => restore_text(&mut heading.text, markdown),
        Block::List(list) => list
            .items
            .iter_mut()
            .for_each(|item| restore(&mut item.blocks, markdown)),
        Block::Definition(definition) => {
            definition
                .terms
                .iter_mut()
                .for_each(|term| restore_text(term, markdown));
            restore(&mut definition.blocks, markdown);
        }
        Block::Table(table) => restore_table(table, markdown),
    }
}

fn restore_table(table: &mut Table, markdown: &[Vec<Block>]) {
    if let Some(caption) = &mut table.caption {
        restore_text(caption, markdown);
    }
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        restore(&mut cell.blocks, markdown);
    }
}

/// The number of the stretch that `text` is the word for.
fn whole(text: &str) -> Option<usize> {
    text.trim()
        .strip_prefix(SIGN)?
        .strip_suffix(SIGN)?
        .parse()
        .ok()
}

/// Puts the plain text of the markdown back where only text can stand.
fn restore_text(text: &mut Text, markdown: &[Vec<Block>]) {
    if !text.text.contains(SIGN) {
        return;
    }
    let mut out = String::new();
    for (index, part) in text.text.split(SIGN).enumerate() {
        let found = part
            .parse::<usize>()
            .ok()
            .filter(|_| index % 2 == 1)
            .and_then(|index| markdown.get(index));
        match found {
            Some(blocks) => out.push_str(&plain::line(blocks)),
            None => out.push_str(part),
        }
    }
    text.marks.clear();
    text.text = out;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_that_stands_too_deep_in_html_is_told_of() {
        let html = "<div>\n\n- x\n\n</div>\n";
        let source = Source::file(html);
        let told = |depth: usize| {
            let mut context = Context::file();
            context.depth = depth;
            let blocks = region(&context, &source, 0..html.len(), false);
            let tables = blocks.iter().filter(|it| matches!(it, Block::Table(_)));
            tables.count()
        };
        assert_eq!((told(1), told(0)), (0, 1));
    }
}
