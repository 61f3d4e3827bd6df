//! What single lines of plain text are: headings with numbers, the chrome of pages, terms with hanging texts.
//!
//! Knows how pages were set for printing. Knows nothing of columns.

use super::columns::Line;
use std::collections::BTreeMap;

/// The most words of a title that a full stop ends; more are a sentence.
const MOST_WORDS_BEFORE_DOT: usize = 4;

/// The rank of the heading that a line with a number before it is: `9. Error Codes` is 1, `4.2.5 Results` is 3.
pub fn numbered(line: &Line) -> Option<u8> {
    const LONGEST: usize = 80;
    if line.indent > 0 || !line.words.starts_with(|it: char| it.is_ascii_digit()) {
        return None;
    }
    let text = line.words;
    let (number, title) = text.split_once(' ')?;
    let parts: Vec<&str> = number.trim_end_matches('.').split('.').collect();
    let digits = |it: &&str| matches!(it.len(), 1..=2) && it.bytes().all(|it| it.is_ascii_digit());
    let titled = title
        .trim_start()
        .starts_with(|it: char| it.is_alphabetic() && !it.is_lowercase());
    let dot = parts.len() > 1 && title.split_whitespace().count() <= MOST_WORDS_BEFORE_DOT;
    let ends = !text.ends_with([',', ';', ':'])
        && (dot || !text.ends_with('.'))
        && !text.contains("...")
        && !text.contains(". .");
    let shape = parts.len() > 1 || number.ends_with('.');
    let is_heading = parts.iter().all(digits) && shape && titled && ends && text.len() <= LONGEST;
    is_heading.then(|| u8::try_from(parts.len()).unwrap_or(u8::MAX))
}

/// Which of `lines` are no text but the chrome of printed pages: a footer with the number of its page, and the header
/// that follows it on page after page.
pub fn chrome(lines: &[Line]) -> Vec<bool> {
    let mut chrome = vec![false; lines.len()];
    let footers: Vec<usize> = (0..lines.len())
        .filter(|it| is_footer(lines[*it].words))
        .collect();
    let header =
        |footer: usize| (footer + 1..lines.len().min(footer + 6)).find(|it| !lines[*it].is_empty());
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for line in footers.iter().filter_map(|it| header(*it)) {
        *seen.entry(lines[line].words).or_default() += 1;
    }
    for footer in footers {
        chrome[footer] = true;
        if let Some(header) =
            header(footer).filter(|it| seen.get(lines[*it].words).is_some_and(|it| *it > 1))
        {
            chrome[header] = true;
        }
    }
    chrome
}

/// Whether a line ends with the number of a page: `Author   Standards Track   [Page 7]`.
fn is_footer(line: &str) -> bool {
    let end = line
        .strip_suffix(']')
        .and_then(|it| it.rsplit_once("[Page "));
    end.is_some_and(|(_, number)| {
        !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit())
    })
}

/// Whether the first of `lines` is a term, one word, and the lines behind it hang deeper. Gives how many these are.
pub fn hanging(lines: &[Line]) -> Option<usize> {
    const LONGEST: usize = 64;
    let (term, rest) = lines.split_first()?;
    let word = term.words;
    let is_term = word.len() <= LONGEST
        && !word.contains(char::is_whitespace)
        && word.ends_with(|it: char| it.is_alphanumeric() || matches!(it, ':' | '_'));
    let deeper = |it: &&Line| !it.is_empty() && it.indent > term.indent;
    let length = rest.iter().take_while(deeper).count();
    (is_term && length > 0).then_some(length)
}

/// The entries that the first of `lines` begin, two or more: a number and a name beside it, alone in their line, with
/// texts that hang under them, empty lines between these allowed. Gives how many lines each takes.
pub fn entries(lines: &[Line]) -> Option<Vec<usize>> {
    let mut lengths = Vec::new();
    let mut rest = lines;
    while let Some(length) = entry(rest) {
        lengths.push(length);
        rest = rest.get(length..).unwrap_or_default();
    }
    (lengths.len() > 1).then_some(lengths)
}

/// The most lines that hang under a line; looking at more for nothing could take long.
const MOST_HANGING: usize = 60;

/// How many lines an entry takes that begins with the first of `lines`, with the empty ones behind it.
fn entry(lines: &[Line]) -> Option<usize> {
    let (term, rest) = lines.split_first()?;
    let deeper = |it: &&Line| it.is_empty() || it.indent > term.indent;
    let hangs = rest.first().is_some_and(|it| !it.is_empty() && deeper(&it));
    if !is_number_and_name(term.words) || !hangs {
        return None;
    }
    let length = rest.iter().take(MOST_HANGING).take_while(deeper).count();
    Some(1 + length)
}

/// Whether a line is a number, a wide gap and one word.
fn is_number_and_name(line: &str) -> bool {
    const LONGEST: usize = 8;
    let mut words = line.split_whitespace();
    let number = words.next().unwrap_or_default();
    let is_number = number.len() <= LONGEST
        && number.starts_with(|it: char| it.is_ascii_digit())
        && number
            .bytes()
            .all(|it| it.is_ascii_hexdigit() || it == b'x');
    let wide = || line.contains("  ") || line.contains('\t');
    is_number && wide() && words.next().is_some_and(|it| it.len() > 2) && words.next().is_none()
}

/// The items of the list that the first of `lines` begins, two or more: lines that the same round bullet opens in the same
/// column, and what hangs under each. Gives how many lines each takes.
pub fn items(lines: &[Line]) -> Option<Vec<usize>> {
    let first = lines.first()?;
    let sign = bullet(first)?;
    let opens = |it: &Line| bullet(it) == Some(sign) && it.indent == first.indent;
    let mut lengths: Vec<usize> = Vec::new();
    for line in lines {
        let hangs = !line.is_empty() && line.indent > first.indent;
        match lengths.last_mut() {
            _ if opens(line) => lengths.push(1),
            Some(last) if hangs && *last <= MOST_HANGING => *last += 1,
            _ => break,
        }
    }
    (lengths.len() > 1).then_some(lengths)
}

/// Whether a list begins with the first of `lines`.
pub fn is_item(lines: &[Line]) -> bool {
    lines.first().is_some_and(|it| bullet(it).is_some()) && items(lines).is_some()
}

/// The round bullet that opens a line, with a space behind it; no text begins with one.
fn bullet(line: &Line) -> Option<char> {
    let (sign, rest) = line.words.split_once([' ', '\t'])?;
    let mut signs = sign.chars();
    let sign = signs
        .next()
        .filter(|it| matches!(it, '•' | '·' | '●' | '▪' | '‣' | '◦'))?;
    (signs.next().is_none() && !rest.trim().is_empty()).then_some(sign)
}

/// Whether the first of `lines` is a dash with a term, the second a dash alone, and the next ones are text, as a list of
/// terms looks once its page is taken out of HTML. Gives how many lines the term takes with its text.
pub fn dashed(lines: &[Line]) -> Option<usize> {
    let trimmed = |it: &Line| it.words == "-";
    let [first, second, rest @ ..] = lines else {
        return None;
    };
    let term = first.words.strip_prefix("- ")?;
    let ends = |it: &&Line| it.is_empty() || trimmed(it) || it.words.starts_with("- ");
    let text = rest.iter().take(MOST_HANGING).take_while(|it| !ends(it));
    let length = text.count();
    (!term.trim().is_empty() && trimmed(second) && length > 0).then_some(2 + length)
}
