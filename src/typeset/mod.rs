//! Typesetting: boxes in, pages of positioned glyphs out.
//!
//! Fonts, shaping, bidirectional text, line breaking, hyphenation and page breaking. It knows nothing of PDF
//! and nothing of articles: callers describe text and boxes, each with an opaque [`Owner`], and get back
//! [`Page`]s of [`Item`]s that carry the same owners.
//!
//! All lengths are in points (1/72 inch). On a page `x` runs rightwards from the left edge and `y`
//! downwards from the top edge.

pub mod font;
pub mod page;

pub use font::{Face, FaceId, FaceMetrics, FaceQuery, Fonts};
pub use page::{Color, Glyph, GlyphRun, Item, ItemKind, LinkId, Owner, Page, Rect};
