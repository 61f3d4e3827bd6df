//! Two workflows, played through with a `gh` that writes down how it is called: what a pull request is told, and what is
//! proposed when a document changed.

use end_to_end::played::Play;
use end_to_end::workflows::script;
use std::error::Error;
use std::fs;

type Outcome = Result<(), Box<dyn Error>>;

const SHA: &str = "0123456789abcdef0123456789abcdef01234567";

/// Plays the workflow that posts the comment: `diff` is what was made, `comments` what stands there. Gives the calls of
/// `gh` that change something, and what they send.
fn comment(diff: &[u8], comments: &str, sha: &str) -> Result<Option<Play>, Box<dyn Error>> {
    let Some(mut play) = Play::new(&["bash", "jq"])? else {
        return Ok(None);
    };
    play.answer("api --method GET", &format!(r#"[{{"number": 3, "head": {{"sha": "other"}}}}, {{"number": 7, "head": {{"sha": "{sha}"}}}}]"#))?;
    play.answer("api --paginate", comments)?;
    play.answer("api --method POST", "{}")?;
    play.answer("api --method PATCH", "{}")?;
    play.answer("run download", "")?;
    fs::create_dir(play.path("made"))?;
    fs::write(play.path("made/diff.md"), diff)?;
    for (name, value) in [
        ("REPOSITORY", "us/tables"),
        ("RUN", "5"),
        ("HEAD_SHA", SHA),
        ("HEAD_OWNER", "them"),
        ("HEAD_BRANCH", "a;b$(touch broken)"),
    ] {
        play.set(name, value);
    }
    let workflow = "catalog-diff-comment.yml";
    play.run(&script(workflow, "Find the pull request")?)?;
    if play
        .take("GITHUB_ENV", "PULL")?
        .is_some_and(|it| !it.is_empty())
    {
        play.run(&script(workflow, "Post the comment")?)?;
    }
    Ok(Some(play))
}

const OURS: &str =
    r#"{"id": 11, "user": {"login": "github-actions[bot]"}, "body": "<!-- catalog-diff -->\nold"}"#;
const THEIRS: &str =
    r#"{"id": 12, "user": {"login": "them"}, "body": "<!-- catalog-diff -->\nmine"}"#;

#[test]
fn a_pull_request_is_told_once_and_the_comment_changed_in_place() -> Outcome {
    let first = "api --method POST repos/us/tables/issues/7/comments --input comment.json";
    let again = "api --method PATCH repos/us/tables/issues/comments/11 --input comment.json";
    for (diff, comments, wanted) in [
        ("**Added**\n", "[]".to_owned(), Some(first)),
        ("**Added**\n", format!("[{THEIRS}]"), Some(first)),
        ("**Added**\n", format!("[{THEIRS}][{OURS}]"), Some(again)),
        ("", format!("[{OURS}]"), Some(again)),
        ("", format!("[{THEIRS}]"), None),
    ] {
        let Some(play) = comment(diff.as_bytes(), &comments, SHA)? else {
            return Ok(());
        };
        let calls = play.calls()?;
        let changing = |it: &&String| it.contains("POST") || it.contains("PATCH");
        let changes: Vec<&String> = calls.iter().filter(changing).collect();
        assert_eq!(changes, Vec::from_iter(wanted), "{diff:?} {comments}");
        assert!(
            calls[0].ends_with("-f state=open -f head=them:a;b$(touch broken)"),
            "{calls:?}"
        );
        assert!(!play.path("broken").exists());
        if wanted.is_some() {
            let body = fs::read_to_string(play.path("comment.json"))?;
            assert!(
                body.contains("<!-- catalog-diff -->") && body.contains(diff.trim()),
                "{body}"
            );
        }
    }
    Ok(())
}

#[test]
fn nothing_is_posted_for_a_commit_that_is_no_pull_request_any_more() -> Outcome {
    let Some(play) = comment(b"x", "[]", "another")? else {
        return Ok(());
    };
    assert_eq!(play.calls()?.len(), 1);
    Ok(())
}

#[test]
fn a_comment_is_not_longer_than_a_comment_can_be() -> Outcome {
    let Some(play) = comment("ä\"\n".repeat(60_000).as_bytes(), "[]", SHA)? else {
        return Ok(());
    };
    let sent: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(play.path("comment.json"))?)?;
    let length = sent["body"]
        .as_str()
        .ok_or("no body")?
        .encode_utf16()
        .count();
    assert!((60_000..65_536).contains(&length), "{length}");
    Ok(())
}

/// A repository with one service, and beside it one that is pushed to.
fn repository(play: &mut Play) -> Outcome {
    play.run(
        "git init --quiet --bare origin.git
         git init --quiet --initial-branch main work
         cd work
         git remote add origin ../origin.git
         mkdir -p catalog/a/documents catalog/b/documents generated/src
         echo /target > .gitignore
         echo old | tee catalog/a/documents/x.md catalog/a/codes.toml generated/src/lib.rs catalog/b/documents/y.md > /dev/null
         touch catalog/a/service.toml catalog/b/service.toml
         git add . && git -c user.name=n -c user.email=e commit --quiet --message first",
    )?;
    play.enter("work");
    Ok(())
}

/// Plays the workflow that looks for new editions, with a `cargo` that does what `cargo` says, and `change` done between
/// its two jobs.
fn look(cargo: &str, change: &str) -> Result<Option<Play>, Box<dyn Error>> {
    let Some(mut play) = Play::new(&["bash", "jq", "git"])? else {
        return Ok(None);
    };
    repository(&mut play)?;
    play.stub("cargo", cargo)?;
    let workflow = "documents.yml";
    play.run(&script(workflow, "Fetch, and read what came")?)?;
    play.run(&format!(
        "git reset --quiet --hard && git clean --quiet -d --force\n{change}"
    ))?;
    play.answer("pr list", "0")?;
    play.answer(
        "issue list",
        r#"[{"number": 4, "title": "Documents cannot be fetched or read"}]"#,
    )?;
    for quiet in [
        "auth",
        "pr create",
        "workflow run",
        "issue edit",
        "issue close",
    ] {
        play.answer(quiet, "")?;
    }
    Ok(Some(play))
}

/// What `fetch`, `regen` and `diff` do in these plays: a new edition of one service, and another that is refused.
const CARGO: &str = "case \"$2 $3\" in
    'fetch a') echo new > catalog/a/documents/x.md; echo more > catalog/a/documents/z.md ;;
    'fetch b') echo 'problem: `b` is *gone*' >&2; exit 3 ;;
    'regen ') echo new | tee catalog/a/codes.toml generated/src/lib.rs > /dev/null; echo made > generated/src/a.rs ;;
    'diff HEAD') echo '**One code more**' ;;
esac";

#[test]
fn a_new_edition_is_proposed_once_and_what_is_refused_stands_in_an_issue() -> Outcome {
    let Some(play) = look(CARGO, "")? else {
        return Ok(());
    };
    let (propose, keep) = (
        script("documents.yml", "Open a pull request with what changed")?,
        script(
            "documents.yml",
            "Keep the issue about what cannot be fetched or read",
        )?,
    );
    play.run(&propose)?;
    play.run(&keep)?;
    let calls = play.calls()?;
    let branch = calls[0]
        .split(' ')
        .find(|it| it.starts_with("documents/"))
        .ok_or("no branch")?;
    let named: Vec<&str> = calls
        .iter()
        .map(|it| it.split(" --").next().unwrap_or(it))
        .collect();
    assert_eq!(
        named,
        [
            "pr list",
            "auth setup-git",
            "pr create",
            "workflow run ci.yml",
            "issue list",
            "issue edit 4"
        ]
    );
    let shown = play.run(&format!(
        "git --git-dir ../origin.git show --stat=99 --format=%an {branch}"
    ))?;
    for file in [
        "catalog/a/documents/x.md",
        "catalog/a/documents/z.md",
        "catalog/a/codes.toml",
        "generated/src/a.rs",
    ] {
        assert!(shown.contains(file), "{shown}");
    }
    assert!(
        shown.starts_with("github-actions[bot]\n") && !shown.contains("catalog/b"),
        "{shown}"
    );
    let body = fs::read_to_string(play.path("target/body.md"))?;
    assert!(body.starts_with("**One code more**\n"), "{body}");
    for text in [body, fs::read_to_string(play.path("target/issue.md"))?] {
        assert!(
            text.contains("\n    $ cargo xtask fetch b\n    problem: `b` is *gone*\n"),
            "{text}"
        );
    }
    // A second run finds it proposed, whatever became of that.
    play.answer("pr list", "1")?;
    let before = play.calls()?.len();
    play.run(&propose)?;
    assert_eq!(play.calls()?.len(), before + 1);
    Ok(())
}

#[test]
fn a_new_edition_that_a_person_must_settle_is_proposed_with_what_there_is_to_settle() -> Outcome {
    let cargo = CARGO.replace("'regen ')", "'regen ') echo 'problem: `c`' >&2; exit 3;");
    let Some(play) = look(&cargo, "")? else {
        return Ok(());
    };
    play.run(&script(
        "documents.yml",
        "Open a pull request with what changed",
    )?)?;
    let shown = play.run("git show --stat=99")?;
    assert!(
        shown.contains("catalog/a/documents/x.md") && !shown.contains("codes.toml"),
        "{shown}"
    );
    let body = fs::read_to_string(play.path("target/body.md"))?;
    assert!(!body.contains("One code more"), "{body}");
    assert!(
        body.contains("\n**A person must settle this first:**\n\n    $ cargo xtask fetch b\n"),
        "{body}"
    );
    assert!(
        body.contains("\n    $ cargo xtask regen\n    problem: `c`\n"),
        "{body}"
    );
    Ok(())
}

#[test]
fn what_was_pushed_but_not_proposed_is_proposed_by_the_next_run() -> Outcome {
    let left = "git -c user.name=n -c user.email=e commit --quiet --allow-empty --message earlier
        git push --quiet origin \"HEAD:refs/heads/documents/$(cut -c1-12 target/proposal/id.txt)\"
        git reset --quiet --hard HEAD~1";
    let Some(play) = look(CARGO, left)? else {
        return Ok(());
    };
    play.run(&script(
        "documents.yml",
        "Open a pull request with what changed",
    )?)?;
    let calls = play.calls()?;
    assert!(
        calls.iter().any(|it| it.starts_with("pr create")),
        "{calls:?}"
    );
    let branches = play.run("git ls-remote --heads origin 'documents/*'; git rev-parse HEAD")?;
    let (pushed, head) = branches.split_once('\n').ok_or("no branch")?;
    assert!(pushed.starts_with(head.trim()), "{branches}");
    Ok(())
}

#[test]
fn nothing_is_proposed_where_nothing_changed_and_the_issue_is_closed() -> Outcome {
    let Some(play) = look("true", "")? else {
        return Ok(());
    };
    play.run(&script(
        "documents.yml",
        "Open a pull request with what changed",
    )?)?;
    play.run(&script(
        "documents.yml",
        "Keep the issue about what cannot be fetched or read",
    )?)?;
    let calls = play.calls()?;
    let named: Vec<&str> = calls
        .iter()
        .map(|it| it.split(" --").next().unwrap_or(it))
        .collect();
    assert_eq!(named, ["issue list", "issue close 4"]);
    Ok(())
}

#[test]
fn a_proposal_cannot_touch_anything_but_documents_and_what_is_made_of_them() -> Outcome {
    for change in [
        "echo mine > README.md",
        "echo mine > catalog/a/service.toml",
        "mkdir -p .github/workflows; echo mine > .github/workflows/x.yml",
        "ln -s /etc/passwd catalog/a/documents/passwd",
        "echo mine > generated/src/x.rs; chmod +x generated/src/x.rs",
    ] {
        let patch = format!(
            "{change}\ngit add --intent-to-add .\ngit diff --binary > target/proposal/change.patch\n\
             git reset --quiet --hard && git clean --quiet -d --force"
        );
        let Some(play) = look(CARGO, &patch)? else {
            return Ok(());
        };
        let ran = play.run(&script(
            "documents.yml",
            "Open a pull request with what changed",
        )?);
        let said = ran.err().ok_or("it was proposed")?.to_string();
        assert!(
            said.contains("::error::The proposal changes what it may not"),
            "{change}: {said}"
        );
        assert!(
            !play.calls()?.iter().any(|it| it.starts_with("pr create")),
            "{change}"
        );
    }
    Ok(())
}
