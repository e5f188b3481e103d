//! The limits for one article, and the guard of a process that converts articles itself.

use super::output;
use clap::Args as ClapArgs;
use handout::{
    Source,
    batch::{Limits, Overrun, Watchdog},
    env::OnStage,
};
use std::{
    path::Path,
    process,
    str::FromStr,
    sync::{Arc, Mutex, PoisonError, atomic::AtomicBool},
    time::Duration,
};

/// `--timeout` and `--memory`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct LimitArgs {
    /// Maximum time for an article, such as 90s, 5m or none
    #[arg(long, value_name = "TIME", default_value = "60s", hide_short_help = true)]
    timeout: Timeout,
    /// Maximum memory for an article, such as 500MB, 4GB or none; on Linux
    #[arg(long, value_name = "SIZE", default_value = "2GB", hide_short_help = true)]
    memory: Memory,
}

impl LimitArgs {
    /// Returns the limits for a group of `articles` that are converted as one.
    pub(crate) fn limits(&self, articles: usize) -> Limits {
        let articles = u32::try_from(articles).unwrap_or(u32::MAX);
        Limits { timeout: self.timeout.0.map(|timeout| timeout.saturating_mul(articles)), memory: self.memory.0 }
    }
}

/// The time limit for an article; `None` for no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Timeout(pub(super) Option<Duration>);

/// The memory limit for an article in bytes; `None` for no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Memory(Option<u64>);

/// Parses a number with one of these units, and returns it in the smallest one. A number without a unit is in the first
/// one.
fn measure(text: &str, units: &[(&str, f64)]) -> Option<f64> {
    let split = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let unit = unit.trim();
    let (_, factor) = units.iter().find(|(name, _)| unit.is_empty() || unit.eq_ignore_ascii_case(name))?;
    number.parse::<f64>().ok().map(|number| number * factor).filter(|value| *value > 0.0)
}

impl FromStr for Timeout {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let seconds = || measure(text, &[("s", 1.0), ("ms", 0.001), ("m", 60.0), ("h", 3600.0)]);
        let time = || Duration::try_from_secs_f64(seconds()?).ok();
        match text {
            "none" => Ok(Self(None)),
            _ => time().map(|time| Self(Some(time))).ok_or_else(|| "write a time such as 90s, 5m or none".to_owned()),
        }
    }
}

impl FromStr for Memory {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let units = [("B", 1.0), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("MiB", 1_048_576.0), ("GiB", 1_073_741_824.0)];
        match text {
            "none" => Ok(Self(None)),
            _ => measure(text, &units)
                .map(|bytes| Self(Some(bytes as u64)))
                .ok_or_else(|| "write a size such as 500MB, 4GB or none".to_owned()),
        }
    }
}

/// Limits this process while it converts an article itself.
pub(crate) struct Guard {
    watchdog: Option<Arc<Watchdog>>,
    stage: Arc<Mutex<String>>,
}

impl Guard {
    /// Starts guarding a command that only ends with the process.
    pub(crate) fn of(limits: &LimitArgs, articles: usize, name: &Path) -> Self {
        Self::start(limits.limits(articles), name.display().to_string(), Arc::default())
    }

    /// Starts guarding. When the article exceeds a limit, or `stop` is set, prints why and exits.
    pub(crate) fn start(limits: Limits, article: String, stop: Arc<AtomicBool>) -> Self {
        let stage: Arc<Mutex<String>> = Arc::default();
        // if no thread can be started there is no guard, but the article may still be fine
        let watchdog = Watchdog::start(limits, stop).ok();
        let current = stage.clone();
        if let Some(watchdog) = &watchdog {
            watchdog.watch(process::id(), move |overrun| {
                let stage = current.lock().unwrap_or_else(PoisonError::into_inner).clone();
                output::diagnostics(&Source::new(&*article, ""), [&overrun.diagnostic(&stage)]);
                process::exit(if overrun == Overrun::Stopped { 130 } else { 1 });
            });
        }
        Self { watchdog, stage }
    }

    /// Returns a callback for the stages of the article, which the message names.
    pub(crate) fn on_stage(&self) -> OnStage {
        let stage = self.stage.clone();
        Arc::new(move |name| name.clone_into(&mut stage.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(watchdog) = &self.watchdog {
            watchdog.unwatch(process::id());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_have_units_or_are_none() {
        let time = |text: &str| text.parse::<Timeout>().map(|timeout| timeout.0.map(|time| time.as_millis()));
        assert_eq!(time("90"), Ok(Some(90_000)));
        assert_eq!(time("0.5s"), Ok(Some(500)));
        assert_eq!(time("250ms"), Ok(Some(250)));
        assert_eq!(time("2m"), Ok(Some(120_000)));
        assert_eq!(time("none"), Ok(None));
        let memory = |text: &str| text.parse::<Memory>().map(|memory| memory.0);
        assert_eq!(memory("500MB"), Ok(Some(500_000_000)));
        assert_eq!(memory("1 GiB"), Ok(Some(1 << 30)));
        assert_eq!(memory("none"), Ok(None));
        for wrong in ["", "0", "-1", "ten", "5 apples", "1.2.3", "inf"] {
            assert!(time(wrong).is_err() && memory(wrong).is_err(), "{wrong}");
        }
    }
}
