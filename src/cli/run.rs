//! Runs a plan: what `handout ARTICLE...` and `--watch` share.

use super::{
    Exit,
    args::{ConvertArgs, MessageArgs},
    inputs::planned,
    limits::Guard,
    output,
    run_report::RunReport,
    settings::{Chooser, find_program},
    worker::workers,
};
use handout::{
    Format, Registry,
    batch::{Cache, Job, Plan, Workers},
    env::read_file,
};
use std::{
    collections::BTreeSet,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// The cache file of `--incremental`, in the output folder or else in the current one.
pub(crate) const CACHE: &str = ".handout-cache";

/// Returns the plan, and the chooser with its converters. `None` after error messages.
pub(crate) fn plan(args: &ConvertArgs) -> Option<(Chooser, Plan)> {
    let destination = args.destination()?;
    let chooser = args.settings.chooser_for(&destination)?.verifying(args.run.verify).checking(args.run.check);
    let mut plan = planned(args, &destination, &chooser)?;
    if let Some(shard) = args.run.shard {
        plan.keep(shard);
    }
    for skipped in plan.skipped.iter().filter(|_| !args.messages.quiet) {
        output::note(&skipped.to_string());
    }
    Some((chooser, plan))
}

/// Where articles are converted.
pub(crate) enum Place {
    /// In worker processes, which may crash.
    Workers(Arc<Workers>),
    /// In this process.
    Here,
}

/// Returns where the articles of a plan are converted. `None` after an error message.
///
/// A single article is converted here, with a guard: starting a separate process would take longer than it saves.
pub(crate) fn place(plan: &Plan, args: &ConvertArgs, stop: &Arc<AtomicBool>) -> Option<Place> {
    let alone = plan.jobs.len() == 1 && !args.run.watch && args.messages.report.is_none();
    if alone || args.run.in_process {
        return Some(Place::Here);
    }
    let registry = Registry::builtin();
    let programs = formats(plan).iter().any(|format| registry.get(format).is_none());
    match workers(&args.run.limits, &args.settings.fonts, programs, stop) {
        Ok(workers) => Some(Place::Workers(workers)),
        Err(message) => {
            output::error(&message);
            None
        }
    }
}

/// Runs a plan and reports the outcomes.
pub(crate) fn run(
    chooser: Chooser,
    plan: &Plan,
    args: &ConvertArgs,
    cache: Option<&Arc<Cache>>,
    stop: &Arc<AtomicBool>,
) -> Exit {
    let MessageArgs { report, quiet, verbose, .. } = &args.messages;
    let Some(mut run_report) = RunReport::new(plan.jobs.len(), &args.messages, args.run.strict) else {
        return Exit::Failed;
    };
    let Some(place) = place(plan, args, stop) else { return Exit::Failed };
    let (workers, guard) = match &place {
        Place::Workers(workers) => (Some(workers.clone()), None),
        Place::Here => {
            let limits = args.run.limits.limits(plan.jobs.len());
            let name = plan.jobs.first().map(Job::name).filter(|_| plan.jobs.len() == 1);
            (None, Some(Guard::start(limits, name.unwrap_or_else(|| "this run".to_owned()), stop.clone())))
        }
    };
    plan.skipped.iter().for_each(|skipped| run_report.skipped(skipped));
    let mut batch = chooser.workers(workers.clone()).into_batch();
    if let Some(guard) = &guard {
        batch = batch.on_stage(guard.on_stage());
    }
    batch =
        batch.threads(args.run.jobs).fail_fast(args.run.fail_fast).checksums(report.is_some()).stopping(stop.clone());
    if let Some(cache) = cache {
        batch = batch.cache(cache.clone());
    }
    let ended = match batch.run(plan, |outcome| run_report.add(&outcome)) {
        Ok(ended) => ended,
        Err(error) => {
            output::error(&format!("threads cannot be started: {error}"));
            return Exit::Failed;
        }
    };
    drop(guard);
    if let Some(confinement) = workers.as_ref().and_then(|workers| workers.confinement()).filter(|_| *verbose) {
        output::note(&format!("articles were converted in separate processes: {confinement}"));
    }
    if let Some(cache) = cache {
        if args.run.prune && ended.cut.is_none() {
            run_report.tally.removed = prune(cache, plan, false, *quiet);
        }
        if let Err(error) = cache.close() {
            output::note(&format!("the cache cannot be written, so the next run will take longer: {error}"));
        }
    }
    let into = args.destination().and_then(|destination| destination.folder().map(Path::to_owned));
    let (failed, warnings) = (run_report.tally.failed > 0, run_report.tally.warnings > 0);
    let reported = run_report.close(&ended, into.as_deref());
    if failed || !reported || ended.cut.is_some() {
        return Exit::Failed;
    }
    if warnings && args.run.strict { Exit::Warned } else { Exit::Done }
}

/// Returns a flag that Ctrl-C and termination signals set. A second signal ends the process at once; even then, no file
/// is left incomplete.
pub(crate) fn stop_flag() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = stop.clone();
    let set = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    if let Err(error) = set {
        output::note(&format!("Ctrl-C ends the process at once: {error}"));
    }
    stop
}

/// Returns the contents of the programs that make formats of a plan: outputs depend on them.
pub(crate) fn programs(plan: &Plan) -> Vec<u8> {
    let programs = formats(plan).into_iter().filter_map(find_program);
    programs.flat_map(|external| read_file(external.program(), 1 << 30).unwrap_or_default()).collect()
}

fn formats(plan: &Plan) -> BTreeSet<&Format> {
    plan.jobs.iter().flat_map(|job| &job.targets).map(|target| &target.format).collect()
}

/// Removes outputs whose article is gone, and prints them. Returns their number.
pub(crate) fn prune(cache: &Cache, plan: &Plan, dry: bool, quiet: bool) -> usize {
    if plan.partial {
        output::note("outputs whose article is gone are kept, because an input is missing or cannot be read");
    }
    let pruned = cache.prune(plan, dry);
    for file in &pruned {
        let path = shown(&file.path);
        match &file.kept {
            Some(why) => output::note(&format!("{path}: not removed, although its article is gone: {why}")),
            None if dry => drop(output::print(format!("{path} would be removed\n").as_bytes())),
            None if !quiet => output::note(&format!("{path}: removed, as its article is gone")),
            None => {}
        }
    }
    pruned.iter().filter(|file| file.kept.is_none()).count()
}

fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).display().to_string()
}
