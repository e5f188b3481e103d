//! The only access to files, fonts and the time.
//!
//! Stages that need something from outside ask an [`Env`] for it. [`DiskEnv`] reads below the article's folder and
//! nowhere else. [`MemoryEnv`] is for tests and for callers that hold everything in memory. Nothing here uses a network.

mod clock;
mod disk;
mod files;
mod font;
mod memory;

pub use clock::{Timestamp, TimestampError};
pub use disk::{DiskEnv, OnStage};
#[cfg(feature = "batch")]
pub(crate) use files::{Folder, contents, leads_out, reading};
pub use files::{open_file, read_file};
pub(crate) use font::{Coverage, Listing, SystemFile};
pub use font::{FontBytes, FontData, FontSet, SystemFonts};
pub use memory::MemoryEnv;

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Everything outside an article that its conversion may use.
pub trait Env: Send + Sync {
    /// Returns the bytes of a file, by its path as the article writes it, relative to the article's folder.
    ///
    /// # Errors
    /// [`EnvError`] if the path leads out of the folder, or the file is missing or cannot be read.
    fn read(&self, path: &str) -> Result<Arc<[u8]>, EnvError>;

    /// Returns those of the names that are files in the article's folder itself. All names are queried at once, as the
    /// answer may come from another process.
    fn existing(&self, names: Vec<String>) -> Vec<String>;

    /// Returns the fonts.
    fn fonts(&self) -> &FontSet;

    /// Returns the time that outputs are dated with: `SOURCE_DATE_EPOCH` or a fixed time, never the clock, so that the
    /// same input gives the same bytes.
    fn timestamp(&self) -> Timestamp;

    /// Called as each stage of a conversion begins: `read`, `resolve`, the name of a format, `verify`.
    fn stage(&self, stage: &str) {
        let _ = stage;
    }
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum EnvError {
    /// The path is absolute, has `..` beyond the folder, or follows a link out of it.
    Outside,
    /// The path is a web address; nothing is ever fetched.
    Remote,
    /// There is no such file.
    NotFound,
    /// The file is larger than the limit, in bytes.
    TooLarge(u64),
    /// Another system error, with its message.
    Unreadable(String),
}

impl std::fmt::Display for EnvError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Outside => f.write_str("it is outside the article's folder"),
            Self::Remote => f.write_str("it is on the web, and nothing is fetched"),
            Self::NotFound => f.write_str("there is no such file"),
            Self::TooLarge(limit) => write!(f, "it is larger than {} MiB", limit >> 20),
            Self::Unreadable(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for EnvError {}

/// Returns a path normalized and relative to the article's folder.
///
/// # Errors
/// [`EnvError::Remote`] or [`EnvError::Outside`].
pub(crate) fn confined(path: &str) -> Result<String, EnvError> {
    if path.contains("://") || path.starts_with("//") {
        return Err(EnvError::Remote);
    }
    let mut parts: Vec<&str> = Vec::new();
    if path.starts_with(['/', '\\']) || path.contains(':') || path.contains('\0') {
        return Err(EnvError::Outside);
    }
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or(EnvError::Outside)?;
            }
            part => parts.push(part),
        }
    }
    if parts.is_empty() { Err(EnvError::NotFound) } else { Ok(parts.join("/")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_may_not_leave_the_folder() {
        assert_eq!(confined("img/../a.png"), Ok("a.png".to_owned()));
        assert_eq!(confined("./img/a.png"), Ok("img/a.png".to_owned()));
        for outside in ["../a.png", "/etc/passwd", "img/../../a", "C:\\x", "\\x"] {
            assert_eq!(confined(outside), Err(EnvError::Outside), "{outside}");
        }
        for remote in ["https://example.org/a.png", "//example.org/a.png"] {
            assert_eq!(confined(remote), Err(EnvError::Remote), "{remote}");
        }
    }
}
