//! Writes files atomically: a complete temporary file in the same folder is renamed over the old one.
//!
//! The files of one article are replaced together: if a later one cannot be renamed, the earlier ones are restored.
//! Folders are opened once and files relative to them, so that no link leads out of the output folder.

use super::staged::{Earlier, Staged, remove_leftovers};
use crate::{
    diagnostic::{Code, Diagnostic},
    env::{Folder, leads_out},
};
use std::{
    collections::HashSet,
    ffi::OsStr,
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

/// Writes all files or none: every temporary file is complete before the first is renamed. Creates missing folders.
/// Earlier files are kept if this fails, or if the power fails.
///
/// # Errors
/// A diagnostic with the path and the reason.
pub fn write_all(files: &[(PathBuf, &[u8])]) -> Result<(), Diagnostic> {
    Writer::default().durable(true).write(files)
}

/// Writes files, and removes the leftovers of killed runs, once per folder: listing a folder for each of its files
/// would take quadratic time.
#[derive(Debug, Default)]
pub struct Writer {
    prepared: Mutex<HashSet<PathBuf>>,
    durable: bool,
}

/// Why a file could not be written.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) diagnostic: Diagnostic,
    /// Whether other files would fail for the same reason.
    pub(super) general: bool,
}

impl Writer {
    /// Sets whether files are synced to disk before they are renamed, so that a power failure leaves the earlier file
    /// or the new one. Syncing takes about 10 ms per file, longer than converting an article, so batches do not.
    #[must_use]
    pub fn durable(mut self, durable: bool) -> Self {
        self.durable = durable;
        self
    }

    /// Does the same as [`write_all`], for many calls with one writer.
    ///
    /// # Errors
    /// A diagnostic with the path and the reason.
    pub fn write(&self, files: &[(PathBuf, &[u8])]) -> Result<(), Diagnostic> {
        self.write_all(files).map_err(|failure| failure.diagnostic)
    }

    fn write_all(&self, files: &[(PathBuf, &[u8])]) -> Result<(), Failure> {
        self.stage_and_rename(files, |path| parent(path))
    }

    /// Writes files that are all below the folder `top`. Links below it that lead out of it are not followed.
    pub(super) fn write_below(&self, top: &Path, files: &[(PathBuf, &[u8])]) -> Result<(), Failure> {
        self.stage_and_rename(files, |path| {
            let inside = !top.as_os_str().is_empty() && path.starts_with(top);
            if inside { top } else { parent(path) }
        })
    }

    fn stage_and_rename<'a>(
        &self,
        files: &'a [(PathBuf, &[u8])],
        top: impl Fn(&'a Path) -> &'a Path,
    ) -> Result<(), Failure> {
        let mut finished = Vec::with_capacity(files.len());
        for (path, bytes) in files {
            let staged = self.stage(top(path), path, bytes).map_err(|error| unwritable(path, &error))?;
            finished.push((path.as_path(), staged));
        }
        put_in_place(finished)
    }

    fn stage(&self, top: &Path, path: &Path, bytes: &[u8]) -> io::Result<Staged> {
        let mut file = Staged::create(Arc::new(self.open(top, parent(path))?), name_of(path)?)?;
        file.write_all(bytes)?;
        file.flush()?;
        file.mark();
        if self.durable {
            file.sync()?;
        }
        Ok(file)
    }

    /// Opens a folder below `top`. Creates missing parts on first use.
    fn open(&self, top: &Path, folder: &Path) -> io::Result<Folder> {
        let below = folder.strip_prefix(top).unwrap_or(Path::new(""));
        let mut prepared = self.prepared.lock().unwrap_or_else(PoisonError::into_inner);
        if prepared.contains(folder) {
            return Folder::open(top)?.below(below);
        }
        if !top.as_os_str().is_empty() {
            fs::create_dir_all(top)?;
        }
        let outer = Folder::open(top)?;
        let created = if below.as_os_str().is_empty() { Ok(()) } else { outer.dir().create_dir_all(below) };
        // a link that leads out already exists, and cannot be opened
        let opened = outer.below(below).map_err(|error| match created {
            Err(earlier) if !leads_out(&error) => earlier,
            _ => error,
        })?;
        remove_leftovers(&opened);
        prepared.insert(folder.to_owned());
        Ok(opened)
    }
}

/// Renames all files to their final names, or none: if one fails, those before it are undone.
fn put_in_place(finished: Vec<(&Path, Staged)>) -> Result<(), Failure> {
    let alone = finished.len() == 1;
    let mut done = Vec::with_capacity(finished.len());
    for (path, file) in finished {
        let folder = Arc::clone(file.folder());
        match replace(path, file, alone) {
            Ok(earlier) => done.push((path, folder, earlier)),
            Err(error) => {
                done.iter().for_each(|(path, folder, earlier)| undo(path, folder, earlier.as_ref()));
                return Err(unwritable(path, &error));
            }
        }
    }
    Ok(())
}

/// Renames a file to its final name. Returns the file that it replaced, if there was one and it may have to be
/// restored.
fn replace(path: &Path, file: Staged, alone: bool) -> io::Result<Option<Earlier>> {
    let name = name_of(path)?;
    let earlier = if alone { None } else { file.keep_earlier(name)? };
    match (file.persist(name), &earlier) {
        (Err(error), Some(kept)) => {
            kept.bring_back(name);
            Err(error)
        }
        (result, _) => result.map(|()| earlier),
    }
}

/// Restores an earlier file, or removes the new one if there was none.
fn undo(path: &Path, folder: &Folder, earlier: Option<&Earlier>) {
    match (name_of(path), earlier) {
        (Ok(name), Some(earlier)) => earlier.bring_back(name),
        (Ok(name), None) => drop(folder.dir().remove_file(name)),
        (Err(_), _) => {}
    }
}

/// Returns the folder of a file.
pub(super) fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Returns the name of a file within its folder.
pub(super) fn name_of(path: &Path) -> io::Result<&OsStr> {
    path.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::IsADirectory))
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    use io::ErrorKind::{
        FileTooLarge, InvalidFilename, NotFound, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull,
    };
    let (general, why) = match error.kind() {
        _ if leads_out(error) => (false, "a link leads out of the output folder".to_owned()),
        // it was created by this run
        NotFound => (true, "its folder was removed meanwhile".to_owned()),
        FileTooLarge | PermissionDenied | QuotaExceeded | ReadOnlyFilesystem | StorageFull => (true, error.to_string()),
        _ => (too_many_are_open(error), error.to_string()),
    };
    let help = match error.kind() {
        _ if too_many_are_open(error) => "allow more open files (`ulimit -n 1024`), or use fewer cores with `--jobs 1`",
        InvalidFilename => "give the article a shorter name, or name the output with `-o FILE`",
        _ => "check the permissions and the free space, or write elsewhere with `-o DIR`",
    };
    let message = format!("{} cannot be written: {why}", path.display());
    Failure { diagnostic: Diagnostic::new(Code::Unwritable, message).help(help), general }
}

/// Returns whether this process or the system has too many files open.
fn too_many_are_open(error: &io::Error) -> bool {
    #[cfg(unix)]
    return matches!(error.raw_os_error(), Some(libc::EMFILE | libc::ENFILE));
    #[cfg(not(unix))]
    return false;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn too_many_open_files_end_the_run_with_advice_on_how_to_allow_more() {
        let failure = unwritable(Path::new("a.pdf"), &io::Error::from_raw_os_error(libc::EMFILE));
        assert!(failure.general);
        assert!(failure.diagnostic.help.is_some_and(|help| help.contains("ulimit -n")));
    }

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
