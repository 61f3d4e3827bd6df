//! From the tree of a page to the blocks of a document.
//!
//! Knows what becomes of each element. Walks the tree without recursion.

use super::frames::{Frames, Listed, Part};
use super::inline::{Break, Inline};
use super::kind::Kind;
use super::place;
use super::tree::{Id, NONE, Node, PAGE, Tree};
use crate::document::{Block, Cell, Origin, Pos, Style};

/// The blocks of `tree`, whose source has `size` bytes.
pub(super) fn blocks(tree: &Tree, size: usize) -> Vec<Block> {
    let mut walker = Walker {
        tree,
        frames: Frames::new(PAGE, size),
        inline: Inline::new(),
        links: Vec::new(),
    };
    walker.walk();
    walker.flush();
    for fault in &tree.late {
        walker.frames.fault(fault.clone());
    }
    walker.frames.finish()
}

/// Whether to walk into an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Visit {
    Inside,
    Past,
}

struct Walker<'a> {
    tree: &'a Tree,
    frames: Frames,
    inline: Inline,
    /// How long the text was when each of the open links began.
    links: Vec<usize>,
}

impl<'a> Walker<'a> {
    /// Enters and leaves every element in order.
    fn walk(&mut self) {
        let tree = self.tree;
        let mut id = tree.get(PAGE).map_or(NONE, |node| node.first);
        while let Some(node) = tree.get(id) {
            let visit = self.enter(id, node);
            if visit == Visit::Inside && node.first != NONE {
                id = node.first;
                continue;
            }
            if visit == Visit::Inside {
                self.leave(id, node);
            }
            id = self.climb(id);
        }
    }

    /// The node behind `id`, after all elements are left that end with it.
    fn climb(&mut self, mut id: Id) -> Id {
        let tree = self.tree;
        while let Some(node) = tree.get(id) {
            if node.next != NONE {
                return node.next;
            }
            id = node.parent;
            match tree.get(id) {
                Some(parent) if id != PAGE => self.leave(id, parent),
                _ => return NONE,
            }
        }
        NONE
    }

    fn enter(&mut self, id: Id, node: &'a Node) -> Visit {
        match node.kind {
            Kind::Text | Kind::Image => self.text(self.tree.text(node), node.at),
            Kind::Note => self.note(node),
            Kind::Hidden => return Visit::Past,
            Kind::Chrome => return self.chrome(id),
            Kind::Break => self.line_break(),
            Kind::Strong => self.inline.open(Style::Strong),
            Kind::Code => self.inline.open(Style::Code),
            Kind::Raised => self.inline.space(),
            Kind::Link => self.links.push(self.inline.len()),
            Kind::Inline | Kind::Page => {}
            Kind::Unknown if self.runs_on(node) => {}
            _ => self.enter_block(id, node),
        }
        Visit::Inside
    }

    fn leave(&mut self, id: Id, node: &'a Node) {
        match node.kind {
            Kind::Strong => self.inline.close(Style::Strong),
            Kind::Code => self.inline.close(Style::Code),
            Kind::Link => self.leave_link(),
            Kind::Text
            | Kind::Image
            | Kind::Note
            | Kind::Break
            | Kind::Raised
            | Kind::Inline
            | Kind::Page => {}
            Kind::Unknown if self.runs_on(node) => {}
            _ => {
                self.end_line();
                self.flush();
                if self.frames.top().is_some_and(|top| top.node == id) {
                    self.frames.close();
                }
            }
        }
    }

    /// An element that stands apart: what came before it is finished, and what it is begins.
    fn enter_block(&mut self, id: Id, node: &'a Node) {
        self.end_line();
        self.flush();
        if let Some(part) = self.part_of(id, node) {
            self.frames.open(id, part, node.at);
        }
        let tree = self.tree;
        for fault in tree.faults.get(&id).into_iter().flatten() {
            self.frames.fault(fault.clone());
        }
    }

    /// The part of a document that begins with `node`; `None` where it only sets its content apart, because that is
    /// all it is for or because it does not stand where it can be more.
    fn part_of(&mut self, id: Id, node: &Node) -> Option<Part> {
        let cell = |origin| Cell {
            at: node.at,
            origin,
            blocks: Vec::new(),
        };
        match (node.kind, self.frames.part()?) {
            (Kind::Heading(level), _) => Some(Part::Heading(level)),
            (Kind::Pre, _) => Some(Part::Pre(String::new(), None)),
            (Kind::Bullets, _) => Some(Part::list(false)),
            (Kind::Numbers, _) => Some(Part::list(true)),
            (Kind::Definitions, _) => Some(Part::Definitions(Vec::new(), Vec::new())),
            (Kind::Table, _) => Some(Part::table(node.at)),
            (Kind::Item, Part::List(_)) => Some(Part::Item(node.at, Listed::Yes)),
            (Kind::Item, _) => Some(Part::Item(node.at, self.unlisted(id))),
            (Kind::Caption, Part::Table(_)) => Some(Part::Caption),
            (Kind::Row, Part::Table(_)) => Some(Part::row(node.at)),
            (Kind::Cell, Part::Row(..)) => Some(Part::Cell(cell(Origin::Own), node.data)),
            (Kind::HeaderCell, Part::Row(..)) => Some(Part::Cell(cell(Origin::Header), node.data)),
            (Kind::Term, Part::Definitions(..)) => {
                self.frames.next_term();
                Some(Part::Term)
            }
            (Kind::HeadRows | Kind::BodyRows, _) => {
                self.begin_rows(node.kind == Kind::HeadRows);
                None
            }
            _ => None,
        }
    }

    /// Begins a group of rows.
    fn begin_rows(&mut self, head: bool) {
        if let Some(Part::Table(rows)) = self.frames.top().map(|top| &mut top.part) {
            rows.group += 1;
            rows.head = head;
        }
    }

    /// How the item `id` stands, which stands in no list.
    fn unlisted(&self, id: Id) -> Listed {
        let mut before = self.tree.get(id).map_or(NONE, |node| node.previous);
        while let Some(node) = self.tree.get(before)
            && node.kind == Kind::Text
            && self.tree.text(node).trim().is_empty()
        {
            before = node.previous;
        }
        match self.tree.kind(before) {
            Kind::Item => Listed::Behind,
            _ => Listed::No,
        }
    }

    fn note(&mut self, node: &Node) {
        if let Some(fault) = self.tree.notes.get(node.data.0 as usize) {
            self.frames.fault(fault.clone());
        }
    }

    /// Goes past what belongs to the page and not to the document; a button in a heading may be the whole of it.
    fn chrome(&mut self, id: Id) -> Visit {
        let title = matches!(
            self.frames.part(),
            Some(Part::Heading(_) | Part::Term | Part::Caption)
        );
        let table = |_: &Tree, node: &Node| node.kind == Kind::Table;
        if title || self.tree.any_within(id, table) {
            Visit::Inside
        } else {
            Visit::Past
        }
    }

    /// Whether an element that HTML does not define is part of the text around it: no line ends behind its tag.
    fn runs_on(&self, node: &Node) -> bool {
        let first = self.tree.get(node.first);
        let text = first.filter(|it| it.kind == Kind::Text);
        text.is_none_or(|it| {
            let text = self.tree.text(it);
            !text.trim_start_matches([' ', '\t']).starts_with('\n')
        })
    }

    fn text(&mut self, text: &str, at: Pos) {
        let Some(Part::Pre(code, start)) = self.frames.top().map(|top| &mut top.part) else {
            return self.inline.add(text, at);
        };
        let kept = if start.is_none() {
            text.trim_start_matches('\n')
        } else {
            text
        };
        if start.is_none() && !kept.is_empty() {
            let before = text.len() - kept.len();
            *start = Some(place::behind(at, &text[..before]));
        }
        code.push_str(kept);
    }

    fn line_break(&mut self) {
        if let Some(Part::Pre(code, Some(_))) = self.frames.top().map(|top| &mut top.part) {
            code.push('\n');
        } else if self.inline.line_break() == Break::Double {
            self.flush();
        }
    }

    /// In preformatted text, a block is a line.
    fn end_line(&mut self) {
        if let Some(Part::Pre(code, Some(_))) = self.frames.top().map(|top| &mut top.part)
            && !code.ends_with('\n')
        {
            code.push('\n');
        }
    }

    /// A link of nothing but signs in a heading, a term or a caption leads to its own place, and is no part of it.
    fn leave_link(&mut self) {
        let start = self.links.pop().unwrap_or_default();
        if let Some(Part::Heading(_) | Part::Term | Part::Caption) = self.frames.part() {
            self.inline.forget_sign(start);
        }
    }

    /// Finishes the text so far.
    fn flush(&mut self) {
        if let Some(text) = self.inline.take() {
            self.frames.text(text);
        }
    }
}
