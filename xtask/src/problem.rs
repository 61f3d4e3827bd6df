//! Problems of files as a whole, which the library cannot have because it touches none.
//!
//! Knows files and what systems say of them. Knows nothing of what stands in them.

use error_tables::document::Pos;
use error_tables::problem::Finding;
use std::io;

/// A problem of the file `path` as a whole.
pub fn of_file(path: &str, what: impl Into<String>, help: impl Into<String>) -> Finding {
    Finding {
        at: None,
        ..Finding::problem(Pos::new(1, 1), what, help)
    }
    .in_file(path)
}

/// A problem that the system has with the file `path`, before anything was changed.
pub fn of_system(path: &str, what: &str, error: &io::Error) -> Finding {
    let help = "no file was changed; see to the file, its rights and the room on the disk, and run it again";
    of_file(path, format!("{what}: {error}"), help)
}
