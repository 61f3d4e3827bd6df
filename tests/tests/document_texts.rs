//! Texts of a document stay texts, wherever they come out: in the catalog, in the crate, in a report, on a terminal.
//!
//! That the generated code compiles with them and prints them is shown by `emit_compiles`.

use end_to_end::hostile::texts;
use end_to_end::played::program;
use end_to_end::tree::Tree;
use end_to_end::web::Web;
use error_tables::spelling::is_hidden;
use error_tables::{catalog, plain, service};
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

/// A page of errors, with a row for each of [`texts`] behind the three that the service has.
fn page(row: impl Fn(usize, &str) -> [String; 2]) -> String {
    let mut out = String::from(
        "<h1>Error list</h1><table><tr><th>Code</th><th>Description</th><th>HTTP status code</th></tr>\n\
         <tr><td>NoSuchJar</td><td>There is no such jar.</td><td>404</td></tr>\n\
         <tr><td>JarClosed</td><td>The jar is closed.</td><td>403</td></tr>\n\
         <tr><td>JarEmpty</td><td>Nothing is left in the jar.</td><td>410</td></tr>\n",
    );
    for (number, text) in texts().enumerate() {
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

/// Runs `args` on `tree`. Nothing that is printed moves a cursor, hides, or turns the direction of writing, but for the
/// colours of the program; a wide space of a source may stand.
fn shown(tree: &Tree, args: &[&str]) -> (Exit, String) {
    let (exit, printed) = tree.run_raw(args, b"");
    for text in &printed {
        let coloured = texts().find(|it| it.contains('\u{1b}') && text.contains(it));
        assert_eq!(coloured, None, "{args:?}: {text}");
        let plain = without_colours(text);
        let is_space = |it: char| it.is_whitespace() && !it.is_control();
        let hidden = |it: &char| *it != '\n' && is_hidden(*it) && !is_space(*it);
        let line_end = |it: &char| matches!(it, '\u{2028}' | '\u{2029}');
        let found = plain.chars().find(|it| hidden(it) || line_end(it));
        assert_eq!(found, None, "{args:?}: {plain}");
    }
    let [out, err] = printed;
    assert!(exit != Exit::Usage, "{args:?}: {err}");
    (exit, out)
}

/// `text` without what sets colours, and nothing else taken out.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('m') {
            Some((style, rest)) if style.bytes().all(|it| matches!(it, b'0'..=b'9' | b';')) => {
                out.push_str(rest);
            }
            _ => out.extend(["\u{1b}[", part]),
        }
    }
    out
}

#[test]
fn messages_stay_messages() -> Outcome {
    let tree = Tree::small()?;
    assert_eq!(tree.run(&["regen"]).exit, Exit::Done);
    let source = page(|number, text| [format!("Row{number}Code"), references(&message(text))]);
    tree.write(DOCUMENT, source)?;
    assert_eq!(shown(&tree, &["regen"]).0, Exit::Done);
    let catalog = catalog::parse(&tree.read("catalog/beta-store/codes.toml")?)
        .map_err(|it| format!("{it:?}"))?;
    for (number, text) in texts().enumerate() {
        let case = &catalog.codes[&format!("Row{number}Code")].cases[0];
        let is_kept = case.message == plain::one_line(&message(text));
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
    Ok(())
}

/// A tree whose texts are hostile, and the folder of the catalog as it was before.
fn hostile() -> Result<(Tree, String), Box<dyn Error>> {
    let tree = Tree::small()?;
    assert_eq!(tree.run(&["regen"]).exit, Exit::Done);
    let before = tree.path("before");
    std::fs::create_dir_all(before.join("beta-store"))?;
    let codes = tree.read("catalog/beta-store/codes.toml")?;
    tree.write("before/beta-store/codes.toml", codes)?;
    let source = page(|number, text| [format!("Row{number}Code"), references(&message(text))]);
    tree.write(DOCUMENT, source)?;
    assert_eq!(tree.run(&["regen"]).exit, Exit::Done);
    Ok((tree, before.display().to_string()))
}

#[test]
fn every_command_shows_them_as_texts() -> Outcome {
    let (tree, before) = hostile()?;
    let now = tree.path("catalog").display().to_string();
    let page = tree.path(DOCUMENT).display().to_string();
    let mut calls: Vec<Vec<&str>> = vec![
        vec!["inspect", &page],
        vec!["inspect", "--json", &page],
        vec!["inspect", "--write-service", "gamma-store", &page],
    ];
    for format in ["text", "json", "markdown"] {
        calls.push(vec!["diff", &before, &now, "--prose", "--format", format]);
    }
    let hidden = texts().filter(|it| it.contains(is_hidden));
    let messages: Vec<String> = hidden.map(message).collect();
    for message in &messages {
        calls.push(vec!["explain", "--message", message]);
        calls.push(vec!["explain", "--message", message, "--json"]);
        calls.push(vec!["explain", message]);
    }
    for call in &calls {
        let (exit, out) = shown(&tree, call);
        assert!(
            matches!(exit, Exit::Done | Exit::Unknown),
            "{call:?}: {out}"
        );
        if call.contains(&"--json") || call.ends_with(&["json"]) {
            serde_json::from_str::<serde_json::Value>(&out)?;
        }
    }
    let service = tree.read("catalog/gamma-store/service.toml")?;
    assert!(service::parse(&service).is_ok(), "{service}");
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
    assert_eq!(shown(&tree, &["regen"]).0, Exit::Settle);
    let mut after = tree.files()?;
    after.insert(DOCUMENT.to_owned(), before[DOCUMENT].clone());
    assert!(after == before, "a file changed");
    Ok(())
}

#[test]
fn what_a_server_says_is_shown_as_text() -> Outcome {
    if !program("curl") {
        return Ok(());
    }
    let tree = Tree::small()?;
    let hidden = texts().filter(|it| it.contains(is_hidden) && !it.contains(['\n', '\r', '\0']));
    for text in hidden.step_by(4) {
        let answers = [
            format!("HTTP/1.1 301 {text}\nLocation: https://b.example/{text}\n\n"),
            format!("HTTP/1.1 404 {text}\nContent-Type: {text}\n\n{text}"),
            format!("HTTP/1.1 200 OK\nContent-Type: {text}\n\n# {text}\n"),
        ];
        for answer in answers {
            let at = Web::serve([("alpha.example/errors".to_owned(), answer.into_bytes())])?.at();
            let (exit, _) = shown(&tree, &["fetch", "--stand-in", &at, "alpha-store"]);
            assert_eq!(exit, Exit::Settle, "{text:?}");
        }
    }
    Ok(())
}
