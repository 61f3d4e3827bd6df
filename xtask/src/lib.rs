//! The command line of this workspace.
pub mod disk;
pub mod exit;
pub mod show;
