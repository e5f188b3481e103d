//! Kills what takes too long, uses too much memory, or continues after the run was stopped.

use crate::diagnostic::{Code, Diagnostic};
use std::{
    fmt, fs, io,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// How often limits are checked.
const INTERVAL: Duration = Duration::from_millis(25);

/// How long an article may continue after the run was stopped.
const GRACE: Duration = Duration::from_secs(1);

/// The limits for one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The time limit; `None` for none.
    pub timeout: Option<Duration>,
    /// The memory limit of the process in bytes, on Linux; `None` for none.
    pub memory: Option<u64>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { timeout: Some(Duration::from_secs(60)), memory: Some(2_000_000_000) }
    }
}

/// Why an article was aborted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overrun {
    /// It took longer than this.
    Time(Duration),
    /// Its process used more memory than this, in bytes.
    Memory(u64),
    /// The run was stopped.
    Stopped,
}

impl fmt::Display for Overrun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Time(limit) => write!(f, "it took longer than {} s", limit.as_secs_f64()),
            Self::Memory(limit) => write!(f, "it took more than {} MB of memory", limit / 1_000_000),
            Self::Stopped => f.write_str("the run was stopped before it was converted"),
        }
    }
}

impl Overrun {
    /// Returns the diagnostic for an article that was aborted in this stage.
    #[must_use]
    pub fn diagnostic(&self, stage: &str) -> Diagnostic {
        let stage = if stage.is_empty() { String::new() } else { format!(" (stage: {stage})") };
        let (code, help) = match self {
            Self::Time(_) => (Code::Timeout, Some("allow more with `--timeout`, or split the article")),
            Self::Memory(_) => (Code::OutOfMemory, Some("allow more with `--memory`, or split the article")),
            Self::Stopped => {
                (Code::Interrupted, Some("run the command again; with `--incremental`, finished articles are skipped"))
            }
        };
        let diagnostic = Diagnostic::new(code, format!("{self}{stage}"));
        help.into_iter().fold(diagnostic, Diagnostic::help)
    }
}

/// Checks limits in a separate thread, until it is dropped.
pub struct Watchdog {
    limits: Limits,
    stop: Arc<AtomicBool>,
    watched: Mutex<Vec<Watched>>,
}

/// A process that converts an article.
struct Watched {
    process: u32,
    since: Instant,
    timeout: Option<Duration>,
    cancelled: Option<Arc<AtomicBool>>,
    end: Box<dyn Fn(Overrun) + Send + Sync>,
    overrun: Option<Overrun>,
}

impl fmt::Debug for Watchdog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watchdog").field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl Watchdog {
    /// Starts a watchdog. `stop` is the flag that stops the run.
    ///
    /// # Errors
    /// If no thread can be started.
    pub fn start(limits: Limits, stop: Arc<AtomicBool>) -> io::Result<Arc<Self>> {
        let watchdog = Arc::new(Self { limits, stop, watched: Mutex::default() });
        let weak = Arc::downgrade(&watchdog);
        thread::Builder::new().name("watchdog".to_owned()).spawn(move || watch(&weak))?;
        Ok(watchdog)
    }

    /// Watches a process that begins to convert an article. `end` is called once, when the process exceeds a limit.
    pub fn watch(&self, process: u32, end: impl Fn(Overrun) + Send + Sync + 'static) {
        self.watch_for(None, None, process, end);
    }

    /// Watches a process like [`Self::watch`], with an additional time limit, which cannot exceed the limit for all,
    /// and until `cancelled` is set.
    pub(super) fn watch_for(
        &self,
        timeout: Option<Duration>,
        cancelled: Option<Arc<AtomicBool>>,
        process: u32,
        end: impl Fn(Overrun) + Send + Sync + 'static,
    ) {
        let timeout = [timeout, self.limits.timeout].into_iter().flatten().min();
        let (since, end) = (Instant::now(), Box::new(end));
        self.watched().push(Watched { process, since, timeout, cancelled, end, overrun: None });
    }

    /// Stops watching a process. Returns the limit that it exceeded; `end` is not called after this.
    pub fn unwatch(&self, process: u32) -> Option<Overrun> {
        let mut watched = self.watched();
        let index = watched.iter().position(|watched| watched.process == process)?;
        watched.swap_remove(index).overrun
    }

    fn watched(&self) -> MutexGuard<'_, Vec<Watched>> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns whether a process uses so much memory that it should not convert another article.
    pub(super) fn is_large(&self, process: u32) -> bool {
        self.limits.memory.zip(memory(process)).is_some_and(|(limit, memory)| memory > limit / 4)
    }

    fn overrun(&self, watched: &Watched, stopped: Option<Instant>) -> Option<Overrun> {
        let is_cancelled = watched.cancelled.as_ref().is_some_and(|cancelled| cancelled.load(Ordering::Relaxed));
        if is_cancelled || stopped.is_some_and(|since| since.elapsed() > GRACE) {
            return Some(Overrun::Stopped);
        }
        let overtime = watched.timeout.filter(|timeout| watched.since.elapsed() > *timeout).map(Overrun::Time);
        let takes_more = |limit: &u64| memory(watched.process).is_some_and(|memory| memory > *limit);
        overtime.or_else(|| self.limits.memory.filter(takes_more).map(Overrun::Memory))
    }
}

fn watch(watchdog: &Weak<Watchdog>) {
    let mut stopped = None;
    loop {
        thread::sleep(INTERVAL);
        let Some(watchdog) = watchdog.upgrade() else { return };
        if watchdog.stop.load(Ordering::Relaxed) {
            stopped.get_or_insert_with(Instant::now);
        }
        for watched in watchdog.watched().iter_mut().filter(|watched| watched.overrun.is_none()) {
            watched.overrun = watchdog.overrun(watched, stopped);
            watched.overrun.into_iter().for_each(&watched.end);
        }
    }
}

/// Returns the memory of a process in bytes. `None` if the system does not report it.
fn memory(process: u32) -> Option<u64> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    resident.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    /// Returns the reason for which a watchdog with these limits kills this process, within 1.5 seconds.
    fn ended(limits: Limits, stop: bool) -> Option<Overrun> {
        let (sender, receiver) = channel();
        let watchdog = Watchdog::start(limits, Arc::new(AtomicBool::new(stop))).unwrap();
        watchdog.watch(std::process::id(), move |overrun| sender.send(overrun).unwrap());
        let ended = receiver.recv_timeout(Duration::from_millis(1500)).ok();
        assert_eq!(watchdog.unwatch(std::process::id()), ended);
        ended
    }

    #[test]
    fn what_exceeds_a_limit_is_killed_and_what_does_not_is_left_alone() {
        let none = Limits { timeout: None, memory: None };
        let soon = Duration::from_millis(50);
        assert_eq!(ended(Limits { timeout: Some(soon), ..none }, false), Some(Overrun::Time(soon)));
        assert_eq!(ended(none, true), Some(Overrun::Stopped));
        assert_eq!(ended(Limits::default(), false), None);
        #[cfg(target_os = "linux")]
        assert_eq!(ended(Limits { memory: Some(1000), ..none }, false), Some(Overrun::Memory(1000)));
    }
}
