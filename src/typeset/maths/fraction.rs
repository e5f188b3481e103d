//! Fractions, and stacks without a line.

use super::{boxes::MathBox, layout::Layout, style::Style};
use crate::maths::Node;
use ttf_parser::math::Constants;

/// The space on both sides of a fraction, in ems.
const SIDES: f32 = 0.1;

impl Layout<'_, '_> {
    pub(super) fn fraction(&mut self, above: &Node, below: &Node, line: bool, style: Style) -> MathBox {
        let inner = style.fraction();
        let (above, below) = (self.node(above, inner), self.node(below, inner.cramped()));
        let (up, down) =
            if line { self.around_line(&above, &below, style) } else { self.stacked(&above, &below, style) };
        let sides = if line { SIDES * self.em(style) } else { 0.0 };
        let width = above.width.max(below.width);
        let mut whole = MathBox::space(width + 2.0 * sides);
        if line {
            let rule = self.length(style, Constants::fraction_rule_thickness);
            let bar = MathBox::rule(-self.axis(style) - rule / 2.0, width, rule, self.style.color());
            whole.place(bar, sides, 0.0);
        }
        let (left_above, left_below) = ((width - above.width) / 2.0, (width - below.width) / 2.0);
        whole.place(above, sides + left_above, -up);
        whole.place(below, sides + left_below, down);
        whole
    }

    /// Returns the shifts of the parts above and below a line.
    fn around_line(&self, above: &MathBox, below: &MathBox, style: Style) -> (f32, f32) {
        let (axis, half) = (self.axis(style), self.length(style, Constants::fraction_rule_thickness) / 2.0);
        let [up, down, gap_above, gap_below] = if style.display {
            [
                self.length(style, Constants::fraction_numerator_display_style_shift_up),
                self.length(style, Constants::fraction_denominator_display_style_shift_down),
                self.length(style, Constants::fraction_num_display_style_gap_min),
                self.length(style, Constants::fraction_denom_display_style_gap_min),
            ]
        } else {
            [
                self.length(style, Constants::fraction_numerator_shift_up),
                self.length(style, Constants::fraction_denominator_shift_down),
                self.length(style, Constants::fraction_numerator_gap_min),
                self.length(style, Constants::fraction_denominator_gap_min),
            ]
        };
        (up.max(axis + half + gap_above + above.descent), down.max(below.ascent + gap_below + half - axis))
    }

    fn stacked(&self, above: &MathBox, below: &MathBox, style: Style) -> (f32, f32) {
        let [up, down, least] = if style.display {
            [
                self.length(style, Constants::stack_top_display_style_shift_up),
                self.length(style, Constants::stack_bottom_display_style_shift_down),
                self.length(style, Constants::stack_display_style_gap_min),
            ]
        } else {
            [
                self.length(style, Constants::stack_top_shift_up),
                self.length(style, Constants::stack_bottom_shift_down),
                self.length(style, Constants::stack_gap_min),
            ]
        };
        let lacking = (least - (up - above.descent + down - below.ascent)).max(0.0) / 2.0;
        (up + lacking, down + lacking)
    }
}
