//! Lists whose own numbers are the codes: `301. The pump is gone`, and labelled paragraphs behind an item.
//!
//! Knows how such numbers differ from those of steps, and that the heading must speak of errors. Knows nothing of numbers
//! within the text; `runs` does.

use super::entry::Entry;
use super::lists::pass_statuses;
use crate::document::{Block, Item, List};
use crate::recognize::context::{Context, Said};
use crate::recognize::text::labels;
use crate::recognize::text::look::Look;
use crate::recognize::text::name::Name;
use crate::recognize::words::topics::{Topic, topic};
use crate::rows::{Reading, Shape};

/// Reads `list` as errors, and the labelled paragraphs among `rest`, which stand behind it, as parts of its last one. Gives
/// how many of these were read; `None` where its numbers are no codes, and nothing was read.
pub fn read(
    list: &List,
    rest: &[Block],
    context: &Context,
    reading: &mut Reading,
) -> Option<usize> {
    let codes = codes(list)?;
    let above = context.stands_under().map(|it| topic(&it.text));
    if context.said() != Said::Errors || above.is_some_and(|it| it != Topic::Errors) {
        return None;
    }
    let labelled = |it: &&Block| matches!(it, Block::Paragraph(_)) && labels::label(it).is_some();
    let length = rest.iter().take_while(labelled).count();
    let behind = rest.get(..length)?;
    let mut entries: Vec<Entry> = list.items.iter().zip(&codes).filter_map(entry).collect();
    if pass_statuses(&entries.iter().collect::<Vec<_>>(), reading) {
        return Some(0);
    }
    if let Some(last) = entries.last_mut().filter(|it| it.body.is_empty()) {
        last.body = behind;
    }
    for entry in &entries {
        entry.read(Shape::List, context, reading);
    }
    Some(length)
}

/// The entry that an item with the number `code` is.
fn entry<'a>((item, code): (&'a Item, &'a String)) -> Option<Entry<'a>> {
    let (Block::Paragraph(text), under) = item.blocks.split_first()? else {
        return None;
    };
    let name = Name {
        message: Some(&text.text),
        ..Name::new(code, Look::Number)
    };
    Some(Entry::new(name, item.at, "", under))
}

/// The numbers of a list that are no numbers of steps: they begin high, each is higher than the one before it, and a text
/// stands behind each.
pub fn codes(list: &List) -> Option<Vec<String>> {
    const LOWEST: u32 = 100;
    let says = |it: &Item| matches!(it.blocks.first(), Some(Block::Paragraph(_)));
    let numbers: Option<Vec<u32>> = list.items.iter().map(|it| it.number).collect();
    let numbers = numbers.filter(|_| list.items.iter().all(says))?;
    let high = numbers.first().is_some_and(|it| *it >= LOWEST);
    let rising = numbers.windows(2).all(|it| it[0] < it[1]);
    (high && rising).then(|| numbers.iter().map(ToString::to_string).collect())
}
