//! The state of a scan over a run of text.

use super::line::{Line, TextRun};
use crate::{
    article::{Anchor, Note, Span},
    read::common::{clean::cleaned, quotes::Quotes},
};
use std::{collections::BTreeSet, ops::Range};

/// Properties of the whole article that affect how its text is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The anchors defined in the source, as far as a scan of single words can find them.
    pub(crate) places: &'a BTreeSet<String>,
    /// The last number of the reference list, or 0 without one.
    pub(crate) cited: u32,
    /// Whether `(1)` cites that list.
    pub(crate) in_parentheses: bool,
    /// Whether `@key` in prose is a citation.
    pub(crate) keyed: bool,
    pub(crate) quotes: Quotes,
}

/// Anchors in a line, with their spans.
pub(crate) type Anchors = Vec<(Anchor, Span)>;

/// The results of a scan besides inlines.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Anchors of the line, for the block that the line becomes.
    pub(crate) anchors: Anchors,
    /// Inline notes in the line: `^[a note]`.
    pub(crate) notes: Vec<Note>,
}

/// A scan over a run of text.
pub(super) struct Scanner<'a> {
    pub(super) run: &'a TextRun,
    pub(super) line: &'a mut Line,
    pub(super) context: &'a Context<'a>,
    pub(super) quotes: Quotes,
    pub(super) in_link: bool,
    /// Whether the text may contain links.
    pub(super) links: bool,
    /// Text since `start` that is not yet in the line.
    pub(super) words: String,
    pub(super) found: &'a mut Found,
    /// The first byte that is not yet in the line.
    pub(super) start: usize,
}

impl Scanner<'_> {
    /// Returns the text of the run.
    pub(super) fn text(&self) -> &str {
        &self.run.text
    }

    pub(super) fn is_escaped(&self, at: usize) -> bool {
        self.run.escaped.binary_search(&at).is_ok()
    }

    /// Returns whether any character of these bytes is escaped, so that they are text rather than markup.
    pub(super) fn holds_escape(&self, range: &Range<usize>) -> bool {
        let from = self.run.escaped.partition_point(|&at| at < range.start);
        self.run.escaped.get(from).is_some_and(|&at| at < range.end)
    }

    /// Returns whether a link or a key may start here.
    pub(super) fn is_boundary(&self) -> bool {
        self.line.last.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '/' | '_' | '-' | '@'))
    }

    /// Adds literal text.
    pub(super) fn plain(&mut self, words: &str) {
        self.words.push_str(words);
        self.line.last = words.chars().next_back().or(self.line.last);
    }

    /// Adds the text so far to the line; `end` is the byte after it.
    pub(super) fn flush(&mut self, end: usize) {
        if !self.words.is_empty() {
            self.line.text(&cleaned(&self.words), self.run.span(self.start, end));
            self.words.clear();
        }
        self.start = end;
    }
}
