//! Errors that stand one by one: headings, list items, terms and lines that a name opens.
//!
//! Knows how what stands under a name becomes a row. Knows nothing of tables; `tables` does.

pub mod closed;
pub mod continued;
pub mod entry;
pub mod groups;
pub mod inside;
pub mod legend;
pub mod lists;
pub mod nodes;
pub mod numbers;
pub mod opened;
pub mod openers;
pub mod others;
pub mod repeats;
pub mod runs;
pub mod sections;
