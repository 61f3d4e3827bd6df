//! Lists that are errors: items, terms and paragraphs that a code opens.
//!
//! Knows how an item names its code, and when a list is one of errors. Knows no tables and no headings.

use super::entry::{Entry, settle_numbers};
use super::groups::{Group, groups};
use super::others::are_others;
use crate::document::{Block, Definition, List, Mark, Pos, Style, Text};
use crate::problem::Finding;
use crate::recognize::context::Context;
use crate::recognize::text::codes::within_quotes;
use crate::recognize::text::labels;
use crate::recognize::text::look::{Look, is_errno, is_in_capitals, is_shouted, look};
use crate::recognize::text::name::{Name, name};
use crate::recognize::text::status::{self, is_known};
use crate::recognize::words::topics::Topic;
use crate::rows::{Reading, Shape, Skipped};

/// Reads `list` as a list of errors. Gives `false` where it is none; nothing was read then.
pub fn read(list: &List, context: &Context, reading: &mut Reading) -> bool {
    let mut entries: Vec<Entry> = list
        .items
        .iter()
        .filter_map(|it| entry(it.at, &it.blocks))
        .collect();
    let all = entries.len() == list.items.len();
    if !all || !are_errors(&entries.iter().collect::<Vec<_>>(), context) {
        return false;
    }
    if pass_statuses(&entries.iter().collect::<Vec<_>>(), reading) {
        return true;
    }
    settle_numbers(entries.iter_mut());
    for entry in &entries {
        entry.read(Shape::List, context, reading);
    }
    true
}

/// Reads `definitions`, which stand one behind the other, as errors. Gives `false` where they are none; nothing was
/// read then. Of a list of errors, a term that is no code is a problem.
pub fn definitions(definitions: &[&Definition], context: &Context, reading: &mut Reading) -> bool {
    let mut all: Vec<(&Text, Option<Entry>)> =
        definitions.iter().flat_map(|it| terms(it)).collect();
    let entries: Vec<&Entry> = all.iter().filter_map(|(_, it)| it.as_ref()).collect();
    if entries.len() * 5 < all.len() * 4 || !are_errors(&entries, context) {
        return false;
    }
    if pass_statuses(&entries, reading) {
        return true;
    }
    settle_numbers(all.iter_mut().filter_map(|(_, it)| it.as_mut()));
    for (term, entry) in &all {
        match entry {
            Some(entry) => entry.read(Shape::Definitions, context, reading),
            None => reading.findings.push(no_name(term)),
        }
    }
    true
}

/// Leaves out entries that name HTTP statuses and no codes, as a table of statuses is left out: nearly all are numbers
/// that HTTP knows, with nothing beside them. Gives `false` where they are codes; nothing was left out then.
pub fn pass_statuses(entries: &[&Entry], reading: &mut Reading) -> bool {
    let is_status = |it: &&&Entry| {
        let number = it.name.code.parse();
        it.name.alias.is_none() && it.name.code.len() == 3 && number.is_ok_and(is_known)
    };
    let statuses = entries.iter().filter(is_status).count();
    let are_statuses = statuses * 10 >= entries.len() * 8 && statuses > 1;
    if are_statuses {
        let passed = entries.iter().map(|it| Skipped {
            at: it.at,
            reason: "it lists HTTP statuses, and no codes".to_owned(),
        });
        reading.passed.extend(passed);
    }
    are_statuses
}

/// The problem of a term or item among errors that names no code.
fn no_name(text: &Text) -> Finding {
    Finding::problem(
        text.at,
        "no code: this stands in a list of errors, and begins with no code",
        "if it is no error, nothing is lost; otherwise report the document to its publisher",
    )
}

/// An entry for each term of a definition, but one for a name and the number that stands beside it.
fn terms(definition: &Definition) -> Vec<(&Text, Option<Entry<'_>>)> {
    let body = definition.blocks.as_slice();
    match definition.terms.as_slice() {
        [term] => vec![(term, defined(term, body).map(numbered_below))],
        [first, second] if is_numbered(&first.text, &second.text) => {
            let entry = defined(first, body);
            vec![(first, entry.map(|it| it.with_number(&second.text)))]
        }
        terms => terms.iter().map(|it| (it, defined(it, body))).collect(),
    }
}

/// The entry that `term` opens, with `body` under it.
fn defined<'a>(term: &'a Text, body: &'a [Block]) -> Option<Entry<'a>> {
    let name = name(without_kind(&term.text))?;
    Some(Entry::new(name, term.at, "", body))
}

/// Whether `number` is that of the error `name`.
fn is_numbered(name: &str, number: &str) -> bool {
    look(without_kind(name)) == Look::Name && look(number) == Look::Number
}

/// `entry` with the number and the text that stand under it as two terms without a meaning.
fn numbered_below<'a>(entry: Entry<'a>) -> Entry<'a> {
    let [Block::Definition(inner)] = entry.body else {
        return entry;
    };
    let with = |text: &'a Text| {
        let name = Name {
            message: Some(&text.text),
            ..entry.name
        };
        Entry::new(name, entry.at, "", &[])
    };
    match inner.terms.as_slice() {
        _ if !inner.blocks.is_empty() => entry,
        [number, text, ..] if is_numbered(entry.name.code, &number.text) => {
            with(text).with_number(&number.text)
        }
        [text] => with(text),
        _ => entry,
    }
}

/// A term without what generated documentation of a language sets around it: the kind of what it names, and the sign of a
/// link to itself.
fn without_kind(term: &str) -> &str {
    const KINDS: &[&str] = &["enumerator ", "exception "];
    let term = term.trim_end_matches(['¶', '\u{f0c1}', ' ', ':', '：']);
    let bracketed = term.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    let term = bracketed.unwrap_or(term);
    KINDS
        .iter()
        .find_map(|it| term.strip_prefix(it))
        .unwrap_or(term)
        .trim()
}

/// Reads the paragraph `text`, a code set apart at its beginning, with the blocks behind it as an error. Gives how many
/// of these belong to it; `None` where it is no error, and nothing was read.
pub fn paragraph(
    text: &Text,
    rest: &[Block],
    context: &Context,
    reading: &mut Reading,
) -> Option<usize> {
    let (name, lead) = lead(text)?;
    let alone = opens(text);
    if !alone && !leads(text, &name, lead, rest) {
        return None;
    }
    let length = length(lead, rest);
    let entry = Entry::new(name, text.at, lead, rest.get(..length)?);
    let says = !entry.lead.is_empty() || entry.is_labelled();
    let topic = context.topic();
    let errors = topic == Topic::Errors
        && (name.look != Look::Word || name.alias.is_some() || entry.is_labelled());
    let sure = errors || (topic != Topic::Other && entry.is_surely_labelled());
    (says && sure && !entry.is_parameter()).then(|| {
        entry.read(Shape::Paragraphs, context, reading);
        length
    })
}

/// Whether a paragraph that is not opened by a name alone in its line is an error: a bold name with a labelled text
/// behind it, or one of several paragraphs that names open.
fn leads(text: &Text, name: &Name, lead: &str, rest: &[Block]) -> bool {
    if name.look != Look::Name && name.alias.is_none() {
        return false;
    }
    let begins = |text: &Text| {
        text.marks
            .first()
            .is_none_or(|it| it.start == 0 && it.style == Style::Strong)
    };
    let next = || match rest.first() {
        Some(Block::Paragraph(next)) => {
            begins(next) && self::lead(next).is_some_and(|(it, _)| it.alias.is_some())
        }
        _ => false,
    };
    let labelled = !text.marks.is_empty() && labels::status_at_end(lead).is_some();
    begins(text)
        && (labelled || (name.alias.is_some() && (next() || rest.is_empty() || !lead.is_empty())))
}

/// How many of `blocks` stand before a paragraph that opens an error of its own: a name alone in its line, with labelled
/// texts under it.
pub fn before_next(blocks: &[Block]) -> usize {
    let next = |index: usize| match &blocks[index..] {
        [Block::Paragraph(text), Block::List(_), ..] => {
            opens(text)
                && lead(text).is_some_and(|(name, lead)| name.look == Look::Name && lead.is_empty())
                && blocks.get(index + 1).is_some_and(|it| {
                    groups(std::slice::from_ref(it))
                        .iter()
                        .any(Group::is_labelled)
                })
        }
        _ => false,
    };
    (0..blocks.len())
        .find(|it| next(*it))
        .unwrap_or(blocks.len())
}

/// Whether a paragraph begins with something set apart that a name can be, alone in its line.
fn opens(text: &Text) -> bool {
    let marked = || text.text.get(first_mark(text)?.end as usize..);
    let Some(behind) = unmarked(&text.text).map(|it| it.1).or_else(marked) else {
        return false;
    };
    behind.is_empty() || behind.trim_start_matches([' ', ':']).starts_with('\n')
}

/// How many of the blocks behind a paragraph that opens an error belong to it. Once a text stands behind the name or
/// labelled texts under it, a paragraph without a label speaks of something else.
fn length(lead: &str, rest: &[Block]) -> usize {
    let mut says = !lead.is_empty();
    let belongs = |block: &&Block| {
        let plain = matches!(block, Block::Paragraph(_)) && labels::label(block).is_none();
        let over = says && plain;
        says = says
            || groups(std::slice::from_ref(*block))
                .iter()
                .any(Group::is_labelled);
        !over && continues(block)
    };
    let mut belongs = belongs;
    rest.iter().take_while(|it| belongs(it)).count()
}

/// Whether a block can belong to a paragraph that opens an error: anything but a heading, a table, or the next one.
fn continues(block: &Block) -> bool {
    match block {
        Block::Heading(_) | Block::Table(_) => false,
        Block::Paragraph(text) => lead(text).is_none(),
        Block::Definition(_) => super::nodes::is_defined(block),
        Block::List(_) | Block::Code(_) => true,
    }
}

/// Whether entries are errors: they stand where errors are spoken of, most have names that are no words, and texts.
pub fn are_errors(entries: &[&Entry], context: &Context) -> bool {
    let names = entries.iter().filter(|it| is_coded(&it.name)).count();
    let says = entries.iter().filter(|it| it.says_something()).count();
    let parameters = entries.iter().filter(|it| it.is_parameter()).count();
    context.topic() == Topic::Errors
        && is_backed(entries, context)
        && parameters * 2 < entries.len()
        && !are_others(entries)
        && names * 2 >= entries.len()
        && says * 2 >= entries.len()
        && !entries.is_empty()
}

/// Whether a name is hardly a word of a language.
fn is_coded(name: &Name) -> bool {
    name.look != Look::Word || is_errno(name.code) || is_shouted(name.code)
}

/// Whether something near backs that entries are errors: their texts tell of something that goes wrong, or they are
/// introduced as errors and named as errors are and variables, members and files are not.
fn is_backed(entries: &[&Entry], context: &Context) -> bool {
    let telling = entries.iter().filter(|it| it.tells_of_errors()).count();
    let named = entries
        .iter()
        .filter(|it| is_error_name(it.name.code))
        .count();
    let system = entries.iter().filter(|it| is_errno(it.name.code)).count();
    context.bare
        || system > 2 && system * 2 >= entries.len()
        || telling * 5 >= entries.len() * 2
            && (named * 2 >= entries.len() || context.lists_errors())
        || context.lists_errors() && named * 2 >= entries.len() && context.introduces_errors()
}

/// Whether a code is written as errors are, `NoSuchKey`, `NO_SUCH_KEY`, `1042`, `e_0042`, and not as a member or a
/// variable is. Words in capitals with hyphens between them can be anything.
fn is_error_name(code: &str) -> bool {
    let digits = code.bytes().rev().take_while(u8::is_ascii_digit).count();
    let is_variable = code.starts_with(|it: char| it.is_ascii_lowercase()) && digits < 3;
    let is_words = look(code) == Look::Word && is_shouted(code);
    !is_variable && !is_words && !code.contains("::")
}

/// The entry that the blocks of an item make: a name set apart, a name before a colon or a dash, or a labelled one.
fn entry(at: Pos, blocks: &[Block]) -> Option<Entry<'_>> {
    let (Block::Paragraph(text), body) = blocks.split_first()? else {
        return None;
    };
    let (name, lead) = labels::code(text)
        .and_then(|it| Some((name(it)?, "")))
        .or_else(|| lead(text))?;
    Some(Entry::new(name, at, lead, body))
}

/// The name at the beginning of a text, and the text behind it. An arrow can lead to the status.
pub fn lead(text: &Text) -> Option<(Name<'_>, &str)> {
    let (name, rest) = opened(text)?;
    let Some(to) = pointed(rest) else {
        return Some((name, behind(rest)));
    };
    let status = name.status.or_else(|| status::at_start(to));
    let alone = to.len() == 3 && status.is_some();
    let to = if alone { "" } else { to };
    Some((Name { status, ..name }, to))
}

/// What stands behind the arrow that `text` begins with: `→ 403 Forbidden`.
fn pointed(text: &str) -> Option<&str> {
    const ARROWS: &[&str] = &["→", "⇒", "->", "=>"];
    let text = text.trim_start();
    let behind = ARROWS.iter().find_map(|it| text.strip_prefix(it))?;
    Some(behind.trim())
}

/// The name at the beginning of a text, and all that stands behind it.
fn opened(text: &Text) -> Option<(Name<'_>, &str)> {
    if let Some(mark) = first_mark(text) {
        let marked = text.marked(mark).trim_matches([':', ' ', '：']);
        // A name that stands right behind that of its group, with the marks of both between them.
        let marked = match marked.split_once("****") {
            Some((group, name)) if name.starts_with(group) => name,
            _ => marked,
        };
        let name = name(marked)?;
        return Some((name, text.text.get(mark.end as usize..)?));
    }
    if let Some((name, rest)) = unmarked(&text.text) {
        return Some((self::name(name)?, rest));
    }
    if let Some((name, rest)) = quoted(&text.text) {
        return Some((self::name(name)?, rest));
    }
    let colon = text.text.find([':', '：']);
    let dash = [" - ", " – ", " — "]
        .iter()
        .filter_map(|it| text.text.find(it))
        .min();
    let end = [colon, dash].into_iter().flatten().min()?;
    let is_name = |it: &Name| it.look != Look::Word || it.alias.is_some() || is_errno(it.code);
    let before = text.text.get(..end).filter(|it| !it.contains('\n'))?;
    let name = name(before).filter(is_name)?;
    Some((name, text.text.get(end..)?))
}

/// The name between stars that set nothing apart, because white space stands within them, and the text behind it.
fn unmarked(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.strip_prefix("**")?.split_once("**")?;
    Some((name.trim(), rest))
}

/// The name in capitals within quotes that `text` begins with, and the text behind it: in its line behind a sign, or in the
/// one below.
fn quoted(text: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 80;
    let quote = text.chars().next().filter(|it| matches!(it, '\'' | '"'))?;
    let start = text.get(..text.floor_char_boundary(LONGEST))?;
    let end = start.get(1..)?.find(quote)? + 2;
    let (name, rest) = text.split_at(end);
    let name = within_quotes(name).filter(|it| is_in_capitals(it))?;
    let signed = rest
        .trim_start_matches(' ')
        .starts_with([':', '：', '-', '–', '—', '\n']);
    (rest.is_empty() || signed).then_some((name, rest))
}

/// What is set apart at the beginning of `text`. Where a name stands right behind the name of its group
/// (`NotExist` `NotExist.User`), it is the longer one.
fn first_mark(text: &Text) -> Option<&Mark> {
    let first = text.marks.first().filter(|it| it.start == 0)?;
    let second = text.marks.get(1).filter(|it| it.start == first.end);
    let longer = second.filter(|it| text.marked(it).starts_with(text.marked(first)));
    Some(longer.unwrap_or(first))
}

/// What stands behind a name: without the signs that part them.
fn behind(text: &str) -> &str {
    text.trim_start_matches(|it: char| {
        it.is_whitespace() || matches!(it, ':' | '：' | '-' | '–' | '—')
    })
    .trim_end()
}
