//! The events of the markdown parser to blocks.
//!
//! Knows what each event opens and closes. Tables come from the first look at the text (`scan.rs`), HTML goes to the
//! HTML reader. What the parser says of a masked text is taken from the true one.

use super::inline::Run;
use super::scan::{Look, What, scan};
use super::source::Source;
use super::tags::{self, Side};
use super::{Context, cells, chrome, containers, html};
use crate::document::{Block, Definition, Fault, Heading, Item, List, Pos, Style, Table, Text};
use crate::read::html::fragment;
use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;

/// How deep lists and definitions stand in each other in a document. What stands deeper stands in the last one.
const DEPTH: usize = 160;

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

/// A table without rows that says that containers stand too deep from `at` on.
fn too_deep(at: Pos) -> Block {
    let fault = Fault {
        at,
        what: format!(
            "more than {} lists and quotes stand in each other here; the marks of further ones are text",
            containers::DEPTH
        ),
        help: "let fewer of them stand in each other".to_string(),
    };
    Block::Table(Table {
        at,
        caption: None,
        head: 0,
        rows: Vec::new(),
        faults: vec![fault],
    })
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

/// A part of the document that is open.
struct Frame {
    kind: Kind,
    blocks: Vec<Block>,
    items: Vec<Item>,
}

/// What is open.
enum Kind {
    /// The document.
    Root,
    /// A list, with numbers or not.
    List(bool),
    /// An item of a list.
    Item(Pos),
    /// A list of definitions.
    Definitions,
    /// What a term means.
    Meaning,
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
    root: Frame,
    frames: Vec<Frame>,
    /// How many parts are open that stand too deep to be kept apart.
    too_deep: usize,
    /// How many of the open parts are lists and items of inline HTML.
    html_frames: usize,
    run: Run,
    /// The text that is preformatted or HTML, while one is open, and where it begins.
    raw: Option<(String, Option<usize>)>,
    /// Whether a term is being read, each line of which is one.
    title: bool,
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
            root: Frame::new(Kind::Root),
            frames: Vec::new(),
            too_deep: 0,
            html_frames: 0,
            run: Run::default(),
            raw: None,
            title: false,
            mute: 0,
            within: 0..parsed.len(),
            closed: None,
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.flush();
        while !self.frames.is_empty() {
            self.pop();
        }
        for mark in self
            .regions
            .iter()
            .map(|(mark, _)| *mark)
            .collect::<Vec<_>>()
        {
            self.region(&(mark..mark + 1));
        }
        self.root.blocks
    }

    /// The offset in the source of an offset in the parsed text.
    fn offset(&self, at: usize) -> usize {
        self.shift + at.saturating_sub(self.guard)
    }

    fn pos(&self, at: usize) -> Pos {
        self.source.pos(self.offset(at))
    }

    /// What the source says where the parser read `range`.
    fn truth(&self, range: &Range<usize>) -> &'a str {
        self.source
            .slice(self.offset(range.start)..self.offset(range.end))
    }

    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            _ if self.mute > 0 => {}
            Event::Text(text) | Event::Html(text) => self.text(&text, &range),
            Event::Code(code) => self.code(&code, &range),
            Event::InlineHtml(html) => self.tag(&html, &range),
            Event::SoftBreak if self.title => self.term(),
            Event::SoftBreak => self.run.space(),
            Event::HardBreak => self.run.line_break(),
            Event::Rule => self.flush(),
            _ => {}
        }
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
        match tag {
            Tag::Heading { .. } if self.region(&range) => self.mute += 1,
            Tag::CodeBlock(_) | Tag::HtmlBlock => self.raw = Some((String::new(), None)),
            Tag::List(number) => self.push(Kind::List(number.is_some())),
            Tag::Item => self.push(Kind::Item(self.pos(range.start))),
            Tag::DefinitionListTitle => self.title = true,
            Tag::DefinitionList => self.push(Kind::Definitions),
            Tag::DefinitionListDefinition => self.push(Kind::Meaning),
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
                self.pop();
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
        let mut blocks = match what {
            What::Pipes(pipes) => {
                vec![Block::Table(cells::table(self.context, self.source, pipes))]
            }
            What::Html(html, quoted) => html::region(self.context, self.source, html, quoted),
        };
        self.top().blocks.append(&mut blocks);
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
            Some(tags::Tag::List(side, ordered)) => self.html_list(side, ordered),
            Some(tags::Tag::Item(side)) => self.html_item(side, offset),
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

    fn html_list(&mut self, side: Side, ordered: bool) {
        self.paragraph();
        match side {
            Side::Start => self.push_html(Kind::List(ordered)),
            Side::End => {
                self.end_html_item();
                self.pop_html(|kind| matches!(kind, Kind::List(_)));
            }
        }
    }

    fn html_item(&mut self, side: Side, offset: usize) {
        self.paragraph();
        self.end_html_item();
        if side == Side::Start {
            if self.html_frames == 0 {
                self.push_html(Kind::List(false));
            }
            self.push_html(Kind::Item(self.source.pos(offset)));
        }
    }

    fn end_html_item(&mut self) {
        self.pop_html(|kind| matches!(kind, Kind::Item(_)));
    }

    fn push_html(&mut self, kind: Kind) {
        if self.frames.len() < DEPTH {
            self.push(kind);
            self.html_frames += 1;
        }
    }

    /// Closes the innermost part if inline HTML opened it and it is what `wanted` says.
    fn pop_html(&mut self, wanted: impl Fn(&Kind) -> bool) {
        if self.html_frames > 0 && wanted(&self.top().kind) {
            self.pop();
            self.html_frames -= 1;
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
        self.top()
            .blocks
            .push(Block::Heading(Heading { level, text }));
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
        self.top().blocks.push(Block::Code(Text::new(at, text)));
    }

    /// Ends a block of HTML.
    fn html_block(&mut self) {
        let Some((html, Some(at))) = self.take_raw() else {
            return;
        };
        let at = self.source.pos(at);
        let mut blocks = fragment(&html, at.line);
        self.top().blocks.append(&mut blocks);
    }

    /// Ends a term.
    fn term(&mut self) {
        let Some(term) = self.run.finish(self.source) else {
            return;
        };
        match self.top().blocks.last_mut() {
            Some(Block::Definition(last)) if last.blocks.is_empty() => last.terms.push(term),
            _ => self.top().blocks.push(Block::Definition(Definition {
                terms: vec![term],
                blocks: Vec::new(),
            })),
        }
    }

    /// Ends the paragraph, if any text stands in it.
    fn paragraph(&mut self) {
        if let Some(text) = self.run.finish(self.source) {
            self.top().blocks.push(Block::Paragraph(text));
        }
    }

    /// Ends the paragraph and what inline HTML left open in it.
    fn flush(&mut self) {
        self.paragraph();
        while self.html_frames > 0 {
            self.pop();
            self.html_frames -= 1;
        }
    }

    /// The innermost open part.
    fn top(&mut self) -> &mut Frame {
        self.frames.last_mut().unwrap_or(&mut self.root)
    }

    fn push(&mut self, kind: Kind) {
        if self.frames.len() >= DEPTH {
            self.too_deep += 1;
        } else {
            self.frames.push(Frame::new(kind));
        }
    }

    fn pop(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some(mut frame) = self.frames.pop() else {
            return;
        };
        let parent = self.top();
        match frame.kind {
            Kind::Root => {}
            Kind::List(_) if frame.items.is_empty() => parent.blocks.append(&mut frame.blocks),
            Kind::List(ordered) => {
                parent.blocks.push(Block::List(List {
                    ordered,
                    items: frame.items,
                }));
                parent.blocks.append(&mut frame.blocks);
            }
            Kind::Item(at) => parent.items.push(Item {
                at,
                blocks: frame.blocks,
            }),
            Kind::Definitions => parent.blocks.append(&mut frame.blocks),
            Kind::Meaning => match parent.blocks.last_mut() {
                Some(Block::Definition(definition)) => definition.blocks.append(&mut frame.blocks),
                _ => parent.blocks.append(&mut frame.blocks),
            },
        }
    }
}

impl Frame {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            blocks: Vec::new(),
            items: Vec::new(),
        }
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
