//! Sections that are errors: a heading that is a code, and what stands under it.
//!
//! Knows when a section is an error and not a chapter. Knows no tables.

use super::entry::Entry;
use super::lists;
use crate::document::{Block, Heading, Mark, Style, Text};
use crate::plain;
use crate::recognize::context::Context;
use crate::recognize::text::labels;
use crate::recognize::text::look::{Look, is_errno, is_hyphened, look};
use crate::recognize::text::name::{
    Name, announced, coded, is_property, labelled, name, numbered, status_for_code,
};
use crate::recognize::text::status;
use crate::recognize::words::meaning::{
    Word, head_word, is_margin, is_plain_error, is_remark, word,
};
use crate::recognize::words::topics::{Topic, mentions_errors};
use crate::rows::{Field, Reading, Reason, Shape};
use std::collections::{BTreeMap, BTreeSet};

/// How many of `blocks` belong to a section whose heading has rank `level`.
pub fn length(blocks: &[Block], level: u8) -> usize {
    let ends = |it: &Block| matches!(it, Block::Heading(heading) if heading.level <= level);
    blocks.iter().position(ends).unwrap_or(blocks.len())
}

/// Reads the section under `heading` as an error, and gives how many of the blocks behind the heading belong to it.
/// `None` where it is none; nothing was read then.
pub fn read(
    heading: &Heading,
    rest: &[Block],
    context: &Context,
    reading: &mut Reading,
) -> Option<usize> {
    if !matches!(word(&heading.text.text), Word::Unknown) {
        return None;
    }
    let whole = &rest[..length(rest, heading.level)];
    let next = match rest.get(whole.len()) {
        Some(Block::Heading(it)) if it.level == heading.level => Some(it.text.text.as_str()),
        _ => None,
    };
    let after = reading
        .found
        .last()
        .is_some_and(|it| it.shape == Shape::Sections);
    let run = Run {
        after,
        next,
        codes: context.numbered.contains(&heading.level),
    };
    let told = labelled(&heading.text).or_else(|| announced(&heading.text.text));
    let (first, others) = several(&heading.text.text);
    let name = run.name(first, &heading.text, told)?;
    let body = &whole[..before_deeper(&name, whole)];
    let body = &body[..lists::before_next(body)];
    let blocks_of_codes =
        name.look == Look::Word && body.iter().filter(|it| is_coded(it)).nth(1).is_some();
    if body.iter().any(is_chapter) || body.iter().any(is_table_of_codes) || blocks_of_codes {
        return None;
    }
    let behind = behind_margins(body, context);
    let name = named_again(name, after, behind);
    let entry = Entry::new(name, heading.text.at, "", behind);
    let goes_on = after && is_akin(&entry, context, reading);
    let numbers = after || next.is_some_and(is_number);
    // A title cannot say of itself that it names an error.
    let is_title = context.title.is_some_and(|it| it.at == heading.text.at);
    if is_title && !entry.is_labelled() && told.is_none() {
        return None;
    }
    let is_one = goes_on
        || is_error(&entry, context)
        || is_numbered(&entry, context, numbers)
        || is_told(&entry, told);
    is_one.then(|| {
        let others = others
            .iter()
            .map(|it| Entry::new(*it, entry.at, "", behind));
        let others: Vec<Entry> = others.collect();
        read_all(&entry, &others, context, reading);
        body.len()
    })
}

/// Reads an error, and `others` that its heading names with it.
fn read_all<'a>(entry: &Entry<'a>, others: &[Entry<'a>], context: &Context, reading: &mut Reading) {
    let before = reading.rows.len();
    for it in std::iter::once(entry).chain(others) {
        it.read(Shape::Sections, context, reading);
    }
    let made = reading.rows.iter_mut().skip(before);
    made.filter(|_| !others.is_empty())
        .for_each(|it| it.reasons.push(Reason::OneOfSeveral(entry.at)));
}

/// Whether a block is a labelled code; where several stand under a word, it is the heading of a chapter.
fn is_coded(block: &Block) -> bool {
    matches!(block, Block::Paragraph(text) if labels::any_code(text).is_some())
}

/// Whether a heading under that of an error opens something else than a part of it.
fn is_chapter(block: &Block) -> bool {
    match block {
        Block::Heading(it) => labels::sure(&it.text.text).is_none() && !is_remark(&it.text.text),
        _ => false,
    }
}

/// What stands around a section that helps to tell what its heading is.
struct Run<'t> {
    /// Whether sections that are errors stand before it.
    after: bool,
    /// The heading of the next section.
    next: Option<&'t str>,
    /// Whether numbers of three digits in headings of its rank are codes.
    codes: bool,
}

impl Run<'_> {
    /// The name that a heading is, whose text without further names is `text`; `told` is the one that it announces.
    fn name<'a>(&self, text: &'a str, heading: &Text, told: Option<Name<'a>>) -> Option<Name<'a>> {
        let is_run =
            |read: fn(&str) -> Option<Name<'_>>| self.after || self.next.and_then(read).is_some();
        let found = name(text)
            .map(|it| set_apart(it, heading, self.after, self.next))
            .or(told)
            .or_else(|| numbered(text).filter(|_| is_run(numbered)))
            .or_else(|| coded(text).filter(|_| is_run(coded)))
            .or_else(|| status_for_code(text).filter(|_| self.codes))?;
        Some(if self.codes {
            found.without_status()
        } else {
            found
        })
    }
}

/// The first of the names that a heading gives with slashes between them, and the others: `NO_INLET / NO_OUTLET`. A
/// heading that is anything else is given whole.
fn several(text: &str) -> (&str, Vec<Name<'_>>) {
    let mut pieces = text.split(" / ").map(str::trim);
    let whole = (text, Vec::new());
    let Some(first) = pieces.next().filter(|it| look(it) == Look::Name) else {
        return whole;
    };
    let named = |it| name(it).filter(|it| it.look == Look::Name && it.number.is_none());
    match pieces.map(named).collect::<Option<Vec<Name>>>() {
        Some(others) if !others.is_empty() => (first, others),
        _ => whole,
    }
}

/// How many of `blocks`, what stands under the heading `name`, stand before a deeper heading that is an error of the same
/// form: a name with its number. A heading of errors, in the plural, is that of a chapter.
fn before_deeper(own: &Name, blocks: &[Block]) -> usize {
    let is_error = |it: &Name| it.look == Look::Name && it.number.is_some();
    let deeper = |it: &Block| match it {
        Block::Heading(it) => name(&it.text.text).is_some_and(|it| is_error(&it)),
        _ => false,
    };
    let chapter = own.code.to_ascii_lowercase().ends_with("errors");
    let end = Some(blocks).filter(|_| is_error(own) && !chapter);
    end.and_then(|it| it.iter().position(deeper))
        .unwrap_or(blocks.len())
}

/// The ranks of the headings among `blocks` that numbers of three digits begin, where these are codes: of at least four,
/// and of a quarter of all, HTTP knows nothing.
pub fn numbered_by_codes(blocks: &[Block]) -> BTreeSet<u8> {
    const FEWEST: usize = 4;
    let mut counts: BTreeMap<u8, (usize, usize)> = BTreeMap::new();
    for block in blocks {
        if let Block::Heading(heading) = block
            && let Some(number) = status::three_digits(&heading.text.text)
        {
            let (all, others) = counts.entry(heading.level).or_default();
            *all += 1;
            *others += usize::from(!status::is_known(number));
        }
    }
    let codes = |(all, others): &(usize, usize)| *others >= FEWEST && others * 4 >= *all;
    counts.retain(|_, it| codes(it));
    counts.into_keys().collect()
}

/// `body` without the lines about the document that it begins with, and the table of versions that one of them opens.
fn behind_margins<'a>(body: &'a [Block], context: &Context) -> &'a [Block] {
    let mut rest = body;
    let mut opened = false;
    while let Some((first, behind)) = rest.split_first() {
        let margin = context.is_chrome(first) || is_about_document(first);
        let versions = opened && matches!(first, Block::Table(_));
        if !(margin || versions) {
            break;
        }
        opened = is_about_document(first);
        rest = behind;
    }
    rest
}

/// Whether a block is a line about the document, and not about what the heading names: `Added in: v15.0.0`.
fn is_about_document(block: &Block) -> bool {
    matches!(block, Block::Paragraph(text) if is_margin(&text.text))
}

/// Whether a block is a table whose heads name codes and something beside them: then the heading is that of a chapter.
fn is_table_of_codes(block: &Block) -> bool {
    let Block::Table(table) = block else {
        return false;
    };
    let Some(head) = table.rows.first().filter(|_| table.rows.len() > 1) else {
        return false;
    };
    let words = head
        .cells
        .iter()
        .map(|it| head_word(&plain::line(&it.blocks)));
    let fields: Vec<Field> = words.filter_map(Word::field).collect();
    fields.contains(&Field::Code) && fields.iter().any(|it| *it != Field::Code)
}

/// `name`, a heading, taken for one that is no word where it is set apart as code among headings that are errors, or is
/// written as words are not and the next heading as well.
fn set_apart<'a>(name: Name<'a>, heading: &Text, after: bool, next: Option<&str>) -> Name<'a> {
    let whole = heading.marks.iter().any(|it| {
        it.style == Style::Code && it.start == 0 && it.end as usize == heading.text.len()
    });
    let odd = |it: &str| is_hyphened(it) || is_errno(it);
    let run = odd(name.code) && (after || next.is_some_and(odd)) && (whole || is_errno(name.code));
    let look = if (after && whole || run) && name.look == Look::Word {
        Look::Name
    } else {
        name.look
    };
    Name { look, ..name }
}

/// `name`, a heading among those that are errors, taken for one that is no word where the text under it sets it apart as
/// code and speaks of it as an error: ``The `unavailable` fault is returned when …``.
fn named_again<'a>(name: Name<'a>, after: bool, body: &[Block]) -> Name<'a> {
    let again = match body.first() {
        Some(Block::Paragraph(text)) => {
            let is_name = |it: &Mark| it.style == Style::Code && text.marked(it) == name.code;
            text.marks.iter().any(is_name) && mentions_errors(&text.text)
        }
        _ => false,
    };
    let look = match name.look {
        Look::Word if after && again => Look::Name,
        look => look,
    };
    Name { look, ..name }
}

/// Whether a section goes on with those before it, in a chapter whose title mentions something else: its name begins with
/// the word for an error, as that of the last one does (`ERROR_…`), and the document is one of errors.
fn is_akin(entry: &Entry, context: &Context, reading: &Reading) -> bool {
    let family = |code: &str| code.split_once('_').map(|it| it.0.to_owned());
    let last = reading.rows.last().and_then(|it| family(&it.code));
    let own = family(entry.name.code).filter(|it| is_plain_error(it));
    own.is_some() && own == last && context.is_among_errors() && says(entry)
}

/// Whether a text stands right under the heading.
fn says(entry: &Entry) -> bool {
    matches!(
        entry.body.first(),
        Some(Block::Paragraph(_) | Block::List(_))
    )
}

/// Whether the heading itself says that it names an error, and a text stands under it.
fn is_told(entry: &Entry, told: Option<Name>) -> bool {
    told.is_some() && says(entry)
}

/// Whether `text` is nothing but a number.
fn is_number(text: &str) -> bool {
    look(text) == Look::Number
}

/// Whether the section is one of a run of sections under bare numbers, where headings speak of errors.
fn is_numbered(entry: &Entry, context: &Context, run: bool) -> bool {
    let prose = matches!(entry.body.first(), Some(Block::Paragraph(_)));
    entry.name.look == Look::Number && run && prose && context.topic() == Topic::Errors
}

/// Whether the section is an error: its labels say so, or a name stands where headings speak of errors.
fn is_error(entry: &Entry, context: &Context) -> bool {
    if entry.is_surely_labelled() && entry.name.look == Look::Name {
        return true;
    }
    let errors = context.topic() == Topic::Errors;
    let titled = errors && context.titles() == Topic::Errors;
    let labelled = errors && entry.is_labelled();
    match entry.name {
        Name {
            message: Some(_), ..
        } => entry.is_labelled() || (errors && says(entry)),
        Name { title: Some(_), .. } => titled && (entry.body.is_empty() || says(entry)),
        Name {
            look: Look::Name,
            alias: Some(_),
            ..
        } => labelled || (errors && says(entry)),
        Name {
            look: Look::Name, ..
        }
        | Name { alias: Some(_), .. } => {
            labelled || (titled && says(entry) && !is_property(entry.name.code))
        }
        _ => labelled,
    }
}
