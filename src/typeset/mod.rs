//! Typesetting: boxes in, pages of positioned glyphs out.
//!
//! Fonts, shaping, bidirectional text, line breaking, hyphenation and page breaking. It knows nothing of PDF
//! and nothing of articles: callers describe text and boxes, each with an opaque [`Owner`], and get back
//! [`Page`]s of [`Item`]s that carry the same owners.
//!
//! All lengths are in points (1/72 inch). On a page `x` runs rightwards from the left edge and `y`
//! downwards from the top edge.

pub mod assemble;
mod atoms;
mod cjk;
#[cfg(test)]
pub(crate) mod dump;
pub mod flow;
mod font;
mod hyphenate;
mod itemize;
mod line;
pub mod linebreak;
mod page;
pub mod pagebreak;
mod paragraph;
mod shape;
pub mod slice;
mod text;

pub use font::{Face, FaceId, FaceMetrics, FaceQuery, Fonts};
pub use line::SetLine;
pub use linebreak::Fit;
pub use page::{Color, Glyph, GlyphRun, Item, ItemKind, LinkId, Owner, Page, Rect};
pub use paragraph::{Alignment, Extent, Setter, Setting};
pub use shape::Shaper;
pub use text::{Division, Forms, Object, Text, TextStyle};
