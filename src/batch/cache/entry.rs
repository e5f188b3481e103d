//! The cache entry of one article.

use crate::{
    batch::{
        outcome::{Content, sha256},
        record::DiagnosticRecord,
    },
    convert::WordCounts,
    render::Format,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs,
    path::{Component, Path, PathBuf, absolute},
    time::UNIX_EPOCH,
};

/// The cache entry of one article.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Entry {
    /// Its file, relative to the folder of the cache.
    pub(super) article: String,
    /// A hash of its text, its options and the program.
    pub(super) key: String,
    /// The files that it used, as it names them, each with its hash or the reason why it could not be read.
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
    /// Relative to the folder of the cache.
    pub(super) path: String,
    /// When it was last modified, in nanoseconds since 1970.
    pub(super) modified: u64,
    #[serde(flatten)]
    pub(super) content: Content,
}

impl Made {
    /// Returns whether the file is still as it was written. It is read only when its modification time differs.
    pub(super) fn is_unchanged(&self, base: &Path) -> bool {
        let path = base.join(&self.path);
        let Ok(data) = fs::symlink_metadata(&path) else { return false };
        if !data.is_file() || data.len() != self.content.bytes {
            return false;
        }
        modified(&data) == Some(self.modified)
            || fs::read(&path).is_ok_and(|bytes| Some(sha256(&bytes)) == self.content.sha256)
    }
}

/// Returns when a file was last modified, in nanoseconds since 1970.
pub(super) fn modified(data: &fs::Metadata) -> Option<u64> {
    let since = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    u64::try_from(since.as_nanos()).ok()
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

/// Removes `.` and `..` without asking the file system.
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
