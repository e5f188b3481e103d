//! Writes files atomically: a complete temporary file in the same folder is renamed over the old one.
//!
//! A temporary file is locked while its writer runs. One that is not locked was left by a killed run, and the next run
//! that writes into the folder removes it.

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

/// Writes all files or none: every temporary file is complete before the first is renamed. Creates missing folders.
/// Earlier files stay as they were when this fails.
///
/// # Errors
/// A diagnostic with the path and the reason.
pub fn write_all(files: &[(PathBuf, &[u8])]) -> Result<(), Diagnostic> {
    Writer::default().write(files)
}

/// Writes files, and removes leftovers of killed runs from each folder that it writes into, once: listing a folder for
/// each of its files would take quadratic time.
#[derive(Debug, Default)]
pub struct Writer {
    prepared: Mutex<HashSet<PathBuf>>,
}

/// Why a file could not be written.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) diagnostic: Diagnostic,
    /// Whether other files would fail in the same way.
    pub(super) general: bool,
}

impl Writer {
    /// Does what [`write_all`] does, for many calls with one writer.
    ///
    /// # Errors
    /// A diagnostic with the path and the reason.
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

    /// Writes a temporary file. It is removed when dropped, and hidden, so that walks skip it.
    fn stage(&self, path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
        if path.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory));
        }
        let folder = parent(path);
        self.prepare(folder)?;
        let mut file = temporary_file(folder)?;
        file.write_all(bytes)?;
        file.flush()?;
        Ok(file)
    }

    fn prepare(&self, folder: &Path) -> io::Result<()> {
        let mut prepared = self.prepared.lock().unwrap_or_else(PoisonError::into_inner);
        if !prepared.contains(folder) {
            fs::create_dir_all(folder)?;
            remove_leftovers(folder);
            prepared.insert(folder.to_owned());
        }
        Ok(())
    }
}

/// Returns the folder of a file.
pub(super) fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Creates a temporary file in a folder, empty and locked. If another run removed it as a leftover before it was
/// locked, creates another one.
pub(super) fn temporary_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    {
        // Temporary files are private by default; outputs follow the umask.
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    loop {
        let file = builder.tempfile_in(folder)?;
        // Where files cannot be locked, none is ever removed as a leftover.
        let taken = matches!(file.as_file().try_lock(), Err(fs::TryLockError::WouldBlock));
        if !taken && file.path().exists() {
            return Ok(file);
        }
    }
}

/// Removes what killed runs left in a folder. What cannot be removed stays: it is hidden.
pub(super) fn remove_leftovers(folder: &Path) {
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

/// Returns the reason of an error. Errors of `tempfile`, which name the temporary file too, have no code of the system.
fn reason(error: &io::Error) -> String {
    if error.raw_os_error().is_some() { error.to_string() } else { error.kind().to_string() }
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    use io::ErrorKind::{FileTooLarge, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    let general =
        matches!(error.kind(), FileTooLarge | PermissionDenied | QuotaExceeded | ReadOnlyFilesystem | StorageFull);
    let help = "check the permissions and the free space, or write elsewhere with `-o DIR`";
    let message = format!("{} cannot be written: {}", path.display(), reason(error));
    Failure { diagnostic: Diagnostic::new(Code::Unwritable, message).help(help), general }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn earlier_files_stay_when_one_of_several_cannot_be_written() {
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
    fn leftovers_of_a_killed_run_are_removed_and_files_of_a_running_one_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let (dead, alive) = (folder.path().join(".handout-a.part"), folder.path().join(".handout-b.part"));
        fs::write(&dead, "half").unwrap();
        let file = fs::File::create(&alive).unwrap();
        file.lock().unwrap();
        write_all(&[(folder.path().join("a.txt"), b"whole".as_slice())]).unwrap();
        assert!(!dead.exists());
        assert!(alive.exists());
    }
}
