//! Pages: adds their content streams, removes superfluous entries written by `printpdf`, and sets the tab order by
//! structure.

use super::{PaintedPage, integer, name};
use lopdf::{Dictionary, Document, Object, ObjectId, Result, Stream};

/// Gives each page its painted content stream, which is removed from `painted`.
pub(super) fn fill(file: &mut Document, pages: &[ObjectId], painted: &mut [PaintedPage]) -> Result<()> {
    for (&id, painted) in pages.iter().zip(painted) {
        let stream = file.get_dictionary(id)?.get(b"Contents").and_then(Object::as_reference)?;
        let content = std::mem::take(&mut painted.content).into_bytes();
        file.set_object(stream, Stream::new(Dictionary::new(), content));
    }
    Ok(())
}

/// Normalizes each page: one resource dictionary for all, no boxes that only repeat the media box, `Tabs` by structure
/// (ISO 14289-1, 7.18.3), and the page's key in the parent tree.
pub(super) fn tidy(file: &mut Document, pages: &[ObjectId]) -> Result<()> {
    let shared = shared_resources(file, pages)?;
    for (key, &id) in pages.iter().enumerate() {
        let page = file.get_object_mut(id)?.as_dict_mut()?;
        for superfluous in ["TrimBox", "CropBox", "Annots"] {
            page.remove(superfluous.as_bytes());
        }
        page.set("Tabs", name("S"));
        page.set("StructParents", integer(key));
        let own = page.get(b"Resources").and_then(Object::as_reference)?;
        page.set("Resources", Object::Reference(shared));
        if own != shared {
            file.objects.remove(&own);
        }
    }
    Ok(())
}

/// Returns the first page's resources, without empty parts. All pages' resources are alike.
fn shared_resources(file: &mut Document, pages: &[ObjectId]) -> Result<ObjectId> {
    let Some(&first) = pages.first() else { return Ok(file.add_object(Dictionary::new())) };
    let id = file.get_dictionary(first)?.get(b"Resources").and_then(Object::as_reference)?;
    for kind in ["Font", "XObject", "ExtGState", "Shading"] {
        let part = file.get_dictionary(id)?.get(kind.as_bytes()).and_then(Object::as_reference)?;
        if file.get_dictionary(part)?.is_empty() {
            file.objects.remove(&part);
            file.get_object_mut(id)?.as_dict_mut()?.remove(kind.as_bytes());
        }
    }
    Ok(id)
}
