//! cmark-gfm as an oracle: of well-formed documents, this project reads the same headings, lists, code, paragraphs and
//! tables, with the rows on the same lines and the same text in every cell.
//!
//! The documents are put together by chance from a seed, a few hundred of them. Runs where `cmark-gfm` is installed, and
//! says so where it is not. What the reader does otherwise on purpose stands at its head; such shapes are not made here.

use error_tables::document::{Block, Cell, Format, Table};
use fastrand::Rng;
use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// How many documents are compared.
const DOCUMENTS: u64 = 400;

#[test]
fn cmark_gfm_sees_the_same_blocks() -> Result<(), Box<dyn Error>> {
    if Command::new("cmark-gfm").arg("--version").output().is_err() {
        println!("cmark-gfm is not installed: nothing compared");
        return Ok(());
    }
    let mut rows = 0;
    for seed in 0..DOCUMENTS {
        let source = document(&mut Rng::with_seed(seed));
        let mut ours = String::new();
        blocks(
            &error_tables::read::read(&source, Format::Markdown).blocks,
            &mut ours,
        );
        let theirs = theirs(&source)?;
        assert_eq!(ours, theirs, "seed {seed}:\n{source}");
        rows += ours.matches("\nrow ").count();
    }
    assert!(rows > 1000, "only {rows} rows were compared");
    Ok(())
}

/// Writes down what this project sees, a line a block.
fn blocks(all: &[Block], out: &mut String) {
    for block in all {
        match block {
            Block::Heading(it) => line(out, &format!("heading {}", it.level), &it.text.text),
            Block::Paragraph(it) => line(out, "paragraph", &it.text),
            Block::Code(it) => line(out, "code", &it.text),
            Block::List(it) => {
                for item in &it.items {
                    line(out, "item", "");
                    blocks(&item.blocks, out);
                }
            }
            Block::Table(it) => table(it, out),
            Block::Definition(_) => line(out, "definition", ""),
        }
    }
}

fn table(table: &Table, out: &mut String) {
    line(out, "table", "");
    for row in &table.rows {
        line(out, &format!("row {}", row.at.line), "");
        for Cell { blocks, .. } in &row.cells {
            line(out, "cell", &error_tables::plain::line(blocks));
        }
    }
}

/// A line of what was seen. White space counts as one space, and trailing empty cells do not count: cmark-gfm makes up
/// what a row lacks.
fn line(out: &mut String, what: &str, text: &str) {
    let text = error_tables::plain::one_line(text);
    if what != "cell" {
        while let Some(shorter) = out.strip_suffix("cell \n") {
            out.truncate(shorter.len());
        }
    }
    let _ = writeln!(out, "{what} {text}");
}

/// What cmark-gfm sees, written down alike.
fn theirs(source: &str) -> Result<String, Box<dyn Error>> {
    let mut child = Command::new("cmark-gfm")
        .args(["-e", "table", "-e", "strikethrough"])
        .args(["-t", "xml", "--sourcepos", "--unsafe"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    child
        .stdin
        .take()
        .ok_or("no standard input")?
        .write_all(source.as_bytes())?;
    let xml = String::from_utf8(child.wait_with_output()?.stdout)?;
    let mut out = String::new();
    let (mut what, mut text) = (String::new(), String::new());
    for tag in xml.split('<').skip(1) {
        let (tag, content) = tag.split_once('>').unwrap_or((tag, ""));
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        match name {
            "heading" | "paragraph" | "table_cell" if !tag.contains(":0-") => {
                what = begun(name, tag);
                text.clear();
                if tag.ends_with('/') {
                    line(&mut out, &what, "");
                }
            }
            "item" | "table" => line(&mut out, name, ""),
            "table_header" | "table_row" => line(&mut out, &begun(name, tag), ""),
            "code_block" => line(&mut out, "code", &unescape(content)),
            "text" | "code" => text.push_str(&unescape(content)),
            "softbreak" | "linebreak" => text.push(' '),
            "html_inline" if content.contains("br") => text.push(' '),
            "" if ["/heading", "/paragraph", "/table_cell"].contains(&tag) => {
                line(&mut out, &what, &text);
            }
            _ => {}
        }
    }
    Ok(out)
}

/// What the start tag of a block is called here.
fn begun(name: &str, tag: &str) -> String {
    let attribute = |key: &str| {
        let value = tag.split_once(key).map_or("", |(_, rest)| rest);
        let end = value.find(|it: char| !it.is_ascii_digit());
        value.get(..end.unwrap_or(0)).unwrap_or_default()
    };
    match name {
        "heading" => format!("heading {}", attribute("level=\"")),
        "table_cell" => "cell".to_owned(),
        "table_header" | "table_row" => format!("row {}", attribute("sourcepos=\"")),
        other => other.to_owned(),
    }
}

fn unescape(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}

/// Pieces of text, most of them with markup, some with what only looks like it.
const PIECES: &[&str] = &[
    "foo",
    "`c d`",
    "**b**",
    "*e*",
    "a_b_c",
    "\\|",
    "\\*",
    "&amp;",
    "&lt;",
    "[x](y)",
    "[x]()",
    "![i](j)",
    "<span>s</span>",
    "``a`b``",
    "`a\\|b`",
    "x `u",
    "**",
    "_",
    "~~d~~",
    "<https://a.b>",
    "a*b*c",
    "404",
    "[z]",
    "\"q\"",
    "!",
    "<br>",
    "é",
    "错误",
    "~",
    "\\\\",
    "\\",
    "#",
    "-",
    "1.",
    ">",
    ":",
    "a:",
    "^",
    "$",
];

/// A document of a few blocks.
fn document(rng: &mut Rng) -> String {
    let count = rng.usize(1..5);
    let mut text = several(rng, 0, count).join("\n");
    text.push('\n');
    text
}

fn several(rng: &mut Rng, depth: usize, count: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for index in 0..count {
        if index > 0 {
            lines.push(String::new());
        }
        lines.append(&mut block(rng, depth));
    }
    lines
}

fn block(rng: &mut Rng, depth: usize) -> Vec<String> {
    match rng.usize(0..if depth < 3 { 14 } else { 10 }) {
        0..3 => (0..rng.usize(1..3)).map(|_| word(rng)).collect(),
        3 => vec![format!("{} {}", "#".repeat(rng.usize(1..5)), word(rng))],
        4..8 => pipes(rng),
        8 => ["```", "| a | b |", "|---|---|", "```"]
            .map(str::to_owned)
            .into(),
        9 => ["    | a | b |", "    |---|---|", "    code"]
            .map(str::to_owned)
            .into(),
        10..13 => list(rng, depth),
        _ => {
            let inner = several(rng, depth + 1, 2);
            inner
                .iter()
                .map(|line| format!("> {line}").trim_end().to_owned())
                .collect()
        }
    }
}

fn list(rng: &mut Rng, depth: usize) -> Vec<String> {
    let mark = ["- ", "* ", "1. ", "-   ", "10) "][rng.usize(0..5)];
    let mut lines = Vec::new();
    for _ in 0..rng.usize(1..4) {
        let count = rng.usize(1..3);
        for (index, line) in several(rng, depth + 1, count).into_iter().enumerate() {
            let before = if index == 0 {
                mark.to_owned()
            } else {
                " ".repeat(mark.len())
            };
            let line = format!("{before}{line}");
            lines.push(if line.trim().is_empty() {
                String::new()
            } else {
                line
            });
        }
    }
    lines
}

/// A table, with outer pipes or without, some of its rows too short.
fn pipes(rng: &mut Rng) -> Vec<String> {
    let columns = rng.usize(1..5);
    let outer = columns == 1 || rng.bool();
    let under: Vec<_> = (0..columns)
        .map(|_| ["---", ":--", "--:", ":-:"][rng.usize(0..4)])
        .collect();
    let under = if outer {
        format!("|{}|", under.join("|"))
    } else {
        under.join(" | ")
    };
    let mut lines = vec![row(rng, columns, outer), under];
    for _ in 0..rng.usize(0..5) {
        let short = usize::from(outer && columns > 1 && rng.u8(0..5) == 0);
        lines.push(row(rng, columns - short, outer));
    }
    lines
}

fn row(rng: &mut Rng, columns: usize, outer: bool) -> String {
    let mut cells: Vec<_> = (0..columns).map(|_| words(rng, 3)).collect();
    for cell in &mut cells {
        if cell.ends_with('\\') {
            cell.push_str(" x");
        }
    }
    if outer {
        format!("| {} |", cells.join(" | "))
    } else {
        format!("w{}", cells.join(" | "))
    }
}

/// Text that starts no block.
fn word(rng: &mut Rng) -> String {
    format!("w{}", words(rng, 4))
}

fn words(rng: &mut Rng, most: usize) -> String {
    let count = rng.usize(1..=most);
    let words: Vec<_> = (0..count)
        .map(|_| PIECES[rng.usize(0..PIECES.len())])
        .collect();
    words.join(" ")
}
