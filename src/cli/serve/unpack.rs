//! Unpacks archives from a client. Announced sizes are not trusted: bytes are counted as they are unpacked.

use super::{
    budget::Share,
    paths::{below, is_clutter},
    problem::Problem,
};
use std::io::{Cursor, Read as _};
use zip::{ZipArchive, result::ZipError};

/// The maximum number of files in an archive.
pub(super) const MOST_FILES: usize = 2000;

/// The maximum total size of the files of a request, unpacked, in bytes.
pub(super) const MOST_BYTES: usize = 128 << 20;

/// The minimum size of the end of an archive, which has the number of files.
const END: usize = 22;

/// Returns the files of an archive, by their paths in it. Leaves out folders, links and files added by operating
/// systems.
///
/// # Errors
/// If it is broken, encrypted or too large.
pub(super) fn unpack(name: &str, zip: &[u8], share: &mut Share) -> Result<Vec<(String, Vec<u8>)>, Problem> {
    let broken = |error: &ZipError| Problem::unusable(format!("`{name}` cannot be unpacked: {error}"));
    if announced(zip).is_some_and(|files| files > MOST_FILES) {
        return Err(too_many(name));
    }
    let mut archive = ZipArchive::new(Cursor::new(zip)).map_err(|error| broken(&error))?;
    if archive.len() > MOST_FILES {
        return Err(too_many(name));
    }
    let mut files = Vec::new();
    let mut left = MOST_BYTES;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|error| broken(&error))?;
        if entry.is_dir() || entry.is_symlink() {
            continue;
        }
        let inner = entry.name().to_owned();
        let path = below(&inner)
            .ok_or_else(|| Problem::unusable(format!("`{name}` has a file `{inner}`, which is not a path below it")))?;
        if is_clutter(&path) {
            continue;
        }
        let mut bytes = Vec::new();
        let mut chunk = [0; 1 << 14];
        loop {
            let read = entry.read(&mut chunk).map_err(|error| broken(&error.into()))?;
            if read == 0 {
                break;
            }
            left = left.checked_sub(read).ok_or_else(|| {
                Problem::too_large(format!("`{name}` is larger than {} MiB when it is unpacked", MOST_BYTES >> 20))
            })?;
            share.grow(read)?;
            bytes.extend_from_slice(&chunk[..read]);
        }
        files.push((path, bytes));
    }
    Ok(files)
}

fn too_many(name: &str) -> Problem {
    Problem::too_large(format!("`{name}` has more than {MOST_FILES} files"))
}

/// Returns the number of files that an archive announces, to reject a list of millions before reading it.
fn announced(zip: &[u8]) -> Option<usize> {
    let tail = &zip[zip.len().saturating_sub(END + usize::from(u16::MAX))..];
    let end = tail.windows(END).rposition(|window| window.starts_with(b"PK\x05\x06"))?;
    Some(usize::from(u16::from_le_bytes([tail[end + 10], tail[end + 11]])))
}

#[cfg(test)]
mod tests {
    use super::{super::budget::Budget, *};
    use std::io::Write as _;
    use zip::{ZipWriter, write::SimpleFileOptions};

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn unpacked(zip: &[u8], room: usize) -> Result<Vec<(String, Vec<u8>)>, u16> {
        unpack("a.zip", zip, &mut Budget::new(room).share()).map_err(|problem| problem.status.as_u16())
    }

    #[test]
    fn files_are_unpacked_without_what_systems_add() {
        let zip =
            zip(&[("a/tea.md", b"# Tea"), ("__MACOSX/a/._tea.md", b"x"), ("a/.DS_Store", b"x"), ("a\\cup.png", b"y")]);
        let files = unpacked(&zip, 1000).unwrap();
        assert_eq!(files, [("a/tea.md".to_owned(), b"# Tea".to_vec()), ("a/cup.png".to_owned(), b"y".to_vec())]);
    }

    #[test]
    fn what_is_broken_leads_out_or_grows_without_bounds_is_refused() {
        assert_eq!(unpacked(b"PK", 1000), Err(422));
        assert_eq!(unpacked(&zip(&[("../tea.md", b"# Tea")]), 1000), Err(422));
        assert_eq!(unpacked(&zip(&[("tea.md", &[0; 2000])]), 1000), Err(503));
        let bomb = zip(&[("tea.md", &vec![0; MOST_BYTES + 1])]);
        assert!(bomb.len() < MOST_BYTES / 100);
        assert_eq!(unpacked(&bomb, usize::MAX), Err(413));
        let names: Vec<String> = (0..=MOST_FILES).map(|n| n.to_string()).collect();
        let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
        assert_eq!(unpacked(&zip(&many), 1000), Err(413));
    }
}
