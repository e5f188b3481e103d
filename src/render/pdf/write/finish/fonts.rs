//! Font dictionaries: exact widths, `ToUnicode`, and accurate descriptors.

use super::Parts;
use crate::{
    render::pdf::write::fonts::{FontProgram, resource_name},
    typeset::Face,
};
use lopdf::{Dictionary, Document, Object, ObjectId, Result, Stream};
use std::fmt::Write;

/// Corrects the dictionaries of all fonts.
pub(super) fn describe(file: &mut Document, pages: &[ObjectId], parts: &Parts<'_>) -> Result<()> {
    let Some(&first) = pages.first() else { return Ok(()) };
    let resources = file.get_dictionary(first)?.get(b"Resources")?.as_reference()?;
    let fonts = file.get_dictionary(resources)?.get(b"Font")?.as_reference()?;
    for (index, program) in parts.programs.iter().enumerate() {
        let font = file.get_dictionary(fonts)?.get(resource_name(index).as_bytes())?.as_reference()?;
        let descriptor = set_widths(file.get_object_mut(font)?.as_dict_mut()?, program)?;
        let to_unicode = file.get_dictionary(font)?.get(b"ToUnicode")?.as_reference()?;
        file.set_object(to_unicode, Stream::new(Dictionary::new(), cmap(program).into_bytes()));
        describe_face(file.get_object_mut(descriptor)?.as_dict_mut()?, parts.fonts.face(program.face));
    }
    Ok(())
}

/// Sets the widths of a composite font's descendant; returns the descriptor's ID.
fn set_widths(font: &mut Dictionary, program: &FontProgram) -> Result<ObjectId> {
    let descendants = font.get_mut(b"DescendantFonts")?.as_array_mut()?;
    let descendant =
        descendants.first_mut().ok_or(lopdf::Error::DictKey("DescendantFonts".to_owned()))?.as_dict_mut()?;
    let widths = program.widths.iter().map(|&width| number(width)).collect();
    descendant.set("W", vec![Object::Integer(0), Object::Array(widths)]);
    descendant.get(b"FontDescriptor")?.as_reference()
}

/// Sets the descriptor of a face (ISO 32000-1, table 122).
pub(super) fn describe_face(descriptor: &mut Dictionary, face: &Face) {
    let metrics = face.metrics();
    let thousandths = |ems: f32| number((ems * 1000.0).round());
    descriptor.set("Ascent", thousandths(metrics.ascent));
    descriptor.set("Descent", thousandths(metrics.descent));
    descriptor.set("CapHeight", thousandths(metrics.cap_height));
    descriptor.set("XHeight", thousandths(metrics.x_height));
    descriptor.set("ItalicAngle", number(metrics.italic_angle));
    descriptor.set("Flags", Object::Integer(flags(face)));
    // no font table has the stem width: this is the customary estimate from the weight
    descriptor.set("StemV", number((50.0 + (face.weight / 65.0).powi(2)).round()));
    descriptor.set("FontBBox", Object::Array(metrics.bounds.map(thousandths).to_vec()));
    descriptor.set("FontFamily", super::string::text(&face.family));
}

/// Returns the font flags (ISO 32000-1, table 123). Every subset counts as symbolic, as its encoding is its own.
fn flags(face: &Face) -> i64 {
    const FIXED_PITCH: i64 = 1;
    const SERIF: i64 = 1 << 1;
    const SYMBOLIC: i64 = 1 << 2;
    const ITALIC: i64 = 1 << 6;
    let serif = face.family.contains("Serif") && !face.family.contains("Sans");
    let set = |holds: bool, flag: i64| if holds { flag } else { 0 };
    SYMBOLIC | set(face.monospaced, FIXED_PITCH) | set(serif, SERIF) | set(face.italic, ITALIC)
}

/// Returns a number, without a fraction if possible.
fn number(value: f32) -> Object {
    if value.fract() == 0.0 { Object::Integer(value as i64) } else { Object::Real(value) }
}

/// Returns a `ToUnicode` character map (ISO 32000-1, 9.10.3): the text of each glyph except the missing one.
fn cmap(program: &FontProgram) -> String {
    const LARGEST_BLOCK: usize = 100;
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) \
         /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let texts: Vec<_> = program.texts.iter().enumerate().skip(1).collect();
    for block in texts.chunks(LARGEST_BLOCK) {
        // writing to a string cannot fail
        let _ = writeln!(map, "{} beginbfchar", block.len());
        for (code, text) in block {
            let _ = write!(map, "<{code:04X}> <");
            for unit in text.encode_utf16() {
                let _ = write!(map, "{unit:04X}");
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}
