//! Finds inline markup in a text: where a construct begins and ends, and of what kind it is.
//!
//! Knows the rules by which docutils recognizes inline markup. Knows nothing of what a construct means. In the text,
//! `\0` stands for the backslash of an escape.
//!
//! Each kind of end is searched once from left to right, whatever number of starts there is, so that the time is in
//! proportion to the length of the text.

use super::marker::{simple_name, word};
use super::punctuation::{may_follow, may_precede, pair};

/// A stretch of inline markup.
pub(super) struct Construct<'t> {
    /// Its first byte.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
    /// What it is.
    pub kind: Kind<'t>,
}

/// What a stretch of inline markup is.
pub(super) enum Kind<'t> {
    /// `*emphasis*`: text without further markup.
    Plain(&'t str),
    /// `` _`target` ``
    Target(&'t str),
    /// `name_`: the name, and all of it.
    Reference(&'t str, &'t str),
    /// `**strong**`
    Strong(&'t str),
    /// ` ``literal`` `
    Literal(&'t str),
    /// `|substitution|`
    Substitution(&'t str),
    /// `` `interpreted` ``, with its role where one is written.
    Interpreted(Option<&'t str>, &'t str),
    /// `` `phrase`_ ``
    Phrase(&'t str),
    /// `[1]_`: the label, and all of it.
    Footnote(&'t str, &'t str),
    /// `[label]_`: the label, and all of it.
    Citation(&'t str, &'t str),
}

/// The ends of inline markup.
#[derive(Clone, Copy)]
enum End {
    Emphasis,
    Strong,
    Literal,
    Target,
    Substitution,
    Interpreted,
}

/// What comes of looking for markup at one place.
enum Try<'t> {
    Found(Construct<'t>),
    /// A start without an end: it is text, and the search goes on here, as if a text began.
    Failed(usize),
    Nothing,
}

/// What is known of the next end of one kind: it was searched from `from` on.
#[derive(Clone, Copy, Default)]
struct Ahead {
    from: usize,
    found: Option<usize>,
    searched: bool,
}

/// A text, and how far it was searched.
pub(super) struct Scan<'t> {
    text: &'t str,
    /// Where markup may begin whatever stands before it.
    fresh: usize,
    ahead: [Ahead; 6],
    /// The last simple name met: its first byte and the byte after it.
    name: (usize, usize),
    references: bool,
}

impl<'t> Scan<'t> {
    /// The start of `text`.
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            fresh: 0,
            ahead: [Ahead::default(); 6],
            name: (0, 0),
            references: text.contains('_'),
        }
    }

    /// The first construct at `from` or behind it.
    pub fn next(&mut self, from: usize) -> Option<Construct<'t>> {
        self.fresh = from;
        let mut at = from;
        while let Some(it) = self.char(at) {
            let mut after = at + it.len_utf8();
            if self.may_begin(at, it) {
                match self.construct(at, it) {
                    Try::Found(construct) => return Some(construct),
                    Try::Failed(next) => {
                        self.fresh = next;
                        after = next;
                    }
                    Try::Nothing => {}
                }
            }
            at = after;
        }
        None
    }

    fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    fn char(&self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }

    fn before(&self, at: usize) -> Option<char> {
        self.slice(0, at).chars().next_back()
    }

    /// Whether markup whose first character is `it` may begin at `at`.
    fn may_begin(&self, at: usize, it: char) -> bool {
        (matches!(it, '*' | '`' | '|' | '_' | '[' | ':') || (self.references && word(it)))
            && (at == self.fresh || self.before(at).is_none_or(may_precede))
    }

    fn construct(&mut self, at: usize, it: char) -> Try<'t> {
        let rest = self.rest(at);
        match it {
            '*' if rest.starts_with("**") => self.simple(at, 2, End::Strong, Kind::Strong),
            '*' => self.simple(at, 1, End::Emphasis, Kind::Plain),
            '`' if rest.starts_with("``") => self.simple(at, 2, End::Literal, Kind::Literal),
            '`' => self.interpreted(at, at, None),
            '_' if rest.starts_with("_`") => self.simple(at, 2, End::Target, Kind::Target),
            '|' if !rest.starts_with("||") => {
                self.simple(at, 1, End::Substitution, Kind::Substitution)
            }
            '[' => self.footnote(at),
            ':' => self.role(at),
            _ if word(it) => self.reference(at),
            _ => Try::Nothing,
        }
    }

    /// Markup with a start and an end, the start being `length` bytes long.
    fn simple(
        &mut self,
        at: usize,
        length: usize,
        end: End,
        kind: fn(&'t str) -> Kind<'t>,
    ) -> Try<'t> {
        let inner = at + length;
        if self.char(inner).is_some_and(char::is_whitespace) {
            return Try::Nothing;
        }
        if self.quoted(at, inner) {
            return Try::Failed(inner);
        }
        match self.find(end, inner) {
            Some((last, end)) => Try::Found(Construct {
                start: at,
                end,
                kind: kind(self.slice(inner, last)),
            }),
            None => Try::Failed(inner),
        }
    }

    /// Whether the start from `at` to `inner` stands between quotes or brackets, or last in the text.
    fn quoted(&self, at: usize, inner: usize) -> bool {
        if at == self.fresh {
            return false;
        }
        match (self.before(at), self.char(inner)) {
            (Some(before), Some(after)) => pair(before, after),
            _ => true,
        }
    }

    /// `:role:` and a backquote.
    fn role(&mut self, at: usize) -> Try<'t> {
        let name = at + 1;
        let end = self.name_end(name);
        if end == name || !self.rest(end).starts_with(":`") || self.rest(end).starts_with(":``") {
            return Try::Nothing;
        }
        self.interpreted(at, end + 1, Some(self.slice(name, end)))
    }

    /// What stands between backquotes, the first of them at `quote`.
    fn interpreted(&mut self, at: usize, quote: usize, role: Option<&'t str>) -> Try<'t> {
        let inner = quote + 1;
        if self.char(inner).is_some_and(char::is_whitespace) {
            return Try::Nothing;
        }
        if role.is_none() && self.quoted(at, inner) {
            return Try::Failed(inner);
        }
        let Some((last, end)) = self.find(End::Interpreted, inner) else {
            return Try::Failed(inner);
        };
        let content = self.slice(inner, last);
        let suffix = self.slice(last + 1, end);
        let kind = match (suffix.strip_prefix(':'), role) {
            (None, role) if suffix.is_empty() => Kind::Interpreted(role, content),
            (None, None) => Kind::Phrase(content),
            (Some(name), None) if suffix.ends_with(':') => {
                Kind::Interpreted(Some(name.trim_end_matches(':')), content)
            }
            // A role twice, or a role and a reference: docutils takes neither, and the text stays as it is.
            _ => return Try::Failed(end),
        };
        Try::Found(Construct {
            start: at,
            end,
            kind,
        })
    }

    /// `[1]_`, `[#name]_`, `[*]_` and `[label]_`.
    fn footnote(&mut self, at: usize) -> Try<'t> {
        let inner = at + 1;
        let mark = usize::from(self.rest(inner).starts_with(['#', '*']));
        let end = if self.rest(inner).starts_with('*') {
            inner + 1
        } else {
            self.name_end(inner + mark)
        };
        let label = self.slice(inner, end);
        if label.is_empty() || !self.rest(end).starts_with("]_") || !self.follows(end + 2) {
            return Try::Nothing;
        }
        let numbered = mark > 0 || label.bytes().all(|it| it.is_ascii_digit());
        let kind = if numbered {
            Kind::Footnote
        } else {
            Kind::Citation
        };
        Try::Found(Construct {
            start: at,
            end: end + 2,
            kind: kind(label, self.slice(at, end + 2)),
        })
    }

    /// `name_` and `name__`.
    fn reference(&mut self, at: usize) -> Try<'t> {
        let name = self.name_end(at);
        let marks = ["__", "_"]
            .into_iter()
            .find(|mark| self.rest(name).starts_with(mark) && self.follows(name + mark.len()));
        match marks {
            Some(mark) => Try::Found(Construct {
                start: at,
                end: name + mark.len(),
                kind: Kind::Reference(self.slice(at, name), self.slice(at, name + mark.len())),
            }),
            None => Try::Nothing,
        }
    }

    /// Where the simple name that begins at `at` ends. Names are long at times, and begin anew behind each hyphen.
    fn name_end(&mut self, at: usize) -> usize {
        let (start, end) = self.name;
        if start <= at && at < end && self.char(at).is_some_and(word) {
            return end;
        }
        let end = at + simple_name(self.rest(at));
        self.name = (at, end);
        end
    }

    /// Whether markup may end before `at`.
    fn follows(&self, at: usize) -> bool {
        self.char(at).is_none_or(may_follow)
    }

    /// The next end of a kind for a start that ends at `from`: its first byte and the byte after it.
    fn find(&mut self, end: End, from: usize) -> Option<(usize, usize)> {
        if self.ends(end, from).is_some() {
            return None;
        }
        let known = self.ahead.get(end as usize).copied().unwrap_or_default();
        let valid = known.searched && known.from <= from && known.found.is_none_or(|it| it > from);
        let found = if valid {
            known.found
        } else {
            self.search(end, from + 1)
        };
        if let Some(slot) = self.ahead.get_mut(end as usize) {
            *slot = Ahead {
                from: if valid { known.from } else { from },
                found,
                searched: true,
            };
        }
        found.and_then(|at| self.ends(end, at).map(|end| (at, end)))
    }

    /// The first place at `from` or behind it where an end of a kind stands behind text.
    fn search(&self, end: End, from: usize) -> Option<usize> {
        let mark = match end {
            End::Emphasis | End::Strong => b'*',
            End::Literal | End::Target | End::Interpreted => b'`',
            End::Substitution => b'|',
        };
        let bytes = self.text.as_bytes().iter().enumerate().skip(from);
        let mut places = bytes.filter(|it| *it.1 == mark).map(|it| it.0);
        places.find(|at| self.behind_text(end, *at) && self.ends(end, *at).is_some())
    }

    /// Whether what stands before `at` lets an end of a kind stand there.
    fn behind_text(&self, end: End, at: usize) -> bool {
        let before = self.before(at);
        match end {
            End::Literal => !before.is_some_and(char::is_whitespace),
            End::Interpreted => {
                let gap = before.filter(|it| it.is_whitespace() || *it == '\0');
                gap.is_none_or(|it| self.before(at - it.len_utf8()) == Some('\0'))
            }
            _ => !before.is_some_and(|it| it.is_whitespace() || it == '\0'),
        }
    }

    /// The byte after the end of a kind that stands at `at`.
    fn ends(&self, end: End, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let fixed = |mark: &str| {
            (rest.starts_with(mark) && self.follows(at + mark.len())).then_some(at + mark.len())
        };
        match end {
            End::Emphasis => fixed("*"),
            End::Strong => fixed("**"),
            End::Literal => fixed("``"),
            End::Target => fixed("`"),
            End::Substitution => ["|__", "|_", "|"].into_iter().find_map(fixed),
            End::Interpreted => {
                let after = rest.strip_prefix('`')?;
                let role = after.strip_prefix(':').map_or(0, simple_name);
                let role = match after.get(role + 1..) {
                    Some(more) if role > 0 && more.starts_with(':') => role + 2,
                    _ => 0,
                };
                let behind = [at + 1 + role, at + 1];
                let mut suffixes = behind
                    .into_iter()
                    .flat_map(|at| [(at, "__"), (at, "_"), (at, "")]);
                suffixes.find_map(|(at, mark)| {
                    let end = at + mark.len();
                    (self.rest(at).starts_with(mark) && self.follows(end)).then_some(end)
                })
            }
        }
    }
}
