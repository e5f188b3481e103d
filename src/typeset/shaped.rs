//! Shaped words.

use std::ops::Range;

/// A shaped word; lengths are in ems.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Shaped {
    /// The glyphs in visual order.
    pub(super) glyphs: Vec<ShapedGlyph>,
    /// How much blank space of the first glyph vanishes at the start of a line.
    pub(super) blank_before: f32,
    /// How much blank space of the last glyph vanishes at the end of a line.
    pub(super) blank_after: f32,
    /// The footprint of all glyphs together.
    pub(super) whole: Footprint,
}

/// The footprint of some glyphs of a word.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Footprint {
    /// The width in ems.
    pub(super) width: f32,
    /// The range of bytes of the word that they represent.
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Shaped {
    /// Computes the footprint of all glyphs together.
    pub(super) fn measure(&mut self) {
        self.whole = Footprint::of(&self.glyphs);
    }

    /// Returns the footprint of some of its glyphs.
    pub(super) fn footprint(&self, glyphs: Range<usize>) -> Footprint {
        if glyphs == (0..self.glyphs.len()) { self.whole } else { Footprint::of(&self.glyphs[glyphs]) }
    }
}

impl Footprint {
    fn of(glyphs: &[ShapedGlyph]) -> Self {
        let width = glyphs.iter().map(|glyph| glyph.advance).sum();
        let represented = glyphs.iter().filter(|glyph| glyph.start < glyph.end);
        let (start, end) = represented.fold((u32::MAX, 0), |(a, b), glyph| (a.min(glyph.start), b.max(glyph.end)));
        Self { width, start: start.min(end), end }
    }
}

/// A glyph of a shaped word; lengths are in ems.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ShapedGlyph {
    pub(super) id: u16,
    pub(super) advance: f32,
    pub(super) dx: f32,
    pub(super) dy: f32,
    /// The byte range of the word that the glyph represents; empty for a glyph that only adds to its cluster.
    pub(super) start: u32,
    pub(super) end: u32,
}
