//! Accents, overlines and underlines.

use super::{
    boxes::MathBox,
    face::Way,
    layout::Layout,
    limits::stack,
    marks::{combining, is_line},
    style::Style,
};
use crate::maths::Operator;
use ttf_parser::math::Constants;

impl Layout<'_, '_> {
    /// Sets an accent, a line, a brace or an arrow over or under its base.
    pub(super) fn sign(&mut self, base: MathBox, sign: (&Operator, bool, bool), style: Style) -> MathBox {
        let (operator, is_over, is_accent) = sign;
        let Some(character) = operator.text.chars().next() else { return base };
        let grows = operator.stretchy.unwrap_or(true);
        if is_line(character)
            || (combining(character) == Some('\u{304}') && grows && !base.is_letter)
            || (!is_over && combining(character) == Some('\u{304}'))
        {
            return self.line(base, is_over, style);
        }
        if character == '→' && is_accent && is_over && !operator.stretchy.unwrap_or(!base.is_letter) {
            return self.accent(base, '\u{20d7}', false, style);
        }
        match combining(character).filter(|_| is_over) {
            Some(accent) => self.accent(base, accent, grows, style),
            None => self.long_sign(base, character, is_over, style),
        }
    }

    fn accent(&mut self, base: MathBox, accent: char, grows: bool, style: Style) -> MathBox {
        let mark = self.wide_accent(accent, if grows { base.width } else { 0.0 }, style);
        let (center, place) = (base.center(), mark.center());
        let up = base.ascent - base.ascent.min(self.accent_base(style));
        let (width, italic, attachment) = (base.width, base.italic, base.attachment);
        let mut whole = base;
        let (left, right) = seen(&mark);
        let x = center - place;
        // an accent wider than its base does not overlap its neighbors
        let (before, after) = ((-(x + left)).max(0.0), (x + right - width - italic).max(0.0));
        whole.place(mark, x, -up);
        for item in &mut whole.items {
            item.shift(before, 0.0);
        }
        whole.width = width + before + after;
        whole.attachment = attachment.map(|place| place + before);
        whole
    }

    /// Returns the widest form of an accent that is no wider than its base.
    fn wide_accent(&mut self, accent: char, width: f32, style: Style) -> MathBox {
        let Some(own) = self.own_glyph(accent) else { return self.character(accent, style) };
        let em = self.em(style);
        let variants = self.face.variants(own, Way::Across);
        let widest = variants.iter().rev().find(|(_, length)| length * em <= width).map_or(own, |(glyph, _)| *glyph);
        let mut mark = self.glyph(self.face.id, widest, accent, style);
        let ink = self.face.outlines.extents(widest).ink;
        let (left, right) = (ink.0 * em, ink.1 * em);
        mark.attachment = mark.attachment.or(Some((left + right) / 2.0));
        mark.italic = 0.0;
        // stored as its width, as combining characters have none
        mark.width = right - left;
        mark
    }

    fn line(&mut self, base: MathBox, is_over: bool, style: Style) -> MathBox {
        let (gap, rule, extra) = if is_over {
            (
                Constants::overbar_vertical_gap as fn(&_) -> _,
                Constants::overbar_rule_thickness as fn(&_) -> _,
                Constants::overbar_extra_ascender as fn(&_) -> _,
            )
        } else {
            (
                Constants::underbar_vertical_gap as fn(&_) -> _,
                Constants::underbar_rule_thickness as fn(&_) -> _,
                Constants::underbar_extra_descender as fn(&_) -> _,
            )
        };
        let (gap, rule, extra) = (self.length(style, gap), self.length(style, rule), self.length(style, extra));
        let y = if is_over { -base.ascent - gap - rule } else { base.descent + gap };
        let bar = MathBox::rule(y, base.width, rule, self.style.color());
        let (italic, attachment) = (base.italic, base.attachment);
        let mut whole = stack(base, bar, (0.0, 0.0));
        if is_over {
            whole.ascent += extra;
        } else {
            whole.descent += extra;
        }
        (whole.italic, whole.attachment) = (italic, attachment);
        whole
    }
}

/// Returns the left and right ends of an accent, relative to its position.
fn seen(mark: &MathBox) -> (f32, f32) {
    let (center, half) = (mark.center(), mark.width / 2.0);
    (center - half, center + half)
}
