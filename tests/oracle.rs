//! A program of somebody else that reads the same documents, to compare with.
//!
//! Knows which documents are compared and how the program is asked. Knows nothing of what is compared.

use error_tables::document::{Block, Format};
use error_tables::read::read;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is compared with a library of Python.
pub struct Oracle {
    /// The library, as Python imports it.
    pub library: &'static str,
    /// The script beside this file that writes down what the library sees in the files that it is given.
    pub script: &'static str,
    /// The folder of documents, within that of the tests.
    pub folder: &'static str,
    /// How the names of documents there and in the catalog end.
    pub extensions: [&'static str; 2],
    /// How names of documents begin that are read differently on purpose.
    pub departs: &'static [&'static str],
    /// The format to read them in.
    pub format: Format,
}

impl Oracle {
    /// What `write` makes of all documents as they are read here, and what the script makes of them. `None`, and a word,
    /// where Python or the library is not installed.
    ///
    /// # Errors
    /// A document cannot be read, or the script fails.
    pub fn compared(
        &self,
        write: fn(&[Block], &mut String),
    ) -> Result<Option<(String, String)>, Box<dyn Error>> {
        if !self.is_installed() {
            println!(
                "python3 with {} is not installed: nothing compared",
                self.library
            );
            return Ok(None);
        }
        let files = self.documents()?;
        let mut ours = String::new();
        for file in &files {
            writeln!(ours, "file {}", file.display())?;
            let document = read(&std::fs::read_to_string(file)?, self.format);
            write(&document.blocks, &mut ours);
        }
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(self.script);
        let asked = Command::new("python3").arg(script).args(&files).output()?;
        if !asked.status.success() {
            return Err(String::from_utf8_lossy(&asked.stderr).into());
        }
        Ok(Some((ours, String::from_utf8(asked.stdout)?)))
    }

    fn is_installed(&self) -> bool {
        let import = format!("import {}", self.library);
        let probe = Command::new("python3").args(["-c", &import]).output();
        probe.is_ok_and(|it| it.status.success())
    }

    /// The documents to compare, those of the tests first.
    fn documents(&self) -> Result<Vec<PathBuf>, Box<dyn Error>> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let [here, in_catalog] = self.extensions;
        let mut files = self.files(&root.join(self.folder), here)?;
        for service in std::fs::read_dir(root.join("../catalog"))?.flatten() {
            let folder = service.path().join("documents");
            files.extend(self.files(&folder, in_catalog).unwrap_or_default());
        }
        if files.is_empty() {
            return Err("no document to compare".into());
        }
        Ok(files)
    }

    /// The files in `folder` that are to be as the library reads them, in order.
    fn files(&self, folder: &Path, extension: &str) -> std::io::Result<Vec<PathBuf>> {
        let mut out = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let departs = self.departs.iter().any(|it| name.starts_with(it));
            if path.extension().is_some_and(|it| it == extension) && !departs {
                out.push(path);
            }
        }
        out.sort();
        Ok(out)
    }
}
