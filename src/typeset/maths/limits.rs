//! Parts under and over a base: limits, braces, words.

use super::{
    boxes::MathBox,
    face::Way,
    layout::Layout,
    marks,
    operators::{self, Class},
    style::Style,
};
use crate::maths::{Node, Operator};
use ttf_parser::math::Constants;

/// How much longer an arrow is than the text over it, in ems.
const ARROW_EXTRA: f32 = 0.8;

/// A part, and whether it is an accent.
type Marked<'n> = (Option<&'n Node>, bool);

impl Layout<'_, '_> {
    pub(super) fn limits(&mut self, base: &Node, under: Marked<'_>, over: Marked<'_>, style: Style) -> MathBox {
        if !style.display && moves(base) {
            return self.scripts(base, under.0, over.0, style);
        }
        let mut whole = match arrow(base) {
            Some(arrow) => self.long_arrow(arrow, [under.0, over.0], style),
            None => self.node(base, style),
        };
        let (slant, is_letter) = (if whole.is_large { whole.italic } else { 0.0 }, whole.is_letter);
        if let (Some(mark), is_accent) = over {
            whole = match stretchy(mark) {
                Some(sign) => self.sign(whole, (sign, true, is_accent), style),
                None => self.over(whole, mark, slant, style),
            };
        }
        if let (Some(mark), is_accent) = under {
            whole = match stretchy(mark) {
                Some(sign) => self.sign(whole, (sign, false, is_accent), style),
                None => self.under(whole, mark, slant, style),
            };
        }
        whole.is_letter = is_letter && (over.1 || over.0.is_none()) && (under.1 || under.0.is_none());
        whole
    }

    fn over(&mut self, base: MathBox, mark: &Node, slant: f32, style: Style) -> MathBox {
        let mark = self.node(mark, style.script());
        let gap = self.length(style, Constants::upper_limit_gap_min) + mark.descent;
        let rise = self.length(style, Constants::upper_limit_baseline_rise_min).max(gap);
        let up = base.ascent + rise;
        stack(base, mark, (slant / 2.0, -up))
    }

    fn under(&mut self, base: MathBox, mark: &Node, slant: f32, style: Style) -> MathBox {
        let mark = self.node(mark, style.script().cramped());
        let gap = self.length(style, Constants::lower_limit_gap_min) + mark.ascent;
        let drop = self.length(style, Constants::lower_limit_baseline_drop_min).max(gap);
        let down = base.descent + drop;
        stack(base, mark, (-slant / 2.0, down))
    }

    /// Sets an arrow as long as the text under and over it.
    fn long_arrow(&mut self, arrow: char, words: [Option<&Node>; 2], style: Style) -> MathBox {
        let widths = words.into_iter().flatten().map(|words| self.node(words, style.script()).width);
        let widest = widths.fold(0.0, f32::max);
        let wanted = widest + ARROW_EXTRA * self.em(style);
        let arrow = self.stretched(arrow, Way::Across, wanted, style);
        MathBox { is_letter: false, italic: 0.0, attachment: None, ..arrow }
    }

    /// Sets a brace or an arrow as long as its base, over or under it.
    pub(super) fn long_sign(&mut self, base: MathBox, character: char, is_over: bool, style: Style) -> MathBox {
        let sign = self.stretched(character, Way::Across, base.width, style);
        let sign = MathBox { attachment: None, italic: 0.0, ..sign };
        let y = if is_over {
            -(base.ascent + self.length(style, Constants::stretch_stack_gap_above_min) + sign.descent)
        } else {
            base.descent + self.length(style, Constants::stretch_stack_gap_below_min) + sign.ascent
        };
        stack(base, sign, (0.0, y))
    }
}

/// Puts one box over or under another, both centered except for a shift. The wider one determines the width.
pub(super) fn stack(base: MathBox, mark: MathBox, (shift, y): (f32, f32)) -> MathBox {
    let width = base.width.max(mark.width + 2.0 * shift.abs());
    let (left, over) = ((width - base.width) / 2.0, (width - mark.width) / 2.0 + shift);
    let mut whole = MathBox::space(width);
    whole.is_large = false;
    whole.place(base, left, 0.0);
    whole.place(mark, over, y);
    whole
}

/// Returns whether limits of a base are set at its side in text style.
fn moves(base: &Node) -> bool {
    match base {
        Node::Operator(Operator { movable_limits: Some(moves), .. }) => *moves,
        Node::Operator(operator) => {
            operators::class(&operator.text) == Class::Large && !operator.text.chars().any(operators::is_integral)
        }
        Node::Row(nodes) if nodes.len() == 1 => moves(&nodes[0]),
        _ => false,
    }
}

/// Returns the arrow that a base consists of, if it stretches.
fn arrow(base: &Node) -> Option<char> {
    match base {
        Node::Operator(operator) if operator.stretchy != Some(false) => {
            operator.text.chars().next().filter(|&first| operators::is_arrow(first))
        }
        Node::Row(nodes) if nodes.len() == 1 => arrow(&nodes[0]),
        _ => None,
    }
}

/// Returns the operator that a mark consists of, if it is a single character that accents its base or stretches with
/// it.
fn stretchy(mark: &Node) -> Option<&Operator> {
    match mark {
        Node::Operator(operator) => {
            let mut characters = operator.text.chars();
            let first = characters.next().filter(|_| characters.next().is_none())?;
            let grows = marks::combining(first).is_some() || marks::is_long(first);
            grows.then_some(operator)
        }
        Node::Row(nodes) if nodes.len() == 1 => stretchy(&nodes[0]),
        _ => None,
    }
}
