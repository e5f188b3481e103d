//! Typesetting: boxes in, pages of positioned glyphs out.
//!
//! Fonts, shaping, bidirectional text, line breaking, hyphenation and page breaking. It knows neither PDF nor articles:
//! callers describe text and boxes, each with an opaque [`Owner`], and get back [`Page`]s of [`Item`]s that carry the
//! same owners.
//!
//! All lengths are in points (1/72 inch). On a page, `x` runs right from the left edge and `y` down from the top edge.

pub(crate) mod assemble;
mod atoms;
mod cjk;
#[cfg(test)]
pub(crate) mod dump;
pub(crate) mod flow;
mod font;
mod hyphenate;
mod invisible;
mod itemize;
mod line;
pub(crate) mod linebreak;
pub(crate) mod maths;
mod page;
pub(crate) mod pagebreak;
mod paragraph;
mod setting;
mod shape;
mod shaped;
pub(crate) mod slice;
mod text;

pub(crate) use crate::color::Color;
pub(crate) use font::{Face, FaceId, FaceMetrics, FaceQuery, Fonts};
pub(crate) use line::SetLine;
pub(crate) use linebreak::Fit;
pub(crate) use page::{Glyph, GlyphRun, Item, ItemKind, LinkId, Owner, Page, Rect};
pub(crate) use paragraph::{Extent, Setter};
pub(crate) use setting::{Alignment, Setting};
pub(crate) use shape::Shaper;
pub(crate) use text::{Divider, Division, Forms, Object, ObjectContent, Text, TextStyle, Zero};
