//! The parts of a document that are open while a page is read, and what becomes of each when it ends.
//!
//! Knows which part may hold which: cells stand in rows, items in lists; what stands where it cannot goes to the
//! nearest part that takes it, so that nothing is lost. Knows no elements. The parts stand in a list, not in one
//! another, and only so many of them nest: the document that comes of it can be walked and dropped by recursion.

use super::table::{Budget, Span, Written, resolve};
use super::tree::Id;
use crate::document::{
    Block, Cell, Definition, Fault, Heading, Item, List, Pos, Table, TableRow, Text,
};
use crate::limits::HTML_NESTED;

/// A part of a document while it is open.
pub(super) struct Frame {
    /// The element that it is made of.
    pub(super) node: Id,
    pub(super) part: Part,
    /// What stands in it: of a definition list, the meaning so far of the last terms; of a table, what goes before it.
    blocks: Vec<Block>,
    /// About how many bytes its content has.
    weight: usize,
}

/// What a part is.
pub(super) enum Part {
    Page,
    List(List),
    Item(Pos, Listed),
    /// The terms that wait for their meaning, and the definitions that are complete.
    Definitions(Vec<Text>, Vec<Block>),
    /// A heading of a rank: one text, and then spent.
    Heading(u8),
    /// A term, likewise.
    Term,
    /// A caption, likewise.
    Caption,
    /// A heading, term or caption that has its text: what else stands in it stands beside it.
    Spent,
    /// Preformatted text so far, and where it begins.
    Pre(String, Option<Pos>),
    Table(Box<Rows>),
    Row(TableRow, Vec<Span>),
    /// A cell, and how many columns and rows it covers.
    Cell(Cell, (u32, u32)),
}

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listed {
    /// In a list.
    Yes,
    /// In no list, behind another such item: they are one list.
    Behind,
    /// In no list, as the first.
    No,
}

/// A table while it is open.
pub(super) struct Rows {
    at: Pos,
    caption: Option<Text>,
    written: Vec<Written>,
    faults: Vec<Fault>,
    /// The number of the group of rows that is open.
    pub(super) group: u32,
    /// Whether that group is a `<thead>`.
    pub(super) head: bool,
}

impl Part {
    /// A list without items.
    pub(super) fn list(ordered: bool) -> Self {
        Self::List(List {
            ordered,
            items: Vec::new(),
        })
    }

    /// A table without rows.
    pub(super) fn table(at: Pos) -> Self {
        Self::Table(Box::new(Rows {
            at,
            caption: None,
            written: Vec::new(),
            faults: Vec::new(),
            group: 0,
            head: false,
        }))
    }

    /// A row without cells.
    pub(super) fn row(at: Pos) -> Self {
        let row = TableRow {
            at,
            cells: Vec::new(),
            faults: Vec::new(),
        };
        Self::Row(row, Vec::new())
    }

    /// Whether it is one of those that may nest without end.
    fn nests(&self) -> bool {
        match self {
            Self::List(_) | Self::Definitions(..) | Self::Table(_) => true,
            Self::Item(_, listed) => *listed != Listed::Yes,
            _ => false,
        }
    }

    fn holds_blocks(&self) -> bool {
        matches!(
            self,
            Self::Page
                | Self::List(_)
                | Self::Item(..)
                | Self::Definitions(..)
                | Self::Table(_)
                | Self::Cell(..)
        )
    }
}

impl Frame {
    fn new(node: Id, part: Part) -> Self {
        Self {
            node,
            part,
            blocks: Vec::new(),
            weight: 0,
        }
    }

    /// Takes a block in: a list as part of its last item.
    fn take(&mut self, block: Block) {
        let blocks = match &mut self.part {
            Part::List(list) => match list.items.last_mut() {
                Some(item) => &mut item.blocks,
                None => return list.items.extend(item_of(block)),
            },
            _ => &mut self.blocks,
        };
        if blocks.capacity() == 0 {
            blocks.reserve_exact(1);
        }
        blocks.push(block);
    }
}

/// An item that holds `block`, where it is one that stands somewhere.
fn item_of(block: Block) -> Option<Item> {
    block.at().map(|at| Item {
        at,
        number: None,
        blocks: vec![block],
    })
}

/// The parts that are open, the innermost last.
pub(super) struct Frames {
    open: Vec<Frame>,
    /// How many of them may nest without end.
    nested: usize,
    /// Whether it was said that they nest too deeply.
    told: bool,
    budget: Budget,
}

impl Frames {
    /// An empty page made of the element `page`, whose source has `size` bytes.
    pub(super) fn new(page: Id, size: usize) -> Self {
        Self {
            open: vec![Frame::new(page, Part::Page)],
            nested: 0,
            told: false,
            budget: Budget::new(size),
        }
    }

    /// The innermost part.
    pub(super) fn top(&mut self) -> Option<&mut Frame> {
        self.open.last_mut()
    }

    /// What the innermost part is.
    pub(super) fn part(&self) -> Option<&Part> {
        self.open.last().map(|frame| &frame.part)
    }

    /// Opens `part`, which is made of the element `node` at `at`, unless too many are open.
    pub(super) fn open(&mut self, node: Id, part: Part, at: Pos) {
        self.close_lines();
        if part.nests() {
            if self.nested >= HTML_NESTED {
                return self.too_deep(at);
            }
            self.nested += 1;
        }
        self.open.push(Frame::new(node, part));
    }

    /// Ends the preformatted text so far: something else begins in it.
    fn close_lines(&mut self) {
        if let Some(Part::Pre(text, at)) = self.open.last_mut().map(|frame| &mut frame.part) {
            let (text, at) = (std::mem::take(text), at.take());
            self.code(&text, at);
        }
    }

    fn too_deep(&mut self, at: Pos) {
        if std::mem::replace(&mut self.told, true) {
            return;
        }
        self.fault(Fault {
            at,
            what: format!(
                "{HTML_NESTED} lists and tables stand around this one; what is nested more deeply was read as paragraphs"
            ),
            help: "close those that were left open before it".into(),
        });
    }

    /// Something is wrong: the row or the table around it says so, or else a table without rows in its place.
    pub(super) fn fault(&mut self, fault: Fault) {
        for frame in self.open.iter_mut().rev() {
            match &mut frame.part {
                Part::Row(row, _) => return row.faults.push(fault),
                Part::Table(table) => return table.faults.push(fault),
                _ => {}
            }
        }
        let table = Table {
            at: fault.at,
            caption: None,
            head: 0,
            rows: Vec::new(),
            faults: vec![fault],
        };
        self.deliver(Block::Table(Box::new(table)), 0);
    }

    /// Takes a finished text: it is the heading, the term or the caption that is open, or a paragraph.
    pub(super) fn text(&mut self, text: Text) {
        let Some(top) = self.open.last_mut() else {
            return;
        };
        let weight = text.text.len() + size_of::<Block>();
        match std::mem::replace(&mut top.part, Part::Spent) {
            Part::Heading(level) => self.deliver(Block::Heading(Heading { level, text }), weight),
            Part::Term => self.term(text),
            Part::Caption => self.caption(text),
            other => {
                top.part = other;
                self.deliver(Block::Paragraph(text), weight);
            }
        }
    }

    fn term(&mut self, term: Text) {
        let mut parts = self.open.iter_mut().rev().map(|frame| &mut frame.part);
        if let Some(Part::Definitions(terms, _)) =
            parts.find(|part| matches!(part, Part::Definitions(..)))
        {
            terms.push(term);
        }
    }

    fn caption(&mut self, caption: Text) {
        let mut parts = self.open.iter_mut().rev().map(|frame| &mut frame.part);
        if let Some(Part::Table(table)) = parts.find(|part| matches!(part, Part::Table(_))) {
            match &mut table.caption {
                Some(first) => first.text.extend(["\n", &caption.text]),
                none => *none = Some(caption),
            }
        }
    }

    /// Gives `block` to the innermost part that holds blocks. What stands in a table but in no cell goes before it.
    pub(super) fn deliver(&mut self, block: Block, weight: usize) {
        let mut frames = self.open.iter_mut().rev();
        if let Some(frame) = frames.find(|frame| frame.part.holds_blocks()) {
            frame.weight += weight;
            frame.take(block);
        }
    }

    fn deliver_all(&mut self, blocks: Vec<Block>, weight: usize) {
        for block in blocks {
            self.deliver(block, 0);
        }
        if let Some(frame) = self.open.last_mut() {
            frame.weight += weight;
        }
    }

    /// Begins the next term of the definition list that is open: what came before is complete if it has a meaning.
    pub(super) fn next_term(&mut self) {
        let Some(frame) = self.open.last_mut() else {
            return;
        };
        if frame.blocks.is_empty() {
            return;
        }
        if let Part::Definitions(terms, done) = &mut frame.part {
            done.extend(definition(
                std::mem::take(terms),
                std::mem::take(&mut frame.blocks),
            ));
        }
    }

    /// Ends the innermost part.
    pub(super) fn close(&mut self) {
        let Some(frame) = self.open.pop() else {
            return;
        };
        if frame.part.nests() {
            self.nested = self.nested.saturating_sub(1);
            self.told &= self.nested > 0;
        }
        let (mut blocks, weight) = (frame.blocks, frame.weight);
        blocks.shrink_to_fit();
        match frame.part {
            Part::Page | Part::Heading(_) | Part::Term | Part::Caption | Part::Spent => {}
            Part::Pre(text, at) => self.code(&text, at),
            Part::Item(at, listed) => {
                let number = None;
                self.item(Item { at, number, blocks }, listed, weight);
            }
            Part::List(list) if list.items.is_empty() => {}
            Part::List(mut list) => {
                list.items.shrink_to_fit();
                self.deliver(Block::List(list), weight);
            }
            Part::Definitions(terms, done) => {
                self.deliver_all(done, weight);
                self.deliver_all(definition(terms, blocks), 0);
            }
            Part::Table(table) => self.table(*table, blocks, weight),
            Part::Row(row, spans) => self.row(row, spans, weight),
            Part::Cell(cell, size) => self.cell(Cell { blocks, ..cell }, size, weight),
        }
    }

    fn code(&mut self, text: &str, at: Option<Pos>) {
        let text = text.trim_end_matches('\n');
        if let Some(at) = at.filter(|_| !text.trim().is_empty()) {
            let weight = text.len() + size_of::<Block>();
            self.deliver(Block::Code(Text::new(at, text)), weight);
        }
    }

    fn item(&mut self, item: Item, listed: Listed, weight: usize) {
        let weight = weight + size_of::<Item>();
        let mut frames = self.open.iter_mut().rev();
        let Some(frame) = frames.find(|frame| frame.part.holds_blocks()) else {
            return;
        };
        frame.weight += weight;
        match (listed, &mut frame.part, frame.blocks.last_mut()) {
            (Listed::Yes, Part::List(list), _) | (Listed::Behind, _, Some(Block::List(list))) => {
                list.items.push(item);
            }
            _ => frame.take(Block::List(List {
                ordered: false,
                items: vec![item],
            })),
        }
    }

    fn cell(&mut self, cell: Cell, (columns, rows): (u32, u32), weight: usize) {
        let Some(frame) = self.open.last_mut() else {
            return;
        };
        frame.weight += weight + size_of::<Cell>();
        let Part::Row(row, spans) = &mut frame.part else {
            return;
        };
        if (columns, rows) != (1, 1) {
            spans.push(Span {
                cell: row.cells.len(),
                columns,
                rows,
                weight,
            });
        }
        row.cells.push(cell);
    }

    fn row(&mut self, mut row: TableRow, mut spans: Vec<Span>, weight: usize) {
        let Some(frame) = self.open.last_mut() else {
            return;
        };
        frame.weight += weight + size_of::<TableRow>();
        if let Part::Table(table) = &mut frame.part {
            row.cells.shrink_to_fit();
            row.faults.sort_by_key(|fault| fault.at);
            spans.shrink_to_fit();
            table.written.push(Written {
                row,
                spans,
                group: table.group,
                head: table.head,
            });
        }
    }

    /// Delivers a table behind what stood in it but in no cell. One that says nothing is none.
    fn table(&mut self, table: Rows, before: Vec<Block>, weight: usize) {
        self.deliver_all(before, 0);
        let room = self.budget.left();
        let resolved = resolve(table.written, table.at, &mut self.budget);
        let copied = room.saturating_sub(self.budget.left());
        let mut faults = table.faults;
        faults.extend(resolved.fault);
        faults.sort_by_key(|fault| fault.at);
        if resolved.rows.is_empty() && faults.is_empty() && table.caption.is_none() {
            return;
        }
        let table = Table {
            at: table.at,
            caption: table.caption,
            head: resolved.head,
            rows: resolved.rows,
            faults,
        };
        self.deliver(
            Block::Table(Box::new(table)),
            weight + copied + size_of::<Block>() + size_of::<Table>(),
        );
    }

    /// The finished page.
    pub(super) fn finish(mut self) -> Vec<Block> {
        while self.open.len() > 1 {
            self.close();
        }
        self.open
            .pop()
            .map(|frame| frame.blocks)
            .unwrap_or_default()
    }
}

/// A definition; a meaning without a term is no more than its blocks.
fn definition(mut terms: Vec<Text>, mut blocks: Vec<Block>) -> Vec<Block> {
    if terms.is_empty() {
        return blocks;
    }
    terms.shrink_to_fit();
    blocks.shrink_to_fit();
    vec![Block::Definition(Definition { terms, blocks })]
}
