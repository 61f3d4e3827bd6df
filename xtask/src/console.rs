//! The three streams of a run.
//!
//! Knows that a reader can go away (`| head`), which is no failure of ours: what is written is written.

use std::io::{Read, Write};

/// Where a run reads from and writes to. What it writes has colours; the caller takes them away where they are not
/// wanted.
pub struct Console<'a> {
    /// What `-` reads.
    pub input: &'a mut dyn Read,
    /// What was asked for.
    pub out: &'a mut dyn Write,
    /// What stands in its way.
    pub err: &'a mut dyn Write,
}

impl Console<'_> {
    /// Writes what was asked for.
    pub fn say(&mut self, text: &str) {
        let _ = self
            .out
            .write_all(text.as_bytes())
            .and_then(|()| self.out.flush());
    }

    /// Writes what stands in the way.
    pub fn complain(&mut self, text: &str) {
        let _ = self
            .err
            .write_all(text.as_bytes())
            .and_then(|()| self.err.flush());
    }
}
