//! The article named on the command line: converted again whenever it is saved, and saved from the page with `--edit`.

use super::{problem::Problem, queue::Queue, wanted::Wanted};
use handout::{batch::write_all, diagnostic::LIMIT, env::read_file};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};
use serde::Serialize;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, channel},
    },
    thread,
    time::{Duration, Instant},
};
use tokio::sync::watch;

/// Editors save a file in several steps. Saving is over after this time without one.
const QUIET: Duration = Duration::from_millis(25);

/// If changes do not end, they are handled after this time.
const MOST: Duration = Duration::from_millis(100);

/// The watched article.
#[derive(Debug)]
pub(super) struct Watched {
    pub(super) path: PathBuf,
    /// Whether the page may save it.
    pub(super) edit: bool,
    pub(super) live: watch::Sender<Live>,
    /// The settings that it is converted with.
    settings: Mutex<Map<String, Value>>,
    _watcher: Mutex<Option<RecommendedWatcher>>,
}

/// The last conversion of the watched article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct Live {
    /// The job.
    pub(super) job: Option<String>,
    /// The version of the text.
    pub(super) version: String,
}

impl Watched {
    /// Creates a watch of an article.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn new(path: &Path, edit: bool) -> io::Result<Self> {
        let bytes = read_file(path, LIMIT as u64)?;
        let path = real(path)?;
        let live = watch::Sender::new(Live { job: None, version: version(&bytes) });
        Ok(Self { path, edit, live, settings: Mutex::default(), _watcher: Mutex::default() })
    }

    /// Returns the name of the article's file.
    pub(super) fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Returns the state for the page.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn shown(&self) -> Result<Value, Problem> {
        let bytes = self.read()?;
        let version = version(&bytes);
        let text = String::from_utf8(bytes).ok();
        let job = self.live.borrow().job.clone();
        let edit = self.edit && text.is_some();
        Ok(json!({ "name": self.name(), "text": text, "version": version, "edit": edit, "job": job }))
    }

    /// Replaces the text of the article, if it is still of this version.
    ///
    /// # Errors
    /// If it may not be saved, has changed in the meantime, or cannot be written.
    pub(super) fn save(&self, text: &str, before: &str) -> Result<Value, Problem> {
        if !self.edit {
            return Err(Problem::forbidden("the article can be saved only when the server was started with `--edit`"));
        }
        let bytes = self.read()?;
        let current = version(&bytes);
        if current != before {
            let problem = Problem::conflict("the file was changed by another program since the page read it");
            return Err(problem.with("version", json!(current)));
        }
        if std::str::from_utf8(&bytes).is_err() {
            return Err(Problem::unusable("the file is not UTF-8 text"));
        }
        write_all(&[(self.path.clone(), text.as_bytes())])
            .map_err(|diagnostic| Problem::unusable(diagnostic.message))?;
        Ok(json!({ "version": version(text.as_bytes()) }))
    }

    /// Sets the settings for the article from now on, and converts it.
    ///
    /// # Errors
    /// If they cannot be used, or the server is overloaded.
    pub(super) fn set(&self, settings: Map<String, Value>, queue: &Queue) -> Result<Live, Problem> {
        Wanted::of_path(self.path.clone(), settings.clone())?;
        *self.settings() = settings;
        self.convert(queue)
    }

    /// Converts the article, and notifies listeners. An earlier version that is still queued is skipped.
    pub(super) fn convert(&self, queue: &Queue) -> Result<Live, Problem> {
        let version = version(&self.read()?);
        let wanted = Wanted::of_path(self.path.clone(), self.settings().clone())?;
        let live = Live { job: Some(queue.add(wanted)?.id.clone()), version };
        let before = self.live.send_replace(live.clone());
        before.job.iter().for_each(|job| queue.skip(job));
        Ok(live)
    }

    /// Converts the article now, and whenever something in its folder changes.
    ///
    /// # Errors
    /// If its folder cannot be watched.
    pub(super) fn start(self: &Arc<Self>, queue: &Arc<Queue>) -> notify::Result<()> {
        let (sender, events) = channel();
        let mut watcher = notify::recommended_watcher(move |event| drop(sender.send(event)))?;
        watcher.watch(self.path.parent().unwrap_or(Path::new("/")), RecursiveMode::NonRecursive)?;
        *self._watcher.lock().unwrap_or_else(PoisonError::into_inner) = Some(watcher);
        // if this fails, it is converted after the next change
        let _ = self.convert(queue);
        let (watched, queue) = (self.clone(), queue.clone());
        thread::Builder::new().name("watcher".to_owned()).spawn(move || {
            while wait_for_change(&events) {
                // the file may be missing for a moment, or the queue full
                let _ = watched.convert(&queue);
            }
        })?;
        Ok(())
    }

    fn read(&self) -> Result<Vec<u8>, Problem> {
        let unreadable = |error: io::Error| Problem::unusable(format!("{} cannot be read: {error}", self.name()));
        read_file(&self.path, LIMIT as u64).map_err(unreadable)
    }

    fn settings(&self) -> MutexGuard<'_, Map<String, Value>> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns an identifier of a version of a file.
fn version(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns the path of a file, with links to its folder resolved.
fn real(path: &Path) -> io::Result<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().ok_or_else(|| io::Error::other("it is not a file"))?;
    Ok(folder.canonicalize()?.join(name))
}

/// Waits until something has changed, and no more changes follow at once. Returns false if nothing is watched any more.
fn wait_for_change(events: &Receiver<notify::Result<Event>>) -> bool {
    let mut since: Option<Instant> = None;
    loop {
        let event = match since {
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(start) if start.elapsed() > MOST => return true,
            Some(_) => events.recv_timeout(QUIET),
        };
        match event {
            Ok(event) if counts(&event) => drop(since.get_or_insert_with(Instant::now)),
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

/// Returns whether an event changes a file other than our temporary ones.
fn counts(event: &notify::Result<Event>) -> bool {
    let is_ours = |path: &Path| path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".handout-"));
    event.as_ref().map_or(true, |event| !event.kind.is_access() && event.paths.iter().any(|path| !is_ours(path)))
}
