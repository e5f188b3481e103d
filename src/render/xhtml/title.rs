//! The title block above the body, and the colophon below it.

use super::Writer;

impl Writer<'_> {
    /// Writes the title block, worded by resolve.
    pub(in crate::render) fn title_block(&mut self) {
        let Some(front) = &self.article.front else { return };
        self.out.tag("header").attr("class", "title-block").open();
        self.out.line();
        if let Some(organization) = &front.organization {
            self.letterhead(organization);
        }
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

    /// Writes the colophon, worded by resolve.
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

    /// Writes the name of the organization, after its logo. A logo without a description is decorative.
    fn letterhead(&mut self, words: &str) {
        self.out.tag("p").attr("class", "letterhead").open();
        let logo = self.article.meta.organization.as_ref();
        let logo = logo.and_then(|organization| Some((organization, organization.shown_logo()?)));
        let host = self.host;
        if let Some((organization, src)) =
            logo.and_then(|(organization, path)| Some((organization, host.picture(path)?)))
        {
            let alt = organization.logo_alt.as_deref().unwrap_or_default();
            self.out.tag("img").attr("class", "logo").attr("src", src).attr("alt", alt).empty();
            self.out.text(" ");
        }
        self.out.text(words);
        self.out.end_line("p");
    }

    fn words_in(&mut self, class: &str, words: &str) {
        self.out.tag("p").attr("class", class).open();
        self.out.text(words);
        self.out.end_line("p");
    }
}
