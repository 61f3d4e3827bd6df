//! The numbers of numbered lists: `1.`, `(a)`, `iv)`, `#.`, and which one follows which.
//!
//! Knows the forms and sequences of docutils. Knows nothing of the items.

/// The signs around a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `(1)`
    Parens,
    /// `1)`
    Paren,
    /// `1.`
    Period,
}

/// What the number is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sequence {
    /// `#`: numbered by itself.
    Auto,
    /// `1`
    Arabic,
    /// `a`
    LowerAlpha,
    /// `A`
    UpperAlpha,
    /// `i`
    LowerRoman,
    /// `I`
    UpperRoman,
}

/// A number before a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Enumerator {
    /// The signs around it.
    pub form: Form,
    /// What it is written in.
    pub sequence: Sequence,
    /// Its value.
    pub ordinal: u32,
    /// The length of the mark with the spaces behind it.
    pub mark: usize,
}

const SEQUENCES: [Sequence; 5] = [
    Sequence::Arabic,
    Sequence::LowerAlpha,
    Sequence::UpperAlpha,
    Sequence::LowerRoman,
    Sequence::UpperRoman,
];

/// The number that `text` begins with; read as one of `expected` if it can be.
pub(super) fn read(text: &str, expected: Option<Sequence>) -> Option<Enumerator> {
    let open = text.starts_with('(');
    let inner = text.get(usize::from(open)..)?;
    let end = inner.find(['.', ')'])?;
    let (number, rest) = inner.split_at_checked(end)?;
    let form = match (open, rest.starts_with(')')) {
        (true, true) => Form::Parens,
        (false, true) => Form::Paren,
        (false, false) => Form::Period,
        (true, false) => return None,
    };
    let rest = rest.get(1..)?;
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    if spaces == 0 && !rest.is_empty() {
        return None;
    }
    let sequence = sequence(number, expected)?;
    Some(Enumerator {
        form,
        sequence,
        ordinal: value(number, sequence)?,
        mark: usize::from(open) + end + 1 + spaces,
    })
}

impl Enumerator {
    /// Whether `next`, the line below, lets the line of this number begin or go on with a list: it is blank, indented,
    /// or begins with the number that follows.
    pub fn stands_before(&self, next: Option<&str>) -> bool {
        let Some(next) = next else { return true };
        if next.is_empty() || next.starts_with(char::is_whitespace) {
            return true;
        }
        let Some(follower) = print(self.ordinal.saturating_add(1), self.sequence) else {
            return false;
        };
        [follower.as_str(), "#"].iter().any(|number| {
            let number = match self.form {
                Form::Parens => format!("({number}) "),
                Form::Paren => format!("{number}) "),
                Form::Period => format!("{number}. "),
            };
            next.starts_with(&number)
        })
    }
}

/// What `number` is written in.
fn sequence(number: &str, expected: Option<Sequence>) -> Option<Sequence> {
    match number {
        "" => None,
        "#" => Some(Sequence::Auto),
        _ => {
            if let Some(it) = expected.filter(|it| fits(number, *it)) {
                return Some(it);
            }
            match number {
                "i" => Some(Sequence::LowerRoman),
                "I" => Some(Sequence::UpperRoman),
                _ => SEQUENCES.into_iter().find(|it| fits(number, *it)),
            }
        }
    }
}

/// Whether `number` can be written in `sequence`.
fn fits(number: &str, sequence: Sequence) -> bool {
    let all = |of: &str| number.chars().all(|it| of.contains(it));
    match sequence {
        Sequence::Auto => number == "#",
        Sequence::Arabic => number.len() < 10 && number.bytes().all(|it| it.is_ascii_digit()),
        Sequence::LowerAlpha => {
            number.len() == 1 && number.bytes().all(|it| it.is_ascii_lowercase())
        }
        Sequence::UpperAlpha => {
            number.len() == 1 && number.bytes().all(|it| it.is_ascii_uppercase())
        }
        Sequence::LowerRoman => number.len() < 16 && all("ivxlcdm"),
        Sequence::UpperRoman => number.len() < 16 && all("IVXLCDM"),
    }
}

/// The value of `number`, written in `sequence`.
fn value(number: &str, sequence: Sequence) -> Option<u32> {
    match sequence {
        Sequence::Auto => Some(1),
        Sequence::Arabic => number.parse().ok(),
        Sequence::LowerAlpha | Sequence::UpperAlpha => {
            let letter = number.bytes().next()?.to_ascii_lowercase();
            letter.checked_sub(b'a').map(|it| u32::from(it) + 1)
        }
        Sequence::LowerRoman | Sequence::UpperRoman => {
            let number = number.to_ascii_uppercase();
            let value = roman_value(&number);
            (roman(value).as_deref() == Some(number.as_str())).then_some(value)
        }
    }
}

/// `ordinal`, written in `sequence`.
fn print(ordinal: u32, sequence: Sequence) -> Option<String> {
    let letter = |first: u8| {
        let offset = u8::try_from(ordinal.checked_sub(1)?).ok()?;
        (offset < 26).then(|| char::from(first + offset).to_string())
    };
    match sequence {
        Sequence::Auto => Some("#".to_owned()),
        Sequence::Arabic => Some(ordinal.to_string()),
        Sequence::LowerAlpha => letter(b'a'),
        Sequence::UpperAlpha => letter(b'A'),
        Sequence::LowerRoman => roman(ordinal).map(|it| it.to_ascii_lowercase()),
        Sequence::UpperRoman => roman(ordinal),
    }
}

const ROMAN: [(&str, u32); 13] = [
    ("M", 1000),
    ("CM", 900),
    ("D", 500),
    ("CD", 400),
    ("C", 100),
    ("XC", 90),
    ("L", 50),
    ("XL", 40),
    ("X", 10),
    ("IX", 9),
    ("V", 5),
    ("IV", 4),
    ("I", 1),
];

/// What the letters of `number` add up to; right only where [`roman`] writes the sum the same way.
fn roman_value(number: &str) -> u32 {
    let (mut rest, mut sum) = (number, 0);
    for (letters, value) in ROMAN {
        while let Some(after) = rest.strip_prefix(letters) {
            (rest, sum) = (after, sum + value);
        }
    }
    if rest.is_empty() { sum } else { 0 }
}

/// `value` in Roman numerals; `None` where there are none for it.
fn roman(value: u32) -> Option<String> {
    if !(1..5000).contains(&value) {
        return None;
    }
    let (mut rest, mut out) = (value, String::new());
    for (letters, value) in ROMAN {
        while rest >= value {
            out.push_str(letters);
            rest -= value;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_words() {
        let read = |text| read(text, None).map(|it| (it.form, it.sequence, it.ordinal, it.mark));
        assert_eq!(read("1. x"), Some((Form::Period, Sequence::Arabic, 1, 3)));
        assert_eq!(
            read("(iv) x"),
            Some((Form::Parens, Sequence::LowerRoman, 4, 5))
        );
        assert_eq!(
            read("c) x"),
            Some((Form::Paren, Sequence::LowerAlpha, 3, 3))
        );
        assert_eq!(read("civil. x"), None);
        assert_eq!(read("iiii. x"), None);
        assert_eq!(read("1.x"), None);
    }
}
