//! What typesetting produces: pages of positioned items.

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
    /// What is painted.
    pub(crate) items: Vec<Item>,
}

/// What an item belongs to, as the caller numbers it: a paragraph, a list label, a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Owner(pub(crate) u32);

/// A link that an item is part of, as the caller numbers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct LinkId(pub(crate) u32);

/// Something painted on a page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    /// What it belongs to.
    pub(crate) owner: Owner,
    /// What it is.
    pub(crate) kind: ItemKind,
}

/// What an item is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ItemKind {
    /// Glyphs on a baseline.
    Glyphs(GlyphRun),
    /// A filled rectangle with rounded corners.
    Fill {
        /// Where.
        rect: Rect,
        /// The corners' radius in points; 0 for square ones.
        radius: f32,
        /// The color.
        color: Color,
    },
    /// An outline, filled by the even-odd rule.
    Shape {
        /// Where.
        rect: Rect,
        /// The path in a square of 24 units, in the syntax of SVG: `M`, `L`, `C` and `Z` with numbers between spaces.
        path: &'static str,
        /// The color.
        color: Color,
    },
    /// A picture, scaled to the rectangle.
    Picture {
        /// Where.
        rect: Rect,
        /// The key of the picture, as the caller gave it.
        key: Arc<str>,
        /// The link that it is.
        link: Option<LinkId>,
    },
    /// A place where people write. Nothing is painted.
    Place {
        /// Where.
        rect: Rect,
    },
    /// A place that the caller asked for (a destination, a page-number request).
    Mark {
        /// Distance from the page's top in points.
        y: f32,
        /// The mark, as the caller numbers it.
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
    /// The glyphs.
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
    /// How far the pen moves on after it, in points, letter and word spacing included.
    pub(crate) advance: f32,
    /// How far it is moved right of the pen, in points.
    pub(crate) dx: f32,
    /// How far it is moved up from the baseline, in points.
    pub(crate) dy: f32,
    /// The bytes `start..end` of the run's text that it represents; empty for a glyph that only adds to
    /// its cluster (a mark), whose text its neighbor carries.
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

    /// Returns the rectangle without an edge of this width.
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
