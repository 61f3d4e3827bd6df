//! A tree of a test's own in a temporary folder, and the command line run over it.
//!
//! Knows files and folders. Knows nothing of what stands in them. The command line runs within the test's process; one
//! test beside these starts the real program.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tempfile::TempDir;
use xtask::console::Console;
use xtask::exit::Exit;

/// A tree in a temporary folder, gone with the value.
pub struct Tree(TempDir);

/// What came of a call.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    /// How it ended.
    pub exit: Exit,
    /// What it printed, without colours.
    pub out: String,
    /// What it complained of, without colours.
    pub err: String,
}

/// Every file of a tree by its path: its bytes, and when it was changed last.
pub type Files = BTreeMap<String, (Vec<u8>, Option<SystemTime>)>;

impl Tree {
    /// A tree without a file.
    ///
    /// # Errors
    /// There can be none.
    pub fn empty() -> io::Result<Self> {
        tempfile::tempdir().map(Self)
    }

    /// A copy of the folder `from`.
    ///
    /// # Errors
    /// It cannot be copied.
    pub fn copy(from: &Path) -> io::Result<Self> {
        let tree = Self::empty()?;
        tree.overlay(from)?;
        Ok(tree)
    }

    /// A copy of the small tree in `data/tree`, with services and documents of its own.
    ///
    /// # Errors
    /// It cannot be copied.
    pub fn small() -> io::Result<Self> {
        Self::copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/tree"))
    }

    /// A copy of this workspace, as far as `regen` works on it.
    ///
    /// # Errors
    /// It cannot be copied.
    pub fn workspace() -> io::Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let tree = Self::empty()?;
        for folder in ["catalog", "generated"] {
            copy(&root.join(folder), &tree.path(folder))?;
        }
        Ok(tree)
    }

    /// Copies every file under `from` into the tree; one called `x.gone` takes `x` away instead.
    ///
    /// # Errors
    /// It cannot be done.
    pub fn overlay(&self, from: &Path) -> io::Result<()> {
        copy(from, self.0.path())
    }

    /// The place of `path` in the tree.
    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// The text of the file `path`.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(&self, path: &str) -> io::Result<String> {
        fs::read_to_string(self.path(path))
    }

    /// Gives the file `path` these bytes.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        fs::write(self.path(path), bytes)
    }

    /// Replaces the only `from` in the file `path` by `to`.
    ///
    /// # Errors
    /// The file cannot be read or written, or does not hold `from` exactly once.
    pub fn replace(&self, path: &str, from: &str, to: &str) -> io::Result<()> {
        let text = self.read(path)?;
        if text.matches(from).count() != 1 {
            return Err(io::Error::other(format!(
                "{path} does not hold {from:?} once"
            )));
        }
        self.write(path, text.replace(from, to))
    }

    /// All files of the tree, but the lock.
    ///
    /// # Errors
    /// One cannot be read.
    pub fn files(&self) -> io::Result<Files> {
        let mut files = Files::new();
        collect(self.0.path(), "", &mut files)?;
        files.retain(|path, _| path != xtask::disk::lock::FILE);
        Ok(files)
    }

    /// Runs `cargo xtask` with `args` on the tree.
    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, b"")
    }

    /// The same, with what was printed on the two streams as it goes to a terminal, colours and all.
    pub fn run_raw(&self, args: &[&str], mut input: &[u8]) -> (Exit, [String; 2]) {
        let root = ["cargo xtask".into(), "--root".into(), self.0.path().into()];
        let args = root.into_iter().chain(args.iter().map(OsString::from));
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit = xtask::run(args, &mut Console::new(&mut input, &mut out, &mut err));
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        (exit, [text(out), text(err)])
    }

    /// Runs `cargo xtask` with `args` on the tree, `input` being standard input.
    pub fn run_with(&self, args: &[&str], input: &[u8]) -> Ran {
        let (exit, [out, err]) = self.run_raw(args, input);
        let text = |text: String| {
            anstream::adapter::strip_str(&text)
                .to_string()
                .replace(&self.0.path().display().to_string(), "[ROOT]")
        };
        Ran {
            exit,
            out: text(out),
            err: text(err),
        }
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            if entry.file_name() != "target" {
                copy(&entry.path(), &to.join(entry.file_name()))?;
            }
        }
        return Ok(());
    }
    if to.extension().is_some_and(|it| it == "gone") {
        return fs::remove_file(to.with_extension(""));
    }
    fs::copy(from, to).map(|_| ())
}

fn collect(root: &Path, folder: &str, files: &mut Files) -> io::Result<()> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if folder.is_empty() {
            name
        } else {
            format!("{folder}/{name}")
        };
        if entry.file_type()?.is_dir() {
            collect(root, &path, files)?;
        } else {
            files.insert(
                path,
                (fs::read(entry.path())?, entry.metadata()?.modified().ok()),
            );
        }
    }
    Ok(())
}
