//! `handout check`: reports what makes articles hard to read, unsafe or out of date. It changes nothing.

use super::{
    Exit,
    check_args::{CheckArgs, Form},
    inputs::{single, without_outputs},
    limits::Guard,
    output,
    run::stop_flag,
    run_report::ReportFile,
};
use handout::{
    batch::Examined,
    check::{Sarif, rule, rules},
    diagnostic::Severity,
};

pub(crate) fn check(args: &CheckArgs) -> Exit {
    output::set_format(args.log_format);
    if args.list {
        return output::print(listed().as_bytes());
    }
    match args.explain.as_deref().and_then(rule) {
        Some(rule) => output::print(format!("{}: {}\n\n{}\n", rule.name, rule.summary, rule.reason).as_bytes()),
        None => articles(args),
    }
}

/// Returns a line for each rule, grouped by family.
fn listed() -> String {
    let mut lines = String::new();
    let mut last = None;
    for rule in rules() {
        if last.replace(rule.family) != Some(rule.family) {
            lines += &format!("{}{}\n", if lines.is_empty() { "" } else { "\n" }, rule.family);
        }
        lines += &format!("  {:24} {}\n", rule.name, rule.summary);
    }
    lines
}

/// Checks articles.
fn articles(args: &CheckArgs) -> Exit {
    let Some(chooser) = args.settings.chooser() else { return Exit::Usage };
    let Some(plan) = without_outputs(&args.articles, args.from, &chooser) else { return Exit::Usage };
    let against =
        match args.against.as_deref().map(|path| single(path, args.from, &chooser).ok_or(Exit::Usage)).transpose() {
            Ok(job) => job,
            Err(exit) => return exit,
        };
    let report = match args.report.as_deref().map(ReportFile::new).transpose() {
        Ok(report) => report,
        Err(message) => {
            output::error(&message);
            return Exit::Failed;
        }
    };
    let stop = stop_flag();
    let name = plan.jobs.first().map_or_else(String::new, handout::batch::Job::name);
    let guard = Guard::start(args.limits.limits(plan.jobs.len()), name, stop.clone());
    let batch = chooser.into_batch().on_stage(guard.on_stage()).threads(args.jobs).stopping(stop);
    let against = match against.map(|job| batch.source_of_translations(&job)).transpose() {
        Ok(against) => against,
        Err((source, diagnostics)) => {
            output::diagnostics(&source, &diagnostics);
            return Exit::Failed;
        }
    };
    let mut run = Run { args, report, sarif: Sarif::default(), tally: Tally::default() };
    plan.skipped.iter().for_each(|skipped| run.skipped(skipped));
    if let Err(error) = batch.check(&plan, against.as_ref(), |examined| run.add(&examined)) {
        output::error(&format!("threads cannot be started: {error}"));
        return Exit::Failed;
    }
    run.close()
}

/// The findings of a run so far.
struct Run<'a> {
    args: &'a CheckArgs,
    report: Option<ReportFile>,
    sarif: Sarif,
    tally: Tally,
}

#[derive(Default)]
struct Tally {
    articles: usize,
    failed: usize,
    warnings: usize,
    notes: usize,
}

impl Run<'_> {
    fn skipped(&mut self, skipped: &handout::batch::Skipped) {
        if !self.args.quiet {
            output::note(&skipped.to_string());
        }
        if let Some(report) = &mut self.report {
            report.line(&skipped.report().to_string());
        }
    }

    fn add(&mut self, examined: &Examined) {
        let least = if self.args.quiet { Severity::Warning } else { Severity::Note };
        let printed = output::at_least(least, &examined.diagnostics);
        match self.args.format {
            Form::Text => output::diagnostics(&examined.source, printed),
            Form::Sarif => self.sarif.add(&examined.source, printed),
        }
        if let Some(report) = &mut self.report {
            report.line(&examined.report().to_string());
        }
        let count = |severity| examined.diagnostics.iter().filter(|one| one.severity() == severity).count();
        self.tally.articles += 1;
        self.tally.failed += usize::from(examined.failed());
        self.tally.warnings += count(Severity::Warning);
        self.tally.notes += count(Severity::Note);
    }

    fn close(self) -> Exit {
        let Self { args, report, sarif, tally } = self;
        let mut exit = if tally.failed > 0 || (args.strict && tally.warnings > 0) { Exit::Failed } else { Exit::Done };
        if args.format == Form::Sarif && output::print(sarif.finish(rules()).as_bytes()) != Exit::Done {
            exit = Exit::Failed;
        }
        if let Some(Err(message)) = report.map(ReportFile::close) {
            output::error(&message);
            exit = Exit::Failed;
        }
        if !args.quiet {
            output::event(&tally.summary(), &tally.facts());
        }
        exit
    }
}

impl Tally {
    fn summary(&self) -> String {
        let counted = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let failed = if self.failed > 0 { format!(", {} failed", self.failed) } else { String::new() };
        let found = format!("{}, {}", counted(self.warnings, "warning"), counted(self.notes, "note"));
        format!("{} checked{failed}: {found}", counted(self.articles, "article"))
    }

    fn facts(&self) -> serde_json::Value {
        serde_json::json!({
            "severity": "note",
            "message": self.summary(),
            "checked": self.articles,
            "failed": self.failed,
            "warnings": self.warnings,
            "notes": self.notes,
        })
    }
}
