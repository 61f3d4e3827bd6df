//! Lists that are errors: items, terms and paragraphs that a code opens.
//!
//! Knows how an item names its code, and when a list is one of errors. Knows no tables and no headings.

use super::Context;
use super::entries::{Entry, Name, name};
use super::look::Look;
use super::words::Topic;
use crate::document::{Block, Definition, List, Pos, Text};
use crate::rows::{Reading, Shape};

/// Reads `list` as a list of errors. Gives `false` where it is none; nothing was read then.
pub fn read(list: &List, context: &Context, reading: &mut Reading) -> bool {
    let entries: Vec<Entry> = list
        .items
        .iter()
        .filter_map(|it| entry(it.at, &it.blocks))
        .collect();
    let all = entries.len() == list.items.len();
    if !all || !are_errors(&entries, context) {
        return false;
    }
    for entry in &entries {
        entry.read(Shape::List, context, reading);
    }
    true
}

/// Reads `definitions`, which stand one behind the other, as errors. Gives `false` where they are none; nothing was
/// read then.
pub fn definitions(definitions: &[&Definition], context: &Context, reading: &mut Reading) -> bool {
    let named = |it: &&Definition| it.terms.iter().all(|term| name(&term.text).is_some());
    if definitions.is_empty() || !definitions.iter().all(named) {
        return false;
    }
    let entries: Vec<Entry> = definitions.iter().copied().flat_map(terms).collect();
    if !are_errors(&entries, context) {
        return false;
    }
    for entry in &entries {
        entry.read(Shape::Definitions, context, reading);
    }
    true
}

/// An entry for each term of a definition.
fn terms(definition: &Definition) -> impl Iterator<Item = Entry<'_>> {
    definition.terms.iter().filter_map(|term| {
        Some(Entry {
            name: name(&term.text)?,
            at: term.at,
            lead: "",
            body: &definition.blocks,
        })
    })
}

/// Reads the paragraph `text`, a code set apart at its beginning, with the blocks behind it as an error. Gives how many
/// of these belong to it; `None` where it is no error, and nothing was read.
pub fn paragraph(
    text: &Text,
    rest: &[Block],
    context: &Context,
    reading: &mut Reading,
) -> Option<usize> {
    let (name, lead) = lead(text).filter(|_| opens(text))?;
    let length = rest.iter().take_while(|it| continues(it)).count();
    let entry = Entry {
        name,
        at: text.at,
        lead,
        body: rest.get(..length)?,
    };
    let says = !entry.lead.is_empty() || entry.is_labelled();
    let sure = context.topic() == Topic::Errors && name.look != Look::Word;
    (says && (sure || entry.is_labelled())).then(|| {
        entry.read(Shape::Paragraphs, context, reading);
        length
    })
}

/// Whether a paragraph begins with something set apart that a name can be, alone in its line.
fn opens(text: &Text) -> bool {
    let Some(mark) = text.marks.first() else {
        return false;
    };
    let behind = text.text.get(mark.end as usize..).unwrap_or_default();
    mark.start == 0
        && (behind.is_empty() || behind.trim_start_matches([' ', ':']).starts_with('\n'))
}

/// Whether a block can belong to a paragraph that opens an error: anything but a heading, a table, or the next one.
fn continues(block: &Block) -> bool {
    match block {
        Block::Heading(_) | Block::Table(_) | Block::Definition(_) => false,
        Block::Paragraph(text) => !(opens(text) && lead(text).is_some()),
        Block::List(_) | Block::Code(_) => true,
    }
}

/// Whether entries are errors: they stand where errors are spoken of, and most have names that are no words.
fn are_errors(entries: &[Entry], context: &Context) -> bool {
    let names = entries
        .iter()
        .filter(|it| it.name.look != Look::Word)
        .count();
    context.topic() == Topic::Errors && names * 2 >= entries.len() && !entries.is_empty()
}

/// The entry that the blocks of an item make: a name set apart, or a name before a colon or a dash.
fn entry(at: Pos, blocks: &[Block]) -> Option<Entry<'_>> {
    let (Block::Paragraph(text), body) = blocks.split_first()? else {
        return None;
    };
    let (name, lead) = lead(text)?;
    Some(Entry {
        name,
        at,
        lead,
        body,
    })
}

/// The name at the beginning of a text, and the text behind it.
fn lead(text: &Text) -> Option<(Name<'_>, &str)> {
    if let Some(mark) = text.marks.first().filter(|it| it.start == 0) {
        let name = name(text.marked(mark).trim_matches([':', ' ', '：']))?;
        return Some((name, behind(&text.text[mark.end as usize..])));
    }
    let colon = text.text.find([':', '：']);
    let dash = [" - ", " – ", " — "]
        .iter()
        .filter_map(|it| text.text.find(it))
        .min();
    let end = [colon, dash].into_iter().flatten().min()?;
    let name = name(&text.text[..end]).filter(|it| it.look != Look::Word)?;
    Some((name, behind(&text.text[end..])))
}

/// What stands behind a name: without the signs that part them.
fn behind(text: &str) -> &str {
    text.trim_start_matches(|it: char| {
        it.is_whitespace() || matches!(it, ':' | '：' | '-' | '–' | '—')
    })
    .trim_end()
}
