//! The writer on a disk that fails: whatever the step, each file is old or new, and after a failure all are old.

use end_to_end::tree::{Files, Tree};
use std::collections::BTreeMap;
use std::error::Error;
use std::io;
use std::path::Path;
use xtask::disk::write::{self, Change, Disk, RealDisk, is_leftover};
use xtask::exit::Exit;

type Outcome = Result<(), Box<dyn Error>>;

/// How a disk fails at its last good step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failing {
    /// Once: the next step fails, and those after it work.
    Once,
    /// For good, as when the process is killed: nothing happens any more.
    ForGood,
}

/// A disk that does so many steps and then fails.
struct FailingDisk {
    steps: usize,
    failing: Failing,
}

impl FailingDisk {
    /// Whether the next step is done.
    fn step(&mut self) -> io::Result<()> {
        let full = || io::Error::new(io::ErrorKind::StorageFull, "no space left");
        match self.steps.checked_sub(1) {
            Some(left) => self.steps = left,
            None if self.failing == Failing::Once => {
                self.steps = usize::MAX;
                return Err(full());
            }
            None => return Err(full()),
        }
        Ok(())
    }
}

impl Disk for FailingDisk {
    fn create(&mut self, path: &Path, bytes: &[u8], like: &Path) -> io::Result<()> {
        if let Err(error) = self.step() {
            // A file that does not fit is there in part.
            let half = bytes.get(..bytes.len() / 2).unwrap_or_default();
            std::fs::write(path, half)?;
            return Err(error);
        }
        RealDisk.create(path, bytes, like)
    }

    fn create_folder(&mut self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| RealDisk.create_folder(path))
    }

    fn link(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.step().and_then(|()| RealDisk.link(from, to))
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.step().and_then(|()| RealDisk.rename(from, to))
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| RealDisk.remove(path))
    }

    fn remove_folder(&mut self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| RealDisk.remove_folder(path))
    }
}

/// One file changed, one new in a new folder, one gone.
fn changes(tree: &Tree) -> Vec<Change> {
    let write = |path: &str, text: &str| Change::Write {
        path: tree.path(path),
        bytes: text.into(),
    };
    vec![
        write(
            "generated/src/lib.rs",
            "//! Another text, longer than the one before it.\n",
        ),
        write("generated/src/services/new/one.rs", "//! One.\n"),
        Change::Remove {
            path: tree.path("catalog/beta-store/service.toml"),
        },
        write("catalog/alpha-store/service.toml", "title = \"Other\"\n"),
    ]
}

fn is_at(files: &Files, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    files.contains_key(path) && !is_leftover(name)
}

#[test]
fn a_failure_at_any_step_leaves_everything_as_it_was() -> Outcome {
    for steps in 0.. {
        let tree = Tree::small()?;
        let before = tree.files()?;
        let mut disk = FailingDisk {
            steps,
            failing: Failing::Once,
        };
        let Err(failure) = write::apply(&mut disk, &changes(&tree)) else {
            assert!(steps > 9, "{steps} are too few");
            return Ok(());
        };
        assert!(failure.not_restored.is_empty(), "{steps}: {failure:?}");
        assert_eq!(tree.files()?, before, "{steps}: {failure:?}");
        assert!(!tree.path("generated/src/services").exists(), "{steps}");
    }
    Ok(())
}

#[test]
fn a_run_killed_at_any_step_leaves_each_file_old_or_new() -> Outcome {
    let new = {
        let tree = Tree::small()?;
        write::apply(&mut RealDisk, &changes(&tree)).map_err(|failure| failure.error)?;
        tree.files()?
    };
    let (mut olds, mut news) = (0, 0);
    for steps in 0..40 {
        let tree = Tree::small()?;
        let old = tree.files()?;
        let mut disk = FailingDisk {
            steps,
            failing: Failing::ForGood,
        };
        let done = write::apply(&mut disk, &changes(&tree)).is_ok();
        let now = tree.files()?;
        let bytes = |files: &Files, path: &str| files.get(path).map(|(bytes, _)| bytes.clone());
        for path in old.keys().chain(new.keys()) {
            let is = bytes(&now, path);
            assert!(
                is == bytes(&old, path) || is == bytes(&new, path),
                "{steps}: {path} is torn"
            );
            olds += usize::from(is != bytes(&new, path));
            news += usize::from(is != bytes(&old, path));
        }
        let strange: Vec<&String> = now
            .keys()
            .filter(|path| {
                is_at(&now, path) && !old.contains_key(*path) && !new.contains_key(*path)
            })
            .collect();
        assert!(strange.is_empty(), "{steps}: {strange:?}");
        assert!(done || olds + news > 0);
    }
    assert!(
        olds > 9 && news > 9,
        "{olds} old and {news} new: both must have been seen"
    );
    Ok(())
}

#[test]
fn whatever_a_killed_run_left_the_next_one_ends_what_it_began() -> Outcome {
    let errors = "catalog/alpha-store/documents/errors.md";
    let tree = || -> Result<Tree, Box<dyn Error>> {
        let tree = Tree::small()?;
        assert_eq!(tree.run(&["regen"]).exit, Exit::Done);
        // One code goes, one comes, and a service with all its files goes.
        tree.replace(errors, "| BoxLocked | 409", "| BoxShut | 423")?;
        std::fs::remove_dir_all(tree.path("catalog/beta-store"))?;
        Ok(tree)
    };
    let new = tree()?;
    let old = new.files()?;
    assert_eq!(new.run(&["regen"]).exit, Exit::Done);
    let new: BTreeMap<String, Vec<u8>> = bytes(new.files()?);
    for steps in 0.. {
        let tree = tree()?;
        let mut disk = FailingDisk {
            steps,
            failing: Failing::ForGood,
        };
        let done = write::apply(&mut disk, &between(&tree, &old, &new)).is_ok();
        let stale = tree.run(&["regen", "--check"]);
        assert!(
            matches!(stale.exit, Exit::Done | Exit::Stale),
            "{steps}: {}",
            stale.err
        );
        let ran = tree.run(&["regen"]);
        assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, ""), "{steps}");
        assert_eq!(bytes(tree.files()?), new, "{steps}");
        if done {
            assert!(steps > 9, "{steps} are too few");
            break;
        }
    }
    Ok(())
}

/// Files without their times.
fn bytes(files: Files) -> BTreeMap<String, Vec<u8>> {
    let bytes = files.into_iter().map(|(path, (bytes, _))| (path, bytes));
    bytes.collect()
}

/// What makes the files `new` of the files `old`.
fn between(tree: &Tree, old: &Files, new: &BTreeMap<String, Vec<u8>>) -> Vec<Change> {
    let written = new
        .iter()
        .filter(|(path, bytes)| old.get(*path).is_none_or(|old| old.0 != **bytes));
    let gone = old.keys().filter(|path| !new.contains_key(*path));
    let written = written.map(|(path, bytes)| Change::Write {
        path: tree.path(path),
        bytes: bytes.clone(),
    });
    let gone = gone.map(|path| Change::Remove {
        path: tree.path(path),
    });
    written.chain(gone).collect()
}

#[cfg(unix)]
#[test]
fn rights_stay_as_they_were() -> Outcome {
    use std::os::unix::fs::PermissionsExt as _;
    let tree = Tree::small()?;
    let path = tree.path("generated/src/lib.rs");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640))?;
    write::apply(&mut RealDisk, &changes(&tree)).map_err(|failure| failure.error)?;
    assert_eq!(
        std::fs::metadata(&path)?.permissions().mode() & 0o777,
        0o640
    );
    Ok(())
}

#[test]
fn what_is_no_file_is_not_replaced() -> Outcome {
    let tree = Tree::small()?;
    let before = tree.files()?;
    let mut all = changes(&tree);
    all.push(Change::Write {
        path: tree.path("catalog/beta-store/documents"),
        bytes: Vec::new(),
    });
    let failure = write::apply(&mut RealDisk, &all)
        .err()
        .ok_or("a folder was replaced")?;
    assert_eq!(failure.path, tree.path("catalog/beta-store/documents"));
    assert_eq!(failure.error.to_string(), "it is not a plain file");
    assert_eq!(tree.files()?, before);
    Ok(())
}
