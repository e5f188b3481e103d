//! Roots.

use super::{boxes::MathBox, face::Way, layout::Layout, style::Style};
use crate::maths::Node;
use ttf_parser::math::Constants;

const SIGN: char = '√';

impl Layout<'_, '_> {
    pub(super) fn root(&mut self, base: &Node, degree: Option<&Node>, style: Style) -> MathBox {
        let base = self.node(base, style.cramped());
        let rule = self.length(style, Constants::radical_rule_thickness);
        let least = if style.display {
            self.length(style, Constants::radical_display_style_vertical_gap)
        } else {
            self.length(style, Constants::radical_vertical_gap)
        };
        // the base counts as at least as tall as a letter, so that the roots of a and b are alike
        let (ascent, descent) = (base.ascent.max(self.em(style) * 0.5), base.descent.max(0.0));
        let sign = self.stretched(SIGN, Way::Up, ascent + descent + least + rule, style);
        let gap = ((sign.height() - rule - ascent - descent + least) / 2.0).max(least);
        let top = ascent + gap + rule;
        let (lowered, left, height) = (sign.ascent - top, sign.width, sign.height());
        let mut whole = self.degree(degree, (height, top), style);
        let x = whole.width;
        whole.place(sign, x, lowered);
        whole.place(MathBox::rule(-top, base.width, rule, self.style.color()), x + left, 0.0);
        whole.width = x + left + base.width;
        whole.place(base, x + left, 0.0);
        whole.ascent += self.length(style, Constants::radical_extra_ascender);
        whole
    }

    /// Lays out the degree of a radical of a given height, whose top is `top` above the baseline.
    fn degree(&mut self, degree: Option<&Node>, (height, top): (f32, f32), style: Style) -> MathBox {
        let Some(degree) = degree else { return MathBox::default() };
        let degree = self.node(degree, style.script().script());
        let before = self.length(style, Constants::radical_kern_before_degree);
        let after = self.length(style, Constants::radical_kern_after_degree);
        let raised = self.face.degree_raise() * height - (height - top) + degree.descent;
        let width = degree.width;
        let mut whole = MathBox::space((before + width + after).max(0.0));
        whole.place(degree, before.max(-after - width), -raised);
        whole
    }
}
