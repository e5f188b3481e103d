//! The outcome of an article as JSON, for other programs.

use super::{
    examine::Examined,
    job::Skipped,
    outcome::{Content, Outcome, Written},
    record::DiagnosticRecord,
};
use crate::diagnostic::Code;
use serde_json::{Map, Value, json};

/// The version of a report: within a version, fields are only added.
const VERSION: u32 = 1;

/// The JSON Schema of a line of a report.
pub const REPORT_SCHEMA: &str = include_str!("report.schema.json");

impl Skipped {
    /// Returns the line of a report for a file that was skipped: like that of an article without outputs, with the
    /// status `skipped` and a `reason`.
    #[must_use]
    pub fn report(&self) -> Value {
        let mut line = Outcome::default().report();
        line["input"] = json!(self.path.display().to_string());
        line["status"] = json!("skipped");
        line["reason"] = json!(self.reason);
        line
    }
}

impl Examined {
    /// Returns the article's line of a report: `input`, `status` (`checked`, `failed`), `diagnostics`, and `reading`,
    /// its reading ease.
    #[must_use]
    pub fn report(&self) -> Value {
        let records = self.diagnostics.iter().map(|diagnostic| DiagnosticRecord::of(diagnostic, &self.source));
        json!({
            "version": VERSION,
            "input": self.source.name,
            "status": if self.failed() { "failed" } else { "checked" },
            "diagnostics": records.collect::<Vec<_>>(),
            "reading": self.reading,
        })
    }
}

impl Outcome {
    /// Returns the diagnostics; those of the earlier run if its outputs are up to date.
    #[must_use]
    pub fn records(&self) -> Vec<DiagnosticRecord> {
        self.unchanged.clone().unwrap_or_else(|| {
            self.diagnostics.iter().map(|diagnostic| DiagnosticRecord::of(diagnostic, &self.source)).collect()
        })
    }

    /// Returns the article's line of a report: `input`, `status` (`converted`, `unchanged`, `failed`), `outputs` with
    /// their sizes, `pages`, `words` (`source`, `article`, `left_out`), `diagnostics`, `losses` (what a format could not
    /// show), `ms` by stage.
    #[must_use]
    pub fn report(&self) -> Value {
        let status = match (self.failed(), &self.unchanged) {
            (true, _) => "failed",
            (false, Some(_)) => "unchanged",
            (false, None) => "converted",
        };
        let is_loss = |record: &DiagnosticRecord| record.code == Code::Loss.as_str();
        let (losses, diagnostics): (Vec<_>, Vec<_>) = self.records().into_iter().partition(is_loss);
        let mut stages = Map::new();
        for (stage, time) in &self.facts.stages {
            stages.insert(stage.to_string(), json!((time.as_secs_f64() * 1e6).round() / 1e3));
        }
        json!({
            "version": VERSION,
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
        line.extend(sha256.as_ref().map(|checksum| ("sha256".to_owned(), json!(checksum))));
        line.extend(pages.map(|pages| ("pages".to_owned(), json!(pages))));
    }
    line
}
