//! What became of one article.

use crate::diagnostic::{Diagnostic, Source, any_error};
use std::{path::PathBuf, sync::Arc};

/// What became of one article.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The article's text, which diagnostics point into; empty when it could not be read.
    pub source: Arc<Source>,
    /// The files that were written; none when it failed.
    pub written: Vec<Written>,
    /// What was noticed on the way, in the order of the stages.
    pub diagnostics: Vec<Diagnostic>,
}

/// One file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The renderer's name.
    pub format: &'static str,
    /// The file.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: usize,
}

impl Outcome {
    /// An article that failed before its text was read.
    pub(super) fn refused(name: String, diagnostic: Diagnostic) -> Self {
        Self { source: Arc::new(Source::new(name, "")), written: Vec::new(), diagnostics: vec![diagnostic] }
    }

    /// Whether the article could not be converted.
    #[must_use]
    pub fn failed(&self) -> bool {
        any_error(&self.diagnostics)
    }
}
