//! A consumer of the crate.
