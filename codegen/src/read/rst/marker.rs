//! What the first characters of a line say: bullet, number, field, option, border, rule.
//!
//! Knows the marks of block markup, as docutils' patterns have them. Knows nothing of what follows a mark.

/// Whether `it` can stand in a name: a letter or a digit of any script.
pub(super) fn word(it: char) -> bool {
    it.is_alphanumeric()
}

/// The length of the simple name that `text` begins with: letters and digits with single `-._+:` between them.
pub(super) fn simple_name(text: &str) -> usize {
    let mut end = 0;
    let mut joint = false;
    for (index, it) in text.char_indices() {
        if word(it) {
            end = index + it.len_utf8();
            joint = false;
        } else if index > 0 && !joint && matches!(it, '-' | '.' | '_' | '+' | ':') {
            joint = true;
        } else {
            break;
        }
    }
    end
}

/// The length of `mark` at the start of `text` with the spaces behind it; `None` where neither a space nor the end of
/// the line follows.
fn closed(text: &str, mark: usize) -> Option<usize> {
    let rest = text.get(mark..)?;
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    (rest.is_empty() || spaces > 0).then_some(mark + spaces)
}

/// A bullet: which one, and the length of the mark.
pub(super) fn bullet(text: &str) -> Option<(char, usize)> {
    let first = text.chars().next()?;
    if !matches!(first, '-' | '+' | '*' | '•' | '‣' | '⁃') {
        return None;
    }
    closed(text, first.len_utf8()).map(|mark| (first, mark))
}

/// Whether `text` begins with `mark` and then a space or nothing; the length of both.
pub(super) fn plain(text: &str, mark: &str) -> Option<usize> {
    text.strip_prefix(mark)
        .and_then(|_| closed(text, mark.len()))
}

/// The mark of a field, `:name:`: where the name ends, and the length of the mark.
pub(super) fn field(text: &str) -> Option<(usize, usize)> {
    let rest = text.strip_prefix(':')?;
    if rest.starts_with([':', ' ']) {
        return None;
    }
    let mut escaped = false;
    let mut before = ':';
    for (index, it) in text.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if it == '\\' {
            escaped = true;
        } else if it == ':' {
            match text.get(index + 1..).and_then(|rest| rest.chars().next()) {
                None | Some(' ') if before == ' ' => return None,
                None | Some(' ') => return Some((index, closed(text, index + 1)?)),
                Some('`') => return None,
                Some(_) => {}
            }
        }
        before = it;
    }
    None
}

/// The mark of an option, `-a, --all=VALUE`: where the options end, and the length of the mark.
pub(super) fn option(text: &str) -> Option<(usize, usize)> {
    let mut end = one_option(text)?;
    while let Some(more) = text.get(end..).and_then(|rest| rest.strip_prefix(", ")) {
        end += 2 + one_option(more)?;
    }
    let rest = text.get(end..)?;
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    (spaces >= 2 || spaces == rest.len()).then_some((end, end + spaces))
}

/// The length of the single option that `text` begins with.
fn one_option(text: &str) -> Option<usize> {
    let long = text.strip_prefix("--").or_else(|| text.strip_prefix('/'));
    if let Some(rest) = long.filter(|it| it.starts_with(|c: char| c.is_ascii_alphanumeric())) {
        let name = text.len() - rest.len() + name_length(rest);
        let value = text.get(name..)?.strip_prefix([' ', '=']);
        return Some(name + value.and_then(value_length).map_or(0, |it| it + 1));
    }
    let rest = text.strip_prefix(['-', '+'])?;
    if !rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let rest = rest.get(1..)?;
    let space = usize::from(rest.starts_with(' '));
    let value = rest.get(space..).and_then(value_length);
    Some(2 + value.map_or(0, |it| it + space))
}

/// The length of the value of an option at the start of `text`: a name, or anything in angle brackets.
fn value_length(text: &str) -> Option<usize> {
    if let Some(rest) = text.strip_prefix('<') {
        let end = rest.find(['<', '>']).filter(|it| *it > 0)?;
        return rest.get(end..)?.starts_with('>').then_some(end + 2);
    }
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        .then(|| name_length(text))
}

/// How many letters, digits, `_` and `-` `text` begins with.
fn name_length(text: &str) -> usize {
    text.len()
        - text
            .trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-')
            .len()
}

/// The character that the whole line is made of, where it is one of ASCII's signs: a rule, or the line above or below
/// a title.
pub(super) fn rule(text: &str) -> Option<char> {
    let first = text.chars().next().filter(char::is_ascii_punctuation)?;
    text.chars().all(|it| it == first).then_some(first)
}

/// Whether `text` is the top or bottom border of a grid table.
pub(super) fn grid_top(text: &str) -> bool {
    border(text) && text.starts_with("+-") && text.ends_with("-+") && !text.contains('=')
}

/// Whether `text` can only be the top border of a grid table, perhaps cut off.
pub(super) fn grid_start(text: &str) -> bool {
    text.starts_with("+--") && text.bytes().all(|it| matches!(it, b'-' | b'+'))
}

/// Whether `text` is a line between the rows of a grid table that goes from its left to its right edge.
pub(super) fn border(text: &str) -> bool {
    let inner = text.strip_prefix('+').and_then(|it| it.strip_suffix('+'));
    inner.is_some_and(|it| !it.is_empty() && it.bytes().all(|it| matches!(it, b'-' | b'=' | b'+')))
}

/// Whether `text` is the line between head and body of a grid table.
pub(super) fn grid_head_end(text: &str) -> bool {
    border(text) && text.starts_with("+=") && text.ends_with("=+") && !text.contains('-')
}

/// Whether `text` is the top border of a simple table.
pub(super) fn simple_top(text: &str) -> bool {
    text.contains(' ') && simple_border(text)
}

/// Whether `text` can be a border of a simple table.
pub(super) fn simple_border(text: &str) -> bool {
    text.starts_with('=') && text.bytes().all(|it| matches!(it, b'=' | b' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_end_where_docutils_ends_them() {
        assert_eq!(simple_name("http:statuscode: x"), 15);
        assert_eq!(simple_name("a__b"), 1);
        assert_eq!(field(":Code: 404"), Some((5, 7)));
        assert_eq!(field(":a:b: c"), Some((4, 6)));
        assert_eq!(field(":ref:`x`"), None);
        assert_eq!(field(":a :"), None);
        assert_eq!(option("-1  text"), Some((2, 4)));
        assert_eq!(option("-a, --all=X  text"), Some((11, 13)));
        assert_eq!(option("-x text"), Some((7, 7)));
        assert_eq!(option("-x, text"), None);
        assert_eq!(option("-f <a b>"), Some((8, 8)));
        assert_eq!(bullet("- x"), Some(('-', 2)));
        assert_eq!(bullet("-x"), None);
    }
}
