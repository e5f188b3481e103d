//! `handout ARTICLE...`: the main job.

use super::{
    Exit,
    args::{ConvertArgs, TellArgs},
    config::{Chooser, find_format},
    inputs::{inputs, is_dash, planned, single},
    say,
    tell::Teller,
    watch,
};
use handout::{
    Source,
    batch::{Batch, Cache, Cut, Plan, Target},
    diagnostic::Severity,
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// The file, in the output folder or else the current one, that `--incremental` keeps.
pub(crate) const CACHE: &str = ".handout-cache";

pub(crate) fn convert(args: &ConvertArgs) -> Exit {
    say::write_as(args.tell.log_format);
    if args.output.as_deref().is_some_and(is_dash) {
        return to_output(args);
    }
    if args.run.watch {
        return watch::watch(args);
    }
    let stop = stopper();
    let Some((chooser, plan)) = plan(args) else { return Exit::Usage };
    let Some(cache) = cache(args, &plan) else { return Exit::Usage };
    if args.dry_run {
        return dry_run(&plan, args, cache.as_deref());
    }
    run(chooser.into_batch(), &plan, args, cache.as_ref(), &stop)
}

/// What holds by these arguments. None after messages.
fn chooser(args: &ConvertArgs) -> Option<Chooser> {
    Some(Chooser::of(&args.settings)?.verifying(args.run.verify))
}

/// The plan, and the chooser with the converters that it needs. None after messages.
pub(crate) fn plan(args: &ConvertArgs) -> Option<(Chooser, Plan)> {
    let chooser = chooser(args)?;
    let plan = planned(inputs(args)?, args.output.clone(), args.from, &chooser)?;
    for skipped in plan.skipped.iter().filter(|_| !args.tell.quiet) {
        say::note(skipped);
    }
    Some((chooser, plan))
}

/// Runs a plan and tells of it.
pub(crate) fn run(
    batch: Batch,
    plan: &Plan,
    args: &ConvertArgs,
    cache: Option<&Arc<Cache>>,
    stop: &Arc<AtomicBool>,
) -> Exit {
    let TellArgs { report, quiet, .. } = &args.tell;
    let Some(mut teller) = Teller::new(plan.jobs.len(), &args.tell, args.run.strict) else { return Exit::Failed };
    let batch = batch.threads(args.run.jobs).fail_fast(args.run.fail_fast).sums(report.is_some());
    let batch = batch.stopping(stop.clone());
    let batch = cache.iter().fold(batch, |batch, cache| batch.cache((*cache).clone()));
    let ended = match batch.run(plan, |outcome| teller.outcome(&outcome)) {
        Ok(ended) => ended,
        Err(error) => {
            say::usage(&format!("no threads can be started: {error}"));
            return Exit::Failed;
        }
    };
    if let Some(cache) = cache {
        if args.run.prune && ended.cut.is_none() {
            teller.tally.pruned = prune(cache, plan, false, *quiet);
        }
        if let Err(error) = cache.close() {
            say::note(&format!("the cache cannot be written: {error}; the next run takes longer"));
        }
    }
    let (failed, warnings) = (teller.tally.failed, teller.tally.warnings);
    let reported = teller.close(&ended);
    match ended.cut {
        _ if failed > 0 || !reported => Exit::Failed,
        Some(Cut::Stopped | Cut::FailedFast | Cut::Unwritable) => Exit::Failed,
        None if warnings > 0 && args.run.strict => Exit::Warned,
        None => Exit::Done,
    }
}

/// Whether to stop: set by Ctrl-C and its like. The second one ends the process at once; no file is half then either.
pub(crate) fn stopper() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = stop.clone();
    let set = ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    if let Err(error) = set {
        say::note(&format!("Ctrl-C ends the process at once: {error}"));
    }
    stop
}

/// What earlier runs made, if that counts. None after a message.
#[expect(clippy::option_option, reason = "none at all after a message; none inside when nobody asked")]
fn cache(args: &ConvertArgs, plan: &Plan) -> Option<Option<Arc<Cache>>> {
    if !args.run.incremental {
        return Some(None);
    }
    let file = args.output.as_deref().unwrap_or(Path::new("")).join(CACHE);
    match Cache::open(&file) {
        Ok(cache) => Some(Some(Arc::new(cache.salted(&programs(plan))))),
        Err(error) => {
            say::usage(&format!("{} cannot be read: {error}: remove it", file.display()));
            None
        }
    }
}

/// The programs that make formats of a plan: an output hangs on them too.
pub(crate) fn programs(plan: &Plan) -> Vec<u8> {
    let names: BTreeSet<_> = plan.jobs.iter().flat_map(|job| &job.targets).map(|target| target.format).collect();
    let found = names.into_iter().filter_map(find_format);
    found.flat_map(|external| fs::read(external.program()).unwrap_or_default()).collect()
}

/// Removes what has no article any more, and tells of it. How many files that are.
fn prune(cache: &Cache, plan: &Plan, dry: bool, quiet: bool) -> usize {
    if plan.partial {
        say::note(
            "outputs of articles that are gone stay: something that was named is not there, or cannot be looked into",
        );
    }
    let pruned = cache.prune(plan, dry);
    for file in &pruned {
        let path = shown(&file.path);
        match &file.kept {
            Some(why) => say::note(&format!("{path}: not removed, though its article is gone: {why}")),
            None if dry => say::printed_line(&format!("{path} would be removed")),
            None if !quiet => say::note(&format!("{path}: removed, as its article is gone")),
            None => {}
        }
    }
    pruned.iter().filter(|file| file.kept.is_none()).count()
}

fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).display().to_string()
}

/// Prints a line for each file that would be made.
fn dry_run(plan: &Plan, args: &ConvertArgs, cache: Option<&Cache>) -> Exit {
    let mut exit = Exit::Done;
    let mut lines = String::new();
    for job in &plan.jobs {
        if let Some(refused) = &job.refused {
            say::diagnostics(&Source::new(job.name(), ""), [refused]);
            exit = Exit::Failed;
        }
        for target in &job.targets {
            lines += &format!("{} -> {}\n", job.name(), target.path.display());
        }
    }
    let printed = say::printed(lines.as_bytes());
    if let Some(cache) = cache.filter(|_| args.run.prune) {
        prune(cache, plan, true, false);
    }
    if printed == Exit::Done { exit } else { printed }
}

fn to_output(args: &ConvertArgs) -> Exit {
    const USE: &str = "`-o -` takes one article and one format: choose it with `--to`, or name a folder";
    let ([article], None, false) = (args.articles.as_slice(), &args.from_list, args.run.watch) else {
        say::usage(USE);
        return Exit::Usage;
    };
    let Some(chooser) = chooser(args) else { return Exit::Usage };
    let Some(mut job) = single(article, args.from, &chooser) else { return Exit::Usage };
    let folder = job.path().and_then(Path::parent).unwrap_or(Path::new("")).to_owned();
    let choice = match chooser.choose(&folder) {
        Ok(choice) => choice,
        Err(message) => {
            say::usage(&message);
            return Exit::Usage;
        }
    };
    let [format] = choice.formats.as_slice() else {
        say::usage(USE);
        return Exit::Usage;
    };
    job.targets = vec![Target { format: format.name, path: PathBuf::from("-") }];
    let (source, conversion) = match chooser.into_batch().convert(&job) {
        Ok(done) => done,
        Err(diagnostic) => {
            say::diagnostics(&Source::new(job.name(), ""), [&diagnostic]);
            return Exit::Failed;
        }
    };
    let least = say::least(args.tell.quiet, args.run.strict);
    say::diagnostics(&source, say::serious(&conversion.diagnostics, least));
    let warned = conversion.diagnostics.iter().any(|told| told.severity() == Severity::Warning);
    match conversion.outputs.first().map_or(Exit::Failed, |output| say::printed(&output.bytes)) {
        Exit::Done if args.run.strict && warned => Exit::Warned,
        exit => exit,
    }
}
