//! Lines of `service.toml` to paste, in the help of a problem.
//!
//! Knows how a decision is written down. Knows nothing of when one is needed.

use crate::catalog::quoted;
use crate::rows::Field;

/// How many characters of a paragraph are enough to name it.
const BEGINNING: usize = 60;

/// A decision with `keys`, whose values are TOML, and a reason that the person still has to write.
fn decision(keys: &[(&str, String)]) -> String {
    let mut out = String::from("[[decisions]]\n");
    for (key, value) in keys {
        out.push_str(key);
        out.push_str(" = ");
        out.push_str(value);
        out.push('\n');
    }
    out.push_str("reason = \"\"");
    out
}

/// `text` as a TOML string.
fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    quoted(&mut out, text);
    out
}

/// What to do about a code with white space in it.
pub(super) fn wrapped(code: &str) -> String {
    let bare: String = code.split_whitespace().collect();
    let repair = decision(&[("repair", string(code)), ("as", string(&bare))]);
    let skip = decision(&[("skip", string(code))]);
    format!(
        "if a line wrap broke it, add to service.toml, with a reason:\n{repair}\nif it is no code:\n{skip}"
    )
}

/// What to do about a paragraph that may belong to any of `fields`.
pub(super) fn owner(code: &str, text: &str, fields: &[Field]) -> String {
    let names: Vec<String> = fields.iter().map(|it| string(name(*it))).collect();
    let keys = [
        ("text", string(beginning(text))),
        ("code", string(code)),
        ("belongs_to", format!("\"\" # {}", names.join(" or "))),
    ];
    format!(
        "say to which, with a reason, in service.toml:\n{}",
        decision(&keys)
    )
}

/// What to do about documents that disagree on the statuses of `code`.
pub(super) fn statuses(code: &str, all: &[u16]) -> String {
    let all: Vec<String> = all.iter().map(u16::to_string).collect();
    let keys = [
        ("statuses_of", string(code)),
        ("are", format!("[{}]", all.join(", "))),
    ];
    format!(
        "say which are right, with a reason, in service.toml; rows with others are left out:\n{}",
        decision(&keys)
    )
}

/// What to do about a code that nothing documents any more.
pub(super) fn retire(code: &str, version: &str) -> String {
    decision(&[("retire", string(code)), ("in", string(version))])
}

/// Enough of `text` to tell it apart, to the end of a word.
fn beginning(text: &str) -> &str {
    let Some((long, _)) = text.char_indices().nth(BEGINNING) else {
        return text;
    };
    let rest = text.get(long..).unwrap_or_default();
    let end = rest.find(' ').map_or(text.len(), |it| long + it);
    text.get(..end).unwrap_or(text)
}

/// What service.toml calls `field`.
pub(super) fn name(field: Field) -> &'static str {
    match field {
        Field::Code => "code",
        Field::Status => "status",
        Field::Message => "message",
        Field::Cause => "cause",
        Field::Solution => "solution",
    }
}
