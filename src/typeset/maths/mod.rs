//! Formulas: the tree of a formula becomes boxes of glyphs and rules.
//!
//! Follows the rules of TeX, with the lengths in the face's MATH table (OpenType, "MATH: The Mathematical Typesetting
//! Table") and the operators of MathML Core. Does not know articles or PDF. Start with [`Setter::formula`].
//!
//! Coordinates are as on pages, relative to a point on the baseline: `x` to the right, `y` down.

mod accent;
mod boxes;
mod display;
mod enclosed;
mod face;
mod fraction;
mod layout;
mod letters;
mod limits;
mod marks;
mod operators;
mod root;
mod row;
mod scripts;
mod spacing;
mod stretch;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use display::Display;
pub(crate) use style::MathStyle;

use super::{ItemKind, Setter};
use crate::maths::Node;
use layout::Layout;
use std::ops::Range;

/// A formula, in pieces between which lines can be broken.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Formula {
    pub(crate) pieces: Vec<Piece>,
}

/// A piece of a formula that is never divided.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Piece {
    /// Its width in points, with the space after it.
    pub(crate) width: f32,
    /// Its height above the baseline.
    pub(crate) ascent: f32,
    /// Its depth below the baseline.
    pub(crate) descent: f32,
    /// The space after it, which vanishes at the end of a line.
    pub(crate) blank: f32,
    /// The penalty for ending a line after it.
    pub(crate) penalty: f32,
    /// The nodes of the formula's row that it consists of.
    pub(crate) nodes: Range<usize>,
    /// Its glyphs and rules, from its left end on the baseline.
    pub(crate) items: Vec<ItemKind>,
}

impl Piece {
    /// Appends the next piece.
    fn join(&mut self, next: Self) {
        let x = self.width;
        self.width += next.width;
        (self.ascent, self.descent) = (self.ascent.max(next.ascent), self.descent.max(next.descent));
        (self.blank, self.penalty, self.nodes.end) = (next.blank, next.penalty, next.nodes.end);
        self.items.extend(next.items.into_iter().map(|mut item| {
            item.shift(x, 0.0);
            item
        }));
    }
}

impl Setter<'_> {
    /// Sets a formula. Returns `None` if no face has a MATH table, or the formula is too large.
    pub(crate) fn formula(&mut self, node: &Node, style: &MathStyle) -> Option<Formula> {
        let mut layout = Layout::new(self, style)?;
        let pieces = layout.pieces(node);
        layout.is_sound().then_some(Formula { pieces })
    }
}

/// Returns the parts of a formula's row, which [`Piece::nodes`] counts.
pub(crate) fn parts(node: &Node) -> &[Node] {
    match node {
        Node::Row(nodes) if nodes.len() == 1 => parts(&nodes[0]),
        Node::Row(nodes) => nodes,
        other => std::slice::from_ref(other),
    }
}
