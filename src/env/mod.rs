//! The only door to files, fonts and the clock.
//!
//! Stages that need something from outside ask an [`Env`] for it. [`DiskEnv`] reads below the article's
//! folder and nowhere else; [`MemoryEnv`] is its twin for tests and for callers that hold everything in memory.
//! Nothing here ever asks a network.

mod clock;
mod disk;
mod font;
mod memory;

pub use clock::Timestamp;
pub use disk::DiskEnv;
pub(crate) use font::{Coverage, Listing, SystemFile};
pub use font::{FontBytes, FontData, FontSet, SystemFonts};
pub use memory::MemoryEnv;

use std::sync::Arc;

/// What an article may ask of the world.
pub trait Env: Send + Sync {
    /// The bytes of a file, by its path as the article writes it, relative to the article's folder.
    ///
    /// # Errors
    /// [`EnvError`] when the path leads out of the folder, is not there, or cannot be read.
    fn read(&self, path: &str) -> Result<Arc<[u8]>, EnvError>;

    /// Whether there is a file of this name in the article's folder itself, not below it.
    fn has(&self, name: &str) -> bool;

    /// The fonts that may be used.
    fn fonts(&self) -> &FontSet;

    /// The moment that outputs are dated with: `SOURCE_DATE_EPOCH`, or a fixed moment. Never the clock,
    /// so that the same input gives the same bytes.
    fn timestamp(&self) -> Timestamp;
}

/// Why a file cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnvError {
    /// The path is absolute, has `..` beyond the folder, or follows a link out of it.
    Outside,
    /// A web address: nothing is ever fetched.
    Remote,
    /// There is no such file.
    NotFound,
    /// The file is larger than the limit, in bytes.
    TooLarge(u64),
    /// The system's own words.
    Unreadable(String),
}

impl std::fmt::Display for EnvError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Outside => f.write_str("it lies outside the article's folder"),
            Self::Remote => f.write_str("it is on the web, and nothing is ever fetched"),
            Self::NotFound => f.write_str("there is no such file"),
            Self::TooLarge(limit) => write!(f, "it is larger than {} MiB", limit >> 20),
            Self::Unreadable(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for EnvError {}

/// The path's parts below the article's folder, `%20` and the like decoded.
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
