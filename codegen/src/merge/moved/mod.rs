//! Looks for texts and statuses that stand with another code than before, in a document that is another than before: a
//! line, a cell or a heading that got lost or changed its place makes neighbours of what never belonged together.
//!
//! Knows settled rows and the catalog before. Knows nothing of shapes: why a row got a text is not asked.
//!
//! A text is compared line by line, and a line by its runs of three words, each of which the catalog before knows from
//! some place, or from none. A line is in doubt that its case did not have in that field before, where
//!
//! - the row takes it from the row above, and its case had another one;
//! - more than half of its runs are known from elsewhere;
//! - five words or more stand in it as they stood with few other codes;
//! - it ends in the whole of another line, or begins as one text alone does and ends as another one alone;
//! - it is a line that its case had, a sentence, run together with what is none.
//!
//! So is a status that a row takes from a heading or from the row above and that its code never had, and a status that is
//! gone. What is in doubt is a problem where it reaches the catalog. So is a line, whether it reaches the catalog or not,
//! that is or ends in the message or the name of another code which is gone from there. Takes time in proportion to the size
//! of the rows and of the catalog, but for the logarithm of a lookup, and for texts in doubt: for each of them the cases of
//! its code are looked through.

mod joined;
mod known;
mod left;
mod repeats;

use super::paste;
use super::settle::{Loss, Settled};
use crate::catalog::{Case, Catalog, Code};
use crate::document::Pos;
use crate::problem::Finding;
use crate::rows::{Field, Reason, Row};
use crate::service::file_name;
use crate::spelling::visible;
use known::{Known, Place, lines, lost, text};
use left::{Between, Cases, Changed, Home};

/// What to do about what may be in the wrong place.
const HELP: &str = "a line, a cell or a heading near here may be missing or in another place\nif the document is right: \
                    cargo xtask regen --accept-loss";

/// A text or a status that may be in the wrong place.
pub(super) struct Suspect {
    /// Which document has it.
    document: usize,
    /// Where its row stands.
    at: Pos,
    /// The code of the row.
    code: String,
    /// The message of the row.
    message: String,
    /// What it is.
    what: What,
}

/// What may be in the wrong place.
enum What {
    /// A line of a text.
    Line {
        field: Field,
        line: String,
        origin: Origin,
    },
    /// A status that the row does not state itself, and where it is from.
    Status { status: u16, from: Pos },
    /// There is no status, and there was one.
    NoStatus,
}

/// From where a line is.
enum Origin {
    /// It was in the text of this code in this field.
    Text(String, Field),
    /// It is or ends in the whole message or name of this code, which has this hash: it is in doubt only where that is gone
    /// from there.
    Whole(String, Field, u64),
    /// It is that of the row above, which stands there.
    Above(Pos),
    /// It is a sentence that stood there, run together with what is none.
    RunTogether,
}

/// What may be in the wrong place in the documents that changed, and where their rows stand.
#[derive(Default)]
pub(super) struct Watch {
    suspects: Vec<Suspect>,
    /// The number of each of these documents, and its rows.
    homes: Vec<(usize, Vec<Home>)>,
}

/// Looks at the rows of the documents whose numbers are `changed`, against the catalog `before`.
pub(super) fn watch(before: &Catalog, settled: &[Settled], changed: &[usize]) -> Watch {
    let mut watch = Watch::default();
    if changed.is_empty() {
        return watch;
    }
    let known = Known::new(before);
    let documents = settled.iter().enumerate();
    for (document, it) in documents.filter(|it| changed.contains(&it.0)) {
        for row in &it.rows {
            let all = of_row(&known, row).into_iter();
            watch.suspects.extend(all.map(|what| Suspect {
                document,
                at: row.at,
                code: row.code.clone(),
                message: row.message.clone().unwrap_or_default(),
                what,
            }));
        }
        watch.homes.push((document, left::homes(&it.rows)));
    }
    watch
}

/// What may be in the wrong place in one row.
fn of_row(known: &Known, row: &Row) -> Vec<What> {
    let texts = [
        (Field::Message, &row.message),
        (Field::Cause, &row.cause),
        (Field::Solution, &row.solution),
    ];
    let mut all: Vec<What> = Vec::new();
    for (field, text) in texts {
        let lines = text.iter().flat_map(|it| lines(it));
        all.extend(lines.flat_map(|line| of_line(known, row, field, line)));
    }
    let from = row.reasons.iter().find_map(|it| match it {
        Reason::StatusFrom(at) => Some(*at),
        _ => None,
    });
    if let Some(from) = from {
        let status = |status: &u16| What::Status {
            status: *status,
            from,
        };
        all.extend(row.statuses.iter().map(status));
    }
    if row.statuses.is_empty() {
        all.push(What::NoStatus);
    }
    all
}

/// Why a line may be in the wrong place.
fn of_line(known: &Known, row: &Row, field: Field, line: &str) -> Vec<What> {
    let place = Place {
        code: &row.code,
        message: row.message.as_deref().unwrap_or_default(),
        field,
    };
    let above = row.reasons.iter().find_map(|it| match it {
        Reason::FromAbove { fields, at } if fields.contains(&field) => Some(*at),
        _ => None,
    });
    let mut all = Vec::new();
    let mut add = |origin| {
        let line = line.to_owned();
        all.push(What::Line {
            field,
            line,
            origin,
        });
    };
    match (known.doubt(line, place), above) {
        (Some((code, field)), _) => add(Origin::Text(code.to_owned(), field)),
        (None, Some(at)) if known.has_code(place) => add(Origin::Above(at)),
        _ if known.run_together(line, place) => add(Origin::RunTogether),
        _ => {}
    }
    if let Some((hash, (code, field))) = known.whole(line, place) {
        add(Origin::Whole(code.to_owned(), field, hash));
    }
    all
}

impl Watch {
    /// Reports what is in the wrong place in the catalog `now` and was not there `before`, and what rows had before and
    /// have not now, where it still stands in the document; `texts` are those of all documents.
    pub(super) fn report(
        self,
        before: &Catalog,
        now: &Catalog,
        texts: &[&str],
        settled: &mut [Settled],
    ) {
        report_suspects(self.suspects, before, now, settled);
        if self.homes.is_empty() {
            return;
        }
        let between = Between {
            before: Cases::new(before),
            now: Cases::new(now),
        };
        for (number, homes) in self.homes {
            let document = now.documents.get(number).zip(texts.get(number));
            if let (Some((source, text)), Some(settled)) = (document, settled.get_mut(number))
                && settled.loss == Loss::None
            {
                let document = Changed {
                    name: file_name(&source.path),
                    source: text,
                    homes: &homes,
                };
                let replaced = repeats::replaced(&document, source.rows, before);
                settled.findings.extend(replaced);
                settled.findings.extend(left::left(&document, &between));
                settled.findings.extend(joined::joined(&document, &between));
            }
        }
    }
}

/// Reports those of `suspects` that are in the catalog `now` and were not in the one `before`, and those that are gone
/// from where they were; once for each line.
fn report_suspects(
    suspects: Vec<Suspect>,
    before: &Catalog,
    now: &Catalog,
    settled: &mut [Settled],
) {
    if suspects.is_empty() {
        return;
    }
    let lost = lost(before, now);
    for suspect in suspects {
        let (old, new) = (
            before.codes.get(&suspect.code),
            now.codes.get(&suspect.code),
        );
        let is_in = |code: Option<&Code>| code.is_some_and(|it| suspect.is_in(it));
        let is_moot = old.is_none() && !matches!(suspect.what, What::Line { .. });
        let is_wrong = match suspect.whole() {
            Some(hash) => lost.binary_search(&hash).is_ok(),
            None => is_in(new),
        };
        if is_moot || is_in(old) || !is_wrong {
            continue;
        }
        let finding = suspect.finding();
        if let Some(settled) = settled.get_mut(suspect.document)
            && settled.findings.last() != Some(&finding)
        {
            settled.findings.push(finding);
        }
    }
}

impl Suspect {
    /// The hash of the whole line that alone says from where a line is.
    fn whole(&self) -> Option<u64> {
        match &self.what {
            What::Line {
                origin: Origin::Whole(_, _, hash),
                ..
            } => Some(*hash),
            _ => None,
        }
    }

    /// Whether the case of `code` with the same message has it; where there is no such case, whether any has.
    fn is_in(&self, code: &Code) -> bool {
        let mut cases = code.cases.iter();
        if let What::Status { status, .. } = self.what {
            return cases.any(|it| it.status == Some(status));
        }
        let is_same = |message: &String| *message == self.message;
        let is_known = code.cases.iter().any(|it| is_same(&it.message));
        let stands = |case: &Case| match &self.what {
            What::Line { field, line, .. } => lines(text(case, *field)).any(|it| it == line),
            What::Status { .. } | What::NoStatus => case.status.is_none(),
        };
        cases.any(|case| stands(case) && (!is_known || is_same(&case.message)))
    }

    /// The problem that it is.
    fn finding(&self) -> Finding {
        let code = visible(&self.code);
        let what = match &self.what {
            What::Line {
                field,
                line,
                origin,
            } => {
                let (field, line) = (paste::name(*field), shortened(line));
                let origin = self.origin(origin);
                format!("the {field} of `{code}` has a text {origin}: `{line}`")
            }
            What::NoStatus => format!("`{code}` has no status here, and had one before"),
            What::Status { status, from } => format!(
                "`{code}` takes the status {status} from line {}, and never had it before",
                from.line
            ),
        };
        Finding::problem(self.at, what, HELP)
    }

    /// From where a line is, in words.
    fn origin(&self, origin: &Origin) -> String {
        match origin {
            Origin::Above(at) => format!("from the row above, in line {}", at.line),
            Origin::RunTogether => "that was a sentence, run together with what is none".to_owned(),
            Origin::Text(_, Field::Code) | Origin::Whole(_, Field::Code, _) => {
                "that was a code".to_owned()
            }
            Origin::Text(owner, field) | Origin::Whole(owner, field, _) => {
                let field = paste::name(*field);
                if *owner == self.code {
                    format!("that was in its {field}")
                } else {
                    format!("that was in the {field} of `{}`", visible(owner))
                }
            }
        }
    }
}

/// Enough of `line` to find it.
fn shortened(line: &str) -> String {
    const MOST: usize = 60;
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", visible(line.get(..end).unwrap_or_default())),
        None => visible(line),
    }
}
