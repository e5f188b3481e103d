//! A file to be made from an article.

use crate::render::Format;
use std::path::PathBuf;

/// A file to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The format.
    pub format: Format,
    /// Where the file goes.
    pub path: PathBuf,
}
