//! The two ends of the way of the data: the only code here that touches a disk.
//!
//! Knows files and folders. Knows nothing of what stands in them.

pub mod load;
pub mod lock;
pub mod text;
pub mod write;
