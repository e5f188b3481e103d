//! Starts workers, hands articles to them, and replaces those that end.

use super::{
    protocol::{Answer, Diagnostics, Order, done, receive, send},
    watchdog::Watchdog,
};
use crate::{
    Conversion, Syntax,
    diagnostic::{Code, Diagnostic, Source},
    env::Env,
    render::Format,
};
use std::{
    fmt,
    io::{self, BufReader, Read as _},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// How to make a converter, for the program that makes it. Recipes are the same when they share their bytes.
pub type Recipe = Arc<[u8]>;

/// How many converters a worker makes before it is replaced.
const MOST_RECIPES: usize = 64;

/// The most bytes of a worker's standard error that are read.
const MOST_ERROR_BYTES: u64 = 4096;

/// Worker processes, which convert one article at a time each, and many one after the other.
pub struct Workers {
    command: Box<dyn Fn() -> Command + Send + Sync>,
    watchdog: Arc<Watchdog>,
    idle: Mutex<Vec<Worker>>,
    confinement: OnceLock<String>,
}

/// One article for a worker.
#[derive(Debug, Clone, Copy)]
pub(in crate::batch) struct Task<'a> {
    pub(in crate::batch) recipe: &'a Recipe,
    pub(in crate::batch) source: &'a Source,
    pub(in crate::batch) syntax: Syntax,
    pub(in crate::batch) formats: &'a [Format],
}

impl fmt::Debug for Workers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workers").field("watchdog", &self.watchdog).finish_non_exhaustive()
    }
}

impl Workers {
    /// Creates workers. `command` starts a program that calls [`serve`](super::serve) with its standard input and output.
    /// `watchdog` ends those that overrun its limits.
    pub fn new(command: impl Fn() -> Command + Send + Sync + 'static, watchdog: Arc<Watchdog>) -> Self {
        Self { command: Box::new(command), watchdog, idle: Mutex::default(), confinement: OnceLock::new() }
    }

    /// Returns how the workers are confined, once one has been started.
    #[must_use]
    pub fn confinement(&self) -> Option<&str> {
        self.confinement.get().map(String::as_str)
    }

    /// Converts an article in a worker. What the article uses is read by way of `env`, in this process.
    pub(in crate::batch) fn convert(&self, task: &Task<'_>, env: &dyn Env) -> Result<Conversion, Diagnostic> {
        loop {
            let (mut worker, is_new) = match self.idle().pop() {
                Some(worker) => (worker, false),
                None => (self.start()?, true),
            };
            let process = worker.process.clone();
            self.watchdog.watch(worker.id, move |_| {
                // one that has ended by itself cannot be killed, and need not be
                let _ = process.lock().unwrap_or_else(PoisonError::into_inner).kill();
            });
            let mut stage = None;
            let converted = worker.convert(task, env, &mut stage);
            let overrun = self.watchdog.unwatch(worker.id);
            return match (converted, overrun) {
                (Ok(conversion), None) => {
                    if worker.recipes.len() < MOST_RECIPES && !self.watchdog.is_large(worker.id) {
                        self.idle().push(worker);
                    }
                    Ok(conversion)
                }
                (Ok(conversion), Some(_)) => Ok(conversion),
                (Err(_), Some(overrun)) => Err(overrun.diagnostic(&stage.unwrap_or_default())),
                // it ended while it was idle
                (Err(_), None) if stage.is_none() && !is_new => continue,
                (Err(error), None) => Err(worker.ended(&error, stage.as_deref())),
            };
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Worker>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn start(&self) -> Result<Worker, Diagnostic> {
        let failed = |error: &io::Error| {
            Diagnostic::new(Code::Internal, format!("the process that converts articles cannot be started: {error}"))
                .help("convert in this process with `--in-process`")
        };
        let mut worker = Worker::start((self.command)()).map_err(|error| failed(&error))?;
        match receive(&mut worker.output) {
            Ok((Answer::Ready(confinement), _)) => {
                self.confinement.get_or_init(|| confinement);
                Ok(worker)
            }
            Ok(_) => Err(failed(&unexpected())),
            Err(error) => Err(worker.ended(&error, None)),
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
}

impl Worker {
    fn start(mut command: Command) -> io::Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        // Ctrl-C of a terminal is for the supervisor alone
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        let missing = || io::Error::other("it has no standard streams");
        let input = child.stdin.take().ok_or_else(missing)?;
        let output = BufReader::with_capacity(1 << 16, child.stdout.take().ok_or_else(missing)?);
        Ok(Self { id: child.id(), process: Arc::new(Mutex::new(child)), input, output, recipes: Vec::new() })
    }

    /// Has an article converted. Sets `stage` to the name of each stage that begins.
    fn convert(&mut self, task: &Task<'_>, env: &dyn Env, stage: &mut Option<String>) -> io::Result<Conversion> {
        let converter = self.converter(task.recipe)?;
        let order = Order::Convert {
            converter,
            name: task.source.name.clone(),
            syntax: task.syntax.name().to_owned(),
            formats: task.formats.to_vec(),
            reported: Diagnostics::of(&task.source.reported).0,
        };
        send(&mut self.input, &order, &[task.source.text.as_bytes()])?;
        loop {
            match receive(&mut self.output)? {
                (Answer::Stage(name), _) => *stage = Some(name),
                (Answer::Has(name), _) => send(&mut self.input, &Order::Has(env.has(&name)), &[])?,
                (Answer::Read(path), _) => match env.read(&path) {
                    Ok(bytes) => send(&mut self.input, &Order::File(Ok(())), &[&bytes])?,
                    Err(error) => send(&mut self.input, &Order::File(Err(error)), &[])?,
                },
                (Answer::Done { outputs, diagnostics, facts }, parts) => {
                    return done(outputs, diagnostics, facts, parts).ok_or_else(unexpected);
                }
                (Answer::Ready(_), _) => return Err(unexpected()),
            }
        }
    }

    /// Returns the index of the converter that this recipe makes.
    fn converter(&mut self, recipe: &Recipe) -> io::Result<usize> {
        if let Some(index) = self.recipes.iter().position(|known| Arc::ptr_eq(known, recipe)) {
            return Ok(index);
        }
        send(&mut self.input, &Order::Make, &[recipe])?;
        self.recipes.push(recipe.clone());
        Ok(self.recipes.len() - 1)
    }

    /// Returns the message for an article whose worker ended.
    fn ended(&mut self, error: &io::Error, stage: Option<&str>) -> Diagnostic {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = process.kill();
        let status = process.wait().map_or_else(|_| error.to_string(), |status| status.to_string());
        let mut printed = Vec::new();
        if let Some(stderr) = process.stderr.take() {
            let _ = stderr.take(MOST_ERROR_BYTES).read_to_end(&mut printed);
        }
        let printed = String::from_utf8_lossy(&printed);
        let reason = printed.lines().map(str::trim).find(|line| !line.is_empty());
        let reason = reason.map(|line| format!(": {line}")).unwrap_or_default();
        let stage = stage.map(|stage| format!(" (stage: {stage})")).unwrap_or_default();
        let message = format!("the process that converted it ended{stage}: {status}{reason}");
        Diagnostic::new(Code::Internal, message).help(
            "unless somebody ended it, this is a bug in handout: please report it with this message and, if you can, \
             the article",
        )
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        // it holds nothing that must be saved
        let _ = process.kill();
        let _ = process.wait();
    }
}

fn unexpected() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the worker does not keep to the protocol")
}
