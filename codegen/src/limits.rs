//! How much is read of a document, whatever it holds. Each limit says so, at the place where it is met.
//!
//! Nothing else bounds a document: it is read in time in proportion to its size, on a stack of two megabytes, and in memory
//! that is a multiple of its size. That multiple depends on the marks it holds; the largest that any repeated mark needs, for
//! each byte and beside the text itself, is
//!
//! | what reads | bytes for each byte | the mark |
//! |---|---|---|
//! | markdown | 160 | a pipe alone on each line |
//! | HTML | 90 | `<tr>` |
//! | reStructuredText | 120 | `+---+` on each line |
//! | flattened text, and the whole way from any format to Rust | 200 | pipes behind backslashes |
//! | `codes.toml`, `service.toml`, `rules.toml` | 130 | `[a]` on each line |
//!
//! Rows of real documents need less than ten. A list that grows is there twice while it is moved; that is in the figures.
//!
//! Knows numbers. What happens where one is met stands at the reader that keeps to it.
//!
//! Shapes are no limits: how many words a heading may have to be a code, or a line of cells to be a row, is what
//! recognition knows of documents, and what it takes for none it says.

/// How many quotes and lists stand in each other in markdown. The marks of further ones are text.
pub const MARKDOWN_NESTED: usize = 64;

/// How many lists, items and definitions stand in each other in markdown, those of HTML within its lines included. What
/// stands deeper stands in the last one.
pub const MARKDOWN_PARTS: usize = 160;

/// How many times markdown stands in HTML that stands in markdown. What stands deeper is read as HTML. No document is known
/// that goes so deep.
pub const MARKDOWN_IN_HTML: usize = 4;

/// How many cells a row of a markdown table has. What follows stands in the last one.
pub const MARKDOWN_CELLS: usize = 1000;

/// How many elements stand in each other in HTML; browsers stop at the same number. What stands deeper is text.
pub const HTML_ELEMENTS: usize = 512;

/// How many lists, definition lists and tables stand in each other in HTML. What stands deeper is read as paragraphs.
pub const HTML_NESTED: usize = 32;

/// How many bytes a tag of HTML has that has no end. It is ended there.
pub const HTML_TAG: usize = 4096;

/// How many faults of one page of HTML are told. The last one says that more follow.
pub const HTML_FAULTS: usize = 1000;

/// How many bytes the cells of HTML that span bring into other slots, beyond four times the size of the page. What exceeds
/// it is left out.
pub const HTML_SPANS: usize = 1 << 20;

/// How many blocks stand in each other in reStructuredText. What stands deeper is not read.
pub const RST_NESTED: usize = 64;

/// How many substitutions of reStructuredText stand in each other. What stands deeper stays as it is written.
pub const RST_SUBSTITUTIONS: usize = 8;

/// How many bytes substitutions of reStructuredText bring in, and cells that span repeat, beyond four times the size of the
/// document. What exceeds it stays as it is written, and is left empty.
pub const RST_REPEATED: usize = 1 << 16;

/// How many lists, definitions and tables stand in each other in a document that recognition reads. No reader makes one that
/// is deeper; one that was built by hand is not read.
pub const NESTED: usize = 256;

/// How many paragraphs, beyond four for each block of the document, are looked at in runs that look like flattened tables and
/// are none. Behind them none is looked for. No document is known that needs so many.
pub const FLATTENED: usize = 100_000;

/// How many problems of a file of TOML are shown. The rest are counted.
pub const TOML_PROBLEMS: usize = 100;
