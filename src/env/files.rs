//! Opens regular files only: a pipe may never end, and opening a device may have side effects.
//!
//! Paths below a [`Folder`] are opened relative to its open handle, so that links swapped in meanwhile cannot lead
//! elsewhere. cap-std does that on every system; Linux's `openat2` alone would need a substitute elsewhere.

use cap_std::{
    ambient_authority,
    fs::{Dir, OpenOptions},
};
use std::{
    fs::{File, Metadata},
    io::{self, Read as _},
    path::Path,
};

/// An open folder. Links are followed as long as they stay below it.
#[derive(Debug)]
pub(crate) struct Folder(Dir);

impl Folder {
    /// Opens a folder that the caller trusts, following any links.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        Dir::open_ambient_dir(path, ambient_authority()).map(Self)
    }

    /// Opens a folder below it. An empty path means the folder itself.
    pub(crate) fn below(self, path: &Path) -> io::Result<Self> {
        if path.as_os_str().is_empty() { Ok(self) } else { self.0.open_dir(path).map(Self) }
    }

    /// Opens a regular file below it for reading.
    pub(crate) fn file(&self, path: &Path) -> io::Result<File> {
        let data = self.0.metadata(path)?;
        if !data.is_file() {
            return Err(special(data.is_dir()));
        }
        checked(self.0.open_with(path, &reading())?.into_std())
    }

    pub(crate) fn dir(&self) -> &Dir {
        &self.0
    }
}

/// Returns whether an error means that a path leads out of its folder by a link.
pub(crate) fn leads_out(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::PermissionDenied && error.raw_os_error().is_none()
}

/// Opens a regular file for reading, following any links.
///
/// # Errors
/// If it cannot be opened, or is a pipe, a device or a socket.
pub fn open_file(path: &Path) -> io::Result<File> {
    let data = std::fs::metadata(path)?;
    if !data.is_file() {
        return Err(special(data.is_dir()));
    }
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK | libc::O_NOCTTY);
    checked(options.open(path)?)
}

/// Reads a regular file of at most `most` bytes.
///
/// # Errors
/// If it cannot be opened, is larger, or is a pipe, a device or a socket.
pub fn read_file(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    contents(open_file(path)?, most)
}

/// Reads an open file of at most `most` bytes.
pub(crate) fn contents(file: File, most: u64) -> io::Result<Vec<u8>> {
    let size = file.metadata()?.len();
    let too_large = || io::Error::new(io::ErrorKind::FileTooLarge, format!("it is larger than {} MiB", most >> 20));
    if size > most {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(size as usize);
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(too_large()) } else { Ok(bytes) }
}

/// Returns options for opening a file for reading without blocking on a pipe.
pub(crate) fn reading() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    cap_std::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK | libc::O_NOCTTY);
    options
}

/// Checks the type of the opened file: it may have been swapped since the first check.
fn checked(file: File) -> io::Result<File> {
    let is_file = file.metadata().as_ref().is_ok_and(Metadata::is_file);
    if is_file { Ok(file) } else { Err(special(false)) }
}

fn special(folder: bool) -> io::Error {
    let what = if folder { "it is a folder" } else { "it is a pipe, a device or a socket, not a file" };
    io::Error::new(if folder { io::ErrorKind::IsADirectory } else { io::ErrorKind::InvalidInput }, what)
}
