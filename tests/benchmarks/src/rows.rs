//! A thousand times as many rows in each format: time by the row, and memory by the byte.
//!
//! Writes documents of any length. Knows formats as one who writes them, and the stages as one who calls them.

use crate::Outcome;
use crate::catalogs::made_up;
use crate::interleave::{Samples, interleaved};
use crate::table::{Bound, Section, Table, Target, number, times};
use error_tables::document::Format;
use error_tables::read;
use error_tables::recognize::recognize;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

/// How many rows the smallest document has: as many as a real one.
pub const FEW: usize = 80;
/// How many rows the largest document has.
pub const MANY: usize = 1_000 * FEW;

const TEXT: &str = "\
The same table with 80 and with 80,000 rows, in one process and one thread. *Short* rows hold a code and a status alone, nothing else. \
Time is that of one row, *read* into a document, and *recognized* as a row of errors. Memory is what a process grows by at most when it \
reads and recognizes the large document, as a multiple of the size of the source, which it holds besides.";

/// A shape of rows.
pub struct Shape {
    /// What it is called in tables.
    pub name: &'static str,
    /// The format of its documents.
    pub format: Format,
    /// A document with so many rows.
    pub write: fn(usize) -> String,
}

/// Everything that is measured.
pub const SHAPES: &[Shape] = &[
    Shape {
        name: "markdown",
        format: Format::Markdown,
        write: |rows| pipes(&long(rows)),
    },
    Shape {
        name: "markdown, short",
        format: Format::Markdown,
        write: |rows| pipes(&short(rows)),
    },
    Shape {
        name: "HTML",
        format: Format::Html,
        write: |rows| tags(&long(rows)),
    },
    Shape {
        name: "HTML, short",
        format: Format::Html,
        write: |rows| tags(&short(rows)),
    },
    Shape {
        name: "RST grid",
        format: Format::Rst,
        write: |rows| grid(&long(rows)),
    },
    Shape {
        name: "RST grid, short",
        format: Format::Rst,
        write: |rows| grid(&short(rows)),
    },
    Shape {
        name: "RST simple, short",
        format: Format::Rst,
        write: |rows| columns(&short(rows), '='),
    },
    Shape {
        name: "text, flattened",
        format: Format::Text,
        write: |rows| flattened(&long(rows)),
    },
    Shape {
        name: "text in columns, short",
        format: Format::Text,
        write: |rows| columns(&short(rows), '-'),
    },
];

/// The rows of a table, the head first.
type Rows = Vec<Vec<String>>;

fn long(rows: usize) -> Rows {
    let codes: Vec<String> = made_up(250).codes.into_keys().collect();
    let row = |number: usize| {
        let code = &codes[number % codes.len()];
        let message =
            format!("The request cannot be fulfilled, for the reason with the number {number}.");
        vec![
            "400 Bad Request".to_owned(),
            code.clone(),
            message,
            "Read the reason, and send a request without it.".to_owned(),
        ]
    };
    let head = [
        "HTTP Status Code",
        "Error Code",
        "Error Message",
        "Solution",
    ]
    .map(str::to_owned);
    std::iter::once(head.to_vec())
        .chain((0..rows).map(row))
        .collect()
}

fn short(rows: usize) -> Rows {
    let head = ["Error code", "Status"].map(str::to_owned);
    let row = |number| vec![format!("E{number}x"), "400".to_owned()];
    std::iter::once(head.to_vec())
        .chain((0..rows).map(row))
        .collect()
}

const TITLE: &str = "Error Codes";

fn pipes(rows: &Rows) -> String {
    let mut out = format!("# {TITLE}\n\n");
    for (number, row) in rows.iter().enumerate() {
        let _ = writeln!(out, "| {} |", row.join(" | "));
        if number == 0 {
            let _ = writeln!(out, "|{}", "---|".repeat(row.len()));
        }
    }
    out
}

fn tags(rows: &Rows) -> String {
    let mut out = format!("<h1>{TITLE}</h1>\n<table>\n");
    for (number, row) in rows.iter().enumerate() {
        let tag = if number == 0 { "th" } else { "td" };
        let cells = row.join(&format!("</{tag}><{tag}>"));
        let _ = writeln!(out, "<tr><{tag}>{cells}</{tag}></tr>");
    }
    out + "</table>\n"
}

/// How wide each column is.
fn widths(rows: &Rows) -> Vec<usize> {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(String::len)
            .max()
    };
    (0..columns).filter_map(width).collect()
}

fn padded(row: &[String], widths: &[usize], between: &str) -> String {
    let cells = row
        .iter()
        .zip(widths)
        .map(|(cell, width)| format!("{cell:width$}"));
    cells.collect::<Vec<_>>().join(between)
}

fn grid(rows: &Rows) -> String {
    let widths = widths(rows);
    let border = |line: &str| {
        format!(
            "+{}\n",
            widths
                .iter()
                .map(|it| line.repeat(it + 2) + "+")
                .collect::<String>()
        )
    };
    let mut out = format!("{TITLE}\n===========\n\n{}", border("-"));
    for (number, row) in rows.iter().enumerate() {
        let _ = writeln!(out, "| {} |", padded(row, &widths, " | "));
        out.push_str(&border(if number == 0 { "=" } else { "-" }));
    }
    out
}

fn columns(rows: &Rows, line: char) -> String {
    let widths = widths(rows);
    let lines = widths.iter().map(|width| line.to_string().repeat(*width));
    let border = lines.collect::<Vec<_>>().join("  ") + "\n";
    let mut out = format!("{TITLE}\n===========\n\n");
    let closed = line == '=';
    out.push_str(if closed { &border } else { "" });
    for (number, row) in rows.iter().enumerate() {
        let _ = writeln!(out, "{}", padded(row, &widths, "  ").trim_end());
        out.push_str(if number == 0 { &border } else { "" });
    }
    out.push_str(if closed { &border } else { "" });
    out
}

/// A table as the text of a page holds it: each cell a paragraph.
fn flattened(rows: &Rows) -> String {
    let mut out = format!("{TITLE}\n\n");
    for cell in rows.iter().flatten() {
        let _ = writeln!(out, "    {cell}\n");
    }
    out
}

/// One size of one shape.
struct Sized {
    source: String,
    rows: usize,
    format: Format,
    repeated: usize,
}

const ROUNDS: usize = 5;

/// The argument that makes this program read one document and print how much it grew; a shape's name and the file of a
/// document stand behind it.
pub const CHILD: &str = "grow-by-rows";

/// Reads the document `path` as one of the shape `name`, and prints by how many KiB the process grew at most.
///
/// # Errors
///
/// There is no such shape, or the system does not tell the size of a process.
pub fn child(name: &str, path: &Path) -> Outcome<()> {
    let shape = SHAPES
        .iter()
        .find(|it| it.name == name)
        .ok_or("no such shape")?;
    let source = fs::read_to_string(path)?;
    let before = peak()?;
    black_box(recognize(&read::read(&source, shape.format)));
    println!("{}", peak()?.saturating_sub(before));
    Ok(())
}

/// The most memory that this process had, in KiB.
fn peak() -> Outcome<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.trim().strip_suffix(" kB"));
    Ok(peak.ok_or("no VmHWM")?.parse()?)
}

/// By how many bytes a process grows that reads and recognizes `source`.
fn growth_of(shape: &Shape, source: &str) -> Outcome<u64> {
    let file = tempfile::NamedTempFile::new()?;
    fs::write(file.path(), source)?;
    let mut child = Command::new(env::current_exe()?);
    let output = child.args([CHILD, shape.name]).arg(file.path()).output()?;
    let kibibytes: u64 = String::from_utf8(output.stdout)?.trim().parse()?;
    Ok(kibibytes * 1024)
}

/// Measures every shape.
///
/// # Errors
///
/// The process whose memory is measured fails.
pub fn section() -> Outcome<Section> {
    let mut section = Section {
        title: "A thousand times as many rows",
        text: TEXT.to_owned(),
        ..Section::default()
    };
    let head = [
        "",
        "bytes a row",
        "rows found",
        "read, ns",
        "× 1,000",
        "recognized, ns",
        "× 1,000",
        "memory",
    ];
    let mut table = Table::new(head);
    let (mut slower, mut larger, mut larger_short) = (0.0_f64, 0.0_f64, 0.0_f64);
    for shape in SHAPES {
        let sizes = [sized(shape, FEW, 200), sized(shape, MANY, 1)];
        let measured = measured(shape, &sizes)?;
        slower = slower.max(measured.growth);
        let larger = if shape.name.ends_with("short") {
            &mut larger_short
        } else {
            &mut larger
        };
        *larger = larger.max(measured.memory);
        table.row(shape.name, measured.cells);
    }
    section.tables.push((
        "Time of one row among 80, how it grows with 80,000, and memory then:".to_owned(),
        table,
    ));
    let target = |what: &str, bound, reached| Target {
        what: what.to_owned(),
        bound: Bound::AtMost(bound),
        reached,
        unit: "×",
    };
    section.targets = vec![
        target(
            "time of one row, 80,000 rows to 80, worst shape",
            1.3,
            slower,
        ),
        target(
            "memory, of the size of the source, worst shape",
            12.0,
            larger,
        ),
        target("the same with short rows", 12.0, larger_short),
    ];
    Ok(section)
}

/// What was measured of one shape.
struct Measured {
    cells: [String; 7],
    /// The time of a row in the large document, as a multiple of that in the small one.
    growth: f64,
    /// Memory as a multiple of the source.
    memory: f64,
}

fn measured(shape: &Shape, sizes: &[Sized; 2]) -> Outcome<Measured> {
    let [_, large] = sizes;
    let found = recognize(&read::read(&large.source, large.format))
        .rows
        .len();
    let (read, recognized) = timed(sizes);
    let [read, recognized] = [read, recognized].map(|it| [it[0].median(), it[1].median()]);
    let memory = count(growth_of(shape, &large.source)?) / count(large.source.len() as u64);
    Ok(Measured {
        cells: [
            (large.source.len() / MANY).to_string(),
            found.to_string(),
            number(read[0]),
            times(read[1] / read[0]),
            number(recognized[0]),
            times(recognized[1] / recognized[0]),
            times(memory),
        ],
        growth: (read[1] + recognized[1]) / (read[0] + recognized[0]),
        memory,
    })
}

fn sized(shape: &Shape, rows: usize, repeated: usize) -> Sized {
    Sized {
        source: (shape.write)(rows),
        rows,
        format: shape.format,
        repeated,
    }
}

/// Nanoseconds of a row, read and recognized, of each size.
fn timed(sizes: &[Sized]) -> (Vec<Samples>, Vec<Samples>) {
    let read = |size: &Sized| {
        each(size, || {
            drop(black_box(read::read(&size.source, size.format)));
        })
    };
    let Ok(reading) = interleaved(ROUNDS, sizes, |size| Ok::<_, Infallible>(read(size)));
    let Ok(recognizing) = interleaved(ROUNDS, sizes, |size| {
        let document = read::read(&size.source, size.format);
        Ok::<_, Infallible>(each(size, || drop(black_box(recognize(&document)))))
    });
    (reading, recognizing)
}

fn each(size: &Sized, run: impl Fn()) -> f64 {
    let start = Instant::now();
    (0..size.repeated).for_each(|_| run());
    start.elapsed().as_secs_f64() * 1e9 / count((size.rows * size.repeated) as u64)
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn count(number: u64) -> f64 {
    number as f64
}
