//! One run at a time in one tree, so that two never mix what they write.
//!
//! Knows a lock file under `target/`. The system takes the lock away when a run ends, however it ends.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

/// The lock file, from the root.
pub const FILE: &str = "target/regen.lock";

/// What a run is about to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Only read: several such runs go side by side.
    Read,
    /// Write as well: no other run beside it.
    Write,
}

/// The right to use a tree, until it is dropped.
#[derive(Debug)]
pub struct Lock(Option<File>);

impl Drop for Lock {
    /// A program that is started meanwhile has the file open as well for a moment, and with it the lock: so the lock is
    /// given back, and not only the file closed.
    fn drop(&mut self) {
        if let Some(file) = &self.0 {
            let _ = file.unlock();
        }
    }
}

/// Waits until `root` may be used, and says through `wait` when that is not at once.
///
/// # Errors
/// The lock file cannot be made. A run that only reads goes on without one where the tree cannot be written.
pub fn take(root: &Path, mode: Use, wait: impl FnOnce()) -> io::Result<Lock> {
    let opened = fs::create_dir_all(root.join("target")).and_then(|()| open(&root.join(FILE)));
    let file = match (opened, mode) {
        (Ok(file), _) => file,
        (Err(_), Use::Read) => return Ok(Lock(None)),
        (Err(error), Use::Write) => return Err(error),
    };
    let tried = match mode {
        Use::Read => file.try_lock_shared(),
        Use::Write => file.try_lock(),
    };
    match tried {
        Ok(()) => return Ok(Lock(Some(file))),
        Err(TryLockError::WouldBlock) => wait(),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    match mode {
        Use::Read => file.lock_shared()?,
        Use::Write => file.lock()?,
    }
    Ok(Lock(Some(file)))
}

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
}
