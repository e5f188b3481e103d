//! Atomic writing: a finished temporary file in the same folder is renamed over the old one.
//!
//! A temporary file is locked while its writer lives. One that is not locked is left from a run that was killed, and
//! the next run that writes into the folder removes it.

use crate::diagnostic::{Code, Diagnostic};
use std::{
    collections::HashSet,
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};
use tempfile::NamedTempFile;

const PREFIX: &str = ".handout-";
const SUFFIX: &str = ".part";

/// Writes all files, or none: every one is finished beside its place before the first is renamed.
///
/// Folders are made where missing. An earlier file stays as it was when this fails.
///
/// # Errors
/// A diagnostic with the path and the system's words.
pub fn write_all(files: &[(PathBuf, &[u8])]) -> Result<(), Diagnostic> {
    Writer::default().write(files)
}

/// Writes files, and tidies each folder that it writes into, once: to look through a folder for each of its files would
/// take time by the square of their number.
#[derive(Debug, Default)]
pub struct Writer {
    tidied: Mutex<HashSet<PathBuf>>,
}

/// Why a file could not be written.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) diagnostic: Diagnostic,
    /// Whether other files there would fail alike.
    pub(super) general: bool,
}

impl Writer {
    /// Does what [`write_all`] does; for many calls, by one writer.
    ///
    /// # Errors
    /// A diagnostic with the path and the system's words.
    pub fn write(&self, files: &[(PathBuf, &[u8])]) -> Result<(), Diagnostic> {
        self.write_all(files).map_err(|failure| failure.diagnostic)
    }

    pub(super) fn write_all(&self, files: &[(PathBuf, &[u8])]) -> Result<(), Failure> {
        let mut finished = Vec::with_capacity(files.len());
        for (path, bytes) in files {
            finished.push((path, self.stage(path, bytes).map_err(|error| unwritable(path, &error))?));
        }
        for (path, file) in finished {
            file.persist(path).map_err(|error| unwritable(path, &error.error))?;
        }
        Ok(())
    }

    /// The finished temporary file. It is removed when dropped, and hidden, so that a walk passes over it.
    fn stage(&self, path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
        if path.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory));
        }
        let folder = parent(path);
        self.prepare(folder)?;
        let mut file = temporary(folder)?;
        file.write_all(bytes)?;
        file.flush()?;
        Ok(file)
    }

    fn prepare(&self, folder: &Path) -> io::Result<()> {
        let mut tidied = self.tidied.lock().unwrap_or_else(PoisonError::into_inner);
        if !tidied.contains(folder) {
            fs::create_dir_all(folder)?;
            tidy(folder);
            tidied.insert(folder.to_owned());
        }
        Ok(())
    }
}

/// The folder of a file.
pub(super) fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A temporary file in a folder, empty and locked. One that another run took for a dead one, in the instant before it
/// was locked, is left to it.
pub(super) fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    {
        // A temporary file is private by default; an output is what the user's umask says.
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    loop {
        let file = builder.tempfile_in(folder)?;
        // Where files cannot be locked, none is ever taken for a dead one.
        let taken = matches!(file.as_file().try_lock(), Err(fs::TryLockError::WouldBlock));
        if !taken && file.path().exists() {
            return Ok(file);
        }
    }
}

/// Removes what a killed run left in a folder. What cannot be removed stays: it is hidden and harms nothing.
pub(super) fn tidy(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.as_encoded_bytes();
        if name.starts_with(PREFIX.as_bytes()) && name.ends_with(SUFFIX.as_bytes()) {
            let path = entry.path();
            let dead = fs::File::open(&path).ok().filter(|file| file.try_lock().is_ok());
            if let Some(_locked) = dead {
                let _ = fs::remove_file(path);
            }
        }
    }
}

/// The system's words, without the name of a temporary file.
pub(super) fn words(error: &io::Error) -> String {
    let words = error.to_string();
    words.split_once(" at path ").map_or(words.as_str(), |(words, _)| words).to_owned()
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    use io::ErrorKind::{FileTooLarge, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    let general =
        matches!(error.kind(), FileTooLarge | PermissionDenied | QuotaExceeded | ReadOnlyFilesystem | StorageFull);
    let help = "check who may write there and how much room is left, or write elsewhere with `-o DIR`";
    let message = format!("{} cannot be written: {}", path.display(), words(error));
    Failure { diagnostic: Diagnostic::new(Code::Unwritable, message).help(help), general }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_file_stays_when_one_of_several_cannot_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let (old, blocked) = (folder.path().join("a.pdf"), folder.path().join("a.epub"));
        fs::write(&old, "old").unwrap();
        fs::create_dir(&blocked).unwrap();
        let error = write_all(&[(old.clone(), b"new".as_slice()), (blocked, b"new".as_slice())]).unwrap_err();
        assert_eq!(error.code, Code::Unwritable);
        assert_eq!(fs::read(&old).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "no temporary file is left");
    }

    #[test]
    fn what_a_killed_run_left_is_removed_and_what_a_living_one_writes_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let (dead, living) = (folder.path().join(".handout-a.part"), folder.path().join(".handout-b.part"));
        fs::write(&dead, "half").unwrap();
        let file = fs::File::create(&living).unwrap();
        file.lock().unwrap();
        write_all(&[(folder.path().join("a.txt"), b"whole".as_slice())]).unwrap();
        assert!(!dead.exists());
        assert!(living.exists());
    }
}
