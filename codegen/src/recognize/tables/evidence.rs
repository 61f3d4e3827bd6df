//! Whether a table whose columns are known holds errors.
//!
//! Knows what speaks for and against it: heads, cells, and the texts around. Knows nothing of single rows.

use super::columns::Columns;
use super::grid::{Grid, GridCell};
use super::looks::AllLooks;
use crate::recognize::context::{Context, Said};
use crate::recognize::words::meaning::{
    Word, head_word, is_code_word, is_member_word, is_name_word, is_plain_error, names_wrong,
    tells_of_errors,
};
use crate::recognize::words::topics::mentions_errors;
use crate::rows::Field;

/// Why a table that could be one of errors is none.
const NOTHING_SAYS: &str = "nothing says that what it names are errors";

/// The same where errors are spoken of around it.
const NOTHING_IN_IT_SAYS: &str =
    "errors are spoken of around it, but neither its heads nor its texts say that it names them";

/// Why a table with a single row that could be anything is none.
const LONE: &str = "it names one thing, and its heads do not say that it is an error";

/// Why a table of members of something is none.
const MEMBERS: &str = "it names members of something, and gives no number for any";

/// Why a table of states is none.
const STATES: &str = "it names states, and nothing says that they are errors";

/// Why a table whose heads and cells do not fit is none.
const NOT_THOSE: &str = "its heads and cells are not those of errors";

/// The points that make a table one of errors.
const ENOUGH: i32 = 4;

/// What speaks for and against a table, weighed.
pub enum Verdict {
    /// It is one of errors.
    Errors,
    /// It could be one, but too little says so: why.
    InDoubt(String),
    /// It is none, and why.
    None(String),
}

/// Whether what speaks for a table of errors outweighs what speaks against it.
pub fn weigh(
    grid: &Grid,
    words: &[Word],
    looks: &AllLooks,
    columns: &Columns,
    code: usize,
    context: &Context,
) -> Verdict {
    let heads = &grid.heads;
    let said = context.said();
    let headless = heads[code].is_empty();
    if headless && looks.of(code).filled < 2 {
        return Verdict::None("it has no heads, and a single row".to_owned());
    }
    let codes = context.lists_codes() && looks.of(code).classes * 2 < looks.of(code).filled;
    let wrong = names_tell(grid, words, code);
    let counts = wrong
        || mentions_errors(&heads[code])
        || matches!(words[code], Word::Sure(_))
        || is_code_word(&heads[code])
        || (words[code] != Word::Unknown && context.lists_errors())
        || codes
        || is_bare_list(grid, looks, code, &said);
    let points = code_points(heads, words, looks, columns, code)
        + column_points(words, looks, columns)
        + type_points(heads, words, code)
        + match &said {
            Said::Other(_) if speaks_for_itself(grid, words, looks, columns, code, context) => 0,
            // A heading such as `PumpError field`: what it names is that of an error, and the head says code.
            Said::Other(named) if mentions_errors(named) && is_code_word(&heads[code]) => 1,
            _ => said_points(&said, headless, matches!(words[code], Word::Sure(_))),
        }
        + i32::from(wrong)
        + i32::from(context.status().is_some())
        + i32::from(said == Said::Nothing && codes);
    let with_texts = points
        + if counts {
            text_points(grid, columns)
        } else {
            0
        };
    if points.max(with_texts) >= ENOUGH {
        let doubt = doubt(grid, words, columns, code, &said)
            .or_else(|| {
                let backed = is_backed(words, looks, columns, code, context, grid);
                (!backed).then(|| unbacked(&said))
            })
            .map(|it| Verdict::InDoubt(it.to_owned()));
        return doubt.unwrap_or(Verdict::Errors);
    }
    match said {
        Said::Other(named) | Said::Mixed(named) => {
            Verdict::None(format!("“{named}” does not speak of errors"))
        }
        _ if with_texts + 1 >= ENOUGH => Verdict::InDoubt(NOT_THOSE.to_owned()),
        _ => Verdict::None(NOT_THOSE.to_owned()),
    }
}

/// Why a table that enough speaks for can be none all the same.
fn doubt(
    grid: &Grid,
    words: &[Word],
    columns: &Columns,
    code: usize,
    said: &Said,
) -> Option<&'static str> {
    if is_lone_name(grid, words, columns, code) {
        Some(LONE)
    } else if are_states(grid, columns, code, said) {
        Some(STATES)
    } else if are_members(grid, columns, code) {
        Some(MEMBERS)
    } else {
        None
    }
}

/// Why a table that nothing backs is none, where the texts around speak of `said`.
fn unbacked(said: &Said) -> &'static str {
    match said {
        Said::Errors | Said::FarErrors | Said::Mixed(_) => NOTHING_IN_IT_SAYS,
        Said::Other(_) | Said::Nothing => NOTHING_SAYS,
    }
}

/// Whether a table has a single row, and no sure head, no status and no capitals say that this is an error.
fn is_lone_name(grid: &Grid, words: &[Word], columns: &Columns, code: usize) -> bool {
    let sure = |it: &Word| matches!(it, Word::Sure(_));
    grid.rows.len() == 1
        && !words.iter().any(sure)
        && columns.of(Field::Status).is_none()
        && !is_code_word(&grid.heads[code])
        && grid.column(code).all(has_small_letters)
}

/// Whether what a table names are members of something, such as the parts of a structure: they have no numbers as errors
/// in an enumeration have, and are not all in capitals.
fn are_members(grid: &Grid, columns: &Columns, code: usize) -> bool {
    is_member_word(&grid.heads[code])
        && columns.aliases.is_empty()
        && grid.column(code).any(has_small_letters)
}

/// Whether most names say that something goes wrong, as no list of anything else has them: under a head that is not
/// known several must, under one that speaks of codes nearly all.
fn names_tell(grid: &Grid, words: &[Word], code: usize) -> bool {
    const FEWEST: usize = 5;
    const FEWEST_CODES: usize = 2;
    let (filled, wrong) = wrong_names(grid, code);
    let head = &grid.heads[code];
    match words[code] {
        Word::Unknown => !head.is_empty() && filled >= FEWEST && wrong * 2 > filled,
        Word::Likely(_) => is_code_word(head) && filled >= FEWEST_CODES && wrong * 4 >= filled * 3,
        _ => false,
    }
}

/// Whether each of the codes is a name that says that something goes wrong.
fn all_names_tell(grid: &Grid, code: usize) -> bool {
    let (filled, wrong) = wrong_names(grid, code);
    filled > 0 && wrong == filled
}

/// How many cells of the column of codes say something, and how many of them are names that say that something goes
/// wrong.
fn wrong_names(grid: &Grid, code: usize) -> (usize, usize) {
    let lines = || grid.column(code).map(GridCell::line);
    let filled = lines().filter(|it| !it.is_empty()).count();
    (filled, lines().filter(|it| names_wrong(it)).count())
}

/// Whether what a table names under the head of statuses are states of something: nothing around speaks of errors, it has
/// no numbers, and few of the names say that something goes wrong.
fn are_states(grid: &Grid, columns: &Columns, code: usize, said: &Said) -> bool {
    let (filled, wrong) = wrong_names(grid, code);
    head_word(&grid.heads[code]) == Word::Sure(Field::Status)
        && *said == Said::Nothing
        && columns.aliases.is_empty()
        && looks_like_names(grid, code)
        && wrong * 2 < filled
}

/// Whether no cell of the column of codes is a number.
fn looks_like_names(grid: &Grid, code: usize) -> bool {
    let mut lines = grid.column(code).map(GridCell::line);
    lines.all(|it| it.contains(|it: char| it.is_ascii_alphabetic()))
}

/// Whether a cell is not all in capitals.
fn has_small_letters(cell: &GridCell) -> bool {
    cell.line().contains(|it: char| it.is_ascii_lowercase())
}

/// Whether a table says by itself that it lists errors, whatever the text right above it is about: its head can mean
/// nothing but codes, or does so under a heading that names codes of something, its texts tell of something that goes wrong, and it stands in a document or chapter of errors.
fn speaks_for_itself(
    grid: &Grid,
    words: &[Word],
    looks: &AllLooks,
    columns: &Columns,
    code: usize,
    context: &Context,
) -> bool {
    let of_codes = |text: &str| {
        ["codes", "码"]
            .iter()
            .any(|it| text.to_lowercase().contains(it))
    };
    let over_codes = is_code_word(&grid.heads[code])
        && context.stands_under().is_some_and(|it| of_codes(&it.text));
    let sure = words[code] == Word::Sure(Field::Code);
    (sure || over_codes)
        && looks.of(code).are_codes()
        && context.is_among_errors()
        && (sure
            && context
                .stands_under()
                .is_some_and(|it| mentions_errors(&it.text))
            || text_points(grid, columns) > 0
            || sure && all_names_tell(grid, code))
}

/// Whether the table is nothing but numbers with a few words beside each, in a document that does not say what they are:
/// then the words alone must tell.
fn is_bare_list(grid: &Grid, looks: &AllLooks, code: usize, said: &Said) -> bool {
    const FEWEST: usize = 4;
    let looks = looks.of(code);
    let headless = grid.heads.iter().all(String::is_empty);
    let numbers = looks.numbers == looks.filled && looks.repeated == 0 && looks.filled >= FEWEST;
    *said == Said::Nothing && headless && grid.heads.len() == 2 && numbers
}

/// Whether something backs that a table holds errors, beyond words that tables of anything use: a sure head, a column of
/// statuses, texts around that list errors, or messages that tell of something that goes wrong.
fn is_backed(
    words: &[Word],
    looks: &AllLooks,
    columns: &Columns,
    code: usize,
    context: &Context,
    grid: &Grid,
) -> bool {
    let sure = |it: &Word| matches!(it, Word::Sure(Field::Code | Field::Message));
    let status = columns
        .of(Field::Status)
        .is_some_and(|it| looks.of(it).are_statuses());
    let listed = match words[code] {
        Word::Unknown if grid.heads[code].is_empty() => context.introduces_errors(),
        Word::Unknown => is_code_word(&grid.heads[code]) && context.lists_errors(),
        _ => context.lists_errors() || is_plain_error(&grid.heads[code]),
    };
    let named = names_tell(grid, words, code);
    words.iter().any(sure) || status || listed || named || text_points(grid, columns) > 0
}

/// What the column of codes says.
fn code_points(
    heads: &[String],
    words: &[Word],
    looks: &AllLooks,
    columns: &Columns,
    code: usize,
) -> i32 {
    let head = match words[code] {
        Word::Sure(_) => 3,
        Word::Likely(_) if !is_code_word(&heads[code]) => {
            i32::from(looks.of(code).are_names() && is_name_word(&heads[code]))
        }
        Word::Likely(_) => 1 + i32::from(is_plain_error(&heads[code])),
        _ => i32::from(looks.of(code).prose == 0),
    };
    let numbered = is_plain_error(&heads[code]) && !columns.aliases.is_empty();
    head + i32::from(looks.of(code).are_names()) + i32::from(numbered)
}

/// What the other columns say.
fn column_points(words: &[Word], looks: &AllLooks, columns: &Columns) -> i32 {
    let points =
        columns
            .fields
            .iter()
            .enumerate()
            .map(|(index, field)| match (field, words[index]) {
                (Some(Field::Status), _) if looks.of(index).are_statuses() => 2,
                (Some(Field::Message), Word::Sure(_)) => 2,
                (Some(Field::Message), Word::Likely(_) | Word::Unknown)
                | (Some(Field::Cause | Field::Solution), Word::Sure(_)) => 1,
                (None, Word::Foreign) => -2,
                _ => 0,
            });
    points.sum()
}

/// What the texts of the messages say: most tell of something that goes wrong.
fn text_points(grid: &Grid, columns: &Columns) -> i32 {
    let Some(message) = columns.of(Field::Message) else {
        return 0;
    };
    let (mut filled, mut errors) = (0, 0);
    for cell in grid.column(message) {
        let text = cell.line();
        filled += usize::from(!text.trim().is_empty());
        errors += usize::from(tells_of_errors(&text));
    }
    i32::from(filled > 2 && errors * 10 >= filled * 4)
        + i32::from(filled > 2 && errors * 10 >= filled * 7)
}

/// A column headed `Type` or the like beside names is one of parameters, unless the head of the codes is sure.
fn type_points(heads: &[String], words: &[Word], code: usize) -> i32 {
    const TYPES: &[&str] = &[
        "type",
        "data type",
        "parameter type",
        "field type",
        "类型",
        "参数类型",
        "字段类型",
        "数据类型",
    ];
    let is_type = |it: &String| TYPES.contains(&it.to_lowercase().as_str());
    let typed = heads
        .iter()
        .enumerate()
        .any(|(index, it)| index != code && is_type(it));
    if typed && !matches!(words[code], Word::Sure(_)) {
        -2
    } else {
        0
    }
}

/// What the texts around say. One that stands far counts less, and nothing for a table without heads, unless the head
/// of the codes is sure.
fn said_points(said: &Said, headless: bool, sure: bool) -> i32 {
    match said {
        Said::FarErrors if headless => 0,
        Said::FarErrors if !sure => 1,
        Said::Errors | Said::FarErrors => 2,
        Said::Mixed(_) => 1,
        Said::Nothing => 0,
        Said::Other(_) => -3,
    }
}
