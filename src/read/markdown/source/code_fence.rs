//! Distinguishes code from text before parsing.

use crate::read::common::escape::ends_in_escape;
use std::{collections::HashMap, ops::Range};

/// Tracks which lines are fenced code (CommonMark 4.5), as far as that can be determined line by line.
#[derive(Debug, Default)]
pub(crate) struct CodeFence(Option<(char, usize)>);

impl CodeFence {
    /// Returns whether a fence is open after the last line.
    pub(crate) fn is_open(&self) -> bool {
        self.0.is_some()
    }

    /// Processes the next line and returns whether it is a fence or code.
    pub(crate) fn covers(&mut self, line: &str) -> bool {
        let bare = line.trim();
        // A fence may open after the markers of quotes and lists, and closes after those of quotes.
        let bare = if self.0.is_none() { inside(bare) } else { bare.trim_start_matches(['>', ' ']) };
        let mark = bare.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = mark.map_or(0, |mark| bare.chars().take_while(|&c| c == mark).count());
        match (self.0, mark) {
            (None, Some(mark)) if length >= 3 && !(mark == '`' && bare[length..].contains('`')) => {
                self.0 = Some((mark, length));
                true
            }
            (None, _) => false,
            (Some((open, least)), Some(mark)) if mark == open && length >= least && bare.len() == length => {
                self.0 = None;
                true
            }
            (Some(_), _) => true,
        }
    }
}

/// Returns the rest of a line after the markers of the containers that it opens.
fn inside(line: &str) -> &str {
    let mut rest = line;
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let behind = match rest.as_bytes().get(digits) {
            Some(b'>' | b'-' | b'*' | b'+' | b':') if digits == 0 => &rest[1..],
            Some(b'.' | b')') if digits > 0 => &rest[digits + 1..],
            _ => return rest,
        };
        rest = behind.trim_start();
    }
}

/// Returns the code spans in a line (CommonMark 6.1), as far as they can be determined line by line: from a run of
/// backticks to the next run of the same length.
pub(crate) fn spans(line: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in line.match_indices('`') {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    // For each run, starting from the last: the next one of its length.
    let mut later: HashMap<usize, usize> = HashMap::new();
    let mut closes: Vec<Option<usize>> =
        runs.iter().enumerate().rev().map(|(at, run)| later.insert(run.len(), at)).collect();
    closes.reverse();
    let (mut spans, mut at) = (Vec::new(), 0);
    while at < runs.len() {
        let close = closes[at].filter(|_| !ends_in_escape(&line[..runs[at].start]));
        if let Some(close) = close {
            spans.push(runs[at].start..runs[close].end);
        }
        at = close.unwrap_or(at) + 1;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_span_ends_at_a_run_of_backticks_of_the_same_length() {
        assert_eq!(spans("a `b` ``c ` d`` e ` f"), [2..5, 6..15]);
        assert_eq!(spans("\\`a` b` `c`"), [3..7, 8..11]);
    }
}
