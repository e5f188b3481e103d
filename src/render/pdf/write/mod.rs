//! Writing: a composed [`Document`] becomes the bytes of a tagged, archivable PDF.
//!
//! Three steps. [`content`] paints pages into content streams and notes what structure element each piece
//! belongs to. `printpdf` lays out the file's objects: pages, fonts, pictures. [`finish`] adds over its `lopdf`
//! document the streams and what `printpdf` cannot say: structure tree, annotations, outline, metadata, exact
//! fonts; and serialises it.
//! Nothing here decides where anything stands on a page.

mod content;
mod divided;
mod drawing;
mod finish;
mod fonts;
mod operators;
mod pictures;
mod shapes;
mod syntax;
#[cfg(test)]
mod tests;
mod text;

use super::document::Document;
use crate::{
    env::Timestamp,
    render::{PdfStandard, RenderError},
    resolve::Picture,
    typeset::{Fonts, Page},
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
    greyscale: bool,
) -> Result<Vec<u8>, RenderError> {
    divided::join(&mut document.pages);
    let document = &document;
    let mut faces = fonts::FaceTable::new(fonts);
    let mut images = pictures::PictureTable::collect(document, pictures, greyscale)?;
    let painted = content::paint(document, &mut faces, &mut images);
    let mut pdf = PdfDocument::new("");
    pdf.pages.extend(document.pages.iter().map(page));
    if let Some(first) = pdf.pages.first_mut() {
        first.ops = faces.mentions();
    }
    let programs = faces.embed(&mut pdf.resources)?;
    images.embed(&mut pdf.resources);
    let options = PdfSaveOptions { optimize: false, image_optimization: None, ..PdfSaveOptions::default() };
    let file = pdf.to_lopdf_document(&options, &mut Vec::new());
    finish::finish(file, finish::Parts { document, painted, programs: &programs, fonts, timestamp, standard })
}

/// A page of a size, without content yet.
fn page(page: &Page) -> PdfPage {
    let mut made = PdfPage::new(Mm(0.0), Mm(0.0), Vec::new());
    for side in [&mut made.media_box, &mut made.trim_box, &mut made.crop_box] {
        (side.width, side.height) = (Pt(page.width), Pt(page.height));
    }
    made
}
