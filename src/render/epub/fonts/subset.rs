//! Reduces a font to the characters of a text such that reading systems can still shape it.
//!
//! The subsets for PDFs contain no mapping from characters to glyphs, so they cannot be used here. Glyphs keep their
//! numbers, as the layout tables (`GSUB`, `GPOS`, `GDEF`) are kept whole and refer to them. Outlines that the text
//! cannot reach are removed. The `cmap` has only the characters of the text, so that reading systems use other fonts
//! for other characters. Copyright and license remain in the `name` table, as the SIL Open Font License requires.

use super::Refusal;
use skrifa::{
    FontRef, GlyphId, MetadataProvider as _, Tag,
    raw::{ReadError, TableProvider as _, collections::IntSet, tables::glyf::Glyph},
};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization as _;
use write_fonts::{FontBuilder, tables::cmap::Cmap};

/// Features that shapers apply by default, tabular figures, which browsers use for list numbers (CSS Lists 3,
/// appendix A), and small capitals, which our style sheet uses. Glyphs for other features (swashes, old-style
/// figures) are left out.
const FEATURES: &str = "tnum rvrn ccmp liga locl rlig calt clig rclt ltra ltrm rtla rtlm smcp frac numr dnom \
    init medi fina isol med2 fin2 fin3 cswh mset stch nukt akhn rphf rkrf pref blwf half abvf pstf cfar vatu cjct \
    pres abvs blws psts haln ljmo vjmo tjmo";

/// Characters that reading systems add to the text, in addition to list numbers: list marks and hyphens.
const UNWRITTEN: &str = "•◦▪‐";
/// Thai and Lao vowels that shapers decompose though Unicode does not.
const AM: [(char, [char; 2]); 2] = [('\u{e33}', ['\u{e4d}', '\u{e32}']), ('\u{eb3}', ['\u{ecd}', '\u{eb2}'])];

/// `fsType` (OpenType, `OS/2`): in the lowest four bits, 0 is installable and 8 editable embedding.
const USAGE: u16 = 0x000F;
const EDITABLE: u16 = 0x0008;
/// `fsType`: the font may not be subset.
const WHOLE: u16 = 0x0100;

/// Returns the subset. `None` if the font has none of the letters.
pub(super) fn subset(file: &[u8], index: u32, letters: &BTreeSet<char>) -> Result<Option<Vec<u8>>, Refusal> {
    let font = FontRef::from_index(file, index).map_err(|_| Refusal::Absent)?;
    if !allowed(&font) {
        return Err(Refusal::Forbidden);
    }
    cut(&font, letters).map_err(|_| Refusal::Absent)
}

fn allowed(font: &FontRef<'_>) -> bool {
    font.os2().is_ok_and(|os2| matches!(os2.fs_type() & USAGE, 0 | EDITABLE) && os2.fs_type() & WHOLE == 0)
}

fn cut(font: &FontRef<'_>, letters: &BTreeSet<char>) -> Result<Option<Vec<u8>>, ReadError> {
    let mapped = mapped(font, letters);
    if !mapped.iter().any(|(letter, _)| letters.contains(letter) && letter.is_alphabetic()) {
        return Ok(None);
    }
    let mut glyphs: IntSet<GlyphId> = mapped.iter().map(|(_, glyph)| *glyph).chain([GlyphId::NOTDEF]).collect();
    substitutes(font, &mut glyphs)?;
    let mut builder = FontBuilder::new();
    let Ok(names) = Cmap::from_mappings(mapped) else { return Ok(None) };
    if builder.add_table(&names).is_err() {
        return Ok(None);
    }
    if font.glyf().is_ok() {
        parts(font, &mut glyphs)?;
        outlines(font, &glyphs, &mut builder)?;
        advances(font, &glyphs, &mut builder)?;
        nameless(font, &mut builder);
    }
    for record in font.table_directory().table_records() {
        let tag = record.tag();
        // a signature would be that of another file
        if tag != Tag::new(b"DSIG") && !builder.contains(tag) {
            builder.add_raw(tag, table(font, tag)?);
        }
    }
    Ok(Some(builder.build()))
}

/// Returns the characters that the font may show for a text, each with its glyph: shapers decompose (Thai am, Indic
/// vowels) and compose characters before they look up glyphs.
fn mapped(font: &FontRef<'_>, letters: &BTreeSet<char>) -> Vec<(char, GlyphId)> {
    let mut wanted: BTreeSet<char> = letters.iter().copied().chain(' '..='~').chain(UNWRITTEN.chars()).collect();
    let apart: Vec<char> = wanted.iter().flat_map(|letter| letter.nfd()).collect();
    wanted.extend(apart);
    for (whole, parts) in AM {
        if wanted.contains(&whole) {
            wanted.extend(parts);
        }
    }
    let shows = |letter: char| wanted.contains(&letter) || letter.nfd().all(|part| wanted.contains(&part));
    font.charmap()
        .mappings()
        .filter_map(|(code, glyph)| Some((char::from_u32(code)?, glyph)))
        .filter(|(letter, glyph)| glyph.to_u32() != 0 && shows(*letter))
        .collect()
}

/// Adds the glyphs that shaping may substitute.
fn substitutes(font: &FontRef<'_>, glyphs: &mut IntSet<GlyphId>) -> Result<(), ReadError> {
    let Ok(gsub) = font.gsub() else { return Ok(()) };
    let applied: IntSet<Tag> = FEATURES.split(' ').filter_map(|tag| Tag::new_checked(tag.as_bytes()).ok()).collect();
    let features = gsub.collect_features(&IntSet::all(), &IntSet::all(), &applied)?;
    let lookups = gsub.collect_lookups(&features)?;
    gsub.closure_glyphs(&lookups, glyphs)
}

/// Adds the glyphs that others are composed of.
fn parts(font: &FontRef<'_>, glyphs: &mut IntSet<GlyphId>) -> Result<(), ReadError> {
    let (loca, glyf) = (font.loca(None)?, font.glyf()?);
    let mut open: Vec<GlyphId> = glyphs.iter().collect();
    while let Some(glyph) = open.pop() {
        if let Ok(Some(Glyph::Composite(composed))) = loca.get_glyf(glyph, &glyf) {
            for part in composed.components() {
                let part = GlyphId::from(part.glyph);
                if glyphs.insert(part) {
                    open.push(part);
                }
            }
        }
    }
    Ok(())
}

/// Adds `glyf` and `loca` with the outlines of these glyphs; the others are empty.
fn outlines<'a>(font: &FontRef<'a>, glyphs: &IntSet<GlyphId>, builder: &mut FontBuilder<'a>) -> Result<(), ReadError> {
    let (loca, glyf) = (font.loca(None)?, font.glyf()?);
    let long = font.head()?.index_to_loc_format() != 0;
    let (mut data, mut places) = (Vec::new(), Vec::new());
    let mut place = |at: usize| match long {
        true => places.extend((at as u32).to_be_bytes()),
        false => places.extend(((at / 2) as u16).to_be_bytes()),
    };
    place(0);
    for number in 0..u32::from(font.maxp()?.num_glyphs()) {
        let at = |number: u32| loca.get_raw(number as usize).map(|at| at as usize);
        if let (true, Some(from), Some(to)) = (glyphs.contains(GlyphId::new(number)), at(number), at(number + 1)) {
            data.extend(glyf.offset_data().as_bytes().get(from..to).ok_or(ReadError::OutOfBounds)?);
            data.resize(data.len().next_multiple_of(4), 0);
        }
        place(data.len());
    }
    builder.add_raw(Tag::new(b"glyf"), data).add_raw(Tag::new(b"loca"), places);
    Ok(())
}

/// Adds `hmtx` with zeros for removed glyphs, which deflate to almost nothing.
fn advances<'a>(font: &FontRef<'a>, glyphs: &IntSet<GlyphId>, builder: &mut FontBuilder<'a>) -> Result<(), ReadError> {
    let mut data = table(font, Tag::new(b"hmtx"))?.to_vec();
    // the last full record also applies to the glyphs after it
    let records = usize::from(font.hhea()?.number_of_h_metrics());
    for (number, record) in data.chunks_exact_mut(4).take(records.saturating_sub(1)).enumerate() {
        if !glyphs.contains(GlyphId::new(number as u32)) {
            record.fill(0);
        }
    }
    builder.add_raw(Tag::new(b"hmtx"), data);
    Ok(())
}

/// Adds `post` without glyph names (version 3).
fn nameless<'a>(font: &FontRef<'a>, builder: &mut FontBuilder<'a>) {
    const HEADER: usize = 32;
    if let Some(header) = table(font, Tag::new(b"post")).ok().and_then(|post| post.get(..HEADER)) {
        builder.add_raw(Tag::new(b"post"), [&0x0003_0000_u32.to_be_bytes(), &header[4..]].concat());
    }
}

fn table<'a>(font: &FontRef<'a>, tag: Tag) -> Result<&'a [u8], ReadError> {
    font.table_data(tag).map(|data| data.as_bytes()).ok_or(ReadError::OutOfBounds)
}
