//! Starts workers, hands articles to them, and replaces those that exit.

use super::{
    protocol::{Answer, Diagnostics, Order, STAGE, done, receive, send},
    watchdog::Watchdog,
};
use crate::{
    Conversion, Syntax,
    diagnostic::{Code, Diagnostic, Source},
    env::Env,
    panics::prints_backtraces,
    render::Format,
};
use std::{
    fmt,
    fs::File,
    io::{self, BufReader, Read as _, Seek as _},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// Instructions for creating a converter, interpreted by the worker program. Recipes are equal if they share their
/// bytes.
pub type Recipe = Arc<[u8]>;

/// The number of converters that a worker creates before it is replaced.
const MOST_RECIPES: usize = 64;

/// The maximum number of bytes to read from a worker's standard error.
const MOST_ERROR_BYTES: u64 = 4096;

/// Worker processes, each of which converts one article at a time.
pub struct Workers {
    command: Box<dyn Fn() -> Command + Send + Sync>,
    watchdog: Arc<Watchdog>,
    idle: Mutex<Vec<Worker>>,
    confinement: OnceLock<String>,
    /// Whether a worker could not be started: then none can.
    unstartable: AtomicBool,
}

/// One article for a worker.
#[derive(Debug, Clone, Copy)]
pub(in crate::batch) struct Task<'a> {
    pub(in crate::batch) recipe: &'a Recipe,
    pub(in crate::batch) source: &'a Source,
    pub(in crate::batch) syntax: Syntax,
    pub(in crate::batch) formats: &'a [Format],
    /// Its time limit, in addition to the limit for all.
    pub(in crate::batch) timeout: Option<Duration>,
    /// Aborts it when set.
    pub(in crate::batch) cancelled: Option<&'a Arc<AtomicBool>>,
    /// Whether `env` is notified of its stages.
    pub(in crate::batch) stages: bool,
}

impl fmt::Debug for Workers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workers").field("watchdog", &self.watchdog).finish_non_exhaustive()
    }
}

impl Workers {
    /// Creates workers. `command` starts a program that calls [`serve`](super::serve) with its standard input and
    /// output. `watchdog` kills those that exceed its limits.
    pub fn new(command: impl Fn() -> Command + Send + Sync + 'static, watchdog: Arc<Watchdog>) -> Self {
        Self {
            command: Box::new(command),
            watchdog,
            idle: Mutex::default(),
            confinement: OnceLock::new(),
            unstartable: AtomicBool::new(false),
        }
    }

    /// Returns how the workers are confined, once one has been started.
    #[must_use]
    pub fn confinement(&self) -> Option<&str> {
        self.confinement.get().map(String::as_str)
    }

    /// Returns whether a worker could not be started, so that other articles need not try.
    pub(in crate::batch) fn cannot_start(&self) -> bool {
        self.unstartable.load(Ordering::Relaxed)
    }

    /// Converts an article in a worker. Files that the article uses are read through `env`, in this process.
    pub(in crate::batch) fn convert(&self, task: &Task<'_>, env: &dyn Env) -> Result<Conversion, Diagnostic> {
        loop {
            let (mut worker, is_new) = match self.idle().pop() {
                Some(worker) => (worker, false),
                None => (self.start()?, true),
            };
            let process = worker.process.clone();
            self.watchdog.watch_for(task.timeout, task.cancelled.cloned(), worker.id, move |_| {
                // a worker that has exited cannot be killed, and need not be
                let _ = process.lock().unwrap_or_else(PoisonError::into_inner).kill();
            });
            let converted = worker.convert(task, env);
            let overrun = self.watchdog.unwatch(worker.id);
            return match (converted, overrun) {
                (Ok(conversion), None) => {
                    if worker.recipes.len() < MOST_RECIPES && !self.watchdog.is_large(worker.id) {
                        self.idle().push(worker);
                    }
                    Ok(conversion)
                }
                (Ok(conversion), Some(_)) => Ok(conversion),
                (Err(_), Some(overrun)) => Err(overrun.diagnostic(&worker.last_words().stage)),
                (Err(error), None) => {
                    let last = worker.last_words();
                    // it may have exited while idle
                    if !is_new && worker.log.is_some() && last.stage.is_empty() {
                        continue;
                    }
                    Err(worker.ended(&error, &last))
                }
            };
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Worker>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn start(&self) -> Result<Worker, Diagnostic> {
        let failed = |error: &dyn fmt::Display| {
            self.unstartable.store(true, Ordering::Relaxed);
            Diagnostic::new(Code::Crash, format!("the process that converts articles cannot be started: {error}"))
                .help("use `--in-process` to convert in this process")
        };
        let mut worker = Worker::start((self.command)()).map_err(|error| failed(&error))?;
        match receive(&mut worker.output) {
            Ok((Answer::Ready(confinement), _)) => {
                self.confinement.get_or_init(|| confinement);
                Ok(worker)
            }
            Ok(_) => Err(failed(&unexpected())),
            Err(error) => Err(failed(&worker.end(&error, &worker.last_words()))),
        }
    }
}

/// A worker process.
struct Worker {
    id: u32,
    process: Arc<Mutex<Child>>,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    recipes: Vec<Recipe>,
    /// Its standard error, unless backtraces go to that of this process.
    log: Option<File>,
}

/// What a worker printed before it ended.
#[derive(Default)]
struct LastWords {
    /// The last stage that began; empty if none did.
    stage: String,
    /// The output of a crash, on one line.
    reason: String,
}

impl Worker {
    fn start(mut command: Command) -> io::Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let log = if prints_backtraces() { None } else { tempfile::tempfile().ok() };
        if !prints_backtraces() {
            command.stderr(log.as_ref().and_then(|log| log.try_clone().ok()).map_or_else(Stdio::null, Stdio::from));
        }
        // Ctrl-C in a terminal is for the supervisor alone
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        let missing = || io::Error::other("it has no standard streams");
        let input = child.stdin.take().ok_or_else(missing)?;
        let output = BufReader::with_capacity(1 << 16, child.stdout.take().ok_or_else(missing)?);
        Ok(Self { id: child.id(), process: Arc::new(Mutex::new(child)), input, output, recipes: Vec::new(), log })
    }

    /// Sends an article to the worker and handles its requests.
    fn convert(&mut self, task: &Task<'_>, env: &dyn Env) -> io::Result<Conversion> {
        if let Some(log) = &mut self.log {
            // the worker writes at the position that this process sets
            log.set_len(0)?;
            log.rewind()?;
        }
        let converter = self.converter(task.recipe)?;
        let order = Order::Convert {
            converter,
            name: task.source.name.clone(),
            syntax: task.syntax.name().to_owned(),
            formats: task.formats.to_vec(),
            reported: Diagnostics::of(&task.source.reported).0,
            stages: task.stages,
        };
        send(&mut self.input, &order, &[task.source.text.as_bytes(), task.source.bytes()])?;
        loop {
            match receive(&mut self.output)? {
                (Answer::Look(names), _) => send(&mut self.input, &Order::Existing(env.existing(names)), &[])?,
                (Answer::Read(path), _) => match env.read(&path) {
                    Ok(bytes) => send(&mut self.input, &Order::File(Ok(())), &[&bytes])?,
                    Err(error) => send(&mut self.input, &Order::File(Err(error)), &[])?,
                },
                (Answer::Done { outputs, diagnostics, facts }, parts) => {
                    return done(outputs, diagnostics, facts, parts).ok_or_else(unexpected);
                }
                (Answer::Stage(stage), _) => env.stage(&stage),
                (Answer::Ready(_), _) => return Err(unexpected()),
            }
        }
    }

    /// Returns the index of the converter for this recipe.
    fn converter(&mut self, recipe: &Recipe) -> io::Result<usize> {
        if let Some(index) = self.recipes.iter().position(|known| Arc::ptr_eq(known, recipe)) {
            return Ok(index);
        }
        send(&mut self.input, &Order::Make, &[recipe])?;
        self.recipes.push(recipe.clone());
        Ok(self.recipes.len() - 1)
    }

    /// Kills the worker, if it is still running, and returns what it printed for its last article.
    fn last_words(&self) -> LastWords {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = process.kill();
        let _ = process.wait();
        let mut printed = Vec::new();
        if let Some(mut log) = self.log.as_ref() {
            let _ = log.rewind().and_then(|()| log.take(MOST_ERROR_BYTES).read_to_end(&mut printed));
        }
        let mut last = LastWords::default();
        for line in String::from_utf8_lossy(&printed).lines().map(str::trim) {
            match line.strip_prefix(STAGE) {
                Some(stage) => stage.clone_into(&mut last.stage),
                None if last.reason.is_empty() => line.clone_into(&mut last.reason),
                None => {}
            }
        }
        last
    }

    /// Returns how the worker ended: its status, and what it printed.
    fn end(&self, error: &io::Error, last: &LastWords) -> String {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        let status = process.wait().map_or_else(|_| error.to_string(), |status| status.to_string());
        if last.reason.is_empty() { status } else { format!("{status}: {}", last.reason) }
    }

    /// Returns the diagnostic for an article whose worker exited.
    fn ended(&self, error: &io::Error, last: &LastWords) -> Diagnostic {
        let stage = if last.stage.is_empty() { String::new() } else { format!(" (stage: {})", last.stage) };
        let message = format!("the process that converted it ended{stage}: {}", self.end(error, last));
        Diagnostic::new(Code::Crash, message).help(
            "unless somebody ended it, this is a bug in handout: please report it with this message and, if you can, \
             the article",
        )
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        // nothing in it needs saving
        let _ = process.kill();
        let _ = process.wait();
    }
}

fn unexpected() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the worker does not keep to the protocol")
}
