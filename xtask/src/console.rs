//! The three streams of a run.
//!
//! Knows that a reader can go away (`| head`), which is no failure of ours: what is written is written. A stream that
//! cannot be written for another reason, such as a full disk, is one.

use crate::exit::Exit;
use std::io::{self, Read, Write};

/// Where a run reads from and writes to. What it writes has colours; the caller takes them away where they are not
/// wanted.
pub struct Console<'a> {
    /// What `-` reads.
    pub input: &'a mut dyn Read,
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    /// Why what was asked for could not be written.
    failure: Option<io::Error>,
}

impl<'a> Console<'a> {
    /// A console whose `out` takes what was asked for, and whose `err` takes what stands in its way.
    pub fn new(input: &'a mut dyn Read, out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        Self {
            input,
            out,
            err,
            failure: None,
        }
    }

    /// Writes what was asked for.
    pub fn say(&mut self, text: &str) {
        let written = self.out.write_all(text.as_bytes());
        let written = written.and_then(|()| self.out.flush());
        if let Err(error) = written
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            self.failure.get_or_insert(error);
        }
    }

    /// Writes what stands in the way. Where that cannot be written, nothing can be said of it either.
    pub fn complain(&mut self, text: &str) {
        let _ = self
            .err
            .write_all(text.as_bytes())
            .and_then(|()| self.err.flush());
    }

    /// How the run ends that came to `exit`: not well where its words are lost, whatever it did.
    pub fn end(&mut self, exit: Exit) -> Exit {
        let Some(error) = self.failure.take() else {
            return exit;
        };
        self.complain(&format!(
            "\nstandard output: problem: cannot be written: {error}\n  \
             = help: see where the output goes, and run it again; files that were changed stay so, and git shows them\n"
        ));
        Exit::Settle
    }
}
