//! Inlines: text, styles, links, marks.

use super::{Writer, notes::Place};
use crate::{
    article::{Anchor, Citation, Inline, InlineImage, Link, NoteRef, Ruby, Style, Target, are_pictures, plain_text},
    render::address::active,
};

impl Writer<'_> {
    /// Writes the text of a paragraph.
    pub(super) fn inlines(&mut self, content: &[Inline]) {
        let alone = are_pictures(content);
        for (at, inline) in content.iter().enumerate() {
            if at > 0 && matches!((&content[at - 1], inline), (Inline::NoteRef(_), Inline::NoteRef(_))) {
                // two adjacent marks would read as one number
                self.looking(|look| look.shift = Some("superscript"), |writer| writer.run(","));
            }
            self.inline(inline, alone);
        }
    }

    fn inline(&mut self, inline: &Inline, alone: bool) {
        match inline {
            Inline::Text(x) => self.run(&x.text),
            Inline::Styled(x) => self.styled(x.style, &x.content),
            Inline::Code(x) => self.looking(|look| look.style = Some("VerbatimChar"), |writer| writer.run(&x.text)),
            Inline::Link(x) => self.link(x),
            Inline::Image(x) => self.image(x, alone),
            Inline::Citation(x) => self.citation(x),
            Inline::NoteRef(x) => self.note_ref(x),
            Inline::CrossRef(x) => self.leading_to(&x.target, |writer| writer.inlines(&x.content)),
            Inline::Break(_) => {
                self.begin_run();
                self.part.out.tag("w:br").empty();
                self.part.out.end("w:r");
            }
            Inline::Scope(x) => {
                self.unexplained.extend(x.expansion.as_ref().map(|_| x.span));
                self.within(x.lang.as_ref(), x.dir, |writer| writer.inlines(&x.content));
            }
            Inline::Ruby(x) => self.ruby(x),
            Inline::Formula(x) => self.formula_in_line(x),
        }
    }

    fn styled(&mut self, style: Style, content: &[Inline]) {
        self.looking(
            |look| match style {
                Style::Emphasis => look.italic = true,
                Style::Strong => look.bold = true,
                Style::Strike => look.strike = true,
                Style::Sub => look.shift = Some("subscript"),
                Style::Sup => look.shift = Some("superscript"),
                Style::SmallCaps => look.small_caps = true,
                Style::Keyboard => look.style = Some("Keyboard"),
            },
            |writer| writer.inlines(content),
        );
    }

    fn link(&mut self, link: &Link) {
        match &link.target {
            Target::Anchor(anchor) => self.leading_to(anchor, |writer| writer.inlines(&link.content)),
            Target::Url(url) => match active(url).filter(|_| !self.in_link) {
                Some(address) => {
                    let id = self.part.link(&address);
                    let tag = self.part.out.tag("w:hyperlink").attr("r:id", &id);
                    tag.maybe("w:tooltip", link.title.as_deref()).open();
                    self.linked(|writer| {
                        if plain_text(&link.content).trim().is_empty() && !are_pictures(&link.content) {
                            writer.run(&address);
                        }
                        writer.inlines(&link.content);
                    });
                }
                None => self.inlines(&link.content),
            },
        }
    }

    /// Writes text that links to an anchor in the document.
    fn leading_to(&mut self, anchor: &Anchor, write: impl FnOnce(&mut Self)) {
        match self.names.get(anchor).filter(|_| !self.in_link).map(str::to_owned) {
            Some(name) => {
                self.part.out.tag("w:hyperlink").attr("w:anchor", &name).open();
                self.linked(write);
            }
            None => write(self),
        }
    }

    fn linked(&mut self, write: impl FnOnce(&mut Self)) {
        self.in_link = true;
        self.looking(|look| look.style = look.style.or(Some("Hyperlink")), write);
        self.in_link = false;
        self.part.out.end("w:hyperlink");
    }

    fn citation(&mut self, citation: &Citation) {
        self.begin_bookmark(citation.anchor.as_ref());
        if let (true, Some(written)) = (citation.mark.is_empty(), &citation.written) {
            self.run(written);
        }
        for part in &citation.mark {
            match &part.entry {
                // a mark is formatted like the surrounding text
                Some(entry) => self.looking(
                    |look| look.style = look.style.or(Some("CitationMark")),
                    |writer| writer.leading_to(entry, |writer| writer.inlines(&part.content)),
                ),
                None => self.inlines(&part.content),
            }
        }
    }

    fn note_ref(&mut self, reference: &NoteRef) {
        self.begin_bookmark(reference.anchor.as_ref());
        let number = reference.number.map(|number| number.to_string()).unwrap_or_default();
        match self.notes.place(&reference.label) {
            Place::Here(id) => {
                let name = self.notes.bookmark(&reference.label);
                self.named(Some(&name), |writer| {
                    writer.looking(
                        |look| look.style = Some("FootnoteReference"),
                        |writer| {
                            writer.begin_run();
                            writer.part.out.tag("w:footnoteReference").attr("w:id", &id.to_string()).empty();
                            writer.part.out.end("w:r");
                        },
                    );
                });
            }
            Place::Before => {
                let field = format!(" NOTEREF {} \\f \\h ", self.notes.bookmark(&reference.label));
                self.part.out.tag("w:fldSimple").attr("w:instr", &field).open();
                self.looking(|look| look.style = Some("FootnoteReference"), |writer| writer.run(&number));
                self.part.out.end("w:fldSimple");
            }
            Place::AtEnd => {
                let name = self.notes.bookmark(&reference.label);
                self.part.out.tag("w:hyperlink").attr("w:anchor", &name).open();
                self.looking(|look| look.style = Some("FootnoteReference"), |writer| writer.run(&number));
                self.part.out.end("w:hyperlink");
            }
        }
    }

    fn image(&mut self, image: &InlineImage, alone: bool) {
        let alt = if image.alt.is_empty() { self.words.no_description } else { &image.alt };
        let height = (!alone).then(|| self.theme.body.size.points(0.0, self.page.width) * 1.1);
        if !self.picture(&image.path, alt, None, height) {
            self.run(&format!("[{}: {}]", self.words.image, image.alt));
        }
    }

    /// Writes a reading above its base text (17.3.3.25).
    fn ruby(&mut self, ruby: &Ruby) {
        let size = (self.theme.body.size.points(0.0, self.page.width) * 2.0).round() as i32;
        self.begin_run();
        let out = &mut self.part.out;
        out.tag("w:ruby").open();
        out.tag("w:rubyPr").open();
        out.tag("w:rubyAlign").attr("w:val", "distributeSpace").empty();
        for (name, value) in [("w:hps", size / 2), ("w:hpsRaise", size), ("w:hpsBaseText", size)] {
            out.tag(name).attr("w:val", &value.to_string()).empty();
        }
        out.tag("w:lid").attr("w:val", self.article.lang().as_str()).empty();
        out.end("w:rubyPr");
        for (name, words) in [("w:rt", &ruby.reading), ("w:rubyBase", &ruby.base)] {
            out.tag(name).open();
            out.tag("w:r").open();
            out.tag("w:t").attr("xml:space", "preserve").open();
            out.text(words);
            ["w:t", "w:r", name].iter().for_each(|name| out.end(name));
        }
        ["w:ruby", "w:r"].iter().for_each(|name| out.end(name));
    }

    /// Writes an empty bookmark, if something links to the anchor.
    pub(super) fn begin_bookmark(&mut self, anchor: Option<&Anchor>) {
        let name = anchor.and_then(|anchor| self.names.get(anchor)).map(str::to_owned);
        if name.is_some() {
            self.named(name.as_deref(), |_| {});
        }
    }

    /// Writes content inside a bookmark.
    pub(super) fn named(&mut self, name: Option<&str>, write: impl FnOnce(&mut Self)) {
        let Some(name) = name else { return write(self) };
        self.part.numbered += 1;
        let id = self.part.numbered.to_string();
        self.part.out.tag("w:bookmarkStart").attr("w:id", &id).attr("w:name", name).empty();
        write(self);
        self.part.out.tag("w:bookmarkEnd").attr("w:id", &id).empty();
    }
}
