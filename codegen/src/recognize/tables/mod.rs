//! Tables of errors, marked as such or not: which there are, and what their rows hold.
//!
//! Knows columns and cells. Knows nothing of lists and sections; `entries` does.

pub mod broken;
pub mod columns;
pub mod evidence;
pub mod flattened;
pub mod grid;
pub mod itemized;
pub mod looks;
pub mod parted;
pub mod records;
pub mod rows;
pub mod spaced;
pub mod well;
