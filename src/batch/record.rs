//! Diagnostics as data, for reports and for the cache.

use crate::diagnostic::{Diagnostic, Severity, Source};
use serde::{Deserialize, Serialize};

/// A diagnostic with its file, line and column, independent of the source text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiagnosticRecord {
    /// Its severity.
    pub severity: Severity,
    /// Its stable code: `missing-image`.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The file that it is about.
    pub file: String,
    /// The line, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The column in characters, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
}

impl DiagnosticRecord {
    /// Records a diagnostic of an article, or of a file that the article names.
    #[must_use]
    pub fn of(diagnostic: &Diagnostic, article: &Source) -> Self {
        let source = diagnostic.source.as_deref().unwrap_or(article);
        let place = diagnostic.span.map(|span| source.place(span.start as usize));
        Self {
            severity: diagnostic.severity(),
            code: diagnostic.code.to_string(),
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            file: source.name.clone(),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
        }
    }
}
