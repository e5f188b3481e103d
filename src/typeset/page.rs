//! What typesetting produces: pages of positioned items.

use super::font::FaceId;
use std::sync::Arc;

/// A page, its items in painting order. Text of one owner stands in reading order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// What is painted.
    pub items: Vec<Item>,
}

/// What an item belongs to, as the caller numbers it: a paragraph, a list label, a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Owner(pub u32);

/// A link that an item is part of, as the caller numbers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LinkId(pub u32);

/// Something painted on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it belongs to.
    pub owner: Owner,
    /// What it is.
    pub kind: ItemKind,
}

/// What an item is.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemKind {
    /// Glyphs on a baseline.
    Glyphs(GlyphRun),
    /// A filled rectangle with rounded corners.
    Fill {
        /// Where.
        rect: Rect,
        /// The corners' radius in points; 0 for square ones.
        radius: f32,
        /// The colour.
        color: Color,
    },
    /// An outlined rectangle with rounded corners; the line is centred on the edge.
    Stroke {
        /// Where.
        rect: Rect,
        /// The corners' radius in points.
        radius: f32,
        /// The line's width in points.
        width: f32,
        /// The colour.
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
    /// A place that the caller asked to be told of (a destination, a page-number request).
    Mark {
        /// Distance from the page's top in points.
        y: f32,
        /// The mark, as the caller numbers it.
        mark: u32,
    },
}

/// Glyphs of one face and size on one baseline, in visual order (left to right).
#[derive(Debug, Clone, PartialEq)]
pub struct GlyphRun {
    /// The face.
    pub face: FaceId,
    /// The size in points per em.
    pub size: f32,
    /// The left end of the baseline.
    pub x: f32,
    /// The baseline, from the page's top.
    pub y: f32,
    /// The colour.
    pub color: Color,
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
    /// The characters that the run stands for, in logical order.
    pub text: String,
    /// Whether the glyphs run right to left: then logical order is the reverse of visual order.
    pub rtl: bool,
    /// The link that the run is part of.
    pub link: Option<LinkId>,
}

/// A positioned glyph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// The glyph's number in its face.
    pub id: u16,
    /// How far the pen moves on after it, in points, letter and word spacing included.
    pub advance: f32,
    /// How far it is moved right of the pen, in points.
    pub dx: f32,
    /// How far it is moved up from the baseline, in points.
    pub dy: f32,
    /// The bytes `start..end` of the run's text that it stands for; empty for a glyph that only adds to
    /// its cluster (a mark), whose text its neighbour carries.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A rectangle: left, top, width, height in points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// A colour in sRGB, 0 to 255 each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

impl Color {
    /// Black.
    pub const BLACK: Self = Self::rgb(0, 0, 0);
    /// White.
    pub const WHITE: Self = Self::rgb(255, 255, 255);

    /// A colour by its parts.
    #[must_use]
    pub const fn rgb(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b }
    }
}

impl GlyphRun {
    /// The run's width in points.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }
}
