//! Inline content of a page.

use super::{
    address::{is_file_name, is_seen, source},
    builder::{Builder, DEEPEST},
    fields::{self, Field},
    line::Line,
    looks::Shift,
    names,
    tree::{Id, Kind},
};
use crate::{
    article::{
        Anchor, Citation, CrossRef, Inline, InlineCode, InlineImage, Link, NoteRef, Pairs, Scope, Style, Target,
        plain_text,
    },
    diagnostic::Code,
    read::common::{clean::trimmed, numerals, quotes::Quotes},
};

/// The maximum number of letters of a box that may be part of a word.
const LETTERS: usize = 2;

impl Builder<'_> {
    /// Adds a node of any kind to a line.
    pub(super) fn inline(&mut self, id: Id, line: &mut Line) {
        if self.is_out(id) {
            return;
        }
        match &self.tree.nodes[id].kind {
            Kind::Text(_) => self.words(id, line),
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

    /// Returns the content of an element, as part of this line.
    pub(super) fn nested(&mut self, id: Id, line: &mut Line) -> Vec<Inline> {
        let outer = std::mem::take(&mut line.content);
        self.all(id, line);
        std::mem::replace(&mut line.content, outer)
    }

    /// Returns the text of an element of any kind as one line.
    pub(super) fn line_of(&mut self, id: Id) -> Vec<Inline> {
        let mut line = Line::default();
        self.all(id, &mut line);
        self.pending.append(&mut line.anchors);
        line.take()
    }

    /// Adds an element, separated from the text next to it if it is displayed so.
    fn inline_element(&mut self, id: Id, line: &mut Line) {
        self.name_in(id, line);
        if let Some(label) = self.drawn_sign(id) {
            return line.words(&format!(" {label} "), self.tree.span(id), 0);
        }
        if self.depth > DEEPEST {
            let text = self.take_text(id);
            return line.words(&text, self.tree.span(id), 0);
        }
        if self.is_apart(id) {
            line.words(" ", self.tree.span(id), 0);
        }
        if self.is_box(id) {
            line.apart(self.tree.span(id));
            self.styled_element(id, line);
            return line.separate();
        }
        self.styled_element(id, line);
    }

    /// Adds an element with the styles that it adds to the inherited ones.
    fn styled_element(&mut self, id: Id, line: &mut Line) {
        let styles = self.styles(id);
        if styles.is_empty() {
            return self.plain_element(id, line);
        }
        let outer = std::mem::take(&mut line.content);
        self.plain_element(id, line);
        let mut content = std::mem::replace(&mut line.content, outer);
        // changed text is separate from its replacement: `<del>5</del><ins>10</ins>`
        let changed = self.tree.name(id) == "del"
            && self.tree.siblings(id).1.first().is_some_and(|&next| self.tree.name(next) == "ins");
        for style in styles.into_iter().rev() {
            content = self.styled(id, style, content, line);
        }
        content.into_iter().for_each(|inline| line.append(inline));
        if changed {
            line.words(" ", self.tree.span(id), 0);
        }
    }

    /// Returns whether an element is separate from the text directly before it: boxes next to one another, links that
    /// are buttons, notes that show on a click.
    fn is_apart(&self, id: Id) -> bool {
        let note = |token: &String| matches!(token.as_str(), "note" | "popup" | "sidenote" | "tooltip" | "tooltiptext");
        let boxed = || self.tree.parent(id).is_some_and(|parent| self.page.looks[parent].apart);
        let name = self.tree.name(id);
        let same = || {
            let before = self.tree.siblings(id).0.last();
            (name == "a" || name.contains('-')) && before.is_some_and(|&before| self.tree.name(before) == name)
        };
        boxed() || same() || name == "span" && self.tree.tokens(id).iter().any(note)
    }

    /// Returns whether an element is a box of words: a button, or what the style sheet displays as one. Letters and
    /// numbers may be initials or superscript.
    fn is_box(&self, id: Id) -> bool {
        let words = || self.tree.text(id).chars().filter(|c| c.is_alphabetic()).nth(LETTERS).is_some();
        self.tree.name(id) == "button" || self.page.looks[id].is_box() && words()
    }

    /// Returns the label of an icon drawn by the style sheet: `<i class="icon-yes" role="img" aria-label="Yes"></i>`.
    pub(super) fn drawn_sign(&self, id: Id) -> Option<String> {
        let said = self.tree.attribute(id, "role") == Some("img") && self.tree.children(id).is_empty();
        let drawn = said && !matches!(self.tree.name(id), "img" | "svg");
        let label = self.tree.filled(id, "aria-label").filter(|_| drawn)?;
        (self.tree.attribute(id, "aria-hidden") != Some("true")).then(|| trimmed(label))
    }

    /// Adds an element according to its name, without styles.
    fn plain_element(&mut self, id: Id, line: &mut Line) {
        let span = self.tree.span(id);
        match self.tree.name(id) {
            "br" => line.line_break(span),
            "wbr" => {}
            "input" | "select" | "textarea" => self.field_in_line(id, line),
            "img" => self.image(id, line),
            "a" => self.link(id, line),
            "kbd" => {
                let content = self.nested(id, line);
                let content = self.styled(id, Style::Keyboard, content, line);
                content.into_iter().for_each(|inline| line.append(inline));
            }
            "code" | "samp" | "tt" => {
                self.take(id);
                let raw = self.tree.raw(id);
                let text = trimmed(&raw);
                // a space at the edge of the code separates it from the words around it
                if raw.starts_with(char::is_whitespace) {
                    line.words(" ", span, 0);
                }
                if !text.is_empty() {
                    line.push(Inline::Code(InlineCode { text, span }));
                }
                if raw.ends_with(char::is_whitespace) {
                    line.words(" ", span, 0);
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
            "script" => self.tex_script(id, line),
            name if names::is_media(name) => self.media(id, line),
            name if names::is_inline(name) && !self.page.own_line[id] => self.scoped(id, line),
            // A block where only a line is possible: its text, separated by spaces.
            _ => {
                line.words(" ", span, 0);
                self.scoped(id, line);
                line.words(" ", span, 0);
            }
        }
    }

    /// Adds the printed form of a form field.
    fn field_in_line(&mut self, id: Id, line: &mut Line) {
        let span = self.tree.span(id);
        let words = match fields::field(self.tree, id) {
            Some(Field::Words(words)) => words,
            Some(Field::Lines(lines)) => lines.join(" "),
            Some(Field::Line(blank)) => return line.field(blank, span),
            None => return,
        };
        self.take(id);
        line.field(&words, span);
    }

    /// Records a name in the line if a link refers to it.
    fn name_in(&mut self, id: Id, line: &mut Line) {
        let before = self.pending.len();
        self.name(id);
        line.anchors.extend(self.pending.drain(before..));
    }

    /// Returns part of a line in a style.
    fn styled(&self, id: Id, style: Style, content: Vec<Inline>, line: &Line) -> Vec<Inline> {
        let plain = |inline: &Inline| match inline {
            Inline::Text(text) => text.text.trim().is_empty(),
            Inline::Image(_) | Inline::Break(_) => true,
            _ => false,
        };
        if content.iter().all(plain) {
            content
        } else if style == Style::Sup && is_marks(&content) {
            // Note references are superscript by nature; citations are superscript as written, unless they are in
            // brackets.
            let bracketed = content.iter().any(has_bracket);
            content.into_iter().map(|inline| if bracketed { inline } else { raised(inline) }).collect()
        } else if let Some(citation) = self.raised_numerals(id, style, &content, line) {
            vec![citation]
        } else {
            vec![Inline::styled(style, content, self.tree.span(id))]
        }
    }

    /// Returns superscript numbers as a citation, `<sup>1,3–4</sup>`, if a reference list has these numbers.
    fn raised_numerals(&self, id: Id, style: Style, content: &[Inline], line: &Line) -> Option<Inline> {
        let ([Inline::Text(text)], Some(Inline::Text(before))) = (content, line.content.last()) else { return None };
        let written = text.text.trim();
        let may = style == Style::Sup && numerals::may_follow(&before.text);
        let numbers = numerals::alone(written, self.cited()).filter(|_| may)?;
        let span = self.tree.span(id);
        Some(raised(Inline::Citation(Box::new(numerals::citation(&numbers, written.to_owned(), span)))))
    }

    /// Adds an element that may have its own language, direction or title.
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
            self.take(id);
            return line.push(Inline::NoteRef(Box::new(NoteRef {
                label: label.clone(),
                number: None,
                anchor: None,
                span,
            })));
        }
        if let Some(&number) = self.notes.cites.get(&id) {
            let written = self.take_text(id);
            let citation = Inline::Citation(Box::new(numerals::citation(&[number], written, span)));
            let up = |inner: Id| self.page.looks[inner].shift == Some(Shift::Up);
            let is_raised = self.tree.elements(id).any(up);
            return line.push(if is_raised { raised(citation) } else { citation });
        }
        let href = self.tree.filled(id, "href").filter(|href| !self.in_link && *href != "#");
        let Some(href) = href else { return self.scoped(id, line) };
        self.in_link = true;
        let content = self.nested(id, line);
        self.in_link = false;
        if content.is_empty() || is_own_mark(self.tree.name(self.tree.parent(id).unwrap_or(id)), &content) {
            return;
        }
        // A picture linked to a larger version of itself is just a picture.
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
            None => content.into_iter().for_each(|inline| line.append(inline)),
        }
    }

    fn image(&mut self, id: Id, line: &mut Line) {
        let drawn =
            |class: &String| class.starts_with("mwe-math-fallback") || matches!(class.as_str(), "tex" | "latex");
        if self.tree.classes(id).iter().any(drawn) {
            return self.drawn_formula(id, line);
        }
        if !is_seen(self.tree, id) {
            return;
        }
        let span = self.tree.span(id);
        let mut alt = trimmed(self.tree.attribute(id, "alt").unwrap_or_default());
        // `IMG_8299.jpeg` describes nothing
        if is_file_name(&alt, &source(self.tree, id).unwrap_or_default()) {
            alt.clear();
        } else {
            self.read[id] = true;
        }
        // Pictures of characters and emoji, used by older pages.
        if self.tree.tokens(id).iter().any(|token| matches!(token.as_str(), "emoji" | "wpsmiley")) && !alt.is_empty() {
            return line.words(&alt, span, 0);
        }
        match self.picture(id) {
            Ok(path) => line.push(Inline::Image(InlineImage { path, alt, span })),
            Err(_) if alt.is_empty() => {}
            Err(Some(url)) if !self.in_link => {
                line.apart(span);
                let content = vec![Inline::text(alt, span)];
                line.push(Inline::Link(Box::new(Link { target: Target::Url(url), content, title: None, span })));
                line.separate();
            }
            Err(_) => {
                line.apart(span);
                line.words(&alt, span, 0);
                line.separate();
            }
        }
    }

    /// Adds text with ruby annotations, without the parentheses for older browsers.
    fn ruby(&mut self, id: Id, line: &mut Line) {
        self.take(id);
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

    /// Adds the text alternatives of video, audio, drawings and embedded pages.
    fn media(&mut self, id: Id, line: &mut Line) {
        let span = self.tree.span(id);
        let name = self.tree.name(id);
        let title = self.tree.below(id).find(|&id| self.tree.name(id) == "title");
        let labels = self.tree.filled(id, "aria-label").or_else(|| self.tree.filled(id, "title")).map(trimmed);
        let said = labels.or_else(|| title.map(|title| self.take_text(title)));
        let decoration = name == "svg" && said.is_none();
        if !decoration {
            let message = format!("the `{name}` is left out; its title and address are kept");
            self.warn(Code::MarkupAsText, message, span, "describe it in words, or add a picture");
        }
        let url =
            self.tree.filled(id, "src").and_then(|src| self.addresses.link(src)).filter(|url| url.starts_with("http"));
        let words = said.unwrap_or_default();
        match url.filter(|_| !self.in_link && name != "svg") {
            Some(url) => {
                line.apart(span);
                let content = vec![Inline::text(if words.is_empty() { url.clone() } else { words }, span)];
                line.push(Inline::Link(Box::new(Link { target: Target::Url(url), content, title: None, span })));
                line.separate();
            }
            // an icon's name is separated from adjacent text
            None => line.words(&format!(" {words} "), span, 0),
        }
    }
}

fn has_bracket(inline: &Inline) -> bool {
    let written = |citation: &Citation| citation.written.as_ref().is_some_and(|text| text.contains('['));
    matches!(inline, Inline::Text(text) if text.text.contains('['))
        || matches!(inline, Inline::Citation(citation) if written(citation))
}

/// Makes a citation superscript; returns other inlines unchanged.
fn raised(inline: Inline) -> Inline {
    match inline {
        Inline::Citation(citation) => {
            let span = citation.span;
            Inline::styled(Style::Sup, vec![Inline::Citation(citation)], span)
        }
        other => other,
    }
}

/// Returns whether superscript content consists only of note references or citations, and the separators between
/// them.
fn is_marks(content: &[Inline]) -> bool {
    let mark = |inline: &Inline| matches!(inline, Inline::NoteRef(_) | Inline::Citation(_));
    content.iter().any(mark)
        && content.iter().all(|inline| {
            mark(inline) || matches!(inline, Inline::Text(text) if text.text.chars().all(|c| ",; []–-".contains(c)))
        })
}

/// Returns whether a link in a heading or caption is a permalink to itself: `#` or `¶`.
fn is_own_mark(parent: &str, content: &[Inline]) -> bool {
    matches!(parent, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "caption" | "figcaption" | "dt")
        && matches!(plain_text(content).trim(), "#" | "¶" | "§" | "🔗" | "Link" | "Permalink")
}
