//! A repository of a test's own: a tree with the history that the test gives it.
//!
//! Knows git as a command. What the machine is set up to do with git has no effect here. Knows nothing of what stands in
//! the files.

use crate::tree::Tree;
use std::error::Error;
use std::path::Path;
use std::process::{Command, Output};

/// A tree that is a repository, its branch being `main`.
pub struct Repository {
    /// The tree.
    pub tree: Tree,
}

impl Repository {
    /// A repository of `tree` with its files in one commit; `None`, with a word, where there is no git.
    ///
    /// # Errors
    /// git fails.
    pub fn of(tree: Tree) -> Result<Option<Self>, Box<dyn Error>> {
        if Command::new("git").arg("--version").output().is_err() {
            eprintln!("left out: git is not installed");
            return Ok(None);
        }
        let repository = Self { tree };
        repository.git(&["init", "--quiet", "--initial-branch", "main"])?;
        repository.tree.write(".gitignore", "/target\n")?;
        repository.commit("first")?;
        Ok(Some(repository))
    }

    /// Commits everything.
    ///
    /// # Errors
    /// git fails.
    pub fn commit(&self, message: &str) -> Result<(), Box<dyn Error>> {
        self.git(&["add", "--all"])?;
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message])?;
        Ok(())
    }

    /// Runs git with `args`, and gives what it prints.
    ///
    /// # Errors
    /// git fails.
    pub fn git(&self, args: &[&str]) -> Result<String, Box<dyn Error>> {
        let output = self.tried(args)?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(format!("git {args:?}: {said}").into());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs git with `args`, whatever comes of it.
    ///
    /// # Errors
    /// git does not run.
    pub fn tried(&self, args: &[&str]) -> Result<Output, Box<dyn Error>> {
        Ok(git(&self.tree.path(""), args).output()?)
    }
}

/// git in `folder`, as if nothing were set up on this machine.
pub fn git(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(args);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "A Curator"),
        ("GIT_AUTHOR_EMAIL", "curator@shop.example"),
        ("GIT_AUTHOR_DATE", "2026-01-01T00:00:00Z"),
        ("GIT_COMMITTER_NAME", "A Curator"),
        ("GIT_COMMITTER_EMAIL", "curator@shop.example"),
        ("GIT_COMMITTER_DATE", "2026-01-01T00:00:00Z"),
    ] {
        command.env(name, value);
    }
    command
}
