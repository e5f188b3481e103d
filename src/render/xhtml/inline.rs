//! Inlines: text, styles, links, marks.

use super::{Writer, direction};
use crate::{
    article::{
        Anchor, Citation, CrossRef, Direction, Inline, InlineImage, Link, NoteRef, Ruby, Scope, Style, Target,
        inlines_of, plain_text,
    },
    breaks,
    render::address::active,
};

/// The maximum length, in bytes, of text that is kept on one line, however narrow the screen is.
const LONGEST_TIE: usize = 24;

impl Writer<'_> {
    /// Writes a line of text.
    pub(in crate::render) fn inlines(&mut self, content: &[Inline]) {
        for (at, inline) in content.iter().enumerate() {
            if at > 0 && matches!((&content[at - 1], inline), (Inline::NoteRef(_), Inline::NoteRef(_))) {
                self.between_notes();
            }
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(x) if self.in_cell || has_figures(&x.text) => self.tied(&x.text),
            Inline::Text(x) => self.out.text(&x.text),
            Inline::Styled(x) => self.styled(x.style, &x.content),
            Inline::Code(x) => {
                self.out.tag("code").open();
                self.out.text(&x.text);
                self.out.end("code");
            }
            Inline::Link(x) => self.link(x),
            Inline::Image(x) => self.inline_image(x),
            Inline::Citation(x) => self.citation(x),
            Inline::NoteRef(x) => self.note_ref(x),
            Inline::CrossRef(x) => self.cross_ref(x),
            Inline::Break(_) => {
                self.out.tag("br").empty();
                self.out.line();
            }
            Inline::Scope(x) => self.scope(x),
            Inline::Ruby(x) => self.ruby(x),
            Inline::Formula(x) => self.formula_in_line(x),
        }
    }

    /// Writes text in which some words stay on one line: a number with its unit.
    fn tied(&mut self, text: &str) {
        let ends = if self.in_cell { breaks::opportunities(text) } else { breaks::parted(text).collect() };
        let (mut start, mut written) = (0, 0);
        for end in ends {
            let from = std::mem::replace(&mut start, end);
            let words = text[from..end].trim_end();
            if words.contains(' ') && (self.in_cell || (has_figures(words) && words.len() <= LONGEST_TIE)) {
                self.out.text(&text[written..from]);
                self.out.tag("span").attr("class", "tied").open();
                self.out.text(words);
                self.out.end("span");
                written = from + words.len();
            }
        }
        self.out.text(&text[written..]);
    }

    /// Writes a reading above its base text, with brackets for reading systems without ruby (HTML 4.5.10).
    fn ruby(&mut self, ruby: &Ruby) {
        let [open, close] = ruby.brackets();
        self.out.tag("ruby").open();
        self.out.text(&ruby.base);
        for (name, words) in [("rp", open), ("rt", &ruby.reading), ("rp", close)] {
            self.out.tag(name).open();
            self.out.text(words);
            self.out.end(name);
        }
        self.out.end("ruby");
    }

    fn styled(&mut self, style: Style, content: &[Inline]) {
        let (name, class) = match style {
            Style::Emphasis => ("em", None),
            Style::Strong => ("strong", None),
            Style::Strike => ("s", None),
            Style::Sub => ("sub", None),
            Style::Sup => ("sup", None),
            Style::SmallCaps => ("span", Some("small-caps")),
            Style::Keyboard => ("kbd", None),
        };
        self.out.tag(name).maybe("class", class).open();
        self.inlines(content);
        self.out.end(name);
    }

    fn link(&mut self, link: &Link) {
        let href = match &link.target {
            Target::Url(url) => active(url),
            Target::Anchor(anchor) => self.host.href(anchor),
        };
        let Some(href) = href.filter(|_| !self.in_link) else { return self.inlines(&link.content) };
        self.out.tag("a").attr("href", &href).maybe("title", link.title.as_deref()).open();
        self.in_link = true;
        if is_silent(&link.content) {
            self.out.text(&href);
        }
        self.inlines(&link.content);
        self.in_link = false;
        self.out.end("a");
    }

    fn inline_image(&mut self, image: &InlineImage) {
        let (host, words) = (self.host, self.words);
        match host.picture(&image.path) {
            Some(src) => {
                let alt = if image.alt.is_empty() { words.no_description } else { &image.alt };
                let class = (!self.pictures_alone).then_some("inline");
                self.out.tag("img").maybe("class", class).attr("src", src).attr("alt", alt).empty();
            }
            None => self.out.text(&format!("[{}: {}]", words.image, image.alt)),
        }
    }

    fn citation(&mut self, citation: &Citation) {
        let apart = self.apart();
        self.out
            .tag("span")
            .attr("class", "citation")
            .maybe("id", id(citation.anchor.as_ref()))
            .maybe("dir", apart)
            .open();
        if let (true, Some(written)) = (citation.mark.is_empty(), &citation.written) {
            self.out.text(written);
        }
        for part in &citation.mark {
            let href = part.entry.as_ref().filter(|_| !self.in_link).and_then(|entry| self.host.href(entry));
            let Some(href) = href else {
                self.inlines(&part.content);
                continue;
            };
            self.tag_of_kind("a", "biblioref", "doc-biblioref").attr("href", &href).open();
            self.in_link = true;
            self.inlines(&part.content);
            self.in_link = false;
            self.out.end("a");
        }
        self.out.end("span");
    }

    /// Separates adjacent note marks, which would read as one number.
    fn between_notes(&mut self) {
        self.out.tag("sup").attr("class", "between").open();
        self.out.text(",");
        self.out.end("sup");
    }

    fn note_ref(&mut self, reference: &NoteRef) {
        let number = reference.number.map(|number| number.to_string()).unwrap_or_default();
        let note = self.notes.get(reference.label.as_str()).and_then(|note| note.anchor.as_ref());
        let href = note.filter(|_| !self.in_link).and_then(|anchor| self.host.href(anchor));
        let apart = self.apart();
        self.out.tag("sup").attr("class", "note-ref").maybe("dir", apart).open();
        match href {
            Some(href) => {
                let anchor = id(reference.anchor.as_ref());
                self.tag_of_kind("a", "noteref", "doc-noteref").maybe("id", anchor).attr("href", &href).open();
                self.out.text(&number);
                self.out.end("a");
            }
            None => self.out.text(&number),
        }
        self.out.end("sup");
    }

    /// Returns the `dir` of a mark in right-to-left text: without it, a number before the mark and its own would run
    /// from left to right as one (UAX 9, W4 and I2).
    fn apart(&self) -> Option<&'static str> {
        (self.article.direction() == Direction::Rtl).then_some("rtl")
    }

    fn cross_ref(&mut self, reference: &CrossRef) {
        let Some(href) = self.host.href(&reference.target).filter(|_| !self.in_link) else {
            return self.inlines(&reference.content);
        };
        self.out.tag("a").attr("href", &href).open();
        self.in_link = true;
        self.inlines(&reference.content);
        self.in_link = false;
        self.out.end("a");
    }

    fn scope(&mut self, scope: &Scope) {
        let name = if scope.expansion.is_some() { "abbr" } else { "span" };
        let lang = scope.lang.as_ref();
        self.out
            .tag(name)
            .classes(&scope.classes)
            .lang(lang.map(|lang| lang.as_str()))
            .maybe("dir", direction(lang, scope.dir))
            .maybe("title", scope.expansion.as_deref())
            .open();
        self.inlines(&scope.content);
        self.out.end(name);
    }
}

/// Returns whether a text has figures, to which the words next to them may belong.
fn has_figures(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}

/// Returns whether a line shows nothing.
fn is_silent(content: &[Inline]) -> bool {
    let mut silent = plain_text(content).trim().is_empty();
    inlines_of(content, &mut |inline| {
        silent &= !matches!(inline, Inline::Image(_) | Inline::NoteRef(_) | Inline::Citation(_));
    });
    silent
}

/// Returns the value of an `id` attribute.
pub(super) fn id(anchor: Option<&Anchor>) -> Option<&str> {
    anchor.map(Anchor::as_str)
}
