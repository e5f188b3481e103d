//! Footnotes and bibliography entries, with links back to where they are referred to.

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
        // Reading systems expect `aside`; on a web page each one would be a landmark.
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
            self.after_its_links(&note.body, &note.referred_from);
        } else {
            self.before_its_links(&note.body, &note.referred_from);
        }
        self.out.end_line("div");
        self.out.end_line(name);
    }

    /// A note with its links back before it. A single one is on the note's number instead.
    fn after_its_links(&mut self, body: &[Block], places: &[Anchor]) {
        let places = if places.len() == 1 { &[] } else { places };
        let (first, rest) = match body.split_first() {
            Some((Block::Paragraph(first), rest)) => (first.content.as_slice(), rest),
            _ => (&[][..], body),
        };
        if !(places.is_empty() && first.is_empty()) {
            self.out.tag("p").open();
            self.back_links(places, "", " ");
            self.inlines(first);
            self.out.end_line("p");
        }
        self.blocks(rest);
    }

    /// A note with its links back after it.
    fn before_its_links(&mut self, body: &[Block], places: &[Anchor]) {
        let (before, last) = match body.split_last() {
            Some((Block::Paragraph(last), before)) => (before, last.content.as_slice()),
            _ => (body, &[][..]),
        };
        self.blocks(before);
        self.out.tag("p").open();
        self.inlines(last);
        self.back_links(places, " ", "");
        self.out.end_line("p");
    }

    /// The number of a note or an entry. In ebooks it links back to the only place that refers to it: Kindles merge pop-ups
    /// that end with a link back.
    fn label(&mut self, label: &str, places: &[Anchor]) {
        self.out.tag("span").attr("class", "label").open();
        match places {
            [place] if self.host.epub_types() && !label.is_empty() => {
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
        let front = self.host.epub_types();
        if let Some(label) = &entry.label {
            self.label(label, &entry.cited_from);
            self.out.text(" ");
        }
        if front && !(entry.label.is_some() && entry.cited_from.len() == 1) {
            self.back_links(&entry.cited_from, "", " ");
        }
        let lang = entry.lang.as_ref();
        // a work in another script than the article's runs in its own direction
        let foreign = lang.is_none() && self.article.direction() == Direction::Rtl;
        let dir = direction(lang, None).or(foreign.then_some("auto"));
        self.out.tag("span").attr("class", "entry").lang(lang.map(|lang| lang.as_str())).maybe("dir", dir).open();
        self.inlines(&entry.content);
        self.out.end("span");
        if !front {
            self.back_links(&entry.cited_from, " ", "");
        }
        self.out.end_line("li");
    }

    /// Writes links back to the text: `↩` for one, `a`, `b`, `c` … for several, each between `before` and `after`.
    fn back_links(&mut self, places: &[Anchor], before: &str, after: &str) {
        let words = self.words;
        for (at, place) in places.iter().enumerate() {
            let mark = if places.len() > 1 { letters(at) } else { "↩\u{FE0E}".to_owned() };
            let several = format!("{} {mark}", words.back_to_text);
            self.out.text(before);
            self.back_link(place, &mark, if places.len() > 1 { &several } else { words.back_to_text });
            self.out.text(after);
        }
    }

    fn back_link(&mut self, place: &Anchor, mark: &str, name: &str) {
        let Some(href) = self.host.href(place) else { return self.out.text(mark) };
        // Adjacent letters would run from left to right as one word.
        let lettered = mark.ends_with(|c: char| c.is_ascii_alphabetic());
        let dir = (lettered && self.article.direction() == Direction::Rtl).then_some("ltr");
        self.out
            .tag("a")
            .attr("class", "back")
            .attr("role", "doc-backlink")
            .attr("href", &href)
            .maybe("dir", dir)
            .attr("aria-label", name)
            .open();
        self.out.text(mark);
        self.out.end("a");
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
