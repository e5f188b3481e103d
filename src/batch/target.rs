//! One file to make of an article.

use crate::render::Format;
use std::path::PathBuf;

/// One file to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The format.
    pub format: Format,
    /// Where the file goes.
    pub path: PathBuf,
}
