//! What lies in a tree cannot make a run read or write outside of it, wait for ever, or leave something half done.
//!
//! More of this stands where the rest of a topic does: paths of documents in `data/errors/document-*`, two runs at once and
//! a link in place of a document in `cli_regen`, a disk that fails in `cli_write`, links under `fetch` in `cli_fetch`.

use end_to_end::played::program;
use end_to_end::tree::{Ran, Tree};
use end_to_end::web::Web;
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use xtask::disk::lock;
use xtask::exit::Exit;

type Outcome = Result<(), Box<dyn Error>>;

const ALPHA: &str = "catalog/alpha-store";
const ERRORS: &str = "catalog/alpha-store/documents/errors.md";

/// The small tree after its first `regen`.
fn made() -> Result<Tree, Box<dyn Error>> {
    let tree = Tree::small()?;
    assert_eq!(tree.run(&["regen"]).exit, Exit::Done);
    Ok(tree)
}

#[test]
fn no_path_of_a_document_leads_out_of_the_folder_of_its_service() -> Outcome {
    let long = format!("documents/{}", "x".repeat(300));
    for (path, said) in [
        (
            "documents/../../beta-store/documents/errors.html",
            "leads out of its folder",
        ),
        ("documents/../codes.toml", "leads out of its folder"),
        ("documents/..", "leads out of its folder"),
        ("/etc/passwd", "is absolute"),
        ("/proc/self/environ", "is absolute"),
        (
            "C:/errors.md",
            "holds a character that no path here may have",
        ),
        (
            r"documents\\..\\errors.md",
            "holds a character that no path here may have",
        ),
        (
            r"documents/errors.md\u0000.txt",
            "holds a character that no path here may have",
        ),
        (
            r"documents/\u001b[2J",
            "holds a character that no path here may have",
        ),
        ("codes.toml", "is not under `documents/`"),
        ("documents", "is not under `documents/`"),
        ("documents/", "has an empty part"),
        ("documents//errors.md", "has an empty part"),
        ("documents/./errors.md", "has an empty part"),
        ("", "`path` is empty"),
        (&long, "cannot be read: "),
    ] {
        let tree = made()?;
        tree.replace(
            "catalog/alpha-store/service.toml",
            "documents/errors.md",
            path,
        )?;
        let before = tree.files()?;
        for call in [&["regen"][..], &["fetch", "--stand-in", "127.0.0.1:1"]] {
            let ran = tree.run(call);
            assert_eq!(ran.exit, Exit::Settle, "{path}");
            assert!(ran.err.contains(said), "{path}: {}", ran.err);
            assert!(
                !ran.err.contains('\u{1b}') && !ran.err.contains('\0'),
                "{path}"
            );
        }
        assert_eq!(tree.files()?, before, "{path}");
    }
    Ok(())
}

#[cfg(unix)]
#[test]
fn no_link_in_a_tree_is_read_or_written_through() -> Outcome {
    for (place, said) in [
        (ALPHA, "is a link"),
        ("catalog/alpha-store/documents", "lies outside"),
        (ERRORS, "lies outside"),
        ("catalog/alpha-store/codes.toml", "is no plain file"),
        ("catalog/alpha-store/service.toml", "is no plain file"),
        ("generated/Cargo.toml", "is no plain file"),
        ("generated/src/services.rs", "is no plain file"),
        ("generated/src", "is no plain file"),
        ("generated/src/services", "is no plain file"),
    ] {
        let tree = made()?;
        let outside = tempfile::tempdir()?;
        let moved = outside.path().join("moved");
        fs::rename(tree.path(place), &moved)?;
        std::os::unix::fs::symlink(&moved, tree.path(place))?;
        // Something to write, wherever the link stands.
        tree.replace(
            "catalog/beta-store/documents/errors.html",
            "The jar is closed.",
            "The jar is shut.",
        )?;
        let before = content(outside.path())?;
        for call in [&["regen"][..], &["fetch", "--stand-in", "127.0.0.1:1"]] {
            let ran = tree.run(call);
            assert_eq!(ran.exit, Exit::Settle, "{place}: {}", ran.out);
            let is_read = call == ["regen"] || place.ends_with("service.toml") || place == ALPHA;
            assert!(ran.err.contains(said) || !is_read, "{place}: {}", ran.err);
        }
        assert_eq!(content(outside.path())?, before, "{place}");
        assert!(
            !tree
                .read("catalog/beta-store/codes.toml")?
                .contains("The jar is shut."),
            "{place}"
        );
    }
    Ok(())
}

#[cfg(unix)]
#[test]
fn nothing_is_written_where_the_whole_folder_is_a_link() -> Outcome {
    for place in ["generated", "catalog"] {
        let tree = made()?;
        let outside = tempfile::tempdir()?;
        let moved = outside.path().join("moved");
        fs::copy(tree.path(ERRORS), tree.path("list.md"))?;
        tree.replace(ERRORS, "The box has no lid.", "There is no lid.")?;
        fs::rename(tree.path(place), &moved)?;
        std::os::unix::fs::symlink(&moved, tree.path(place))?;
        let before = content(outside.path())?;
        let list = tree.path("list.md").display().to_string();
        let start = ["inspect", &list, "--write-service", "cup-store"];
        let calls = [&["regen"][..], &start];
        for call in &calls[..if place == "catalog" { 2 } else { 1 }] {
            let ran = tree.run(call);
            assert_eq!(ran.exit, Exit::Settle, "{place}: {}", ran.out);
            assert!(ran.err.contains("lies outside"), "{place}: {}", ran.err);
        }
        assert_eq!(content(outside.path())?, before, "{place}");
    }
    Ok(())
}

/// Every file under `folder` with its bytes.
fn content(folder: &std::path::Path) -> std::io::Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path)?;
                all.push((path, bytes));
            }
        }
    }
    all.sort();
    Ok(all)
}

#[cfg(unix)]
#[test]
fn what_is_no_plain_file_is_not_waited_for() -> Outcome {
    if !program("mkfifo") {
        return Ok(());
    }
    for place in [
        ERRORS,
        "catalog/alpha-store/codes.toml",
        "catalog/alpha-store/service.toml",
        "generated/Cargo.toml",
        "generated/src/services.rs",
    ] {
        for make in ["mkfifo", "mkdir"] {
            let tree = made()?;
            fs::remove_file(tree.path(place))?;
            assert!(Command::new(make).arg(tree.path(place)).status()?.success());
            let ran = tree.run(&["regen"]);
            assert_eq!(ran.exit, Exit::Settle, "{place}, {make}: {}", ran.out);
            let name = place.rsplit('/').next().unwrap_or_default();
            assert!(ran.err.contains(name), "{place}, {make}: {}", ran.err);
        }
    }
    Ok(())
}

/// Runs the real program on `tree` in a shell, behind the words `before`.
fn shell(tree: &Tree, before: &str, args: &str) -> Result<Output, Box<dyn Error>> {
    let program = end_to_end::process::xtask()?;
    let root = tree.path("");
    let script = format!("{before}\nexec \"$0\" --root \"$1\" {args}");
    let mut bash = Command::new("bash");
    Ok(bash.args(["-c", &script]).arg(program).arg(root).output()?)
}

#[cfg(unix)]
#[test]
fn a_disk_without_room_leaves_everything_as_it_was() -> Outcome {
    if !program("bash") {
        return Ok(());
    }
    let tree = made()?;
    tree.replace(ERRORS, "The box has no lid.", "There is no lid.")?;
    let before = tree.files()?;
    // No file may become larger than a kilobyte, and a write that does so fails.
    let ran = shell(&tree, "trap '' XFSZ; ulimit -f 1", "regen")?;
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(3), "{said}");
    assert!(said.contains("problem: cannot write it: "), "{said}");
    assert!(said.contains("no file was changed"), "{said}");
    assert_eq!(tree.files()?, before);
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_run_that_is_killed_while_it_writes_is_tidied_up_by_the_next() -> Outcome {
    if !program("bash") {
        return Ok(());
    }
    let tree = made()?;
    tree.replace(ERRORS, "The box has no lid.", "There is no lid.")?;
    let before = tree.files()?;
    // As before, but such a write kills the run.
    let ran = shell(&tree, "ulimit -c 0; ulimit -f 1", "regen")?;
    assert_eq!(
        ran.status.code(),
        None,
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    let mut after = tree.files()?;
    after.retain(|path, _| !path.contains("/.regen-"));
    assert_eq!(after, before);
    let left: Vec<String> = tree
        .files()?
        .into_keys()
        .filter(|it| it.contains("/.regen-"))
        .collect();
    assert!(!left.is_empty());
    assert_eq!(tree.run(&["regen", "--check"]).exit, Exit::Stale);
    let ran = tree.run(&["regen"]);
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, ""));
    for left in left {
        assert!(
            ran.out
                .contains(&format!("removed {left}, which a killed run left\n")),
            "{}",
            ran.out
        );
        assert!(!tree.path(&left).exists());
    }
    assert_eq!(tree.run(&["regen", "--check"]).exit, Exit::Done);
    Ok(())
}

#[test]
fn a_lock_is_waited_for_and_ends_with_the_run_that_holds_it_however_that_ends() -> Outcome {
    if !program("curl") {
        return Ok(());
    }
    let drip = b"HTTP/1.1 200 OK\nThen: drip\n\n# Errors\n".to_vec();
    let web = Web::serve([("alpha.example/errors".to_owned(), drip)])?;
    let tree = made()?;
    let mut holder = Command::new(end_to_end::process::xtask()?)
        .arg("--root")
        .arg(tree.path(""))
        .args(["fetch", "--time", "300", "--stand-in", &web.at()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let file = fs::File::open(tree.path(lock::FILE))?;
    let since = Instant::now();
    while file.try_lock().is_ok() {
        file.unlock()?;
        assert!(since.elapsed() < Duration::from_mins(1), "nobody took it");
        std::thread::sleep(Duration::from_millis(5));
    }
    let ran = std::thread::scope(|scope| {
        let waits = scope.spawn(|| tree.run(&["regen"]));
        std::thread::sleep(Duration::from_secs(2));
        let early = waits.is_finished();
        holder.kill()?;
        holder.wait()?;
        assert!(!early, "it did not wait");
        waits.join().map_err(|_| "it panicked".into())
    });
    let ran: Ran = ran.map_err(|error: Box<dyn Error>| error)?;
    let waiting = "waiting for another run in this tree to end\n";
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, waiting));
    Ok(())
}
