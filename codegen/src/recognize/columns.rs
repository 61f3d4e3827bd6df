//! Which column of a table is what, and whether the table holds errors at all.
//!
//! Knows that heads propose and cells dispose. Knows nothing of single rows.

use super::context::Context;
use super::evidence;
use super::grid::Grid;
use super::look::{Look, is_phrase, look};
use super::status::{self, Said, said};
use super::words::{Word, head_word, is_code_word, is_part, is_plain_error, tells_of_errors};
use crate::rows::Field;
use std::collections::BTreeSet;

/// What each column of a table of errors holds.
#[derive(Clone, Debug)]
pub struct Columns {
    /// The field of each column, from left to right; `None` is read by nobody.
    pub fields: Vec<Option<Field>>,
    /// The column that holds a second name of the error.
    pub alias: Option<usize>,
    /// What the codes are made of.
    pub style: Style,
}

/// What the codes of a table are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// One token each.
    Tokens,
    /// A few plain words each, under a head that can mean nothing but codes: `no such element`.
    Phrases,
}

impl Columns {
    /// The column of `field`.
    pub fn of(&self, field: Field) -> Option<usize> {
        self.fields.iter().position(|it| *it == Some(field))
    }
}

/// What the cells of a column look like, in shares of the cells that hold something.
#[derive(Clone, Copy, Debug, Default)]
pub struct Looks {
    /// Cells that hold something.
    pub filled: usize,
    /// Names, whole or broken.
    pub names: usize,
    words: usize,
    numbers: usize,
    /// Cells that are or can be statuses.
    statuses: usize,
    /// Cells whose statuses are all registered ones.
    registered: usize,
    /// Cells that are no codes.
    pub prose: usize,
    /// Of the prose, what is a few plain words.
    phrases: usize,
    /// Cells that name the parts of an error: `Code`, `Message`, `RequestId`.
    pub parts: usize,
    /// Rows of the table.
    rows: usize,
    /// Cells whose text stands in an earlier cell.
    repeated: usize,
    /// Cells that say that something goes wrong.
    pub errors: usize,
}

impl Looks {
    /// Whether at least half of the cells are like codes.
    pub fn are_codes(self) -> bool {
        self.filled > 0 && (self.names + self.words + self.numbers) * 2 >= self.filled
    }

    /// Whether nearly all cells give a status.
    pub fn are_statuses(self) -> bool {
        self.filled > 0 && self.statuses * 10 >= self.filled * 8
    }

    /// Whether they are statuses beyond doubt, whatever the head says: all are, and registered ones.
    fn are_surely_statuses(self) -> bool {
        self.are_statuses()
            && self.statuses >= self.filled
            && self.registered * 4 >= self.filled * 3
    }

    /// Whether at least half of the cells are names.
    pub fn are_names(self) -> bool {
        self.names > 0 && self.names * 2 >= self.filled
    }

    /// Whether most cells say what another says.
    fn repeats(self) -> bool {
        self.repeated * 2 > self.filled
    }

    /// Whether most cells are a few plain words.
    fn are_phrases(self) -> bool {
        self.filled > 1
            && self.phrases * 2 > self.filled
            && (self.phrases + self.words + self.names) * 10 >= self.filled * 9
    }
}

/// The columns of `grid` if it holds errors, and otherwise why it does not.
pub fn columns(grid: &Grid, context: &Context) -> Result<Columns, String> {
    let one = grid
        .heads
        .first()
        .filter(|first| grid.heads.len() > 1 && grid.heads.iter().all(|it| it == *first));
    if one.is_some_and(|it| !it.is_empty()) {
        return Err("one head stands over all its columns".to_owned());
    }
    let looks: Vec<Looks> = (0..grid.heads.len())
        .map(|index| looks(grid, index))
        .collect();
    let words: Vec<Word> = grid
        .heads
        .iter()
        .zip(&looks)
        .map(|(head, looks)| disposed(head_word(head), *looks))
        .collect();
    let status = status_column(&words, &looks);
    let code = code_column(&grid.heads, &words, &looks, status).ok_or("no column of codes")?;
    if looks[code].parts > 1 && looks[code].parts * 3 >= looks[code].filled {
        return Err("it names the parts of an error, not errors".to_owned());
    }
    let fields = assign(&words, &looks, code, status);
    let style = if looks[code].are_codes() {
        Style::Tokens
    } else {
        Style::Phrases
    };
    let columns = Columns {
        alias: alias_column(&words, &looks, &fields, code),
        fields,
        style,
    };
    evidence::weigh(&grid.heads, &words, &looks, &columns, code, context)?;
    Ok(columns)
}

/// Counts what the cells of column `index` look like.
fn looks(grid: &Grid, index: usize) -> Looks {
    let mut looks = Looks {
        rows: grid.rows.len(),
        ..Looks::default()
    };
    let mut seen = BTreeSet::new();
    for cell in grid.column(index) {
        let text = cell.line();
        looks.parts += usize::from(is_part(&text));
        match said(&text) {
            Said::Statuses(statuses) => {
                looks.statuses += 1;
                looks.registered +=
                    usize::from(statuses.iter().all(|it| status::is_registered(*it)));
            }
            Said::Class => looks.statuses += 1,
            Said::None | Said::Unreadable(_) => {}
        }
        match look(&text) {
            Look::Empty => continue,
            Look::Name | Look::Broken => looks.names += 1,
            Look::Word => looks.words += 1,
            Look::Number | Look::Range => looks.numbers += 1,
            Look::Prose => {
                looks.prose += 1;
                looks.phrases += usize::from(is_phrase(&text));
            }
        }
        looks.filled += 1;
        looks.errors += usize::from(tells_of_errors(&text));
        looks.repeated += usize::from(!seen.insert(text));
    }
    looks
}

/// What the head of a column says once its cells had their say: a column of statuses that holds names, or numbers that
/// are no statuses, is one of codes.
fn disposed(word: Word, looks: Looks) -> Word {
    let codes = looks.are_names() || (looks.numbers > 1 && looks.numbers * 10 >= looks.filled * 9);
    match word {
        Word::Sure(Field::Status) if codes && looks.statuses * 10 < looks.filled => {
            Word::Likely(Field::Code)
        }
        word => word,
    }
}

/// The column of statuses: one whose head says so, or one headed `Code` whose cells are all statuses beside another
/// column of codes.
fn status_column(words: &[Word], looks: &[Looks]) -> Option<usize> {
    let named = words.iter().position(|it| *it == Word::Sure(Field::Status));
    named.or_else(|| {
        let statuses = |index: &usize| match words[*index] {
            Word::Likely(Field::Code) | Word::Unknown => looks[*index].are_surely_statuses(),
            Word::Sure(Field::Code) => {
                looks[*index].are_surely_statuses() && names_beside(words, looks, *index)
            }
            _ => false,
        };
        let found = (0..words.len()).find(statuses)?;
        let code = |it: usize| {
            !matches!(words[it], Word::Sure(_) | Word::Foreign)
                || words[it] == Word::Sure(Field::Code)
        };
        let other = (0..words.len()).any(|it| {
            it != found && code(it) && looks[it].are_codes() && !looks[it].are_statuses()
        });
        other.then_some(found)
    })
}

/// Whether another column than `index` is headed like codes and holds names.
fn names_beside(words: &[Word], looks: &[Looks], index: usize) -> bool {
    let named = |it: usize| {
        matches!(
            words[it],
            Word::Sure(Field::Code) | Word::Likely(Field::Code)
        )
    };
    (0..words.len()).any(|it| it != index && named(it) && looks[it].are_names())
}

/// The column of codes: the best head whose cells agree, sure heads before likely ones, names before numbers.
fn code_column(
    heads: &[String],
    words: &[Word],
    looks: &[Looks],
    status: Option<usize>,
) -> Option<usize> {
    let rank = |index: usize| -> Option<(u8, u8, u8)> {
        let head = match words[index] {
            Word::Sure(Field::Code) => 2,
            Word::Likely(Field::Code) => 1,
            Word::Unknown => 0,
            _ => return None,
        };
        let it = looks[index];
        let cells = match () {
            () if head < 2 && it.repeats() => return None,
            () if heads[index].is_empty() && (it.filled - it.repeated) * 2 < it.rows => {
                return None;
            }
            () if it.are_names() => 3,
            () if head == 0 && it.words * 2 > it.filled => return None,
            () if it.are_codes() && it.words + it.names >= it.numbers => 2,
            () if it.are_codes() => 1,
            () if head == 2 && (it.are_phrases() || it.prose < it.filled) => 0,
            () if is_plain_error(&heads[index]) && (it.names + it.words) * 3 >= it.filled => 0,
            () => return None,
        };
        Some((head, cells, u8::from(is_code_word(&heads[index]))))
    };
    let open = (0..words.len()).filter(|it| Some(*it) != status);
    let ranked = open.filter_map(|it| rank(it).map(|rank| (rank, std::cmp::Reverse(it))));
    ranked.max().map(|(_, std::cmp::Reverse(it))| it)
}

/// The field of each column, no field twice, sure words before likely ones.
fn assign(
    words: &[Word],
    looks: &[Looks],
    code: usize,
    status: Option<usize>,
) -> Vec<Option<Field>> {
    let mut fields: Vec<Option<Field>> = vec![None; words.len()];
    fields[code] = Some(Field::Code);
    if let Some(status) = status {
        fields[status] = Some(Field::Status);
    }
    let texts = [Field::Message, Field::Cause, Field::Solution];
    for sure in [true, false] {
        for index in 0..words.len() {
            let proposed = match words[index] {
                Word::Sure(field) if sure => field,
                Word::Likely(field) if !sure => field,
                _ => continue,
            };
            if fields[index].is_none()
                && texts.contains(&proposed)
                && !fields.contains(&Some(proposed))
            {
                fields[index] = Some(proposed);
            }
        }
    }
    second_description(words, &mut fields);
    if !fields.contains(&Some(Field::Message))
        && let Some(prose) =
            (0..words.len()).find(|it| fields[*it].is_none() && is_prose(words[*it], looks[*it]))
    {
        fields[prose] = Some(Field::Message);
    }
    fields
}

/// Where a table has a message and a description beside it, the description says why the error happens.
fn second_description(words: &[Word], fields: &mut [Option<Field>]) {
    let message = fields.iter().position(|it| *it == Some(Field::Message));
    let sure = message.is_some_and(|it| words[it] == Word::Sure(Field::Message));
    if !sure || fields.contains(&Some(Field::Cause)) {
        return;
    }
    let description = (0..words.len())
        .find(|it| fields[*it].is_none() && words[*it] == Word::Likely(Field::Message));
    if let Some(description) = description {
        fields[description] = Some(Field::Cause);
    }
}

/// Whether a column is prose under a head that is no word for something else.
fn is_prose(word: Word, looks: Looks) -> bool {
    word != Word::Foreign && looks.prose * 2 > looks.filled
}

/// A second column of codes: the number beside a name, or the name beside a number.
fn alias_column(
    words: &[Word],
    looks: &[Looks],
    fields: &[Option<Field>],
    code: usize,
) -> Option<usize> {
    (0..words.len()).find(|it| {
        let named = matches!(
            words[*it],
            Word::Sure(Field::Code) | Word::Likely(Field::Code)
        );
        *it != code && fields[*it].is_none() && named && looks[*it].are_codes()
    })
}
