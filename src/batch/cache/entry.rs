//! What is known of one article.

use super::super::{outcome::Content, report::Noticed, run::sum};
use crate::convert::WordCounts;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs,
    path::{Component, Path, PathBuf, absolute},
    time::UNIX_EPOCH,
};

/// What is known of one article.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Entry {
    /// Its file, from the folder of the cache.
    pub(super) article: String,
    /// A hash of its text, its options and the program.
    pub(super) key: String,
    /// The files that it asked for, as it names them: a hash of each, or why it could not be had.
    #[serde(default)]
    pub(super) files: BTreeMap<String, String>,
    /// The names that were looked for in its folder, and whether there was such a file.
    #[serde(default)]
    pub(super) beside: BTreeMap<String, bool>,
    /// Whether the bibliographies of the run count.
    pub(super) looked_up: bool,
    pub(super) words: WordCounts,
    pub(super) outputs: Vec<Made>,
    /// What was written for it before, in other formats or under other names, and may still be there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) former: Vec<Made>,
    #[serde(default)]
    pub(super) noticed: Vec<Noticed>,
}

/// A file that was written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Made {
    pub(super) format: String,
    /// From the folder of the cache.
    pub(super) path: String,
    /// When it was last changed, in nanoseconds since 1970.
    pub(super) modified: u64,
    #[serde(flatten)]
    pub(super) content: Content,
}

impl Made {
    /// Whether the file is still as it was written. When only its time is another, it is read.
    pub(super) fn holds(&self, base: &Path) -> bool {
        let path = base.join(&self.path);
        let Ok(data) = fs::symlink_metadata(&path) else { return false };
        if !data.is_file() || data.len() != self.content.bytes {
            return false;
        }
        modified(&data) == Some(self.modified)
            || fs::read(&path).is_ok_and(|bytes| Some(sum(&bytes)) == self.content.sha256)
    }
}

/// When a file was last changed, in nanoseconds since 1970.
pub(super) fn modified(data: &fs::Metadata) -> Option<u64> {
    let since = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    u64::try_from(since.as_nanos()).ok()
}

/// A path as it is reached from a folder, with `/` on every system. The folder is absolute.
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

/// Without `.` and `..`, by the words of the path alone.
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
    fn a_path_is_told_from_a_folder() {
        let base = Path::new("/srv/site/out");
        assert_eq!(relative(Path::new("/srv/site/out/a/tea.pdf"), base), "a/tea.pdf");
        assert_eq!(relative(Path::new("/srv/site/x/../articles/./tea.md"), base), "../articles/tea.md");
        assert_eq!(relative(Path::new("/other/tea.md"), base), "../../../other/tea.md");
    }
}
