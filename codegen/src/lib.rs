//! Reads error tables out of documents into a catalog that people review, and generates typed Rust enums from it.
//!
//! Documents become rows, rows a catalog, the catalog Rust: each stage is a function from values to values, and this
//! library touches neither disk nor clock nor network.
//!
//! | stage | in | out | knows nothing of |
//! |---|---|---|---|
//! | [`read`] | the text of a file | a [`document::Document`] | errors |
//! | [`recognize`] | a document | [`rows::Reading`] | formats, services |
//! | [`merge`] | readings, decisions, what was known | a [`catalog::Catalog`] | formats |
//! | [`rules`] | catalogs, rules | the same with kind and retry | documents |
//! | [`emit`] | catalogs | Rust | documents |
//! | [`diff`] | catalogs before and after | facts | documents, Rust as output |

pub mod catalog;
pub mod diff;
pub mod document;
pub mod emit;
mod keys;
pub mod merge;
mod names;
pub mod plain;
pub mod problem;
pub mod read;
pub mod recognize;
pub mod rows;
pub mod rules;
pub mod service;
pub mod spelling;
pub mod told;
