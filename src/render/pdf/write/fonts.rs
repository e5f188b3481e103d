//! Fonts: the glyphs in use, the text of each, and the subsets to embed.
//!
//! Glyphs are renumbered in the order of first use, so that equal documents embed equal fonts.

use super::divided::SOFT_HYPHEN;
use crate::{
    render::RenderError,
    typeset::{FaceId, FaceMetrics, Fonts},
};
use skrifa::{FontRef, MetadataProvider};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;

/// The index of a face among those that the document uses.
pub(super) type FaceIndex = usize;

/// Returns the name of a face in the pages' resources.
pub(super) fn resource_name(index: FaceIndex) -> String {
    format!("F{index}")
}

/// The faces in use.
pub(super) struct FaceTable<'f> {
    fonts: &'f Fonts,
    used: Vec<UsedFace>,
    by_id: BTreeMap<FaceId, FaceIndex>,
}

pub(super) struct UsedFace {
    id: FaceId,
    /// The number in the subset by the number in the font; 0 for a glyph that is not in use yet.
    codes: Vec<u16>,
    /// The glyphs by number in the subset; 0 is the missing glyph, which is never shown.
    glyphs: Vec<UsedGlyph>,
    /// The glyph shown for a character that no font has.
    replacement: Option<u16>,
}

struct UsedGlyph {
    original: u16,
    /// The advance in thousandths of an em, as in the font dictionary.
    width: f32,
    /// The text in `ToUnicode`.
    text: Option<Box<str>>,
}

/// The contents of the font dictionary of an embedded subset.
#[derive(Debug)]
pub(super) struct FontProgram {
    /// The face.
    pub(super) face: FaceId,
    /// The name with the subset's tag: `ABCDEF+Name` (ISO 32000-1, 9.6.4).
    pub(super) name: String,
    /// Widths by glyph, in thousandths of an em.
    pub(super) widths: Vec<f32>,
    /// The text of each glyph.
    pub(super) texts: Vec<Box<str>>,
}

impl<'f> FaceTable<'f> {
    /// Returns a table for faces of `fonts`.
    pub(super) fn new(fonts: &'f Fonts) -> Self {
        Self { fonts, used: Vec::new(), by_id: BTreeMap::new() }
    }

    /// Returns the index of a face, and marks it as used.
    pub(super) fn index(&mut self, id: FaceId) -> FaceIndex {
        *self.by_id.entry(id).or_insert_with(|| {
            let missing = UsedGlyph { original: 0, width: 0.0, text: None };
            self.used.push(UsedFace { id, codes: Vec::new(), glyphs: vec![missing], replacement: None });
            self.used.len() - 1
        })
    }

    /// Returns the metrics of a face.
    pub(super) fn metrics(&self, id: FaceId) -> FaceMetrics {
        self.fonts.face(id).metrics()
    }

    /// Returns the number of a glyph in the subset. The missing glyph must not be shown (ISO 19005-2, 6.2.11.8; ISO
    /// 14289-1, 7.21.8): another one replaces it.
    pub(super) fn code(&mut self, index: FaceIndex, glyph: u16) -> u16 {
        self.used[index].code(glyph).unwrap_or_else(|| self.new_code(index, glyph))
    }

    #[cold]
    fn new_code(&mut self, index: FaceIndex, glyph: u16) -> u16 {
        let used = &mut self.used[index];
        let face = self.fonts.face(used.id);
        let original = match glyph {
            0 => *used.replacement.get_or_insert_with(|| replacement(face.data(), face.index)),
            glyph => glyph,
        };
        used.code(original).unwrap_or_else(|| {
            let width = (face.advance(original) * 100_000.0).round() / 100.0;
            used.add(UsedGlyph { original, width, text: None })
        })
    }

    /// Returns the advance of a glyph, in thousandths of an em.
    pub(super) fn width(&self, index: FaceIndex, code: u16) -> f32 {
        self.used[index].glyphs.get(usize::from(code)).map_or(0.0, |glyph| glyph.width)
    }

    /// Returns a face in use.
    pub(super) fn used(&self, index: FaceIndex) -> &UsedFace {
        &self.used[index]
    }

    /// Returns whether `ToUnicode` maps the glyph to `text`. The first text for which a glyph is used decides.
    pub(super) fn maps_to(&mut self, index: FaceIndex, code: u16, text: &str) -> bool {
        let is_mappable = !text.is_empty() && !text.contains(is_unmappable);
        let Some(glyph) = self.used[index].glyphs.get_mut(usize::from(code)).filter(|_| is_mappable) else {
            return false;
        };
        let mapped = glyph.text.get_or_insert_with(|| copied_text(text).into());
        **mapped == *copied_text(text)
    }

    /// Returns the faces in use, by index.
    pub(super) fn into_used(self) -> Vec<UsedFace> {
        self.used
    }
}

/// Returns the text for copying. A no-break space is a space once lines are broken. The hyphen of a divided word
/// carries the word's rest; if that is not known, it is a hyphen, as programs that copy text join words at that and at
/// no other character.
pub(super) fn copied_text(text: &str) -> &str {
    match text {
        "\u{a0}" => " ",
        "\u{ad}" => "-",
        text => text.trim_start_matches(SOFT_HYPHEN),
    }
}

/// Returns whether `ToUnicode` must not contain a character: characters for private use, which require `ActualText`
/// (ISO 19005-2, 6.2.11.7.3), and noncharacters (ISO 14289-1, 7.21.7).
fn is_unmappable(character: char) -> bool {
    matches!(character, '\0' | '\u{feff}' | '\u{fffe}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

impl UsedFace {
    /// Returns the number of a glyph in the subset, and its advance in thousandths of an em, if `ToUnicode` already
    /// maps it to exactly this text.
    pub(super) fn code_for(&self, original: u16, text: &[u8]) -> Option<(u16, f32)> {
        let code = self.code(original)?;
        let glyph = self.glyphs.get(usize::from(code))?;
        let is_same = match (glyph.text.as_deref()?.as_bytes(), text) {
            ([mapped], [text]) => mapped == text,
            (mapped, text) => mapped == text && !text.is_empty(),
        };
        is_same.then_some((code, glyph.width))
    }

    /// Returns the number of a glyph that is already in use.
    fn code(&self, original: u16) -> Option<u16> {
        self.codes.get(usize::from(original)).copied().filter(|&code| code != 0)
    }

    /// Adds a glyph to those in use.
    fn add(&mut self, glyph: UsedGlyph) -> u16 {
        let (at, code) = (usize::from(glyph.original), u16::try_from(self.glyphs.len()).unwrap_or(0));
        if self.codes.len() <= at {
            self.codes.resize(at + 1, 0);
        }
        self.codes[at] = code;
        self.glyphs.push(glyph);
        code
    }

    /// Returns the contents of the font dictionary.
    pub(super) fn program(&self, fonts: &Fonts) -> FontProgram {
        let face = fonts.face(self.id);
        let postscript: String = face.name.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
        FontProgram {
            face: self.id,
            name: format!("{}+{postscript}", self.tag()),
            widths: self.glyphs.iter().map(|glyph| glyph.width).collect(),
            texts: self.texts(face.data(), face.index),
        }
    }

    /// Returns six capitals that differ between subsets (ISO 32000-1, 9.6.4): a hash (FNV-1a) of the glyphs used.
    fn tag(&self) -> String {
        let bytes = self.glyphs.iter().flat_map(|glyph| glyph.original.to_be_bytes());
        let mut hash =
            bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let letter = |_| {
            let letter = char::from(b'A' + u8::try_from(hash % 26).unwrap_or(0));
            hash /= 26;
            letter
        };
        (0..6).map(letter).collect()
    }

    /// Returns the text of each glyph; a glyph that never represents a text alone gets the character that the font maps
    /// to it, or an invisible character.
    fn texts(&self, data: &[u8], index: u32) -> Vec<Box<str>> {
        let silent = self.glyphs.iter().skip(1).any(|glyph| glyph.text.is_none());
        let characters = if silent { characters_by_glyph(data, index) } else { BTreeMap::new() };
        let text = |glyph: &UsedGlyph| match &glyph.text {
            Some(text) if !text.is_empty() => text.clone(),
            _ => characters.get(&glyph.original).copied().unwrap_or('\u{2060}').to_string().into(),
        };
        self.glyphs.iter().map(text).collect()
    }

    /// Reduces the font file to the glyphs in use.
    ///
    /// # Errors
    /// [`RenderError`] if the file is malformed.
    pub(super) fn subset(&self, fonts: &Fonts) -> Result<Vec<u8>, RenderError> {
        let face = fonts.face(self.id);
        let originals: Vec<u16> = self.glyphs.iter().map(|glyph| glyph.original).collect();
        let remapper = GlyphRemapper::new_from_glyphs(&originals);
        let axes: Vec<_> = face.variations.iter().map(|(tag, value)| (subsetter::Tag::new(tag), *value)).collect();
        subsetter::subset_with_variations(face.data(), face.index, &axes, &remapper)
            .map_err(|error| RenderError::new(format!("the font `{}` cannot be embedded: {error}", face.name)))
    }
}

/// Returns the glyph that replaces a missing one: a box or a question mark; the first glyph if there is none.
fn replacement(data: &[u8], index: u32) -> u16 {
    let font = FontRef::from_index(data, index).ok();
    let glyph = |character| Some(font.as_ref()?.charmap().map(character)?.to_u32()).filter(|&glyph| glyph != 0);
    ['\u{fffd}', '\u{25a1}', '?'].into_iter().find_map(glyph).and_then(|glyph| u16::try_from(glyph).ok()).unwrap_or(1)
}

fn characters_by_glyph(data: &[u8], index: u32) -> BTreeMap<u16, char> {
    let Ok(font) = FontRef::from_index(data, index) else { return BTreeMap::new() };
    let pair = |(character, glyph): (u32, skrifa::GlyphId)| {
        Some((u16::try_from(glyph.to_u32()).ok()?, char::from_u32(character)?))
    };
    font.charmap().mappings().filter_map(pair).collect()
}
