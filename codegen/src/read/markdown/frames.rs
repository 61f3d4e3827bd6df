//! The parts of a document that are open while its blocks are put together.
//!
//! Knows how lists, items and definitions stand in each other, and how deep. Knows neither events nor text.

use super::tags::Side;
use crate::document::{Block, Definition, Item, List, Pos, Text};
use crate::limits::MARKDOWN_PARTS;

/// A part of the document that is open.
struct Frame {
    kind: Kind,
    blocks: Vec<Block>,
    items: Vec<Item>,
}

/// What is open.
pub(super) enum Kind {
    /// The document.
    Root,
    /// A list, with numbers or not.
    List(bool),
    /// An item of a list, with the number before it.
    Item(Pos, Option<u32>),
    /// A list of definitions.
    Definitions,
    /// What a term means.
    Meaning,
}

/// The open parts, one in the other.
pub(super) struct Frames {
    root: Frame,
    open: Vec<Frame>,
    /// How many parts are open that stand too deep to be kept apart.
    too_deep: usize,
    /// How many of the open parts are lists and items of inline HTML.
    html: usize,
    /// Whether more parts were to stand in each other than are kept.
    is_full: bool,
}

/// Says that from `at` on parts are not kept apart.
pub(super) fn full(at: Pos) -> Block {
    let what = format!(
        "more than {MARKDOWN_PARTS} lists, items and definitions stand in each other here; what is in further ones stands in the last"
    );
    super::too_deep(at, what)
}

impl Frames {
    /// The document alone.
    pub(super) fn new() -> Self {
        Self {
            root: Frame::new(Kind::Root),
            open: Vec::new(),
            too_deep: 0,
            html: 0,
            is_full: false,
        }
    }

    /// Whether more parts were to stand in each other than are kept.
    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    /// Closes all that is open; gives the blocks of the document.
    pub(super) fn finish(mut self) -> Vec<Block> {
        while !self.open.is_empty() {
            self.pop();
        }
        self.root.blocks
    }

    /// Adds `block` to the innermost part.
    pub(super) fn add(&mut self, block: Block) {
        self.top().blocks.push(block);
    }

    /// Adds `blocks` to the innermost part.
    pub(super) fn append(&mut self, mut blocks: Vec<Block>) {
        self.top().blocks.append(&mut blocks);
    }

    /// Adds a term, which shares its meaning with the one before it if that has none yet.
    pub(super) fn term(&mut self, term: Text) {
        match self.top().blocks.last_mut() {
            Some(Block::Definition(last)) if last.blocks.is_empty() => last.terms.push(term),
            _ => self.add(Block::Definition(Definition {
                terms: vec![term],
                blocks: Vec::new(),
            })),
        }
    }

    /// Opens a part.
    pub(super) fn push(&mut self, kind: Kind) {
        if self.open.len() >= MARKDOWN_PARTS {
            self.too_deep += 1;
            self.is_full = true;
        } else {
            self.open.push(Frame::new(kind));
        }
    }

    /// Closes the innermost part.
    pub(super) fn pop(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some(mut frame) = self.open.pop() else {
            return;
        };
        let parent = self.top();
        match frame.kind {
            Kind::Root => {}
            Kind::List(ordered) => {
                let items = frame.items;
                if !items.is_empty() {
                    parent.blocks.push(Block::List(List { ordered, items }));
                }
                parent.blocks.append(&mut frame.blocks);
            }
            Kind::Item(at, number) => parent.items.push(Item {
                at,
                number,
                blocks: frame.blocks,
            }),
            Kind::Definitions => parent.blocks.append(&mut frame.blocks),
            Kind::Meaning => match parent.blocks.last_mut() {
                Some(Block::Definition(definition)) => definition.blocks.append(&mut frame.blocks),
                _ => parent.blocks.append(&mut frame.blocks),
            },
        }
    }

    /// Opens or closes a list of inline HTML.
    pub(super) fn html_list(&mut self, side: Side, ordered: bool) {
        if side == Side::Start {
            self.push_html(Kind::List(ordered));
        } else {
            self.pop_html(|kind| matches!(kind, Kind::Item(..)));
            self.pop_html(|kind| matches!(kind, Kind::List(_)));
        }
    }

    /// Opens or closes an item of inline HTML, in a list of its own if none is open.
    pub(super) fn html_item(&mut self, side: Side, at: Pos) {
        self.pop_html(|kind| matches!(kind, Kind::Item(..)));
        if side == Side::Start {
            if self.html == 0 {
                self.push_html(Kind::List(false));
            }
            self.push_html(Kind::Item(at, None));
        }
    }

    /// Closes what inline HTML left open.
    pub(super) fn end_html(&mut self) {
        while self.html > 0 {
            self.pop();
            self.html -= 1;
        }
    }

    fn push_html(&mut self, kind: Kind) {
        if self.open.len() < MARKDOWN_PARTS {
            self.push(kind);
            self.html += 1;
        } else {
            self.is_full = true;
        }
    }

    /// Closes the innermost part if inline HTML opened it and it is what `wanted` says.
    fn pop_html(&mut self, wanted: impl Fn(&Kind) -> bool) {
        if self.html > 0 && wanted(&self.top().kind) {
            self.pop();
            self.html -= 1;
        }
    }

    /// The innermost open part.
    fn top(&mut self) -> &mut Frame {
        self.open.last_mut().unwrap_or(&mut self.root)
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
