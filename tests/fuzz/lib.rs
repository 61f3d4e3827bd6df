//! The bodies of the targets, which the tests of the workspace share.

#[path = "../targets.rs"]
pub mod targets;
