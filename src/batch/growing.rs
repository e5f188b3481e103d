//! A file that is written line by line, and is there once it is whole.

use super::write::{parent, temporary, tidy, words};
use std::{
    fs,
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// A file that is written line by line. It takes its place when it is closed; what was there stays until then.
#[derive(Debug)]
pub struct Growing {
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
}

impl Growing {
    /// Begins a file. Its folder is made where missing, and what a killed run left there is removed.
    ///
    /// # Errors
    /// The system's words.
    pub fn begin(path: &Path) -> Result<Self, String> {
        let folder = parent(path);
        let begun = fs::create_dir_all(folder).and_then(|()| {
            tidy(folder);
            temporary(folder)
        });
        let file = BufWriter::new(begun.map_err(|error| words(&error))?);
        Ok(Self { path: path.to_owned(), file })
    }

    /// Adds a line.
    ///
    /// # Errors
    /// The system's words.
    pub fn line(&mut self, line: &str) -> Result<(), String> {
        writeln!(self.file, "{line}").map_err(|error| words(&error))
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// The system's words.
    pub fn close(self) -> Result<(), String> {
        let file = self.file.into_inner().map_err(|error| words(error.error()))?;
        file.persist(&self.path).map(drop).map_err(|error| words(&error.error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_there_when_it_is_whole_and_what_a_killed_run_left_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let (path, dead) = (folder.path().join("report"), folder.path().join(".handout-a.part"));
        fs::write(&dead, "half").unwrap();
        let mut file = Growing::begin(&path).unwrap();
        file.line("a line").unwrap();
        assert!(!path.exists() && !dead.exists());
        file.close().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"a line\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
