//! The interface to `printpdf`, which makes the file's objects.
//!
//! **What it does for us:** the page tree with a dictionary and resources for each page; font dictionaries with the
//! right kind of embedded file for TrueType, OpenType and CFF; objects for images and forms, from the dictionaries that
//! [`super::pictures`] and [`super::drawing`] provide.
//!
//! **What it cannot do,** which is therefore done elsewhere:
//! - Marked content, and text by glyph and position: [`super::content`] paints pages into streams of our own, with
//!   which [`super::finish`] replaces `printpdf`'s.
//! - Exact glyph widths, texts of several characters in `ToUnicode`, accurate font descriptors: also [`super::finish`],
//!   along with the structure tree, annotations, bookmarks, metadata and serialization.
//!
//! **One workaround:** it only embeds fonts that a page's operations use, and our pages have no operations. So the
//! first page gets operations that show one glyph of each font ([`mentions`]); they are replaced along with the rest of
//! that page's stream.

use super::{
    fonts::{FaceTable, FontProgram, resource_name},
    picture_table::PictureTable,
};
use crate::{
    render::RenderError,
    typeset::{Fonts, Page},
};
use printpdf::{
    Codepoint, FontId, FontMetrics, FontType, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle,
    PdfFontMetricsStub, PdfPage, PdfSaveOptions, Pt, TextItem,
};
use std::collections::BTreeMap;

/// Makes the objects of empty pages, of all fonts in use, and of all pictures. Returns the contents that the font
/// dictionaries still need.
///
/// # Errors
/// [`RenderError`] for a font that cannot be subset.
pub(super) fn make(
    pages: &[Page],
    fonts: &Fonts,
    faces: FaceTable<'_>,
    pictures: PictureTable,
) -> Result<(lopdf::Document, Vec<FontProgram>), RenderError> {
    let mut pdf = PdfDocument::new("");
    pdf.pages.extend(pages.iter().map(page));
    let mut programs = Vec::new();
    for (index, used) in faces.into_used().into_iter().enumerate() {
        let program = used.program(fonts);
        let font = parsed(used.subset(fonts)?, &program.name);
        pdf.resources.fonts.map.insert(FontId(resource_name(index)), PdfFont::new(font));
        programs.push(program);
    }
    if let Some(first) = pdf.pages.first_mut() {
        first.ops = mentions(programs.len());
    }
    pictures.embed(&mut pdf.resources);
    let options = PdfSaveOptions { optimize: false, image_optimization: None, ..PdfSaveOptions::default() };
    Ok((pdf.to_lopdf_document(&options, &mut Vec::new()), programs))
}

/// Makes an empty page of a given size.
fn page(page: &Page) -> PdfPage {
    let mut made = PdfPage::new(Mm(0.0), Mm(0.0), Vec::new());
    for side in [&mut made.media_box, &mut made.trim_box, &mut made.crop_box] {
        (side.width, side.height) = (Pt(page.width), Pt(page.height));
    }
    made
}

/// Wraps a subset, whose file is embedded unchanged. The metrics are not used: [`super::finish`] sets them.
fn parsed(subset: Vec<u8>, name: &str) -> ParsedFont {
    ParsedFont {
        original_bytes: subset,
        font_index: 0,
        font_name: Some(name.to_owned()),
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths: BTreeMap::new(),
        units_per_em: 1000,
        font_metrics: FontMetrics { ascent: 0, descent: 0 },
        font_type: FontType::TrueType,
        pdf_font_metrics: PdfFontMetricsStub::default(),
    }
}

/// Returns operations that show one glyph of every font, so that all are embedded.
fn mentions(fonts: usize) -> Vec<Op> {
    let glyph = Codepoint { gid: 0, offset: 0.0, cid: Some(String::new()) };
    let mention = |index| {
        let font = PdfFontHandle::External(FontId(resource_name(index)));
        let items = vec![TextItem::GlyphIds(vec![glyph.clone()])];
        [Op::SetFont { font, size: Pt(1.0) }, Op::ShowText { items }]
    };
    (0..fonts).flat_map(mention).collect()
}
