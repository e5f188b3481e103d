//! The faces in a font file.

use super::{Face, FaceMetrics, Opened, Simple};
use crate::env::{FontBytes, FontData, FontSet, Listing};
use harfrust::{ShaperData, ShaperInstance};
use skrifa::{
    FontRef, GlyphId, MetadataProvider as _, Tag,
    attribute::Style,
    charmap::{Charmap, MappingIndex},
    instance::{Location, Size},
    string::StringId,
};
use std::sync::{Arc, OnceLock};

/// The minimum weight that counts as bold.
const BOLD: f32 = 600.0;

/// Returns the faces of a file: one, or those of a collection; for a variable font, its named instances, regular and
/// bold first.
pub(super) fn faces_of(file: &FontData) -> Vec<Face> {
    const COLLECTION_LIMIT: u32 = 64;
    if let Some(listing) = file.listing() {
        return vec![listed(file, listing)];
    }
    (0..COLLECTION_LIMIT)
        .map_while(|index| {
            let font = FontRef::from_index((**file.bytes()).as_ref(), index).ok()?;
            let mut faces: Vec<Face> =
                (0..font.named_instances().len()).filter_map(|at| instance_of(file, index, &font, at)).collect();
            // if no other face is better, the first is used
            faces.sort_by_key(|face| !matches!(face.weight as u32, 400 | 700));
            if faces.is_empty() {
                faces.push(face_of(file, index, &font));
            }
            Some(faces)
        })
        .flatten()
        .collect()
}

/// Returns a face that has not been read yet.
fn listed(file: &FontData, listing: &Arc<Listing>) -> Face {
    Face {
        name: listing.name.to_owned(),
        family: listing.family.to_owned(),
        bold: listing.weight >= BOLD,
        italic: listing.italic,
        weight: listing.weight,
        monospaced: listing.monospaced,
        index: 0,
        variations: Vec::new(),
        is_system: false,
        bytes: file.bytes().clone(),
        coverage: Some(listing.coverage.clone()),
        opened: OnceLock::new(),
    }
}

/// Reads a face of which only names and characters were known. A file that has changed since and is not a font any more
/// is replaced by a bundled one, which shows boxes for missing characters.
///
/// # Panics
/// If a bundled file is not a font.
pub(super) fn open(bytes: &FontBytes, index: u32, variations: &[([u8; 4], f32)]) -> Opened {
    let bundled = || Opened::new(FontSet::bundled().files()[0].bytes(), 0, &[]).expect("bundled files are fonts");
    Opened::new(bytes, index, variations).unwrap_or_else(bundled)
}

/// Returns whether a face has glyph outlines, which a PDF can embed.
pub(super) fn has_outlines(face: &Face) -> bool {
    let tags = [b"glyf", b"CFF ", b"CFF2"];
    skrifa::FontRef::from_index(face.data(), face.index)
        .is_ok_and(|font| tags.iter().any(|tag| font.table_data(skrifa::Tag::new(tag)).is_some()))
}

/// Returns a name of the font, in English if available.
fn name(font: &FontRef<'_>, id: StringId) -> Option<String> {
    Some(font.localized_strings(id).english_or_first()?.chars().collect())
}

fn family(font: &FontRef<'_>) -> String {
    name(font, StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name(font, StringId::FAMILY_NAME)).unwrap_or_default()
}

/// Returns a named instance of a variable font (OpenType, `fvar`). Instances that are neither regular nor bold are
/// separate families, as in static fonts: `Inter Medium`.
fn instance_of(file: &FontData, index: u32, font: &FontRef<'_>, at: usize) -> Option<Face> {
    let instance = font.named_instances().get(at)?;
    let mut face = face_of(file, index, font);
    face.variations =
        font.axes().iter().zip(instance.user_coords()).map(|(axis, value)| (axis.tag().to_be_bytes(), value)).collect();
    for &(tag, value) in &face.variations {
        match &tag {
            b"wght" => (face.weight, face.bold) = (value, value >= BOLD),
            b"ital" | b"slnt" => face.italic |= value != 0.0,
            _ => {}
        }
    }
    let style = name(font, instance.subfamily_name_id()).unwrap_or_default();
    let called = instance.postscript_name_id().and_then(|id| name(font, id));
    face.name = called.unwrap_or_else(|| format!("{}-{style}", face.family));
    if !matches!(face.weight as u32, 400 | 700) {
        let weight = style.trim_end_matches("Italic").trim_end_matches("Oblique").trim_end();
        face.family = format!("{} {weight}", face.family);
    }
    Some(face)
}

fn face_of(file: &FontData, index: u32, font: &FontRef<'_>) -> Face {
    let attributes = font.attributes();
    let weight = attributes.weight.value();
    Face {
        name: name(font, StringId::POSTSCRIPT_NAME).unwrap_or_else(|| file.name().to_owned()),
        family: family(font),
        bold: weight >= BOLD,
        italic: attributes.style != Style::Normal,
        weight,
        monospaced: font.metrics(Size::unscaled(), &Location::default()).is_monospace,
        index,
        variations: Vec::new(),
        is_system: false,
        bytes: file.bytes().clone(),
        coverage: None,
        opened: OnceLock::new(),
    }
}

impl Opened {
    /// Reads a face; `None` if the bytes are not a font.
    fn new(bytes: &FontBytes, index: u32, variations: &[([u8; 4], f32)]) -> Option<Self> {
        let font = FontRef::from_index((**bytes).as_ref(), index).ok()?;
        let values = || variations.iter().map(|(tag, value)| (Tag::new(tag), *value));
        let location = font.axes().location(values());
        let charmap = font.charmap();
        Some(Self {
            metrics: metrics_of(&font, &location),
            ascii: (0..128u8).filter(|&c| maps(&charmap, char::from(c))).fold(0, |set, c| set | 1 << c),
            space: simple(&font, &location, &[' ', '\u{a0}']),
            hyphen: simple(&font, &location, &['\u{2010}', '-']),
            shaper: ShaperData::new(&font),
            instance: (!variations.is_empty()).then(|| ShaperInstance::from_variations(&font, values())),
            location,
            characters: MappingIndex::new(&font),
            bytes: bytes.clone(),
            index,
        })
    }

    pub(super) fn font(&self) -> FontRef<'_> {
        FontRef::from_index((*self.bytes).as_ref(), self.index).expect("it was a font before")
    }
}

pub(super) fn maps(characters: &Charmap<'_>, character: char) -> bool {
    characters.map(character).is_some_and(|glyph| glyph != GlyphId::NOTDEF)
}

/// Returns the glyph of the first of the characters that the font has.
fn simple(font: &FontRef<'_>, location: &Location, characters: &[char]) -> Option<Simple> {
    let has = |glyph: &GlyphId| *glyph != GlyphId::NOTDEF;
    let glyph = characters.iter().find_map(|&character| font.charmap().map(character).filter(has))?;
    let em = f32::from(font.metrics(Size::unscaled(), location).units_per_em);
    let advance = font.glyph_metrics(Size::unscaled(), location).advance_width(glyph)? / em;
    Some(Simple { glyph: u16::try_from(glyph.to_u32()).ok()?, advance })
}

fn metrics_of(font: &FontRef<'_>, location: &Location) -> FaceMetrics {
    let metrics = font.metrics(Size::unscaled(), location);
    let em = f32::from(metrics.units_per_em).max(1.0);
    let ascent = metrics.ascent / em;
    let bounds = metrics.bounds.unwrap_or_default();
    FaceMetrics {
        units_per_em: em,
        ascent,
        descent: metrics.descent / em,
        cap_height: metrics.cap_height.map_or(ascent * 0.8, |height| height / em),
        x_height: metrics.x_height.map_or(ascent * 0.55, |height| height / em),
        italic_angle: metrics.italic_angle,
        bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(|side| side / em),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faces() -> Vec<Face> {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/fonts/bars.ttf");
        faces_of(&FontData::new("bars.ttf", std::fs::read(path).expect("a font")))
    }

    #[test]
    fn a_variable_font_has_a_face_for_each_named_instance() {
        let reported = |face: &Face| format!("{} | {} | {} {}", face.name, face.family, face.weight, face.bold);
        let faces: Vec<String> = faces().iter().map(reported).collect();
        assert_eq!(
            faces,
            [
                "HandoutBars-Regular | Handout Bars | 400 false",
                "HandoutBars-Bold | Handout Bars | 700 true",
                "HandoutBars-Light | Handout Bars Light | 300 false",
                "HandoutBars-SemiBold | Handout Bars SemiBold | 600 true",
            ]
        );
    }

    #[test]
    fn instances_have_advances_of_their_own() {
        let advances: Vec<f32> = faces().iter().map(|face| (face.advance(2) * 1000.0).round()).collect();
        assert_eq!(advances, [400.0, 520.0, 400.0, 480.0]);
    }
}
