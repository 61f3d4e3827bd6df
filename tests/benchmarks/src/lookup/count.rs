//! How many instructions look-ups take.
//!
//! Knows that the sets, their workloads and subjects come in the same order in this process and in the one that is counted.

use super::sets::{Set, sets};
use crate::Outcome;
use counts::callgrind::{self, Work};
use counts::texts::COUNT;
use std::env;
use std::rc::Rc;

/// The argument that makes this program do what is counted.
pub const CHILD: &str = "count-look-ups";

/// Does what is counted.
pub fn child() {
    let mut works: Vec<Work> = sets().into_iter().flat_map(works).collect();
    callgrind::count_each(works.iter_mut());
}

fn works(set: Set) -> Vec<Work> {
    let workloads: Vec<Rc<_>> = set.workloads().into_iter().map(Rc::new).collect();
    let subjects: Vec<Rc<_>> = set.subjects.into_iter().map(Rc::new).collect();
    let mut works: Vec<Work> = Vec::new();
    for workload in &workloads {
        for subject in &subjects {
            // A map that is made at the first look-up is made before it is counted.
            (subject.pass)(&workload.texts[..1]);
            let (subject, workload) = (Rc::clone(subject), Rc::clone(workload));
            works.push(Box::new(move || (subject.pass)(&workload.texts)));
        }
    }
    works
}

/// Instructions of a call: of each workload of each set in order, those of every subject. Nothing without valgrind.
///
/// # Errors
///
/// Valgrind fails.
pub fn all() -> Outcome<Vec<Vec<f64>>> {
    if !callgrind::is_installed() {
        eprintln!("valgrind is not installed: no instructions counted");
        return Ok(Vec::new());
    }
    let counts = callgrind::counts(&env::current_exe()?, &[CHILD])?;
    let subjects = sets().first().map_or(1, |set| set.subjects.len());
    let rows = counts.chunks(subjects).map(|counts| {
        let alone = counts[0];
        counts
            .iter()
            .map(|count| each(count.saturating_sub(alone)))
            .collect()
    });
    Ok(rows.collect())
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn each(count: u64) -> f64 {
    count as f64 / COUNT as f64
}
