//! Measures several subjects in turn, so that a machine whose speed drifts drifts for all of them.
//!
//! Knows numbers; knows nothing of what they measure.

/// What was measured of one subject, round by round.
#[derive(Clone, Debug, Default)]
pub struct Samples(Vec<f64>);

/// Measures each of `subjects` once in each of `rounds`, after a round that does not count.
///
/// # Errors
///
/// The first that `measure` gives.
pub fn interleaved<S, E>(
    rounds: usize,
    subjects: &[S],
    mut measure: impl FnMut(&S) -> Result<f64, E>,
) -> Result<Vec<Samples>, E> {
    let mut samples = vec![Samples::default(); subjects.len()];
    for round in 0..=rounds {
        for (subject, samples) in subjects.iter().zip(&mut samples) {
            let measured = measure(subject)?;
            if round > 0 {
                samples.0.push(measured);
            }
        }
    }
    Ok(samples)
}

impl Samples {
    /// The one in the middle.
    pub fn median(&self) -> f64 {
        median(self.0.clone())
    }

    /// How many times as much as `other`, by the pairs of each round.
    pub fn ratio_to(&self, other: &Self) -> f64 {
        median(
            self.0
                .iter()
                .zip(&other.0)
                .map(|(one, other)| one / other)
                .collect(),
        )
    }

    /// The samples less those of `other`, round by round.
    #[must_use]
    pub fn less(&self, other: &Self) -> Self {
        Self(
            self.0
                .iter()
                .zip(&other.0)
                .map(|(one, other)| one - other)
                .collect(),
        )
    }
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}
