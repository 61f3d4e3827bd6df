//! Lists without heads: lines or items of one form, each a number, a sign that parts it from its text, and the text
//! (`4003=Syntax error`, `* 1000 No credits`, `-1 - It is gone`, `- 3: NO_SUCH_PART`), or a name set apart.
//!
//! Knows the form of such lists, and when one is a list of errors. Knows nothing of tables and headings.

use super::entry::{Entry, settle_numbers};
use super::lists::pass_statuses;
use super::opened::{Numbered, is_hex_pair, is_number, is_rule, numbered};
use crate::document::{Block, Format, Item, List, Pos, Style, Text};
use crate::recognize::context::Context;
use crate::recognize::text::look::{Look, is_in_capitals, is_shouted, look};
use crate::recognize::text::name::Name;
use crate::recognize::words::meaning::tells_of_errors;
use crate::recognize::words::topics::{Topic, names_error_list, topic};
use crate::rows::{Reading, Shape, Skipped};
use std::collections::BTreeSet;

/// An entry of a run, and where it stands.
struct Line<'a> {
    at: Pos,
    /// The byte of the paragraph at which its text begins.
    start: usize,
    numbered: Numbered<'a>,
}

/// Entries that stand together, and the line that introduces them.
#[derive(Default)]
struct Group<'a> {
    lead: Option<&'a str>,
    lines: Vec<Line<'a>>,
}

/// The groups of entries in `text`, and how many of its lines are no entries and go on with one.
fn groups(text: &Text) -> (Vec<Group<'_>>, usize) {
    let mut groups = vec![Group::default()];
    let (mut more, mut from) = (0, 0);
    for (number, whole) in (text.at.line..).zip(text.text.split_inclusive('\n')) {
        let end = from + whole.len();
        let line = whole.trim();
        let open = groups.last().is_some_and(|it| !it.lines.is_empty());
        if let Some(numbered) = numbered(line) {
            let at = Pos {
                line: number,
                ..text.at
            };
            let start = from + whole.trim_end().len() - numbered.text.len();
            if let Some(group) = groups.last_mut() {
                group.lines.push(Line {
                    at,
                    start,
                    numbered,
                });
            }
        } else if !open || is_rule(line) || line.ends_with([':', '：']) || names_error_list(line) {
            if open {
                groups.push(Group::default());
            }
            if let Some(group) = groups.last_mut().filter(|_| !is_rule(line)) {
                group.lead = Some(line);
            }
        } else if let Some(last) = groups.last_mut().and_then(|it| it.lines.last_mut()) {
            more += 1;
            let part = text.text.get(last.start..end).unwrap_or_default();
            last.numbered.text = part.trim_end();
        }
        from = end;
    }
    groups.retain(|it| !it.lines.is_empty());
    (groups, more)
}

/// Reads the lines of `text` as errors. Gives `false` where they are none; nothing was read then.
pub fn paragraph(text: &Text, context: &Context, reading: &mut Reading) -> bool {
    let (groups, more) = groups(text);
    let count: usize = groups.iter().map(|it| it.lines.len()).sum();
    if count == 0 || more > count {
        return false;
    }
    let around = Around::new(context);
    let read = groups.iter().map(|it| are_errors(it, count, around));
    let read: Vec<bool> = read.collect();
    if !read.contains(&true) {
        return false;
    }
    for (group, read) in groups.iter().zip(read) {
        for line in &group.lines {
            if read && !is_success(&line.numbered) {
                entry(line, &[]).read(Shape::List, context, reading);
            } else {
                reading.passed.push(passed(line.at, read));
            }
        }
    }
    true
}

/// Why an entry among errors is left out: it is a success, or its group is one of something else.
fn passed(at: Pos, is_success: bool) -> Skipped {
    let reason = if is_success {
        "zero with a text that tells of nothing wrong: a success, and no error"
    } else {
        "it begins like an error, but nothing says that it is one"
    };
    Skipped {
        at,
        reason: reason.to_owned(),
    }
}

/// The entry that a line is.
fn entry<'a>(line: &Line<'a>, body: &'a [Block]) -> Entry<'a> {
    let Numbered { code, text, .. } = line.numbered;
    let name = Name {
        message: Some(text),
        ..Name::new(code, Look::Number)
    };
    Entry::new(name, line.at, "", body)
}

/// Whether a number is zero, and its text tells of nothing that goes wrong.
fn is_success(numbered: &Numbered) -> bool {
    let digits = numbered.code.trim_start_matches(['+', '-']);
    let zero = digits.bytes().all(|it| matches!(it, b'0' | b'x' | b'X'));
    let text = numbered.text.to_lowercase();
    zero && (!tells_of_errors(&text) || text.starts_with("no error"))
}

/// What the texts around a run say of it.
#[derive(Clone, Copy)]
struct Around {
    /// Whether the document is nothing but such entries.
    bare: bool,
    /// Whether they list errors.
    told: bool,
    /// Whether the nearest one does so in so many words.
    listed: bool,
}

impl Around {
    fn new(context: &Context) -> Self {
        Self {
            bare: context.bare,
            told: context.topic() == Topic::Errors && context.lists_errors()
                || context.lists_exits(),
            listed: context.near_names_error_list(),
        }
    }

    /// The same for a group, whose own lead is heard first; `None` where it speaks of something else.
    fn with_lead(self, lead: Option<&str>) -> Option<Self> {
        let Some(lead) = lead else {
            return Some(self);
        };
        match topic(lead) {
            Topic::Other => None,
            Topic::Errors => Some(Self {
                told: true,
                listed: names_error_list(lead),
                ..self
            }),
            Topic::Unsaid => Some(self),
        }
    }
}

/// Whether a group of entries, one of several that are `count` together, are errors: each number stands once, one sign
/// parts them from their texts, errors are listed here, and enough texts tell of something that goes wrong.
fn are_errors(group: &Group, count: usize, around: Around) -> bool {
    const FEWEST: usize = 3;
    let Some(around) = around.with_lead(group.lead) else {
        return false;
    };
    let lines = &group.lines;
    let minus = lines.iter().any(|it| it.numbered.code.starts_with('-'));
    let captioned = group.lead.is_some_and(names_error_list) && lines.iter().all(is_long);
    let fewest = match () {
        () if around.bare => 1,
        () if minus || captioned => FEWEST - 1,
        () => FEWEST,
    };
    let tells = |it: &&Line| tells_of_errors(it.numbered.text);
    let telling = lines.iter().filter(tells).count();
    let enough = match () {
        () if around.bare || captioned => true,
        () if around.listed => telling * 5 >= lines.len(),
        () => telling * 5 >= lines.len() * 2,
    };
    around.told && enough && count >= fewest && is_one_form(lines)
}

/// Whether the number of a line is longer than those of steps are.
fn is_long(line: &Line) -> bool {
    const SHORTEST: usize = 3;
    line.numbered.code.len() >= SHORTEST
}

/// Whether each number stands once, and one sign parts most of them from their texts.
fn is_one_form(lines: &[Line]) -> bool {
    let codes: BTreeSet<&str> = lines.iter().map(|it| it.numbered.code).collect();
    let sign = lines.first().map(|it| it.numbered.sign);
    let same = lines
        .iter()
        .filter(|it| Some(it.numbered.sign) == sign)
        .count();
    let numbers = lines
        .iter()
        .filter(|it| is_number(it.numbered.code))
        .count();
    // Numbers of two digits are in hexadecimal as soon as one has a letter; all are of two digits then.
    let pairs = lines
        .iter()
        .filter(|it| is_hex_pair(it.numbered.code))
        .count();
    let paired = pairs > 0 && numbers > 0;
    let even = lines.iter().all(|it| it.numbered.code.len() == 2);
    codes.len() * 20 >= lines.len() * 19
        && same * 10 >= lines.len() * 8
        && if paired {
            even
        } else {
            numbers * 2 > lines.len()
        }
}

/// Reads `list` as one of errors that numbers or names set apart open. Gives `false` where it is none; nothing was read
/// then.
pub fn list(list: &List, context: &Context, reading: &mut Reading) -> bool {
    if context.topic() != Topic::Errors && !context.lists_exits() {
        return false;
    }
    if let Some(lines) = list.items.iter().map(item).collect::<Option<Vec<Line>>>() {
        let group = Group { lead: None, lines };
        let count = group.lines.len();
        if are_named(&group.lines) && context.lists_errors() {
            let entries = group.lines.iter().zip(&list.items);
            let mut entries: Vec<Entry> = entries.map(|(it, item)| named(it, item)).collect();
            settle_numbers(entries.iter_mut());
            for entry in &entries {
                entry.read(Shape::List, context, reading);
            }
            return true;
        }
        if !are_errors(&group, count, Around::new(context)) {
            return false;
        }
        let lines = group.lines.iter().zip(&list.items);
        let (well, errors): (Vec<_>, Vec<_>) = lines.partition(|it| is_success(&it.0.numbered));
        let errors = errors.into_iter();
        let errors: Vec<Entry> = errors.map(|(line, it)| entry(line, body(it))).collect();
        if pass_statuses(&errors.iter().collect::<Vec<_>>(), reading) {
            return true;
        }
        let passed = well.iter().map(|it| passed(it.0.at, true));
        reading.passed.extend(passed);
        for entry in &errors {
            entry.read(Shape::List, context, reading);
        }
        return true;
    }
    shouted(list, context, reading)
}

/// The number that opens an item, with the text behind it.
fn item(item: &Item) -> Option<Line<'_>> {
    let text = first(item)?;
    let numbered = numbered(&text.text)?;
    Some(Line {
        at: item.at,
        start: 0,
        numbered,
    })
}

/// The text that an item begins with.
fn first(item: &Item) -> Option<&Text> {
    match item.blocks.first() {
        Some(Block::Paragraph(text)) => Some(text),
        _ => None,
    }
}

/// What stands under the text that an item begins with.
fn body(item: &Item) -> &[Block] {
    item.blocks.get(1..).unwrap_or_default()
}

/// Whether the texts of entries are names in capitals, most of them such as no language has: `- 3: NO_SUCH_PART`.
fn are_named(lines: &[Line]) -> bool {
    const FEWEST: usize = 3;
    let in_capitals = |it: &Line| is_in_capitals(it.numbered.text);
    let names = lines
        .iter()
        .filter(|it| look(it.numbered.text) == Look::Name);
    lines.len() >= FEWEST && lines.iter().all(in_capitals) && names.count() * 2 > lines.len()
}

/// The entry whose name is the text of a line, with the number as its other name.
fn named<'a>(line: &Line<'a>, item: &'a Item) -> Entry<'a> {
    let Numbered { code, text, .. } = line.numbered;
    let name = Name {
        alias: Some(code),
        ..Name::new(text, look(text))
    };
    Entry::new(name, line.at, "", body(item))
}

/// Reads a list whose items are names in capitals set apart, which say by themselves, or with their texts, that something
/// goes wrong: `- **ERR-NO-ROOM** (the room is gone)`.
fn shouted(list: &List, context: &Context, reading: &mut Reading) -> bool {
    let names = list.items.iter().map(|it| Some((it, shouted_name(it)?)));
    let Some(names) = names.collect::<Option<Vec<(&Item, (&str, &str))>>>() else {
        return false;
    };
    let prefixed = names
        .iter()
        .filter(|(_, (code, _))| code.starts_with("ERR") || code.starts_with("E_"))
        .count();
    // A table of contents has the names alone.
    let says =
        |(item, (_, text)): &(&Item, (&str, &str))| !text.is_empty() || !body(item).is_empty();
    let telling = names.iter().any(says);
    if prefixed * 5 < names.len() * 4 || !telling {
        return false;
    }
    for (item, (code, text)) in names {
        let name = Name {
            message: Some(text).filter(|it| !it.is_empty()),
            ..Name::new(code, Look::Name)
        };
        Entry::new(name, item.at, "", body(item)).read(Shape::List, context, reading);
    }
    true
}

/// The name in capitals, of several parts, that is set apart at the beginning of an item, and the text behind it.
fn shouted_name(item: &Item) -> Option<(&str, &str)> {
    let text = first(item)?;
    let mark = text
        .marks
        .first()
        .filter(|it| it.start == 0 && it.style == Style::Strong)?;
    let code = text.marked(mark);
    let behind = text.text.get(mark.end as usize..)?;
    let behind = behind.trim_start_matches([' ', '\n', ':', '-', '–', '—', '：']);
    is_shouted(code).then_some((code, behind.trim_end()))
}

/// Whether a document is nothing but entries, without a heading, and says by their texts alone that they are errors.
pub fn is_bare(format: Format, blocks: &[Block]) -> bool {
    const FEWEST: usize = 8;
    if format != Format::Text {
        return false;
    }
    let (mut all, mut telling) = (0, 0);
    let mut codes: BTreeSet<&str> = BTreeSet::new();
    let mut take = |code, text: &str| {
        codes.insert(code);
        telling += usize::from(tells_of_errors(text));
    };
    let mut entries = 0;
    for block in blocks {
        match block {
            Block::Paragraph(text) => {
                let (groups, more) = groups(text);
                let lines = groups.iter().flat_map(|it| &it.lines);
                let leads = groups.iter().filter(|it| it.lead.is_some()).count();
                let before = entries;
                for it in lines {
                    entries += 1;
                    take(it.numbered.code, it.numbered.text);
                }
                all += leads + more + entries - before + usize::from(groups.is_empty());
            }
            Block::Definition(definition) => {
                all += 1;
                if let Some(term) = definition.terms.first().filter(|it| is_number(&it.text)) {
                    entries += 1;
                    take(&term.text, &crate::plain::line(&definition.blocks));
                }
            }
            _ => return false,
        }
    }
    entries >= FEWEST
        && entries * 5 >= all * 4
        && codes.len() * 10 >= entries * 9
        && telling * 3 >= entries
}

/// Where the lines of `text` begin that numbers open, three or more, or two under a line that names errors: each could be
/// an error. Empty where prose has the most lines.
pub fn places(text: &Text) -> Vec<Pos> {
    const FEWEST: usize = 3;
    let (groups, more) = groups(text);
    let led = |it: &Group| it.lead.is_some_and(names_error_list);
    let fewest = FEWEST - usize::from(groups.iter().any(led));
    let places: Vec<Pos> = groups
        .iter()
        .flat_map(|it| &it.lines)
        .map(|it| it.at)
        .collect();
    if places.len() < fewest || more > places.len() {
        return Vec::new();
    }
    places
}

/// Where the lines of `text` begin that are `0x…: NAME …`, if it is a register of such: many, and hardly anything else.
pub fn register(text: &Text) -> Vec<Pos> {
    const FEWEST: usize = 8;
    let (groups, more) = groups(text);
    let named = |it: &&Line| {
        let Numbered { code, text, .. } = it.numbered;
        code.starts_with("0x") && text.split_whitespace().next().is_some_and(is_shouted)
    };
    let lines = groups.iter().flat_map(|it| &it.lines);
    let places: Vec<Pos> = lines.filter(named).map(|it| it.at).collect();
    let all = more + groups.iter().map(|it| it.lines.len()).sum::<usize>();
    if places.len() < FEWEST || places.len() * 5 < all * 4 {
        return Vec::new();
    }
    places
}

/// Whether all items of `list`, three or more, are opened by numbers.
pub fn is_run(list: &List) -> bool {
    const FEWEST: usize = 3;
    list.items.len() >= FEWEST && list.items.iter().all(|it| item(it).is_some())
}
