//! Reads `codes.toml` in the form that the printer gives it, in one pass.
//!
//! Knows that form and no other TOML. It may take in less than there is: it is asked for files that nobody has edited,
//! which is nearly all that is ever read, and whoever asks prints what it made of them and compares. All else is read, and
//! explained, as the TOML that it is.

use super::{Case, Catalog, Code, HEADER, Source, Word};
use crate::keys::STATUSES;
use std::collections::BTreeMap;
use std::iter;
use std::str::FromStr;

/// The catalog that `text` holds, if it has the form of the printer as far as is looked at.
pub(super) fn read(text: &str) -> Option<Catalog> {
    let mut rest = Rest(text);
    rest.skip(HEADER)?;
    rest.skip("\n")?;
    let service = rest.text("service")?;
    let title = rest.text("title")?;
    let documents = iter::from_fn(|| document(&mut rest)).collect();
    let codes = iter::from_fn(|| code(&mut rest)).collect();
    let catalog = Catalog {
        service,
        title,
        documents,
        codes,
    };
    (rest.0.is_empty() && has_documents_once(&catalog)).then_some(catalog)
}

/// Whether no document stands there twice, which is for the other reader to refuse.
fn has_documents_once(catalog: &Catalog) -> bool {
    let mut others = catalog.documents.as_slice();
    while let [first, rest @ ..] = others {
        if rest.iter().any(|it| it.path == first.path) {
            return false;
        }
        others = rest;
    }
    true
}

fn document(rest: &mut Rest<'_>) -> Option<Source> {
    rest.skip("\n[[documents]]\n")?;
    Some(Source {
        path: rest.text("path")?,
        sha256: rest.text("sha256")?,
        rows: rest.number("rows")?,
        taken: rest.number("taken")?,
        skipped: rest.number("skipped")?,
    })
}

fn code(rest: &mut Rest<'_>) -> Option<(String, Code)> {
    rest.skip("\n[codes.")?;
    let name = rest.key()?;
    rest.skip("]\n")?;
    let mut code = Code {
        other_names: rest.texts("other_names").into_iter().flatten().collect(),
        retired: rest.text("retired"),
        replaced_by: rest.text("replaced_by"),
        variant: rest.text("variant"),
        declared: rest.text("declared"),
        former_variants: former_variants(rest).unwrap_or_default(),
        kind: rest.word(),
        retry: rest.word(),
        cases: Vec::new(),
    };
    while let Some(case) = case(rest, &name) {
        code.cases.push(case);
    }
    (!code.cases.is_empty()).then_some((name, code))
}

fn former_variants(rest: &mut Rest<'_>) -> Option<BTreeMap<String, String>> {
    rest.skip("former_variants = { ")?;
    let mut names = BTreeMap::new();
    loop {
        let name = rest.key()?;
        rest.skip(" = ")?;
        names.insert(name, rest.quoted()?);
        if rest.skip(", ").is_none() {
            rest.skip(" }\n")?;
            return Some(names);
        }
    }
}

fn case(rest: &mut Rest<'_>, code: &str) -> Option<Case> {
    rest.skip("[[codes.")?;
    rest.key().filter(|it| it == code)?;
    rest.skip(".cases]]\n")?;
    Some(Case {
        status: rest.number("status").filter(|it| STATUSES.contains(it)),
        message: rest.any_text("message")?,
        cause: rest.text("cause"),
        solution: rest.text("solution"),
        documents: rest.texts("documents")?,
    })
}

/// What is left to read. Whatever is asked of it is `None` where it does not stand next.
struct Rest<'t>(&'t str);

impl Rest<'_> {
    /// Goes behind `what`.
    fn skip(&mut self, what: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(what)?;
        Some(())
    }

    /// Goes behind `key` and its equals sign.
    fn value(&mut self, key: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(key)?.strip_prefix(" = ")?;
        Some(())
    }

    /// The value of a line, which is not empty.
    fn text(&mut self, key: &str) -> Option<String> {
        self.any_text(key).filter(|it| !it.trim().is_empty())
    }

    /// The value of a line, empty or not.
    fn any_text(&mut self, key: &str) -> Option<String> {
        self.value(key)?;
        let text = self.quoted()?;
        self.skip("\n")?;
        Some(text)
    }

    /// The values of a line.
    fn texts(&mut self, key: &str) -> Option<Vec<String>> {
        self.value(key)?;
        self.skip("[")?;
        let mut texts = Vec::new();
        while self.skip("]\n").is_none() {
            texts.push(self.quoted()?);
            // The printer puts it between two of them alone.
            let _ = self.skip(", ");
        }
        Some(texts)
    }

    /// The number of a line.
    fn number<T: FromStr>(&mut self, key: &str) -> Option<T> {
        self.value(key)?;
        let (digits, behind) = self.0.split_once('\n')?;
        self.0 = behind;
        digits.parse().ok()
    }

    /// The word of the line that is named as its kind is.
    fn word<T: Word>(&mut self) -> Option<T> {
        let name = self.text(T::WHAT)?;
        T::from_name(&name)
    }

    /// A key, in quotes or not.
    fn key(&mut self) -> Option<String> {
        if self.0.starts_with('"') {
            return self.quoted();
        }
        let (key, behind) = self.0.split_at(self.0.find([']', '.', ' '])?);
        self.0 = behind;
        Some(key.to_owned())
    }

    /// A text in quotes.
    fn quoted(&mut self) -> Option<String> {
        self.skip("\"")?;
        let mut text = String::new();
        loop {
            let end = self.0.bytes().position(|it| matches!(it, b'"' | b'\\'))?;
            let (plain, behind) = self.0.split_at(end);
            text.push_str(plain);
            if let Some(behind) = behind.strip_prefix('"') {
                self.0 = behind;
                return Some(text);
            }
            self.0 = behind;
            text.push(self.escape()?);
        }
    }

    /// A character that is written with a backslash.
    fn escape(&mut self) -> Option<char> {
        let mut chars = self.0.strip_prefix('\\')?.chars();
        let (c, digits) = match chars.next()? {
            'n' => ('\n', 0),
            't' => ('\t', 0),
            'r' => ('\r', 0),
            'u' => ('u', 4),
            'U' => ('U', 8),
            c => (c, 0),
        };
        let (number, behind) = chars.as_str().split_at_checked(digits)?;
        self.0 = behind;
        if digits == 0 {
            return Some(c);
        }
        char::from_u32(u32::from_str_radix(number, 16).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Case, Catalog, Code, Kind, Retry, Source, print};
    use super::read;

    #[test]
    fn everything_that_is_printed_is_read() {
        let text = |it: &str| Some(it.to_owned());
        let code = Code {
            other_names: ["1.2", "x"].map(str::to_owned).into(),
            retired: text("0.2.0"),
            replaced_by: text("Other"),
            variant: text("Name"),
            declared: text("Declared"),
            former_variants: [("A", "0.1.0"), ("B", "0.2.0")]
                .map(|(name, version)| (name.to_owned(), version.to_owned()))
                .into(),
            kind: Some(Kind::NotFound),
            retry: Some(Retry::No),
            cases: vec![
                Case {
                    status: Some(404),
                    message: "a \"quote\", a \\ and \u{202e}\u{e0001} é".to_owned(),
                    cause: text("one\ntwo\tthree\r"),
                    solution: text("none"),
                    documents: vec!["a.md".to_owned(), "b.rst".to_owned()],
                },
                Case::default(),
            ],
        };
        let plain = Code {
            cases: vec![Case::default()],
            ..Code::default()
        };
        let source = Source {
            path: "documents/a.md".to_owned(),
            sha256: "0".repeat(64),
            rows: 3,
            taken: 2,
            skipped: 1,
        };
        let catalog = Catalog {
            service: "acme".to_owned(),
            title: "Acme \"Storage\"".to_owned(),
            documents: vec![source],
            codes: [("No.Such \"Key\"", code), ("Plain", plain)]
                .map(|(name, code)| (name.to_owned(), code))
                .into(),
        };
        assert_eq!(read(&print(&catalog)), Some(catalog));
    }

    #[test]
    fn a_document_that_is_repeated_is_left_to_the_other_reader() {
        let source =
            "\n[[documents]]\npath = \"a\"\nsha256 = \"0\"\nrows = 0\ntaken = 0\nskipped = 0\n";
        let head = format!(
            "{}\nservice = \"acme\"\ntitle = \"Acme\"\n{source}",
            super::HEADER
        );
        assert!(read(&head).is_some());
        assert!(read(&format!("{head}{source}")).is_none());
    }
}
