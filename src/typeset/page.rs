//! The result of typesetting: pages of positioned items.

use super::font::FaceId;
use crate::color::Color;
use std::sync::Arc;

/// A page, its items in painting order. Text of one owner is in reading order.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Page {
    /// Width in points.
    pub(crate) width: f32,
    /// Height in points.
    pub(crate) height: f32,
    /// The items.
    pub(crate) items: Vec<Item>,
}

/// What an item belongs to, by the caller's number: a paragraph, a list label, a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Owner(pub(crate) u32);

/// A link that an item is part of, by the caller's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct LinkId(pub(crate) u32);

/// An item painted on a page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    /// The owner.
    pub(crate) owner: Owner,
    /// The kind and contents.
    pub(crate) kind: ItemKind,
}

/// The kind and contents of an item.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ItemKind {
    /// Glyphs on a baseline.
    Glyphs(GlyphRun),
    /// A filled rectangle with rounded corners.
    Fill {
        /// The position.
        rect: Rect,
        /// The corners' radius in points; 0 for square ones.
        radius: f32,
        /// The color.
        color: Color,
    },
    /// An outline, filled by the even-odd rule.
    Shape {
        /// The position.
        rect: Rect,
        /// The path in a square of 24 units, in SVG syntax: `M`, `L`, `C` and `Z` with space-separated numbers.
        path: &'static str,
        /// The color.
        color: Color,
    },
    /// A picture, scaled to the rectangle.
    Picture {
        /// The position.
        rect: Rect,
        /// The key of the picture, as given by the caller.
        key: Arc<str>,
        /// The link of the picture.
        link: Option<LinkId>,
    },
    /// A space where people write. Nothing is painted.
    Place {
        /// The position.
        rect: Rect,
    },
    /// A position that the caller asked for (a destination, a page-number request).
    Mark {
        /// The distance from the top of the page in points.
        y: f32,
        /// The mark, by the caller's number.
        mark: u32,
    },
}

/// Glyphs of one face and size on one baseline, in visual order (left to right).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GlyphRun {
    /// The face.
    pub(crate) face: FaceId,
    /// The size in points per em.
    pub(crate) size: f32,
    /// The left end of the baseline.
    pub(crate) x: f32,
    /// The baseline, from the page's top.
    pub(crate) y: f32,
    /// The color.
    pub(crate) color: Color,
    pub(crate) glyphs: Vec<Glyph>,
    /// The characters of the run, in logical order.
    pub(crate) text: String,
    /// Whether the glyphs run right to left: then logical order is the reverse of visual order.
    pub(crate) rtl: bool,
    /// The link that the run is part of.
    pub(crate) link: Option<LinkId>,
}

/// A positioned glyph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Glyph {
    /// The glyph's number in its face.
    pub(crate) id: u16,
    /// The advance in points, including letter and word spacing.
    pub(crate) advance: f32,
    /// The offset to the right of the pen, in points.
    pub(crate) dx: f32,
    /// The offset up from the baseline, in points.
    pub(crate) dy: f32,
    /// The byte range `start..end` of the run's text that it represents; empty for a glyph that only adds to its
    /// cluster (a mark), whose text is on its neighbor.
    pub(crate) start: u32,
    /// One past the last byte.
    pub(crate) end: u32,
}

/// A rectangle: left, top, width, height in points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Rect {
    /// Left edge.
    pub(crate) x: f32,
    /// Top edge.
    pub(crate) y: f32,
    /// Width.
    pub(crate) width: f32,
    /// Height.
    pub(crate) height: f32,
}

impl Rect {
    /// Returns the smallest rectangle that holds both.
    #[must_use]
    pub(crate) fn around(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let (right, bottom) =
            ((self.x + self.width).max(other.x + other.width), (self.y + self.height).max(other.y + other.height));
        Self { x, y, width: right - x, height: bottom - y }
    }

    /// Returns the rectangle shrunk by this width on all sides.
    #[must_use]
    pub(crate) fn inset(self, edge: f32) -> Self {
        let (width, height) = (self.width - 2.0 * edge, self.height - 2.0 * edge);
        Self { x: self.x + edge, y: self.y + edge, width, height }
    }
}

impl GlyphRun {
    /// Returns the run's width in points.
    #[must_use]
    pub(crate) fn width(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }
}
