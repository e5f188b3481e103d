//! A temporary file in an open folder that is renamed to become an output.
//!
//! A temporary file is locked while its writer runs. An unlocked one was left by a killed run, and the next run that
//! writes to the folder removes it. Nothing here follows links.

use super::ours;
use crate::env::{Folder, reading};
use cap_std::fs::{OpenOptions, Permissions};
use std::{
    ffi::OsStr,
    fs::{File, TryLockError},
    io::{self, Write},
    path::Path,
    process,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

const PREFIX: &str = ".handout-";
const SUFFIX: &str = ".part";

/// A temporary file. It is hidden, so that walks skip it, and removed when dropped.
#[derive(Debug)]
pub(super) struct Staged {
    folder: Arc<Folder>,
    /// Its name; `None` once it has been renamed.
    name: Option<String>,
    file: File,
}

/// A second name of an output that is being replaced.
#[derive(Debug)]
pub(super) struct Earlier {
    folder: Arc<Folder>,
    name: String,
    _locked: Option<File>,
}

impl Staged {
    /// Creates an empty file for an output of this name. It gets the permissions of the file that it will replace, else
    /// those that the umask leaves.
    pub(super) fn create(folder: Arc<Folder>, output: &OsStr) -> io::Result<Self> {
        let earlier = folder.dir().symlink_metadata(output).ok();
        if earlier.as_ref().is_some_and(|data| data.is_dir()) {
            return Err(io::Error::from(io::ErrorKind::IsADirectory));
        }
        if earlier.as_ref().is_some_and(|data| !data.is_file() && !data.is_symlink()) {
            return Err(not_a_file());
        }
        let rights = earlier.filter(|data| data.is_file()).map(|data| data.permissions());
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        restrict(&mut options, rights.as_ref());
        loop {
            let name = unused_name();
            let file = match folder.dir().open_with(&name, &options) {
                Ok(file) => file,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error),
            };
            let staged = Self { folder: Arc::clone(&folder), name: Some(name), file: file.into_std() };
            // without file locks, nothing is ever removed as a leftover
            let taken = matches!(staged.file.try_lock(), Err(TryLockError::WouldBlock));
            // another run may have removed it as a leftover before it was locked
            if taken || !staged.exists() {
                continue;
            }
            if let Some(rights) = &rights {
                set_rights(&staged, rights)?;
            }
            return Ok(staged);
        }
    }

    /// Marks the file, once its contents are complete, as one that handout may replace later.
    pub(super) fn mark(&self) {
        ours::mark(&self.file);
    }

    /// Waits until its bytes are on disk.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.file.sync_all()
    }

    /// Renames it over the output.
    pub(super) fn persist(mut self, output: &OsStr) -> io::Result<()> {
        let Some(name) = &self.name else { return Ok(()) };
        self.folder.dir().rename(name, self.folder.dir(), output)?;
        self.name = None;
        Ok(())
    }

    /// Gives the output that will be replaced a second name, so that it can be restored. Returns `None` if there is no
    /// output yet.
    pub(super) fn keep_earlier(&self, output: &OsStr) -> io::Result<Option<Earlier>> {
        let dir = self.folder.dir();
        if !dir.symlink_metadata(output).is_ok_and(|data| data.is_file()) {
            return Ok(None);
        }
        let name = unused_name();
        // if the file system has no hard links, the output is missing for a moment
        dir.hard_link(output, dir, &name).or_else(|_| dir.rename(output, dir, &name))?;
        let locked = dir.open_with(&name, &reading()).ok().map(cap_std::fs::File::into_std);
        let locked = locked.filter(|file| file.try_lock_shared().is_ok());
        Ok(Some(Earlier { folder: Arc::clone(&self.folder), name, _locked: locked }))
    }

    pub(super) fn folder(&self) -> &Arc<Folder> {
        &self.folder
    }

    fn exists(&self) -> bool {
        self.name.as_ref().is_some_and(|name| self.folder.dir().symlink_metadata(name).is_ok())
    }
}

impl Earlier {
    /// Restores it as the output.
    pub(super) fn bring_back(&self, output: &OsStr) {
        // what cannot be restored keeps its second name until the next run
        let _ = self.folder.dir().rename(&self.name, self.folder.dir(), output);
    }
}

impl Drop for Earlier {
    fn drop(&mut self) {
        let _ = self.folder.dir().remove_file(&self.name);
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            let _ = self.folder.dir().remove_file(name);
        }
    }
}

impl Write for Staged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Returns the error for `/dev/null` and the like: a rename would replace the device by a file.
pub(super) fn not_a_file() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "it is a device, a pipe or a socket, not a file")
}

/// Removes what killed runs left in a folder. What cannot be removed stays hidden.
pub(super) fn remove_leftovers(folder: &Folder) {
    for entry in folder.dir().entries().into_iter().flatten().flatten() {
        let name = entry.file_name();
        let bytes = name.as_encoded_bytes();
        let ours = bytes.starts_with(PREFIX.as_bytes()) && bytes.ends_with(SUFFIX.as_bytes());
        if ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let dead = folder.file(Path::new(&name)).ok().filter(|file| file.try_lock().is_ok());
            if let Some(_locked) = dead {
                let _ = folder.dir().remove_file(&name);
            }
        }
    }
}

/// Returns a name that no other thread or process on this machine is using.
fn unused_name() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("{PREFIX}{}-{}{SUFFIX}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// Denies access to users who could not read the earlier file.
#[cfg(unix)]
fn restrict(options: &mut OpenOptions, rights: Option<&Permissions>) {
    use cap_std::fs::{OpenOptionsExt as _, PermissionsExt as _};
    options.mode(rights.map_or(0o666, |rights| rights.mode() & 0o777));
}

#[cfg(not(unix))]
fn restrict(_: &mut OpenOptions, _: Option<&Permissions>) {}

#[cfg(unix)]
fn set_rights(staged: &Staged, rights: &Permissions) -> io::Result<()> {
    use cap_std::fs::PermissionsExt as _;
    use std::os::unix::fs::PermissionsExt as _;
    staged.file.set_permissions(std::fs::Permissions::from_mode(rights.mode() & 0o777))
}

#[cfg(not(unix))]
fn set_rights(_: &Staged, _: &Permissions) -> io::Result<()> {
    Ok(())
}
