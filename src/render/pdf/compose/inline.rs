//! Inlines become text with styles, owners and links.

use super::{
    Composer,
    picture::{filtered, scaled},
    sheet::{Sheet, Type},
};
use crate::{
    article::{
        Anchor, Citation, Direction, Inline, InlineImage, Lang, Link, NoteRef, Ruby, Scope, Style, Target, plain_text,
    },
    diagnostic::{Code, Diagnostic},
    render::pdf::{
        document::{self, Part},
        structure::{NodeId, Role},
    },
    theme::Length,
    typeset::{Color, Divider, Division, Forms, LinkId, Object, ObjectContent, Text, TextStyle},
};

/// The appearance of a block's inlines before their own styles are added.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    pub(super) size: f32,
    pub(super) color: Color,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) mono: bool,
    pub(super) tabular: bool,
    pub(super) small_caps: bool,
    /// Whether to use the face of headings.
    pub(super) heading: bool,
    pub(super) rise: f32,
    pub(super) underline: bool,
    pub(super) strike: bool,
}

impl Look {
    /// Returns a plain style.
    pub(super) fn new(kind: Type, color: Color) -> Self {
        let (bold, italic, mono, tabular, small_caps) = (false, false, false, false, false);
        let (heading, rise, underline, strike) = (false, 0.0, false, false);
        Self { size: kind.size, color, bold, italic, mono, tabular, small_caps, heading, rise, underline, strike }
    }

    /// Sets the bold of headings.
    pub(super) fn heading(self) -> Self {
        Self { bold: true, heading: true, ..self }
    }

    /// Sets bold.
    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// Sets the face of code, scaled.
    pub(super) fn code(self, scale: f32) -> Self {
        Self { mono: true, size: self.size * scale, ..self }
    }

    /// Adds the author's style.
    pub(super) fn with(self, style: Style, script: Length) -> Self {
        let script = script.points(self.size, 0.0);
        match style {
            Style::Emphasis => Self { italic: !self.italic, ..self },
            Style::Strong => Self { bold: true, ..self },
            Style::Strike => Self { strike: true, ..self },
            Style::Sub => Self { rise: self.rise - self.size * 0.16, size: script, ..self },
            Style::Sup => Self { rise: self.rise + self.size * 0.36, size: script, ..self },
            // only the face's own: scaled ones are worse than none
            Style::SmallCaps => Self { small_caps: true, ..self },
            Style::Keyboard => Self { mono: true, ..self },
        }
    }
}

/// The destination of inlines: the text, the element that owns them, the link that they are part of.
pub(super) struct Place<'a> {
    pub(super) text: &'a mut Text,
    pub(super) node: NodeId,
    pub(super) link: Option<LinkId>,
}

impl Composer<'_> {
    /// Returns the text of inlines, owned by `node`.
    pub(super) fn text(&mut self, content: &[Inline], look: Look, node: NodeId) -> Text {
        let mut text = Text::new();
        let outer = self.fields.begin();
        self.inlines(content, look, &mut Place { text: &mut text, node, link: None });
        self.fields.name(text.as_str(), outer);
        text
    }

    /// Returns the style of characters.
    pub(super) fn style(&self, look: Look) -> TextStyle {
        TextStyle {
            face: self.sheet.face(look.mono, look.heading, look.bold, look.italic),
            size: look.size,
            color: look.color,
            rise: look.rise,
            forms: self.forms(look),
            underline: look.underline,
            strike: look.strike,
            division: self.divides(look),
        }
    }

    /// Returns the forms of digits: lining in headings and tables, and in superscripts and subscripts.
    fn forms(&self, look: Look) -> Forms {
        let running = !(look.heading || look.mono || self.inherited.in_cell) && look.rise == 0.0;
        let old_style = running && self.sheet.old_style();
        let zero = (!look.mono).then(|| self.sheet.zero());
        Forms { tabular: look.tabular || self.inherited.in_figures, old_style, small_caps: look.small_caps, zero }
    }

    /// Returns how words are divided: in running text as the theme says, in code and other text only if they do not fit
    /// on a line.
    fn divides(&self, look: Look) -> Division {
        let is_running = !(look.mono || look.heading || self.inherited.in_cell);
        let language = self.inherited.hyphenation.map(Divider::Language);
        match if look.mono { Some(Divider::Code) } else { language } {
            Some(divider) if is_running && self.sheet.divides() => Division::Freely(divider),
            Some(divider) => Division::Needed(divider),
            None => Division::Never,
        }
    }

    /// Adds plain text.
    pub(super) fn words(&mut self, words: &str, look: Look, place: &mut Place<'_>) {
        let style = self.style(look);
        if self.fields.are_wanted() && !look.mono && place.link.is_none() {
            return self.words_and_fields(words, style, place);
        }
        place.text.push(words, style, Part::Content(place.node).owner(), place.link);
    }

    pub(super) fn inlines(&mut self, content: &[Inline], look: Look, place: &mut Place<'_>) {
        for (at, inline) in content.iter().enumerate() {
            if at > 0 && matches!((&content[at - 1], inline), (Inline::NoteRef(_), Inline::NoteRef(_))) {
                // adjacent marks would be read as one number
                self.words(",", look.with(Style::Sup, self.sheet.script), place);
            }
            self.inline(inline, look, place);
        }
    }

    fn inline(&mut self, inline: &Inline, look: Look, place: &mut Place<'_>) {
        match inline {
            Inline::Text(x) => self.words(&x.text, look, place),
            Inline::Styled(x) => self.inlines(&x.content, look.with(x.style, self.sheet.script), place),
            Inline::Code(x) => self.words(&x.text, look.code(self.sheet.code_scale()), place),
            Inline::Link(x) => self.link(x, look, place),
            Inline::Image(x) => self.image(x, look, place),
            Inline::Citation(x) => self.aside(look, place, |composer, place| composer.citation(x, look, place)),
            Inline::NoteRef(x) => self.aside(look, place, |composer, place| composer.note_reference(x, look, place)),
            Inline::CrossRef(x) => {
                let description = plain_text(&x.content);
                self.linked(&Target::Anchor(x.target.clone()), &description, &x.content, look, place);
            }
            Inline::Break(_) => {
                let style = self.style(look);
                place.text.push_break(style, Part::Content(place.node).owner());
            }
            Inline::Scope(x) => self.scope(x, look, place),
            Inline::Ruby(x) => self.ruby(x, look, place),
            Inline::Formula(x) => self.inline_formula(x, look, place),
        }
    }

    fn link(&mut self, link: &Link, look: Look, place: &mut Place<'_>) {
        let words = plain_text(&link.content);
        let description = match (&link.title, &link.target) {
            (Some(title), _) => title.clone(),
            (None, Target::Url(url)) if words.trim().is_empty() => url.clone(),
            (None, Target::Url(_) | Target::Anchor(_)) => words,
        };
        let underline = matches!(link.target, Target::Url(_));
        let look = Look { color: self.sheet.colors.accent, underline, ..look };
        self.linked(&link.target, &description, &link.content, look, place);
    }

    /// Adds inlines that are an active link, in a `Link` element.
    pub(super) fn linked(
        &mut self,
        target: &Target,
        description: &str,
        content: &[Inline],
        look: Look,
        place: &mut Place<'_>,
    ) {
        // links cannot be nested; the outer one remains
        if place.link.is_some() {
            return self.inlines(content, look, place);
        }
        let node = self.structure.child(place.node, Role::Link);
        let link = self.add_link(target.clone(), description, node);
        self.inlines(content, look, &mut Place { text: place.text, node, link: Some(link) });
    }

    pub(super) fn add_link(&mut self, target: Target, description: &str, node: NodeId) -> LinkId {
        let id = LinkId(u32::try_from(self.links.len()).unwrap_or(u32::MAX));
        self.links.push(document::Link { target, description: description.to_owned(), node });
        id
    }

    fn citation(&mut self, citation: &Citation, look: Look, place: &mut Place<'_>) {
        if let Some(anchor) = &citation.anchor {
            self.mark(anchor, place.text);
        }
        for part in &citation.mark {
            match &part.entry {
                Some(entry) => {
                    let description = format!("{} {}", self.locale.references, plain_text(&part.content));
                    let look = Look { color: self.sheet.colors.accent, ..look };
                    self.linked(&Target::Anchor(entry.clone()), &description, &part.content, look, place);
                }
                None => self.inlines(&part.content, look, place),
            }
        }
    }

    fn note_reference(&mut self, reference: &NoteRef, look: Look, place: &mut Place<'_>) {
        let Some(&index) = self.notes.places.get(reference.label.as_str()) else { return };
        if let Some(anchor) = &reference.anchor {
            self.mark(anchor, place.text);
        }
        let number = self.article.notes[index].number.unwrap_or_default().to_string();
        let look = Look { color: self.sheet.colors.accent, ..look }.with(Style::Sup, self.sheet.script);
        let element = self.structure.child(place.node, Role::Reference);
        let content = [Inline::words(number.as_str())];
        let mut inner = Place { text: place.text, node: element, link: place.link };
        match &self.article.notes[index].anchor {
            Some(anchor) => {
                let description = format!("{} {number}", self.locale.note);
                self.linked(&Target::Anchor(anchor.clone()), &description, &content, look, &mut inner);
            }
            None => self.inlines(&content, look, &mut inner),
        }
        self.set_note(index, place.text);
    }

    /// Sets the reading in brackets after its base text, and reports that once.
    fn ruby(&mut self, ruby: &Ruby, look: Look, place: &mut Place<'_>) {
        let message = "the PDF shows readings (ruby) in brackets after their words";
        if !self.diagnostics.iter().any(|reported| reported.message == message) {
            let help = "EPUB and HTML show them above the words";
            self.diagnostics.push(Diagnostic::new(Code::Loss, message).at(ruby.span).help(help));
        }
        self.words(&ruby.in_line(), look, place);
    }

    fn scope(&mut self, scope: &Scope, look: Look, place: &mut Place<'_>) {
        self.isolated(scope, look, place, |composer, place| composer.tongue(scope, look, place));
    }

    /// Sets content that may run in the other direction.
    pub(super) fn isolated(
        &mut self,
        scope: &Scope,
        look: Look,
        place: &mut Place<'_>,
        set: impl FnOnce(&mut Self, &mut Place<'_>),
    ) {
        let Some(isolate) = self.isolate(scope) else { return set(self, place) };
        self.words(isolate, look, place);
        set(self, place);
        self.words("\u{2069}", look, place);
    }

    /// Isolates a mark from right-to-left text before it: a number before it and its own would run left to right as one
    /// (UAX 9, W4 and I2).
    fn aside(&mut self, look: Look, place: &mut Place<'_>, set: impl FnOnce(&mut Self, &mut Place<'_>)) {
        let scope = Scope { dir: self.rtl.then_some(Direction::Rtl), ..Scope::default() };
        self.isolated(&scope, look, place, set);
    }

    /// Returns the control that begins a run with its own direction (UAX 9, 2.4; HTML 15.3.5); `None` if everything
    /// runs left to right.
    fn isolate(&self, scope: &Scope) -> Option<&'static str> {
        match scope.dir.or_else(|| scope.lang.as_ref().map(Lang::direction))? {
            Direction::Rtl => Some("\u{2067}"),
            Direction::Ltr => self.rtl.then_some("\u{2066}"),
        }
    }

    /// Adds a run with its own language or expansion as a separate element.
    fn tongue(&mut self, scope: &Scope, look: Look, place: &mut Place<'_>) {
        if scope.lang.is_none() && scope.expansion.is_none() {
            return self.inlines(&scope.content, look, place);
        }
        let node = self.structure.child(place.node, Role::Span);
        let attributes = self.structure.attributes(node);
        attributes.lang.clone_from(&scope.lang);
        attributes.expansion.clone_from(&scope.expansion);
        let mut inner = Place { text: place.text, node, link: place.link };
        self.in_language(scope.lang.as_ref(), |composer| composer.inlines(&scope.content, look, &mut inner));
    }

    /// Runs `work` in a language, if one is given: words are hyphenated by its rules.
    pub(super) fn in_language<T>(&mut self, lang: Option<&Lang>, work: impl FnOnce(&mut Self) -> T) -> T {
        let own = lang.map_or(self.inherited.hyphenation, Sheet::hyphenation);
        self.within(|here| here.hyphenation = own, work)
    }

    /// Sets an inline picture, as tall as capitals unless it is smaller.
    fn image(&mut self, image: &InlineImage, look: Look, place: &mut Place<'_>) {
        let Some(picture) = self.resolved.picture(&image.path) else {
            return self.words(&image.alt, look, place);
        };
        if picture.is_drawing() {
            self.diagnostics.extend(filtered(&image.path, image.span, picture));
        }
        let node = self.structure.child(place.node, Role::Figure);
        self.structure.attributes(node).alt = Some(self.alt(&image.alt));
        let (width, height) = match self.inherited.picture_width {
            Some(width) => scaled(picture, None, (width, self.area.height)),
            None => {
                let (width, height) = (picture.width as f32 * 0.75, picture.height as f32 * 0.75);
                let scale = (look.size * 1.2 / height).min(1.0);
                (width * scale, height * scale)
            }
        };
        let content = ObjectContent::Picture(image.path.as_str().into());
        let object = Object { width, height, depth: 0.0, content };
        let style = self.style(look);
        place.text.push_object(object, style, Part::Content(node).owner(), place.link);
    }

    /// Returns alternative text, or an honest statement if the author gave none.
    pub(super) fn alt(&self, given: &str) -> String {
        if given.trim().is_empty() { self.locale.no_description.to_owned() } else { given.to_owned() }
    }

    /// Makes the next character of a text a link target.
    pub(super) fn mark(&mut self, anchor: &Anchor, text: &mut Text) {
        let mark = self.new_mark(anchor);
        text.push_mark(mark);
    }
}
