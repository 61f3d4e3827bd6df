//! Which documented message is the one that was sent.
//!
//! Knows that documents write placeholders where services put names. Knows nothing of codes.

use error_tables::catalog::Case;

/// How much of a message is compared where it is none that is documented.
const COMPARED: usize = 1000;

/// How many parts in a hundred must be alike for a message to be like another.
const ALIKE: u8 = 60;

/// The most characters that stand between the braces of a placeholder.
const LONGEST_NAME: usize = 40;

/// So many bytes a documented message must have beside its placeholders: less would fit anything.
const LEAST: usize = 10;

/// How a message that was sent is like a documented one: the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// They are the same but for white space and a full stop at the end.
    Exact,
    /// They are the same where the documented one has no placeholder.
    Filled,
    /// So many parts in a hundred are missing to be the same.
    Alike {
        /// 0 to 100, small where they are much alike.
        apart: u8,
    },
}

/// The case whose message is most like `sent`, by its place in `cases`, and how it is like it; `None` where none is. Among
/// cases with the same message the one of `status` counts, then the first.
pub fn find(cases: &[Case], sent: &str, status: Option<u16>) -> Option<(usize, Likeness)> {
    let sent = one_line(sent);
    let found = cases.iter().enumerate().filter_map(|(index, case)| {
        let other_status = status.is_some() && case.status != status;
        Some((likeness(&case.message, &sent)?, other_status, index))
    });
    found.min().map(|(likeness, _, index)| (index, likeness))
}

/// How `sent` is like `documented`, both in one line.
fn likeness(documented: &str, sent: &str) -> Option<Likeness> {
    if documented.is_empty() || sent.is_empty() {
        return None;
    }
    if unstopped(documented) == unstopped(sent) {
        return Some(Likeness::Exact);
    }
    if fills(documented, sent) {
        return Some(Likeness::Filled);
    }
    let apart = 100 - alike(cut(documented), cut(sent));
    (apart <= 100 - ALIKE).then_some(Likeness::Alike { apart })
}

/// How many of a hundred pairs of neighbouring letters the two share.
fn alike(one: &str, other: &str) -> u8 {
    let share = strsim::sorensen_dice(&one.to_lowercase(), &other.to_lowercase());
    // What differs is never called the same.
    (0..=99)
        .rev()
        .find(|it| f64::from(*it) <= share * 100.0)
        .unwrap_or(0)
}

fn cut(text: &str) -> &str {
    let end = text
        .char_indices()
        .nth(COMPARED)
        .map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or(text)
}

/// `text` without the full stop at its end, which documents add and leave out.
fn unstopped(text: &str) -> &str {
    text.trim_end_matches(['.', '。'])
}

fn one_line(text: &str) -> String {
    error_tables::plain::one_line(text)
}

/// Whether `sent` is `documented` with something in the place of every placeholder.
fn fills(documented: &str, sent: &str) -> bool {
    let literals = literals(documented);
    let (Some((first, rest)), Some(last)) = (literals.split_first(), literals.last()) else {
        return false;
    };
    let length: usize = literals.iter().map(|it| it.len()).sum();
    if rest.is_empty() || length < LEAST {
        return false;
    }
    let Some(mut left) = sent
        .strip_prefix(first)
        .and_then(|it| it.strip_suffix(last))
    else {
        return false;
    };
    let between = rest.split_last().map_or(&[][..], |(_, between)| between);
    between.iter().all(|literal| {
        let found = left
            .find(literal)
            .and_then(|at| left.get(at + literal.len()..));
        left = found.unwrap_or_default();
        found.is_some()
    })
}

/// What stands before, between and behind the placeholders of `text`; one more than there are.
fn literals(text: &str) -> Vec<&str> {
    let mut literals = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        match placeholder(text.get(at..).unwrap_or_default()) {
            0 => at += c.len_utf8(),
            length => {
                literals.push(text.get(start..at).unwrap_or_default());
                at += length;
                start = at;
            }
        }
    }
    literals.push(text.get(start..).unwrap_or_default());
    literals
}

/// How many bytes the placeholder takes that `text` begins with: `%s`, `{name}`, `${name}`, `<name>`, `...`, `…`, `***`,
/// `xxx`; 0 where there is none.
fn placeholder(text: &str) -> usize {
    let closed = |open: &str, close: char| {
        let name = text.strip_prefix(open).unwrap_or_default();
        let near = name.char_indices().take(LONGEST_NAME + 1);
        let mut marks = near.filter(|(_, c)| *c == close || matches!(c, '<' | '{'));
        let end = marks.next().filter(|(_, c)| *c == close);
        end.map_or(0, |(end, _)| open.len() + end + close.len_utf8())
    };
    let run = |wanted: &[char]| {
        let rest = text.trim_start_matches(wanted);
        Some(text.len() - rest.len())
            .filter(|it| *it >= 3)
            .unwrap_or(0)
    };
    match text.chars().next() {
        Some('%') if text.get(1..2).is_some_and(|it| "sdv".contains(it)) => 2,
        Some('{') => closed("{", '}'),
        Some('$') => closed("${", '}'),
        Some('<') => closed("<", '>'),
        Some('…') => '…'.len_utf8(),
        Some('.') => run(&['.']),
        Some('*') => run(&['*']),
        Some('x' | 'X') => run(&['x', 'X']),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{Likeness, find, likeness};
    use error_tables::catalog::Case;

    #[test]
    fn names_can_stand_in_the_place_of_placeholders() {
        for (documented, sent) in [
            ("The box %s is not here.", "The box blue-1 is not here."),
            ("The box {name} is not here.", "The box blue-1 is not here."),
            (
                "The box <name> of ${owner} is full.",
                "The box a of b is full.",
            ),
            ("The box xxx is not here.", "The box blue-1 is not here."),
            ("Wrong lid for the box: ...", "Wrong lid for the box: blue"),
            ("*** is no name of a box", "§ is no name of a box"),
        ] {
            assert_eq!(
                likeness(documented, sent),
                Some(Likeness::Filled),
                "{documented}"
            );
        }
        for (documented, sent) in [
            ("%s", "anything at all"),
            ("The box {name} is red.", "The lid 1 is red."),
        ] {
            assert_ne!(
                likeness(documented, sent),
                Some(Likeness::Filled),
                "{documented}"
            );
        }
    }

    #[test]
    fn the_same_message_wins_and_the_status_decides_between_two() {
        let case = |status, message: &str| Case {
            status: Some(status),
            message: message.to_owned(),
            ..Case::default()
        };
        let cases = [
            case(400, "The box is red."),
            case(404, "The box is here."),
            case(409, "The box is here."),
        ];
        let exact = |index| Some((index, Likeness::Exact));
        assert_eq!(find(&cases, "The  box is\nhere.", None), exact(1));
        assert_eq!(find(&cases, "The box is here", Some(409)), exact(2));
        let alike = find(&cases, "the box is reb.", None);
        assert!(
            matches!(alike, Some((0, Likeness::Alike { apart: 1..30 }))),
            "{alike:?}"
        );
        assert_eq!(find(&cases, "Quite another thing", None), None);
        assert_eq!(find(&cases, "", None), None);
    }
}
