//! `--watch`: converts again whenever something changes.

use super::{
    Exit,
    args::ConvertArgs,
    config::NAME,
    convert::{CACHE, plan, programs, run, stopper},
    inputs::is_dash,
    say,
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

/// Changes come in swarms: an editor saves a file in several steps. After so long without one, all are there.
const CALM: Duration = Duration::from_millis(200);

/// How often Ctrl-C is looked for.
const LOOK: Duration = Duration::from_millis(200);

type Events = Receiver<notify::Result<Event>>;

pub(crate) fn watch(args: &ConvertArgs) -> Exit {
    if args.articles.iter().chain(&args.from_list).any(|path| is_dash(path)) {
        say::usage("`--watch` waits for files to change, and standard input is none");
        return Exit::Usage;
    }
    let (sender, events) = channel();
    let watcher = notify::recommended_watcher(move |event| drop(sender.send(event)));
    let folders = folders(args);
    let above = if args.settings.no_config { BTreeSet::new() } else { configured(&folders) };
    let watched = watcher.and_then(|mut watcher| {
        folders.iter().try_for_each(|folder| watcher.watch(folder, RecursiveMode::Recursive))?;
        above.iter().try_for_each(|folder| watcher.watch(folder, RecursiveMode::NonRecursive))?;
        Ok(watcher)
    });
    match watched {
        Ok(_watcher) => watched_run(args, &folders, &events),
        Err(error) => {
            say::usage(&format!("changes cannot be watched: {error}"));
            Exit::Failed
        }
    }
}

/// Runs, waits, and runs again until it is stopped. What did not change is not made again.
fn watched_run(args: &ConvertArgs, folders: &BTreeSet<PathBuf>, events: &Events) -> Exit {
    let stop = stopper();
    let mut cache = None;
    loop {
        let mut ours = HashSet::new();
        if let Some((chooser, plan)) = plan(args) {
            ours = outputs(&plan).chain(args.tell.report.as_deref().and_then(real)).collect();
            let cache = cache.get_or_insert_with(|| Arc::new(known(args).salted(&programs(&plan))));
            run(chooser.into_batch(), &plan, args, Some(cache), &stop);
        }
        let matters = |path: &Path| !is_ours(path, &ours) && (is_config(path) || below(path, folders));
        if !changed(events, &matters, &|| stop.load(Ordering::Relaxed)) {
            return Exit::Done;
        }
    }
}

/// What earlier runs made, when that counts, else what this process makes.
fn known(args: &ConvertArgs) -> Cache {
    let folder = args.output.as_deref().unwrap_or(Path::new(""));
    let open = || Cache::open(&folder.join(CACHE)).ok();
    args.run.incremental.then(open).flatten().unwrap_or_else(|| Cache::in_memory(folder))
}

/// Waits until something changed that matters. False when it is stopped before.
fn changed(events: &Events, matters: &impl Fn(&Path) -> bool, stopped: &impl Fn() -> bool) -> bool {
    let counts = |event: &notify::Result<Event>| match event {
        Ok(event) => !event.kind.is_access() && event.paths.iter().any(|path| matters(path)),
        Err(_) => true,
    };
    let mut waiting = true;
    loop {
        match events.recv_timeout(if waiting { LOOK } else { CALM }) {
            Ok(event) => waiting = waiting && !counts(&event),
            Err(RecvTimeoutError::Timeout) if stopped() => return false,
            Err(RecvTimeoutError::Timeout) if waiting => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

/// Whether a file is an output, a temporary file, or the cache.
fn is_ours(path: &Path, ours: &HashSet<PathBuf>) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".handout-"));
    hidden || ours.contains(path)
}

fn is_config(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == NAME)
}

fn below(path: &Path, folders: &BTreeSet<PathBuf>) -> bool {
    path.ancestors().any(|folder| folders.contains(folder))
}

/// The folders above these that hold a `handout.toml`: of those, that file matters.
fn configured(folders: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
    let above = folders.iter().flat_map(|folder| folder.ancestors().skip(1));
    above.filter(|above| !below(above, folders) && above.join(NAME).is_file()).map(Path::to_owned).collect()
}

fn outputs(plan: &Plan) -> impl Iterator<Item = PathBuf> {
    let targets = plan.jobs.iter().flat_map(|job| &job.targets);
    targets.filter_map(|target| real(&target.path))
}

/// A path as the watcher spells it.
fn real(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(folder.canonicalize().ok()?.join(path.file_name()?))
}

/// The folders of everything that the arguments name.
fn folders(args: &ConvertArgs) -> BTreeSet<PathBuf> {
    let flags = args.settings.flags();
    let named = ["bibliography", "csl", "theme"].iter().filter_map(|key| flags.get(key)).flatten().map(PathBuf::from);
    let files = named.filter(|path| path.is_file());
    let all = args.articles.iter().cloned().chain(args.from_list.clone()).chain(files);
    all.filter_map(|path| folder(&path)).collect()
}

/// The nearest folder that is there, links followed.
fn folder(path: &Path) -> Option<PathBuf> {
    let fixed: PathBuf = path.components().take_while(|part| !is_glob(&part.as_os_str().to_string_lossy())).collect();
    let mut folder = absolute(if fixed.as_os_str().is_empty() { Path::new(".") } else { &fixed }).ok()?;
    while !folder.is_dir() {
        folder.pop();
    }
    folder.canonicalize().ok()
}
