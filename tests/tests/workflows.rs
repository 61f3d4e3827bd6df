//! All workflows of `.github/workflows/`: that they are YAML, that nothing from outside gets into a script, that they may
//! do no more than they say.

use end_to_end::played::program;
use end_to_end::workflows::{jobs, steps, workflows};
use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::process::{Command, Stdio};
use yaml_rust2::Yaml;

type Outcome = Result<(), Box<dyn Error>>;

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
