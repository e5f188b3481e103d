//! Explains for each line how it was classified, and why.

use super::{Analysis, role::Role};
use crate::diagnostic::Source;

/// The classification of a line of pasted text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The line's number, from 1.
    pub line: usize,
    /// Its role.
    pub role: Role,
    /// The reasons, in a few words.
    pub why: String,
}

/// Returns the role of each non-blank line of a pasted text, with the reasons.
#[must_use]
pub fn explain(source: &Source) -> Vec<Explained> {
    let Analysis { lines, furniture, passages, outline } = Analysis::of(&source.text);
    let line_of = |start: usize| source.place(start).line;
    let mut explained: Vec<Explained> = furniture
        .iter()
        .map(|left| Explained {
            line: line_of(left.line.start),
            role: Role::LeftOut(left.reason),
            why: left.why.to_owned(),
        })
        .collect();
    for (passage, verdict) in passages.iter().zip(outline.verdicts) {
        let end = passage.lines.end + usize::from(passage.underline.is_some());
        for (at, line) in (passage.lines.start..end).zip(&lines[passage.lines.start..end]) {
            let why = match at {
                first if first == passage.lines.start => verdict.why.clone(),
                last if last == passage.lines.end => "underlines the line above".to_owned(),
                _ => "continues the line above".to_owned(),
            };
            explained.push(Explained { line: line_of(line.start), role: verdict.role, why });
        }
    }
    explained.sort_by_key(|line| line.line);
    explained
}
