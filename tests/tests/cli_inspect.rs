//! `inspect` over documents in and out of the catalog.

use end_to_end::tree::Tree;
use error_tables::document::Format;
use error_tables::read::detect;
use std::error::Error;
use std::path::{Path, PathBuf};
use xtask::exit::Exit;

type Outcome = Result<(), Box<dyn Error>>;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data/inspect")
        .join(name)
}

/// Runs `inspect` on a copy of the document `name`, and compares with its goldens.
fn golden(name: &str, exit: Exit) -> Outcome {
    let tree = Tree::small()?;
    std::fs::copy(data(name), tree.path(name))?;
    let path = tree.path(name).display().to_string();
    let text = tree.run(&["inspect", &path]);
    let json = tree.run(&["inspect", "--json", &path]);
    assert_eq!(
        (text.exit, json.exit),
        (exit, exit),
        "{}{}",
        text.err,
        json.err
    );
    let assert = snapbox::Assert::new()
        .action_env("SNAPSHOTS")
        .normalize_paths(false);
    assert.eq(
        text.out,
        snapbox::Data::read_from(&data(name).with_extension("text.golden"), None),
    );
    assert.eq(
        json.out,
        snapbox::Data::read_from(&data(name).with_extension("json.golden"), None)
            .is(snapbox::data::DataFormat::Text),
    );
    Ok(())
}

#[test]
fn what_was_found_and_what_is_open_is_told() -> Outcome {
    golden("tables.md", Exit::Settle)
}

#[test]
fn a_document_without_errors_says_so() -> Outcome {
    golden("none.md", Exit::Done)
}

#[test]
fn a_table_in_doubt_comes_with_the_decision_that_would_read_it() -> Outcome {
    golden("doubt.md", Exit::Done)
}

#[test]
fn the_decisions_of_the_catalog_are_applied() -> Outcome {
    let tree = Tree::small()?;
    let (errors, service) = (
        "catalog/alpha-store/documents/errors.md",
        "catalog/alpha-store/service.toml",
    );
    tree.replace(errors, "TooManyBoxes", "TooMany Boxes")?;
    let text = tree.read(service)?
        + "\n[[decisions]]\nrepair = \"TooMany Boxes\"\nas = \"TooManyBoxes\"\nreason = \"a line wrap\"\n";
    tree.write(service, text)?;
    let path = tree.path(errors).display().to_string();
    let ran = tree.run(&["inspect", &path]);
    assert_eq!(
        (ran.exit, ran.err.as_str()),
        (Exit::Done, ""),
        "{}",
        ran.out
    );
    assert!(
        ran.out
            .contains("with the decisions of [ROOT]/catalog/alpha-store/service.toml\n"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("  TooManyBoxes  400\n"), "{}", ran.out);
    assert!(!ran.out.contains("TooMany Boxes"), "{}", ran.out);
    Ok(())
}

#[test]
fn standard_input_is_read_and_a_format_can_be_given() -> Outcome {
    let tree = Tree::small()?;
    let text =
        b"| Code | HTTP status | Message |\n|---|---|---|\n| PotHot | 409 | The pot is hot. |\n";
    let ran = tree.run_with(&["inspect", "-", "--json"], text);
    assert_eq!(ran.exit, Exit::Done, "{}", ran.out);
    assert!(
        ran.out.contains("\"format\": \"markdown\"") && ran.out.contains("\"PotHot\""),
        "{}",
        ran.out
    );
    let ran = tree.run_with(&["inspect", "-", "--json", "--format", "rst"], text);
    assert!(
        ran.out.contains("\"format\": \"rst\"") && !ran.out.contains("\"code\""),
        "{}",
        ran.out
    );
    Ok(())
}

#[test]
fn nothing_of_a_document_moves_a_cursor() -> Outcome {
    let tree = Tree::small()?;
    let text = "# \u{1b}[31mErrors\n\n| Code | HTTP status | Message |\n|---|---|---|\n\
        | PotHot | 409 | The \u{9b}2Jpot\u{202e}. |\n| PotCold | 410 | It \u{1b}]0;is\u{7} cold. |\n\
        | PotOld | 999 | It is\u{200b} old\u{1b}[2J. |\n";
    for args in [&["inspect", "-"][..], &["inspect", "-", "--json"]] {
        let ran = tree.run_with(args, text.as_bytes());
        let strange =
            |c: &char| (c.is_control() && *c != '\n') || ('\u{202a}'..='\u{202e}').contains(c);
        // What `run` writes itself are colours, which are taken away before this is looked at.
        let found = ran.out.chars().chain(ran.err.chars()).find(strange);
        assert_eq!(found, None, "{}{}", ran.out, ran.err);
        for written in ["202e", "1b", "9b"] {
            assert!(ran.out.contains(written), "{written}\n{}", ran.out);
        }
    }
    Ok(())
}

#[test]
fn a_new_service_starts_from_a_document() -> Outcome {
    let tree = Tree::small()?;
    tree.write(
        "list.md",
        "# Cups\n\n| Code | HTTP status | Message |\n|---|---|---|\n| CupHot | 409 | Hot. |\n",
    )?;
    let path = tree.path("list.md").display().to_string();
    let ran = tree.run(&["inspect", &path, "--write-service", "cup-store"]);
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, ""));
    let service = tree.read("catalog/cup-store/service.toml")?;
    assert!(
        service.starts_with("title = \"Cups\"\n\n[[documents]]\npath = \"documents/list.md\"\n"),
        "{service}"
    );
    assert_eq!(
        tree.read("catalog/cup-store/documents/list.md")?,
        tree.read("list.md")?
    );

    let ran = tree.run(&["regen"]);
    assert_eq!(ran.exit, Exit::Settle);
    assert!(
        ran.err.contains("cup-store = []"),
        "the feature is all that is missing: {}",
        ran.err
    );
    assert!(ran.err.contains("\n1 problem to settle"), "{}", ran.err);

    for (id, said) in [
        ("cup-store", "is there already"),
        ("Cup Store", "is no id"),
        ("../x", "is no id"),
    ] {
        let ran = tree.run(&["inspect", &path, "--write-service", id]);
        assert_eq!(ran.exit, Exit::Settle);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    Ok(())
}

#[test]
fn the_formats_of_the_catalogs_documents_are_told_without_their_extensions() -> Outcome {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalog");
    for (path, format) in [
        ("aliyun-oss/documents/http-status-400.md", Format::Markdown),
        ("aliyun-oss/documents/error-responses.md", Format::Markdown),
        ("huawei-obs/documents/error-codes.txt", Format::Text),
        (
            "huawei-obs/documents/server-side-error-codes.rst",
            Format::Rst,
        ),
        ("jdcloud-oss/documents/error-response.md", Format::Markdown),
    ] {
        let text = std::fs::read_to_string(root.join(path))?;
        assert_eq!(detect::format("document.txt", &text), format, "{path}");
    }
    Ok(())
}
