//! Writing: a composed [`Document`] becomes the bytes of a tagged, archivable PDF.
//!
//! Three steps. [`content`] paints pages into content streams and records the structure element of each piece.
//! [`objects`] makes `printpdf` create the objects of the file: pages, fonts, pictures. [`finish`] adds the streams and
//! what `printpdf` cannot express (structure tree, annotations, outline, metadata, exact fonts), and serializes the
//! file. Nothing here decides positions on a page.

mod content;
mod divided;
mod drawing;
mod finish;
mod fonts;
mod line;
mod objects;
mod operators;
mod picture_table;
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
    typeset::Fonts,
};

/// Finds a picture by the key that items carry.
pub(super) type PictureLookup<'a> = &'a dyn Fn(&str) -> Option<&'a Picture>;

/// Writes a document.
///
/// # Errors
/// [`RenderError`] if a font cannot be subset or a picture cannot be decoded.
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
    let mut images = picture_table::PictureTable::collect(document, pictures, greyscale)?;
    let painted = content::paint(document, &mut faces, &mut images);
    let (file, programs) = objects::make(&document.pages, fonts, faces, images)?;
    finish::finish(file, finish::Parts { document, painted, programs: &programs, fonts, timestamp, standard })
}
