//! The font of typed text: unlike the other fonts, viewers write with it, so it has the letters of Western European
//! languages under their codes in WinAnsiEncoding (ISO 32000-1, 9.6.6 and annex D).

use super::{Parts, fonts::describe_face, integer, name, reference};
use crate::typeset::{Face, FaceId, Fonts};
use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use skrifa::{FontRef, GlyphId, MetadataProvider as _, Tag};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;
use write_fonts::{FontBuilder, tables::cmap::Cmap};

/// The characters of the codes 128 to 159; `\0` if there is none.
const UPPER: &str = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

/// Adds the font. `None` if no font has outlines that can be subset this way.
pub(super) fn font(file: &mut Document, parts: &Parts<'_>) -> Option<ObjectId> {
    let first = parts.document.typed;
    let (face, program, widths) =
        std::iter::once(first).chain(parts.fonts.ids()).find_map(|id| made(parts.fonts, id))?;
    let letters = face.name.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c));
    let called: String = "TYPED+".chars().chain(letters).collect();
    let length = integer(program.len());
    let program = file.add_object(Stream::new(dictionary! { "Length1" => length }, program));
    let mut descriptor = dictionary! {
        "Type" => name("FontDescriptor"),
        "FontName" => name(&called),
        "FontFile2" => reference(program),
    };
    describe_face(&mut descriptor, face);
    let (symbolic, nonsymbolic) = (1 << 2, 1 << 5);
    let flags = descriptor.get(b"Flags").and_then(Object::as_i64).unwrap_or_default();
    descriptor.set("Flags", (flags & !symbolic) | nonsymbolic);
    let descriptor = file.add_object(descriptor);
    Some(file.add_object(dictionary! {
        "Type" => name("Font"),
        "Subtype" => name("TrueType"),
        "BaseFont" => name(&called),
        "FirstChar" => 32,
        "LastChar" => 255,
        "Widths" => widths,
        "Encoding" => name("WinAnsiEncoding"),
        "FontDescriptor" => reference(descriptor),
    }))
}

/// Returns a face, its file reduced to these letters, and their widths.
fn made(fonts: &Fonts, id: FaceId) -> Option<(&Face, Vec<u8>, Vec<Object>)> {
    let face = fonts.face(id);
    let font = FontRef::from_index(face.data(), face.index).ok()?;
    let characters = font.charmap();
    let glyph = |code: u8| u16::try_from(characters.map(character(code)?)?.to_u32()).ok().filter(|&glyph| glyph != 0);
    let glyphs: BTreeMap<u8, u16> = (32..=255).filter_map(|code| Some((code, glyph(code)?))).collect();
    // a font without the basic letters is of no use here
    (b'A'..=b'z').filter(u8::is_ascii_alphabetic).all(|letter| glyphs.contains_key(&letter)).then_some(())?;
    let width = |code: u8| glyphs.get(&code).map_or(0.0, |&glyph| (face.advance(glyph) * 1000.0).round());
    let widths = (32..=255).map(|code| Object::Real(width(code))).collect();
    let originals: Vec<u16> = std::iter::once(0).chain(glyphs.values().copied()).collect();
    let remapper = GlyphRemapper::new_from_glyphs(&originals);
    let axes: Vec<_> = face.variations.iter().map(|(tag, value)| (subsetter::Tag::new(tag), *value)).collect();
    let subset = subsetter::subset_with_variations(face.data(), face.index, &axes, &remapper).ok()?;
    let map = glyphs.iter().filter_map(|(&code, &glyph)| Some((character(code)?, remapper.get(glyph)?.into())));
    Some((face, with_map(&subset, map.collect())?, widths))
}

/// Adds the character map to a font with TrueType outlines. `None` for others.
fn with_map(subset: &[u8], map: Vec<(char, GlyphId)>) -> Option<Vec<u8>> {
    let font = FontRef::new(subset).ok()?;
    font.table_data(Tag::new(b"glyf"))?;
    let map = Cmap::from_mappings(map).ok()?;
    let mut builder = FontBuilder::new();
    builder.add_table(&map).ok()?;
    for tag in font.table_directory().table_records().iter().map(|record| record.tag()) {
        if !builder.contains(tag) {
            builder.add_raw(tag, font.table_data(tag)?.as_bytes());
        }
    }
    Some(builder.build())
}

/// Returns the character of a code.
fn character(code: u8) -> Option<char> {
    match code {
        128..=159 => UPPER.chars().nth(usize::from(code - 128)).filter(|&c| c != '\0'),
        127 => None,
        _ => Some(char::from(code)),
    }
}
