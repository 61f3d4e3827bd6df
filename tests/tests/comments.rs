//! What `diff` prints is harmless wherever it is shown, whatever stands in the catalogs: as a comment on a pull request,
//! as JSON, and on a terminal.
//!
//! The catalogs are those of `random`; a failure names its seed. The markdown is read back by a parser that knows what
//! GitHub knows of markdown, and everything of others must have become code in it.

use end_to_end::random::{catalog, mutate};
use end_to_end::tree::Tree;
use error_tables::catalog::{Catalog, print};
use fastrand::Rng;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::error::Error;
use std::fs;
use xtask::exit::Exit;

type Outcome = Result<(), Box<dyn Error>>;

/// How long a comment can be for GitHub.
const MOST: usize = 65_536;

/// What `diff` says with `how` of two catalogs.
fn said(before: &Catalog, after: &Catalog, how: &[&str]) -> Result<String, Box<dyn Error>> {
    let tree = Tree::empty()?;
    let mut sides = Vec::new();
    for (side, catalog) in [("before", before), ("after", after)] {
        fs::create_dir_all(tree.path(side).join("one"))?;
        fs::write(tree.path(side).join("one/codes.toml"), print(catalog))?;
        sides.push(tree.path(side).display().to_string());
    }
    let sides: Vec<&str> = sides.iter().map(String::as_str).collect();
    let ran = tree.run(&[&["diff"], sides.as_slice(), how].concat());
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, ""));
    Ok(ran.out)
}

/// Two catalogs of one service.
fn two(seed: u64) -> (Catalog, Catalog) {
    let mut rng = Rng::with_seed(seed);
    let before = catalog(&mut rng);
    let mut after = before.clone();
    for _ in 0..rng.usize(1..8) {
        mutate(&mut rng, &mut after);
    }
    (before, after)
}

/// What a person or a machine would act on in `markdown`, outside of code.
fn effects(markdown: &str) -> Vec<String> {
    let mut effects = Vec::new();
    let mut in_code = false;
    for event in Parser::new_ext(markdown, Options::all()) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if !in_code && !is_plain(&text) => effects.push(text.into_string()),
            Event::Html(html) if !is_frame(&html) => effects.push(html.into_string()),
            Event::InlineHtml(html)
                if !matches!(&*html, "<del>" | "</del>" | "<ins>" | "</ins>") =>
            {
                effects.push(html.into_string());
            }
            Event::Start(
                tag @ (Tag::Heading { .. }
                | Tag::BlockQuote(_)
                | Tag::Table(_)
                | Tag::Link { .. }
                | Tag::Image { .. }
                | Tag::Emphasis
                | Tag::Strikethrough
                | Tag::FootnoteDefinition(_)
                | Tag::MetadataBlock(_)),
            ) => effects.push(format!("{tag:?}")),
            Event::Rule
            | Event::FootnoteReference(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::TaskListMarker(_) => effects.push(format!("{event:?}")),
            _ => {}
        }
    }
    effects
}

/// Whether nobody makes anything of `text`: it is made of plain words and signs.
fn is_plain(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || " ,.;:()-…→>".contains(c);
    text.chars().all(plain) && !text.contains("://") && !text.contains("www.")
}

/// Whether a line of HTML is one of those that make groups.
fn is_frame(html: &str) -> bool {
    let html = html.trim_end();
    if html == "</details>" || html == "<details><summary>For CHANGELOG.md</summary>" {
        return true;
    }
    let inner = html
        .strip_prefix("<details><summary><code>")
        .and_then(|it| it.strip_suffix("</summary>"));
    inner
        .and_then(|it| it.split_once("</code>"))
        .is_some_and(|(name, counts)| !name.contains(['<', '>']) && is_plain(counts))
}

#[test]
fn no_text_of_others_has_an_effect_in_a_comment() -> Outcome {
    for seed in 0..150 {
        let (before, after) = two(seed);
        for how in [
            &["--format", "markdown"][..],
            &["--format", "markdown", "--prose"],
        ] {
            let comment = said(&before, &after, how)?;
            let effects = effects(&comment);
            assert!(effects.is_empty(), "seed {seed}: {effects:?}\n{comment}");
            let hidden = |c: char| c != '\n' && error_tables::spelling::is_hidden(c);
            assert!(!comment.contains(hidden), "seed {seed}:\n{comment}");
        }
    }
    Ok(())
}

#[test]
fn json_reads_back_and_text_moves_no_cursor() -> Outcome {
    for seed in 0..60 {
        let (before, after) = two(seed);
        let json = said(&before, &after, &["--format", "json"])?;
        let object: serde_json::Value = serde_json::from_str(&json)?;
        assert!(object["verdict"].is_string(), "seed {seed}:\n{json}");
        let text = said(&before, &after, &["--prose"])?;
        for shown in [json, text] {
            let moves = |c: char| c != '\n' && xtask::show::escape::hidden(c);
            assert!(!shown.contains(moves), "seed {seed}:\n{shown}");
        }
    }
    Ok(())
}

#[test]
fn a_comment_is_no_longer_than_it_can_be() -> Outcome {
    let (before, _) = two(1);
    for (codes, length) in [(20, 5_000), (2000, 40), (5_000, 1)] {
        let mut after = before.clone();
        let some = after.codes.values().next().cloned().ok_or("no code")?;
        for number in 0..codes {
            let mut code = some.clone();
            code.cases.truncate(1);
            for case in &mut code.cases {
                case.message = "\u{1f980}`錯誤 ".repeat(length);
            }
            after.codes.insert(format!("Code{number}"), code);
        }
        let mut reworded = after.clone();
        for code in reworded.codes.values_mut() {
            for case in &mut code.cases {
                case.message.insert_str(0, "other ");
            }
        }
        for (before, after) in [(&before, &after), (&after, &reworded), (&reworded, &before)] {
            let comment = said(before, after, &["--format", "markdown", "--prose"])?;
            assert!(
                comment.encode_utf16().count() <= MOST,
                "{codes} of {length}"
            );
            assert_eq!(
                effects(&comment),
                Vec::<String>::new(),
                "{codes} of {length}"
            );
            let count = |it: &str| comment.matches(it).count();
            assert_eq!(count("\n<details>"), count("\n</details>"));
            if codes > 4000 {
                assert_eq!(count(" more facts are left out"), 1, "{codes} of {length}");
            }
        }
    }
    Ok(())
}
