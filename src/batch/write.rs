//! Atomic writing: a finished temporary file in the same folder is renamed over the old one.

use crate::diagnostic::{Code, Diagnostic};
use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// Writes all files, or none: every one is finished beside its place before the first is renamed.
///
/// Folders are made where missing. An earlier file stays as it was when this fails.
///
/// # Errors
/// A diagnostic with the path and the system's words.
pub fn write_all(files: &[(PathBuf, &[u8])]) -> Result<(), Diagnostic> {
    let mut finished = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        finished.push((path, stage(path, bytes).map_err(|error| unwritable(path, &error))?));
    }
    for (path, file) in finished {
        file.persist(path).map_err(|error| unwritable(path, &error.error))?;
    }
    Ok(())
}

/// The finished temporary file. It is removed when dropped, and hidden, so that a walk passes over it.
fn stage(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    if path.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".handout-").suffix(".part");
    #[cfg(unix)]
    {
        // A temporary file is private by default; an output is what the user's umask says.
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.flush()?;
    Ok(file)
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    let help = "check who may write there and how much room is left, or write elsewhere with `-o DIR`";
    Diagnostic::new(Code::Unwritable, format!("{} cannot be written: {error}", path.display())).help(help)
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
}
