//! The faces in a font file.

use super::{Face, FaceMetrics, Opened, Simple};
use crate::env::{FontBytes, FontData, FontSet, Listing};
use harfrust::font::{
    attribute::{Attributes, Style},
    name::NameId,
    variation::NamedInstance,
};
use harfrust::{Font, GlyphId, Tag};
use std::sync::{Arc, OnceLock};

/// The least weight that is bold.
const BOLD: f32 = 600.0;

/// The faces of a file: one, or those of a collection; for a variable font its named instances, regular and bold first.
pub(super) fn faces_of(file: &FontData) -> Vec<Face> {
    const COLLECTION_LIMIT: u32 = 64;
    if let Some(listing) = file.listing() {
        return vec![listed(file, listing)];
    }
    (0..COLLECTION_LIMIT)
        .map_while(|index| {
            let font = Font::new(file.bytes().clone(), index)?;
            let mut faces: Vec<Face> =
                font.named_instances().iter().map(|instance| instance_of(file, index, &font, &instance)).collect();
            // where no other face serves better, the first does
            faces.sort_by_key(|face| !matches!(face.weight as u32, 400 | 700));
            if faces.is_empty() {
                faces.push(face_of(file, index, font));
            }
            Some(faces)
        })
        .flatten()
        .collect()
}

/// A face that is not read yet.
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

/// Reads a face of which only names and characters were known. A file that has changed since, and is no font now, is
/// replaced by a bundled one, which then shows boxes for what it lacks.
///
/// # Panics
/// When a bundled file is no font.
pub(super) fn open(bytes: &FontBytes, index: u32, variations: &[([u8; 4], f32)]) -> Opened {
    let bundled = || Font::new(FontSet::bundled().files()[0].bytes().clone(), 0).expect("bundled files are fonts");
    let font = Font::new(bytes.clone(), index).unwrap_or_else(bundled);
    if variations.is_empty() {
        return Opened::new(font);
    }
    let values = variations.iter().map(|(tag, value)| (Tag::new(tag), *value));
    Opened::new(font.instance_builder().variations(values).build())
}

/// Whether a face draws its glyphs by outlines, which a PDF can embed.
pub(super) fn has_outlines(face: &Face) -> bool {
    let tags = [b"glyf", b"CFF ", b"CFF2"];
    skrifa::FontRef::from_index(face.data(), face.index)
        .is_ok_and(|font| tags.iter().any(|tag| font.table_data(skrifa::Tag::new(tag)).is_some()))
}

/// A name of the font, in English where it can be had.
fn name(font: &Font, id: NameId) -> Option<String> {
    Some(font.names().get(id)?.english_or_first()?.name().chars().collect())
}

fn family(font: &Font) -> String {
    name(font, NameId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name(font, NameId::FAMILY_NAME)).unwrap_or_default()
}

/// A named instance of a variable font (OpenType, `fvar`). Those that are neither regular nor bold are families of their
/// own, as in fonts that are not variable: `Inter Medium`.
fn instance_of(file: &FontData, index: u32, font: &Font, instance: &NamedInstance<'_>) -> Face {
    let made = font.instance_builder().named_instance(instance.index()).build();
    let attributes = Attributes::from_named_instance(font, instance.index());
    let style = name(font, instance.subfamily_name()).unwrap_or_default();
    let mut face = face_of(file, index, made);
    face.set_attributes(&attributes);
    let called = instance.postscript_name().and_then(|id| name(font, id));
    face.name = called.unwrap_or_else(|| format!("{}-{style}", face.family));
    if !matches!(face.weight as u32, 400 | 700) {
        let weight = style.trim_end_matches("Italic").trim_end_matches("Oblique").trim_end();
        face.family = format!("{} {weight}", face.family);
    }
    face.variations = instance.variations().map(|variation| (variation.tag.to_be_bytes(), variation.value)).collect();
    face
}

impl Face {
    fn set_attributes(&mut self, attributes: &Attributes) {
        self.weight = attributes.weight.value();
        self.bold = self.weight >= BOLD;
        self.italic = attributes.style != Style::Normal;
    }
}

fn face_of(file: &FontData, index: u32, font: Font) -> Face {
    let mut face = Face {
        name: name(&font, NameId::POSTSCRIPT_NAME).unwrap_or_else(|| file.name().to_owned()),
        family: family(&font),
        bold: false,
        italic: false,
        weight: 400.0,
        monospaced: font.style_metrics().is_fixed_pitch.unwrap_or_default(),
        index,
        variations: Vec::new(),
        is_system: false,
        bytes: file.bytes().clone(),
        coverage: None,
        opened: OnceLock::new(),
    };
    face.set_attributes(&font.default_attributes());
    let _ = face.opened.set(Opened::new(font));
    face
}

impl Opened {
    fn new(font: Font) -> Self {
        Self {
            metrics: metrics_of(&font),
            ascii: (0..128u8).filter(|&c| maps(&font, char::from(c))).fold(0, |set, c| set | 1 << c),
            space: simple(&font, &[' ', '\u{a0}']),
            hyphen: simple(&font, &['\u{2010}', '-']),
            font,
        }
    }
}

pub(super) fn maps(font: &Font, character: char) -> bool {
    font.charmap().map_unicode(character).is_some_and(|glyph| glyph != GlyphId::NOTDEF)
}

/// Returns the glyph of the first of the characters that the font has.
fn simple(font: &Font, characters: &[char]) -> Option<Simple> {
    let has = |glyph: &GlyphId| *glyph != GlyphId::NOTDEF;
    let glyph = characters.iter().find_map(|&character| font.charmap().map_unicode(character).filter(has))?;
    let advance = font.glyph_metrics().h_advance(glyph) / f32::from(font.units_per_em());
    Some(Simple { glyph: u16::try_from(glyph.to_u32()).ok()?, advance })
}

fn metrics_of(font: &Font) -> FaceMetrics {
    let metrics = font.metrics();
    let em = f32::from(metrics.units_per_em);
    let line = metrics.typo_line.filter(|_| metrics.use_typo_metrics).or(metrics.hhea_line).unwrap_or_default();
    let bounds = metrics.bounds;
    let ascent = line.ascender.to_f32() / em;
    FaceMetrics {
        units_per_em: em,
        ascent,
        descent: line.descender.to_f32() / em,
        cap_height: metrics.cap_height.map_or(ascent * 0.8, |height| height.to_f32() / em),
        x_height: metrics.x_height.map_or(ascent * 0.55, |height| height.to_f32() / em),
        italic_angle: font.style_metrics().italic_angle.map_or(0.0, |angle| angle.to_f32()),
        bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(|side| side.to_f32() / em),
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
