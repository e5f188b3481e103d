//! The pages of several PDFs in one, for a printer. It has no tags, no links and no claim to a standard.

use crate::impose::inherited;
use lopdf::{Document, Object, ObjectId, dictionary};

/// Returns the pages of several PDFs in one, for a printer.
///
/// # Errors
/// A message, when one is not a PDF, or there are none.
pub fn join<'a>(pdfs: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, String> {
    let mut all: Option<Document> = None;
    let mut kids: Vec<ObjectId> = Vec::new();
    for pdf in pdfs {
        let mut document = Document::load_mem(pdf).map_err(|error| format!("a PDF cannot be read: {error}"))?;
        document.renumber_objects_with(all.as_ref().map_or(1, |all| all.max_id + 1));
        for page in document.get_pages().into_values() {
            let own = document.get_dictionary(page).ok();
            let value = |key: &[u8]| own.and_then(|own| inherited(&document, own, key)).cloned();
            let inherited = [&b"MediaBox"[..], b"Resources"].map(|key| (key, value(key)));
            if let Ok(own) = document.get_object_mut(page).and_then(Object::as_dict_mut) {
                // tags and links lead to what is left behind
                [&b"StructParents"[..], b"Annots", b"Tabs"].into_iter().for_each(|key| drop(own.remove(key)));
                for (key, value) in inherited {
                    value.into_iter().for_each(|value| own.set(key, value));
                }
            }
            kids.push(page);
        }
        match &mut all {
            None => all = Some(document),
            Some(all) => {
                all.max_id = document.max_id;
                all.objects.extend(document.objects);
            }
        }
    }
    let Some(mut all) = all else { return Err("there is no PDF".to_owned()) };
    let tree = all.new_object_id();
    for page in &kids {
        if let Ok(own) = all.get_object_mut(*page).and_then(Object::as_dict_mut) {
            own.set("Parent", tree);
        }
    }
    let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
    let kids: Vec<Object> = kids.into_iter().map(Object::Reference).collect();
    all.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count });
    written(all, tree)
}

/// Returns the bytes of a document with these pages and nothing that is for screens.
fn written(mut document: Document, tree: ObjectId) -> Result<Vec<u8>, String> {
    settle(&mut document, tree);
    document.prune_objects();
    document.renumber_objects();
    let mut out = Vec::new();
    document.save_to(&mut out).map_err(|error| format!("it cannot be written: {error}"))?;
    Ok(out)
}

/// Leaves in the catalog what paper needs, and says in the title what the file is for.
fn settle(document: &mut Document, tree: ObjectId) {
    if let Ok(catalog) = document.catalog_mut() {
        let lang = catalog.get(b"Lang").ok().cloned();
        let mut plain = dictionary! { "Type" => "Catalog", "Pages" => tree };
        if let Some(lang) = lang {
            plain.set("Lang", lang);
        }
        *catalog = plain;
    }
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).ok();
    let title = info.and_then(|info| document.get_dictionary(info).ok());
    let title = title.and_then(|info| lopdf::decode_text_string(info.get(b"Title").ok()?).ok()).unwrap_or_default();
    let title = format!("{} (for paper)", title.trim());
    let info = document.add_object(dictionary! { "Title" => lopdf::text_string(title.trim()) });
    document.trailer.set("Info", info);
}
