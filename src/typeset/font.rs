//! Faces: the data of fonts about their glyphs.
//!
//! [`Fonts`] holds the faces of a set and selects among them. [`parse`] finds the faces in a font file: one, those of a
//! collection, or the named instances of a variable font; [`system`] finds system fonts.

mod choose;
mod parse;
mod system;

pub(crate) use choose::Fonts;

use crate::env::{Coverage, FontBytes};
use harfrust::{ShaperData, ShaperInstance};
use skrifa::{
    FontRef, GlyphId, MetadataProvider as _,
    charmap::{Charmap, MappingIndex},
    instance::{Location, Size},
    outline::{DrawSettings, pen::ControlBoundsPen},
};
use std::sync::{Arc, OnceLock};

/// The index of a face in [`Fonts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct FaceId(pub(crate) u16);

/// One face of a family. A bundled face or a system face is read when text is first set in it: most documents need
/// three or four faces.
pub(crate) struct Face {
    /// The PostScript name, for a PDF's font dictionary.
    pub(crate) name: String,
    /// The family's name.
    pub(crate) family: String,
    /// Whether it is bold (weight 600 or more).
    pub(crate) bold: bool,
    /// Whether it is italic or oblique.
    pub(crate) italic: bool,
    /// The weight, 1 to 1000; 400 is regular.
    pub(crate) weight: f32,
    /// Whether all its glyphs have the same width.
    pub(crate) monospaced: bool,
    /// The face's index in the file; 0 except in a collection.
    pub(crate) index: u32,
    /// The values of an instance of a variable font by axis tag, in the axes' own units.
    pub(crate) variations: Vec<([u8; 4], f32)>,
    /// Whether it is a system font.
    pub(crate) is_system: bool,
    /// The file, shared by its faces.
    bytes: FontBytes,
    /// The characters it has, if known without reading it.
    coverage: Option<Arc<Coverage>>,
    opened: OnceLock<Opened>,
}

/// A face that has been read.
struct Opened {
    bytes: FontBytes,
    index: u32,
    shaper: ShaperData,
    /// The instance of a variable font, if it is one.
    instance: Option<ShaperInstance>,
    location: Location,
    /// The location of the font's character map.
    characters: MappingIndex,
    metrics: FaceMetrics,
    /// A bit set of the characters up to U+007F that it has.
    ascii: u128,
    space: Option<Simple>,
    hyphen: Option<Simple>,
}

/// A glyph with its advance in ems.
#[derive(Debug, Clone, Copy, Default)]
struct Simple {
    glyph: u16,
    advance: f32,
}

/// Metrics of a face, in ems; negative is down.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct FaceMetrics {
    /// Font units per em.
    pub(crate) units_per_em: f32,
    /// The height of a line above the baseline.
    pub(crate) ascent: f32,
    /// The depth of a line below the baseline, negative.
    pub(crate) descent: f32,
    /// The height of a capital.
    pub(crate) cap_height: f32,
    /// The height of an x.
    pub(crate) x_height: f32,
    /// The slant in degrees, negative if leaning right.
    pub(crate) italic_angle: f32,
    /// The box around all glyphs: left, bottom, right, top.
    pub(crate) bounds: [f32; 4],
}

/// A request for a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct FaceQuery<'a> {
    /// The family's name.
    pub(crate) family: &'a str,
    /// Whether it should be bold.
    pub(crate) bold: bool,
    /// Whether it should be italic.
    pub(crate) italic: bool,
}

impl Face {
    fn opened(&self) -> &Opened {
        self.opened.get_or_init(|| parse::open(&self.bytes, self.index, &self.variations))
    }

    pub(super) fn font(&self) -> FontRef<'_> {
        self.opened().font()
    }

    fn charmap(&self) -> Charmap<'_> {
        let opened = self.opened();
        opened.characters.charmap(&opened.font())
    }

    /// Returns the harfrust shaper for the face.
    pub(super) fn shaper(&self) -> harfrust::Shaper<'_> {
        let opened = self.opened();
        opened.shaper.shaper(&opened.font()).instance(opened.instance.as_ref()).build()
    }

    /// Returns the file.
    #[must_use]
    pub(crate) fn data(&self) -> &[u8] {
        (*self.bytes).as_ref()
    }

    /// Returns the metrics.
    #[must_use]
    pub(crate) fn metrics(&self) -> FaceMetrics {
        self.opened().metrics
    }

    /// Returns whether the face can show the character.
    #[must_use]
    pub(crate) fn has(&self, character: char) -> bool {
        self.shown_as(character).is_some()
    }

    /// Returns a bit set of the ASCII characters that the face can show.
    pub(super) fn ascii(&self) -> u128 {
        self.opened().ascii
    }

    /// Returns all its characters.
    fn coverage(&self) -> Arc<Coverage> {
        let read = || Arc::new(Coverage::of(self.charmap().mappings().map(|(character, _)| character)));
        self.coverage.clone().unwrap_or_else(read)
    }

    /// Returns whether it has a glyph for exactly this character.
    fn maps(&self, character: char) -> bool {
        match (self.opened.get(), &self.coverage) {
            (None, Some(coverage)) => coverage.has(character),
            (Some(opened), _) if character.is_ascii() => opened.ascii >> u32::from(character) & 1 == 1,
            _ => parse::maps(&self.charmap(), character),
        }
    }

    /// Returns the character whose glyph shows this one: itself, or one that looks the same (a Unicode hyphen is shown
    /// as the hyphen-minus of a face that lacks it, rather than in another face).
    #[must_use]
    pub(crate) fn shown_as(&self, character: char) -> Option<char> {
        let maps = |c: &char| self.maps(*c);
        let twin = match character {
            '\u{2010}' | '\u{2011}' => Some('-'),
            'µ' => Some('μ'),
            'μ' => Some('µ'),
            '\u{2212}' => Some('–'),
            _ => None,
        };
        Some(character).filter(maps).or_else(|| twin.filter(maps))
    }

    /// Returns the width of a space in ems: a quarter if the face has none.
    #[must_use]
    pub(crate) fn space(&self) -> f32 {
        const USUAL: f32 = 0.25;
        self.opened().space.map_or(USUAL, |space| space.advance)
    }

    /// Returns the glyph of a space, if the face has one.
    #[must_use]
    pub(crate) fn space_glyph(&self) -> Option<u16> {
        self.opened().space.map(|space| space.glyph)
    }

    /// Returns the width of a hyphen in ems; 0 if the face has none.
    #[must_use]
    pub(crate) fn hyphen(&self) -> f32 {
        self.opened().hyphen.map_or(0.0, |hyphen| hyphen.advance)
    }

    /// Returns the glyph of a hyphen, if the face has one.
    #[must_use]
    pub(crate) fn hyphen_glyph(&self) -> Option<u16> {
        self.opened().hyphen.map(|hyphen| hyphen.glyph)
    }

    /// Returns the face's own glyph for a default-ignorable character, if it has no width and is blank: some fonts draw
    /// a joiner as a bar.
    pub(super) fn unseen(&self, character: char) -> Option<u16> {
        let glyph = self.charmap().map(character)?;
        let glyph = u16::try_from(glyph.to_u32()).ok()?;
        (self.advance(glyph) == 0.0 && self.ink(glyph).is_none_or(|(left, right)| left == right)).then_some(glyph)
    }

    /// Returns the left and right edges of the visible part of a glyph, in ems.
    pub(super) fn ink(&self, glyph: u16) -> Option<(f32, f32)> {
        let font = self.font();
        let mut pen = ControlBoundsPen::new();
        let settings = DrawSettings::unhinted(Size::unscaled(), &self.opened().location);
        font.outline_glyphs().get(GlyphId::from(glyph))?.draw(settings, &mut pen).ok()?;
        let (bounds, em) = (pen.bounding_box()?, self.metrics().units_per_em);
        Some((bounds.x_min / em, bounds.x_max / em))
    }

    /// Returns the advance of a glyph, in ems.
    #[must_use]
    pub(crate) fn advance(&self, glyph: u16) -> f32 {
        let opened = self.opened();
        let font = opened.font();
        let metrics = font.glyph_metrics(Size::unscaled(), &opened.location);
        metrics.advance_width(GlyphId::from(glyph)).unwrap_or_default() / opened.metrics.units_per_em
    }
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face").field("name", &self.name).finish_non_exhaustive()
    }
}
