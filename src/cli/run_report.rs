//! What a run reports: messages, progress, the report file, the summary.

use super::{args::MessageArgs, output, progress::Progress};
use handout::{
    batch::{AtomicFile, Cut, Ended, Outcome, Skipped, Written},
    diagnostic::Severity,
};
use serde_json::json;
use std::{
    io,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// The number of articles from which on the summary has the rate and the slowest articles.
const MANY: usize = 10;

/// The number of slowest articles in the summary.
const SLOWEST: usize = 3;

/// Reports outcomes as they arrive.
pub(crate) struct RunReport {
    quiet: bool,
    /// Whether warnings make the run fail.
    strict: bool,
    progress: Progress,
    report: Option<ReportFile>,
    start: Instant,
    pub(crate) tally: Tally,
}

/// Counts of outcomes.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) converted: usize,
    pub(crate) unchanged: usize,
    pub(crate) failed: usize,
    pub(crate) warnings: usize,
    pub(crate) removed: usize,
    /// The files of the first converted article.
    first: Vec<String>,
    /// The slowest articles, slowest first.
    slowest: Vec<(Duration, String)>,
}

impl RunReport {
    /// Creates the report file, if requested. `None` after an error message.
    pub(crate) fn new(articles: usize, args: &MessageArgs, strict: bool) -> Option<Self> {
        let report = match args.report.as_deref().map(ReportFile::new).transpose() {
            Ok(report) => report,
            Err(message) => {
                output::error(&message);
                return None;
            }
        };
        let progress = Progress::new(articles, args.quiet);
        Some(Self { quiet: args.quiet, strict, progress, report, start: Instant::now(), tally: Tally::default() })
    }

    /// Reports a file that is not converted.
    pub(crate) fn skipped(&mut self, skipped: &Skipped) {
        if let Some(report) = &mut self.report {
            report.line(&skipped.report().to_string());
        }
    }

    /// Reports the outcome of one article.
    pub(crate) fn add(&mut self, outcome: &Outcome) {
        let least = output::least_severity(self.quiet, self.strict);
        let mut printed = output::at_least(least, &outcome.diagnostics).peekable();
        if printed.peek().is_some() {
            self.progress.suspend(|| output::diagnostics(&outcome.source, printed));
        }
        self.repeat_warnings(outcome);
        self.tally.count(outcome);
        if let Some(report) = &mut self.report {
            report.line(&outcome.report().to_string());
        }
        self.progress.step(self.tally.failed);
    }

    /// Prints the warnings of an unchanged article, if they make the run fail.
    fn repeat_warnings(&self, outcome: &Outcome) {
        let known = outcome.unchanged.iter().flatten().filter(|_| self.strict);
        let mut warnings = known.filter(|record| record.severity >= Severity::Warning).peekable();
        if warnings.peek().is_some() {
            self.progress.suspend(|| warnings.for_each(output::record));
        }
    }

    /// Completes the report file and prints the summary, with the folder `into` which files were written. Returns false
    /// if the report could not be written.
    pub(crate) fn close(self, ended: &Ended, into: Option<&Path>) -> bool {
        self.progress.close();
        let written = self.report.map_or(Ok(()), ReportFile::close);
        if let Err(message) = &written {
            output::error(message);
        }
        if let Some(cut) = ended.cut.filter(|_| ended.left > 0) {
            output::note(&format!("{}: {} left", why(cut), plural(ended.left, "article")));
        }
        if !self.quiet {
            let seconds = self.start.elapsed().as_secs_f64();
            let facts = self.tally.facts(seconds, ended.left, into);
            output::event(&self.tally.summary(seconds, into), &facts);
        }
        written.is_ok()
    }
}

fn why(cut: Cut) -> &'static str {
    match cut {
        Cut::Stopped => "stopped",
        Cut::FailedFast => "stopped because an article failed",
        Cut::Unwritable => "stopped because nothing more can be written",
        Cut::NoWorkers => "stopped because no worker process can be started",
    }
}

/// Returns a file's path with its number of pages.
fn named(written: &Written) -> String {
    let pages = written.file.pages.map(|pages| format!(" ({})", plural(pages, "page")));
    written.path.display().to_string() + &pages.unwrap_or_default()
}

fn plural(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

impl Tally {
    fn count(&mut self, outcome: &Outcome) {
        let warnings = outcome.records().iter().filter(|record| record.severity == Severity::Warning).count();
        self.warnings += warnings;
        match (outcome.failed(), &outcome.unchanged) {
            (true, _) => self.failed += 1,
            (false, Some(_)) => self.unchanged += 1,
            (false, None) => {
                self.converted += 1;
                if self.converted == 1 {
                    self.first = outcome.written.iter().map(named).collect();
                }
            }
        }
        let time = outcome.facts.stages.iter().map(|(_, time)| *time).sum();
        if self.slowest.len() < SLOWEST || self.slowest.last().is_some_and(|(least, _)| time > *least) {
            self.slowest.push((time, outcome.source.name.clone()));
            self.slowest.sort_by_key(|(time, _)| std::cmp::Reverse(*time));
            self.slowest.truncate(SLOWEST);
        }
    }

    fn summary(&self, seconds: f64, into: Option<&Path>) -> String {
        let mut text = format!("{} converted", plural(self.converted, "article"));
        let parts = [(self.unchanged, "unchanged"), (self.failed, "failed"), (self.removed, "removed")];
        for (n, what) in parts.into_iter().filter(|(n, _)| *n > 0) {
            text += &format!(", {n} {what}");
        }
        if self.warnings > 0 {
            text += &format!(", {}", plural(self.warnings, "warning"));
        }
        let all = self.converted + self.unchanged + self.failed;
        if all >= MANY {
            text += &format!(" in {seconds:.1} s, {:.0}/s", all as f64 / seconds);
        }
        match (self.converted, into) {
            (1, _) => text += &format!(": {}", self.first.join(", ")),
            (2.., Some(folder)) => text += &format!("; outputs are in {}", folder.display()),
            _ => {}
        }
        if self.converted >= MANY {
            let slow = |(time, name): &(Duration, String)| format!("{name} {} ms", time.as_millis());
            text += &format!("; slowest: {}", self.slowest.iter().map(slow).collect::<Vec<_>>().join(", "));
        }
        text
    }

    fn facts(&self, seconds: f64, left: usize, into: Option<&Path>) -> serde_json::Value {
        let slow = |(time, name): &(Duration, String)| json!({ "input": name, "ms": time.as_secs_f64() * 1e3 });
        json!({
            "severity": "note",
            "message": self.summary(seconds, into),
            "converted": self.converted,
            "unchanged": self.unchanged,
            "failed": self.failed,
            "removed": self.removed,
            "left": left,
            "warnings": self.warnings,
            "seconds": seconds,
            "slowest": self.slowest.iter().map(slow).collect::<Vec<_>>(),
        })
    }
}

/// One JSON line per article: on standard output as they arrive, or in a file that appears when it is complete.
pub(crate) enum ReportFile {
    StandardOutput,
    File { path: PathBuf, file: AtomicFile, error: Option<io::Error> },
}

impl ReportFile {
    pub(crate) fn new(path: &Path) -> Result<Self, String> {
        if path == Path::new("-") {
            return Ok(Self::StandardOutput);
        }
        let file = AtomicFile::create(path).map_err(|error| unwritable(path, &error))?;
        Ok(Self::File { path: path.to_owned(), file, error: None })
    }

    pub(crate) fn line(&mut self, line: &str) {
        match self {
            Self::StandardOutput => drop(output::print(format!("{line}\n").as_bytes())),
            Self::File { file, error, .. } => {
                if let Err(new) = file.line(line) {
                    error.get_or_insert(new);
                }
            }
        }
    }

    pub(crate) fn close(self) -> Result<(), String> {
        let Self::File { path, file, error } = self else { return Ok(()) };
        error.map_or_else(|| file.commit(), Err).map_err(|error| unwritable(&path, &error))
    }
}

fn unwritable(path: &Path, error: &io::Error) -> String {
    format!("the report {} cannot be written: {error}", path.display())
}
