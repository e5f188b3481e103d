//! Footnotes and bibliography entries, with backlinks.

use super::{Spot, Writer, direction, inline::id};
use crate::article::{Anchor, Block, Direction, Note, Reference};

impl Writer<'_> {
    /// Writes footnotes after the body; reading systems show each as a pop-up.
    pub(in crate::render) fn footnotes(&mut self, notes: &[&Note]) {
        if notes.is_empty() {
            return;
        }
        self.next_block = None;
        self.out.tag("div").attr("class", "notes").open();
        self.out.line();
        for note in notes {
            self.footnote(note);
        }
        self.out.end_line("div");
    }

    fn footnote(&mut self, note: &Note) {
        // reading systems expect `aside`; on a web page each one would be a landmark
        let name = if self.host.epub_types() { "aside" } else { "div" };
        self.tag_of_kind(name, "footnote", "doc-footnote")
            .maybe("id", id(note.anchor.as_ref()))
            .attr("class", "footnote")
            .open();
        self.out.line();
        let number = note.number.map(|number| format!("{number}.")).unwrap_or_default();
        self.label(&number, &note.referred_from);
        self.out.line();
        self.out.tag("div").attr("class", "entry").open();
        self.out.line();
        if self.host.epub_types() {
            self.blocks(&note.body);
        } else {
            self.before_its_link(&note.body, &note.referred_from);
        }
        self.out.end_line("div");
        self.out.end_line(name);
    }

    /// Writes a note followed by its backlink.
    fn before_its_link(&mut self, body: &[Block], places: &[Anchor]) {
        let (before, last) = match body.split_last() {
            Some((Block::Paragraph(last), before)) => (before, last.content.as_slice()),
            _ => (body, &[][..]),
        };
        self.blocks(before);
        self.out.tag("p").open();
        self.inlines(last);
        self.link_back(places);
        self.out.end_line("p");
    }

    /// Writes the number of a note. In ebooks it links back to the first reference: Kindles merge pop-ups that end with
    /// a backlink.
    fn label(&mut self, label: &str, places: &[Anchor]) {
        self.out.tag("span").attr("class", "label").open();
        match places {
            [place, ..] if self.host.epub_types() && !label.is_empty() => {
                let name = format!("{label} {}", self.words.back_to_text);
                self.back_link(place, label, &name);
            }
            _ => self.out.text(label),
        }
        self.out.end("span");
    }

    /// Writes the entries of the bibliography. Their labels are text; there is no list marker.
    pub(super) fn references(&mut self) {
        let article = self.article;
        if article.references.is_empty() {
            return;
        }
        self.out.tag("ul").attr("class", "references").open();
        self.out.line();
        for (at, entry) in article.references.iter().enumerate() {
            self.reference(at, entry);
        }
        self.out.end_line("ul");
    }

    fn reference(&mut self, at: usize, entry: &Reference) {
        self.out.tag("li").maybe("id", id(entry.anchor.as_ref())).open();
        self.pages(Spot::Entry(at));
        if let Some(label) = &entry.label {
            self.label(label, &[]);
            self.out.text(" ");
        }
        let lang = entry.lang.as_ref();
        // a work in another script than the article's runs in its own direction
        let foreign = lang.is_none() && self.article.direction() == Direction::Rtl;
        let dir = direction(lang, None).or(foreign.then_some("auto"));
        self.out.tag("span").attr("class", "entry").lang(lang.map(|lang| lang.as_str())).maybe("dir", dir).open();
        self.inlines(&entry.content);
        self.out.end("span");
        if self.host.links_back() {
            self.link_back(&entry.cited_from);
        }
        self.out.end_line("li");
    }

    /// Writes one backlink, to the first of several places. The space before it does not break.
    fn link_back(&mut self, places: &[Anchor]) {
        if let Some(place) = places.first() {
            self.out.text("\u{a0}");
            self.back_link(place, "↩\u{FE0E}", self.words.back_to_text);
        }
    }

    fn back_link(&mut self, place: &Anchor, mark: &str, name: &str) {
        let Some(href) = self.host.href(place) else { return self.out.text(mark) };
        self.out
            .tag("a")
            .attr("class", "back")
            .attr("role", "doc-backlink")
            .attr("href", &href)
            .attr("aria-label", name)
            .open();
        self.out.text(mark);
        self.out.end("a");
    }
}
