//! `--watch`: converts again whenever something changes.

use super::{
    Exit,
    args::ConvertArgs,
    destination::Destination,
    destination::is_dash,
    output,
    run::{CACHE, plan, programs, run, stop_flag},
    settings::NAME,
};
use handout::batch::{Cache, Plan, is_glob};
use notify::{Event, RecursiveMode, Watcher as _};
use std::{
    collections::{BTreeSet, HashSet},
    path::{Path, PathBuf, absolute},
    sync::{
        Arc,
        atomic::Ordering,
        mpsc::{Receiver, RecvTimeoutError, channel},
    },
    time::Duration,
};

/// Changes come in bursts, as editors save a file in several steps. A burst ends after this time without a change.
const QUIET: Duration = Duration::from_millis(200);

/// How often the stop flag is checked.
const POLL: Duration = Duration::from_millis(200);

type Events = Receiver<notify::Result<Event>>;

pub(crate) fn watch(args: &ConvertArgs) -> Exit {
    if args.articles.iter().chain(&args.from_list).any(|path| is_dash(path)) {
        output::error("`--watch` cannot be used with standard input");
        return Exit::Usage;
    }
    let (sender, events) = channel();
    let watcher = notify::recommended_watcher(move |event| drop(sender.send(event)));
    let folders = folders(args);
    let above = if args.settings.no_config { BTreeSet::new() } else { parents_with_settings(&folders) };
    let watched = watcher.and_then(|mut watcher| {
        folders.iter().try_for_each(|folder| watcher.watch(folder, RecursiveMode::Recursive))?;
        above.iter().try_for_each(|folder| watcher.watch(folder, RecursiveMode::NonRecursive))?;
        Ok(watcher)
    });
    match watched {
        Ok(_watcher) => run_repeatedly(args, &folders, &events),
        Err(error) => {
            output::error(&format!("files cannot be watched: {error}"));
            Exit::Failed
        }
    }
}

/// Runs, waits for changes, and runs again until stopped. Unchanged articles are skipped.
fn run_repeatedly(args: &ConvertArgs, folders: &BTreeSet<PathBuf>, events: &Events) -> Exit {
    let stop = stop_flag();
    let mut cache = None;
    let mut said = args.messages.quiet;
    loop {
        let mut ours = HashSet::new();
        if let Some((chooser, plan)) = plan(args) {
            ours = outputs(&plan).chain(args.messages.report.as_deref().and_then(real)).collect();
            let cache = cache.get_or_insert_with(|| Arc::new(cache_for(args).salted(&programs(&plan))));
            run(chooser, &plan, args, Some(cache), &stop);
        }
        if !std::mem::replace(&mut said, true) {
            let folders: Vec<_> = folders.iter().map(|folder| folder.display().to_string()).collect();
            output::note(&format!("watching {} for changes; Ctrl-C ends", folders.join(", ")));
        }
        let is_relevant = |path: &Path| !is_ours(path, &ours) && (is_settings(path) || is_below(path, folders));
        if !wait_for_change(events, &is_relevant, &|| stop.load(Ordering::Relaxed)) {
            return Exit::Done;
        }
    }
}

/// Returns the cache of earlier runs under `--incremental`, else one in memory.
fn cache_for(args: &ConvertArgs) -> Cache {
    let destination = Destination::of(&args.output).unwrap_or(Destination::Beside);
    let folder = destination.folder().unwrap_or(Path::new(""));
    let open = || Cache::open(&folder.join(CACHE)).ok();
    args.run.incremental.then(open).flatten().unwrap_or_else(|| Cache::in_memory(folder))
}

/// Waits until a relevant file changes. Returns false if stopped before.
fn wait_for_change(events: &Events, is_relevant: &impl Fn(&Path) -> bool, stopped: &impl Fn() -> bool) -> bool {
    let counts = |event: &notify::Result<Event>| match event {
        Ok(event) => !event.kind.is_access() && event.paths.iter().any(|path| is_relevant(path)),
        Err(_) => true,
    };
    let mut waiting = true;
    loop {
        match events.recv_timeout(if waiting { POLL } else { QUIET }) {
            Ok(event) => waiting = waiting && !counts(&event),
            Err(RecvTimeoutError::Timeout) if stopped() => return false,
            Err(RecvTimeoutError::Timeout) if waiting => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

/// Returns whether a file is an output, a temporary file, or the cache.
fn is_ours(path: &Path, ours: &HashSet<PathBuf>) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".handout-"));
    hidden || ours.contains(path)
}

fn is_settings(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == NAME)
}

fn is_below(path: &Path, folders: &BTreeSet<PathBuf>) -> bool {
    path.ancestors().any(|folder| folders.contains(folder))
}

/// Returns the parents of these folders that have a `handout.toml`.
fn parents_with_settings(folders: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
    let above = folders.iter().flat_map(|folder| folder.ancestors().skip(1));
    above.filter(|above| !is_below(above, folders) && above.join(NAME).is_file()).map(Path::to_owned).collect()
}

fn outputs(plan: &Plan) -> impl Iterator<Item = PathBuf> {
    let targets = plan.jobs.iter().flat_map(|job| &job.targets);
    targets.filter_map(|target| real(&target.path))
}

/// Returns a path as spelled by the watcher.
fn real(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(folder.canonicalize().ok()?.join(path.file_name()?))
}

/// Returns the folders of everything that the arguments name.
fn folders(args: &ConvertArgs) -> BTreeSet<PathBuf> {
    let settings = &args.settings.settings;
    let named = settings.bibliography.iter().flatten().chain(&settings.csl).chain(&settings.theme).map(PathBuf::from);
    let files = named.filter(|path| path.is_file());
    let all = args.articles.iter().cloned().chain(args.from_list.clone()).chain(files);
    all.filter_map(|path| folder(&path)).collect()
}

/// Returns the nearest existing folder, with links resolved.
fn folder(path: &Path) -> Option<PathBuf> {
    let fixed: PathBuf = path.components().take_while(|part| !is_glob(&part.as_os_str().to_string_lossy())).collect();
    let mut folder = absolute(if fixed.as_os_str().is_empty() { Path::new(".") } else { &fixed }).ok()?;
    while !folder.is_dir() {
        folder.pop();
    }
    folder.canonicalize().ok()
}
