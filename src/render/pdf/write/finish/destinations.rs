//! Named destinations: the targets of links, bookmarks and addresses (`handout.pdf#references`).

use super::{Parts, length, name, reference, string};
use lopdf::{Dictionary, Object, ObjectId, dictionary};

/// Returns the catalog's `Names`; `None` without destinations. One leaf holds them all, in byte order (ISO 32000-1,
/// 7.9.6).
pub(super) fn names(pages: &[ObjectId], parts: &Parts<'_>) -> Option<Dictionary> {
    let mut names = Vec::new();
    for (anchor, place) in &parts.document.destinations {
        let (Some(&page), Some(sheet)) = (pages.get(place.page), parts.document.pages.get(place.page)) else {
            continue;
        };
        let top = length((sheet.height - place.y).clamp(0.0, sheet.height));
        names.push(string::bytes(anchor.as_str().as_bytes()));
        // zoom and left edge are left to the reader
        names.push(Object::Array(vec![reference(page), name("XYZ"), Object::Null, top, Object::Null]));
    }
    (!names.is_empty()).then(|| dictionary! { "Dests" => dictionary! { "Names" => names } })
}
