//! What is counted in every change and timed in the benchmarks, and how instructions are counted.
//!
//! Knows the published crate alone; what it is compared with is the matter of the package above.

pub mod baseline;
pub mod bodies;
pub mod callgrind;
pub mod texts;
