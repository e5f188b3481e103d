//! Writing: a composed [`Document`] becomes the bytes of a tagged, archivable PDF.
//!
//! Three steps. [`content`] paints pages into `printpdf` operations and notes what structure element each
//! piece belongs to. `printpdf` lays out the file's objects. [`finish`] adds over its `lopdf` document what
//! `printpdf` cannot say: structure tree, annotations, outline, metadata, exact fonts; and serialises it.
//! Nothing here decides where anything stands on a page.

mod content;
mod divided;
mod finish;
mod fonts;
mod pictures;
mod shapes;
#[cfg(test)]
mod tests;
mod text;

use super::document::Document;
use crate::{
    env::Timestamp,
    render::{PdfStandard, RenderError},
    resolve::Picture,
    typeset::Fonts,
};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions, Pt};

/// Finds a picture by the key that items carry.
pub(super) type PictureLookup<'a> = &'a dyn Fn(&str) -> Option<&'a Picture>;

/// Writes a document.
///
/// # Errors
/// [`RenderError`] when a font cannot be subset or a picture cannot be decoded.
pub(super) fn write(
    mut document: Document,
    fonts: &Fonts,
    pictures: PictureLookup<'_>,
    timestamp: Timestamp,
    standard: PdfStandard,
) -> Result<Vec<u8>, RenderError> {
    divided::join(&mut document.pages);
    let document = &document;
    let mut faces = fonts::FaceTable::new(fonts);
    let mut images = pictures::PictureTable::collect(document, pictures)?;
    let mut painted = content::paint(document, &mut faces, &mut images);
    let mut pdf = PdfDocument::new("");
    for (page, painted) in document.pages.iter().zip(&mut painted) {
        let mut made = PdfPage::new(Mm(0.0), Mm(0.0), std::mem::take(&mut painted.ops));
        for side in [&mut made.media_box, &mut made.trim_box, &mut made.crop_box] {
            (side.width, side.height) = (Pt(page.width), Pt(page.height));
        }
        pdf.pages.push(made);
    }
    let programs = faces.embed(&mut pdf.resources)?;
    images.embed(&mut pdf.resources);
    let options = PdfSaveOptions { optimize: false, image_optimization: None, ..PdfSaveOptions::default() };
    let file = pdf.to_lopdf_document(&options, &mut Vec::new());
    finish::finish(
        file,
        &finish::Parts { document, painted: &painted, programs: &programs, fonts, timestamp, standard },
    )
}
