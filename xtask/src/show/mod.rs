//! How values are shown to people: findings, differences, and text that came from a document.
//!
//! Knows terminals. Knows nothing of catalogs or of disks. Everything is written with colours; the binary takes them
//! away where the output is no terminal.

pub mod difference;
pub mod escape;
pub mod finding;
pub mod json;

/// What is printed after this stands out, up to [`RESET`].
pub const BOLD: &str = "\u{1b}[1m";
/// Ends [`BOLD`].
pub const RESET: &str = "\u{1b}[0m";
