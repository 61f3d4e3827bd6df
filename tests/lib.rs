//! What the end-to-end tests share.

pub mod dump;
pub mod given;
pub mod reading;
pub mod tree;

/// The examples of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
