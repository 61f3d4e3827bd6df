//! Many files changed as one: all of them, or none.
//!
//! Knows how to leave no file torn. Everything new is written beside its place first, every old file gets a second
//! name, and only then are names moved; a name moves in one step, so that a run which is killed leaves each file
//! either old or new. When a step fails, the names that moved are moved back. The names beside a place are fixed, so
//! that the next run finds and removes what a killed one left. Knows nothing of what is written.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// A change to one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The file shall have these bytes.
    Write {
        /// The file.
        path: PathBuf,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// The file shall be gone.
    Remove {
        /// The file.
        path: PathBuf,
    },
}

impl Change {
    /// The file that changes.
    pub fn path(&self) -> &Path {
        match self {
            Self::Write { path, .. } | Self::Remove { path } => path,
        }
    }
}

/// What the writer asks of a disk. A test puts a disk in its place that fails.
pub trait Disk {
    /// Makes a file of `bytes` that was not there, with the permissions of the file `like` if that is there.
    ///
    /// # Errors
    /// As the system says.
    fn create(&mut self, path: &Path, bytes: &[u8], like: &Path) -> io::Result<()>;
    /// Makes a folder that was not there.
    ///
    /// # Errors
    /// As the system says.
    fn create_folder(&mut self, path: &Path) -> io::Result<()>;
    /// Gives the file `from` the second name `to`.
    ///
    /// # Errors
    /// As the system says.
    fn link(&mut self, from: &Path, to: &Path) -> io::Result<()>;
    /// Moves `from` to the name `to`, in the place of what was there.
    ///
    /// # Errors
    /// As the system says.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes the file `path`.
    ///
    /// # Errors
    /// As the system says.
    fn remove(&mut self, path: &Path) -> io::Result<()>;
    /// Removes the empty folder `path`.
    ///
    /// # Errors
    /// As the system says.
    fn remove_folder(&mut self, path: &Path) -> io::Result<()>;
}

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn create(&mut self, path: &Path, bytes: &[u8], like: &Path) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        match fs::metadata(like) {
            Ok(old) => file.set_permissions(old.permissions()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn create_folder(&mut self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn link(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        // Not every file system knows second names; a copy serves as well.
        fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(|_| ()))
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&mut self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }
}

/// Why nothing was changed.
#[derive(Debug)]
pub struct Failure {
    /// The file or folder at which it went wrong.
    pub path: PathBuf,
    /// What was being done to it, as in "cannot … it".
    pub doing: &'static str,
    /// What the system said.
    pub error: io::Error,
    /// Files that could not be put back either; empty unless the disk failed twice.
    pub not_restored: Vec<PathBuf>,
}

/// Whether `name` is one that the writer gives to a file beside its place; such a file is what a killed run left.
pub fn is_leftover(name: &str) -> bool {
    name.starts_with(PREFIX) && (name.ends_with(NEW) || name.ends_with(OLD))
}

/// Makes all of `changes`, or none.
///
/// # Errors
/// One of them cannot be made; then every file is as it was, but those that the failure names.
pub fn apply(disk: &mut impl Disk, changes: &[Change]) -> Result<(), Failure> {
    let mut undo = Undo::default();
    match steps(disk, changes, &mut undo) {
        Ok(()) => {
            undo.forget(disk);
            Ok(())
        }
        Err(failure) => Err(Failure {
            not_restored: undo.run(disk),
            ..failure
        }),
    }
}

const PREFIX: &str = ".regen-";
const NEW: &str = ".new";
const OLD: &str = ".old";

/// The name beside `path` that ends with `suffix`.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = std::ffi::OsString::from(PREFIX);
    name.push(path.file_name().unwrap_or_default());
    name.push(suffix);
    path.with_file_name(name)
}

/// All steps in their order: whatever can fail for want of room or of rights comes before the first name moves.
fn steps(disk: &mut impl Disk, changes: &[Change], undo: &mut Undo) -> Result<(), Failure> {
    for change in changes {
        check(change.path())?;
    }
    for change in changes {
        stage(disk, change, undo)?;
    }
    for change in changes {
        commit(disk, change, undo)?;
    }
    Ok(())
}

/// Refuses to replace what is no plain file, or what somebody has protected.
fn check(path: &Path) -> Result<(), Failure> {
    let refuse = |message: &str| {
        Err(failure(
            path,
            "replace",
            io::Error::other(message.to_owned()),
        ))
    };
    match fs::symlink_metadata(path) {
        Ok(old) if !old.is_file() => refuse("it is not a plain file"),
        Ok(old) if old.permissions().readonly() => refuse("it is read-only"),
        Ok(_) if is_protected(path.parent()) => refuse("its folder is read-only"),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(failure(path, "look at", error)),
    }
}

/// Whether nobody may write into `folder`. Who may do everything, as in a container, would not be stopped by it; elsewhere
/// than on Unix the sign means something else for folders.
fn is_protected(folder: Option<&Path>) -> bool {
    let rights = folder.and_then(|folder| fs::metadata(folder).ok());
    cfg!(unix) && rights.is_some_and(|it| it.permissions().readonly())
}

/// Writes what is new beside its place, and gives what is old a second name.
fn stage(disk: &mut impl Disk, change: &Change, undo: &mut Undo) -> Result<(), Failure> {
    let path = change.path();
    if let Change::Write { bytes, .. } = change {
        folders(disk, path, undo)?;
        let new = beside(path, NEW);
        undo.staged.push(new.clone());
        disk.create(&new, bytes, path)
            .map_err(|error| failure(path, "write", error))?;
    }
    if path.exists() {
        let old = beside(path, OLD);
        undo.staged.push(old.clone());
        disk.link(path, &old)
            .map_err(|error| failure(path, "keep a copy of", error))?;
    }
    Ok(())
}

/// Makes the folders above `path` that are not there.
fn folders(disk: &mut impl Disk, path: &Path, undo: &mut Undo) -> Result<(), Failure> {
    let missing: Vec<&Path> = path
        .ancestors()
        .skip(1)
        .take_while(|folder| !folder.exists())
        .collect();
    for folder in missing.into_iter().rev() {
        disk.create_folder(folder)
            .map_err(|error| failure(folder, "make", error))?;
        undo.folders.push(folder.to_owned());
    }
    Ok(())
}

/// Moves the names.
fn commit(disk: &mut impl Disk, change: &Change, undo: &mut Undo) -> Result<(), Failure> {
    let path = change.path();
    let done = match change {
        Change::Write { .. } => disk.rename(&beside(path, NEW), path),
        Change::Remove { .. } => disk.remove(path),
    };
    done.map_err(|error| failure(path, "replace", error))?;
    undo.committed.push(path.to_owned());
    Ok(())
}

fn failure(path: &Path, doing: &'static str, error: io::Error) -> Failure {
    Failure {
        path: path.to_owned(),
        doing,
        error,
        not_restored: Vec::new(),
    }
}

/// What was done so far.
#[derive(Default)]
struct Undo {
    folders: Vec<PathBuf>,
    staged: Vec<PathBuf>,
    committed: Vec<PathBuf>,
}

impl Undo {
    /// Puts everything back; gives the files for which that fails.
    fn run(self, disk: &mut impl Disk) -> Vec<PathBuf> {
        let mut failed = Vec::new();
        for path in self.committed.iter().rev() {
            let old = beside(path, OLD);
            let restored = if old.exists() {
                disk.rename(&old, path)
            } else {
                disk.remove(path)
            };
            if restored.is_err() {
                failed.push(path.clone());
            }
        }
        // What stays for want of a working disk is a leftover, which the next run removes.
        for path in self.staged.iter().filter(|path| path.exists()) {
            let needed = failed.iter().any(|failed| beside(failed, OLD) == **path);
            if !needed {
                let _ = disk.remove(path);
            }
        }
        for folder in self.folders.iter().rev() {
            let _ = disk.remove_folder(folder);
        }
        failed
    }

    /// Removes the second names; one that stays is a leftover, which the next run removes.
    fn forget(self, disk: &mut impl Disk) {
        for path in self.staged.iter().filter(|path| path.exists()) {
            let _ = disk.remove(path);
        }
    }
}
