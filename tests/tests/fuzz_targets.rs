//! The fuzz targets without a fuzzer: over a corpus made of the real documents and seeded changes of it.
//!
//! The corpus for libFuzzer is made of the same texts:
//!
//! ```sh
//! cargo test --package end-to-end --test fuzz_targets -- --ignored
//! cargo +nightly fuzz run --fuzz-dir tests/fuzz rst -- -max_total_time=300
//! ```

use end_to_end::targets::TARGETS;
use end_to_end::transcription::root;
use fastrand::Rng;
use std::path::Path;

/// How many changed inputs each target gets.
const ROUNDS: usize = 400;
/// The longest input; a table with its head fits.
const LONGEST: usize = 4096;

/// Pieces that mean something to one of the readers.
const PIECES: [&str; 40] = [
    "|",
    "\\|",
    "\n|---|\n",
    "+--+\n",
    "====\n",
    "\n\n",
    "\n",
    "\r",
    "\t",
    "    ",
    "- ",
    "1. ",
    "> ",
    "# ",
    "```",
    "`",
    "``",
    "**",
    "_",
    "[",
    "](",
    "]",
    "<td>",
    "</td>",
    "<tr>",
    "<table>",
    "</table>",
    "<th rowspan=2>",
    "<!--",
    "&lt;",
    "&#0;",
    "::",
    ".. |x| replace::",
    ":a: ",
    "\"",
    "'",
    "[[codes.A.cases]]\n",
    "404 Not Found",
    "\0",
    "\u{202e}",
];

/// The inputs that a target begins with.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let catalog = root().join("catalog");
    let mut all = Vec::new();
    for service in ["aliyun-oss", "huawei-obs", "jdcloud-oss"] {
        let folder = catalog.join(service);
        match target {
            "codes_toml" => all.push(std::fs::read(folder.join("codes.toml")).unwrap()),
            "service_toml" => all.push(std::fs::read(folder.join("service.toml")).unwrap()),
            "rules_toml" => all.push(std::fs::read(catalog.join("rules.toml")).unwrap()),
            _ => all.extend(documents(&folder.join("documents"))),
        }
    }
    if target.ends_with("_toml") {
        return all;
    }
    let mut pieces: Vec<Vec<u8>> = all.iter().flat_map(|it| pieces(it)).collect();
    if target == "response" {
        pieces.push(
            b"\x01\x90<Error><Code>AccessDenied</Code><Message>No.</Message></Error>".to_vec(),
        );
        pieces.push(b"\x01\x94{\"code\": \"NoSuchKey\", \"message\": \"No.\"}".to_vec());
    }
    pieces
}

fn documents(folder: &Path) -> Vec<Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = files.map(|it| it.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|it| std::fs::read(it).unwrap()).collect()
}

/// `text` in pieces that end where lines do.
fn pieces(text: &[u8]) -> Vec<Vec<u8>> {
    let mut pieces: Vec<Vec<u8>> = vec![Vec::new()];
    for line in text.split_inclusive(|it| *it == b'\n') {
        if pieces
            .last()
            .is_some_and(|it| it.len() + line.len() > LONGEST)
        {
            pieces.push(Vec::new());
        }
        pieces.last_mut().unwrap().extend(line);
    }
    pieces
}

/// Changes `input` here and there.
fn changed(input: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut out = input.to_vec();
    for _ in 0..rng.usize(1..8) {
        let at = rng.usize(..=out.len());
        let to = (at + rng.usize(..40)).min(out.len());
        match rng.u8(..5) {
            0 => drop(out.drain(at..to)),
            1 => {
                let piece = out[at..to].to_vec();
                out.splice(at..at, piece);
            }
            2 if at < out.len() => out[at] ^= 1 << rng.u8(..8),
            3 => out.truncate(at.max(1)),
            _ => {
                let piece = PIECES[rng.usize(..PIECES.len())].repeat(rng.usize(1..5));
                out.splice(at..at, piece.bytes());
            }
        }
    }
    out
}

#[test]
fn what_holds_of_every_target_holds_of_the_corpus_and_of_changes_of_it() {
    for (name, target) in TARGETS {
        let corpus = corpus(name);
        for input in &corpus {
            target(input);
        }
        let mut rng = Rng::with_seed(6);
        for _ in 0..ROUNDS {
            let input = &corpus[rng.usize(..corpus.len())];
            target(&changed(input, &mut rng));
        }
    }
}

#[test]
#[ignore = "writes the corpus for libFuzzer to fuzz/corpus"]
fn the_corpus_for_the_fuzzer() {
    for (name, _) in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fuzz/corpus")
            .join(name);
        std::fs::create_dir_all(&folder).unwrap();
        for (number, input) in corpus(name).iter().enumerate() {
            std::fs::write(folder.join(format!("{number:03}")), input).unwrap();
        }
    }
}
