//! Which column of a table is what, and whether the table holds errors at all.
//!
//! Knows that heads propose and cells dispose. Knows nothing of single rows.

use super::Context;
use super::grid::Grid;
use super::look::{Look, look};
use super::status::{Said, said};
use super::words::{Topic, Word, word};
use crate::rows::Field;

/// What each column of a table of errors holds.
#[derive(Clone, Debug)]
pub struct Columns {
    /// The field of each column, from left to right; `None` is read by nobody.
    pub fields: Vec<Option<Field>>,
    /// The column that holds a second name of the error.
    pub alias: Option<usize>,
}

impl Columns {
    /// The column of `field`.
    pub fn of(&self, field: Field) -> Option<usize> {
        self.fields.iter().position(|it| *it == Some(field))
    }
}

/// What the cells of a column look like, in shares of the cells that hold something.
#[derive(Clone, Copy, Debug, Default)]
struct Looks {
    filled: usize,
    names: usize,
    words: usize,
    numbers: usize,
    statuses: usize,
    prose: usize,
}

impl Looks {
    /// Whether at least half of the cells are like codes.
    fn are_codes(self) -> bool {
        self.filled > 0 && (self.names + self.words + self.numbers) * 2 >= self.filled
    }

    /// Whether nearly all cells give a status.
    fn are_statuses(self) -> bool {
        self.filled > 0 && self.statuses * 10 >= self.filled * 8
    }
}

/// The columns of `grid` if it holds errors, and otherwise why it does not.
pub fn columns(grid: &Grid, context: &Context) -> Result<Columns, String> {
    let words: Vec<Word> = grid.heads.iter().map(|it| word(it)).collect();
    let looks: Vec<Looks> = (0..words.len()).map(|index| looks(grid, index)).collect();
    let status = status_column(&words, &looks);
    let code = code_column(&words, &looks, status).ok_or("no column of codes")?;
    let fields = assign(&words, &looks, code, status);
    let columns = Columns {
        alias: alias_column(&words, &looks, &fields, code),
        fields,
    };
    evidence(&grid.heads, &words, &looks, &columns, code, context)?;
    Ok(columns)
}

/// Counts what the cells of column `index` look like.
fn looks(grid: &Grid, index: usize) -> Looks {
    let mut looks = Looks::default();
    for cell in grid.column(index) {
        let text = cell.line();
        if matches!(said(&text), Said::Statuses(_) | Said::Class) {
            looks.statuses += 1;
        }
        match look(&text) {
            Look::Empty => continue,
            Look::Name | Look::Broken => looks.names += 1,
            Look::Word => looks.words += 1,
            Look::Number | Look::Range => looks.numbers += 1,
            Look::Prose => looks.prose += 1,
        }
        looks.filled += 1;
    }
    looks
}

/// The column of statuses: one whose head says so, or one headed `Code` whose cells are all statuses beside another
/// column of codes.
fn status_column(words: &[Word], looks: &[Looks]) -> Option<usize> {
    let named = words.iter().position(|it| *it == Word::Sure(Field::Status));
    named.or_else(|| {
        let statuses = |index: &usize| {
            let open = matches!(words[*index], Word::Likely(Field::Code) | Word::Unknown);
            open && looks[*index].are_statuses() && looks[*index].names == 0
        };
        let found = (0..words.len()).find(statuses)?;
        let other = (0..words.len())
            .any(|it| it != found && looks[it].are_codes() && !looks[it].are_statuses());
        other.then_some(found)
    })
}

/// The column of codes: the best head whose cells agree, names before numbers.
fn code_column(words: &[Word], looks: &[Looks], status: Option<usize>) -> Option<usize> {
    let rank = |index: usize| -> Option<(u8, u8)> {
        let head = match words[index] {
            Word::Sure(Field::Code) => 2,
            Word::Likely(Field::Code) => 1,
            Word::Unknown => 0,
            _ => return None,
        };
        let it = looks[index];
        let cells = match () {
            () if it.names * 2 >= it.filled && it.names > 0 => 3,
            () if it.are_codes() && it.words + it.names >= it.numbers => 2,
            () if it.are_codes() => 1,
            () if head == 2 && it.filled > 0 && it.prose < it.filled => 0,
            () => return None,
        };
        Some(if head == 0 {
            (0, cells)
        } else {
            (1, cells * 3 + head)
        })
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

/// Whether what speaks for a table of errors outweighs what speaks against it.
fn evidence(
    heads: &[String],
    words: &[Word],
    looks: &[Looks],
    columns: &Columns,
    code: usize,
    context: &Context,
) -> Result<(), String> {
    let mut points = 0_i32;
    points += match words[code] {
        Word::Sure(_) => 3,
        Word::Likely(_) => 1,
        _ => i32::from(looks[code].prose == 0),
    };
    points += i32::from(looks[code].names * 2 >= looks[code].filled);
    for (index, field) in columns.fields.iter().enumerate() {
        points += match (field, words[index]) {
            (Some(Field::Status), _) if looks[index].are_statuses() => 2,
            (Some(Field::Message), Word::Sure(_)) => 2,
            (Some(Field::Message), Word::Likely(_) | Word::Unknown)
            | (Some(Field::Cause | Field::Solution), Word::Sure(_)) => 1,
            (None, Word::Foreign) => -2,
            _ => 0,
        };
    }
    let typed = heads
        .iter()
        .any(|it| it.eq_ignore_ascii_case("type") || it == "类型");
    if typed && !matches!(words[code], Word::Sure(_)) {
        points -= 2;
    }
    let (topic, named) = context.topic();
    points += match topic {
        Topic::Errors => 2,
        Topic::Other => -3,
        Topic::Unsaid => 0,
    };
    points += i32::from(context.status.is_some());
    match points {
        4.. => Ok(()),
        _ if topic == Topic::Other => Err(format!("“{named}” does not speak of errors")),
        _ => Err("its heads and cells are not those of errors".to_owned()),
    }
}
