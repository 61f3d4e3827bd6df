//! What this workspace costs, side by side with what people would use instead.
//!
//! | part | what it does |
//! |---|---|
//! | `catalogs` | the codes that are measured |
//! | `peers` | the same enum with each peer, as Rust |
//! | `interleave` | measures several subjects in turn |
//! | `process` | what a child process costs |
//! | `table` | tables and targets in markdown |
//! | `lookup` | text to code |
//! | `response` | response to classified error |
//! | `crates` | crates to build, one for each peer |
//! | `build`, `size` | what these cost to build, and how large they become |
//! | `regen`, `rows` | documents to catalog, and a thousand times as many rows |
//! | `allocations` | what is allocated on the way, counted in a process of its own |

pub mod allocations;
pub mod build;
pub mod catalogs;
pub mod crates;
pub mod interleave;
pub mod lookup;
pub mod peers;
pub mod process;
pub mod regen;
pub mod response;
pub mod rows;
pub mod size;
pub mod table;

/// What can go wrong with a benchmark: something outside of it.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;
