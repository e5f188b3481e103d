//! The progress of a run: a bar on a terminal, a line now and then elsewhere.

use super::output;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::{
    fmt,
    io::{self, IsTerminal as _},
    time::{Duration, Instant},
};

/// How often a line is printed where there is no bar.
const EVERY: Duration = Duration::from_secs(10);

const STYLE: &str = "{bar:24} {pos}/{len} articles, {rate}/s, {eta} left{msg}";

/// The progress of a run.
pub(crate) enum Progress {
    Silent,
    Bar(ProgressBar),
    Lines { all: usize, done: usize, start: Instant, last: Instant },
}

impl Progress {
    pub(crate) fn new(all: usize, quiet: bool) -> Self {
        if quiet || all < 2 {
            return Self::Silent;
        }
        if !io::stderr().is_terminal() || output::is_json() {
            let now = Instant::now();
            return Self::Lines { all, done: 0, start: now, last: now };
        }
        let bar = ProgressBar::with_draw_target(Some(all as u64), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template(STYLE).unwrap_or_else(|_| ProgressStyle::default_bar());
        let style = style.with_key("rate", |state: &ProgressState, out: &mut dyn fmt::Write| {
            // a bar that cannot be drawn is no reason to stop
            let _ = write!(out, "{:.0}", state.per_sec());
        });
        Self::Bar(bar.with_style(style))
    }

    /// Counts one more article. `failed` is the number of all that have failed.
    pub(crate) fn step(&mut self, failed: usize) {
        match self {
            Self::Silent => {}
            Self::Bar(bar) => {
                bar.inc(1);
                if failed > 0 {
                    bar.set_message(format!(", {failed} failed"));
                }
            }
            Self::Lines { all, done, start, last } => {
                *done += 1;
                if last.elapsed() >= EVERY {
                    *last = Instant::now();
                    output::note(&line(*done, *all, start.elapsed(), failed));
                }
            }
        }
    }

    /// Prints something else without garbling the bar.
    pub(crate) fn suspend(&self, print: impl FnOnce()) {
        match self {
            Self::Bar(bar) => bar.suspend(print),
            Self::Silent | Self::Lines { .. } => print(),
        }
    }

    pub(crate) fn close(self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

fn line(done: usize, all: usize, time: Duration, failed: usize) -> String {
    let rate = done as f64 / time.as_secs_f64().max(0.001);
    let left = (all - done.min(all)) as f64 / rate.max(0.001);
    let failed = if failed > 0 { format!(", {failed} failed") } else { String::new() };
    format!("{done} of {all} articles, {rate:.0}/s, {left:.0} s left{failed}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_the_rate_and_the_time_left() {
        let line = line(300, 900, Duration::from_secs(3), 2);
        assert_eq!(line, "300 of 900 articles, 100/s, 6 s left, 2 failed");
    }
}
