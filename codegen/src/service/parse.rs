//! Reads `service.toml`, and says everything that is wrong with it at once.
//!
//! Knows the keys and their types. Knows nothing of documents or catalogs.

use super::Service;
use crate::problem::Finding;

/// The service that `text` describes.
///
/// # Errors
///
/// All problems of the file, each at its line and column with the keys or values that would be right. Their `path` is
/// empty; the caller knows it.
pub fn parse(text: &str) -> Result<Service, Vec<Finding>> {
    let _ = text;
    Err(Vec::new())
}
