//! Fonts: faces parsed once, chosen by family and style, with an explicit order of fallback.
//!
//! A [`Fonts`] is made once from a [`FontSet`] and shared by all documents and threads. [`parse`] finds the faces in a
//! font file: one, those of a collection, or the named instances of a variable font.

mod parse;

use crate::{
    env::{FontBytes, FontSet, Listing},
    locale::Writing,
};
use harfrust::{Font, GlyphId};
use std::sync::{Arc, OnceLock};

/// A face, by its place in [`Fonts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u16);

/// One face of a family. A bundled one is read when it is first set with: most documents need three or four of them.
pub struct Face {
    /// The PostScript name, as a PDF's font dictionary wants it.
    pub name: String,
    /// The family's name.
    pub family: String,
    /// Whether it is bold (weight 600 or more).
    pub bold: bool,
    /// Whether it is italic or oblique.
    pub italic: bool,
    /// The weight, 1 to 1000; 400 is regular.
    pub weight: f32,
    /// Whether all its glyphs are of one width.
    pub monospaced: bool,
    /// The face's index in the file; 0 but in a collection.
    pub index: u32,
    /// Where a face of a variable font stands on its axes, by tag, in the axes' own units; empty for others.
    pub variations: Vec<([u8; 4], f32)>,
    /// The file, which its faces share.
    bytes: FontBytes,
    /// Which characters it has, as far as that is known without reading it.
    listing: Option<Arc<Listing>>,
    opened: OnceLock<Opened>,
}

/// A face that has been read.
struct Opened {
    font: Font,
    metrics: FaceMetrics,
    /// Which of the characters up to U+007F it has, by bit.
    ascii: u128,
    space: Simple,
    hyphen: Simple,
}

/// A glyph with its advance in ems.
#[derive(Debug, Clone, Copy, Default)]
struct Simple {
    glyph: u16,
    advance: f32,
}

/// Lengths of a face's design, in ems; downwards is negative.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct FaceMetrics {
    /// Units per em of the design.
    pub units_per_em: f32,
    /// Height of a line above the baseline.
    pub ascent: f32,
    /// Depth of a line below the baseline, negative.
    pub descent: f32,
    /// Height of a capital.
    pub cap_height: f32,
    /// Height of an x.
    pub x_height: f32,
    /// Slant in degrees, negative when leaning right.
    pub italic_angle: f32,
    /// The box around all glyphs: left, bottom, right, top.
    pub bounds: [f32; 4],
}

/// Faces in order of preference.
#[derive(Debug, Default)]
pub struct Fonts {
    faces: Vec<Face>,
}

/// A face asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FaceQuery<'a> {
    /// The family's name.
    pub family: &'a str,
    /// Whether it should be bold.
    pub bold: bool,
    /// Whether it should be italic.
    pub italic: bool,
}

impl Fonts {
    /// Parses the files of a set. A file that is not a font is left out.
    #[must_use]
    pub fn new(set: &FontSet) -> Self {
        Self { faces: set.files().iter().flat_map(parse::faces_of).collect() }
    }

    /// A face by its id.
    ///
    /// # Panics
    /// When the id is of another `Fonts`.
    #[must_use]
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// The face nearest to the query: the family first, then italics, then weight (700 is bold, 400 is not). None
    /// without fonts.
    #[must_use]
    pub fn select(&self, query: FaceQuery<'_>) -> Option<FaceId> {
        let cost = |face: &Face| {
            let family = !face.family.eq_ignore_ascii_case(query.family);
            let away = (face.weight - if query.bold { 700.0 } else { 400.0 }).abs();
            (family, face.italic != query.italic, face.bold != query.bold, away as u32)
        };
        self.ids().min_by_key(|&id| cost(self.face(id)))
    }

    /// Whether there is a face of a family.
    #[must_use]
    pub fn has_family(&self, family: &str) -> bool {
        self.faces.iter().any(|face| face.family.eq_ignore_ascii_case(family))
    }

    /// The families, each once, sorted.
    #[must_use]
    pub fn families(&self) -> Vec<&str> {
        let mut families: Vec<_> = self.faces.iter().map(|face| face.family.as_str()).collect();
        families.sort_unstable();
        families.dedup();
        families
    }

    /// The family that a script is set in: the preferred one if it has all letters, else one of the script's region and
    /// with serifs as the preferred one is, else the first that has them.
    #[must_use]
    pub fn family_for<'a>(&'a self, preferred: &'a str, writing: Writing) -> &'a str {
        let upright = |family| self.select(FaceQuery { family, bold: false, italic: false });
        let has_all = |id: FaceId| writing.letters.chars().all(|letter| self.face(id).has(letter));
        if upright(preferred).is_none_or(has_all) {
            return preferred;
        }
        let foreign = |id: FaceId| !self.face(id).family.ends_with(writing.region);
        let unlike = |id: FaceId| has_serifs(&self.face(id).family) != has_serifs(preferred);
        let found = self.ids().filter(|&id| has_all(id)).min_by_key(|&id| (foreign(id), unlike(id)));
        found.map_or(preferred, |id| self.face(id).family.as_str())
    }

    /// The face nearest to `first` in style that has all letters of a word; `first` itself when it has.
    #[must_use]
    pub fn with_word(&self, first: FaceId, word: &str) -> Option<FaceId> {
        let has_all =
            |id: FaceId| word.chars().filter(|letter| letter.is_alphabetic()).all(|letter| self.face(id).has(letter));
        if has_all(first) {
            return Some(first);
        }
        let wanted = self.face(first);
        let cost = |face: &Face| (face.bold != wanted.bold, face.italic != wanted.italic);
        self.ids().filter(|&id| has_all(id)).min_by_key(|&id| cost(self.face(id)))
    }

    /// The face nearest to `first` in style that has the character; `first` itself when it has.
    #[must_use]
    pub fn with_character(&self, first: FaceId, character: char) -> Option<FaceId> {
        if self.face(first).has(character) {
            return Some(first);
        }
        let wanted = self.face(first);
        let cost = |face: &Face| (face.bold != wanted.bold, face.italic != wanted.italic);
        self.ids().filter(|&id| self.face(id).has(character)).min_by_key(|&id| cost(self.face(id)))
    }

    /// All faces, in order of preference.
    pub fn ids(&self) -> impl Iterator<Item = FaceId> + use<> {
        (0..u16::try_from(self.faces.len()).unwrap_or(u16::MAX)).map(FaceId)
    }
}

/// Whether a family is of letters with serifs, or of what takes their place in East Asia, as far as its name tells.
fn has_serifs(family: &str) -> bool {
    ["Serif", "Mincho", "Ming", "Song", "Batang"].iter().any(|known| family.contains(known))
}

impl Face {
    fn opened(&self) -> &Opened {
        self.opened.get_or_init(|| parse::open(&self.bytes, self.index))
    }

    pub(super) fn font(&self) -> &Font {
        &self.opened().font
    }

    /// The file.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        (*self.bytes).as_ref()
    }

    /// Lengths of the design.
    #[must_use]
    pub fn metrics(&self) -> FaceMetrics {
        self.opened().metrics
    }

    /// Whether the face can show the character.
    #[must_use]
    pub fn has(&self, character: char) -> bool {
        match self.opened.get() {
            Some(opened) if character.is_ascii() => opened.ascii >> u32::from(character) & 1 == 1,
            _ => self.shown_as(character).is_some(),
        }
    }

    /// The characters of ASCII that the face can show, a bit each.
    pub(super) fn ascii(&self) -> u128 {
        self.opened().ascii
    }

    /// Whether it has a glyph of this very character.
    fn maps(&self, character: char) -> bool {
        match (self.opened.get(), &self.listing) {
            (None, Some(listing)) => listing.has(character),
            _ => parse::maps(self.font(), character),
        }
    }

    /// The character whose glyph shows this one: itself, or one that looks the same (a Unicode hyphen
    /// is shown as the hyphen-minus of a face that lacks it, rather than in another face).
    #[must_use]
    pub fn shown_as(&self, character: char) -> Option<char> {
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

    /// The width of a space in ems.
    #[must_use]
    pub fn space(&self) -> f32 {
        self.opened().space.advance
    }

    /// The glyph of a space.
    #[must_use]
    pub fn space_glyph(&self) -> u16 {
        self.opened().space.glyph
    }

    /// The width of a hyphen in ems.
    #[must_use]
    pub fn hyphen(&self) -> f32 {
        self.opened().hyphen.advance
    }

    /// The glyph of a hyphen.
    #[must_use]
    pub fn hyphen_glyph(&self) -> u16 {
        self.opened().hyphen.glyph
    }

    /// The face's own glyph for a character that is not seen, if it has one that takes no room.
    pub(super) fn unseen(&self, character: char) -> Option<u16> {
        let glyph = self.font().charmap().map_unicode(character)?;
        let glyph = u16::try_from(glyph.to_u32()).ok()?;
        (self.advance(glyph) == 0.0).then_some(glyph)
    }

    /// Left and right of what is seen of a glyph, in ems.
    pub(super) fn ink(&self, glyph: u16) -> Option<(f32, f32)> {
        let extents = self.font().glyph_metrics().extents(GlyphId::from(glyph))?;
        let em = self.metrics().units_per_em;
        Some((extents.x_bearing / em, (extents.x_bearing + extents.width) / em))
    }

    /// How far the pen moves after a glyph, in ems.
    #[must_use]
    pub fn advance(&self, glyph: u16) -> f32 {
        self.font().glyph_metrics().h_advance(GlyphId::from(glyph)) / self.metrics().units_per_em
    }
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face").field("name", &self.name).finish_non_exhaustive()
    }
}
