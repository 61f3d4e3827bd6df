//! The units of a document that damage strikes: its lines, cells, tags and single signs, as byte ranges.
//!
//! Knows how they are written in each of the formats, by plain search. Knows nothing of how the project reads them.

use std::ops::Range;

/// What damage strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// A line, its end included.
    Line,
    /// What stands between two pipes, in a table cell's tags, in a paragraph's line, behind a bullet, behind a label.
    Cell,
    /// `<…>`.
    Tag,
    /// `|`.
    Pipe,
    /// A sign that quotes or sets apart.
    Quote,
    /// What parts others: a blank line, a border, a bullet, the signs of a heading, a colon.
    Separator,
}

/// Where the units stand in `source`, in order.
pub fn units(source: &str, unit: Unit) -> Vec<Range<usize>> {
    match unit {
        Unit::Line => lines(source).collect(),
        Unit::Cell => lines(source).flat_map(|it| cells(source, it)).collect(),
        Unit::Tag => tags(source),
        Unit::Pipe => signs(source, &['|']),
        Unit::Quote => signs(source, &['"', '\'', '`', '*', '“', '”']),
        Unit::Separator => lines(source)
            .flat_map(|it| separators(source, it))
            .collect(),
    }
}

/// The lines of `source`, each with its end.
pub fn lines(source: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    source.split_inclusive('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end;
        range
    })
}

/// The cells in one line.
pub fn cells(source: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let text = source[line.clone()].trim_end();
    let indent = text.len() - text.trim_start().len();
    let start = line.start + indent;
    let text = text.trim_start();
    let between = |signs: Vec<usize>| -> Vec<Range<usize>> {
        let pairs = signs.windows(2).map(|it| start + it[0] + 1..start + it[1]);
        pairs.filter(|it| !it.is_empty()).collect()
    };
    if text.starts_with('|') {
        between(text.match_indices('|').map(|it| it.0).collect())
    } else if text.starts_with("<t") {
        let inner = text
            .find('>')
            .zip(text.rfind("</"))
            .filter(|(from, to)| from < to);
        inner.map_or_else(Vec::new, |(from, to)| between(vec![from, to]))
    } else if text.is_empty() || text.starts_with('+') {
        Vec::new()
    } else {
        let bullet = text.len() - text.trim_start_matches(['-', '#', ' ']).len();
        let label = text.find(": ").map(|it| start + it + 2..start + text.len());
        std::iter::once(start + bullet..start + text.len())
            .chain(label)
            .collect()
    }
}

/// Everything between `<` and `>` in one line.
fn tags(source: &str) -> Vec<Range<usize>> {
    let opens = source.match_indices('<').map(|it| it.0);
    let tag = |start: usize| {
        let length = source[start..].find(['>', '\n'])?;
        source[start + length..]
            .starts_with('>')
            .then_some(start..start + length + 1)
    };
    opens.filter_map(tag).collect()
}

/// Every one of `signs`.
fn signs(source: &str, signs: &[char]) -> Vec<Range<usize>> {
    let found = source.match_indices(signs);
    found.map(|(at, sign)| at..at + sign.len()).collect()
}

/// The separators in one line.
fn separators(source: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let text = &source[line.clone()];
    let bare = text.trim();
    let start = line.start + (text.len() - text.trim_start().len());
    if bare.is_empty() || bare.starts_with("|-") || bare.starts_with("| -") {
        return vec![line];
    }
    if bare.starts_with('+') {
        let corners = text
            .match_indices('+')
            .map(|it| line.start + it.0..line.start + it.0 + 1);
        return corners.chain([line.clone()]).collect();
    }
    let lead = bare.len() - bare.trim_start_matches(['-', '#', '•']).len();
    let colon = text
        .find(':')
        .map(|it| line.start + it..line.start + it + 1);
    let lead = (lead > 0).then_some(start..start + lead);
    lead.into_iter().chain(colon).collect()
}
