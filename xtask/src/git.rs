//! What git knows: commits, and the files in them.
//!
//! Knows how to ask the `git` command, and what to say where it has no answer. Nothing is checked out, nothing is
//! fetched, and no name is taken for an option. Knows nothing of what stands in the files.

use crate::problem;
use error_tables::problem::Finding;
use std::io::{self, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A repository, as seen from one of its folders.
#[derive(Debug)]
pub struct Repository {
    folder: PathBuf,
}

/// A commit that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its full id.
    pub id: String,
    /// What it is called in what is said of it.
    pub name: String,
}

/// A file of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Its path from the folder of the repository.
    pub path: String,
    /// What git calls its mode: whether it is a plain file.
    mode: String,
    /// The id of its bytes.
    id: String,
}

/// Where the main branch can stand, the likelier first.
const MAIN: &[&str] = &[
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/heads/main",
    "refs/remotes/origin/master",
    "refs/heads/master",
];

/// What leads around git.
const FOLDERS: &str = "cargo xtask diff OLD NEW compares two folders without git";

/// What would lead git to another repository than that of the folder.
const ELSEWHERE: &[&str] = &[
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_PREFIX",
];

impl Repository {
    /// The repository that `folder` is in.
    ///
    /// # Errors
    /// There is no git, or no repository.
    pub fn at(folder: &Path) -> Result<Self, Finding> {
        let repository = Self {
            folder: folder.to_owned(),
        };
        repository
            .asked(&["rev-parse", "--git-dir"])
            .map(|_| repository)
    }

    /// The commit that `name` means.
    ///
    /// # Errors
    /// There is none.
    pub fn commit(&self, name: &str) -> Result<Commit, Finding> {
        let found = self.find(name)?.map(|id| Commit {
            name: format!("{name} ({})", short(&id)),
            id,
        });
        found.ok_or_else(|| {
            let what =
                format!("git knows no revision `{name}`, and it is no folder with a catalog");
            let help = match name.split_once("..") {
                Some((base, head)) => format!(
                    "two revisions are two words: cargo xtask diff {base} {}",
                    head.trim_start_matches('.')
                ),
                None => format!("look at the name{}", self.shallow()),
            };
            problem::of_file("", what, help)
        })
    }

    /// The id of the commit that `name` means, if it means one. A name that could be an option means none.
    ///
    /// # Errors
    /// git does not run.
    pub fn find(&self, name: &str) -> Result<Option<String>, Finding> {
        let name = format!("{name}^{{commit}}");
        let args = [
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &name,
        ];
        Ok(text(&self.run(&args)?))
    }

    /// Where the current commit left the main branch: of several answers the newest, as a copy of the branch can be
    /// behind.
    ///
    /// # Errors
    /// There is no commit, no main branch, or nothing that both have.
    pub fn merge_base(&self) -> Result<Commit, Finding> {
        if self.find("HEAD")?.is_none() {
            let help = format!("commit first; {FOLDERS}");
            return Err(problem::of_file(
                "",
                "there is no commit to compare with",
                help,
            ));
        }
        let mut bases: Vec<(String, &str)> = Vec::new();
        let mut mains = Vec::new();
        for main in MAIN {
            if self.find(main)?.is_none() {
                continue;
            }
            mains.push(*main);
            let base = text(&self.run(&["merge-base", "HEAD", main])?);
            bases.extend(base.map(|base| (base, *main)));
        }
        self.newest(bases)?.ok_or_else(|| self.no_base(&mains))
    }

    /// The base that all others lie behind; where there is none, the first.
    fn newest(&self, bases: Vec<(String, &str)>) -> Result<Option<Commit>, Finding> {
        let mut newest: Option<(String, &str)> = None;
        for (id, main) in bases {
            let is_newer = match &newest {
                Some((old, _)) => *old != id && self.is_ancestor(old, &id)?,
                None => true,
            };
            if is_newer {
                newest = Some((id, main));
            }
        }
        Ok(newest.map(|(id, main)| {
            let main = main.trim_start_matches("refs/heads/");
            let main = main.trim_start_matches("refs/remotes/");
            let name = format!("merge base with {main} ({})", short(&id));
            Commit { id, name }
        }))
    }

    fn is_ancestor(&self, one: &str, other: &str) -> Result<bool, Finding> {
        let args = ["merge-base", "--is-ancestor", one, other];
        Ok(self.run(&args)?.status.success())
    }

    /// Why there is nothing to compare with.
    fn no_base(&self, mains: &[&str]) -> Finding {
        let what = match mains.first() {
            None => {
                let names: Vec<&str> = MAIN
                    .iter()
                    .filter_map(|it| it.split_once('/'))
                    .map(|it| it.1)
                    .collect();
                format!("there is no main branch here: none of {}", names.join(", "))
            }
            Some(main) => format!("the current commit and {main} have no commit in common"),
        };
        let help = format!(
            "name what to compare with: cargo xtask diff BASE{}",
            self.shallow()
        );
        problem::of_file("", what, help)
    }

    /// What helps where the history is cut off, or the main branch was not fetched.
    fn shallow(&self) -> &'static str {
        let asked = self.run(&["rev-parse", "--is-shallow-repository"]);
        if asked.is_ok_and(|it| text(&it).as_deref() == Some("true")) {
            "\nthis clone is shallow; fetch the rest: git fetch --unshallow origin\nin a workflow of GitHub: actions/checkout with `fetch-depth: 0`"
        } else {
            "\nor fetch it: git fetch origin"
        }
    }

    /// The files under `folder` in `commit`, sorted by path; none where there is no such folder.
    ///
    /// # Errors
    /// git does not give them.
    pub fn files(&self, commit: &Commit, folder: &str) -> Result<Vec<Blob>, Finding> {
        let listed = self.asked(&[
            "ls-tree",
            "-r",
            "-z",
            "--end-of-options",
            &commit.id,
            "--",
            folder,
        ])?;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        let mut blobs = Vec::new();
        for entry in listed.split('\0') {
            // Mode, kind and id, and behind a tabulator the path.
            let Some((head, path)) = entry.split_once('\t') else {
                continue;
            };
            if let [mode, "blob", id] = head.split(' ').collect::<Vec<_>>().as_slice() {
                blobs.push(Blob {
                    path: path.to_owned(),
                    mode: (*mode).to_owned(),
                    id: (*id).to_owned(),
                });
            }
        }
        Ok(blobs)
    }

    /// The bytes of `blobs`, in their order.
    ///
    /// # Errors
    /// git does not give them, or one is a link.
    pub fn read(&self, blobs: &[Blob]) -> Result<Vec<Vec<u8>>, Finding> {
        if let Some(link) = blobs.iter().find(|it| !it.mode.starts_with("100")) {
            let help = "compare with a commit that has the file itself there";
            return Err(problem::of_file(&link.path, "is a link", help));
        }
        let mut child = self
            .command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| not_run(&error))?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let read = match (input, output) {
            (Some(mut input), Some(output)) => {
                let mut output = BufReader::new(output);
                let read = blobs.iter().map(|blob| {
                    writeln!(input, "{}", blob.id)
                        .and_then(|()| one(&mut output))
                        .map_err(|error| missing(blob, &error))
                });
                read.collect()
            }
            _ => Ok(Vec::new()),
        };
        // It ends when its input does, or when nobody reads what it writes.
        let _ = child.wait();
        read
    }

    /// What git answers.
    fn asked(&self, args: &[&str]) -> Result<Vec<u8>, Finding> {
        let output = self.run(args)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let what = format!("git does not answer: {}", said.trim_end());
        Err(problem::of_file("", what, FOLDERS))
    }

    fn run(&self, args: &[&str]) -> Result<Output, Finding> {
        let run = self.command(args).stdin(Stdio::null()).output();
        run.map_err(|error| not_run(&error))
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .arg("--no-pager")
            .arg("-C")
            .arg(&self.folder)
            .args(args);
        for name in ELSEWHERE {
            command.env_remove(name);
        }
        // Its words are shown to people, and nothing here may touch a network or the repository.
        command
            .env("LC_ALL", "C")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0");
        command
    }
}

/// The line that git answered, if it did.
fn text(output: &Output) -> Option<String> {
    let line = String::from_utf8_lossy(&output.stdout)
        .trim_end()
        .to_owned();
    (output.status.success() && !line.is_empty()).then_some(line)
}

/// An id that people can read.
fn short(id: &str) -> &str {
    id.get(..10).unwrap_or(id)
}

/// The bytes of the next object: a line with id, kind and size, the bytes, and a line end.
fn one(output: &mut impl io::BufRead) -> io::Result<Vec<u8>> {
    let mut head = String::new();
    output.read_line(&mut head)?;
    let size = head
        .split_whitespace()
        .nth(2)
        .and_then(|it| it.parse::<u64>().ok());
    let Some(size) = size else {
        return Err(io::Error::other(head.trim_end().to_owned()));
    };
    let mut bytes = Vec::new();
    output.take(size).read_to_end(&mut bytes)?;
    output.read_exact(&mut [0])?;
    Ok(bytes)
}

fn missing(blob: &Blob, error: &io::Error) -> Finding {
    let help = "a clone without all files does not have it; get it: git fetch --refetch --no-filter origin";
    problem::of_file(
        &blob.path,
        format!("git does not give the file: {error}"),
        help,
    )
}

fn not_run(error: &io::Error) -> Finding {
    problem::of_file("", format!("git cannot be run: {error}"), FOLDERS)
}
