//! The look of the page: sizes, spaces and colours.

use crate::{article::CalloutKind, typeset::Color};

/// Sizes in points, colours in sRGB.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Theme {
    /// The family of text.
    pub(super) text_family: &'static str,
    /// The family of code.
    pub(super) mono_family: &'static str,
    /// Body text.
    pub(super) body: Type,
    /// The article's title.
    pub(super) title: Type,
    /// The subtitle.
    pub(super) subtitle: Type,
    /// Category and byline.
    pub(super) small: Type,
    /// Headings by level; deeper ones look like the last.
    pub(super) headings: [Type; 3],
    /// Captions, notes and the bibliography.
    pub(super) fine: Type,
    /// Code.
    pub(super) code: Type,
    /// Header and footer.
    pub(super) furniture: Type,
    /// Margins.
    pub(super) margin: Margin,
    /// The widest that lines may be.
    pub(super) measure: f32,
    /// Space between paragraphs.
    pub(super) paragraph_gap: f32,
    /// Space around figures, tables and callouts.
    pub(super) block_gap: f32,
    /// How far lists and tips are indented.
    pub(super) list_indent: f32,
    /// How far the words of a tip stand from the edge of the column.
    pub(super) tip_indent: f32,
    /// Words.
    pub(super) ink: Color,
    /// Words that matter less.
    pub(super) faint: Color,
    /// Headings, badges, links.
    pub(super) accent: Color,
    /// Callouts that warn.
    pub(super) alarm: Color,
    /// Rules of tables.
    pub(super) hairline: Color,
    /// Behind callouts and code.
    pub(super) tint: Color,
}

/// A size with its leading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Type {
    /// Points per em.
    pub(super) size: f32,
    /// Points from baseline to baseline.
    pub(super) leading: f32,
}

/// Margins of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Margin {
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// Left and right, at least.
    pub(super) side: f32,
}

const fn of(size: f32, leading: f32) -> Type {
    Type { size, leading }
}

impl Theme {
    /// For handouts: clear print, 12 points and more, ragged right, nothing divided.
    pub(super) const CLINIC: Self = Self {
        text_family: "Atkinson Hyperlegible Next",
        mono_family: "Atkinson Hyperlegible Mono",
        body: of(12.0, 17.0),
        title: of(25.0, 30.0),
        subtitle: of(15.0, 20.0),
        small: of(11.0, 15.0),
        headings: [of(16.5, 21.0), of(13.5, 18.0), of(12.0, 17.0)],
        fine: of(10.5, 14.5),
        code: of(10.5, 15.0),
        furniture: of(9.5, 13.0),
        margin: Margin { top: 68.0, bottom: 74.0, side: 64.0 },
        measure: 440.0,
        paragraph_gap: 8.5,
        block_gap: 15.0,
        list_indent: 20.0,
        tip_indent: 33.0,
        ink: Color::rgb(0x14, 0x14, 0x14),
        faint: Color::rgb(0x4d, 0x4d, 0x4d),
        accent: Color::rgb(0x12, 0x4b, 0x74),
        alarm: Color::rgb(0x8c, 0x1c, 0x13),
        hairline: Color::rgb(0xb4, 0xba, 0xc0),
        tint: Color::rgb(0xf1, 0xf4, 0xf6),
    };

    /// A heading's type, by its level from 1.
    pub(super) fn heading(&self, level: u8) -> Type {
        self.headings[usize::from(level.clamp(1, 3)) - 1]
    }

    /// A callout's colour.
    pub(super) fn callout(&self, kind: CalloutKind) -> Color {
        match kind {
            CalloutKind::Warning | CalloutKind::Caution => self.alarm,
            CalloutKind::Note | CalloutKind::Tip | CalloutKind::Important | CalloutKind::FurtherReading => self.accent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2).
    fn luminance(color: Color) -> f32 {
        let part = |value: u8| {
            let value = f32::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(color.r) + 0.7152 * part(color.g) + 0.0722 * part(color.b)
    }

    fn contrast(a: Color, b: Color) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// What a black-and-white printer makes of a colour (ITU-R BT.601).
    fn grey(color: Color) -> Color {
        let value = 0.299 * f32::from(color.r) + 0.587 * f32::from(color.g) + 0.114 * f32::from(color.b);
        let value = value.round() as u8;
        Color::rgb(value, value, value)
    }

    #[test]
    fn words_stand_out_from_paper_and_tint_in_colour_and_in_grey() {
        let theme = Theme::CLINIC;
        for words in [theme.ink, theme.faint, theme.accent, theme.alarm] {
            for ground in [Color::WHITE, theme.tint] {
                assert!(contrast(words, ground) >= 4.5, "{words:?} on {ground:?}");
                assert!(contrast(grey(words), grey(ground)) >= 4.5, "{words:?} on {ground:?} in grey");
            }
        }
    }
}
