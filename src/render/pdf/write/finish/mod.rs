//! Finishing: adds what `printpdf` cannot express to the file's objects, and serializes the file.
//!
//! Each module adds one thing and returns its entry for the catalog. All of them are based on ISO 32000-1 (PDF 1.7);
//! the clauses of PDF/UA-1 and PDF/A-2 that they satisfy are listed in `UA-1.md` and `A-2A.md` next to the renderer.

mod annotations;
mod catalog;
mod deflate;
mod destinations;
mod fields;
mod fonts;
mod metadata;
mod outline;
mod output_intent;
mod pages;
mod serialize;
mod string;
mod structure;
mod typed;

use super::{content::PaintedPage, fonts::FontProgram};
use crate::{
    env::Timestamp,
    render::{PdfStandard, RenderError, pdf::document::Document},
};
use lopdf::{Object, ObjectId};

/// The parts that the file is finished from.
pub(super) struct Parts<'a> {
    pub(super) document: &'a Document,
    pub(super) painted: Vec<PaintedPage>,
    pub(super) programs: &'a [FontProgram],
    pub(super) fonts: &'a crate::typeset::Fonts,
    pub(super) timestamp: Timestamp,
    pub(super) standard: PdfStandard,
}

/// Adds everything missing, and serializes.
///
/// # Errors
/// [`RenderError`] if `printpdf`'s objects are not as expected.
pub(super) fn finish(mut file: lopdf::Document, mut parts: Parts<'_>) -> Result<Vec<u8>, RenderError> {
    let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
    let unexpected = |error: lopdf::Error| RenderError::new(format!("the PDF's objects are not as expected: {error}"));
    pages::fill(&mut file, &pages, &mut parts.painted).map_err(unexpected)?;
    let parts = &parts;
    fonts::describe(&mut file, &pages, parts).map_err(unexpected)?;
    pages::tidy(&mut file, &pages).map_err(unexpected)?;
    let mut annotations = annotations::add(&mut file, &pages, parts).map_err(unexpected)?;
    let form = fields::add(&mut file, &pages, parts, &mut annotations).map_err(unexpected)?;
    let (structure, elements) = structure::add(&mut file, &pages, &annotations, parts);
    catalog::replace(&mut file, &pages, structure, form, parts);
    Ok(serialize::serialize(&file, &elements))
}

/// Returns a reference to an object.
fn reference(id: ObjectId) -> Object {
    Object::Reference(id)
}

/// Returns a count as a number.
fn integer(count: usize) -> Object {
    Object::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Returns a length in points, to 1/100.
fn length(points: f32) -> Object {
    Object::Real(super::shapes::hundredths(points))
}

/// Returns a name object.
fn name(name: &str) -> Object {
    Object::Name(name.into())
}
