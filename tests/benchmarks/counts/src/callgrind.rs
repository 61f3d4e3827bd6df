//! Instruction counts by valgrind's callgrind: the same on a busy machine as on a quiet one.
//!
//! A program that is counted gives everything that it counts to [`count_each`], and runs as a child of one that asks for
//! the counts with [`counts`]. Knows valgrind; knows nothing of what is counted.

use std::error::Error;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The name of [`counted`] as callgrind sees it.
const COUNTED: &str = "*callgrind::counted*";

/// Something to count.
pub type Work = Box<dyn FnMut()>;

/// Runs each of `works` once, in order; each is one count.
pub fn count_each<'w>(works: impl Iterator<Item = &'w mut Work>) {
    // Of a first call, callgrind counts what was before it as well.
    counted(&mut || ());
    works.for_each(|work| counted(work));
}

/// What callgrind counts, call by call.
#[inline(never)]
fn counted(work: &mut dyn FnMut()) {
    work();
    // Something to do afterwards: a jump to the work as the last step would leave this function before it.
    std::hint::black_box(());
}

/// Whether valgrind is installed.
pub fn is_installed() -> bool {
    let mut probe = Command::new("valgrind");
    let status = probe.arg("--version").stdout(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// The counts that `program` makes with `args`: one for each work that it counts, in order.
///
/// # Errors
///
/// Valgrind cannot be run, or `program` fails under it.
pub fn counts(program: &Path, args: &[&str]) -> Result<Vec<u64>, Box<dyn Error>> {
    let options = [
        format!("--dump-after={COUNTED}"),
        format!("--zero-before={COUNTED}"),
    ];
    let dumps = run(program, args, &options)?;
    // The first is not one of the works, and the last is written at the end of the program.
    match &dumps[..] {
        [_, counts @ .., _] => Ok(counts.to_vec()),
        _ => Err("callgrind wrote nothing".into()),
    }
}

/// The count of a whole run of `program`, which need not know that it is counted.
///
/// # Errors
///
/// Those of [`counts`].
pub fn whole(program: &Path, args: &[&str]) -> Result<u64, Box<dyn Error>> {
    Ok(run(program, args, &[])?.iter().sum())
}

/// The totals of all dumps in the order in which they were written.
fn run(program: &Path, args: &[&str], options: &[String]) -> Result<Vec<u64>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let dumps = folder.path().join("dump");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--quiet"])
        .arg(format!("--callgrind-out-file={}", dumps.display()))
        .args(options)
        .arg(program)
        .args(args)
        .output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(format!("{} under valgrind: {said}", program.display()).into());
    }
    let mut totals = Vec::new();
    for file in fs::read_dir(folder.path())? {
        let path = file?.path();
        totals.push((
            number(path.extension()),
            total(&fs::read_to_string(&path)?)?,
        ));
    }
    totals.sort_unstable();
    Ok(totals.into_iter().map(|(_, total)| total).collect())
}

/// The number of a dump; the one without a number is the last.
fn number(extension: Option<&OsStr>) -> u64 {
    extension
        .and_then(OsStr::to_str)
        .and_then(|number| number.parse().ok())
        .unwrap_or(u64::MAX)
}

/// How many instructions a dump holds.
fn total(dump: &str) -> Result<u64, Box<dyn Error>> {
    let mut lines = dump.lines();
    let total = lines.find_map(|line| line.strip_prefix("totals: "));
    Ok(total.ok_or("a dump without a total")?.trim().parse()?)
}
