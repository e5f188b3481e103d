//! Tells for each line what it was taken for, and why.

use super::{classify::classify, lines::lines, passage::passages, role::Role};
use crate::diagnostic::Source;

/// What a line of pasted text was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The line's number, from 1.
    pub line: usize,
    /// What it was taken for.
    pub role: Role,
    /// Why, in a few words.
    pub why: String,
}

/// For each line of a pasted text that is not blank: what it was taken for, and why.
#[must_use]
pub fn explain(source: &Source) -> Vec<Explained> {
    let lines = lines(&source.text);
    let passages = passages(&lines);
    let outline = classify(&passages);
    let mut told = Vec::with_capacity(lines.len());
    for (passage, verdict) in passages.iter().zip(outline.verdicts) {
        let end = passage.lines.end + usize::from(passage.underline.is_some());
        for (at, line) in (passage.lines.start..end).zip(&lines[passage.lines.start..end]) {
            let why = match at {
                first if first == passage.lines.start => verdict.why.clone(),
                last if last == passage.lines.end => "underlines the line above".to_owned(),
                _ => "goes on from the line above".to_owned(),
            };
            told.push(Explained { line: source.place(line.start).line, role: verdict.role, why });
        }
    }
    told
}
