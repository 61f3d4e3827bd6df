//! The events of the markdown parser to blocks.
//!
//! Knows what each event opens and closes. Tables come from the first look at the text (`scan.rs`), HTML goes to the
//! HTML reader. What the parser says of a masked text is taken from the true one.

use super::frames::{Frames, Kind};
use super::inline::Run;
use super::scan::{Look, What, scan};
use super::source::Source;
use super::tags::{self, Side};
use super::{Context, assigned, cells, chrome, containers, html};
use crate::document::{Block, Heading, Pos, Style, Text};
use crate::read::html::fragment;
use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;

/// The target of a reference to a footnote that stands elsewhere.
const FOOTNOTE: &str = "^";

/// What stands before the text of a cell, so that its start is no list, heading or fence. Not part of what comes out.
const GUARD: &str = "\u{2026} ";

/// The blocks of `source`.
pub(super) fn blocks(context: &Context, source: &Source, look: Look) -> Vec<Block> {
    let plan = scan(source, look);
    let mut resolve = |link: BrokenLink| context.resolve(&link.reference);
    let parser = Parser::new_with_broken_link_callback(&plan.masked, options(), Some(&mut resolve));
    let labels: Vec<&str> = parser
        .reference_definitions()
        .iter()
        .map(|(label, _)| label)
        .collect();
    let own;
    let inner = match look {
        Look::Cell => context,
        Look::File | Look::Part => {
            own = context.with(&labels, plan.footnotes);
            &own
        }
    };
    let mut builder = Builder::new(inner, source, &plan.masked, 0);
    builder.regions = plan
        .regions
        .into_iter()
        .map(|region| (region.mark, Some(region.what)))
        .collect();
    for (event, range) in parser.into_offset_iter() {
        builder.event(event, range);
    }
    let mut blocks = builder.finish();
    blocks.extend(plan.too_deep.map(|at| too_deep(source.pos(at))));
    blocks
}

/// Says that containers stand too deep from `at` on.
fn too_deep(at: Pos) -> Block {
    let what = format!(
        "more than {} lists and quotes stand in each other here; the marks of further ones are text",
        containers::DEPTH
    );
    super::too_deep(at, what)
}

/// The blocks of a text on one line, at `range`, in which only inline markup counts.
pub(super) fn inline(context: &Context, source: &Source, range: Range<usize>) -> Vec<Block> {
    let guarded = format!("{GUARD}{}", source.slice(range.clone()));
    let masked = super::mask::Mask::new(&guarded).finish();
    let mut resolve = |link: BrokenLink| context.resolve(&link.reference);
    let parser = Parser::new_with_broken_link_callback(
        &masked,
        Options::ENABLE_STRIKETHROUGH,
        Some(&mut resolve),
    );
    let mut builder = Builder::new(context, source, &masked, range.start);
    builder.guard = GUARD.len();
    for (event, range) in parser.into_offset_iter() {
        builder.event(event, range);
    }
    builder.finish()
}

/// What the parser knows besides `CommonMark`.
fn options() -> Options {
    Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES | Options::ENABLE_DEFINITION_LIST
}

/// Puts blocks together from events.
struct Builder<'s, 'a> {
    context: &'s Context<'s>,
    source: &'s Source<'a>,
    /// The text that the parser reads.
    parsed: &'s str,
    /// Where that text starts in the source.
    shift: usize,
    /// How many bytes of it are no part of the source.
    guard: usize,
    /// The marks of the regions, in order, and what they stand for.
    regions: Vec<(usize, Option<What>)>,
    frames: Frames,
    /// Where more parts stand in each other than are kept.
    full: Option<usize>,
    run: Run,
    /// The text that is preformatted or HTML, while one is open, and where it begins.
    raw: Option<(String, Option<usize>)>,
    /// Whether a term is being read, each line of which is one.
    title: bool,
    /// Whether a line of the paragraph was one of a list, from which on all lines are kept.
    listed: bool,
    /// Whether events are left out: the mark of a region, or a reference to a footnote.
    mute: usize,
    /// The part whose text this is, and the names of the elements that end in it, once asked for.
    within: Range<usize>,
    closed: Option<BTreeSet<String>>,
}

impl<'s, 'a> Builder<'s, 'a> {
    fn new(
        context: &'s Context<'s>,
        source: &'s Source<'a>,
        parsed: &'s str,
        shift: usize,
    ) -> Self {
        Self {
            context,
            source,
            parsed,
            shift,
            guard: 0,
            regions: Vec::new(),
            frames: Frames::new(),
            full: None,
            run: Run::default(),
            raw: None,
            title: false,
            listed: false,
            mute: 0,
            within: 0..parsed.len(),
            closed: None,
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.flush();
        for mark in self
            .regions
            .iter()
            .map(|(mark, _)| *mark)
            .collect::<Vec<_>>()
        {
            self.region(&(mark..mark + 1));
        }
        let full = self.full.map(|it| super::frames::full(self.source.pos(it)));
        let mut blocks = self.frames.finish();
        blocks.extend(full);
        blocks
    }

    /// The offset in the source of an offset in the parsed text.
    fn offset(&self, at: usize) -> usize {
        self.shift + at.saturating_sub(self.guard)
    }

    fn pos(&self, at: usize) -> Pos {
        self.source.pos(self.offset(at))
    }

    /// The item that the parser read at `range`, with the number that is written before it.
    fn item(&self, range: &Range<usize>) -> Kind {
        let source = self.truth(range).trim_start();
        let digits = source.split(|it: char| !it.is_ascii_digit()).next();
        Kind::Item(self.pos(range.start), digits.and_then(|it| it.parse().ok()))
    }

    /// What the source says where the parser read `range`.
    fn truth(&self, range: &Range<usize>) -> &'a str {
        self.source
            .slice(self.offset(range.start)..self.offset(range.end))
    }

    fn event(&mut self, event: Event, range: Range<usize>) {
        if self.full.is_none() && self.frames.is_full() {
            self.full = Some(self.offset(range.start));
        }
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            _ if self.mute > 0 => {}
            Event::Text(text) | Event::Html(text) => self.text(&text, &range),
            Event::Code(code) => self.code(&code, &range),
            Event::InlineHtml(html) => self.tag(&html, &range),
            Event::SoftBreak if self.title => self.term(),
            Event::SoftBreak if self.goes_on(range.end) => self.run.line_break(),
            Event::SoftBreak => self.run.space(),
            Event::HardBreak => self.run.line_break(),
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    /// Whether the line at `start` stands in a list of such lines as `assigned` knows.
    fn goes_on(&mut self, start: usize) -> bool {
        self.listed = self.listed || self.assigns(start);
        self.listed
    }

    /// Whether the line at `start` of the parsed text is one of a list of numbers and texts.
    fn assigns(&self, start: usize) -> bool {
        let rest = self.offset(start)..self.source.text.len();
        assigned::assigns(self.source.slice(rest))
    }

    fn start(&mut self, tag: &Tag, range: Range<usize>) {
        match tag {
            Tag::Strong if self.mute == 0 => {
                self.run.start(Style::Strong, self.offset(range.start));
            }
            Tag::Link { dest_url, .. } if self.mute > 0 || dest_url.as_ref() == FOOTNOTE => {
                self.mute += 1;
            }
            Tag::Emphasis | Tag::Link { .. } if self.mute == 0 => {
                self.run.begin(self.offset(range.start));
            }
            Tag::Strong
            | Tag::Emphasis
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. } => {}
            _ => self.start_block(tag, range),
        }
    }

    fn start_block(&mut self, tag: &Tag, range: Range<usize>) {
        self.flush();
        self.within = range.clone();
        self.listed = *tag == Tag::Paragraph && self.assigns(range.start);
        match tag {
            Tag::Heading { .. } if self.region(&range) => self.mute += 1,
            Tag::CodeBlock(_) | Tag::HtmlBlock => self.raw = Some((String::new(), None)),
            Tag::List(number) => self.frames.push(Kind::List(number.is_some())),
            Tag::Item => self.frames.push(self.item(&range)),
            Tag::DefinitionListTitle => self.title = true,
            Tag::DefinitionList => self.frames.push(Kind::Definitions),
            Tag::DefinitionListDefinition => self.frames.push(Kind::Meaning),
            _ => {}
        }
        self.closed = None;
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong if self.mute == 0 => self.run.end(Style::Strong),
            TagEnd::Link => self.mute = self.mute.saturating_sub(1),
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Image => {}
            TagEnd::Heading(_) if self.mute > 0 => self.mute = 0,
            TagEnd::Heading(level) => self.heading(level as u8),
            TagEnd::CodeBlock => self.preformatted(),
            TagEnd::HtmlBlock => self.html_block(),
            TagEnd::DefinitionListTitle => {
                self.title = false;
                self.term();
            }
            TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition => {
                self.flush();
                self.frames.pop();
            }
            _ => self.flush(),
        }
    }

    /// Puts the region whose mark is at `range`, if one is.
    fn region(&mut self, range: &Range<usize>) -> bool {
        let first = self
            .regions
            .partition_point(|(mark, _)| *mark < range.start);
        let Some((_, what)) = self
            .regions
            .get_mut(first)
            .filter(|(mark, _)| range.contains(mark))
        else {
            return false;
        };
        let Some(what) = what.take() else {
            return false;
        };
        let blocks = match what {
            What::Pipes(pipes) => {
                vec![Block::Table(Box::new(cells::table(
                    self.context,
                    self.source,
                    pipes,
                )))]
            }
            What::Html(html, quoted) => html::region(self.context, self.source, html, quoted),
        };
        self.frames.append(blocks);
        true
    }

    /// Text as the source has it, unless it was resolved (an entity).
    fn text(&mut self, text: &str, range: &Range<usize>) {
        if text == "#" && self.raw.is_none() && self.region_in_text(range) {
            return;
        }
        let same = self.parsed.get(range.clone()) == Some(text);
        let truth = self.truth(&(range.start.max(self.guard)..range.end));
        let offset = self.offset(range.start);
        let hidden = text.trim_ascii().is_empty() && self.raw.is_some() && !self.holds_region();
        let text = if same && !hidden { truth } else { text };
        match &mut self.raw {
            Some((raw, at)) => {
                at.get_or_insert(offset);
                raw.push_str(text);
            }
            None => self.run.push(text, offset),
        }
    }

    /// Puts a region whose mark the parser took for text.
    fn region_in_text(&mut self, range: &Range<usize>) -> bool {
        if self
            .regions
            .binary_search_by_key(&range.start, |(mark, _)| *mark)
            .is_err()
        {
            return false;
        }
        self.paragraph();
        self.region(range)
    }

    /// Whether the mark of a region stands where there is code: it is none.
    fn holds_region(&self) -> bool {
        let first = self
            .regions
            .partition_point(|(mark, _)| *mark < self.within.start);
        self.regions
            .get(first)
            .is_some_and(|(mark, _)| self.within.contains(mark))
    }

    /// Takes the text that is preformatted or HTML; what stands in it is no region.
    fn take_raw(&mut self) -> Option<(String, Option<usize>)> {
        let first = self
            .regions
            .partition_point(|(mark, _)| *mark < self.within.start);
        for (mark, what) in self.regions.get_mut(first..).unwrap_or_default() {
            if !self.within.contains(mark) {
                break;
            }
            *what = None;
        }
        self.raw.take()
    }

    /// A code span. Pipes in the cells of a table stand escaped in it.
    fn code(&mut self, code: &str, range: &Range<usize>) {
        let truth = self.truth(range);
        let ticks = truth.bytes().take_while(|&byte| byte == b'`').count();
        let masked = self.parsed.get(range.clone()) != Some(truth);
        let code = if masked {
            truth
                .get(ticks..truth.len().saturating_sub(ticks))
                .unwrap_or(code)
        } else {
            code
        };
        let offset = self.offset(range.start);
        self.run.start(Style::Code, offset);
        if self.context.in_cell && code.contains("\\|") {
            self.run.push(&code.replace("\\|", "|"), offset);
        } else {
            self.run.push(code, offset);
        }
        self.run.end(Style::Code);
    }

    /// A tag of HTML in the text.
    fn tag(&mut self, html: &str, range: &Range<usize>) {
        let offset = self.offset(range.start);
        match tags::tag(html) {
            Some(tags::Tag::Break) => self.run.line_break(),
            Some(tags::Tag::Strong(side)) => self.style(Style::Strong, side, offset),
            Some(tags::Tag::Code(side)) => self.style(Style::Code, side, offset),
            Some(tags::Tag::List(side, ordered)) => {
                self.paragraph();
                self.frames.html_list(side, ordered);
            }
            Some(tags::Tag::Item(side)) => {
                self.paragraph();
                self.frames.html_item(side, self.source.pos(offset));
            }
            Some(tags::Tag::Block | tags::Tag::Table) => self.paragraph(),
            Some(tags::Tag::Image(text)) => self.run.push(text, offset),
            Some(tags::Tag::Unknown(name)) if !self.closes(name) => self.run.push(html, offset),
            Some(tags::Tag::Plain | tags::Tag::Unknown(_)) | None => {}
        }
    }

    fn style(&mut self, style: Style, side: Side, offset: usize) {
        match side {
            Side::Start => self.run.start(style, offset),
            Side::End => self.run.end(style),
        }
    }

    /// Whether the element `name` ends in the part that is being read.
    fn closes(&mut self, name: &str) -> bool {
        let within = self.truth(&self.within.clone());
        let closed = self.closed.get_or_insert_with(|| {
            let ends = within.split("</").skip(1);
            ends.filter_map(|end| end.split(['>', ' ', '\n']).next())
                .map(str::to_string)
                .collect()
        });
        closed.contains(name)
    }

    /// Ends a heading.
    fn heading(&mut self, level: u8) {
        let at = self.pos(self.within.start);
        let mut text = self
            .run
            .finish(self.source)
            .unwrap_or_else(|| Text::new(at, ""));
        let kept = chrome::without_anchor(&text.text).len();
        text.text.truncate(kept);
        text.marks.retain(|mark| mark.end as usize <= kept);
        self.frames.add(Block::Heading(Heading { level, text }));
    }

    /// Ends a code block.
    fn preformatted(&mut self) {
        let Some((mut text, at)) = self.take_raw() else {
            return;
        };
        let at = self
            .source
            .pos(at.unwrap_or(self.offset(self.within.start)));
        while let Some((_, last)) = text
            .rsplit_once('\n')
            .filter(|(_, last)| last.trim_ascii().is_empty())
        {
            text.truncate(text.len() - 1 - last.len());
        }
        self.frames.add(Block::Code(Text::new(at, text)));
    }

    /// Ends a block of HTML.
    fn html_block(&mut self) {
        let Some((html, Some(at))) = self.take_raw() else {
            return;
        };
        let at = self.source.pos(at);
        let blocks = fragment(&html, at.line);
        self.frames.append(blocks);
    }

    /// Ends a term.
    fn term(&mut self) {
        if let Some(term) = self.run.finish(self.source) {
            self.frames.term(term);
        }
    }

    /// Ends the paragraph, if any text stands in it.
    fn paragraph(&mut self) {
        if let Some(text) = self.run.finish(self.source) {
            self.frames.add(Block::Paragraph(text));
        }
    }

    /// Ends the paragraph and what inline HTML left open in it.
    fn flush(&mut self) {
        self.paragraph();
        self.frames.end_html();
    }
}

impl Context<'_> {
    /// The target of a link whose label stands in another part of the document.
    fn resolve<'i>(&self, label: &str) -> Option<(CowStr<'i>, CowStr<'i>)> {
        let known = match label.strip_prefix('^') {
            Some(name) if self.notes(&name.to_lowercase()) => FOOTNOTE,
            None if self.links(&super::label(label)) => "",
            _ => return None,
        };
        Some((known.into(), "".into()))
    }
}
