//! How long look-ups take.
//!
//! Knows clocks and caches.

use super::sets::{Set, Subject};
use crate::interleave::{Samples, interleaved};
use counts::texts::{Text, Workload};
use std::convert::Infallible;
use std::hint::black_box;
use std::time::Instant;

/// Looks every text up.
pub type Pass = Box<dyn Fn(&[Text])>;

const ROUNDS: usize = 61;
const COLD_ROUNDS: usize = 161;
/// How much other data goes through the caches before a cold call, in words of eight bytes.
const OTHER: usize = 2 << 20;

/// Nanoseconds of one look-up, over all `texts`.
pub fn passes(set: &Set, texts: &[Text]) -> Vec<Samples> {
    measured(ROUNDS, &set.subjects, |subject| timed(subject, texts))
}

/// Nanoseconds of a single look-up of a hit with cold caches, less those of the clock.
pub fn cold(set: &Set, workloads: &[Workload]) -> Vec<Samples> {
    let hits = workloads
        .first()
        .map_or(&[][..], |workload| &workload.texts);
    let mut other = vec![0_u64; OTHER];
    let mut round = 0;
    let samples = measured(COLD_ROUNDS, &set.subjects, |subject| {
        // The text itself is what was just received.
        let text = &hits[round / set.subjects.len() % hits.len()..][..1];
        round += 1;
        for word in &mut other {
            *word += 1;
        }
        black_box(&mut other);
        black_box(text[0].text.as_bytes().to_vec());
        timed(subject, text)
    });
    let clock = samples.first().cloned().unwrap_or_default();
    samples.iter().map(|it| it.less(&clock)).collect()
}

/// Nanoseconds of one look-up.
fn timed(subject: &Subject, texts: &[Text]) -> f64 {
    let start = Instant::now();
    (subject.pass)(texts);
    let nanoseconds = start.elapsed().as_secs_f64() * 1e9;
    #[expect(clippy::cast_precision_loss, reason = "there are few texts")]
    let count = texts.len() as f64;
    nanoseconds / count
}

fn measured(
    rounds: usize,
    subjects: &[Subject],
    mut measure: impl FnMut(&Subject) -> f64,
) -> Vec<Samples> {
    let Ok(samples) = interleaved(rounds, subjects, |subject| {
        Ok::<_, Infallible>(measure(subject))
    });
    samples
}
