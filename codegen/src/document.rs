//! What every reader makes of a file: a `Document`, whatever the format.
//!
//! Knows the parts that documents are made of (headings, paragraphs, lists, tables) and the place of each. Knows
//! nothing of errors, and nothing of the format that a part was written in.

/// A place in a document, as editors count: the first line is 1, the first character of a line is column 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pos {
    /// The line, from 1.
    pub line: u32,
    /// The character within the line, from 1.
    pub column: u32,
}

impl Pos {
    /// The place at `line` and `column`, both counted from 1; what exceeds a `u32` stays at its largest value.
    pub fn new(line: usize, column: usize) -> Self {
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            line: narrow(line),
            column: narrow(column),
        }
    }

    /// The place of the byte `offset` of `text`; its end where that is further on.
    pub fn of_byte(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        Self::new(before.matches('\n').count() + 1, line.chars().count() + 1)
    }
}

/// The format that a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Markdown in any of its dialects, with HTML in it.
    Markdown,
    /// A whole page or a fragment of HTML.
    Html,
    /// reStructuredText.
    Rst,
    /// Text without markup: flattened pages, aligned columns, hanging lists.
    Text,
}

/// A document, read: its blocks in the order in which they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The format that it was read as.
    pub format: Format,
    /// Its parts in order. Headings open sections; a section ends where a heading of the same or a higher rank stands.
    pub blocks: Vec<Block>,
}

/// One part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph. Line ends of the source are spaces in it, forced line breaks (`<br>`) are `\n`; in a document of
    /// format [`Format::Text`], where lines are all the structure there is, every line end is `\n`.
    Paragraph(Text),
    /// A list with bullets or numbers.
    List(List),
    /// Terms with what they mean: definition lists and field lists, one entry a term.
    Definition(Definition),
    /// A table. In a box, since most blocks are the one short text of a cell, and each would be as large as a table.
    Table(Box<Table>),
    /// Preformatted text, its lines kept as they are. Never searched for tables.
    Code(Text),
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its rank: 1 is the highest. A bold line or a caption that a document uses as a heading is not one of these.
    pub level: u8,
    /// What it says.
    pub text: Text,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Whether numbers stand before the items.
    pub ordered: bool,
    /// The items in order.
    pub items: Vec<Item>,
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where the item begins, its bullet included.
    pub at: Pos,
    /// The number before it, in digits, as it is written; `None` where there is none, or the format counts by itself.
    pub number: Option<u32>,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A term and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The term; several terms that share one meaning are several texts.
    pub terms: Vec<Text>,
    /// What stands under them.
    pub blocks: Vec<Block>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Where it begins.
    pub at: Pos,
    /// Its caption or title, where the format has one (`<caption>`, `.. table:: Title`).
    pub caption: Option<Text>,
    /// How many of the first rows are head rows by the format's own marks (`<thead>`, a row of `<th>`, `====`, the row
    /// above `|---|`). Zero where the format marks none; the first row can still be one.
    pub head: usize,
    /// All rows, the head rows first.
    pub rows: Vec<TableRow>,
    /// What is wrong with the table as a whole, such as a border that does not close.
    pub faults: Vec<Fault>,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// Where it begins.
    pub at: Pos,
    /// Its cells. Where the format resolves spans (HTML, RST), a cell stands in every slot that it covers and rows are
    /// as long as the table is wide; where it cannot (markdown), a row has the cells that are written.
    pub cells: Vec<Cell>,
    /// What is wrong with this row, such as a closing `|` that never comes.
    pub faults: Vec<Fault>,
}

/// One cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Where it begins.
    pub at: Pos,
    /// How the cell came into its slot.
    pub origin: Origin,
    /// What stands in it; nothing where it is empty.
    pub blocks: Vec<Block>,
}

/// How a cell came into its slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// It is written there.
    Own,
    /// It is a header cell, written there (`<th>`, a stub column).
    Header,
    /// It spans down from a row above.
    Above,
    /// It spans over from a column to the left.
    Left,
}

/// Something that a reader could not make sense of, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The place.
    pub at: Pos,
    /// What is wrong: one sentence without a full stop, in lower case.
    pub what: String,
    /// What would mend it, likewise.
    pub help: String,
}

/// A stretch of text without markup, and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Where it begins.
    pub at: Pos,
    /// The text: markup gone, entities and escapes resolved, white space collapsed (but in [`Block::Code`]), a link
    /// its text, a picture its alternative text. No `\n` at either end.
    pub text: String,
    /// Which stretches of it were set apart, in order; most texts have none.
    pub marks: Vec<Mark>,
}

/// A stretch of a text that was set apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The first byte of it in the text.
    pub start: u32,
    /// The byte after it.
    pub end: u32,
    /// How it was set apart.
    pub style: Style,
}

/// How a stretch of text was set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// Bold.
    Strong,
    /// As code: monospaced, quoted by backticks.
    Code,
}

impl Text {
    /// A text without marks.
    pub fn new(at: Pos, text: impl Into<String>) -> Self {
        Self {
            at,
            text: text.into(),
            marks: Vec::new(),
        }
    }

    /// The stretch that `mark` sets apart.
    pub fn marked(&self, mark: &Mark) -> &str {
        self.text
            .get(mark.start as usize..mark.end as usize)
            .unwrap_or_default()
    }
}

impl Block {
    /// Where the block begins; `None` for a list without items or a definition without a term.
    pub fn at(&self) -> Option<Pos> {
        match self {
            Self::Heading(heading) => Some(heading.text.at),
            Self::Paragraph(text) | Self::Code(text) => Some(text.at),
            Self::List(list) => list.items.first().map(|item| item.at),
            Self::Definition(definition) => definition.terms.first().map(|term| term.at),
            Self::Table(table) => Some(table.at),
        }
    }
}
