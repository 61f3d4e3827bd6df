//! `diff` over trees and their history: what is compared with what, how it ends, and what is said where it cannot be
//! done. How facts are shown is for `reports`.

use end_to_end::process;
use end_to_end::repository::{Repository, git};
use end_to_end::tree::{Ran, Tree};
use std::error::Error;
use std::fs;
use std::process::Command;
use xtask::exit::Exit;

type Outcome = Result<(), Box<dyn Error>>;

const ERRORS: &str = "catalog/alpha-store/documents/errors.md";
const CODES: &str = "catalog/alpha-store/codes.toml";

/// The small tree after a `regen`, committed; `None` where there is no git.
fn made() -> Result<Option<Repository>, Box<dyn Error>> {
    let tree = Tree::small()?;
    assert_eq!(tree.run(&["regen"]).exit, Exit::Done);
    Repository::of(tree)
}

/// Gives a row of the first document another message, and takes it up.
fn reword(repository: &Repository, from: &str, to: &str) -> Outcome {
    repository.tree.replace(ERRORS, from, to)?;
    let ran = repository.tree.run(&["regen"]);
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, ""));
    Ok(())
}

/// Asserts that `ran` ended well and says each of `lines`.
fn says(ran: &Ran, lines: &[&str]) {
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, ""));
    for line in lines {
        assert!(ran.out.contains(line), "{line}\n{}", ran.out);
    }
}

/// Asserts that `ran` needs a person, whom it tells each of `lines`.
fn complains(ran: &Ran, lines: &[&str]) {
    assert_eq!((ran.exit, ran.out.as_str()), (Exit::Settle, ""));
    for line in lines {
        assert!(ran.err.contains(line), "{line}\n{}", ran.err);
    }
}

#[test]
fn the_working_tree_is_compared_with_where_it_left_the_main_branch() -> Outcome {
    let Some(repository) = made()? else {
        return Ok(());
    };
    says(
        &repository.tree.run(&["diff"]),
        &[
            "merge base with main (",
            ") -> working tree\n",
            "  nothing changed\n",
        ],
    );
    repository.git(&["switch", "--quiet", "--create", "branch"])?;
    reword(&repository, "no lid", "no lid yet")?;
    repository.commit("second")?;
    reword(&repository, "Somebody holds", "Nobody holds")?;
    let facts = [
        "LidMissing message changed: \"The box has no lid{+ yet+}.\"\n",
        "BoxLocked message changed: \"[-Somebody-]{+Nobody+} holds the box.\"\n",
    ];
    says(&repository.tree.run(&["diff"]), &facts);
    // What came to main in the meantime is none of the branch's changes.
    repository.commit("third")?;
    repository.git(&["switch", "--quiet", "main"])?;
    reword(
        &repository,
        "| TooManyBoxes | 400 |",
        "| TooManyBoxes | 409 |",
    )?;
    repository.commit("elsewhere")?;
    repository.git(&["switch", "--quiet", "--detach", "branch"])?;
    let ran = repository.tree.run(&["diff"]);
    says(&ran, &facts);
    assert!(!ran.out.contains("TooManyBoxes"), "{}", ran.out);
    says(
        &repository.tree.run(&["diff", "main", "branch"]),
        &[
            "TooManyBoxes status changed: 409 -> 400",
            facts[0],
            facts[1],
        ],
    );
    says(
        &repository.tree.run(&["diff", "HEAD~1"]),
        &["HEAD~1 (", facts[1]],
    );
    Ok(())
}

#[test]
fn a_document_that_was_not_taken_in_yet_is_named() -> Outcome {
    let Some(repository) = made()? else {
        return Ok(());
    };
    repository.tree.replace(ERRORS, "no lid", "no lid yet")?;
    let ran = repository.tree.run(&["diff", "--format", "json"]);
    assert_eq!(ran.exit, Exit::Done);
    assert!(ran.out.contains("\"verdict\": \"none\""), "{}", ran.out);
    assert_eq!(
        ran.err,
        format!(
            "note: {ERRORS} is not what codes.toml was made from, and is not compared; `cargo xtask regen` takes it in\n"
        )
    );
    assert_eq!(repository.tree.run(&["regen"]).exit, Exit::Done);
    says(&repository.tree.run(&["diff"]), &["no lid{+ yet+}"]);
    Ok(())
}

#[test]
fn of_several_copies_of_the_main_branch_the_newest_counts() -> Outcome {
    let Some(repository) = made()? else {
        return Ok(());
    };
    repository.git(&["update-ref", "refs/remotes/origin/master", "HEAD"])?;
    repository.commit("second")?;
    repository.git(&["update-ref", "refs/remotes/origin/trunk", "HEAD"])?;
    repository.git(&[
        "symbolic-ref",
        "refs/remotes/origin/HEAD",
        "refs/remotes/origin/trunk",
    ])?;
    repository.git(&["switch", "--quiet", "--create", "branch"])?;
    repository.git(&["branch", "--quiet", "--force", "main", "HEAD~1"])?;
    says(
        &repository.tree.run(&["diff"]),
        &["merge base with origin/HEAD ("],
    );
    Ok(())
}

#[test]
fn where_there_is_nothing_to_compare_with_it_says_what_helps() -> Outcome {
    let Some(repository) = made()? else {
        return Ok(());
    };
    repository.git(&["branch", "--move", "work"])?;
    complains(
        &repository.tree.run(&["diff"]),
        &[
            "there is no main branch here: none of ",
            "origin/main, ",
            "cargo xtask diff BASE",
            "git fetch origin",
        ],
    );
    repository.git(&["checkout", "--quiet", "--orphan", "main"])?;
    complains(
        &repository.tree.run(&["diff"]),
        &["there is no commit to compare with", "compares two folders"],
    );
    repository.commit("another root")?;
    repository.git(&["switch", "--quiet", "work"])?;
    complains(
        &repository.tree.run(&["diff"]),
        &["the current commit and refs/heads/main have no commit in common"],
    );
    Ok(())
}

#[test]
fn a_shallow_clone_says_that_it_is_one() -> Outcome {
    let Some(repository) = made()? else {
        return Ok(());
    };
    repository.git(&["switch", "--quiet", "--create", "branch"])?;
    repository.commit("second")?;
    repository.git(&["switch", "--quiet", "main"])?;
    let from = format!("file://{}", repository.tree.path("").display());
    let clone = tempfile::tempdir()?;
    let to = clone.path().display().to_string();
    let args = [
        "clone", "--quiet", "--depth", "1", "--branch", "branch", &from, &to,
    ];
    let cloned = git(clone.path(), &args).output()?;
    assert!(cloned.status.success(), "{cloned:?}");
    let tree = Tree::copy(clone.path())?;
    let shallow = [
        "this clone is shallow",
        "git fetch --unshallow origin",
        "fetch-depth: 0",
    ];
    complains(&tree.run(&["diff"]), &shallow);
    complains(&tree.run(&["diff", "HEAD~1"]), &shallow);
    says(&tree.run(&["diff", "HEAD"]), &["nothing changed"]);
    Ok(())
}

#[test]
fn without_a_repository_folders_can_be_compared() -> Outcome {
    let tree = Tree::small()?;
    assert_eq!(tree.run(&["regen"]).exit, Exit::Done);
    // The folder of a test can itself lie in a repository, but not under one of its tracked files.
    fs::write(tree.path(".git"), "gitdir: nowhere\n")?;
    complains(
        &tree.run(&["diff"]),
        &["git does not answer: ", "compares two folders"],
    );
    let other = Tree::small()?;
    other.replace(ERRORS, "| TooManyBoxes | 400 |", "| TooManyBoxes | 409 |")?;
    assert_eq!(other.run(&["regen"]).exit, Exit::Done);
    let fact = "TooManyBoxes status changed: 400 -> 409";
    for folder in ["", "catalog", "catalog/alpha-store"] {
        let path = |tree: &Tree| tree.path(folder).display().to_string();
        let (old, new) = (path(&tree), path(&other));
        says(&tree.run(&["diff", &old, &new]), &[fact]);
        says(
            &tree.run(&["diff", &new]),
            &[&format!("{new} -> working tree\n"), "409 -> 400"],
        );
    }
    let nothing = tree.path("generated").display().to_string();
    complains(
        &tree.run(&["diff", &nothing]),
        &["holds no catalog", "`catalog/`"],
    );
    complains(&tree.run(&["diff", "/nowhere"]), &["there is no such file"]);
    Ok(())
}

#[test]
fn one_service_is_compared_with_its_like_alone() -> Outcome {
    let tree = Tree::small()?;
    assert_eq!(tree.run(&["regen"]).exit, Exit::Done);
    let one = tree.path("catalog/alpha-store").display().to_string();
    let ran = tree.run(&["diff", &one]);
    says(&ran, &["nothing changed"]);
    assert!(!ran.out.contains("beta-store"), "{}", ran.out);
    Ok(())
}

#[test]
fn the_level_to_fail_on_decides_how_it_ends() -> Outcome {
    let Some(repository) = made()? else {
        return Ok(());
    };
    let exit = |level| repository.tree.run(&["diff", "--fail-on", level]).exit;
    assert_eq!(["patch", "minor", "major"].map(exit), [Exit::Done; 3]);
    reword(&repository, "no lid", "no lid yet")?;
    assert_eq!(
        ["patch", "minor", "major"].map(exit),
        [Exit::Reached, Exit::Done, Exit::Done]
    );
    reword(
        &repository,
        "| TooManyBoxes | 400 |",
        "| TooManyBoxes | 409 |",
    )?;
    assert_eq!(
        ["patch", "minor", "major"].map(exit),
        [Exit::Reached, Exit::Reached, Exit::Done]
    );
    fs::remove_file(repository.tree.path(CODES))?;
    assert_eq!(["patch", "minor", "major"].map(exit), [Exit::Reached; 3]);
    assert_eq!(Exit::Reached.code(), 1);
    Ok(())
}

#[test]
fn no_name_is_taken_for_an_option() -> Outcome {
    let Some(repository) = made()? else {
        return Ok(());
    };
    for name in ["-x", "--output=here", "--upload-pack=touch here", ""] {
        assert_eq!(repository.tree.run(&["diff", "--", name]).exit, Exit::Usage);
    }
    for name in [
        "HEAD^{tree}",
        "HEAD:catalog",
        ":/first --all",
        "HEAD\u{1b}[31m",
        "@{upstream}",
        "a b",
        "refs/heads/*",
    ] {
        complains(
            &repository.tree.run(&["diff", name]),
            &["git knows no revision"],
        );
    }
    complains(
        &repository.tree.run(&["diff", "main..HEAD"]),
        &["cargo xtask diff main HEAD"],
    );
    assert!(!repository.tree.path("here").exists());
    Ok(())
}

#[test]
fn a_folder_and_a_revision_of_one_name_are_told_apart() -> Outcome {
    let Some(repository) = made()? else {
        return Ok(());
    };
    // Names are taken from the folder that the test runs in, which has one called `data`.
    repository.git(&["branch", "data"])?;
    complains(
        &repository.tree.run(&["diff", "data"]),
        &[
            "git knows a revision of this name",
            "`./data`",
            "`refs/heads/data`",
        ],
    );
    complains(
        &repository.tree.run(&["diff", "./data"]),
        &["holds no catalog"],
    );
    says(
        &repository.tree.run(&["diff", "refs/heads/data"]),
        &["nothing changed"],
    );
    Ok(())
}

#[test]
fn a_catalog_of_another_shape_is_compared_or_refused_with_a_word() -> Outcome {
    let Some(repository) = made()? else {
        return Ok(());
    };
    let fresh = repository.tree.read(CODES)?;
    // What another version would print, and what people may have edited.
    let other = fresh
        .replace(" = ", "=")
        .replace("\n\n", "\n\n# A remark.\n");
    repository.tree.write(CODES, other)?;
    repository.commit("another form")?;
    repository.tree.write(CODES, &fresh)?;
    says(
        &repository.tree.run(&["diff", "HEAD"]),
        &["nothing changed"],
    );
    for (text, wanted) in [
        (
            fresh.replace("status = 404", "http = 404"),
            "a case has no key `http`",
        ),
        (
            fresh.replace("[codes.BoxFull]", "[codes"),
            "this is no TOML",
        ),
        (String::new(), "there is nothing in the file"),
        (
            format!("<<<<<<< HEAD\n{fresh}"),
            "a conflict of two branches",
        ),
    ] {
        repository.tree.write(CODES, text)?;
        repository.commit("another shape")?;
        repository.tree.write(CODES, &fresh)?;
        let id = repository.git(&["rev-parse", "HEAD"])?;
        let place = format!("{}:{CODES}", id.get(..10).unwrap_or_default());
        complains(&repository.tree.run(&["diff", "HEAD"]), &[wanted, &place]);
    }
    Ok(())
}

#[test]
fn nothing_is_changed_and_nothing_else_of_a_commit_is_read() -> Outcome {
    let Some(repository) = made()? else {
        return Ok(());
    };
    let tree = &repository.tree;
    fs::create_dir_all(tree.path("catalog/.hidden/deep"))?;
    tree.write("catalog/.hidden/deep/codes.toml", "no catalog")?;
    tree.write("catalog/codes.toml", "no catalog")?;
    repository.commit("files that are none of ours")?;
    let before = tree.files()?;
    says(&tree.run(&["diff", "HEAD", "HEAD"]), &["nothing changed"]);
    says(&tree.run(&["diff", "HEAD"]), &["nothing changed"]);
    assert_eq!(tree.files()?, before);
    Ok(())
}

#[test]
fn a_clone_without_all_files_fetches_none() -> Outcome {
    let Some(repository) = made()? else {
        return Ok(());
    };
    repository.git(&["config", "uploadpack.allowFilter", "true"])?;
    let from = format!("file://{}", repository.tree.path("").display());
    let clone = Tree::small()?;
    assert_eq!(clone.run(&["regen"]).exit, Exit::Done);
    let args = [
        "clone",
        "--quiet",
        "--bare",
        "--filter",
        "blob:none",
        &from,
        ".git",
    ];
    assert!(git(&clone.path(""), &args).status()?.success());
    let ran = clone.run(&["diff", "HEAD"]);
    complains(
        &ran,
        &[CODES, "git does not give the file", "git fetch --refetch"],
    );
    Ok(())
}

#[test]
fn without_git_it_says_so() -> Outcome {
    let tree = Tree::small()?;
    assert_eq!(tree.run(&["regen"]).exit, Exit::Done);
    let ran = Command::new(process::xtask()?)
        .arg("--root")
        .arg(tree.path(""))
        .arg("diff")
        .env("PATH", "")
        .output()?;
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(3), "{said}");
    assert!(said.contains("git cannot be run"), "{said}");
    assert!(said.contains("compares two folders"), "{said}");
    Ok(())
}

#[cfg(unix)]
#[test]
fn nothing_is_read_through_a_link() -> Outcome {
    let Some(repository) = made()? else {
        return Ok(());
    };
    let tree = &repository.tree;
    let secret = tree.path("secret.toml");
    fs::rename(tree.path(CODES), &secret)?;
    std::os::unix::fs::symlink(&secret, tree.path(CODES))?;
    repository.commit("a link")?;
    complains(&tree.run(&["diff", "HEAD~1"]), &[CODES, "no plain file"]);
    complains(
        &tree.run(&["diff", "HEAD~1", "HEAD"]),
        &[CODES, "is a link"],
    );
    Ok(())
}
