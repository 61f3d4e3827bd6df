//! How deep blocks may stand in each other for recognition.
//!
//! Knows how lists, definitions and tables nest. Knows nothing of what they hold.
//!
//! Recognition and [`crate::plain`] recurse into blocks. The readers keep documents flat: 64 containers in markdown and
//! RST, 32 in HTML, and HTML in markdown four times over. A document that was built by hand, or that joins these limits
//! in a way nobody thought of, is not read rather than let overflow the stack.

use crate::document::{Block, Pos};
use crate::limits::NESTED;
use crate::problem::Finding;

/// The problem that `blocks` nest too deeply to be read, if they do.
pub fn too_deep(blocks: &[Block]) -> Option<Finding> {
    let what = format!(
        "{NESTED} lists, definitions and tables stand around this; nothing of the document is read"
    );
    let at = beyond(blocks, NESTED)?;
    Some(Finding::problem(at, what, "nest less"))
}

/// Where something stands in more than `left` lists, definitions and tables. Recurses no deeper than that.
fn beyond(blocks: &[Block], left: usize) -> Option<Pos> {
    let inside = |around: &Block, inner: &[Block]| match left.checked_sub(1) {
        Some(left) => beyond(inner, left),
        None => inner.first().or(Some(around)).and_then(Block::at),
    };
    blocks.iter().find_map(|block| match block {
        Block::List(list) => list
            .items
            .iter()
            .find_map(|item| inside(block, &item.blocks)),
        Block::Definition(definition) => inside(block, &definition.blocks),
        Block::Table(table) => table
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .find_map(|cell| inside(block, &cell.blocks)),
        Block::Heading(_) | Block::Paragraph(_) | Block::Code(_) => None,
    })
}
