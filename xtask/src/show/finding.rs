//! Findings as people read them: the place, what is wrong, the line itself with a mark under the place, what mends it.
//!
//! Knows how a place in a text is shown. Knows nothing of what findings mean.

use super::escape;
use annotate_snippets::{
    AnnotationKind, Element, Group, Level as Word, Message, Renderer, Snippet,
};
use error_tables::document::Pos;
use error_tables::problem::{Finding, Level};
use std::collections::BTreeMap;

/// The texts that findings point into, by path.
pub type Sources = BTreeMap<String, String>;

/// How many characters of a line are shown: of a longer one, those around the place.
const WIDTH: usize = 100;

/// `findings` in the order in which they stand, apart by empty lines.
pub fn all(findings: &[Finding], sources: &Sources) -> String {
    let mut lines = Lines::default();
    findings
        .iter()
        .map(|finding| one(finding, &mut lines, sources) + "\n\n")
        .collect()
}

/// One finding: `path:line:column: problem: what`, the line, the help.
fn one<'s>(finding: &Finding, lines: &mut Lines<'s>, sources: &'s Sources) -> String {
    let (word, name) = match finding.level {
        Level::Problem => (Word::ERROR, "problem"),
        Level::Note => (Word::NOTE, "note"),
    };
    let title = word
        .with_name(place(finding) + name)
        .primary_title(escape::lines(&finding.what).into_owned());
    let line = finding
        .at
        .and_then(|at| Some((at, lines.get(&finding.path, at.line, sources)?)));
    let mut parts: Vec<Element> = Vec::new();
    parts.extend(line.map(|(at, line)| Element::from(snippet(line, at))));
    parts.extend(help(&finding.help).map(Element::from));
    let renderer = Renderer::styled().term_width(usize::MAX / 4);
    renderer.render(&[Group::with_title(title).elements(parts)])
}

/// Where a finding is, as far as it says, with `: ` behind.
pub fn place(finding: &Finding) -> String {
    let path = escape::line(&finding.path);
    match finding.at {
        Some(at) => format!("{path}:{}:{}: ", at.line, at.column),
        None if path.is_empty() => String::new(),
        None => format!("{path}: "),
    }
}

/// The line at `at` with a mark under its column.
fn snippet(line: &str, at: Pos) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
    let (shown, mark) = window(line, at.column as usize);
    Snippet::source(shown)
        .line_start(at.line as usize)
        .annotation(AnnotationKind::Primary.span(mark))
}

/// The help, if there is any.
fn help(text: &str) -> Option<Message<'static>> {
    (!text.is_empty()).then(|| Word::HELP.message(escape::lines(text).into_owned()))
}

/// What is shown of `line`, and which bytes of that are the character at `column`.
fn window(line: &str, column: usize) -> (String, std::ops::Range<usize>) {
    let place = column.saturating_sub(1);
    // Never the white space at the start, unless the place is in it.
    let indent = line
        .chars()
        .take_while(|c| c.is_whitespace())
        .count()
        .min(place);
    let far = place - indent >= WIDTH * 3 / 4;
    let first = if far { place - WIDTH / 2 } else { indent };
    let mut out = String::from(if far { "…" } else { "" });
    let mut mark = None;
    let mut rest = line.chars().enumerate().skip(first);
    for (index, c) in rest.by_ref().take(WIDTH) {
        let start = out.len();
        escape::push(&mut out, c);
        if index == place {
            mark = Some(start..out.len());
        }
    }
    let end = out.len();
    if rest.next().is_some() {
        out.push('…');
    }
    (out, mark.unwrap_or(end..end))
}

/// The lines of the texts that were asked for, split once a text.
#[derive(Default)]
struct Lines<'s> {
    split: BTreeMap<String, Vec<&'s str>>,
}

impl<'s> Lines<'s> {
    fn get(&mut self, path: &str, line: u32, sources: &'s Sources) -> Option<&'s str> {
        if !self.split.contains_key(path) {
            let lines = sources
                .get(path)?
                .split('\n')
                .map(|line| line.strip_suffix('\r').unwrap_or(line));
            self.split.insert(path.to_owned(), lines.collect());
        }
        let index = usize::try_from(line).ok()?.checked_sub(1)?;
        self.split.get(path)?.get(index).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::window;

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let line = "x".repeat(500) + "Y" + &"z".repeat(500);
        let (shown, mark) = window(&line, 501);
        assert_eq!(shown.get(mark), Some("Y"));
        assert_eq!(shown.chars().count(), 102);
        assert_eq!(window("short", 3), ("short".to_owned(), 2..3));
    }

    #[test]
    fn a_mark_stands_under_what_is_written_out() {
        let (shown, mark) = window("a\u{202e}b", 2);
        assert_eq!(shown, "a\\u{202e}b");
        assert_eq!(shown.get(mark), Some("\\u{202e}"));
    }

    #[test]
    fn a_place_behind_the_line_is_its_end() {
        assert_eq!(window("ab", 9), ("ab".to_owned(), 2..2));
    }
}
