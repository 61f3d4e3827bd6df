//! From a text to its code: a perfect hash, found here and written down as a table.
//!
//! Knows the codes of one enum and how a lookup is written in Rust. Knows nothing of what a code means.

mod ends;
mod middle;
mod search;
mod short;
mod whole;
mod word;

use super::layout::{Writer, unsigned};
use search::{Table, Word};
use std::ops::RangeInclusive;

/// The lengths of usual codes, which are compared by words.
const USUAL: RangeInclusive<usize> = 8..=32;

/// Room behind all texts: every text is taken with as many bytes as the longest has, and its length.
const ROOM: usize = *USUAL.end() + 1;

/// A lookup for the codes of one enum.
#[derive(Clone, Debug)]
pub(super) struct Lookup {
    table: Table,
    /// How long each code is.
    lengths: Vec<usize>,
}

impl Lookup {
    /// A lookup for `codes`, which are distinct and in the order of the enum; `None` where none was found.
    pub(super) fn find(codes: &[&str]) -> Option<Self> {
        let codes: Vec<&[u8]> = codes.iter().map(|code| code.as_bytes()).collect();
        Some(Self {
            table: search::search(&codes)?,
            lengths: codes.iter().map(|code| code.len()).collect(),
        })
    }

    /// Writes the functions and tables that `FROM_BYTES` uses.
    pub(super) fn write(&self, out: &mut Writer) {
        out.raw(OTHER);
        out.line(0, "");
        self.write_slot(out);
        for file in self.files() {
            out.line(0, "");
            out.raw(items_of(file));
        }
        out.line(0, "");
        self.write_types(out);
        out.line(0, "");
        self.write_table(out);
    }

    /// The sources of the functions that are used, in their order.
    fn files(&self) -> Vec<&'static str> {
        let word = include_str!("word.rs");
        let same = include_str!("same.rs");
        let short = include_str!("short.rs");
        match self.table.word {
            Word::Ends => vec![include_str!("ends.rs"), short, word, same],
            Word::Middle => vec![include_str!("middle.rs"), short, word, same],
            Word::Whole { .. } => vec![include_str!("whole.rs"), word, same],
        }
    }

    fn longest(&self) -> usize {
        self.lengths.iter().copied().max().unwrap_or_default()
    }

    /// How many bytes the texts have that are compared by words, with their lengths.
    fn bytes(&self) -> usize {
        let usual = self.lengths.iter().filter(|it| USUAL.contains(it));
        usual.map(|it| it + 1).sum()
    }

    fn write_slot(&self, out: &mut Writer) {
        let Table {
            word,
            multiplier,
            bits,
            ..
        } = &self.table;
        let word = match word {
            Word::Ends => "ends(code)".to_owned(),
            Word::Middle => "middle(code)".to_owned(),
            Word::Whole { seed } => format!("whole({}, code)", hex(*seed)),
        };
        out.line(0, "/// The only slot that can hold `code`.");
        out.line(0, "#[inline]");
        out.line(0, "fn slot(code: &[u8]) -> usize {");
        if let Word::Whole { .. } = self.table.word {
            out.line(4, &format!("if code.len() > {} {{", self.longest()));
            out.line(8, "return 0;");
            out.line(4, "}");
        }
        out.line(
            4,
            &format!("let product = {word}.wrapping_mul({});", hex(*multiplier)),
        );
        out.line(
            4,
            &format!(
                "let pilot = TABLE.pilots[(product >> {}) as usize];",
                64 - bits.bucket
            ),
        );
        let shift = 64 - bits.bucket - bits.slot;
        let mask = (1_usize << bits.slot) - 1;
        out.line(
            4,
            &format!("((product >> {shift}) as usize ^ usize::from(pilot)) & {mask}"),
        );
        out.line(0, "}");
    }

    fn write_types(&self, out: &mut Writer) {
        let Table { pilots, slots, .. } = &self.table;
        out.line(0, "/// A code, and where its text stands.");
        out.line(0, "#[derive(Clone, Copy)]");
        out.line(0, "struct Slot {");
        out.line(4, &format!("text: {},", unsigned(self.bytes())));
        out.line(4, "code: ErrorCode,");
        out.line(0, "}");
        out.line(0, "");
        out.line(
            0,
            "/// What codes are looked up in: in one piece, so that little memory is touched.",
        );
        out.line(0, "#[repr(C)]");
        out.line(0, "struct Table {");
        out.line(4, "/// The texts of 8 to 32 bytes, each behind its length, and room for one that is none.");
        out.line(4, &format!("texts: [u8; {}],", self.bytes() + ROOM));
        out.line(4, "/// What the slots of each bucket are displaced by.");
        out.line(4, &format!("pilots: [u8; {}],", pilots.len()));
        out.line(4, &format!("slots: [Slot; {}],", slots.len()));
        out.line(0, "}");
    }

    /// The table. A free slot holds the first code, as good as any, since whatever is found is compared. What is written
    /// down is the slot of each code, and the compiler makes the rest of it.
    fn write_table(&self, out: &mut Writer) {
        let numbers: Vec<String> = self.numbers().iter().map(ToString::to_string).collect();
        let pilots: Vec<String> = self.table.pilots.iter().map(u8::to_string).collect();
        let number = unsigned(self.table.slots.len());
        out.line(0, "static TABLE: Table = {");
        let head = format!("const NUMBERS: [{number}; {}] =", numbers.len());
        out.array(4, &head, "[", &numbers);
        out.array(4, "let pilots =", "[", &pilots);
        let fill = FILL
            .replace("SLOTS", &self.table.slots.len().to_string())
            .replace("BYTES", &(self.bytes() + ROOM).to_string())
            .replace("NONE", &self.bytes().to_string())
            .replace("START", unsigned(self.bytes()));
        out.raw(&fill);
        out.line(0, "};");
    }

    /// The slot of each code.
    fn numbers(&self) -> Vec<usize> {
        let mut numbers = vec![0; self.lengths.len()];
        for (number, code) in self.table.slots.iter().enumerate() {
            if let Some(it) = code.and_then(|code| numbers.get_mut(code)) {
                *it = number;
            }
        }
        numbers
    }
}

/// The body of `from_bytes`, which `Lookup::write` completes. It takes the usual codes, which are compared by words.
pub(super) const FROM_BYTES: &str = "    \
    /// The code that is exactly `code`, upper and lower case included.
    #[must_use]
    #[inline]
    pub fn from_bytes(code: &[u8]) -> Option<Self> {
        if !(8..=LONGEST).contains(&code.len()) {
            return other(code);
        }
        let found = TABLE.slots[slot(code)];
        same(code, found.text as usize).then_some(found.code)
    }
";

/// The same for all other codes.
const OTHER: &str = "\
/// The longest code that is compared by words.
const LONGEST: usize = 32;

/// The code that is exactly `code`, which is short or long.
#[cold]
#[inline(never)]
fn other(code: &[u8]) -> Option<ErrorCode> {
    let found = TABLE.slots[slot(code)].code;
    (found.as_str().as_bytes() == code).then_some(found)
}
";

/// The end of the block that makes the table of the slots of the codes.
const FILL: &str = "    \
    let free = Slot {
        text: NONE,
        code: ErrorCode::ALL[0],
    };
    let mut slots = [free; SLOTS];
    let mut texts = [0; BYTES];
    let (mut code, mut end) = (0, 0);
    while code < NUMBERS.len() {
        let text = ErrorCode::ALL[code].as_str().as_bytes();
        let slot = &mut slots[NUMBERS[code] as usize];
        slot.code = ErrorCode::ALL[code];
        if text.len() >= 8 && text.len() <= LONGEST {
            slot.text = end as START;
            texts[end] = text.len() as u8;
            let mut byte = 0;
            while byte < text.len() {
                texts[end + 1 + byte] = text[byte];
                byte += 1;
            }
            end += 1 + text.len();
        }
        code += 1;
    }
    Table {
        texts,
        pilots,
        slots,
    }
";

/// The items of a source file: everything after the `//!` lines at its top and the lines that name other files.
pub(super) fn items_of(source: &str) -> &str {
    let items = source.split_once("\n\n").map_or(source, |(_, items)| items);
    if items.starts_with("use super::") {
        items_of(items)
    } else {
        items
    }
}

/// `number` in groups of four digits.
fn hex(number: u64) -> String {
    let digits = format!("{number:016x}");
    let groups: Vec<&str> = digits
        .as_bytes()
        .chunks(4)
        .filter_map(|it| std::str::from_utf8(it).ok())
        .collect();
    format!("0x{}", groups.join("_"))
}
