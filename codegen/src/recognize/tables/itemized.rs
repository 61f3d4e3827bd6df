//! Tables that are written as lists: an item for each row, whose nested list holds the other cells, the heads first.
//!
//! Knows how such a list becomes a grid. Knows nothing of what its rows mean.

use super::grid::{Grid, GridCell, GridRow};
use crate::document::{Block, Item, List, Origin};
use crate::recognize::words::meaning::{Word, word};
use crate::rows::Shape;

/// The table that `list` is: every item is a text with a list of as many texts as in the first item, and the first one
/// names columns.
pub fn grid(list: &List) -> Option<Grid<'_>> {
    let (head, items) = list.items.split_first()?;
    let heads = cells(head)?;
    let heads: Vec<String> = heads.map(|it| it.line().into_owned()).collect();
    let known = heads.iter().filter(|it| word(it) != Word::Unknown).count();
    if known < 2 || items.is_empty() {
        return None;
    }
    let row = |item| Some(cells(item)?.collect()).filter(|it: &Vec<_>| it.len() == heads.len());
    let rows = items.iter().map(|item| {
        Some(GridRow {
            at: item.at,
            cells: row(item)?,
            loose: &[],
            faults: &[],
        })
    });
    Some(Grid {
        at: head.at,
        shape: Shape::Table,
        rows: rows.collect::<Option<_>>()?,
        heads,
        faults: &[],
    })
}

/// The cells of a row: the text of the item, and those of the list in it.
fn cells(item: &Item) -> Option<impl Iterator<Item = GridCell<'_>>> {
    let [Block::Paragraph(_), Block::List(rest)] = item.blocks.as_slice() else {
        return None;
    };
    let first = GridCell {
        at: item.at,
        origin: Origin::Own,
        blocks: item.blocks.get(..1)?,
    };
    let rest = rest.items.iter().map(|it| GridCell {
        at: it.at,
        origin: Origin::Own,
        blocks: &it.blocks,
    });
    Some(std::iter::once(first).chain(rest))
}
