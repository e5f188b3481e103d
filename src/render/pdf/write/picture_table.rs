//! The pictures of a document: each becomes one object, however often it is shown. A drawing becomes a form, any other
//! picture an image.

use super::{super::document::Document, PictureLookup, drawing, pictures};
use crate::{
    render::RenderError,
    resolve::Picture,
    typeset::{ItemKind, Rect},
};
use printpdf::{ExternalStream, ExternalXObject, PdfResources, XObject, XObjectId};
use std::{collections::BTreeMap, sync::Arc};

/// The pictures of a document, by key.
pub(super) struct PictureTable {
    placed: BTreeMap<Arc<str>, Placed>,
    objects: Vec<(XObjectId, ExternalStream)>,
}

/// A picture that can be painted.
#[derive(Clone)]
pub(super) struct Placed {
    /// Its name in the pages' resources.
    pub(super) id: XObjectId,
    /// The matrix that turns the stored pixels upright within the unit square.
    pub(super) turn: [f32; 6],
}

impl PictureTable {
    /// Finds and prepares every picture that the pages show.
    ///
    /// # Errors
    /// [`RenderError`] for a picture that cannot be decoded.
    pub(super) fn collect(
        document: &Document,
        lookup: PictureLookup<'_>,
        greyscale: bool,
    ) -> Result<Self, RenderError> {
        let mut sizes: BTreeMap<Arc<str>, (f32, f32)> = BTreeMap::new();
        for item in document.pages.iter().flat_map(|page| &page.items) {
            if let ItemKind::Picture { rect: Rect { width, height, .. }, key, .. } = &item.kind {
                let size = sizes.entry(key.clone()).or_default();
                *size = (size.0.max(*width), size.1.max(*height));
            }
        }
        let mut table = Self { placed: BTreeMap::new(), objects: Vec::new() };
        // pictures that share their bytes are one object, in the largest size of any
        let mut shared: BTreeMap<*const u8, ((f32, f32), Option<Placed>)> = BTreeMap::new();
        for (key, (width, height)) in &sizes {
            if let Some(picture) = lookup(key) {
                let (size, _) = shared.entry(picture.bytes.as_ptr()).or_default();
                *size = (size.0.max(*width), size.1.max(*height));
            }
        }
        for key in sizes.into_keys() {
            let Some(picture) = lookup(&key) else { continue };
            let (size, known) = shared.entry(picture.bytes.as_ptr()).or_default();
            if let Some(known) = known {
                table.placed.insert(key, known.clone());
                continue;
            }
            let size = *size;
            let (stream, turn) = object(picture, size, greyscale)
                .map_err(|error| RenderError::new(format!("the picture `{key}` cannot be read: {error}")))?;
            let id = XObjectId(format!("I{}", table.objects.len()));
            let placed = Placed { id: id.clone(), turn };
            *known = Some(placed.clone());
            table.placed.insert(key, placed);
            table.objects.push((id, stream));
        }
        Ok(table)
    }

    /// Returns a picture by its key; `None` if the article has no such picture.
    pub(super) fn get(&self, key: &str) -> Option<&Placed> {
        self.placed.get(key)
    }

    /// Adds the images to the resources.
    pub(super) fn embed(self, resources: &mut PdfResources) {
        for (id, stream) in self.objects {
            let object = ExternalXObject { stream, width: None, height: None, dpi: None };
            resources.xobjects.map.insert(id, XObject::External(object));
        }
    }
}

/// Returns the object that shows a picture at a printed size of `size` points, and the matrix that maps it to the unit
/// square.
fn object(picture: &Picture, size: (f32, f32), greyscale: bool) -> Result<(ExternalStream, [f32; 6]), String> {
    if picture.media_type == crate::drawing::MEDIA_TYPE {
        let form = drawing::form(&picture.bytes, size, greyscale)?;
        return Ok((form, [1.0 / size.0, 0.0, 0.0, 1.0 / size.1, 0.0, 0.0]));
    }
    let image =
        pictures::prepare(&picture.bytes, &picture.media_type, size, greyscale).map_err(|error| error.to_string())?;
    let turn = image.turn();
    Ok((image.stream(), turn))
}
