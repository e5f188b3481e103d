//! A file that is written line by line and appears when it is complete.

use super::{
    staged::{Staged, not_a_file, remove_leftovers},
    write::{name_of, parent},
};
use crate::env::Folder;
use std::{
    fs,
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

/// A file that is written line by line. It replaces an earlier file of the same name when it is committed.
#[derive(Debug)]
pub struct AtomicFile {
    path: PathBuf,
    file: BufWriter<Staged>,
}

impl AtomicFile {
    /// Creates the temporary file and, if missing, its folder. Removes what a killed run left in the folder.
    ///
    /// # Errors
    /// If the folder or the file cannot be created.
    pub fn create(path: &Path) -> io::Result<Self> {
        // through links as well: `/dev/stdout` is one
        if fs::metadata(path).is_ok_and(|data| !data.is_file() && !data.is_dir()) {
            return Err(not_a_file());
        }
        let folder = parent(path);
        fs::create_dir_all(folder)?;
        let folder = Arc::new(Folder::open(folder)?);
        remove_leftovers(&folder);
        Ok(Self { path: path.to_owned(), file: BufWriter::new(Staged::create(folder, name_of(path)?)?) })
    }

    /// Adds a line.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.file, "{line}")
    }

    /// Moves the file to its place.
    ///
    /// # Errors
    /// If it cannot be written to the end or renamed.
    pub fn commit(self) -> io::Result<()> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync()?;
        file.persist(name_of(&self.path)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_appears_when_it_is_complete_and_leftovers_of_a_killed_run_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let (path, dead) = (folder.path().join("report"), folder.path().join(".handout-a.part"));
        fs::write(&dead, "half").unwrap();
        let mut file = AtomicFile::create(&path).unwrap();
        file.line("a line").unwrap();
        assert!(!path.exists() && !dead.exists());
        file.commit().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"a line\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_or_a_link_to_one_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let (socket, link) = (folder.path().join("socket"), folder.path().join("link"));
        let _bound = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        std::os::unix::fs::symlink(&socket, &link).unwrap();
        for path in [&socket, &link] {
            let error = AtomicFile::create(path).unwrap_err();
            assert!(error.to_string().contains("not a file"), "{error}");
        }
        let open = Folder::open(folder.path()).unwrap();
        assert!(Staged::create(Arc::new(open), "socket".as_ref()).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
