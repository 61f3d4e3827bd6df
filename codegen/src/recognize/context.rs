//! What stands around a table, a list or a section, and what it speaks of.
//!
//! Knows that the nearer text has the say. Knows nothing of what it stands around.

use crate::document::{Block, Pos, Text};
use crate::recognize::text::status;
use crate::recognize::words::topics::{
    Topic, is_history, names_code_list, names_error_list, names_exit_list, topic,
    topic_of_paragraph,
};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// What stands around a table or a section.
pub struct Context<'a> {
    /// The caption of the table.
    pub caption: Option<&'a Text>,
    /// The paragraph right before it.
    pub near: Option<&'a Text>,
    /// What it stands under: headings, the nearest first, and what the document says of itself.
    pub above: Vec<&'a Text>,
    /// How many of these are headings that are open.
    pub headings: usize,
    /// The first heading of the document or, where it has none, the line that it begins with.
    pub title: Option<&'a Text>,
    /// Whether the document is nothing but numbers with texts that tell of errors.
    pub bare: bool,
    /// The paragraph that stands word for word right under most headings, such as a link to the same page elsewhere.
    pub chrome: Option<&'a str>,
    /// The ranks of the headings whose numbers of three digits are codes and no statuses.
    pub numbered: &'a BTreeSet<u8>,
    /// The status that the texts around give, and where, once it was asked for.
    pub found_status: OnceCell<Option<(u16, Pos)>>,
}

/// What the texts around something speak of, together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Of errors: the text that says so stands near.
    Errors,
    /// Of errors: a heading or a text far above says so.
    FarErrors,
    /// Of errors above, but the paragraph right before introduces something else: this text.
    Mixed(String),
    /// Of something else: this text says so, in short.
    Other(String),
    /// Of nothing that is known.
    Nothing,
}

impl Said {
    /// The topic that they make together.
    pub fn topic(&self) -> Topic {
        match self {
            Self::Errors | Self::FarErrors => Topic::Errors,
            Self::Mixed(_) | Self::Other(_) => Topic::Other,
            Self::Nothing => Topic::Unsaid,
        }
    }
}

impl Context<'_> {
    /// What the texts around speak of: the first that says anything, where a paragraph before is heard only if it
    /// introduces what follows or speaks of errors. A history is one whatever stands in it.
    pub fn said(&self) -> Said {
        if let Some(history) = self.titled().find(|it| is_history(&it.text)) {
            return Said::Other(shortened(&history.text));
        }
        if let Some(caption) = self.caption {
            match topic(&caption.text) {
                Topic::Errors => return Said::Errors,
                Topic::Other => return Said::Other(shortened(&caption.text)),
                Topic::Unsaid => {}
            }
        }
        match self.near.map(|it| (topic_of_paragraph(&it.text), it)) {
            Some((Topic::Errors, _)) => Said::Errors,
            Some((Topic::Other, near)) => match self.above() {
                Said::Errors | Said::FarErrors => Said::Mixed(shortened(&near.text)),
                _ => Said::Other(shortened(&near.text)),
            },
            _ => self.above(),
        }
    }

    /// What the texts above speak of; the nearest heading is near, all others are far.
    fn above(&self) -> Said {
        let topic = |text: &str| match topic(text) {
            // Whatever words a status of errors has, errors stand under it.
            Topic::Other if status::in_heading(text).is_some_and(|it| it >= 400) => Topic::Errors,
            topic => topic,
        };
        let said = |it: &&&Text| topic(&it.text) != Topic::Unsaid;
        let first = self.above.iter().enumerate().find(|(_, it)| said(it));
        match first.map(|(index, it)| (index, topic(&it.text), it)) {
            Some((0, Topic::Errors, _)) if self.headings > 0 => Said::Errors,
            Some((_, Topic::Errors, _)) => Said::FarErrors,
            Some((_, _, text)) => Said::Other(shortened(&text.text)),
            None => Said::Nothing,
        }
    }

    /// The status that a text around gives, and where: the caption, a short paragraph before, a heading, the title.
    pub fn status(&self) -> Option<(u16, Pos)> {
        let find = || {
            let near = self.near.filter(|it| it.text.len() <= LONGEST_CAPTION);
            let headings = self.above.iter().take(self.headings).copied();
            let texts = self.caption.into_iter().chain(near).chain(headings);
            texts
                .chain(self.title)
                .find_map(|it| Some((status::in_heading(&it.text)?, it.at)))
        };
        *self.found_status.get_or_init(find)
    }

    /// Whether a heading around or the title speaks of errors, and none of a history.
    pub fn is_among_errors(&self) -> bool {
        let mut titles = self
            .above
            .iter()
            .take(self.headings)
            .chain(self.title.iter());
        titles.any(|it| topic(&it.text) == Topic::Errors)
            && !self.titled().any(|it| is_history(&it.text))
    }

    /// Whether `block` is the paragraph that stands under most headings, and says nothing of what each is about.
    pub fn is_chrome(&self, block: &Block) -> bool {
        matches!(block, Block::Paragraph(text) if Some(text.text.as_str()) == self.chrome)
    }

    /// The caption of the table, or else the heading right above.
    pub fn stands_under(&self) -> Option<&Text> {
        let heading = self.above.first().copied().filter(|_| self.headings > 0);
        self.caption.or(heading)
    }

    /// The texts that say what stands under them: the caption, a paragraph that introduces it, headings, the title.
    fn titled(&self) -> impl Iterator<Item = &Text> {
        let introduces = |it: &&Text| it.text.trim_end().ends_with([':', '：']);
        let near = self.near.filter(introduces);
        let headings = self.above.iter().copied().take(self.headings);
        let caption = self.caption.into_iter().chain(near);
        caption.chain(headings).chain(self.title)
    }

    /// What the headings speak of, with the title of the document, from the nearest on.
    pub fn titles(&self) -> Topic {
        let headings = self.above.iter().take(self.headings);
        let mut topics = headings.chain(self.title.iter()).map(|it| topic(&it.text));
        topics
            .find(|it| *it != Topic::Unsaid)
            .unwrap_or(Topic::Unsaid)
    }

    /// Whether a list that stands here is introduced as one of errors: texts around speak of errors, and a paragraph
    /// that introduces the list by a colon does so itself, or a heading right above it.
    pub fn introduces_errors(&self) -> bool {
        let introduced = self
            .near
            .is_some_and(|it| it.text.trim_end().ends_with([':', '：']));
        match self.said() {
            Said::Errors => true,
            Said::FarErrors => !introduced,
            _ => false,
        }
    }

    /// Whether the caption, the paragraph before, a heading or the title says that errors are listed here, in so many
    /// words or as its own topic.
    pub fn lists_errors(&self) -> bool {
        let near = self.near.is_some_and(|it| names_error_list(&it.text));
        let caption = self
            .caption
            .is_some_and(|it| topic(&it.text) == Topic::Errors);
        near || caption || self.bare || self.titles() == Topic::Errors
    }

    /// Whether the paragraph before or the nearest heading says in so many words that errors are listed.
    pub fn near_names_error_list(&self) -> bool {
        let near = self.near.into_iter().chain(self.stands_under());
        near.into_iter().any(|it| names_error_list(&it.text))
    }

    /// Whether the caption, the paragraph before or the nearest heading says that codes are listed which tell how
    /// something ended.
    pub fn lists_codes(&self) -> bool {
        let near = self.near.into_iter().chain(self.stands_under());
        near.into_iter().any(|it| names_code_list(&it.text))
    }

    /// Whether the paragraph that introduces what stands here, or the nearest heading, says that it is how a program exits.
    pub fn lists_exits(&self) -> bool {
        let introduces = |it: &&Text| it.text.trim_end().ends_with([':', '：']);
        let near = self.near.filter(introduces);
        let mut texts = near.into_iter().chain(self.stands_under());
        texts.any(|it| names_exit_list(&it.text)) && self.said().topic() != Topic::Other
    }

    /// What all of them together speak of.
    pub fn topic(&self) -> Topic {
        match self.said().topic() {
            Topic::Unsaid if self.bare => Topic::Errors,
            topic => topic,
        }
    }
}

/// The paragraph that stands word for word right under most of the headings in `blocks`, and before something else.
pub fn chrome(blocks: &[Block]) -> Option<&str> {
    const LONGEST: usize = 60;
    const FEWEST: usize = 4;
    let mut headings = 0;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for window in blocks.windows(3) {
        let [Block::Heading(_), under, behind] = window else {
            continue;
        };
        headings += 1;
        if let Block::Paragraph(text) = under
            && text.text.len() <= LONGEST
            && !matches!(behind, Block::Heading(_))
        {
            *counts.entry(&text.text).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|it| it.1)?;
    (most.1 >= FEWEST && most.1 * 2 > headings).then_some(most.0)
}

/// The longest paragraph that can be a caption, in bytes.
const LONGEST_CAPTION: usize = 80;

/// The first words of `text`, for a reason.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(MOST).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", &cut[..end])
}
