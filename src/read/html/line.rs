//! A line of text in progress. White space collapses as in a browser, across element boundaries.

use crate::{
    article::{Inline, LineBreak, Span},
    read::common::{
        clean::{clean, unbroken},
        numerals,
    },
};

/// The inlines so far.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) content: Vec<Inline>,
    /// Whether another space would be redundant: at the start, after a space or a break.
    space: bool,
    /// Whether the line ends with a form field or a description, which does not adjoin a word.
    field: bool,
    /// Names in this line that links refer to.
    pub(super) anchors: Vec<String>,
}

impl Default for Line {
    fn default() -> Self {
        Self { content: Vec::new(), space: true, field: false, anchors: Vec::new() }
    }
}

impl Line {
    /// Adds text as written. `cited` is the last number of the reference list if text here may cite it, or 0.
    pub(super) fn words(&mut self, raw: &str, span: Span, cited: u32) {
        let (mut plain, mut at) = (0, 0);
        while cited > 0 && at < raw.len() {
            let found = numerals::bracketed(&raw[at..]).or_else(|| numerals::raised(raw, at, cited));
            let Some(found) = found.filter(|found| found.numbers.iter().all(|&number| number <= cited)) else {
                at += raw[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            };
            self.plain(&raw[plain..at], span);
            let written = clean(&raw[at..at + found.length]);
            self.push(Inline::Citation(Box::new(numerals::citation(&found.numbers, written, span))));
            at += found.length;
            plain = at;
        }
        self.plain(&raw[plain..], span);
    }

    fn plain(&mut self, raw: &str, span: Span) {
        let raw = &unbroken(raw);
        let words = self.with_no_break(raw, clean(raw));
        let words = if self.space { words.trim_start_matches(' ') } else { &words };
        if words.is_empty() {
            return;
        }
        let apart = std::mem::take(&mut self.field) && !self.space && words.starts_with(char::is_alphanumeric);
        let words = &if apart { format!(" {words}") } else { words.to_owned() };
        self.space = words.ends_with([' ', '\u{a0}']);
        if let Some(Inline::Text(before)) = self.content.last_mut() {
            before.text.push_str(words);
            before.span = before.span.cover(span);
        } else {
            self.content.push(Inline::text(words, span));
        }
    }

    /// Keeps the no-break space between a number and its unit if one of them is in another element.
    fn with_no_break(&self, raw: &str, mut words: String) -> String {
        let digit = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
        let after_digit = last_text(&self.content).is_some_and(digit);
        let mut chars = raw.chars();
        if after_digit && chars.next().is_some_and(is_no_break) && chars.next().is_some_and(char::is_alphanumeric) {
            words.replace_range(..words.chars().next().map_or(0, char::len_utf8), "\u{a0}");
        }
        let end = raw.strip_suffix(is_no_break);
        if end.is_some_and(digit) {
            words.truncate(words.trim_end().len());
            words.push('\u{a0}');
        }
        words
    }

    /// Adds a form field, separated from adjacent words by spaces.
    pub(super) fn field(&mut self, words: &str, span: Span) {
        self.plain(" ", span);
        self.plain(words, span);
        self.separate();
    }

    /// Adds a space after a word, for what does not adjoin it, such as the description of a picture.
    pub(super) fn apart(&mut self, span: Span) {
        if last_text(&self.content).is_some_and(|text| text.ends_with(char::is_alphanumeric)) {
            self.plain(" ", span);
        }
    }

    /// Separates a word that follows directly.
    pub(super) fn separate(&mut self) {
        self.field = true;
    }

    /// Adds an inline other than text or a break.
    pub(super) fn push(&mut self, inline: Inline) {
        self.space = false;
        self.content.push(inline);
    }

    /// Adds an element made from part of this line; the spacing after it depends on its last text.
    pub(super) fn push_settled(&mut self, inline: Inline) {
        self.content.push(inline);
    }

    /// Adds an inline made from part of this line, with its spaces unchanged.
    pub(super) fn append(&mut self, inline: Inline) {
        match (inline, self.content.last_mut()) {
            (Inline::Text(text), Some(Inline::Text(before))) => {
                before.text.push_str(&text.text);
                before.span = before.span.cover(text.span);
            }
            (inline, _) => self.content.push(inline),
        }
    }

    pub(super) fn line_break(&mut self, span: Span) {
        trim_end(&mut self.content);
        self.content.push(Inline::Break(LineBreak { span }));
        (self.space, self.field) = (true, false);
    }

    /// Returns whether the line ends in a break, so that another one separates two paragraphs.
    pub(super) fn ends_in_break(&self) -> bool {
        matches!(self.content.last(), Some(Inline::Break(_)))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// Takes the line's inlines, without spaces and breaks at the ends.
    pub(super) fn take(&mut self) -> Vec<Inline> {
        let anchors = std::mem::take(&mut self.anchors);
        let mut content = std::mem::replace(self, Self { anchors, ..Self::default() }).content;
        let breaks = content.iter().take_while(|inline| matches!(inline, Inline::Break(_))).count();
        content.drain(..breaks);
        trim_end(&mut content);
        content
    }
}

/// Removes spaces and breaks from the end of a line, even inside styles.
fn trim_end(content: &mut Vec<Inline>) {
    while let Some(last) = content.last_mut() {
        let empty = match last {
            Inline::Text(text) => {
                text.text.truncate(text.text.trim_end_matches([' ', '\u{a0}']).len());
                text.text.is_empty()
            }
            Inline::Styled(x) => emptied(&mut x.content),
            Inline::Link(x) => emptied(&mut x.content),
            Inline::Scope(x) => emptied(&mut x.content),
            Inline::Break(_) => true,
            Inline::Code(_)
            | Inline::Image(_)
            | Inline::Citation(_)
            | Inline::NoteRef(_)
            | Inline::CrossRef(_)
            | Inline::Ruby(_)
            | Inline::Formula(_) => false,
        };
        if !empty {
            return;
        }
        content.pop();
    }
}

/// Returns the last text of a line, even inside styles.
fn last_text(content: &[Inline]) -> Option<&str> {
    match content.last()? {
        Inline::Text(text) => Some(&text.text),
        Inline::Styled(x) => last_text(&x.content),
        Inline::Link(x) => last_text(&x.content),
        Inline::Scope(x) => last_text(&x.content),
        _ => None,
    }
}

fn is_no_break(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}')
}

fn emptied(content: &mut Vec<Inline>) -> bool {
    trim_end(content);
    content.is_empty()
}
