//! Files for paper alone: pages keep what is seen of them, and the file what a printer needs. Tags, links, bookmarks, fields
//! and claims of standards are left out.

use lopdf::{Dictionary, Document, Object, ObjectId, Result, Stream, dictionary};

/// The most bytes of a page whose content is in several streams.
pub(super) const LARGEST_PAGE: usize = 64 << 20;

/// The bit of an annotation that is not shown (ISO 32000-1, table 165).
const HIDDEN: i64 = 1 << 1;

/// Returns a value of a page, or of the nodes above it (ISO 32000-1, 7.7.3.4).
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut node = page;
    // deeper trees are not made by anyone
    for _ in 0..64 {
        if let Ok(value) = node.get(key) {
            return document.dereference(value).ok().map(|(_, value)| value);
        }
        node = document.get_dictionary(node.get(b"Parent").ok()?.as_reference().ok()?).ok()?;
    }
    None
}

/// Gives a page what it has from the nodes above it, draws what its form is filled in with, and leaves out the rest of what
/// is for screens. None when the page is not as handout makes them.
pub(crate) fn detach(document: &mut Document, id: ObjectId) -> Option<()> {
    let page = document.get_dictionary(id).ok()?;
    let size = inherited(document, page, b"MediaBox")?.clone();
    let mut resources = inherited(document, page, b"Resources")?.as_dict().ok()?.clone();
    let fields = filled(document, page);
    let content = (!fields.is_empty()).then(|| {
        let mut content = b"q\n".to_vec();
        content.extend(document.get_page_content_with_limit(id, LARGEST_PAGE).ok()?);
        content.extend(b"\nQ\n");
        content.extend(draw(document, &mut resources, &fields)?.as_bytes());
        Some(content)
    });
    let content = match content {
        Some(content) => Some(document.add_object(Stream::new(Dictionary::new(), content?))),
        None => None,
    };
    let page = document.get_object_mut(id).and_then(Object::as_dict_mut).ok()?;
    [&b"StructParents"[..], b"Annots", b"Tabs"].into_iter().for_each(|key| drop(page.remove(key)));
    page.set("MediaBox", size);
    page.set("Resources", resources);
    if let Some(content) = content {
        page.set("Contents", content);
    }
    Some(())
}

/// Returns how each field of a page looks, and where it is.
fn filled(document: &Document, page: &Dictionary) -> Vec<(ObjectId, [f32; 4])> {
    let annotations = page.get(b"Annots").and_then(|all| document.dereference(all)).and_then(|(_, all)| all.as_array());
    let fields = annotations.into_iter().flatten().filter_map(|annotation| {
        let field = document.dereference(annotation).ok()?.1.as_dict().ok()?;
        let hidden = field.get(b"F").and_then(Object::as_i64).unwrap_or_default() & HIDDEN != 0;
        let is_field = field.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Widget") && !hidden;
        let looks = is_field.then(|| document.get_dict_in_dict(field, b"AP").ok())??.get(b"N").ok()?;
        let look = match document.dereference(looks).ok()?.1 {
            Object::Dictionary(states) => states.get(field.get(b"AS").and_then(Object::as_name).ok()?).ok()?,
            _ => looks,
        };
        Some((look.as_reference().ok()?, numbers(document, field.get(b"Rect").ok()?)?))
    });
    fields.collect()
}

/// Adds the looks of fields to the resources of their page, and returns what draws them (ISO 32000-1, 12.5.5).
fn draw(document: &Document, resources: &mut Dictionary, fields: &[(ObjectId, [f32; 4])]) -> Option<String> {
    let own = resources.get(b"XObject").and_then(|own| document.dereference(own)).and_then(|(_, own)| own.as_dict());
    let mut objects = own.cloned().unwrap_or_default();
    let mut content = String::new();
    for (at, (look, [left, bottom, right, top])) in fields.iter().enumerate() {
        let look_of = &document.get_object(*look).and_then(Object::as_stream).ok()?.dict;
        let [x, y, to_x, to_y] = numbers(document, look_of.get(b"BBox").ok()?)?;
        let (wide, high) = ((right - left) / (to_x - x), (top - bottom) / (to_y - y));
        if !wide.is_finite() || !high.is_finite() {
            continue;
        }
        content +=
            &format!("q {wide:.5} 0 0 {high:.5} {:.3} {:.3} cm /Field{at} Do Q\n", left - x * wide, bottom - y * high);
        objects.set(format!("Field{at}"), *look);
    }
    resources.set("XObject", objects);
    Some(content)
}

/// Returns the sides of a rectangle.
pub(super) fn numbers(document: &Document, object: &Object) -> Option<[f32; 4]> {
    let sides = document.dereference(object).ok()?.1.as_array().ok()?;
    let sides: Vec<f32> = sides.iter().map(|side| side.as_float().ok()).collect::<Option<_>>()?;
    sides.try_into().ok()
}

/// Returns a file of these pages, with what paper needs of the document, and this information about it.
pub(crate) fn file(
    mut document: Document,
    pages: &[ObjectId],
    preferences: Dictionary,
    info: Dictionary,
) -> Result<Vec<u8>> {
    let tree = document.new_object_id();
    for page in pages {
        document.get_object_mut(*page)?.as_dict_mut()?.set("Parent", tree);
    }
    let count = i64::try_from(pages.len()).unwrap_or(i64::MAX);
    let kids: Vec<Object> = pages.iter().copied().map(Object::Reference).collect();
    document.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count });
    let mut plain = dictionary! { "Type" => "Catalog", "Pages" => tree };
    let catalog = document.catalog_mut()?;
    for key in ["Lang", "OutputIntents"] {
        if let Ok(value) = catalog.get(key.as_bytes()) {
            plain.set(key, value.clone());
        }
    }
    if !preferences.is_empty() {
        plain.set("ViewerPreferences", preferences);
    }
    *catalog = plain;
    let info = document.add_object(info);
    document.trailer.set("Info", info);
    document.prune_objects();
    document.renumber_objects();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}
