//! The result of converting one article.

use super::record::DiagnosticRecord;
use crate::{
    convert::{Facts, Output},
    diagnostic::{Diagnostic, Severity, Source, any_error},
    hash::Digest,
    render::Format,
};
use serde::{Deserialize, Serialize};
use std::{path::PathBuf, sync::Arc};

/// The result of converting one article.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The article's source, which diagnostics point into; empty if it could not be read or there are no diagnostics.
    pub source: Arc<Source>,
    /// The files that were written, or are up to date; empty if it failed.
    pub written: Vec<Written>,
    /// The diagnostics, in the order of the stages.
    pub diagnostics: Vec<Diagnostic>,
    /// Statistics.
    pub facts: Facts,
    /// The earlier run's diagnostics, if its outputs are up to date and nothing was done.
    pub unchanged: Option<Vec<DiagnosticRecord>>,
}

/// One file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The format.
    pub format: Format,
    /// The file.
    pub path: PathBuf,
    /// Its size, checksum and pages.
    pub file: Content,
}

/// The size, checksum and pages of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Content {
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256 in hexadecimal; `None` unless requested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// The number of pages, in formats that have pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
}

impl Content {
    /// Describes an output, with its checksum if requested.
    #[must_use]
    pub fn of(output: &Output, checksum: bool) -> Self {
        let sha256 = checksum.then(|| Digest::of(&output.bytes).hex());
        Self { bytes: output.bytes.len() as u64, sha256, pages: output.pages }
    }
}

impl Outcome {
    /// Returns the outcome of an article that failed before its text was read.
    #[must_use]
    pub fn refused(name: impl Into<String>, diagnostic: Diagnostic) -> Self {
        Self { source: Arc::new(Source::new(name, "")), diagnostics: vec![diagnostic], ..Self::default() }
    }

    /// Returns whether the article could not be converted.
    #[must_use]
    pub fn failed(&self) -> bool {
        any_error(&self.diagnostics)
    }

    /// Returns whether it failed for a reason that may disappear in another try: a timeout, a crash, a file that could
    /// not be written.
    #[must_use]
    pub fn may_succeed_later(&self) -> bool {
        let mut errors =
            self.diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error).peekable();
        errors.peek().is_some() && errors.all(|error| error.code.is_transient())
    }
}
