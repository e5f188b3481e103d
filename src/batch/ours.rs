//! Distinguishes files that handout wrote from others.
//!
//! Each output gets an extended attribute with its size and modification time, so that one that was edited since does
//! not count as ours. Where attributes are lost, as in an archive, files in a format that names its producer are
//! recognized by that, and other files by having the same name and time as such a file.

use crate::env::{open_file, read_file};
use std::{
    fs::{File, Metadata},
    io::Read as _,
    path::Path,
    time::{Duration, SystemTime},
};
use zip::ZipArchive;

/// The extended attribute.
const ATTRIBUTE: &str = "user.handout";

/// The largest output whose contents are searched, in bytes.
const LARGEST: u64 = 256 << 20;

/// The maximum difference between the times of the files of one article.
const TOGETHER: Duration = Duration::from_secs(2);

/// Marks a file as ours. Does nothing if the file system does not support attributes.
pub(super) fn mark(file: &File) {
    if let Ok(data) = file.metadata() {
        attribute::set(file, value(&data).as_bytes());
    }
}

/// Returns whether a file is somebody's work: it is not empty, and handout did not write it or it was changed since.
#[must_use]
pub fn is_foreign(path: &Path) -> bool {
    let Ok(data) = path.symlink_metadata() else { return false };
    if !data.is_file() || data.len() == 0 {
        return false;
    }
    match attribute::get(path) {
        Some(marked) => marked != value(&data).into_bytes(),
        None => !names_producer(path) && !is_as_old_as_one_of_ours(path, &data),
    }
}

/// Returns whether handout wrote a file and it has not been changed.
pub(super) fn is_output(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|data| data.is_file() && data.len() > 0) && !is_foreign(path)
}

fn value(data: &Metadata) -> String {
    let time = data.modified().ok().and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
    format!("{} {}", data.len(), time.unwrap_or_default().as_nanos())
}

/// Returns whether the file names handout as its producer.
fn names_producer(path: &Path) -> bool {
    let contains = |mark: &[u8]| {
        let bytes = read_file(path, LARGEST).unwrap_or_default();
        bytes.windows(mark.len()).any(|window| window == mark)
    };
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("pdf") => contains(b"<pdf:Producer>handout "),
        Some("html") => contains(b"<meta name=\"generator\" content=\"handout "),
        Some("epub") => entry(path, "OEBPS/content.opf").contains("name=\"generator\" content=\"handout "),
        Some("docx") => entry(path, "docProps/app.xml").contains("<Application>handout "),
        _ => false,
    }
}

/// Returns the text of a file in a ZIP archive; empty if there is none.
fn entry(path: &Path, name: &str) -> String {
    let text = |path: &Path| {
        let mut archive = ZipArchive::new(open_file(path).ok()?).ok()?;
        let mut text = String::new();
        archive.by_name(name).ok()?.take(1 << 24).read_to_string(&mut text).ok()?;
        Some(text)
    };
    text(path).unwrap_or_default()
}

/// Returns whether a plain text file was written at the same time as an output of the same name in another format.
fn is_as_old_as_one_of_ours(path: &Path, data: &Metadata) -> bool {
    let Ok(time) = data.modified() else { return false };
    if path.extension() != Some("txt".as_ref()) {
        return false;
    }
    let together = |other: SystemTime| {
        let apart = time.duration_since(other).unwrap_or_else(|error| error.duration());
        apart <= TOGETHER
    };
    ["pdf", "epub", "html", "docx"].iter().map(|extension| path.with_extension(extension)).any(|other| {
        let modified = other.symlink_metadata().and_then(|data| data.modified());
        modified.is_ok_and(together) && names_producer(&other)
    })
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
mod attribute {
    use super::ATTRIBUTE;
    use rustix::fs::{XattrFlags, fsetxattr, lgetxattr};
    use std::{fs::File, path::Path};

    pub(super) fn set(file: &File, value: &[u8]) {
        // the mark is optional
        let _ = fsetxattr(file, ATTRIBUTE, value, XattrFlags::empty());
    }

    pub(super) fn get(path: &Path) -> Option<Vec<u8>> {
        let mut value = [0; 64];
        let length = lgetxattr(path, ATTRIBUTE, &mut value).ok()?;
        value.get(..length).map(<[u8]>::to_vec)
    }
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
mod attribute {
    use std::{fs::File, path::Path};

    pub(super) fn set(_: &File, _: &[u8]) {}

    pub(super) fn get(_: &Path) -> Option<Vec<u8>> {
        None
    }
}
