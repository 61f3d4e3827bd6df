//! `fetch` against a server of this machine: what is taken, from where, and what happens to the files.
//!
//! What is refused, and with which words, stands in `data/errors/fetch-*`.

use end_to_end::played::program;
use end_to_end::tree::{Ran, Tree};
use end_to_end::web::{Web, found};
use std::error::Error;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Command, Stdio};
use std::time::Duration;
use xtask::exit::Exit;
use xtask::fetch::curl::{self, Failure, Request, Route};

type Outcome = Result<(), Box<dyn Error>>;

const ERRORS: &str = "catalog/alpha-store/documents/errors.md";
const AT: &str = "alpha.example/errors";

/// Runs `fetch` on `tree` with a web that holds `answers`.
fn fetch(tree: &Tree, answers: &[(&str, Vec<u8>)], args: &[&str]) -> std::io::Result<Ran> {
    let answers = answers
        .iter()
        .map(|(at, bytes)| ((*at).to_owned(), bytes.clone()));
    let at = Web::serve(answers)?.at();
    let mut all = vec!["fetch", "--stand-in", &at];
    all.extend(args);
    Ok(tree.run(&all))
}

fn moved(status: &str, to: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\nLocation: {to}\n\n").into_bytes()
}

/// The document as it is, with a row more.
fn longer(tree: &Tree) -> std::io::Result<String> {
    Ok(tree.read(ERRORS)? + "| BoxGone | 410 | The box was here. | Look elsewhere. |\n")
}

#[test]
fn a_new_edition_is_put_in_place_and_nothing_else_is_touched() -> Outcome {
    if !program("curl") {
        return Ok(());
    }
    let tree = Tree::small()?;
    let (before, new) = (tree.files()?, longer(&tree)?);
    let ran = fetch(&tree, &[(AT, found(&new))], &["alpha-store"])?;
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, ""));
    assert_eq!(
        ran.out,
        "alpha-store\n\
         \u{20} documents/errors.md        changed: 498 → 554 bytes, 5 → 6 rows\n\
         \u{20} documents/more-errors.rst  no address known: it came by mail\n\
         changed catalog/alpha-store/documents/errors.md\n\
         next: cargo xtask regen\n"
    );
    assert_eq!(tree.read(ERRORS)?, new);
    let mut after = tree.files()?;
    after.insert(ERRORS.to_owned(), before[ERRORS].clone());
    assert_eq!(after, before);
    Ok(())
}

#[test]
fn what_did_not_change_is_not_written() -> Outcome {
    if !program("curl") {
        return Ok(());
    }
    let tree = Tree::small()?;
    let (before, same) = (tree.files()?, tree.read(ERRORS)?);
    let ran = fetch(&tree, &[(AT, found(&same))], &["alpha-store"])?;
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, ""));
    assert!(
        ran.out.contains("documents/errors.md        unchanged\n"),
        "{}",
        ran.out
    );
    assert!(ran.out.ends_with("\nnothing changed\n"), "{}", ran.out);
    assert_eq!(tree.files()?, before);
    Ok(())
}

#[test]
fn bytes_are_stored_as_they_came() -> Outcome {
    if !program("curl") {
        return Ok(());
    }
    let tree = Tree::small()?;
    // A byte order mark, other ends of lines, white space at the ends, and none behind the last line.
    let new = format!(
        "\u{feff}{}\t \r\n\n x",
        longer(&tree)?.replace('\n', "\r\n")
    );
    let ran = fetch(&tree, &[(AT, found(&new))], &["alpha-store"])?;
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, ""));
    assert_eq!(tree.read(ERRORS)?, new);
    Ok(())
}

#[test]
fn what_comes_packed_is_unpacked() -> Outcome {
    if !program("curl") {
        return Ok(());
    }
    let tree = Tree::small()?;
    let new = longer(&tree)?;
    let head = "HTTP/1.1 200 OK\nContent-Encoding: gzip\nThen: pack\n\n";
    let ran = fetch(
        &tree,
        &[(AT, (head.to_owned() + &new).into())],
        &["alpha-store"],
    )?;
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, ""));
    assert_eq!(tree.read(ERRORS)?, new);
    Ok(())
}

#[test]
fn what_unpacks_to_too_much_is_refused() -> Outcome {
    if !program("curl") {
        return Ok(());
    }
    let tree = Tree::small()?;
    let mut bomb = b"HTTP/1.1 200 OK\nThen: pack\n\n".to_vec();
    bomb.resize(40 << 20, b' ');
    let ran = fetch(&tree, &[(AT, bomb)], &["alpha-store"])?;
    assert_eq!(ran.exit, Exit::Settle);
    assert!(
        ran.err.contains("unpacks to more than 16 MiB"),
        "{}",
        ran.err
    );
    Ok(())
}

#[test]
fn redirects_within_https_are_followed() -> Outcome {
    if !program("curl") {
        return Ok(());
    }
    let tree = Tree::small()?;
    let new = longer(&tree)?;
    let answers = [
        (AT, moved("302 Found", "here/../there?a=b#c")),
        (
            "alpha.example/there?a=b",
            moved("301 Moved Permanently", "https://docs.alpha.example/x"),
        ),
        (
            "docs.alpha.example/x",
            moved("308 Permanent Redirect", "https://alpha.example/y"),
        ),
        ("alpha.example/y", moved("303 See Other", "/z")),
        (
            "alpha.example/z",
            moved("307 Temporary Redirect", "HTTPS://ALPHA.example/end"),
        ),
        ("alpha.example/end", found(&new)),
    ];
    let ran = fetch(&tree, &answers, &["alpha-store"])?;
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, ""));
    assert_eq!(tree.read(ERRORS)?, new);
    Ok(())
}

#[test]
fn a_document_that_moved_for_good_says_where_it_stands_now() -> Outcome {
    if !program("curl") {
        return Ok(());
    }
    let tree = Tree::small()?;
    let answers = [
        (AT, moved("301 Moved Permanently", "/b")),
        ("alpha.example/b", moved("308 Permanent Redirect", "/c")),
        ("alpha.example/c", moved("302 Found", "/d")),
        ("alpha.example/d", moved("301 Moved Permanently", "/e")),
        ("alpha.example/e", found(&tree.read(ERRORS)?)),
    ];
    let ran = fetch(&tree, &answers, &["alpha-store"])?;
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, ""));
    let said = "  documents/errors.md        unchanged\n    \
        moved for good, to write into service.toml: published = \"https://alpha.example/c\"\n";
    assert!(ran.out.contains(said), "{}", ran.out);
    let answers = [
        (AT, moved("302 Found", "/b")),
        ("alpha.example/b", found(&tree.read(ERRORS)?)),
    ];
    let ran = fetch(&tree, &answers, &["alpha-store"])?;
    assert!(!ran.out.contains("moved"), "{}", ran.out);
    Ok(())
}

#[test]
fn a_loss_is_taken_when_it_is_said_to_be_right() -> Outcome {
    if !program("curl") {
        return Ok(());
    }
    let tree = Tree::small()?;
    let text = tree.read(ERRORS)?;
    let half = &text[..text.find("| BoxFull").ok_or("no row")?];
    let ran = fetch(&tree, &[(AT, found(half))], &["alpha-store"])?;
    assert_eq!(ran.exit, Exit::Settle);
    let ran = fetch(
        &tree,
        &[(AT, found(half))],
        &["alpha-store", "--accept-loss"],
    )?;
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, ""));
    assert!(ran.out.contains("5 → 3 rows\n"), "{}", ran.out);
    assert!(
        ran.out
            .ends_with("\nnext: cargo xtask regen --accept-loss\n"),
        "{}",
        ran.out
    );
    assert_eq!(tree.read(ERRORS)?, half);
    Ok(())
}

#[test]
fn a_document_that_is_not_there_yet_is_made() -> Outcome {
    if !program("curl") {
        return Ok(());
    }
    let tree = Tree::small()?;
    let text = tree.read(ERRORS)?;
    std::fs::remove_dir_all(tree.path("catalog/alpha-store/documents"))?;
    let page = "<!DOCTYPE html>\n<html><body><p>Sign in</p></body></html>\n";
    let ran = fetch(&tree, &[(AT, found(page))], &["alpha-store"])?;
    assert!(
        ran.err
            .contains("is markdown, and what was received is html"),
        "{}",
        ran.err
    );
    let ran = fetch(&tree, &[(AT, found(&text))], &["alpha-store"])?;
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, ""));
    assert!(ran.out.contains("new: 498 bytes, 5 rows\n"), "{}", ran.out);
    assert!(
        ran.out.contains(&format!("\nnew {ERRORS}\n")),
        "{}",
        ran.out
    );
    assert_eq!(tree.read(ERRORS)?, text);
    Ok(())
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_that_leads_out() -> Outcome {
    if !program("curl") {
        return Ok(());
    }
    let outside = tempfile::tempdir()?;
    let documents = "catalog/alpha-store/documents";
    for (link, to) in [
        (documents, outside.path().to_owned()),
        (ERRORS, outside.path().join("errors.md")),
    ] {
        let tree = Tree::small()?;
        let text = longer(&tree)?;
        if link == documents {
            std::fs::remove_dir_all(tree.path(link))?;
        } else {
            std::fs::remove_file(tree.path(link))?;
        }
        std::os::unix::fs::symlink(to, tree.path(link))?;
        let ran = fetch(&tree, &[(AT, found(&text))], &["alpha-store"])?;
        assert_eq!(ran.exit, Exit::Settle, "{}", ran.out);
        assert_eq!(std::fs::read_dir(outside.path())?.count(), 0, "{link}");
    }
    Ok(())
}

#[test]
fn a_read_only_folder_keeps_every_document() -> Outcome {
    if !program("curl") {
        return Ok(());
    }
    let tree = Tree::small()?;
    let folder = tree.path("catalog/beta-store/documents");
    let mut rights = std::fs::metadata(&folder)?.permissions();
    let writable = rights.clone();
    rights.set_readonly(true);
    std::fs::set_permissions(&folder, rights)?;
    let before = tree.files()?;
    let beta = tree.read("catalog/beta-store/documents/errors.html")?;
    let beta = beta.replace("The jar is closed.", "The jar is shut.");
    let answers = [
        (AT, found(&longer(&tree)?)),
        ("beta.example/errors", found(&beta)),
    ];
    let ran = fetch(&tree, &answers, &[])?;
    let after = tree.files()?;
    std::fs::set_permissions(&folder, writable)?;
    assert_eq!(ran.exit, Exit::Settle, "{}", ran.out);
    assert!(
        ran.err
            .contains("catalog/beta-store/documents/errors.html: problem: cannot "),
        "{}",
        ran.err
    );
    assert_eq!(after, before);
    Ok(())
}

#[test]
fn without_curl_it_is_said_what_to_do() -> Outcome {
    let tree = Tree::small()?;
    let ran = Command::new(end_to_end::process::xtask()?)
        .arg("--root")
        .arg(tree.path(""))
        .args(["fetch", "alpha-store", "--stand-in", "127.0.0.1:1"])
        .env("PATH", tree.path(""))
        .output()?;
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(3), "{said}");
    assert!(
        said.contains("the program curl, which fetches documents, is not there"),
        "{said}"
    );
    assert!(
        said.contains("install curl, or put the document in its place by hand"),
        "{said}"
    );
    Ok(())
}

#[test]
fn only_the_machines_that_were_looked_up_are_asked() -> Outcome {
    if !program("curl") {
        return Ok(());
    }
    let web = Web::serve([(AT.to_owned(), found("words"))])?;
    let at: SocketAddr = web.at().parse()?;
    // Nobody listens at the first machine, and the host is known to nobody else.
    let machines = ["::1".parse()?, at.ip()];
    let ask = |host| {
        curl::get(&Request {
            url: &format!("http://alpha.example:{}/errors", at.port()),
            route: Route::Machines {
                host,
                machines: &machines,
                port: at.port(),
            },
            time: Duration::from_secs(20),
        })
    };
    let answer = ask("alpha.example").map_err(|it| format!("{it:?}"))?;
    assert_eq!(
        (answer.status, answer.body.as_slice()),
        (200, &b"words"[..])
    );
    assert!(matches!(ask("beta.example"), Err(Failure::Other(_))));
    Ok(())
}

#[test]
fn a_server_that_nobody_vouches_for_is_not_believed() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = |name: &str| folder.path().join(name).display().to_string();
    let (key, certificate) = (file("key"), file("certificate"));
    let mut make = Command::new("openssl");
    make.args([
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
    ])
    .args([
        "-subj",
        "/CN=alpha.example",
        "-keyout",
        &key,
        "-out",
        &certificate,
    ])
    .stderr(Stdio::null());
    if !program("curl") || !make.status().is_ok_and(|it| it.success()) {
        eprintln!(
            "skipped: a server with a certificate of its own, because openssl is not installed"
        );
        return Ok(());
    }
    let mut server = Command::new("openssl")
        .args([
            "s_server",
            "-accept",
            "127.0.0.1:0",
            "-www",
            "-key",
            &key,
            "-cert",
            &certificate,
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let lines = BufReader::new(server.stdout.take().ok_or("no output")?).lines();
    let at = lines.map_while(Result::ok).find_map(|line| {
        let at: SocketAddr = line.strip_prefix("ACCEPT ")?.parse().ok()?;
        Some(at)
    });
    let answer = at.map(|at| {
        curl::get(&Request {
            url: "https://alpha.example/errors",
            route: Route::At(at),
            time: Duration::from_secs(20),
        })
    });
    server.kill()?;
    server.wait()?;
    assert!(
        matches!(answer, Some(Err(Failure::Untrusted(_)))),
        "{answer:?}"
    );
    Ok(())
}
