//! The first look at a text, line by line: which lines the markdown parser must not see.
//!
//! Knows where tables, HTML tables and the lines of site generators are. Each table is masked, with a mark in its place
//! that the parser takes for a heading; when that heading comes, the table is put there. So tables that the parser
//! would lose stay in the list item or section in which they stand.

use super::chrome::{self, Hidden};
use super::containers::{Containers, Seen};
use super::mask::Mask;
use super::source::Source;
use super::table::{Lines, Opening, Pipes};
use super::tags::{self, Element};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// What a first look at a text found.
pub(super) struct Plan<'a> {
    /// The text for the markdown parser, as long as the true one.
    pub(super) masked: Cow<'a, str>,
    /// What was masked, in order.
    pub(super) regions: Vec<Region>,
    /// The labels of footnotes, as in `[^label]: …`.
    pub(super) footnotes: BTreeSet<String>,
    /// Where containers first stand too deep in each other.
    pub(super) too_deep: Option<usize>,
}

/// A part of the text that the markdown parser does not see.
pub(super) struct Region {
    /// The offset of the mark in its place.
    pub(super) mark: usize,
    /// What it is.
    pub(super) what: What,
}

/// What stands in a region.
pub(super) enum What {
    /// A pipe table.
    Pipes(Pipes),
    /// HTML, with whether its lines can hold the marks of block quotes.
    Html(Range<usize>, bool),
}

/// What is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// For everything, front matter at the start included.
    File,
    /// For all that a part of a file can hold.
    Part,
    /// For no tables: the text is that of a cell.
    Cell,
}

/// Looks over `source`.
pub(super) fn scan<'a>(source: &Source<'a>, look: Look) -> Plan<'a> {
    let mut scan = Scan {
        source,
        look,
        mask: Mask::new(source.text),
        containers: Containers::default(),
        elements: tags::elements(source.text),
        after_table: false,
        endless: false,
        regions: Vec::new(),
        footnotes: BTreeSet::new(),
        too_deep: None,
    };
    let mut line = if look == Look::File {
        scan.front_matter()
    } else {
        0
    };
    while line < source.lines() {
        line = scan.line(line);
    }
    Plan {
        masked: scan.mask.finish(),
        regions: scan.regions,
        footnotes: scan.footnotes,
        too_deep: scan.too_deep,
    }
}

struct Scan<'s, 'a> {
    source: &'s Source<'a>,
    look: Look,
    mask: Mask<'a>,
    containers: Containers,
    elements: Vec<Element>,
    /// Whether a table stands before this in the same section.
    after_table: bool,
    /// Whether a comment was met that nothing ends.
    endless: bool,
    regions: Vec<Region>,
    footnotes: BTreeSet<String>,
    too_deep: Option<usize>,
}

impl<'a> Scan<'_, 'a> {
    /// Hides the front matter; gives the line after it.
    fn front_matter(&mut self) -> usize {
        let lines = chrome::front_matter(self.source);
        self.mask.blank(0..self.source.start(lines));
        lines
    }

    /// Looks at line `index`; gives the next one to look at.
    fn line(&mut self, index: usize) -> usize {
        let range = self.source.line(index);
        let continues = self.containers.continues();
        match self.containers.step(self.source.bytes(range.clone())) {
            Seen::Text(at) => return self.text(index, range.start + at..range.end, continues),
            Seen::Heading => self.after_table = false,
            Seen::Deep(at) => {
                self.mask.put(range.start + at, b'x');
                self.too_deep.get_or_insert(range.start + at);
            }
            Seen::Blank | Seen::Code | Seen::Rule => {}
        }
        index + 1
    }

    /// Looks at the text at `range` of line `index`.
    fn text(&mut self, index: usize, range: Range<usize>, continues: bool) -> usize {
        let range = self.source.trim(range);
        let text = self.source.slice(range.clone());
        if let Some(opening) = self.opening(index, text) {
            return self.table(index, range, &opening);
        }
        if let Some(next) = self.html(index, &range, text) {
            return next;
        }
        if let Some(hidden) = chrome::hidden(text, continues) {
            return self.hide(index, range, &hidden);
        }
        self.note(text, range.start);
        index + 1
    }

    fn opening(&self, index: usize, text: &str) -> Option<Opening> {
        if self.look == Look::Cell {
            None
        } else {
            self.lines().opening(index, text, self.after_table)
        }
    }

    /// Masks the table whose head stands at `head`, on line `index`; gives the line after it.
    fn table(&mut self, index: usize, head: Range<usize>, opening: &Opening) -> usize {
        let table = self.lines().table(index, head, opening);
        let end = table.end;
        self.mask.blank(table.at..self.source.line(index).end);
        let mark = self.mark(index..end, table.at, true);
        self.region(index..end, mark, What::Pipes(table));
        self.after_table = true;
        end
    }

    /// Hides `lines` but for the first, which the caller hides, and puts a mark for them at `mark`.
    fn region(&mut self, lines: Range<usize>, mark: usize, what: What) {
        for index in lines.start + 1..lines.end {
            let hidden = self.lines().hidden(index);
            self.mask.blank(hidden);
        }
        self.mask.put(mark, b'#');
        self.regions.push(Region { mark, what });
        self.containers.end_paragraph();
        let line = self.source.line_of(mark);
        if line != lines.start {
            self.containers
                .close(self.source.bytes(self.source.line(line)));
        }
    }

    /// Where the mark for `lines` stands, which start at `first`; `alone` tells whether only the marks of containers are
    /// before that. Behind the mark of a list item it stands on the first line, for an item without anything on its
    /// line may be none to the parser.
    fn mark(&self, lines: Range<usize>, first: usize, alone: bool) -> usize {
        let line = self.source.start(lines.start);
        let before = self.source.slice(line..first).trim_ascii_end();
        if alone && !before.is_empty() && !before.ends_with('>') {
            first
        } else {
            self.lines().place(lines, first)
        }
    }

    /// The lines of the text as the open containers see them.
    fn lines(&self) -> Lines<'_, 'a> {
        Lines {
            source: self.source,
            containers: &self.containers,
        }
    }

    /// Masks the HTML table or list that starts on line `index`, if one does and goes over more lines than that, or
    /// passes what is no content; gives the line after it.
    fn html(&mut self, index: usize, range: &Range<usize>, text: &str) -> Option<usize> {
        if let Some(end) = self.opaque(range.start, text) {
            self.containers.end_paragraph();
            return Some(self.source.line_of(end) + 1);
        }
        let alone = text.starts_with('<');
        let (start, end) = self.element(index, range, alone)?;
        let html = start..self.source.line(end - 1).end;
        self.mask.blank(start..range.end);
        let mark = self.mark(index..end, start, alone);
        let quoted = self.containers.has_quote();
        self.region(index..end, mark, What::Html(html, quoted));
        Some(end)
    }

    /// Where the HTML starts that the text at `range` of line `index` leaves open, and the line after its last one.
    /// `alone` tells whether the line is nothing but HTML.
    fn element(&self, index: usize, range: &Range<usize>, alone: bool) -> Option<(usize, usize)> {
        let next = self.elements.partition_point(|it| it.start < range.start);
        let rest = self.elements.get(next..)?;
        let last = |it: &Element| it.end.map_or(usize::MAX, |end| self.source.line_of(end));
        let on_line = rest.iter().take_while(|it| it.start < range.end);
        let first = on_line.into_iter().position(|it| last(it) > index)?;
        let rest = rest.get(first..)?;
        let element = rest.first()?;
        let code = || tags::in_code(self.source.text, range.clone(), element.start);
        if !alone && (element.end.is_none() || self.containers.in_html() || code()) {
            return None;
        }
        let mut end = index;
        for it in rest {
            if it.start >= self.source.start(end + 1) {
                break;
            }
            let Some(last) = it.end else {
                end = end.max(self.cut_off(index) - 1);
                break;
            };
            end = end.max(self.source.line_of(last));
        }
        let start = if alone { range.start } else { element.start };
        (end > index).then_some((start, end + 1))
    }

    /// The line at which HTML ends that nothing closes: the next heading.
    fn cut_off(&self, index: usize) -> usize {
        let heading =
            |&index: &usize| super::containers::heading(self.source.bytes(self.source.line(index)));
        (index + 1..self.source.lines())
            .find(heading)
            .unwrap_or(self.source.lines())
    }

    /// Where the HTML at `start` ends that can hold no table: a comment, or text that is kept as it is.
    fn opaque(&self, start: usize, text: &str) -> Option<usize> {
        let close = tags::opaque(text)?;
        let rest = self.source.text.get(start..)?;
        Some(
            rest.find(close)
                .map_or(self.source.text.len(), |at| start + at),
        )
    }

    /// Hides what a site generator takes off line `index`.
    fn hide(&mut self, index: usize, range: Range<usize>, hidden: &Hidden) -> usize {
        let end = match hidden {
            Hidden::Line => index + 1,
            Hidden::Mark(length) => {
                self.mask.vanish(range.start..range.start + length);
                return index + 1;
            }
            Hidden::Comment => match self.comment_end(range.start) {
                Some(end) => end,
                None => return index + 1,
            },
            Hidden::Paragraph => {
                let blank = |&index: &usize| self.source.line(index).is_empty();
                (index..self.source.lines())
                    .find(blank)
                    .unwrap_or(self.source.lines())
            }
        };
        self.mask.blank(range.start..self.source.line(end - 1).end);
        self.containers.end_paragraph();
        end
    }

    /// The line behind the comment `{/* … */}` that starts at `start`; none if it never ends.
    fn comment_end(&mut self, start: usize) -> Option<usize> {
        if self.endless {
            return None;
        }
        let end = self.source.text.get(start..)?.find("*/}");
        self.endless = end.is_none();
        Some(self.source.line_of(start + end?) + 1)
    }

    /// Notes a footnote, and hides a `:` that is no mark of a definition.
    fn note(&mut self, text: &str, start: usize) {
        if text.starts_with(':') && !text.starts_with(": ") && !text.starts_with(":\t") {
            self.mask.put(start, b'x');
        }
        if let Some((label, _)) = text
            .strip_prefix("[^")
            .and_then(|rest| rest.split_once("]:"))
        {
            self.footnotes.insert(label.to_lowercase());
        }
    }
}
