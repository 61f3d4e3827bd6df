//! Takes down what the HTML parser builds.
//!
//! Knows how html5ever's tree builder speaks, and where in the source it is at each moment. Every element keeps the
//! place of its tag, which is why this is not `scraper`: its tree has no places, and is some ten times as large.

use super::kind::{self, Kind};
use super::place;
use super::tree::{Id, NONE, NOWHERE, PAGE, Tree};
use crate::document::{Fault, Pos};
use crate::limits::HTML_FAULTS;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// A node, and the name that the tree builder asks for at every turn.
#[derive(Clone, Debug)]
pub(super) struct Handle {
    pub(super) id: Id,
    pub(super) name: Rc<QualName>,
}

/// A tree in the making.
#[derive(Debug)]
pub(super) struct Sink {
    pub(super) tree: RefCell<Tree>,
    /// Where the tag begins that is being worked on.
    pub(super) tag: Cell<Pos>,
    /// Where the text begins that is being worked on, if it is a text.
    pub(super) text: Cell<Option<Pos>>,
    /// Where the last run of text began, for text that the tree builder held back.
    pub(super) run: Cell<Pos>,
    /// The row that was opened last.
    row: Cell<Id>,
    /// Elements that stood in a table but in no cell, with the row or table that they stood in.
    outside: RefCell<Vec<(Id, Id)>>,
    /// How many faults were told.
    told: Cell<usize>,
}

impl Sink {
    /// An empty page that begins at `at`.
    pub(super) fn new(at: Pos) -> Self {
        Self {
            tree: RefCell::new(Tree::new(at)),
            tag: Cell::new(at),
            text: Cell::new(None),
            run: Cell::new(at),
            row: Cell::new(NONE),
            outside: RefCell::new(Vec::new()),
            told: Cell::new(0),
        }
    }

    /// The finished tree.
    pub(super) fn into_tree(self) -> Tree {
        for (id, place) in self.outside.take() {
            let tree = self.tree.borrow();
            let at = tree.get(id).map_or(self.tag.get(), |node| node.at);
            let read = tree.any_within(id, |tree, node| {
                node.kind == Kind::Text && !tree.text(node).trim().is_empty()
            });
            drop(tree);
            if read {
                self.outside_of_cells(place, at);
            }
        }
        self.tree.into_inner()
    }

    /// Whether one more fault may be told; the last one says that there are more.
    pub(super) fn tell(&self, fault: Fault) -> Option<Fault> {
        let told = self.told.get() + 1;
        self.told.set(told);
        match told.cmp(&HTML_FAULTS) {
            std::cmp::Ordering::Less => Some(fault),
            std::cmp::Ordering::Equal => Some(Fault {
                what: format!("{}; more such places follow", fault.what),
                ..fault
            }),
            std::cmp::Ordering::Greater => None,
        }
    }

    /// Says that a text at `at` stands in the row or table `place`, but in no cell.
    fn outside_of_cells(&self, place: Id, at: Pos) {
        let fault = Fault {
            at,
            what:
                "text stands in the table but in no cell; it was read as standing before the table"
                    .into(),
            help: "put it in a `<td>`, or behind `</table>`".into(),
        };
        if let Some(fault) = self.tell(fault) {
            let mut tree = self.tree.borrow_mut();
            tree.faults.entry(place).or_default().push(fault);
        }
    }

    /// The row of `table` that was opened last, or `table` itself where it has none.
    fn row_of(&self, table: Id) -> Id {
        let row = self.row.get();
        let tree = self.tree.borrow();
        let mut above = tree.parent(row);
        if matches!(tree.kind(above), Kind::HeadRows | Kind::BodyRows) {
            above = tree.parent(above);
        }
        if above == table { row } else { table }
    }

    /// Where a text begins that the tree builder puts somewhere now: the one that is being read, or a part of the last
    /// run, which it held back and now puts in order.
    fn text_place(&self) -> Pos {
        self.text.get().unwrap_or_else(|| self.run.get())
    }

    /// Puts `child` before `before` in `parent`.
    fn put(&self, parent: Id, before: Id, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendNode(node) => tree.insert(parent, before, node.id),
            NodeOrText::AppendText(text) => {
                let kind = tree.kind(parent);
                let between = matches!(
                    kind,
                    Kind::Table | Kind::HeadRows | Kind::BodyRows | Kind::Row
                );
                let at = self.text_place();
                if !(between && text.trim().is_empty()) {
                    tree.write(parent, before, &text, at);
                }
                if self.text.get().is_none() {
                    self.run.set(place::behind(self.run.get(), &text));
                }
            }
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Tree {
        self.into_tree()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        handle(PAGE)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a QualName {
        &target.name
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Handle {
        let mut tree = self.tree.borrow_mut();
        let kind = seen(kind::of(&name), &attrs);
        let data = match kind {
            Kind::Cell | Kind::HeaderCell => spans(&attrs),
            Kind::Image => tree.keep(value(&attrs, "alt").unwrap_or_default()),
            _ => (0, 0),
        };
        let id = tree.add(kind, self.tag.get(), data);
        if kind == Kind::Row {
            self.row.set(id);
        }
        Handle {
            id,
            name: Rc::new(name),
        }
    }

    /// The only comments that come here are notes: their text is the number of one.
    fn create_comment(&self, text: StrTendril) -> Handle {
        let number = text.parse().unwrap_or(u32::MAX);
        let mut tree = self.tree.borrow_mut();
        handle(tree.add(Kind::Note, self.tag.get(), (number, 0)))
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        handle(NOWHERE)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.put(parent.id, NONE, child);
    }

    fn append_based_on_parent_node(
        &self,
        table: &Handle,
        above: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let place = self.row_of(table.id);
        match &child {
            NodeOrText::AppendNode(node) => self.outside.borrow_mut().push((node.id, place)),
            NodeOrText::AppendText(text) if text.trim().is_empty() => {}
            NodeOrText::AppendText(_) => {
                self.outside_of_cells(place, self.text_place());
            }
        }
        let parent = self.tree.borrow().parent(table.id);
        if parent == NONE {
            self.put(above.id, NONE, child);
        } else {
            self.put(parent, table.id, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, _target: &Handle) -> Handle {
        handle(NOWHERE)
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let parent = self.tree.borrow().parent(sibling.id);
        self.put(parent, sibling.id, child);
    }

    fn add_attrs_if_missing(&self, _target: &Handle, _attrs: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, to: &Handle) {
        self.tree.borrow_mut().reparent(node.id, to.id);
    }
}

/// A node that is no element.
fn handle(id: Id) -> Handle {
    Handle {
        id,
        name: Rc::new(QualName::new(None, ns!(), local_name!(""))),
    }
}

/// `kind`, unless the element is a piece of text that is kept from readers.
fn seen(kind: Kind, attrs: &[Attribute]) -> Kind {
    let within = matches!(
        kind,
        Kind::Inline | Kind::Link | Kind::Strong | Kind::Code | Kind::Raised | Kind::Image
    );
    match value(attrs, "aria-hidden") {
        Some("true") if within => Kind::Hidden,
        _ => kind,
    }
}

/// The value of the attribute `name`.
fn value<'a>(attrs: &'a [Attribute], name: &str) -> Option<&'a str> {
    attrs
        .iter()
        .find(|attr| &*attr.name.local == name)
        .map(|attr| &*attr.value)
}

/// How many columns and rows a cell covers, as the standard reads and limits the numbers. No rows: down to the last
/// row of the group.
fn spans(attrs: &[Attribute]) -> (u32, u32) {
    let columns = value(attrs, "colspan").and_then(number).unwrap_or(1);
    let rows = value(attrs, "rowspan").and_then(number).unwrap_or(1);
    (columns.clamp(1, 1000), rows.min(65_534))
}

/// The number at the start of `text`, as HTML reads numbers; braces and quotes as JSX writes them (`{2}`) are seen
/// through.
fn number(text: &str) -> Option<u32> {
    let text = text.trim_start_matches(|c: char| c.is_ascii_whitespace());
    let text = text.trim_start_matches(['{', '"', '\'', '`', ' ']);
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let digits = text.get(..end).filter(|digits| !digits.is_empty())?;
    let value = digits.parse().unwrap_or(u32::MAX);
    (!negative || value == 0).then_some(value)
}
