//! A column of boxes, measured from the side where reading starts.

use super::extent::Inset;
use crate::typeset::Rect;

/// A column. `x` is its left edge in the text area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    pub(super) x: f32,
    pub(super) width: f32,
    /// Whether reading starts at the right.
    pub(super) rtl: bool,
}

impl Column {
    /// Returns the column, narrower by `start` where reading starts and `end` where it ends.
    pub(super) fn inset(self, start: f32, end: f32) -> Self {
        let left = if self.rtl { end } else { start };
        Self { x: self.x + left, width: (self.width - start - end).max(1.0), rtl: self.rtl }
    }

    /// The inside of a block in the column.
    pub(super) fn within(self, inset: Inset) -> Self {
        self.inset(inset.start, inset.end)
    }

    /// A part of the column: `start` in from where reading starts, `width` wide.
    pub(super) fn part(self, start: f32, width: f32) -> Self {
        let left = if self.rtl { self.width - start - width } else { start };
        Self { x: self.x + left, width, rtl: self.rtl }
    }

    /// A rectangle as wide as the column.
    pub(super) fn rect(self, y: f32, height: f32) -> Rect {
        Rect { x: self.x, y, width: self.width, height }
    }
}
