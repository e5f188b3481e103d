//! Boxes around, and lines through, a part.

use super::{boxes::MathBox, layout::Layout, style::Style};
use crate::{
    maths::{Node, Notation},
    typeset::{ItemKind, Rect},
};
use ttf_parser::math::Constants;

/// The room between a part and the box around it, in ems.
const PADDING: f32 = 0.3;

/// A line from the lower left to the upper right, in a square of 24 units.
const STRIKE: &str = "M 0 23 L 1 24 L 24 1 L 23 0 Z";

impl Layout<'_, '_> {
    pub(super) fn enclosed(&mut self, base: &Node, notation: Notation, style: Style) -> MathBox {
        let base = self.node(base, style);
        match notation {
            Notation::Box => self.boxed(base, style),
            Notation::Strike => {
                let rect = Rect { x: 0.0, y: -base.ascent, width: base.width, height: base.height() };
                let mut whole = base;
                whole.items.push(ItemKind::Shape { rect, path: STRIKE, color: self.style.color() });
                whole
            }
        }
    }

    fn boxed(&self, base: MathBox, style: Style) -> MathBox {
        let (rule, room) = (self.length(style, Constants::fraction_rule_thickness), PADDING * self.em(style));
        let edge = room + rule;
        let (width, height) = (base.width + 2.0 * edge, base.height() + 2.0 * edge);
        let (top, bottom) = (-base.ascent - edge, base.descent + room);
        let mut whole = MathBox::space(width);
        whole.place(base, edge, 0.0);
        let sides = [
            (0.0, top, width, rule),
            (0.0, bottom, width, rule),
            (0.0, top, rule, height),
            (width - rule, top, rule, height),
        ];
        for (x, y, width, height) in sides {
            whole.place(MathBox::rule(y, width, height, self.style.color()), x, 0.0);
        }
        whole
    }
}
