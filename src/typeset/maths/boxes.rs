//! Boxes: the extent and contents of a part of a formula.

use crate::{
    color::Color,
    typeset::{ItemKind, Rect},
};

/// A part of a formula. Lengths are in points.
#[derive(Debug, Clone, Default)]
pub(super) struct MathBox {
    pub(super) width: f32,
    /// Height above the baseline.
    pub(super) ascent: f32,
    /// Depth below the baseline.
    pub(super) descent: f32,
    /// The italic correction: how far its slant extends beyond its right end.
    pub(super) italic: f32,
    /// Where an accent is centered; in the middle if `None`.
    pub(super) attachment: Option<f32>,
    /// Whether it is a letter, a word or a number: these all have their scripts at the same height.
    pub(super) is_letter: bool,
    /// Whether it is a large operator, whose slant is part of its width.
    pub(super) is_large: bool,
    /// The contents, from the left end of the baseline.
    pub(super) items: Vec<ItemKind>,
}

impl MathBox {
    /// Creates empty space.
    pub(super) fn space(width: f32) -> Self {
        Self { width, ..Self::default() }
    }

    /// Creates a rule whose left end is 0 and whose top is `y`.
    pub(super) fn rule(y: f32, width: f32, height: f32, color: Color) -> Self {
        let rect = Rect { x: 0.0, y, width, height };
        let items = vec![ItemKind::Fill { rect, radius: 0.0, color }];
        Self { width, ascent: -y, descent: y + height, items, ..Self::default() }
    }

    pub(super) fn height(&self) -> f32 {
        self.ascent + self.descent
    }

    /// Adds another box, moved right and down, without changing the width.
    pub(super) fn place(&mut self, other: Self, x: f32, y: f32) {
        self.ascent = self.ascent.max(other.ascent - y);
        self.descent = self.descent.max(other.descent + y);
        self.items.extend(other.items.into_iter().map(|mut item| {
            item.shift(x, y);
            item
        }));
    }

    /// Adds another box after this one.
    pub(super) fn append(&mut self, other: Self) {
        let x = self.width;
        self.width += other.width;
        self.place(other, x, 0.0);
    }

    /// Moves the contents and the box down.
    pub(super) fn lowered(mut self, y: f32) -> Self {
        for item in &mut self.items {
            item.shift(0.0, y);
        }
        Self { ascent: self.ascent - y, descent: self.descent + y, ..self }
    }

    /// Returns where an accent is centered.
    pub(super) fn center(&self) -> f32 {
        self.attachment.unwrap_or(self.width / 2.0)
    }
}
