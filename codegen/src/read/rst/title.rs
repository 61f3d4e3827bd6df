//! Titles of sections: which lines are one, and of what rank.
//!
//! Knows that the styles of titles rank by the order in which they first stand. Knows nothing of what is in a section.

use super::marker::rule;
use super::source::Line;
use super::{Place, Reader, Section};
use crate::document::{Block, Heading};
use unicode_width::UnicodeWidthStr;

/// The lines around a title: the sign below it, and above it, if any.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Style {
    under: char,
    over: Option<char>,
}

/// The styles of titles so far with their ranks, and the rank of the section at hand.
#[derive(Default)]
pub(super) struct Titles {
    styles: Vec<(Style, u8)>,
    rank: u8,
}

impl Titles {
    /// The rank of a title in `style`, which is then the section at hand. A new style is one rank below that, wherever
    /// it stands.
    fn rank(&mut self, style: Style) -> u8 {
        let known = self.styles.iter().find(|it| it.0 == style).map(|it| it.1);
        self.rank = known.unwrap_or_else(|| {
            let rank = self.rank.saturating_add(1);
            self.styles.push((style, rank));
            rank
        });
        self.rank
    }
}

impl Reader<'_> {
    /// A title with a line below it, at `start`; gives the index after it.
    pub(super) fn underlined(
        &mut self,
        lines: &[Line],
        start: usize,
        out: &mut Vec<Block>,
    ) -> Option<usize> {
        let (title, below) = (lines.get(start)?, lines.get(start + 1)?);
        let under = rule(below.text)?;
        if title.text.width() > below.text.len() && below.text.len() < 4 {
            return None;
        }
        self.heading(title, Style { under, over: None }, out);
        Some(start + 2)
    }

    /// A line of signs at `start`: above a title, or a line between paragraphs. Gives the index after what was read,
    /// `None` where the line is text.
    pub(super) fn ruled(
        &mut self,
        lines: &[Line],
        start: usize,
        place: Place,
        out: &mut Vec<Block>,
    ) -> Option<usize> {
        let line = lines.get(start)?;
        let sign = rule(line.text)?;
        let title = lines.get(start + 1).filter(|it| !it.blank());
        let below = lines.get(start + 2).map(|it| it.text);
        let short = line.text.len() < 4;
        let Some(title) = title else {
            let transition = !short && place.section == Section::Open;
            return transition.then_some(start + 1);
        };
        let fits = below == Some(line.text) && rule(title.text).is_none();
        if fits && !(short && title.trimmed().text.width() > line.text.len()) {
            let style = Style {
                under: sign,
                over: Some(sign),
            };
            self.heading(&title.trimmed(), style, out);
            return Some(start + 3);
        }
        (!short && sign != ':').then_some(start + 1)
    }

    fn heading(&mut self, title: &Line, style: Style, out: &mut Vec<Block>) {
        let level = self.titles.rank(style);
        let text = self.text(&[*title]);
        self.inline.target(&text.text);
        out.push(Block::Heading(Heading { level, text }));
    }
}
