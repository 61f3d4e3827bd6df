//! What the end-to-end tests share.

pub mod cut;
pub mod damage;
pub mod dump;
pub mod given;
pub mod golden;
pub mod hostile;
pub mod oracle;
pub mod pipeline;
pub mod played;
pub mod process;
pub mod random;
pub mod reading;
pub mod repository;
pub mod rust;
pub mod shops;
pub mod targets;
pub mod transcription;
pub mod tree;
pub mod web;
pub mod workflows;

/// The examples of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
