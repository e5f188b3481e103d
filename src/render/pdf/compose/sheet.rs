//! A theme on a paper size: all its lengths in points.

use crate::{
    article::{CalloutKind, Lang},
    locale::Writing,
    theme::{self, Align, Figures, Length, Palette, TextStyle, Theme},
    typeset::{Color, FaceId, FaceQuery, Fit, Fonts, Zero},
};

/// A size with its leading, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Type {
    /// The type size.
    pub(super) size: f32,
    /// The distance between baselines.
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
    /// The alignment of running text.
    pub(super) fit: Fit,
    /// The size of superscripts and subscripts.
    pub(super) script: Length,
    /// The indent of a paragraph after another one.
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
    /// The scale of pictures.
    pub(super) pictures: f32,
    /// The sink above a chapter title.
    pub(super) sink: f32,
    page_width: f32,
    writing: Writing,
    /// The faces of text, headings and code: each regular, italic, bold, and bold italic.
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
        // the theme's families, or others if those lack the language's letters
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

    /// Returns the hyphenation patterns of a language, if any.
    pub(super) fn hyphenation(lang: &Lang) -> Option<hypher::Lang> {
        hypher::Lang::from_iso(lang.primary().as_bytes().try_into().ok()?)
    }

    /// Returns the size of inline code, relative to the text: its letters look large, but no smaller than the theme's
    /// smallest type.
    pub(super) fn code_scale(&self) -> f32 {
        (self.code.size / self.body.size).clamp(0.95, 1.0)
    }

    /// Returns whether running text is hyphenated.
    pub(super) fn divides(&self) -> bool {
        self.theme.body.hyphenate
    }

    /// Returns whether running text has old-style figures, with ascenders and descenders like lowercase letters. In
    /// scripts without lowercase they would look like letters.
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

    /// Returns whether entries of the bibliography have backlinks.
    pub(super) fn has_back_links(&self) -> bool {
        self.theme.links.backlinks == theme::Backlinks::Always
    }

    /// Returns the book typography.
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

    /// Returns the face of code, headings, or other text.
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

    /// Returns the space between paragraphs that are not consecutive running text.
    pub(super) fn loose_gap(&self) -> f32 {
        self.paragraph_gap.max(self.body.leading * 0.5)
    }

    /// Returns the space between the items of a list.
    pub(super) fn item_gap(&self, tight: bool) -> f32 {
        self.loose_gap() * if tight { 0.4 } else { 0.8 }
    }
}
