//! The cache entry of one article.

use crate::{
    batch::{outcome::Content, record::DiagnosticRecord},
    convert::WordCounts,
    env::contents,
    hash::Digest,
    render::Format,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs,
    path::{Component, Path, PathBuf, absolute},
};

/// The cache entry of one article.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Entry {
    /// Its file, relative to the cache folder.
    pub(super) article: String,
    /// A hash of its text, its options and the program.
    pub(super) key: String,
    /// The files that it used, by the names it used, each with its hash or the reason why it could not be read.
    #[serde(default)]
    pub(super) files: BTreeMap<String, String>,
    /// The names that were looked for in its folder, and whether such a file existed.
    #[serde(default)]
    pub(super) siblings: BTreeMap<String, bool>,
    /// Whether the bibliographies of the run matter.
    pub(super) looked_up: bool,
    pub(super) words: WordCounts,
    pub(super) outputs: Vec<Made>,
    /// Outputs of earlier runs in other formats or under other names that may still exist.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) former: Vec<Made>,
    #[serde(default)]
    pub(super) noticed: Vec<DiagnosticRecord>,
}

/// A file that was written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Made {
    pub(super) format: Format,
    /// The path, relative to the cache folder.
    pub(super) path: String,
    /// The file's identity as reported by the system; see [`mark`].
    #[serde(default)]
    pub(super) mark: String,
    #[serde(flatten)]
    pub(super) content: Content,
}

impl Made {
    /// Returns whether the file is still the one that was written here. An unpacked or copied file is not, whatever a
    /// cache that came with it says.
    pub(super) fn is_unchanged(&self, base: &Path) -> bool {
        let data = fs::symlink_metadata(base.join(&self.path));
        data.is_ok_and(|data| data.is_file() && data.len() == self.content.bytes && mark(&data) == self.mark)
    }

    /// Returns whether an open file has the content that was written.
    pub(super) fn has_content(&self, file: fs::File) -> bool {
        contents(file, self.content.bytes).is_ok_and(|bytes| Some(Digest::of(&bytes).hex()) == self.content.sha256)
    }
}

/// Returns what only the system can assign to a file: its inode and its change time. Programs that unpack or copy can
/// set the modification time, but not these.
#[cfg(unix)]
pub(super) fn mark(data: &fs::Metadata) -> String {
    use std::os::unix::fs::MetadataExt as _;
    format!("{}-{}.{:09}", data.ino(), data.ctime(), data.ctime_nsec())
}

/// Returns when a file was created and modified.
#[cfg(not(unix))]
pub(super) fn mark(data: &fs::Metadata) -> String {
    format!("{:?} {:?}", data.created().ok(), data.modified().ok())
}

/// Returns a path relative to an absolute folder, with `/` on every system.
pub(super) fn relative(path: &Path, base: &Path) -> String {
    let full = absolute(path).unwrap_or_else(|_| path.to_owned());
    let full = without_dots(&full);
    let (mut to, mut from) = (full.components().peekable(), base.components().peekable());
    while to.peek().is_some() && to.peek() == from.peek() {
        to.next();
        from.next();
    }
    let up = from.map(|_| Component::ParentDir);
    let parts: Vec<_> = up.chain(to).map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

/// Removes `.` and `..` without accessing the file system.
pub(super) fn without_dots(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            part => clean.push(part),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_path_is_relative_to_a_folder() {
        let base = Path::new("/srv/site/out");
        assert_eq!(relative(Path::new("/srv/site/out/a/tea.pdf"), base), "a/tea.pdf");
        assert_eq!(relative(Path::new("/srv/site/x/../articles/./tea.md"), base), "../articles/tea.md");
        assert_eq!(relative(Path::new("/other/tea.md"), base), "../../../other/tea.md");
    }
}
