//! What is told of a run: messages, progress, the report, the closing lines.

use super::{args::TellArgs, progress::Progress, say};
use handout::{
    batch::{Cut, Ended, Growing, Outcome},
    diagnostic::Severity,
};
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// From so many articles on, the closing lines tell the rate and the slowest.
const MANY: usize = 10;

/// How many of the slowest are told.
const SLOWEST: usize = 3;

/// Tells of outcomes as they come.
pub(crate) struct Teller {
    quiet: bool,
    /// Whether warnings are a failure.
    strict: bool,
    progress: Progress,
    report: Option<Report>,
    start: Instant,
    pub(crate) tally: Tally,
}

/// How many of what.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) converted: usize,
    pub(crate) unchanged: usize,
    pub(crate) failed: usize,
    pub(crate) warnings: usize,
    pub(crate) pruned: usize,
    /// The slowest articles, the slowest first.
    slowest: Vec<(Duration, String)>,
}

impl Teller {
    /// For so many articles. None after a message.
    pub(crate) fn new(articles: usize, args: &TellArgs, strict: bool) -> Option<Self> {
        let TellArgs { report, quiet, .. } = args;
        let (report, quiet) = (report.as_deref(), *quiet);
        let report = match report.map(Report::new).transpose() {
            Ok(report) => report,
            Err(message) => {
                say::usage(&message);
                return None;
            }
        };
        let progress = Progress::new(articles, quiet);
        Some(Self { quiet, strict, progress, report, start: Instant::now(), tally: Tally::default() })
    }

    /// Tells of one article.
    pub(crate) fn outcome(&mut self, outcome: &Outcome) {
        let mut told = say::serious(&outcome.diagnostics, say::least(self.quiet, self.strict)).peekable();
        if told.peek().is_some() {
            self.progress.aside(|| say::diagnostics(&outcome.source, told));
        }
        self.still_warns(outcome);
        self.tally.count(outcome);
        if let Some(report) = &mut self.report {
            report.line(&outcome.report().to_string());
        }
        self.progress.step(self.tally.failed);
    }

    /// Tells the warnings of an article that did not change, where they make the run fail.
    fn still_warns(&self, outcome: &Outcome) {
        let known = outcome.unchanged.iter().flatten().filter(|_| self.strict);
        let mut warnings = known.filter(|told| told.severity >= Severity::Warning).peekable();
        if warnings.peek().is_some() {
            self.progress.aside(|| warnings.for_each(say::noticed));
        }
    }

    /// Closes the report and tells how it went. False when the report could not be written.
    pub(crate) fn close(self, ended: &Ended) -> bool {
        self.progress.close();
        let whole = self.report.map_or(Ok(()), Report::close);
        if let Err(message) = &whole {
            say::usage(message);
        }
        if let Some(cut) = ended.cut {
            say::note(&format!("{}: {} left", why(cut), plural(ended.left, "article")));
        }
        if !self.quiet {
            let seconds = self.start.elapsed().as_secs_f64();
            say::event(&self.tally.summary(seconds), &self.tally.facts(seconds, ended.left));
        }
        whole.is_ok()
    }
}

fn why(cut: Cut) -> &'static str {
    match cut {
        Cut::Stopped => "stopped",
        Cut::FailedFast => "stopped, as an article failed",
        Cut::Unwritable => "stopped, as no more can be written there",
    }
}

fn plural(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

impl Tally {
    fn count(&mut self, outcome: &Outcome) {
        let warnings = outcome.noticed().iter().filter(|told| told.severity == Severity::Warning).count();
        self.warnings += warnings;
        match (outcome.failed(), &outcome.unchanged) {
            (true, _) => self.failed += 1,
            (false, Some(_)) => self.unchanged += 1,
            (false, None) => self.converted += 1,
        }
        let time = outcome.facts.stages.iter().map(|(_, time)| *time).sum();
        if self.slowest.len() < SLOWEST || self.slowest.last().is_some_and(|(least, _)| time > *least) {
            self.slowest.push((time, outcome.source.name.clone()));
            self.slowest.sort_by_key(|(time, _)| std::cmp::Reverse(*time));
            self.slowest.truncate(SLOWEST);
        }
    }

    fn summary(&self, seconds: f64) -> String {
        let mut text = format!("{} converted", plural(self.converted, "article"));
        let parts = [(self.unchanged, "unchanged"), (self.failed, "failed"), (self.pruned, "removed")];
        for (n, what) in parts.into_iter().filter(|(n, _)| *n > 0) {
            text += &format!(", {n} {what}");
        }
        if self.warnings > 0 {
            text += &format!(", {}", plural(self.warnings, "warning"));
        }
        let all = self.converted + self.unchanged + self.failed;
        if all >= MANY {
            text += &format!(" in {seconds:.1} s, {:.0} a second", all as f64 / seconds);
        }
        if self.converted >= MANY {
            let slow = |(time, name): &(Duration, String)| format!("{name} {} ms", time.as_millis());
            text += &format!("; slowest: {}", self.slowest.iter().map(slow).collect::<Vec<_>>().join(", "));
        }
        text
    }

    fn facts(&self, seconds: f64, left: usize) -> serde_json::Value {
        let slow = |(time, name): &(Duration, String)| json!({ "input": name, "ms": time.as_secs_f64() * 1e3 });
        json!({
            "severity": "note",
            "message": self.summary(seconds),
            "converted": self.converted,
            "unchanged": self.unchanged,
            "failed": self.failed,
            "removed": self.pruned,
            "left": left,
            "warnings": self.warnings,
            "seconds": seconds,
            "slowest": self.slowest.iter().map(slow).collect::<Vec<_>>(),
        })
    }
}

/// A line of JSON an article: to standard output as they come, or to a file that is there when it is whole.
enum Report {
    Output,
    File { path: PathBuf, file: Growing, broken: Option<String> },
}

impl Report {
    fn new(path: &Path) -> Result<Self, String> {
        if path == Path::new("-") {
            return Ok(Self::Output);
        }
        let file = Growing::begin(path).map_err(|why| unwritable(path, &why))?;
        Ok(Self::File { path: path.to_owned(), file, broken: None })
    }

    fn line(&mut self, line: &str) {
        match self {
            Self::Output => drop(say::printed(format!("{line}\n").as_bytes())),
            Self::File { file, broken, .. } => {
                if let Err(why) = file.line(line) {
                    broken.get_or_insert(why);
                }
            }
        }
    }

    fn close(self) -> Result<(), String> {
        let Self::File { path, file, broken } = self else { return Ok(()) };
        broken.map_or_else(|| file.close(), Err).map_err(|why| unwritable(&path, &why))
    }
}

fn unwritable(path: &Path, why: &str) -> String {
    format!("the report {} cannot be written: {why}", path.display())
}
