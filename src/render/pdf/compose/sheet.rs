//! A theme on one paper: all its lengths in points.

use crate::{
    article::{CalloutKind, Lang},
    locale::Writing,
    theme::{self, Align, Figures, Length, Palette, TextStyle, Theme},
    typeset::{Color, FaceId, FaceQuery, Fit, Fonts, Zero},
};

/// A size with its leading, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Type {
    /// Points per em.
    pub(super) size: f32,
    /// Points from baseline to baseline.
    pub(super) leading: f32,
}

/// Sizes and spaces in points.
#[derive(Debug, Clone)]
pub(super) struct Sheet<'a> {
    theme: &'a Theme,
    pub(super) colors: Palette,
    pub(super) body: Type,
    pub(super) title: Type,
    pub(super) subtitle: Type,
    pub(super) byline: Type,
    pub(super) fine: Type,
    pub(super) references: Type,
    pub(super) code: Type,
    pub(super) furniture: Type,
    /// How lines of running text end.
    pub(super) fit: Fit,
    /// Size of raised and lowered characters.
    pub(super) script: Length,
    /// How far a paragraph after a paragraph is indented.
    pub(super) indent: f32,
    pub(super) margin_top: f32,
    pub(super) margin_bottom: f32,
    pub(super) margin_inner: f32,
    pub(super) margin_outer: f32,
    pub(super) measure: f32,
    pub(super) paragraph_gap: f32,
    pub(super) block_gap: f32,
    pub(super) list_indent: f32,
    pub(super) tip_indent: f32,
    /// How much of their usual size pictures have.
    pub(super) pictures: f32,
    /// The empty space above the title of a chapter.
    pub(super) sink: f32,
    page_width: f32,
    writing: Writing,
    /// The faces of text, of headings and of code: each roman, italic, bold, and both.
    faces: [[FaceId; 4]; 3],
}

impl<'a> Sheet<'a> {
    /// Returns `None` without fonts.
    pub(super) fn new(theme: &'a Theme, page_width: f32, lang: &Lang, fonts: &'a Fonts) -> Option<Self> {
        let writing = Writing::of(lang);
        let points = |length: Length| theme.points(length, page_width);
        let of = |style: TextStyle| Type { size: points(style.size), leading: points(style.leading) * writing.leading };
        let justified = theme.body.align == Align::Justified && writing.stretches();
        let (page, space, body) = (theme.page, theme.space, theme.body);
        // the theme's families, or others where those lack the language's letters
        let families = [&theme.fonts.text, &theme.fonts.heading].map(|family| fonts.family_for(family, writing));
        let first = fonts.ids().next()?;
        let faces = |family| {
            let styles = [(false, false), (false, true), (true, false), (true, true)];
            styles.map(|(bold, italic)| fonts.select(FaceQuery { family, bold, italic }).unwrap_or(first))
        };
        Some(Self {
            theme,
            colors: theme.colors,
            body: of(TextStyle { size: body.size, leading: body.leading }),
            title: of(theme.title),
            subtitle: of(theme.subtitle),
            byline: of(theme.byline),
            fine: of(theme.fine),
            references: of(theme.references.unwrap_or(theme.fine)),
            code: of(theme.code),
            furniture: of(theme.furniture),
            fit: if justified { Fit::Justified } else { Fit::Ragged },
            script: body.script_size,
            indent: points(body.indent),
            margin_top: points(page.margin_top),
            margin_bottom: points(page.margin_bottom),
            margin_inner: points(page.margin_inner),
            margin_outer: points(page.margin_outer),
            measure: points(page.measure),
            paragraph_gap: points(space.paragraph),
            block_gap: points(space.block),
            list_indent: points(space.list_indent),
            tip_indent: points(space.tip_indent),
            pictures: 1.0,
            sink: theme.book.sink.map_or(0.0, points),
            page_width,
            writing,
            faces: [families[0], families[1], &theme.fonts.mono].map(faces),
        })
    }

    /// Returns the patterns that words of a language are divided by, where there are any.
    pub(super) fn hyphenation(lang: &Lang) -> Option<hypher::Lang> {
        hypher::Lang::from_iso(lang.primary().as_bytes().try_into().ok()?)
    }

    /// Returns the size of code among words, by theirs: its letters look large, but no smaller than a theme has all of
    /// them.
    pub(super) fn code_scale(&self) -> f32 {
        (self.code.size / self.body.size).clamp(0.95, 1.0)
    }

    /// Returns whether words of running text are divided to make better lines.
    pub(super) fn divides(&self) -> bool {
        self.theme.body.hyphenate
    }

    /// Returns whether the figures of running text have ascenders and descenders, as lowercase letters have: next to
    /// letters of one height they look like letters themselves.
    pub(super) fn old_style(&self) -> bool {
        self.theme.body.figures == Figures::OldStyle && self.writing.has_small_letters()
    }

    /// Returns the form of the zero.
    pub(super) fn zero(&self) -> Zero {
        match self.theme.body.zero {
            theme::Zero::Plain => Zero::Plain,
            theme::Zero::Slashed => Zero::Slashed,
        }
    }

    /// Returns whether entries of the bibliography have links back to the text.
    pub(super) fn has_back_links(&self) -> bool {
        self.theme.links.backlinks == theme::Backlinks::Always
    }

    /// Returns what makes pages those of a book.
    pub(super) fn book(&self) -> theme::Book {
        self.theme.book
    }

    /// Returns a heading's type, by its level from 1.
    pub(super) fn heading(&self, level: u8) -> Type {
        let style = self.theme.heading(level);
        let points = |length| self.theme.points(length, self.page_width);
        Type { size: points(style.size), leading: points(style.leading) * self.writing.leading }
    }

    pub(super) fn callout(&self, kind: CalloutKind) -> Color {
        self.theme.callout(kind)
    }

    /// Returns the face of code, of headings, or of other words.
    pub(super) fn face(&self, mono: bool, heading: bool, bold: bool, italic: bool) -> FaceId {
        let family = match (mono, heading) {
            (true, _) => 2,
            (false, true) => 1,
            (false, false) => 0,
        };
        self.faces[family][2 * usize::from(bold) + usize::from(italic)]
    }

    pub(super) fn duplex(&self) -> bool {
        self.theme.page.duplex
    }

    /// Space between paragraphs that do not follow one another in running text.
    pub(super) fn loose_gap(&self) -> f32 {
        self.paragraph_gap.max(self.body.leading * 0.5)
    }

    /// Space between the items of a list.
    pub(super) fn item_gap(&self, tight: bool) -> f32 {
        self.loose_gap() * if tight { 0.4 } else { 0.8 }
    }
}
