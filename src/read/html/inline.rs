//! What stands inside a line of a page.

use super::{
    address::is_seen,
    build::Builder,
    line::Line,
    tree::{Id, Kind},
};
use crate::{
    article::{
        Anchor, Citation, CrossRef, Inline, InlineCode, InlineImage, Link, NoteRef, Pairs, Scope, Style, Target,
        plain_text,
    },
    diagnostic::{Code, Diagnostic},
    read::common::{clean::trimmed, numerals, quotes::Quotes},
};

/// Elements that stand in a line, unless they hold blocks (HTML 3.2.5.2.5, phrasing content).
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "audio", "b", "bdi", "bdo", "big", "blink", "br", "canvas", "cite", "code", "data", "del",
    "dfn", "em", "font", "i", "iframe", "img", "input", "ins", "kbd", "label", "mark", "marquee", "math", "nobr",
    "output", "picture", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "slot", "small", "span", "strike",
    "strong", "sub", "sup", "svg", "time", "tt", "u", "var", "video", "wbr",
];

/// Whether an element stands in a line. Names that HTML does not know do.
pub(super) fn is_inline(name: &str) -> bool {
    INLINE.contains(&name) || name.contains([':', '-'])
}

impl Builder<'_> {
    /// Adds a node to a line, whatever it is.
    pub(super) fn inline(&mut self, id: Id, line: &mut Line) {
        if self.is_out(id) {
            return;
        }
        match &self.tree.nodes[id].kind {
            Kind::Text(text) => line.words(text, self.tree.span(id), self.cited()),
            Kind::Other => self.all(id, line),
            Kind::Element(_) => {
                self.depth += 1;
                self.inline_element(id, line);
                self.depth -= 1;
            }
        }
    }

    fn all(&mut self, id: Id, line: &mut Line) {
        for &child in self.tree.children(id) {
            self.inline(child, line);
        }
    }

    /// What an element holds, as inlines of their own in this line.
    pub(super) fn nested(&mut self, id: Id, line: &mut Line) -> Vec<Inline> {
        let outer = std::mem::take(&mut line.content);
        self.all(id, line);
        std::mem::replace(&mut line.content, outer)
    }

    fn inline_element(&mut self, id: Id, line: &mut Line) {
        self.name_in(id, line);
        let span = self.tree.span(id);
        if self.depth > 90 {
            return line.words(&self.tree.text(id), span, 0);
        }
        match self.tree.name(id) {
            "br" => line.line_break(span),
            "wbr" | "input" => {}
            "img" => self.image(id, line),
            "a" => self.link(id, line),
            "cite" if self.is_whole_entry(id) => self.scoped(id, line),
            "em" | "i" | "cite" | "dfn" | "var" => self.styled(id, Style::Emphasis, line),
            "strong" | "b" => self.styled(id, Style::Strong, line),
            "s" | "del" | "strike" => self.styled(id, Style::Strike, line),
            "sub" => self.styled(id, Style::Sub, line),
            "sup" => self.styled(id, Style::Sup, line),
            "kbd" => self.styled(id, Style::Keyboard, line),
            "code" | "samp" | "tt" => {
                let text = trimmed(&self.tree.raw(id));
                if !text.is_empty() {
                    line.push(Inline::Code(InlineCode { text, span }));
                }
            }
            "q" => {
                let lang = self.lang_of(id).or_else(|| self.lang.clone());
                let (open, close) = lang.map_or(self.quotes, |lang| Quotes::of(Some(&lang))).double;
                line.words(open, span, 0);
                self.scoped(id, line);
                line.words(close, span, 0);
            }
            "ruby" => self.ruby(id, line),
            "math" => self.maths(id, line),
            "svg" | "canvas" | "video" | "audio" | "iframe" => self.media(id, line),
            name if is_inline(name) => self.scoped(id, line),
            // A block where only a line can be: its words, kept apart.
            _ => {
                line.words(" ", span, 0);
                self.scoped(id, line);
                line.words(" ", span, 0);
            }
        }
    }

    /// Whether a `<cite>` holds an entry with all its parts, rather than the title of a work, which leans.
    fn is_whole_entry(&self, id: Id) -> bool {
        self.tree.classes(id).iter().any(|class| class == "citation")
            || self.tree.below(id).any(|inner| matches!(self.tree.name(inner), "i" | "em"))
    }

    /// Remembers a name in the line, if a link leads to it.
    fn name_in(&mut self, id: Id, line: &mut Line) {
        let before = self.pending.len();
        self.name(id);
        line.anchors.extend(self.pending.drain(before..));
    }

    fn styled(&mut self, id: Id, style: Style, line: &mut Line) {
        let content = self.nested(id, line);
        if content.iter().all(|inline| matches!(inline, Inline::Text(text) if text.text.trim().is_empty())) {
            content.into_iter().for_each(|inline| line.settled(inline));
        } else if style == Style::Sup && is_marks(&content) {
            // Marks of notes are raised by what they are; marks of works as written, but brackets do instead.
            let bracketed = content.iter().any(has_bracket);
            let settled = |inline| if bracketed { inline } else { raised(inline) };
            content.into_iter().for_each(|inline| line.settled(settled(inline)));
        } else if let Some(citation) = self.raised_numerals(id, style, &content, line) {
            line.push_settled(citation);
        } else {
            line.push_settled(Inline::styled(style, content, self.tree.span(id)));
        }
    }

    /// `<sup>1,3–4</sup>`, where a list of references has these numbers.
    fn raised_numerals(&self, id: Id, style: Style, content: &[Inline], line: &Line) -> Option<Inline> {
        let ([Inline::Text(text)], Some(Inline::Text(before))) = (content, line.content.last()) else { return None };
        let written = text.text.trim();
        let may = style == Style::Sup && numerals::may_follow(&before.text);
        let numbers = numerals::alone(written, self.cited()).filter(|_| may)?;
        let span = self.tree.span(id);
        Some(raised(Inline::Citation(Box::new(numerals::citation(&numbers, written.to_owned(), span)))))
    }

    /// An element that may have a language, a direction or a title of its own.
    fn scoped(&mut self, id: Id, line: &mut Line) {
        let lang = self.lang_of(id);
        let dir = self.direction_of(id);
        let abbreviation = matches!(self.tree.name(id), "abbr" | "acronym");
        let expansion = self.tree.filled(id, "title").filter(|_| abbreviation).map(trimmed);
        if lang.is_none() && dir.is_none() && expansion.is_none() {
            return self.all(id, line);
        }
        let around = lang.clone().or_else(|| self.lang.clone());
        let outer = std::mem::replace(&mut self.lang, around);
        let content = self.nested(id, line);
        self.lang = outer;
        if !content.is_empty() {
            let span = self.tree.span(id);
            line.push_settled(Inline::Scope(Box::new(Scope {
                lang,
                dir,
                expansion,
                content,
                span,
                ..Scope::default()
            })));
        }
    }

    fn link(&mut self, id: Id, line: &mut Line) {
        let span = self.tree.span(id);
        if let Some(label) = self.notes.marks.get(&id) {
            return line.push(Inline::NoteRef(Box::new(NoteRef {
                label: label.clone(),
                number: None,
                anchor: None,
                span,
            })));
        }
        if let Some(&number) = self.notes.cites.get(&id) {
            let written = self.tree.text(id);
            let citation = numerals::citation(&[number], written, span);
            return line.push(Inline::Citation(Box::new(citation)));
        }
        let href = self.tree.filled(id, "href").filter(|_| !self.in_link);
        let Some(href) = href else { return self.scoped(id, line) };
        self.in_link = true;
        let content = self.nested(id, line);
        self.in_link = false;
        if content.is_empty() || is_own_mark(self.tree.name(self.tree.parent(id).unwrap_or(id)), &content) {
            return;
        }
        // A picture that links to a larger one of itself is a picture.
        if let [Inline::Image(_)] = content.as_slice() {
            return content.into_iter().for_each(|inline| line.push(inline));
        }
        if let Some(name) = self.addresses.inner(href) {
            return line.push_settled(Inline::CrossRef(CrossRef { target: Anchor::new(name), content, span }));
        }
        match self.addresses.link(href) {
            Some(url) => {
                let title = self.tree.filled(id, "title").map(trimmed).filter(|title| *title != plain_text(&content));
                line.push_settled(Inline::Link(Box::new(Link { target: Target::Url(url), content, title, span })));
            }
            None => content.into_iter().for_each(|inline| line.settled(inline)),
        }
    }

    fn image(&mut self, id: Id, line: &mut Line) {
        if !is_seen(self.tree, id) {
            return;
        }
        let span = self.tree.span(id);
        let alt = trimmed(self.tree.attribute(id, "alt").unwrap_or_default());
        // Small pictures of letters and faces, which older pages have in place of the characters.
        if self.tree.tokens(id).iter().any(|token| matches!(token.as_str(), "emoji" | "wpsmiley")) && !alt.is_empty() {
            return line.words(&alt, span, 0);
        }
        match self.picture(id) {
            Ok(path) => line.push(Inline::Image(InlineImage { path, alt, span })),
            Err(_) if alt.is_empty() => {}
            Err(Some(url)) if !self.in_link => {
                let content = vec![Inline::text(alt, span)];
                line.push(Inline::Link(Box::new(Link { target: Target::Url(url), content, title: None, span })));
            }
            Err(_) => line.words(&alt, span, 0),
        }
    }

    /// Words with their readings; brackets that stand there for older browsers go.
    fn ruby(&mut self, id: Id, line: &mut Line) {
        let mut pairs = Pairs::default();
        for &child in self.tree.children(id) {
            let span = self.tree.span(child);
            match &self.tree.nodes[child].kind {
                Kind::Element(_) if matches!(self.tree.name(child), "rt" | "rtc") => {
                    pairs.reading(&trimmed(&self.tree.text(child)), span);
                }
                Kind::Element(_) if self.tree.name(child) == "rp" => {}
                _ => pairs.base(&self.tree.text(child)),
            }
        }
        let (pairs, rest) = pairs.end();
        pairs.into_iter().for_each(|ruby| line.push(Inline::Ruby(ruby)));
        line.words(&rest, self.tree.span(id), 0);
    }

    /// Maths as their author wrote them, where the page keeps that.
    fn maths(&mut self, id: Id, line: &mut Line) {
        let span = self.tree.span(id);
        let source = self.tree.below(id).find(|&id| self.tree.name(id) == "annotation").map(|id| self.tree.text(id));
        let text = source.or_else(|| self.tree.filled(id, "alttext").map(trimmed));
        let text = text.filter(|text| !text.is_empty()).unwrap_or_else(|| self.tree.text(id));
        let help = "write it in words, or as a picture with a description";
        let told = Diagnostic::new(Code::MathsAsText, "maths are shown as they are written");
        self.diagnostics.push(told.at(span).help(help));
        line.words(&text, span, 0);
    }

    /// Films, sounds, drawings and pages inside the page: what they say of themselves stays.
    fn media(&mut self, id: Id, line: &mut Line) {
        let span = self.tree.span(id);
        let name = self.tree.name(id);
        let title = self.tree.below(id).find(|&id| self.tree.name(id) == "title").map(|id| self.tree.text(id));
        let said = self.tree.filled(id, "aria-label").or_else(|| self.tree.filled(id, "title")).map(trimmed).or(title);
        let decoration = name == "svg" && said.is_none();
        if !decoration {
            let message = format!("the `{name}` is left out; paper cannot play it");
            let help = "describe it in words, or put a picture in its place";
            self.diagnostics.push(Diagnostic::new(Code::MarkupAsText, message).at(span).help(help));
        }
        let url =
            self.tree.filled(id, "src").and_then(|src| self.addresses.link(src)).filter(|url| url.starts_with("http"));
        let words = said.unwrap_or_default();
        match url.filter(|_| !self.in_link && name != "svg") {
            Some(url) => {
                let content = vec![Inline::text(if words.is_empty() { url.clone() } else { words }, span)];
                line.push(Inline::Link(Box::new(Link { target: Target::Url(url), content, title: None, span })));
            }
            None => line.words(&words, span, 0),
        }
    }
}

fn has_bracket(inline: &Inline) -> bool {
    let written = |citation: &Citation| citation.written.as_ref().is_some_and(|text| text.contains('['));
    matches!(inline, Inline::Text(text) if text.text.contains('['))
        || matches!(inline, Inline::Citation(citation) if written(citation))
}

/// A citation, raised; anything else as it is.
fn raised(inline: Inline) -> Inline {
    match inline {
        Inline::Citation(citation) => {
            let span = citation.span;
            Inline::styled(Style::Sup, vec![Inline::Citation(citation)], span)
        }
        other => other,
    }
}

/// Whether raised words are nothing but marks of notes or works, with what parts them.
fn is_marks(content: &[Inline]) -> bool {
    let mark = |inline: &Inline| matches!(inline, Inline::NoteRef(_) | Inline::Citation(_));
    content.iter().any(mark)
        && content.iter().all(|inline| {
            mark(inline) || matches!(inline, Inline::Text(text) if text.text.chars().all(|c| ",; []–-".contains(c)))
        })
}

/// `#` or `¶` in a heading: a link to itself.
fn is_own_mark(parent: &str, content: &[Inline]) -> bool {
    matches!(parent, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
        && matches!(plain_text(content).trim(), "#" | "¶" | "§" | "🔗" | "Link" | "Permalink")
}
