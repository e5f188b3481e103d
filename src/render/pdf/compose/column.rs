//! A column of boxes, measured from the start edge.

use crate::typeset::Rect;

/// A column. `x` is its left edge, relative to the text area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    pub(super) x: f32,
    pub(super) width: f32,
    /// Whether text runs right to left.
    pub(super) rtl: bool,
}

impl Column {
    /// Returns the column, narrowed by `start` and `end` at its edges.
    pub(super) fn inset(self, start: f32, end: f32) -> Self {
        let left = if self.rtl { end } else { start };
        Self { x: self.x + left, width: (self.width - start - end).max(1.0), rtl: self.rtl }
    }

    /// Returns the inside of a block in the column.
    pub(super) fn within(self, inset: Inset) -> Self {
        self.inset(inset.start, inset.end)
    }

    /// Returns a part of the column: `start` from its start edge, `width` wide.
    pub(super) fn part(self, start: f32, width: f32) -> Self {
        let left = if self.rtl { self.width - start - width } else { start };
        Self { x: self.x + left, width, rtl: self.rtl }
    }

    /// Returns a rectangle as wide as the column.
    pub(super) fn rect(self, y: f32, height: f32) -> Rect {
        Rect { x: self.x, y, width: self.width, height }
    }
}

/// The indent of the inside of a block, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Inset {
    /// At the start edge.
    pub(super) start: f32,
    /// At the end edge.
    pub(super) end: f32,
}

impl Inset {
    /// Text in a callout.
    pub(super) const CALLOUT: Self = Self { start: 12.0, end: 12.0 };
    /// Code in its panel.
    pub(super) const CODE: Self = Self { start: 10.0, end: 8.0 };
    /// Text in a table cell.
    pub(super) const CELL: Self = Self { start: 6.0, end: 6.0 };
    /// Text in a cell of a crowded table.
    pub(super) const NARROW_CELL: Self = Self { start: 3.5, end: 3.5 };

    /// Returns an inset without an end.
    pub(super) fn at_start(start: f32) -> Self {
        Self { start, end: 0.0 }
    }

    /// Returns a smaller inset, but no less than `floor`, if a narrow column would be left with less than `least`
    /// points for text.
    pub(super) fn leaving(self, least: f32, floor: f32, column: Column) -> Self {
        let spare = column.width - self.end - least;
        Self { start: self.start.min(spare.max(floor)), ..self }
    }
}
