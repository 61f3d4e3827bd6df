//! The elements and the texts of a page, in one flat list.
//!
//! Knows which node stands where, and the place of each in the source. Knows nothing of HTML's rules; it never
//! recurses, so that a hundred thousand nested elements are dropped as easily as one.

use super::kind::Kind;
use super::place;
use crate::document::{Fault, Pos};
use std::collections::BTreeMap;

/// The number of a node.
pub(super) type Id = u32;
/// No node.
pub(super) const NONE: Id = Id::MAX;
/// The page itself, always the first node.
pub(super) const PAGE: Id = 0;
/// Where contents go that nobody reads, such as those of a template; it stands nowhere.
pub(super) const NOWHERE: Id = 1;

/// An element or a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// Where its tag begins; of a text, its first character.
    pub(super) at: Pos,
    /// Of a text or a picture, which bytes of the texts are its own; of a cell, how many columns and rows it covers;
    /// of a note, its number.
    pub(super) data: (u32, u32),
    pub(super) parent: Id,
    pub(super) previous: Id,
    pub(super) next: Id,
    pub(super) first: Id,
    last: Id,
}

/// A page, as its elements and texts.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    text: String,
    /// What is wrong, by the number that a note has.
    pub(super) notes: Vec<Fault>,
    /// What is wrong with a row or a table.
    pub(super) faults: BTreeMap<Id, Vec<Fault>>,
    /// What is wrong with the page as a whole.
    pub(super) late: Vec<Fault>,
}

impl Tree {
    /// A page without content.
    pub(super) fn new(at: Pos) -> Self {
        let mut tree = Self {
            nodes: Vec::new(),
            text: String::new(),
            notes: Vec::new(),
            faults: BTreeMap::new(),
            late: Vec::new(),
        };
        tree.add(Kind::Page, at, (0, 0));
        tree.add(Kind::Hidden, at, (0, 0));
        tree
    }

    /// Adds a node that stands nowhere yet.
    pub(super) fn add(&mut self, kind: Kind, at: Pos, data: (u32, u32)) -> Id {
        let id = Id::try_from(self.nodes.len()).unwrap_or(NONE);
        self.nodes.push(Node {
            kind,
            at,
            data,
            parent: NONE,
            previous: NONE,
            next: NONE,
            first: NONE,
            last: NONE,
        });
        id
    }

    /// The node `id`, unless there is none.
    pub(super) fn get(&self, id: Id) -> Option<&Node> {
        self.nodes.get(id as usize)
    }

    fn get_mut(&mut self, id: Id) -> Option<&mut Node> {
        self.nodes.get_mut(id as usize)
    }

    /// What the node `id` is; nothing that is read where there is none.
    pub(super) fn kind(&self, id: Id) -> Kind {
        self.get(id).map_or(Kind::Hidden, |node| node.kind)
    }

    /// The element in which the node `id` stands.
    pub(super) fn parent(&self, id: Id) -> Id {
        self.get(id).map_or(NONE, |node| node.parent)
    }

    /// The characters of a text, or what a picture says.
    pub(super) fn text(&self, node: &Node) -> &str {
        self.text
            .get(node.data.0 as usize..node.data.1 as usize)
            .unwrap_or_default()
    }

    /// Keeps `text`, and says where: its first byte and the byte after it.
    pub(super) fn keep(&mut self, text: &str) -> (u32, u32) {
        let end = |text: &String| u32::try_from(text.len()).unwrap_or(u32::MAX);
        let start = end(&self.text);
        self.text.push_str(text);
        (start, end(&self.text))
    }

    /// Appends `text`, which begins at `at`, to the text that stands in front of `before` in `parent`, or adds one
    /// there. What stands before nothing stands last. A text that is all white space so far goes on only where the
    /// source does, so that the place of its first word can be told.
    pub(super) fn write(&mut self, parent: Id, before: Id, text: &str, at: Pos) {
        let (start, end) = self.keep(text);
        let neighbour = match self.get(before) {
            Some(node) => node.previous,
            None => self.get(parent).map_or(NONE, |node| node.last),
        };
        if self.goes_on(neighbour, start, at)
            && let Some(node) = self.get_mut(neighbour)
        {
            node.data.1 = end;
            return;
        }
        let id = self.add(Kind::Text, at, (start, end));
        self.insert(parent, before, id);
    }

    /// Whether the node `id` is a text that goes on with what is kept from `start` on and stands at `at`.
    fn goes_on(&self, id: Id, start: u32, at: Pos) -> bool {
        let text = self.get(id).filter(|it| it.kind == Kind::Text);
        text.filter(|it| it.data.1 == start).is_some_and(|it| {
            let text = self.text(it);
            !text.trim_start().is_empty() || place::behind(it.at, text) == at
        })
    }

    /// Puts the node `id` in front of `before` in `parent`, or last where `before` is no node.
    pub(super) fn insert(&mut self, parent: Id, before: Id, id: Id) {
        self.detach(id);
        let previous = match self.get_mut(before) {
            Some(node) => std::mem::replace(&mut node.previous, id),
            None => match self.get_mut(parent) {
                Some(node) => std::mem::replace(&mut node.last, id),
                None => return,
            },
        };
        match self.get_mut(previous) {
            Some(node) => node.next = id,
            None => {
                if let Some(node) = self.get_mut(parent) {
                    node.first = id;
                }
            }
        }
        if let Some(node) = self.get_mut(id) {
            (node.parent, node.previous, node.next) = (parent, previous, before);
        }
    }

    /// Takes the node `id` from where it stands.
    pub(super) fn detach(&mut self, id: Id) {
        let Some(node) = self.get_mut(id) else { return };
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
        if parent == NONE {
            return;
        }
        match self.get_mut(previous) {
            Some(node) => node.next = next,
            None => {
                if let Some(node) = self.get_mut(parent) {
                    node.first = next;
                }
            }
        }
        match self.get_mut(next) {
            Some(node) => node.previous = previous,
            None => {
                if let Some(node) = self.get_mut(parent) {
                    node.last = previous;
                }
            }
        }
    }

    /// Moves everything that stands in `from` to the end of `to`.
    pub(super) fn reparent(&mut self, from: Id, to: Id) {
        while let Some(child) = self.get(from).map(|node| node.first)
            && child != NONE
        {
            self.insert(to, NONE, child);
        }
    }

    /// Whether a node of one of these kinds stands in the node `top`.
    pub(super) fn any_within(&self, top: Id, wanted: impl Fn(&Self, &Node) -> bool) -> bool {
        let mut id = self.get(top).map_or(NONE, |node| node.first);
        while let Some(node) = self.get(id) {
            if wanted(self, node) {
                return true;
            }
            id = if node.first == NONE {
                self.after(id, top)
            } else {
                node.first
            };
        }
        false
    }

    /// The node that follows `id` and all that stands in it, within `top`.
    fn after(&self, mut id: Id, top: Id) -> Id {
        while let Some(node) = self.get(id)
            && id != top
        {
            if node.next != NONE {
                return node.next;
            }
            id = node.parent;
        }
        NONE
    }
}
