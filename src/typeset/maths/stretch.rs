//! Operators, and stretchy glyphs: larger variants of the face, or assembled parts.

use super::{
    boxes::MathBox,
    face::{AssemblyPart, Way},
    layout::Layout,
    operators::{self, Class},
    style::Style,
};
use crate::maths::Operator;
use ttf_parser::math::Constants;

/// The fraction of its contents that a fence must cover.
const ENOUGH: f32 = 0.94;

/// The maximum number of parts of an assembled glyph.
const MOST_REPEATS: usize = 400;

impl Layout<'_, '_> {
    pub(super) fn operator(&mut self, operator: &Operator, style: Style) -> MathBox {
        let target = self.target.take();
        let mut characters = operator.text.chars().filter(|&character| !operators::is_invisible(character));
        let (Some(first), second) = (characters.next(), characters.next()) else { return MathBox::default() };
        if second.is_some() {
            return self.spelled(&operator.text, style);
        }
        let (axis, em) = (self.axis(style), self.em(style));
        let size = operator.size.filter(|size| size.is_finite()).map(|size| size.clamp(0.0, 20.0) * em);
        let around = target.map(|(ascent, descent)| 2.0 * (ascent - axis).max(descent + axis) * ENOUGH);
        if let Some(height) = size.or(around).filter(|_| operators::is_vertical(&operator.text)) {
            let grown = self.stretched(first, Way::Up, height, style);
            return self.centered(grown, style);
        }
        if operators::is_large(first) {
            let least = if style.display { self.face.display_operator() * em } else { 0.0 };
            let grown = self.stretched(first, Way::Up, least, style);
            return MathBox { is_large: true, is_letter: false, ..self.centered(grown, style) };
        }
        self.character(usual(first), style)
    }

    /// Returns an operator of several characters, such as `:=` or `lim`.
    fn spelled(&mut self, text: &str, style: Style) -> MathBox {
        let mut whole = MathBox::default();
        for character in text.chars().filter(|&character| !operators::is_invisible(character)) {
            let glyph = if character.is_whitespace() {
                MathBox::space(self.em(style) * 0.25)
            } else {
                self.character(usual(character), style)
            };
            whole.append(glyph);
        }
        MathBox { is_letter: operators::class(text) == Class::Large, ..whole }
    }

    /// Centers a glyph on the axis.
    fn centered(&self, glyph: MathBox, style: Style) -> MathBox {
        let lower = (glyph.ascent - glyph.descent) / 2.0 - self.axis(style);
        glyph.lowered(lower)
    }

    /// Returns the smallest variant of a character that is as long as wanted, or the longest one.
    pub(super) fn stretched(&mut self, character: char, way: Way, wanted: f32, style: Style) -> MathBox {
        let Some(own) = self.own_glyph(character) else { return self.character(character, style) };
        let (id, em) = (self.face.id, self.em(style));
        let plain = self.glyph(id, own, character, style);
        let length = |laid: &MathBox| if way == Way::Up { laid.height() } else { laid.width.max(ink(laid)) };
        if length(&plain) >= wanted {
            return plain;
        }
        let variants = self.face.variants(own, way);
        if let Some((variant, _)) = variants.iter().find(|(_, length)| length * em >= wanted) {
            return self.glyph(id, *variant, character, style);
        }
        let assembly = self.face.assembly(own, way);
        if assembly.is_empty() {
            return variants.last().map_or(plain, |(variant, _)| self.glyph(id, *variant, character, style));
        }
        self.assembled(&assembly, (character, way), wanted, style)
    }

    /// Assembles a glyph of the wanted length.
    fn assembled(&mut self, parts: &[AssemblyPart], of: (char, Way), wanted: f32, style: Style) -> MathBox {
        let (em, least, (character, way)) = (self.em(style), self.face.overlap(), of);
        let wanted = wanted / em;
        let repeats = repeats(parts, least, wanted);
        let chain: Vec<AssemblyPart> =
            parts.iter().flat_map(|part| std::iter::repeat_n(*part, if part.repeats { repeats } else { 1 })).collect();
        let joints = chain.len().saturating_sub(1).max(1) as f32;
        let total: f32 = chain.iter().map(|part| part.length).sum();
        let overlap = least + ((total - least * joints - wanted) / joints).max(0.0);
        // a brace is entirely above or below its baseline
        let mut whole = MathBox { ascent: f32::MIN, descent: f32::MIN, ..MathBox::default() };
        let (mut pen, mut before) = (0.0, None);
        for part in chain {
            if let Some(end) = before {
                pen -= overlap.min(part.connectors.0.min(end)).max(least) * em;
            }
            let glyph = self.glyph(self.face.id, part.glyph, character, style);
            match way {
                Way::Up => {
                    whole.width = whole.width.max(glyph.width);
                    let lower = -pen - glyph.descent;
                    whole.place(glyph, 0.0, lower);
                }
                Way::Across => whole.place(glyph, pen, 0.0),
            }
            pen += part.length * em;
            before = Some(part.connectors.1);
        }
        match way {
            Way::Up => (whole.ascent, whole.descent) = (pen, 0.0),
            Way::Across => whole.width = pen,
        }
        whole
    }

    /// Returns the height of a typical base of an accent.
    pub(super) fn accent_base(&self, style: Style) -> f32 {
        self.length(style, Constants::accent_base_height)
    }
}

/// Returns how often the extender parts are repeated, for a glyph of a given length.
fn repeats(parts: &[AssemblyPart], overlap: f32, wanted: f32) -> usize {
    let sum = |repeats: bool| -> f32 {
        parts.iter().filter(|part| part.repeats == repeats).map(|part| part.length - overlap).sum()
    };
    let (fixed, each) = (sum(false) + overlap, sum(true));
    if each <= 0.0 {
        return 1;
    }
    (((wanted - fixed) / each).ceil().max(0.0) as usize).clamp(usize::from(fixed <= overlap), MOST_REPEATS)
}

/// Returns the character that an operator is displayed as.
fn usual(character: char) -> char {
    match character {
        '-' => '−',
        '*' => '∗',
        '\'' => '′',
        other => other,
    }
}

/// Returns the width of the visible part of a glyph that has no advance.
fn ink(laid: &MathBox) -> f32 {
    laid.attachment.map_or(0.0, |place| 2.0 * (laid.width - place).abs())
}
