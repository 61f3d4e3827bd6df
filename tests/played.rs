//! A place to play a script of a workflow in, with programs that only pretend.
//!
//! Knows shells and programs. Knows nothing of what a script is for.

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder to play in, with a `gh` that gives prepared answers and writes down how it was called.
pub struct Play {
    folder: TempDir,
    /// Where scripts run, from the folder.
    inside: String,
    variables: Vec<(String, String)>,
}

/// Whether a program is installed. Says so if it is not.
pub fn program(name: &str) -> bool {
    let mut call = Command::new(name);
    call.arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let is_there = call.status().is_ok();
    if !is_there {
        eprintln!("skipped: what needs {name}, because it is not installed");
    }
    is_there
}

impl Play {
    /// A place where all `programs` are there; `None`, and a word, where one is not installed.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn new(programs: &[&str]) -> Result<Option<Self>, Box<dyn Error>> {
        if !programs.iter().all(|it| program(it)) {
            return Ok(None);
        }
        let play = Self {
            folder: tempfile::tempdir()?,
            inside: ".".to_owned(),
            variables: Vec::new(),
        };
        fs::create_dir(play.folder.path().join("bin"))?;
        fs::create_dir(play.folder.path().join("answers"))?;
        // An answer is found by how the call begins, in two words or three.
        play.stub(
            "gh",
            "echo \"$*\" >> \"$PLAY/calls\"
             for name in \"$1 $2 $3\" \"$1 $2\" \"$1\"; do
                 if [ -f \"$PLAY/answers/$name\" ]; then cat \"$PLAY/answers/$name\"; exit 0; fi
             done
             echo \"gh was not expected to be called so: $*\" >&2; exit 1",
        )?;
        Ok(Some(play))
    }

    /// Makes `name` a program that runs `script`.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn stub(&self, name: &str, script: &str) -> Result<(), Box<dyn Error>> {
        let path = self.folder.path().join("bin").join(name);
        fs::write(&path, format!("#!/usr/bin/env bash\n{script}\n"))?;
        let made = Command::new("chmod").arg("+x").arg(path).status()?;
        if made.success() {
            Ok(())
        } else {
            Err("no program could be made".into())
        }
    }

    /// Lets `gh` answer with `text` where it is called as `call` begins.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn answer(&self, call: &str, text: &str) -> Result<(), Box<dyn Error>> {
        Ok(fs::write(
            self.folder.path().join("answers").join(call),
            text,
        )?)
    }

    /// Sets a variable of the environment.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// Lets scripts run in the folder `folder` from now on.
    pub fn enter(&mut self, folder: &str) {
        folder.clone_into(&mut self.inside);
    }

    /// The place of `path` in the folder in which scripts run.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(&self.inside).join(path)
    }

    /// Runs `script` as a step of a workflow with `shell: bash` is run, and gives what it prints.
    ///
    /// # Errors
    /// It fails; what it said is in the error.
    pub fn run(&self, script: &str) -> Result<String, Box<dyn Error>> {
        let root = self.folder.path();
        let path = std::env::var("PATH").unwrap_or_default();
        let ran = Command::new("bash")
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
            .current_dir(self.path(""))
            .env("PATH", format!("{}:{path}", root.join("bin").display()))
            .env("PLAY", root)
            .env("GITHUB_ENV", root.join("GITHUB_ENV"))
            .env("GIT_CONFIG_GLOBAL", root.join("gitconfig"))
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .output()?;
        let (out, err) = (
            String::from_utf8_lossy(&ran.stdout),
            String::from_utf8_lossy(&ran.stderr),
        );
        if ran.status.success() {
            Ok(out.into_owned())
        } else {
            Err(format!("{out}{err}").into())
        }
    }

    /// Sets the variable `name` to what the last script wrote for it into `file`, and gives that.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn take(&mut self, file: &str, name: &str) -> Result<Option<String>, Box<dyn Error>> {
        let text = fs::read_to_string(self.folder.path().join(file))?;
        let value = text
            .lines()
            .rev()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        if let Some(value) = value {
            self.set(name, value);
        }
        Ok(value.map(str::to_owned))
    }

    /// How `gh` was called, in order.
    ///
    /// # Errors
    /// That cannot be read.
    pub fn calls(&self) -> Result<Vec<String>, Box<dyn Error>> {
        let path = self.folder.path().join("calls");
        let text = if path.exists() {
            fs::read_to_string(path)?
        } else {
            String::new()
        };
        Ok(text.lines().map(str::to_owned).collect())
    }
}
