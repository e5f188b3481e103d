//! The math face: its MATH table, in ems.

use crate::typeset::{Face, FaceId};
use ttf_parser::{
    GlyphId, Tag,
    gsub::SubstitutionSubtable,
    math::{Constants, GlyphConstruction, GlyphInfo, MathValue, Table, Variants},
};

/// A face with a MATH table.
pub(super) struct MathFace<'a> {
    pub(super) id: FaceId,
    pub(super) outlines: Outlines<'a>,
    constants: Constants<'a>,
    info: Option<GlyphInfo<'a>>,
    variants: Option<Variants<'a>>,
}

/// The outlines of a face.
pub(super) struct Outlines<'a> {
    font: ttf_parser::Face<'a>,
    em: f32,
}

/// The extents of a glyph, in ems.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Extents {
    pub(super) advance: f32,
    pub(super) ascent: f32,
    pub(super) descent: f32,
    /// The left and right ends of the visible part.
    pub(super) ink: (f32, f32),
}

/// The direction in which a glyph grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Across,
}

/// A part of an assembled glyph, in ems.
#[derive(Debug, Clone, Copy)]
pub(super) struct AssemblyPart {
    pub(super) glyph: u16,
    pub(super) length: f32,
    /// How much of its start and its end may overlap with other parts.
    pub(super) connectors: (f32, f32),
    /// Whether it may be repeated, or omitted.
    pub(super) repeats: bool,
}

impl<'a> Outlines<'a> {
    pub(super) fn new(face: &'a Face) -> Option<Self> {
        let font = ttf_parser::Face::parse(face.data(), face.index).ok()?;
        let em = f32::from(font.units_per_em());
        Some(Self { font, em })
    }

    /// Returns the glyph of a character.
    pub(super) fn glyph(&self, character: char) -> Option<u16> {
        self.font.glyph_index(character).map(|glyph| glyph.0).filter(|&glyph| glyph != 0)
    }

    pub(super) fn extents(&self, glyph: u16) -> Extents {
        let advance = self.font.glyph_hor_advance(GlyphId(glyph)).map_or(0.0, f32::from) / self.em;
        let Some(seen) = self.font.glyph_bounding_box(GlyphId(glyph)) else {
            return Extents { advance, ..Extents::default() };
        };
        let em = |units: i16| f32::from(units) / self.em;
        let (ascent, descent) = (em(seen.y_max), -em(seen.y_min));
        Extents { advance, ascent, descent, ink: (em(seen.x_min), em(seen.x_max)) }
    }
}

impl<'a> MathFace<'a> {
    /// Returns `None` if the face has no MATH table.
    pub(super) fn new(id: FaceId, face: &'a Face) -> Option<Self> {
        let outlines = Outlines::new(face)?;
        let Table { constants, glyph_info: info, variants } = outlines.font.tables().math?;
        Some(Self { id, outlines, constants: constants?, info, variants })
    }

    /// Returns a length from the table, in ems.
    pub(super) fn length(&self, of: impl FnOnce(&Constants<'a>) -> MathValue<'a>) -> f32 {
        f32::from(of(&self.constants).value) / self.outlines.em
    }

    /// Returns how far a degree is raised, as a fraction of its root's height.
    pub(super) fn degree_raise(&self) -> f32 {
        f32::from(self.constants.radical_degree_bottom_raise_percent()) / 100.0
    }

    /// Returns the minimum height of large operators in displays, in ems.
    pub(super) fn display_operator(&self) -> f32 {
        f32::from(self.constants.display_operator_min_height()) / self.outlines.em
    }

    /// Returns the italic correction of a glyph, in ems.
    pub(super) fn italic(&self, glyph: u16) -> f32 {
        let values = self.info.and_then(|info| info.italic_corrections);
        values
            .and_then(|values| values.get(GlyphId(glyph)))
            .map_or(0.0, |value| f32::from(value.value) / self.outlines.em)
    }

    /// Returns the top accent attachment of a glyph, in ems.
    pub(super) fn attachment(&self, glyph: u16) -> Option<f32> {
        let values = self.info?.top_accent_attachments?;
        Some(f32::from(values.get(GlyphId(glyph))?.value) / self.outlines.em)
    }

    fn construction(&self, glyph: u16, way: Way) -> Option<GlyphConstruction<'a>> {
        let variants = self.variants?;
        let all = match way {
            Way::Up => variants.vertical_constructions,
            Way::Across => variants.horizontal_constructions,
        };
        all.get(GlyphId(glyph))
    }

    /// Returns the larger variants of a glyph with their lengths in ems, from the smallest.
    pub(super) fn variants(&self, glyph: u16, way: Way) -> Vec<(u16, f32)> {
        let Some(construction) = self.construction(glyph, way) else { return Vec::new() };
        let each = construction.variants.into_iter();
        each.map(|one| (one.variant_glyph.0, f32::from(one.advance_measurement) / self.outlines.em)).collect()
    }

    /// Returns the parts for assembling a glyph of any length: from the bottom, or from the left.
    pub(super) fn assembly(&self, glyph: u16, way: Way) -> Vec<AssemblyPart> {
        let em = |units: u16| f32::from(units) / self.outlines.em;
        let assembly = self.construction(glyph, way).and_then(|construction| construction.assembly);
        let parts = assembly.map(|assembly| assembly.parts.into_iter()).into_iter().flatten();
        let part = |part: ttf_parser::math::GlyphPart| AssemblyPart {
            glyph: part.glyph_id.0,
            length: em(part.full_advance),
            connectors: (em(part.start_connector_length), em(part.end_connector_length)),
            repeats: part.part_flags.extender(),
        };
        parts.map(part).collect()
    }

    /// Returns the minimum overlap of parts in an assembly, in ems.
    pub(super) fn overlap(&self) -> f32 {
        self.variants.map_or(0.0, |variants| f32::from(variants.min_connector_overlap) / self.outlines.em)
    }

    /// Returns the variant of a glyph for scripts (the feature `ssty`), at level 1 or 2.
    pub(super) fn script_form(&self, glyph: u16, level: u8) -> u16 {
        let substitute = || {
            let layout = self.outlines.font.tables().gsub?;
            let feature = layout.features.find(Tag::from_bytes(b"ssty"))?;
            feature.lookup_indices.into_iter().find_map(|index| {
                let lookup = layout.lookups.get(index)?;
                lookup.subtables.into_iter().find_map(|subtable| substituted(subtable, glyph, level))
            })
        };
        if level == 0 { glyph } else { substitute().unwrap_or(glyph) }
    }
}

fn substituted(subtable: SubstitutionSubtable<'_>, glyph: u16, level: u8) -> Option<u16> {
    use ttf_parser::gsub::SingleSubstitution;
    let glyph = GlyphId(glyph);
    match subtable {
        SubstitutionSubtable::Single(SingleSubstitution::Format1 { coverage, delta }) => {
            coverage.get(glyph).map(|_| glyph.0.wrapping_add_signed(delta))
        }
        SubstitutionSubtable::Single(SingleSubstitution::Format2 { coverage, substitutes }) => {
            substitutes.get(coverage.get(glyph)?).map(|glyph| glyph.0)
        }
        SubstitutionSubtable::Alternate(table) => {
            let forms = table.alternate_sets.get(table.coverage.get(glyph)?)?.alternates;
            let last = forms.len().checked_sub(1)?;
            forms.get(u16::from(level - 1).min(last)).map(|glyph| glyph.0)
        }
        _ => None,
    }
}
