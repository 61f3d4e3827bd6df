//! The stages of the library, and who it is for: anyone with an error table in a document of their own.
#![doc = include_str!("../README.md")]
//! # Stages
//!
//! Documents become rows, rows a catalog, the catalog Rust.
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
pub mod limits;
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
