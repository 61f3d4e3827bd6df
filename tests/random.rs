//! Catalogs made of texts that are hard to print, by a seeded generator.
//!
//! Knows catalogs. Knows nothing of what is tested with them.

use error_tables::catalog::{Case, Catalog, Code, KINDS, Kind, RETRIES, Retry, Source};
use fastrand::Rng;
use std::collections::{BTreeMap, BTreeSet};

/// Texts that a careless printer breaks on.
const TEXTS: &[&str] = &[
    "The key does not exist.",
    "\"\"\"",
    "'''",
    "\\",
    "\\u0041 \\n \\\"",
    "a\nb\n\n- c",
    "tab\tand\r\nreturn",
    "\u{202e}gnirts\u{2066}",
    "zero\u{200b}width\u{feff}",
    "control\u{0}\u{7f}\u{85}\u{1b}[31m",
    "]\n[codes.X]\nstatus = 1",
    "# no comment",
    "= , . [ ] { }",
    "错误信息",
    "\u{1f980}\u{e0001}",
    " spaces at the ends ",
    "@octocat #1 a@b.example GH-1 ![a](b) [c](d)",
    "</details></summary><b onclick=\"x\">&lt;",
    "`",
    "``` ~~~",
    "https://evil.example www.evil.example",
    "*a* _b_ ~~c~~ $d$ :e:",
    "| a | b |\n|---|---|",
    "x",
];

/// A text that is hard to print.
pub fn text(rng: &mut Rng) -> String {
    let pick = |rng: &mut Rng| rng.choice(TEXTS).copied().unwrap_or_default();
    let mut text = String::from(pick(rng));
    if rng.bool() {
        text.push_str(pick(rng));
    }
    text
}

fn optional(rng: &mut Rng) -> Option<String> {
    rng.bool().then(|| text(rng))
}

fn case(rng: &mut Rng) -> Case {
    Case {
        status: rng.bool().then(|| rng.u16(100..=599)),
        message: if rng.bool() { text(rng) } else { String::new() },
        cause: optional(rng),
        solution: optional(rng),
        documents: (0..rng.usize(0..3)).map(|_| text(rng)).collect(),
    }
}

fn kind(rng: &mut Rng) -> Option<Kind> {
    rng.choice(KINDS).filter(|_| rng.bool()).map(|it| it.kind)
}

fn retry(rng: &mut Rng) -> Option<Retry> {
    rng.choice(RETRIES)
        .filter(|_| rng.bool())
        .map(|it| it.retry)
}

fn former_variants(rng: &mut Rng) -> BTreeMap<String, String> {
    let count = rng.usize(0..3);
    (0..count).map(|_| (text(rng), text(rng))).collect()
}

fn other_names(rng: &mut Rng) -> BTreeSet<String> {
    (0..rng.usize(0..3)).map(|_| text(rng)).collect()
}

fn code(rng: &mut Rng) -> Code {
    Code {
        other_names: other_names(rng),
        retired: optional(rng),
        replaced_by: optional(rng),
        variant: optional(rng),
        declared: optional(rng),
        former_variants: former_variants(rng),
        kind: kind(rng),
        retry: retry(rng),
        cases: (0..rng.usize(1..4)).map(|_| case(rng)).collect(),
    }
}

fn sources(rng: &mut Rng) -> Vec<Source> {
    let names: Vec<String> = (0..rng.usize(0..3)).map(|_| text(rng)).collect();
    let mut sources: Vec<Source> = names.into_iter().map(|it| source(rng, it)).collect();
    sources.dedup_by(|a, b| a.path == b.path);
    sources
}

fn source(rng: &mut Rng, path: String) -> Source {
    Source {
        path,
        sha256: text(rng),
        rows: rng.usize(0..1000),
        taken: rng.usize(0..1000),
        skipped: rng.usize(0..1000),
    }
}

/// A catalog of such texts.
pub fn catalog(rng: &mut Rng) -> Catalog {
    Catalog {
        service: text(rng),
        title: text(rng),
        documents: sources(rng),
        codes: (0..rng.usize(0..5))
            .map(|_| (text(rng), code(rng)))
            .collect(),
    }
}

/// One change to `catalog`, whatever it is.
pub fn mutate(rng: &mut Rng, catalog: &mut Catalog) {
    let names: Vec<String> = catalog.codes.keys().cloned().collect();
    let name = rng.choice(&names).cloned().unwrap_or_default();
    match rng.usize(0..8) {
        0 => catalog.title = text(rng),
        1 => catalog.documents.reverse(),
        2 => catalog.documents = sources(rng),
        3 => {
            catalog.codes.insert(text(rng), code(rng));
        }
        4 => {
            catalog.codes.remove(&name);
        }
        _ => {
            if let Some(code) = catalog.codes.get_mut(&name) {
                mutate_code(rng, code);
            }
        }
    }
}

fn mutate_code(rng: &mut Rng, code: &mut Code) {
    let at = rng.usize(0..code.cases.len());
    match rng.usize(0..6) {
        0 => match rng.usize(0..6) {
            5 => code.other_names = other_names(rng),
            0 => code.retired = optional(rng),
            1 => code.replaced_by = optional(rng),
            2 => code.variant = optional(rng),
            3 => code.declared = optional(rng),
            _ => code.former_variants = former_variants(rng),
        },
        1 if rng.bool() => code.kind = kind(rng),
        2 if rng.bool() => code.retry = retry(rng),
        1 => code.cases.reverse(),
        2 => code.cases.insert(at, case(rng)),
        3 if code.cases.len() > 1 => {
            code.cases.remove(at);
        }
        4 => code.cases.rotate_left(1),
        _ => {
            if let Some(it) = code.cases.get_mut(at) {
                match rng.usize(0..5) {
                    0 => it.status = Some(rng.u16(100..=599)),
                    1 => it.message = text(rng),
                    2 => it.cause = optional(rng),
                    3 => it.solution = optional(rng),
                    _ => it.documents.reverse(),
                }
            }
        }
    }
}
