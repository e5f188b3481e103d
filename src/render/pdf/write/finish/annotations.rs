//! Link annotations (ISO 32000-1, 12.5.6.5).

use super::{Parts, length, name, reference, string};
use crate::{
    article::Target,
    render::pdf::{document::Link, structure::NodeId, write::syntax::LONGEST_STRING},
    typeset::{LinkId, Rect},
};
use lopdf::{Dictionary, Document, Object, ObjectId, Result, dictionary};

/// An annotation, for reference from the structure tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Annotation {
    /// The `Link` element that it belongs to.
    pub(super) node: NodeId,
    /// Its page, from 0.
    pub(super) page: usize,
    /// The object.
    pub(super) id: ObjectId,
}

/// Adds an annotation for each link and page, in the order of their first areas.
pub(super) fn add(file: &mut Document, pages: &[ObjectId], parts: &Parts<'_>) -> Result<Vec<Annotation>> {
    let mut annotations = Vec::new();
    for (page, &page_id) in pages.iter().enumerate() {
        let mut on_page = Vec::new();
        for (link, rects) in places(&parts.painted[page].areas) {
            let Some((link, mut dictionary)) =
                parts.document.link(link).and_then(|link| Some((link, lead(link, parts)?)))
            else {
                continue;
            };
            // pages come first in the parent tree
            let key = pages.len() + annotations.len();
            dictionary.set("StructParent", super::integer(key));
            dictionary.set("P", reference(page_id));
            place(&mut dictionary, &rects, parts.document.pages[page].height);
            let id = file.add_object(dictionary);
            on_page.push(reference(id));
            annotations.push(Annotation { node: link.node, page, id });
        }
        if !on_page.is_empty() {
            file.get_object_mut(page_id)?.as_dict_mut()?.set("Annots", on_page);
        }
    }
    Ok(annotations)
}

/// Returns the boxes of each link, in order.
fn places(areas: &[(LinkId, Rect)]) -> Vec<(LinkId, Vec<Rect>)> {
    let mut places: Vec<(LinkId, Vec<Rect>)> = Vec::new();
    let mut known = std::collections::BTreeMap::new();
    for &(link, rect) in areas {
        let at = *known.entry(link).or_insert_with(|| {
            places.push((link, Vec::new()));
            places.len() - 1
        });
        places[at].1.push(rect);
    }
    places
}

/// Returns an annotation without its position; `None` for a link without a target.
fn lead(link: &Link, parts: &Parts<'_>) -> Option<Dictionary> {
    let mut dictionary = dictionary! {
        "Type" => name("Annot"),
        "Subtype" => name("Link"),
        // printed, and never hidden (ISO 19005-2, 6.3.2)
        "F" => 4,
        "Border" => vec![0.into(), 0.into(), 0.into()],
        // the description for screen readers (ISO 14289-1, 7.18.1 and 7.18.5)
        "Contents" => string::text(&link.description),
    };
    match &link.target {
        Target::Url(url) => {
            let action = dictionary! { "S" => name("URI"), "URI" => string::bytes(address(url)?.as_bytes()) };
            dictionary.set("A", action);
        }
        Target::Anchor(anchor) => {
            parts.document.destinations.get(anchor)?;
            dictionary.set("Dest", string::bytes(anchor.as_str().as_bytes()));
        }
    }
    Some(dictionary)
}

/// Returns an address that may be active and fits into a string, in ASCII (ISO 32000-1, 12.6.4.7); other bytes are
/// percent-encoded (RFC 3986, 2.1).
fn address(url: &str) -> Option<String> {
    let (scheme, _) = url.split_once(':')?;
    let known = ["http", "https", "mailto", "tel"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let allowed = |byte: u8| byte.is_ascii_graphic() && !br#"<>"\^`{|}"#.contains(&byte);
    let encode = |byte: u8| if allowed(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    let address: String = url.bytes().map(encode).collect();
    (known && address.len() <= LONGEST_STRING).then_some(address)
}

/// Sets the box around all areas, and the areas themselves if there are several: top left, top right, bottom left,
/// bottom right, which is what viewers expect, unlike the standard's figure.
fn place(dictionary: &mut Dictionary, rects: &[Rect], height: f32) {
    let edges = |rect: &Rect| [rect.x, height - rect.y - rect.height, rect.x + rect.width, height - rect.y];
    let around =
        rects.iter().map(edges).reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
    let lengths = |sides: &[f32]| sides.iter().map(|&side| length(side)).collect::<Vec<Object>>();
    dictionary.set("Rect", lengths(&around.unwrap_or_default()));
    if rects.len() > 1 {
        let quad = |rect: &Rect| {
            let [left, bottom, right, top] = edges(rect);
            [left, top, right, top, left, bottom, right, bottom]
        };
        dictionary.set("QuadPoints", lengths(&rects.iter().flat_map(quad).collect::<Vec<_>>()));
    }
}
