//! What became of one article.

use super::report::Noticed;
use crate::{
    convert::Facts,
    diagnostic::{Diagnostic, Source, any_error},
};
use serde::{Deserialize, Serialize};
use std::{path::PathBuf, sync::Arc};

/// What became of one article.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The article's text, which diagnostics point into; empty when it could not be read or nothing was noticed.
    pub source: Arc<Source>,
    /// The files that were written, or that were there and still hold; none when it failed.
    pub written: Vec<Written>,
    /// What was noticed on the way, in the order of the stages.
    pub diagnostics: Vec<Diagnostic>,
    /// What else is known of it.
    pub facts: Facts,
    /// When its outputs from an earlier run still hold and nothing was done: what was noticed then.
    pub unchanged: Option<Vec<Noticed>>,
}

/// One file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The renderer's name.
    pub format: String,
    /// The file.
    pub path: PathBuf,
    /// What is known of its bytes.
    pub file: Content,
}

/// What is known of a file's bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Content {
    /// How many there are.
    pub bytes: u64,
    /// Their SHA-256 in hexadecimal; none unless asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// How many pages it has, where the format has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
}

impl Outcome {
    /// An article that failed before its text was read.
    pub(super) fn refused(name: String, diagnostic: Diagnostic) -> Self {
        Self { source: Arc::new(Source::new(name, "")), diagnostics: vec![diagnostic], ..Self::default() }
    }

    /// Whether the article could not be converted.
    #[must_use]
    pub fn failed(&self) -> bool {
        any_error(&self.diagnostics)
    }
}
