//! A theme on one paper: all its lengths in points.

use crate::{
    article::{CalloutKind, Lang},
    theme::{Align, Length, Palette, TextStyle, Theme},
    typeset::{Color, Fit},
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
    pub(super) code: Type,
    pub(super) furniture: Type,
    /// How lines of running text end.
    pub(super) fit: Fit,
    /// The language that words are divided in; none where they are not.
    pub(super) hyphenation: Option<hypher::Lang>,
    /// Size of raised and lowered characters.
    pub(super) script: Length,
    /// How far a paragraph after a paragraph stands in.
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
    page_width: f32,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(theme: &'a Theme, page_width: f32, lang: &Lang) -> Self {
        let points = |length: Length| theme.points(length, page_width);
        let of = |style: TextStyle| Type { size: points(style.size), leading: points(style.leading) };
        let (page, space, body) = (theme.page, theme.space, theme.body);
        Self {
            theme,
            colors: theme.colors,
            body: Type { size: points(body.size), leading: points(body.leading) },
            title: of(theme.title),
            subtitle: of(theme.subtitle),
            byline: of(theme.byline),
            fine: of(theme.fine),
            code: of(theme.code),
            furniture: of(theme.furniture),
            fit: if body.align == Align::Justified { Fit::Justified } else { Fit::Ragged },
            hyphenation: body.hyphenate.then(|| hyphenation(lang)).flatten(),
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
            page_width,
        }
    }

    /// A heading's type, by its level from 1.
    pub(super) fn heading(&self, level: u8) -> Type {
        let style = self.theme.heading(level);
        let points = |length| self.theme.points(length, self.page_width);
        Type { size: points(style.size), leading: points(style.leading) }
    }

    pub(super) fn callout(&self, kind: CalloutKind) -> Color {
        self.theme.callout(kind)
    }

    pub(super) fn family(&self, mono: bool, heading: bool) -> &'a str {
        let fonts = &self.theme.fonts;
        match (mono, heading) {
            (true, _) => &fonts.mono,
            (false, true) => &fonts.heading,
            (false, false) => &fonts.text,
        }
    }

    pub(super) fn duplex(&self) -> bool {
        self.theme.page.duplex
    }

    /// Space between paragraphs that do not follow one another in running text.
    pub(super) fn loose_gap(&self) -> f32 {
        self.paragraph_gap.max(self.body.leading * 0.5)
    }
}

/// The patterns for a language, if there are some.
fn hyphenation(lang: &Lang) -> Option<hypher::Lang> {
    let primary = lang.primary();
    let code: [u8; 2] = primary.as_bytes().try_into().ok()?;
    hypher::Lang::from_iso(code)
}
