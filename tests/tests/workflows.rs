//! The workflows of `.github/workflows/`, as far as they can be tried without GitHub.
//!
//! All of them: that they are YAML, that nothing from outside gets into a script, that they may do no more than they say.
//! Two of them are played through, with a `gh` that writes down how it is called: what a pull request is told, and what is
//! proposed when a document changed.

use end_to_end::played::{Play, program};
use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use yaml_rust2::{Yaml, YamlLoader};

type Outcome = Result<(), Box<dyn Error>>;

/// The workflows by their file names.
fn workflows() -> Result<Vec<(String, Yaml)>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github/workflows");
    let mut all = Vec::new();
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        let name = path.file_name().unwrap_or_default().display().to_string();
        let mut documents = YamlLoader::load_from_str(&fs::read_to_string(&path)?)
            .map_err(|error| format!("{name}: {error}"))?;
        all.push((name, documents.remove(0)));
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(all.len() > 3, "{}", all.len());
    Ok(all)
}

/// The jobs of a workflow by their ids.
fn jobs(workflow: &Yaml) -> impl Iterator<Item = (&str, &Yaml)> {
    let jobs = workflow["jobs"].as_hash();
    jobs.into_iter()
        .flatten()
        .filter_map(|(id, job)| Some((id.as_str()?, job)))
}

fn steps(job: &Yaml) -> impl Iterator<Item = &Yaml> {
    job["steps"].as_vec().into_iter().flatten()
}

/// Every script with the place where it stands.
fn scripts() -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut all = Vec::new();
    for (name, workflow) in workflows()? {
        for (id, job) in jobs(&workflow) {
            for script in steps(job).filter_map(|step| step["run"].as_str()) {
                all.push((format!("{name}, {id}"), script.to_owned()));
            }
        }
    }
    assert!(all.len() > 9, "{}", all.len());
    Ok(all)
}

/// The script of the step `step` of the workflow `name`.
fn script(name: &str, step: &str) -> Result<String, Box<dyn Error>> {
    let workflows = workflows()?;
    let workflow = workflows.iter().find(|it| it.0 == name).ok_or(name)?;
    let mut steps = jobs(&workflow.1).flat_map(|(_, job)| steps(job));
    let step = steps
        .find(|it| it["name"].as_str() == Some(step))
        .ok_or("no such step")?;
    Ok(step["run"].as_str().ok_or("no script")?.to_owned())
}

#[test]
fn no_workflow_may_do_more_than_it_says_or_run_for_ever() -> Outcome {
    for (name, workflow) in workflows()? {
        let rights = &workflow["permissions"];
        let written = rights.as_hash().into_iter().flatten();
        let written: Vec<&Yaml> = written
            .filter(|(_, it)| it.as_str() != Some("read"))
            .map(|it| it.0)
            .collect();
        assert!(
            !rights.is_badvalue() && written.is_empty(),
            "{name}: rights belong to a job: {written:?}"
        );
        assert!(!workflow["concurrency"]["group"].is_badvalue(), "{name}");
        assert_eq!(
            workflow["defaults"]["run"]["shell"].as_str(),
            Some("bash"),
            "{name}"
        );
        for (id, job) in jobs(&workflow) {
            assert!(
                job["timeout-minutes"].as_i64().is_some_and(|it| it <= 20),
                "{name}, {id}"
            );
            for step in steps(job).filter(|it| {
                it["uses"]
                    .as_str()
                    .is_some_and(|it| it.contains("checkout"))
            }) {
                assert_eq!(
                    step["with"]["persist-credentials"].as_bool(),
                    Some(false),
                    "{name}, {id}"
                );
            }
        }
    }
    Ok(())
}

#[test]
fn what_runs_code_of_a_pull_request_may_write_nothing() -> Outcome {
    for (name, workflow) in workflows()? {
        let on = &workflow["on"];
        assert!(on["pull_request_target"].is_badvalue(), "{name}");
        let by_strangers = on
            .as_hash()
            .is_some_and(|it| it.contains_key(&Yaml::String("pull_request".into())));
        let by_a_run = !on["workflow_run"].is_badvalue();
        for (id, job) in jobs(&workflow) {
            let place = format!("{name}, {id}");
            assert!(
                !by_strangers || job["permissions"].is_badvalue(),
                "{place} has rights"
            );
            let uses: Vec<&str> = steps(job).filter_map(|it| it["uses"].as_str()).collect();
            assert!(
                !by_a_run || uses.is_empty(),
                "{place} takes in what it may not: {uses:?}"
            );
        }
    }
    Ok(())
}

#[test]
fn actions_are_pinned_to_a_commit() -> Outcome {
    for (name, workflow) in workflows()? {
        for uses in jobs(&workflow)
            .flat_map(|(_, job)| steps(job))
            .filter_map(|it| it["uses"].as_str())
        {
            let commit = uses.split_once('@').map_or("", |it| it.1);
            let is_commit = commit.len() == 40 && commit.bytes().all(|it| it.is_ascii_hexdigit());
            assert!(is_commit && uses.starts_with("actions/"), "{name}: {uses}");
        }
    }
    Ok(())
}

#[test]
fn all_workflows_build_with_one_toolchain() -> Outcome {
    let workflows = workflows()?;
    let toolchains = workflows
        .iter()
        .filter_map(|(_, it)| it["env"]["RUSTUP_TOOLCHAIN"].as_str());
    let toolchains: BTreeSet<&str> = toolchains.collect();
    assert_eq!(toolchains.len(), 1, "{toolchains:?}");
    Ok(())
}

#[test]
fn scripts_are_right_and_take_nothing_from_outside_but_by_their_environment() -> Outcome {
    for (place, script) in scripts()? {
        assert!(
            !script.contains("${{"),
            "{place}: what GitHub puts in can be code"
        );
        if program("bash") {
            let checked = Command::new("bash").args(["-n", "-c", &script]).output()?;
            assert!(
                checked.status.success(),
                "{place}: {}",
                String::from_utf8_lossy(&checked.stderr)
            );
        }
        if program("shellcheck") {
            let file = tempfile::NamedTempFile::new()?;
            fs::write(file.path(), &script)?;
            let mut check = Command::new("shellcheck");
            let checked = check
                .args(["--shell", "bash"])
                .arg(file.path())
                .stdin(Stdio::null())
                .output()?;
            assert!(
                checked.status.success(),
                "{place}: {}",
                String::from_utf8_lossy(&checked.stdout)
            );
        }
    }
    Ok(())
}

#[test]
fn the_calls_of_this_program_are_ones_that_it_knows() -> Outcome {
    let mut calls = 0;
    for (place, script) in scripts()? {
        let commands = script.split(['\n', '&', '|', ';', '>']);
        for call in commands.filter_map(|it| it.split_once("cargo xtask ")) {
            let words = call.1.split_whitespace();
            let words = words.map(|it| {
                if it.contains('$') {
                    "x"
                } else {
                    it.trim_matches('"')
                }
            });
            let args = std::iter::once("cargo xtask").chain(words);
            let parsed = xtask::cli::parse(args.map(std::ffi::OsString::from));
            assert!(parsed.is_ok(), "{place}: {}: {parsed:?}", call.1);
            calls += 1;
        }
    }
    assert!(calls > 4, "{calls}");
    Ok(())
}

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
