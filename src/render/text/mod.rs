//! Plain text: for portals, email and screen readers.
//!
//! A [`Writer`] traverses the article once and returns lines: running text ([`inline`]), blocks ([`block`], [`table`]),
//! and the parts before and after the body ([`ends`]). [`wrap`] breaks lines. Underlines, indents and blank lines show
//! the structure. What text cannot show is reported as [`Code::Loss`]. [`marks`] adds direction marks on request. Start
//! with [`PlainText::render`].

pub(crate) mod ascii;
mod block;
mod ends;
mod inline;
mod lines;
mod marks;
mod options;
mod table;
#[cfg(test)]
mod tests;
mod wrap;

pub use options::{TextLinks, TextOptions, TextWidth};

use super::{Context, Format, RenderError, Rendered, Renderer};
use crate::{
    article::{Article, Direction},
    diagnostic::{Code, Diagnostic},
    locale::Words,
    resolve::Resolved,
};
use std::collections::{BTreeSet, HashMap};
use wrap::{Breaker, Width};

/// Plain text, wrapped by display width.
#[derive(Debug, Default)]
pub(super) struct PlainText;

impl Renderer for PlainText {
    fn format(&self) -> Format {
        Format::TEXT
    }

    fn extension(&self) -> &'static str {
        "txt"
    }

    fn description(&self) -> &'static str {
        "plain text for portals, email and screen readers"
    }

    fn render(&self, article: &Resolved, context: &Context<'_>) -> Result<Rendered, RenderError> {
        let mut writer = Writer::new(article.article(), &context.options.text);
        let text = writer.document();
        let diagnostics = writer.finish();
        Ok(Rendered { bytes: text.into_bytes(), diagnostics, pages: None })
    }
}

/// Traverses an article and collects addresses and diagnostics.
struct Writer<'a> {
    article: &'a Article,
    options: &'a TextOptions,
    words: &'static Words,
    spelling: ascii::Spelling,
    breaker: Breaker,
    /// The addresses of links in the order of their numbers, and the number of each.
    urls: Vec<String>,
    numbers: HashMap<String, usize>,
    /// Characters without an ASCII spelling.
    lost: BTreeSet<char>,
    diagnostics: Vec<Diagnostic>,
    /// Whether blocks become a single line, like headers of records, without rules and underlines.
    in_line: bool,
}

/// The state of a writer; see [`Writer::reset`].
struct Mark {
    urls: usize,
    diagnostics: usize,
}

impl<'a> Writer<'a> {
    fn new(article: &'a Article, options: &'a TextOptions) -> Self {
        Self {
            article,
            options,
            words: Words::of(&article.lang()),
            spelling: ascii::Spelling::of(&article.lang()),
            breaker: Breaker,
            urls: Vec::new(),
            numbers: HashMap::new(),
            lost: BTreeSet::new(),
            diagnostics: Vec::new(),
            in_line: false,
        }
    }

    fn document(&mut self) -> String {
        let width = Width(match self.options.width {
            TextWidth::Columns(columns) => Some(usize::from(columns)),
            TextWidth::Unlimited => None,
        });
        let article = self.article;
        let mut lines = article.front.as_ref().map(|front| self.front(front, width)).unwrap_or_default();
        let body = self.blocks(&article.body, width);
        lines::put(&mut lines, body, 2);
        let notes = self.notes(width);
        lines::put(&mut lines, notes, 2);
        let addresses = self.addresses();
        lines::put(&mut lines, addresses, 2);
        let colophon = self.colophon(width);
        lines::put(&mut lines, colophon, 2);
        self.joined(&lines)
    }

    /// Joins lines, without trailing blanks and with one newline at the end.
    fn joined(&self, lines: &[String]) -> String {
        let newline = if self.options.crlf { "\r\n" } else { "\n" };
        let mut text = String::new();
        for line in lines {
            let line = match self.options.ascii {
                true => ascii::finished(line),
                false if self.marks_lines() => marks::marked_where_needed(line, self.direction()),
                false => line.clone(),
            };
            text.push_str(line.trim_end());
            text.push_str(newline);
        }
        text
    }

    /// Returns whether lines get direction marks.
    fn marks_lines(&self) -> bool {
        self.options.bidi_marks && !self.options.ascii
    }

    /// Returns the direction of the article.
    fn direction(&self) -> Direction {
        self.article.direction()
    }

    fn finish(mut self) -> Vec<Diagnostic> {
        if !self.lost.is_empty() {
            let shown: Vec<String> = self.lost.iter().take(10).map(|&ch| format!("`{ch}`")).collect();
            let more = if self.lost.len() > 10 { " and more" } else { "" };
            let message = format!("no ASCII spelling for {}{more}; shown as `?`", shown.join(" "));
            // words that lack letters cannot be read
            let letters = self.lost.iter().any(|ch| ch.is_alphabetic());
            let code = if letters { Code::NoSpelling } else { Code::Loss };
            self.diagnostics.push(Diagnostic::new(code, message).help("leave out `--ascii` to keep them"));
        }
        self.diagnostics
    }

    /// Saves the state, for a layout that may be discarded.
    fn mark(&self) -> Mark {
        Mark { urls: self.urls.len(), diagnostics: self.diagnostics.len() }
    }

    /// Drops what was collected since a saved state.
    fn reset(&mut self, mark: Mark) {
        for url in self.urls.drain(mark.urls..) {
            self.numbers.remove(&url);
        }
        self.diagnostics.truncate(mark.diagnostics);
    }
}
