//! The command line as a process of its own: exit codes, streams and colours as a shell sees them.

use end_to_end::process::xtask;
use end_to_end::tree::Tree;
use std::error::Error;
use std::process::{Command, Output};

type Outcome = Result<(), Box<dyn Error>>;

fn run(tree: &Tree, args: &[&str]) -> Result<Output, Box<dyn Error>> {
    let root = tree.path("");
    Ok(Command::new(xtask()?)
        .arg("--root")
        .arg(root)
        .args(args)
        .output()?)
}

#[test]
fn exit_codes_and_streams_are_those_of_the_contract() -> Outcome {
    let tree = Tree::small()?;
    let stale = run(&tree, &["regen", "--check"])?;
    assert_eq!(stale.status.code(), Some(1));
    assert_eq!(run(&tree, &["regen"])?.status.code(), Some(0));
    let fresh = run(&tree, &["regen", "--check"])?;
    assert_eq!(
        (fresh.status.code(), fresh.stderr.as_slice()),
        (Some(0), &b""[..])
    );
    let usage = run(&tree, &["regen", "--chek"])?;
    assert_eq!(
        (usage.status.code(), usage.stdout.as_slice()),
        (Some(2), &b""[..])
    );
    assert_eq!(run(&tree, &[])?.status.code(), Some(2));
    assert_eq!(run(&tree, &["--help"])?.status.code(), Some(0));
    std::fs::remove_file(tree.path("catalog/alpha-store/documents/errors.md"))?;
    let settle = run(&tree, &["regen"])?;
    assert_eq!(settle.status.code(), Some(3));
    assert!(
        String::from_utf8_lossy(&settle.stderr)
            .contains("catalog/alpha-store/service.toml:3:1: problem: ")
    );
    Ok(())
}

#[test]
fn no_colour_goes_to_what_is_no_terminal() -> Outcome {
    let tree = Tree::small()?;
    for args in [
        &["regen", "--check"][..],
        &["regen", "--chek"],
        &["inspect", "nowhere"],
    ] {
        let ran = run(&tree, args)?;
        assert!(
            !ran.stdout.contains(&0x1b) && !ran.stderr.contains(&0x1b),
            "{args:?}"
        );
        assert!(!ran.stdout.is_empty() || !ran.stderr.is_empty(), "{args:?}");
    }
    Ok(())
}

#[test]
fn a_reader_that_goes_away_is_no_failure() -> Outcome {
    let tree = Tree::small()?;
    let mut child = Command::new(xtask()?)
        .arg("--root")
        .arg(tree.path(""))
        .arg("regen")
        .stdout(std::process::Stdio::piped())
        .spawn()?;
    drop(child.stdout.take());
    assert_eq!(child.wait()?.code(), Some(0));
    assert!(tree.path("catalog/alpha-store/codes.toml").exists());
    Ok(())
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written_is_a_failure() -> Outcome {
    let tree = Tree::small()?;
    for args in [
        &["regen"][..],
        &["regen", "--check"],
        &["--help"],
        &["explain", "BoxFull"],
    ] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full")?;
        let ran = Command::new(xtask()?)
            .arg("--root")
            .arg(tree.path(""))
            .args(args)
            .stdout(full)
            .output()?;
        let said = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(3), "{args:?}: {said}");
        assert!(
            said.contains("standard output: problem: cannot be written: "),
            "{said}"
        );
    }
    assert!(tree.path("catalog/alpha-store/codes.toml").exists());
    Ok(())
}
