//! Pages about the data, with nothing to call in them.
//!
//! - [`status_alone`]: what an HTTP status alone stands for, and every code about which it gives the wrong answer
//! - [`semver`]: what a new edition of a vendor's document means for the version of this crate

pub mod semver;
pub mod status_alone;
