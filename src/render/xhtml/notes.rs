//! What the text refers to: footnotes and bibliography entries, with their links back.

use super::{Spot, Writer, direction, inline::id};
use crate::article::{Anchor, Block, Note, Reference};

impl Writer<'_> {
    /// Footnotes at the end of a text; reading systems show each as a pop-up.
    pub(in crate::render) fn footnotes(&mut self, notes: &[&Note]) {
        if notes.is_empty() {
            return;
        }
        self.out.tag("div").attr("class", "notes").open();
        self.out.line();
        for note in notes {
            self.footnote(note);
        }
        self.out.end_line("div");
    }

    fn footnote(&mut self, note: &Note) {
        // Reading systems know notes by `aside`; in a page of the web, each would be a landmark of its own.
        let name = if self.host.epub_types() { "aside" } else { "div" };
        self.tag_of_kind(name, "footnote", "doc-footnote")
            .maybe("id", id(note.anchor.as_ref()))
            .attr("class", "footnote")
            .open();
        self.out.line();
        self.out.tag("span").attr("class", "label").open();
        self.out.text(&note.number.map(|number| format!("{number}.")).unwrap_or_default());
        self.out.end_line("span");
        self.out.tag("div").attr("class", "entry").open();
        self.out.line();
        match note.body.split_last() {
            Some((Block::Paragraph(last), before)) => {
                self.blocks(before);
                self.out.tag("p").open();
                self.inlines(&last.content);
                self.back_links(&note.referred_from);
                self.out.end_line("p");
            }
            _ => {
                self.blocks(&note.body);
                self.out.tag("p").open();
                self.back_links(&note.referred_from);
                self.out.end_line("p");
            }
        }
        self.out.end_line("div");
        self.out.end_line(name);
    }

    /// The entries of the bibliography. Their labels are text, as printed: no list marker repeats them.
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
            self.out.tag("span").attr("class", "label").open();
            self.out.text(label);
            self.out.end("span");
            self.out.text(" ");
        }
        let lang = entry.lang.as_ref();
        let dir = direction(lang, None);
        self.out.tag("span").attr("class", "entry").lang(lang.map(|lang| lang.as_str())).maybe("dir", dir).open();
        self.inlines(&entry.content);
        self.out.end("span");
        self.back_links(&entry.cited_from);
        self.out.end_line("li");
    }

    /// Links back to the text: `↩` for one, `a`, `b`, `c` … for several.
    fn back_links(&mut self, places: &[Anchor]) {
        let words = self.words;
        let several = places.len() > 1;
        for (at, href) in places.iter().filter_map(|anchor| self.host.href(anchor)).enumerate() {
            let mark = if several { letters(at) } else { "↩\u{FE0E}".to_owned() };
            let label = if several { format!("{} {mark}", words.back_to_text) } else { words.back_to_text.to_owned() };
            self.out.text(" ");
            self.out
                .tag("a")
                .attr("class", "back")
                .attr("role", "doc-backlink")
                .attr("href", &href)
                .attr("aria-label", &label)
                .open();
            self.out.text(&mark);
            self.out.end("a");
        }
    }
}

/// a, b … z, aa, ab …
fn letters(mut at: usize) -> String {
    let mut name = Vec::new();
    loop {
        name.push(char::from(b'a' + u8::try_from(at % 26).unwrap_or_default()));
        match (at / 26).checked_sub(1) {
            Some(next) => at = next,
            None => return name.into_iter().rev().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn back_links_are_lettered_past_z() {
        assert_eq!([0, 25, 26, 27, 702].map(letters), ["a", "z", "aa", "ab", "aaa"]);
    }
}
