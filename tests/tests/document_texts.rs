//! Texts of a document stay texts, wherever they come out: in the catalog, in the crate, in a report, on a terminal.
//!
//! That the generated code compiles with them and prints them is shown by `emit_compiles`.

use end_to_end::hostile::TEXTS;
use end_to_end::tree::{Ran, Tree};
use error_tables::catalog;
use error_tables::spelling::is_hidden;
use std::error::Error;
use std::fmt::Write as _;
use xtask::exit::Exit;

type Outcome = Result<(), Box<dyn Error>>;

const DOCUMENT: &str = "catalog/beta-store/documents/errors.html";

/// `text` as HTML that is read as it, a reference for each character.
fn references(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, it| {
        let _ = write!(out, "&#{};", it as u32);
        out
    })
}

/// A page of errors, with a row for each of [`TEXTS`] behind the three that the service has.
fn page(row: impl Fn(usize, &str) -> [String; 2]) -> String {
    let mut out = String::from(
        "<h1>Error list</h1><table><tr><th>Code</th><th>Description</th><th>HTTP status code</th></tr>\n\
         <tr><td>NoSuchJar</td><td>There is no such jar.</td><td>404</td></tr>\n\
         <tr><td>JarClosed</td><td>The jar is closed.</td><td>403</td></tr>\n\
         <tr><td>JarEmpty</td><td>Nothing is left in the jar.</td><td>410</td></tr>\n",
    );
    for (number, text) in TEXTS.iter().enumerate() {
        let [code, message] = row(number, text);
        let _ = writeln!(
            out,
            "<tr><td>{code}</td><td>{message}</td><td>404</td></tr>"
        );
    }
    out + "</table>\n"
}

/// The message that holds `text`.
fn message(text: &str) -> String {
    format!("Before {text} behind.")
}

/// Nothing that was printed moves a cursor, hides, or turns the direction of writing.
fn assert_shown(ran: &Ran) {
    for printed in [&ran.out, &ran.err] {
        let hidden = printed.chars().find(|it| *it != '\n' && is_hidden(*it));
        assert_eq!(hidden, None, "{printed}");
    }
}

#[test]
fn messages_stay_messages() -> Outcome {
    let tree = Tree::small()?;
    assert_eq!(tree.run(&["regen"]).exit, Exit::Done);
    let source = page(|number, text| [format!("Row{number}Code"), references(&message(text))]);
    tree.write(DOCUMENT, source)?;
    let ran = tree.run(&["regen"]);
    assert_shown(&ran);
    assert_eq!(ran.exit, Exit::Done, "{}", ran.err);
    let catalog = catalog::parse(&tree.read("catalog/beta-store/codes.toml")?)
        .map_err(|it| format!("{it:?}"))?;
    for (number, text) in TEXTS.iter().enumerate() {
        let case = &catalog.codes[&format!("Row{number}Code")].cases[0];
        let is_kept = case.message.contains(text);
        // What HTML itself makes another character of, or no character, cannot come out.
        assert!(
            is_kept || text.contains(char::is_control),
            "{text:?}: {case:?}"
        );
    }
    for (path, (bytes, _)) in tree.files()? {
        if path.starts_with("generated/src") || path.ends_with("codes.toml") {
            let text = String::from_utf8(bytes)?;
            let hidden = text.chars().find(|it| *it != '\n' && is_hidden(*it));
            assert_eq!(hidden, None, "{path}");
        }
    }
    for arguments in [&["inspect", DOCUMENT][..], &["inspect", "--json", DOCUMENT]] {
        let mut arguments = arguments.to_vec();
        let path = tree.path(DOCUMENT).display().to_string();
        arguments.pop();
        arguments.push(&path);
        assert_shown(&tree.run(&arguments));
    }
    Ok(())
}

#[test]
fn codes_that_are_none_are_problems_and_are_shown_as_text() -> Outcome {
    let tree = Tree::small()?;
    assert_eq!(tree.run(&["regen"]).exit, Exit::Done);
    let before = tree.files()?;
    tree.write(
        DOCUMENT,
        page(|number, text| {
            [
                references(&format!("{text} x y")),
                format!("It is {number}."),
            ]
        }),
    )?;
    let ran = tree.run(&["regen"]);
    assert_shown(&ran);
    assert_eq!(ran.exit, Exit::Settle);
    let mut after = tree.files()?;
    after.insert(DOCUMENT.to_owned(), before[DOCUMENT].clone());
    assert!(after == before, "a file changed");
    Ok(())
}
