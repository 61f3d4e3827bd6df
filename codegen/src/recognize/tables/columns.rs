//! Which column of a table is what, and whether the table holds errors at all.
//!
//! Knows that heads propose and cells dispose. Knows nothing of single rows.

use super::evidence::{self, Verdict};
use super::grid::Grid;
use super::looks::{AllLooks, Looks};
use crate::recognize::context::Context;
use crate::recognize::words::meaning::{
    Word, head_word, is_code_word, is_navigation, is_plain_error, is_status_word, says_code,
};
use crate::rows::Field;
use crate::told::{Column, Told};

/// What each column of a table of errors holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The field of each column, from left to right; `None` is read by nobody.
    pub fields: Vec<Option<Field>>,
    /// The columns that hold further names of the error.
    pub aliases: Vec<usize>,
    /// What the codes are made of.
    pub style: Style,
}

/// What the codes of a table are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// One token each.
    Tokens,
    /// Numbers, but for a few; a word in small letters is none.
    Numbers,
    /// A few plain words each, under a head that can mean nothing but codes: `no such element`.
    Phrases,
}

impl Columns {
    /// The column of `field`.
    pub fn of(&self, field: Field) -> Option<usize> {
        self.fields.iter().position(|it| *it == Some(field))
    }

    /// The same in the words of a person.
    pub fn told(&self) -> Vec<Column> {
        let column = |(index, field): (usize, &Option<Field>)| match field {
            Some(field) => Column::Field(*field),
            None if self.aliases.contains(&index) => Column::Name,
            None => Column::Other,
        };
        self.fields.iter().enumerate().map(column).collect()
    }
}

/// Why a table is not read as one of errors.
pub struct Refused {
    /// The reason.
    pub reason: String,
    /// What its columns would hold if it were one, where that is in doubt.
    pub doubt: Option<Columns>,
}

impl From<String> for Refused {
    fn from(reason: String) -> Self {
        let doubt = None;
        Self { reason, doubt }
    }
}

/// The columns of `grid` as a person says what they hold; no error where they hold none.
pub fn told(grid: &Grid, told: &Told) -> Result<Columns, Refused> {
    let field = |it: &Column| match it {
        Column::Field(field) => Some(*field),
        Column::Name | Column::Other => None,
    };
    let fields: Vec<Option<Field>> = told.columns.iter().map(field).collect();
    let code = fields.iter().position(|it| *it == Some(Field::Code));
    let Some(code) = code else {
        return Err("service.toml says so".to_owned().into());
    };
    let names = |it: &usize| told.columns[*it] == Column::Name;
    Ok(Columns {
        aliases: (0..told.columns.len()).filter(names).collect(),
        style: style(AllLooks::new(grid).of(code)),
        fields,
    })
}

/// What codes are made of that look so.
fn style(looks: Looks) -> Style {
    if looks.are_nearly_all_numbers() {
        Style::Numbers
    } else if looks.are_codes() {
        Style::Tokens
    } else {
        Style::Phrases
    }
}

/// Whether `grid` is the head or foot of a page, from which one goes on: short, and with two or more words for that.
fn leads_elsewhere(grid: &Grid) -> bool {
    const MOST_ROWS: usize = 3;
    let cells = grid.rows.iter().flat_map(|row| &row.cells);
    let heads = grid.heads.iter().filter(|it| is_navigation(it)).count();
    let leads = |cells: usize| heads + cells > 1;
    grid.rows.len() <= MOST_ROWS && leads(cells.filter(|it| is_navigation(&it.line())).count())
}

/// The columns of `grid` if it holds errors, and otherwise why it does not.
pub fn columns(grid: &Grid, context: &Context) -> Result<Columns, Refused> {
    let one = grid
        .heads
        .first()
        .filter(|first| grid.heads.len() > 1 && grid.heads.iter().all(|it| it == *first));
    if one.is_some_and(|it| !it.is_empty()) {
        return Err("one head stands over all its columns".to_owned().into());
    }
    if leads_elsewhere(grid) {
        return Err("it leads to other pages".to_owned().into());
    }
    let looks = AllLooks::new(grid);
    let words: Vec<Word> = grid
        .heads
        .iter()
        .enumerate()
        .map(|(index, head)| match beside(&grid.heads, &looks, index) {
            Some(word) => word,
            None => disposed(head_word(head), &looks, index),
        })
        .collect();
    let words = errors_in_words(&grid.heads, words, &looks);
    let words = names_of_register(&grid.heads, words, &looks);
    let status = status_column(&grid.heads, &words, &looks);
    let code = code_column(&grid.heads, &words, &looks, status);
    let Some(code) = code else {
        return Err(Refused {
            reason: without_codes(&looks, status).to_owned(),
            doubt: guessed(grid, &words, &looks, status).filter(|_| context.lists_errors()),
        });
    };
    if looks.of(code).parts > 1 && looks.of(code).parts * 3 >= looks.of(code).filled {
        return Err("it names the parts of an error, not errors"
            .to_owned()
            .into());
    }
    let fields = assign(&words, &looks, code, status);
    let columns = Columns {
        aliases: alias_columns(&words, &looks, &fields, code),
        fields,
        style: style(looks.of(code)),
    };
    if lists_statuses(grid, &columns, looks.of(code)) && !has_other_status(words[code], context) {
        return Err(Refused {
            reason: ONLY_STATUSES.to_owned(),
            doubt: Some(columns),
        });
    }
    match evidence::weigh(grid, &words, &looks, &columns, code, context) {
        Verdict::Errors => Ok(columns),
        Verdict::InDoubt(reason) => Err(Refused {
            reason,
            doubt: Some(columns),
        }),
        Verdict::None(reason) => Err(reason.into()),
    }
}

/// What the columns of a table would hold whose codes do not look like any: the one whose head can mean codes, or one
/// without a head, has them. A table of parameters or the like has none.
fn guessed(
    grid: &Grid,
    words: &[Word],
    looks: &AllLooks,
    status: Option<usize>,
) -> Option<Columns> {
    let named = |it: &usize| match words[*it] {
        Word::Sure(Field::Code) => true,
        Word::Likely(Field::Code) => is_code_word(&grid.heads[*it]),
        _ => grid.heads[*it].is_empty(),
    };
    let mut open = (0..words.len()).filter(|it| Some(*it) != status && looks.of(*it).filled > 1);
    let code = open
        .find(named)
        .filter(|_| !words.contains(&Word::Foreign))?;
    let fields = assign(words, looks, code, status);
    let is_message = |it: &Option<Field>| *it == Some(Field::Message);
    fields.iter().any(is_message).then(|| Columns {
        aliases: Vec::new(),
        style: style(looks.of(code)),
        fields,
    })
}

/// Why a table without a column of codes is none of errors.
fn without_codes(looks: &AllLooks, status: Option<usize>) -> &'static str {
    match status {
        Some(status) if looks.of(status).are_statuses() => ONLY_STATUSES,
        _ => "no column of codes",
    }
}

/// Why a table that names statuses alone is none of errors.
const ONLY_STATUSES: &str = "it lists HTTP statuses, and no codes";

/// Whether what a table without another column of codes or statuses names are HTTP statuses, whatever heads them.
fn lists_statuses(grid: &Grid, columns: &Columns, code: Looks) -> bool {
    columns.of(Field::Status).is_none()
        && !lacks_plain_statuses(grid, columns, code)
        && columns.aliases.is_empty()
        && code.are_statuses()
        && code.registered > 0
        && code.known * 4 >= code.filled * 3
        && code.names * 4 < code.filled
}

/// Whether a text around gives the status of what a table lists whose head says code and nothing else: then its numbers
/// are none.
fn has_other_status(code: Word, context: &Context) -> bool {
    code == Word::Sure(Field::Code) && context.status().is_some()
}

/// Whether many numbers cannot be the statuses of a service, though HTTP knows most of them: a long list of statuses that
/// has several of success has that of plain success, or one of the two that stand for all errors.
fn lacks_plain_statuses(grid: &Grid, columns: &Columns, code: Looks) -> bool {
    const FEWEST: usize = 10;
    const PLAIN: &[&str] = &["200", "400", "500"];
    let plain = || {
        let codes = columns.of(Field::Code).into_iter();
        codes
            .flat_map(|it| grid.column(it))
            .any(|it| PLAIN.contains(&it.line().trim()))
    };
    code.filled >= FEWEST && code.numbers == code.filled && code.successes > 2 && !plain()
}

/// What the head of a column says beside another: a reason beside a code is a text, whatever it looks like, unless each
/// is another name and a further column has the texts.
fn beside(heads: &[String], looks: &AllLooks, index: usize) -> Option<Word> {
    let is_reason = |head: &str| head.eq_ignore_ascii_case("reason");
    let others = || heads.iter().enumerate().filter(|it| it.0 != index);
    let is_text = is_reason(heads.get(index)?) && others().any(|it| is_code_word(it.1));
    let texts = |(other, head): (usize, &String)| {
        matches!(
            head_word(head),
            Word::Sure(Field::Message) | Word::Likely(Field::Message)
        ) && looks.of(other).prose * 2 > looks.of(other).filled
    };
    let names = || looks.of(index).are_distinct_names() && others().any(texts);
    (is_text && !names()).then_some(Word::Likely(Field::Message))
}

/// `words`, but where numbers under the head of statuses are none, a column under a head that is not known, with another
/// name in each cell, has the names of what is numbered.
fn names_of_register(heads: &[String], mut words: Vec<Word>, looks: &AllLooks) -> Vec<Word> {
    let is_register = |it: usize| {
        head_word(&heads[it]) == Word::Sure(Field::Status)
            && words[it] == Word::Likely(Field::Code)
            && looks.of(it).numbers > 0
    };
    let names = |it: &usize| words[*it] == Word::Unknown && looks.of(*it).are_distinct_names();
    let mut all = 0..words.len();
    let found = all.clone().find(names).filter(|_| all.any(is_register));
    if let Some(found) = found {
        words[found] = Word::Likely(Field::Code);
    }
    words
}

/// `words`, but where a column headed `Error` holds texts and another one headed `Code` holds the codes, the texts are
/// the messages.
fn errors_in_words(heads: &[String], mut words: Vec<Word>, looks: &AllLooks) -> Vec<Word> {
    let is_status = |it: usize| words[it] == Word::Sure(Field::Status);
    let code = |it: usize| says_code(&heads[it]) && !is_status(it) && looks.of(it).are_codes();
    let are_texts = |it: Looks| it.prose * 2 > it.filled;
    let texts = |it: usize| is_plain_error(&heads[it]) && are_texts(looks.of(it));
    let all = 0..words.len();
    let found = all.clone().find(|it| texts(*it));
    if let Some(found) = found.filter(|_| all.clone().any(code))
        && !words.contains(&Word::Sure(Field::Message))
    {
        words[found] = Word::Sure(Field::Message);
    }
    words
}

/// What the head of a column says once its cells had their say: a column of statuses that holds names, or numbers that
/// are no statuses, is one of codes.
fn disposed(word: Word, looks: &AllLooks, index: usize) -> Word {
    if word != Word::Sure(Field::Status) {
        return word;
    }
    let looks = looks.of(index);
    let numbers = looks.numbers > 1 && looks.numbers * 10 >= looks.filled * 9;
    let few = match () {
        () if numbers && looks.known == 0 => 2,
        () if looks.are_register() => 2,
        () => 10,
    };
    if (looks.are_names() || numbers) && looks.statuses * few < looks.filled {
        Word::Likely(Field::Code)
    } else {
        word
    }
}

/// The column of statuses: one whose head says so, or one headed `Code` whose cells are all statuses beside another
/// column of codes.
fn status_column(heads: &[String], words: &[Word], looks: &AllLooks) -> Option<usize> {
    let named = words.iter().position(|it| *it == Word::Sure(Field::Status));
    named.or_else(|| {
        let statuses = |index: &usize| match words[*index] {
            Word::Likely(Field::Code) if is_status_word(&heads[*index]) => {
                looks.of(*index).are_known_statuses()
            }
            Word::Likely(Field::Code) | Word::Unknown => looks.of(*index).are_surely_statuses(),
            Word::Sure(Field::Code) => {
                looks.of(*index).are_surely_statuses() && names_beside(words, looks, *index)
            }
            _ => false,
        };
        let found = (0..words.len()).find(statuses)?;
        let code = |it: usize| {
            !matches!(words[it], Word::Sure(_) | Word::Foreign)
                || words[it] == Word::Sure(Field::Code)
        };
        let other = (0..words.len()).any(|it| {
            it != found && code(it) && looks.of(it).are_codes() && !looks.of(it).are_statuses()
        });
        other.then_some(found)
    })
}

/// Whether another column than `index` is headed like codes and holds names, or holds nothing but names under a head
/// that is not known.
fn names_beside(words: &[Word], looks: &AllLooks, index: usize) -> bool {
    let named = |it: usize| words[it].field() == Some(Field::Code);
    let telling = |it: usize| words[it] == Word::Unknown && looks.of(it).are_distinct_names();
    (0..words.len()).any(|it| it != index && (named(it) && looks.of(it).are_names() || telling(it)))
}

/// The column of codes: the best head whose cells agree, sure heads before likely ones, names before numbers.
fn code_column(
    heads: &[String],
    words: &[Word],
    looks: &AllLooks,
    status: Option<usize>,
) -> Option<usize> {
    // Beside a column of messages, that of errors holds codes, even if most of them have a form that none can have.
    let messages = words.contains(&Word::Sure(Field::Message));
    let share = if messages { 6 } else { 3 };
    let rank = |index: usize| -> Option<(u8, u8, u8, u8)> {
        let head = match words[index] {
            Word::Sure(Field::Code) if says_code(&heads[index]) => 3,
            Word::Sure(Field::Code) => 2,
            Word::Likely(Field::Code) => 1,
            Word::Unknown => 0,
            _ => return None,
        };
        let it = looks.of(index);
        // Beside messages, what says code can name one error many times, with another message each.
        let several = says_code(&heads[index]) && messages;
        // So does a name beside statuses, if no other column has codes.
        let kinds = is_plain_error(&heads[index]) && it.are_names() && messages && status.is_some();
        let cells = match () {
            () if head < 2 && it.repeats() && kinds => return Some((0, 0, 0, 0)),
            () if head < 2 && it.repeats() && !several => return None,
            () if heads[index].is_empty() && (it.filled - it.repeated) * 2 < it.rows => {
                return None;
            }
            () if it.are_names() => 3,
            () if head == 0 && it.words * 2 > it.filled => return None,
            () if it.are_codes() && it.words + it.names >= it.numbers => 2,
            () if it.are_codes() => 1,
            () if head > 1 && (it.are_phrases() || it.prose < it.filled) => 0,
            () if is_plain_error(&heads[index]) && (it.names + it.words) * share >= it.filled => 0,
            () => return None,
        };
        // Before finer codes, a wider class of them can stand in cells over several rows.
        let each = u8::from(it.filled == it.rows);
        Some((head, cells, each, u8::from(is_code_word(&heads[index]))))
    };
    let open = (0..words.len()).filter(|it| Some(*it) != status);
    let ranked = open.filter_map(|it| rank(it).map(|rank| (rank, std::cmp::Reverse(it))));
    ranked.max().map(|(_, std::cmp::Reverse(it))| it)
}

/// The field of each column, no field twice, sure words before likely ones.
fn assign(
    words: &[Word],
    looks: &AllLooks,
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
    let prose = |it: &usize| fields[*it].is_none() && is_prose(words[*it], looks.of(*it));
    // Before finer codes, what a wider class of them means can stand in cells over several rows.
    let each = |it: &usize| prose(it) && looks.of(*it).filled == looks.of(*it).rows;
    let all = 0..words.len();
    let found = all.clone().find(each).or_else(|| all.clone().find(prose));
    if !fields.contains(&Some(Field::Message))
        && let Some(prose) = found
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

/// Further columns of codes: the numbers beside a name, or the name beside a number. They tell errors apart as the codes
/// do, but for a few; those after the first, all of them. Classes of errors are no names of one.
fn alias_columns(
    words: &[Word],
    looks: &AllLooks,
    fields: &[Option<Field>],
    code: usize,
) -> Vec<usize> {
    let is_alias = |it: &usize| {
        let named = words[*it].field() == Some(Field::Code);
        *it != code && fields[*it].is_none() && named && looks.of(*it).are_codes()
    };
    let nearly = |it: &usize| {
        const MOST_REPEATED: usize = 10;
        let looks_of = looks.of(*it);
        let more = looks_of.repeated.saturating_sub(looks.of(code).repeated);
        more * MOST_REPEATED <= looks_of.filled
    };
    let mut found = (0..words.len()).filter(is_alias).filter(nearly);
    let first = found.next();
    let telling = |it: &usize| looks.of(*it).repeated == 0;
    first.into_iter().chain(found.filter(telling)).collect()
}
