//! The title block above the body, and the colophon below it.

use super::Writer;

impl Writer<'_> {
    /// The title block, worded by resolve.
    pub(in crate::render) fn title_block(&mut self) {
        let Some(front) = &self.article.front else { return };
        self.out.tag("header").attr("class", "title-block").open();
        self.out.line();
        if let Some(category) = &front.category {
            self.words_in("category", category);
        }
        self.line_of("h1", None, &front.title);
        if !front.subtitle.is_empty() {
            self.out.tag("p").attr("class", "subtitle").attr("role", "doc-subtitle").open();
            self.inlines(&front.subtitle);
            self.out.end_line("p");
        }
        for line in &front.lines {
            self.words_in("byline", line);
        }
        if !front.summary.is_empty() {
            self.out.tag("p").attr("class", "summary").open();
            self.inlines(&front.summary);
            self.out.end_line("p");
        }
        self.out.end_line("header");
    }

    /// The colophon, worded by resolve.
    pub(in crate::render) fn colophon(&mut self) {
        if self.article.colophon.is_empty() {
            return;
        }
        self.out.tag("footer").attr("class", "colophon").open();
        self.out.line();
        for line in &self.article.colophon {
            self.out.tag("p").open();
            self.out.text(line);
            self.out.end_line("p");
        }
        self.out.end_line("footer");
    }

    fn words_in(&mut self, class: &str, words: &str) {
        self.out.tag("p").attr("class", class).open();
        self.out.text(words);
        self.out.end_line("p");
    }
}
