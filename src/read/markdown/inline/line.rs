//! A line of text under construction: source text is collected until something else follows, then converted to
//! inlines.

use crate::{
    article::{Inline, Span},
    read::common::attributes::Attributes,
};

/// Text of consecutive parser events, with a mapping to the source.
#[derive(Debug, Default)]
pub(crate) struct TextRun {
    pub(crate) text: String,
    /// The start of each piece: byte in `text`, byte in the source.
    pieces: Vec<(usize, usize)>,
    /// Bytes in `text` whose character was escaped in the source, in ascending order.
    pub(super) escaped: Vec<usize>,
    end: usize,
}

impl TextRun {
    /// Clears the run but keeps its allocation.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
        self.escaped.clear();
    }

    /// Appends text that is in the source at bytes `start` to `end`.
    pub(crate) fn push(&mut self, text: &str, start: usize, end: usize, escaped: bool) {
        if escaped {
            self.escaped.push(self.text.len());
        }
        self.pieces.push((self.text.len(), start));
        self.text.push_str(text);
        self.end = end;
    }

    /// Returns the span in the source of bytes `start` to `end` of the text.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        let last = if end >= self.text.len() { self.end } else { self.source(end) };
        Span::new(self.source(start), last.max(self.source(start)))
    }

    fn source(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|&(start, _)| start <= at).saturating_sub(1);
        let Some(&(start, source)) = self.pieces.get(index) else { return self.end };
        let most = self.pieces.get(index + 1).map_or(self.end, |&(_, next)| next);
        (source + at.saturating_sub(start)).min(most.max(source))
    }
}

/// Information about a picture besides its path and description.
#[derive(Debug, Default)]
pub(crate) struct Picture {
    /// The span of the picture.
    pub(crate) span: Span,
    /// The title, which becomes the caption if the picture is on its own.
    pub(crate) title: Vec<Inline>,
    /// The attributes in braces directly after it, or those of its tag.
    pub(crate) attributes: Option<Attributes>,
}

/// An open bracket in a line.
#[derive(Debug)]
pub(super) struct OpenBracket {
    /// Its byte in the source.
    pub(super) source: u32,
    /// The index of the inline that contains it.
    pub(super) index: usize,
    /// Its byte in the text of that inline.
    pub(super) offset: usize,
    /// Whether `^` directly precedes it.
    pub(super) raised: bool,
}

/// The inlines of a line so far, without the text still being collected.
#[derive(Debug, Default)]
pub(crate) struct Line {
    pub(crate) done: Vec<Inline>,
    /// The last character so far, which distinguishes opening from closing quotation marks.
    pub(crate) last: Option<char>,
    /// Whether a double mark and a single mark are open: in scripts without spaces, marks alternate.
    pub(crate) quoted: (bool, bool),
    /// Information about its pictures.
    pub(crate) pictures: Vec<Picture>,
    /// Brackets that are still open.
    pub(super) brackets: Vec<OpenBracket>,
}

impl Line {
    /// Appends inlines; adjacent text is merged.
    pub(crate) fn extend(&mut self, content: Vec<Inline>) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.text(&text.text, text.span),
                other => self.done.push(other),
            }
        }
    }

    /// Appends text, merged with a preceding text, without doubled spaces.
    pub(crate) fn text(&mut self, words: &str, span: Span) {
        let spaced = match self.done.last() {
            Some(Inline::Text(before)) => before.text.ends_with(' '),
            None | Some(Inline::Break(_)) => true,
            Some(_) => false,
        };
        let words = if spaced { words.trim_start_matches(' ') } else { words };
        if words.is_empty() {
            return;
        }
        if let Some(Inline::Text(before)) = self.done.last_mut() {
            before.text.push_str(words);
            before.span = before.span.cover(span);
        } else {
            self.done.push(Inline::text(words, span));
        }
    }

    /// Takes the inlines and resets the line.
    pub(crate) fn take(&mut self) -> Vec<Inline> {
        let mut content = std::mem::take(self).done;
        trim_end(&mut content);
        content
    }
}

/// Removes spaces and breaks at the end of a line.
pub(crate) fn trim_end(content: &mut Vec<Inline>) {
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

/// Returns code as written, without control characters that no format supports.
pub(crate) fn printable(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|&c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}
