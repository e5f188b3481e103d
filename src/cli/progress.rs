//! The progress of a run: a line that is rewritten on a terminal, and an occasional new line elsewhere.

use super::output;
use std::{
    io::{self, IsTerminal as _, Write as _},
    time::{Duration, Instant},
};

/// The interval between updates on a terminal.
const REWRITE: Duration = Duration::from_millis(100);
/// The interval between lines elsewhere.
const PRINT: Duration = Duration::from_secs(10);
/// Moves to the start of the line and clears it (ECMA-48, 8.3.41 EL).
const CLEAR: &str = "\r\x1b[K";

/// The progress of a run.
pub(crate) struct Progress {
    shown: bool,
    on_terminal: bool,
    all: usize,
    done: usize,
    failed: usize,
    start: Instant,
    last: Instant,
}

impl Progress {
    pub(crate) fn new(all: usize, quiet: bool) -> Self {
        let on_terminal = io::stderr().is_terminal() && !output::is_json();
        let now = Instant::now();
        Self { shown: !quiet && all > 1, on_terminal, all, done: 0, failed: 0, start: now, last: now }
    }

    /// Counts one more article. `failed` is the total number of failures.
    pub(crate) fn step(&mut self, failed: usize) {
        self.done += 1;
        self.failed = failed;
        if self.shown && self.last.elapsed() >= if self.on_terminal { REWRITE } else { PRINT } {
            self.last = Instant::now();
            if self.on_terminal { self.rewrite(&self.line()) } else { output::note(&self.line()) }
        }
    }

    /// Prints something else without garbling the line.
    pub(crate) fn suspend(&self, print: impl FnOnce()) {
        self.rewrite("");
        print();
    }

    pub(crate) fn close(self) {
        self.rewrite("");
    }

    fn rewrite(&self, line: &str) {
        if self.shown && self.on_terminal {
            // a line that cannot be written is no reason to stop
            let mut error = io::stderr();
            let _ = write!(error, "{CLEAR}{line}").and_then(|()| error.flush());
        }
    }

    fn line(&self) -> String {
        let Self { done, all, failed, .. } = *self;
        let rate = done as f64 / self.start.elapsed().as_secs_f64().max(0.001);
        let left = (all - done.min(all)) as f64 / rate.max(0.001);
        let failed = if failed > 0 { format!(", {failed} failed") } else { String::new() };
        format!("{done} of {all} articles, {rate:.0}/s, {left:.0} s left{failed}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_the_rate_and_the_time_left() {
        let start = Instant::now().checked_sub(Duration::from_secs(3)).expect("a clock that runs");
        let progress = Progress { done: 300, failed: 2, start, ..Progress::new(900, false) };
        assert_eq!(progress.line(), "300 of 900 articles, 100/s, 6 s left, 2 failed");
    }
}
