//! The parts before and after the body: title block, footnotes, link addresses, colophon; and the bibliography.

use super::{
    Writer,
    lines::{put, widest},
    wrap::{Width, columns, first_out, hang},
};
use crate::article::{Reference, TitleBlock};

impl Writer<'_> {
    pub(super) fn front(&mut self, front: &TitleBlock, width: Width) -> Vec<String> {
        let mut lines = Vec::new();
        let organization = self.letterhead(front, width);
        put(&mut lines, organization, 1);
        let category = front.category.iter().flat_map(|text| self.plain(text, width)).collect();
        put(&mut lines, category, 1);
        let title = self.line(&front.title);
        let title = self.breaker.wrap(&title, width);
        let title = if front.title.is_empty() { vec![] } else { self.underlined(title, '=') };
        put(&mut lines, title, 1);
        let subtitle = self.line(&front.subtitle);
        let subtitle = if front.subtitle.is_empty() { vec![] } else { self.breaker.wrap(&subtitle, width) };
        put(&mut lines, subtitle, 1);
        let facts = front.lines.iter().flat_map(|text| self.plain(text, width)).collect();
        put(&mut lines, facts, 1);
        let summary = self.line(&front.summary);
        let summary = if front.summary.is_empty() { vec![] } else { self.breaker.wrap(&summary, width) };
        put(&mut lines, summary, 1);
        lines
    }

    /// Returns the name of the organization, after its logo's alternative text.
    fn letterhead(&mut self, front: &TitleBlock, width: Width) -> Vec<String> {
        let Some(words) = &front.organization else { return Vec::new() };
        let organization = self.article.meta.organization.as_ref();
        let alt = organization.filter(|x| x.shown_logo().is_some()).and_then(|x| x.logo_alt.as_deref());
        let logo = alt.map(|alt| self.image(alt) + " ").unwrap_or_default();
        let words = logo + &self.spelled(words);
        self.breaker.wrap(&words, width)
    }

    fn plain(&mut self, text: &str, width: Width) -> Vec<String> {
        let text = self.spelled(text);
        self.breaker.wrap(&text, width)
    }

    /// Returns the entries with hanging labels. Without labels, continuation lines are indented.
    pub(super) fn references(&mut self, width: Width) -> Vec<String> {
        let entries: &[Reference] = &self.article.references;
        let labels: Vec<String> = entries.iter().map(|entry| entry.label.clone().unwrap_or_default()).collect();
        let labels: Vec<String> = labels.iter().map(|label| self.spelled(label)).collect();
        let widest = widest(&labels);
        let mut lines = Vec::new();
        for (entry, label) in entries.iter().zip(&labels) {
            let words = self.line(&entry.content);
            let next = if label.is_empty() {
                first_out(self.breaker.wrap(&words, width.less(4)), 4)
            } else {
                let mark = format!("{}{label} ", " ".repeat(widest - columns(label)));
                hang(&mark, self.breaker.wrap(&words, width.less(columns(&mark))))
            };
            put(&mut lines, next, 1);
        }
        lines
    }

    /// Returns the footnotes with their heading.
    pub(super) fn notes(&mut self, width: Width) -> Vec<String> {
        let notes = &self.article.notes;
        let marks: Vec<String> = notes.iter().map(|note| self.note_mark(note.number)).collect();
        let widest = widest(&marks);
        let mut lines = Vec::new();
        for (note, mark) in notes.iter().zip(&marks) {
            let mark = format!("{}{mark} ", " ".repeat(widest - columns(mark)));
            let body = self.blocks(&note.body, width.less(columns(&mark)));
            put(&mut lines, hang(&mark, body), 1);
        }
        self.section(self.words.notes, lines)
    }

    /// Returns the addresses of links that the text refers to by number.
    pub(super) fn addresses(&mut self) -> Vec<String> {
        let marks: Vec<String> = (1..=self.urls.len()).map(|number| format!("<{number}>")).collect();
        let widest = widest(&marks);
        let urls = std::mem::take(&mut self.urls);
        let lines =
            marks.iter().zip(&urls).map(|(mark, url)| format!("{mark:>widest$} {}", self.spelled(url))).collect();
        self.section(self.words.addresses, lines)
    }

    /// Returns lines with a heading; empty if there are none.
    fn section(&mut self, title: &str, body: Vec<String>) -> Vec<String> {
        if body.is_empty() {
            return body;
        }
        let title = self.spelled(title);
        let mut lines = self.underlined(vec![title], '-');
        put(&mut lines, body, 1);
        lines
    }

    /// Returns the colophon, worded by resolve.
    pub(super) fn colophon(&mut self, width: Width) -> Vec<String> {
        let article = self.article;
        article.colophon.iter().flat_map(|line| self.plain(line, width)).collect()
    }
}
