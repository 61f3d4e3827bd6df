//! From a text to its code: a perfect hash, found here and written down as two tables.
//!
//! Knows the codes of one enum and how a lookup is written in Rust. Knows nothing of what a code means.

mod ends;
mod middle;
mod search;
mod whole;

use super::layout::{Writer, unsigned};
use search::{Table, Word};

/// The body of `from_bytes`, which `Lookup::write` completes.
pub(super) const FROM_BYTES: &str = "    \
    /// The code that is exactly `code`, upper and lower case included.
    #[must_use]
    #[inline]
    pub fn from_bytes(code: &[u8]) -> Option<Self> {
        let found = SLOTS[slot(code)];
        (found.as_str().as_bytes() == code).then_some(found)
    }
";

/// A lookup for the codes of one enum.
#[derive(Clone, Debug)]
pub(super) struct Lookup {
    table: Table,
    longest: usize,
}

impl Lookup {
    /// A lookup for `codes`, which are distinct and in the order of the enum; `None` where none was found.
    pub(super) fn find(codes: &[&str]) -> Option<Self> {
        let codes: Vec<&[u8]> = codes.iter().map(|code| code.as_bytes()).collect();
        Some(Self {
            table: search::search(&codes)?,
            longest: codes.iter().map(|code| code.len()).max()?,
        })
    }

    /// Writes the functions and tables that `FROM_BYTES` uses.
    pub(super) fn write(&self, out: &mut Writer) {
        self.write_slot(out);
        out.line(0, "");
        let ends = items_of(include_str!("ends.rs"));
        match self.table.word {
            Word::Ends => out.raw(ends),
            Word::Middle => {
                out.raw(ends);
                out.line(0, "");
                // Without the line that names the other file.
                out.raw(items_of(items_of(include_str!("middle.rs"))));
            }
            Word::Whole { .. } => out.raw(items_of(include_str!("whole.rs"))),
        }
        out.line(0, "");
        self.write_pilots(out);
        out.line(0, "");
        self.write_slots(out);
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
        let pilot = match bits.pilot_shift() {
            0 => "usize::from(pilot)".to_owned(),
            shift => format!("(usize::from(pilot) << {shift})"),
        };
        out.line(0, "/// The only slot that can hold `code`.");
        out.line(0, "#[inline]");
        out.line(0, "fn slot(code: &[u8]) -> usize {");
        if let Word::Whole { .. } = self.table.word {
            out.line(4, &format!("if code.len() > {} {{", self.longest));
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
                "let pilot = PILOTS[(product >> {}) as usize];",
                64 - bits.bucket
            ),
        );
        let shift = 64 - bits.bucket - bits.slot;
        let mask = (1_usize << bits.slot) - 1;
        out.line(
            4,
            &format!("((product >> {shift}) as usize ^ {pilot}) & {mask}"),
        );
        out.line(0, "}");
    }

    fn write_pilots(&self, out: &mut Writer) {
        let pilots: Vec<String> = self.table.pilots.iter().map(u8::to_string).collect();
        out.line(0, "/// What the slots of each bucket are displaced by.");
        out.array(
            0,
            &format!("static PILOTS: [u8; {}] =", pilots.len()),
            "[",
            &pilots,
        );
    }

    /// The slots; a free one holds the first code, as good as any, since whatever is found is compared. What is written
    /// down are places, which are short, and the compiler makes codes of them.
    fn write_slots(&self, out: &mut Writer) {
        let places = self.table.slots.iter();
        let places: Vec<String> = places.map(|it| it.unwrap_or(0).to_string()).collect();
        let largest = self.table.slots.iter().flatten().max();
        let width = unsigned(largest.copied().unwrap_or_default());
        let count = places.len();
        out.line(0, "/// The codes by slot.");
        out.line(0, &format!("static SLOTS: [ErrorCode; {count}] = {{"));
        let head = format!("const PLACES: [{width}; {count}] =");
        out.array(4, &head, "[", &places);
        out.line(4, &format!("let mut slots = [ErrorCode::ALL[0]; {count}];"));
        out.raw(FILL);
        out.line(0, "};");
    }
}

/// The end of the block that makes slots of places.
const FILL: &str = "    \
    let mut slot = 0;
    while slot < PLACES.len() {
        slots[slot] = ErrorCode::ALL[PLACES[slot] as usize];
        slot += 1;
    }
    slots
";

/// The items of a source file: everything after the `//!` lines at its top.
pub(super) fn items_of(source: &str) -> &str {
    source.split_once("\n\n").map_or(source, |(_, items)| items)
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
