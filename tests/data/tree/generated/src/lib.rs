//! The hand-written part of a crate that nobody builds.
