//! The catalog: the document's root (ISO 32000-1, 7.7.2).

use super::{Parts, destinations, metadata, name, outline, output_intent, reference, string};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

/// Replaces the catalog, keeping what the file has.
pub(super) fn replace(
    file: &mut Document,
    pages: &[ObjectId],
    structure: ObjectId,
    form: Option<ObjectId>,
    parts: &Parts<'_>,
) {
    let info = &parts.document.info;
    let mut catalog = dictionary! {
        "Type" => name("Catalog"),
        "Pages" => pages_of(file),
        "Lang" => string::text(info.lang.as_str()),
        "MarkInfo" => dictionary! { "Marked" => true },
        "StructTreeRoot" => reference(structure),
        "ViewerPreferences" => preferences(parts),
        "PageLabels" => page_labels(),
        "Metadata" => file.add_object(metadata::packet(parts)),
    };
    if let Some(names) = destinations::names(pages, parts) {
        catalog.set("Names", names);
    }
    if let Some(form) = form {
        catalog.set("AcroForm", reference(form));
    }
    if let Some(outline) = outline::add(file, parts) {
        catalog.set("Outlines", reference(outline));
        catalog.set("PageMode", name("UseOutlines"));
    }
    if parts.standard.archival_level().is_some() {
        catalog.set("OutputIntents", output_intent::add(file));
    }
    for replaced in ["Root", "Info"] {
        if let Ok(id) = file.trailer.get(replaced.as_bytes()).and_then(Object::as_reference) {
            file.objects.remove(&id);
        }
    }
    let (root, info) = (file.add_object(catalog), file.add_object(metadata::info(parts)));
    file.trailer = dictionary! { "Root" => reference(root), "Info" => reference(info) };
}

fn pages_of(file: &Document) -> Object {
    file.catalog().and_then(|catalog| catalog.get(b"Pages")).cloned().unwrap_or(Object::Null)
}

/// Returns the viewer preferences: the title is shown in the title bar (ISO 14289-1, 7.1), and pages turn in the
/// direction of the language.
fn preferences(parts: &Parts<'_>) -> Dictionary {
    let mut preferences = dictionary! { "DisplayDocTitle" => true };
    if parts.document.info.rtl {
        preferences.set("Direction", name("R2L"));
    }
    preferences
}

/// Returns page labels: pages are numbered as printed: 1, 2, 3.
fn page_labels() -> Dictionary {
    dictionary! { "Nums" => vec![0.into(), dictionary! { "S" => name("D") }.into()] }
}
