//! Boxes around parts, and lines through them.

use super::{boxes::MathBox, layout::Layout, style::Style};
use crate::{
    maths::{Node, Notation},
    typeset::{ItemKind, Rect},
};
use ttf_parser::math::Constants;

/// The padding of a box, in ems.
const PADDING: f32 = 0.3;

/// Strokes from the lower left to the upper right, in a square of 24 units, each with the maximum size of a part in
/// ems.
const STRIKES: [(f32, &str); 3] = [
    (0.9, "M 0 22.3 L 1.7 24 L 24 1.7 L 22.3 0 Z"),
    (2.0, "M 0 23.1 L 0.9 24 L 24 0.9 L 23.1 0 Z"),
    (f32::INFINITY, "M 0 23.6 L 0.4 24 L 24 0.4 L 23.6 0 Z"),
];

impl Layout<'_, '_> {
    pub(super) fn enclosed(&mut self, base: &Node, notation: Notation, style: Style) -> MathBox {
        let base = self.node(base, style);
        match notation {
            Notation::Box => self.boxed(base, style),
            Notation::Strike => {
                let (em, edge) = (self.em(style), 0.08 * self.em(style));
                let (width, height) = (base.width, base.height() + 2.0 * edge);
                let rect = Rect { x: 0.0, y: -base.ascent - edge, width, height };
                let fits = |(ems, _): &&(f32, &str)| width.max(height) <= ems * em;
                let path = STRIKES.iter().find(fits).map_or(STRIKES[2].1, |(_, path)| path);
                let mut whole = base;
                whole.items.push(ItemKind::Shape { rect, path, color: self.style.color() });
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
