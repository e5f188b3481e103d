//! What became of an article, as JSON for other programs.

use super::outcome::{Content, Outcome, Written};
use crate::diagnostic::{Code, Diagnostic, Severity, Source};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// A diagnostic with its place written out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noticed {
    /// How much it matters.
    pub severity: Severity,
    /// Its stable code: `missing-image`.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The file that it is about.
    pub file: String,
    /// The line, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The character in the line, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
}

impl Noticed {
    /// A diagnostic of an article, or of a file that it names.
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

impl Outcome {
    /// What was noticed, now or when the outputs that still hold were made.
    #[must_use]
    pub fn noticed(&self) -> Vec<Noticed> {
        self.unchanged
            .clone()
            .unwrap_or_else(|| self.diagnostics.iter().map(|told| Noticed::of(told, &self.source)).collect())
    }

    /// The article's line of a report: `input`, `status` (`converted`, `unchanged`, `failed`), `outputs` with their
    /// sizes, `pages`, `words` (`source`, `article`, `left_out`), `diagnostics`, `losses` (what a format could not show), `ms` by stage.
    #[must_use]
    pub fn report(&self) -> Value {
        let status = match (self.failed(), &self.unchanged) {
            (true, _) => "failed",
            (false, Some(_)) => "unchanged",
            (false, None) => "converted",
        };
        let is_loss = |told: &Noticed| told.code == Code::Loss.as_str();
        let (losses, diagnostics): (Vec<_>, Vec<_>) = self.noticed().into_iter().partition(is_loss);
        let mut stages = Map::new();
        for (stage, time) in &self.facts.stages {
            stages.insert((*stage).to_owned(), json!((time.as_secs_f64() * 1e6).round() / 1e3));
        }
        json!({
            "input": self.source.name,
            "status": status,
            "outputs": self.written.iter().map(output).collect::<Vec<_>>(),
            "pages": self.written.iter().find_map(|written| written.file.pages),
            "words": self.facts.words,
            "diagnostics": diagnostics,
            "losses": losses,
            "ms": stages,
        })
    }
}

fn output(written: &Written) -> Value {
    let Content { bytes, sha256, pages } = &written.file;
    let mut line = json!({ "format": written.format, "path": written.path.display().to_string(), "bytes": bytes });
    if let Value::Object(line) = &mut line {
        line.extend(sha256.as_ref().map(|sum| ("sha256".to_owned(), json!(sum))));
        line.extend(pages.map(|pages| ("pages".to_owned(), json!(pages))));
    }
    line
}
