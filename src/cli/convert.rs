//! `handout ARTICLE...`: the main job.

use super::{Exit, args::ConvertArgs, external::External, say, theming};
use handout::{
    Converter, Options, Registry, Source, Syntax,
    batch::{Batch, Input, Job, Outcome, Plan, Request, Target, plan},
    diagnostic::{LIMIT, Severity},
    render::{Renderer, TextOptions},
    theme::Theme,
};
use std::{
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
};

/// What standard input is called, in messages and in the names of outputs.
const STDIN: &str = "stdin";

/// The formats that are made when none is named.
const USUAL: [&str; 3] = ["pdf", "epub", "text"];

pub(crate) fn convert(args: &ConvertArgs) -> Exit {
    let Some(resolving) = args.citing.options() else { return Exit::Usage };
    let Some(theme) = theming::theme(&args.theme) else { return Exit::Usage };
    let Some(fonts) = args.fonts.fonts() else { return Exit::Usage };
    let converter =
        Converter::new(registry(&args.to), options(args, theme)).resolving(resolving).verifying(args.verify);
    let batch = Batch::new(converter).fonts(fonts).threads(args.jobs);
    let formats = formats(&args.to, batch.converter().registry());
    if args.page_list && ["pdf", "epub"].iter().any(|name| !formats.iter().any(|format| format.name() == *name)) {
        say::usage("`--page-list` needs both pdf and epub among the formats");
        return Exit::Usage;
    }
    if args.output.as_deref().is_some_and(is_dash) {
        return to_output(&batch, args, &formats);
    }
    let Some(plan) = planned(args, formats) else { return Exit::Usage };
    for skipped in plan.skipped.iter().filter(|_| !args.quiet) {
        say::note(skipped);
    }
    to_files(&batch, &plan, args)
}

/// A job for one article of a subcommand, without outputs. None after a message.
pub(crate) fn single(article: &Path, syntax: Option<Syntax>) -> Option<Job> {
    let request = Request { inputs: vec![input(article)?], formats: Vec::new(), folder: None, syntax };
    let mut jobs = planned_or_said(request)?.jobs;
    if jobs.len() == 1 {
        return jobs.pop();
    }
    say::usage(&format!("{} is a folder of {} articles: name one of them", article.display(), jobs.len()));
    None
}

fn planned(args: &ConvertArgs, formats: Vec<&dyn Renderer>) -> Option<Plan> {
    if args.articles.iter().filter(|path| is_dash(path)).count() > 1 {
        say::usage("`-` is named twice, and there is one standard input");
        return None;
    }
    let inputs = args.articles.iter().map(|path| input(path)).collect::<Option<_>>()?;
    planned_or_said(Request { inputs, formats, folder: args.output.clone(), syntax: args.from })
}

fn planned_or_said(request: Request<'_>) -> Option<Plan> {
    match plan(request) {
        Ok(plan) => Some(plan),
        Err(error) => {
            error.messages.iter().for_each(|message| say::usage(message));
            None
        }
    }
}

fn is_dash(path: &Path) -> bool {
    path == Path::new("-")
}

/// The input behind an argument; reads standard input. None after a message.
fn input(path: &Path) -> Option<Input> {
    if !is_dash(path) {
        return Some(Input::Path(path.to_owned()));
    }
    let mut bytes = Vec::new();
    match io::stdin().lock().take(LIMIT as u64 + 1).read_to_end(&mut bytes) {
        Ok(_) => Some(Input::Bytes { name: STDIN.to_owned(), bytes }),
        Err(error) => {
            say::usage(&format!("standard input cannot be read: {error}"));
            None
        }
    }
}

/// The built-in renderers, and the programs that the other names stand for.
fn registry(names: &[String]) -> Registry {
    let known = Registry::builtin();
    let others = names.iter().filter(|name| known.get(name).is_none()).filter_map(|name| External::find(name));
    others.fold(known.clone(), Registry::with)
}

/// The renderers asked for, each once; the usual three when none is named.
fn formats<'a>(names: &[String], registry: &'a Registry) -> Vec<&'a dyn Renderer> {
    if names.is_empty() {
        return USUAL.iter().filter_map(|name| registry.get(name)).collect();
    }
    let first = |at: &usize| !names[..*at].contains(&names[*at]);
    (0..names.len()).filter(first).filter_map(|at| registry.get(&names[at])).collect()
}

fn options(args: &ConvertArgs, theme: Arc<Theme>) -> Options {
    Options {
        theme,
        paper: args.paper,
        pdf_standard: args.pdf_standard,
        text: TextOptions {
            width: args.width,
            links: args.text_links,
            linear: args.linear,
            ascii: args.ascii,
            crlf: args.crlf,
        },
        page_list: args.page_list,
    }
}

/// How many of what, for the closing line.
#[derive(Default)]
struct Tally {
    converted: usize,
    failed: usize,
    warnings: usize,
}

fn to_files(batch: &Batch, plan: &Plan, args: &ConvertArgs) -> Exit {
    let quiet = args.quiet;
    let mut tally = Tally::default();
    let run = batch.run(plan, |outcome| tally.count(&outcome, quiet));
    if let Err(error) = run {
        say::usage(&format!("no threads can be started: {error}"));
        return Exit::Failed;
    }
    if !quiet {
        say::note(&tally.summary());
    }
    match tally {
        Tally { failed: 1.., .. } => Exit::Failed,
        Tally { warnings: 1.., .. } if args.strict => Exit::Warned,
        Tally { .. } => Exit::Done,
    }
}

impl Tally {
    fn count(&mut self, outcome: &Outcome, quiet: bool) {
        tell(&outcome.source, &outcome.diagnostics, quiet);
        self.warnings += warnings(&outcome.diagnostics);
        *(if outcome.failed() { &mut self.failed } else { &mut self.converted }) += 1;
    }

    fn summary(&self) -> String {
        let plural = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let mut text = format!("{} converted", plural(self.converted, "article"));
        if self.failed > 0 {
            text += &format!(", {} failed", self.failed);
        }
        if self.warnings > 0 {
            text += &format!(", {}", plural(self.warnings, "warning"));
        }
        text
    }
}

fn to_output(batch: &Batch, args: &ConvertArgs, formats: &[&dyn Renderer]) -> Exit {
    let ([article], [format]) = (args.articles.as_slice(), formats) else {
        say::usage("`-o -` takes one article and one format: choose it with `--to`, or name a folder");
        return Exit::Usage;
    };
    let Some(mut job) = single(article, args.from) else { return Exit::Usage };
    job.targets = vec![Target { format: format.name(), path: PathBuf::from("-") }];
    let (source, conversion) = match batch.convert(&job) {
        Ok(done) => done,
        Err(diagnostic) => {
            say::diagnostics(&Source::new(job.name(), ""), [&diagnostic]);
            return Exit::Failed;
        }
    };
    tell(&source, &conversion.diagnostics, args.quiet);
    match conversion.outputs.first().map_or(Exit::Failed, |output| say::printed(&output.bytes)) {
        Exit::Done if args.strict && warnings(&conversion.diagnostics) > 0 => Exit::Warned,
        exit => exit,
    }
}

fn warnings(diagnostics: &[handout::Diagnostic]) -> usize {
    diagnostics.iter().filter(|told| told.severity() == Severity::Warning).count()
}

/// An article's diagnostics; only the errors when quiet.
fn tell(source: &Source, diagnostics: &[handout::Diagnostic], quiet: bool) {
    let least = if quiet { Severity::Error } else { Severity::Note };
    say::diagnostics(source, diagnostics.iter().filter(|told| told.severity() >= least));
}
