//! A line of text in the making: source text gathers until something else comes, then becomes inlines.

use super::bracket::Opens;
use crate::{
    article::{Inline, Span},
    read::common::attributes::Attributes,
};
use std::borrow::Cow;

/// Text that has come together from neighbouring events, with the way back to the source.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) text: String,
    /// Where pieces start: byte in `text`, byte in the source.
    pieces: Vec<(usize, usize)>,
    /// Bytes in `text` whose character was escaped in the source.
    pub(super) escaped: Vec<usize>,
    end: usize,
}

impl Run {
    /// Empties the run; what it has taken up of memory serves the next one.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
        self.escaped.clear();
    }

    pub(super) fn push(&mut self, text: &str, start: usize, end: usize, escaped: bool) {
        if escaped {
            self.escaped.push(self.text.len());
        }
        self.pieces.push((self.text.len(), start));
        self.text.push_str(text);
        self.end = end;
    }

    /// The source bytes of these bytes of the text.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let last = if end >= self.text.len() { self.end } else { self.source(end) };
        Span::new(self.source(start), last.max(self.source(start)))
    }

    fn source(&self, at: usize) -> usize {
        if let [(0, source)] = self.pieces.as_slice() {
            return (source + at).min(self.end.max(*source));
        }
        let index = self.pieces.partition_point(|&(start, _)| start <= at).saturating_sub(1);
        let Some(&(start, source)) = self.pieces.get(index) else { return self.end };
        let most = self.pieces.get(index + 1).map_or(self.end, |&(_, next)| next);
        (source + at.saturating_sub(start)).min(most.max(source))
    }
}

/// The inlines of a line so far. The text that is still gathering is the builder's: only one line gathers at a time.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) done: Vec<Inline>,
    /// The last character before what comes next: tells opening quotes from closing ones.
    pub(super) last: Option<char>,
    /// Whether a double mark is open, and a single one: where words stand without spaces, only turns tell.
    pub(super) quoted: (bool, bool),
    /// The title of the last picture: a caption, if the picture turns out to stand alone.
    pub(super) title: Option<Box<Inline>>,
    /// What braces right behind it say.
    pub(super) braces: Option<Box<Attributes>>,
    /// Brackets that have not closed yet.
    pub(super) opens: Opens,
}

impl Line {
    /// Adds inlines; words join those before them.
    pub(super) fn take_up(&mut self, content: Vec<Inline>) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.words(text.text.into(), text.span),
                other => self.done.push(other),
            }
        }
    }

    /// Adds words; neighbours become one text, without doubled spaces.
    pub(super) fn words(&mut self, words: Cow<'_, str>, span: Span) {
        let spaced = match self.done.last() {
            Some(Inline::Text(before)) => before.text.ends_with(' '),
            None | Some(Inline::Break(_)) => true,
            Some(_) => false,
        };
        let words = match words {
            words if !(spaced && words.starts_with(' ')) => words,
            Cow::Borrowed(words) => Cow::Borrowed(words.trim_start_matches(' ')),
            Cow::Owned(words) => Cow::Owned(words.trim_start_matches(' ').to_owned()),
        };
        if words.is_empty() {
            return;
        }
        if let Some(Inline::Text(before)) = self.done.last_mut() {
            before.text.push_str(&words);
            before.span = before.span.cover(span);
        } else {
            self.done.push(Inline::text(words.into_owned(), span));
        }
    }
}

/// Takes spaces off the end of a line, and breaks.
pub(super) fn trim_end(content: &mut Vec<Inline>) {
    while let Some(last) = content.last_mut() {
        match last {
            Inline::Text(text) => {
                text.text.truncate(text.text.trim_end().len());
                if !text.text.is_empty() {
                    return;
                }
            }
            Inline::Break(_) => {}
            _ => return,
        }
        content.pop();
    }
}
