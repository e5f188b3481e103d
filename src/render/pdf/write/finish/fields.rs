//! Form fields (ISO 32000-1, 12.7): each is an annotation with its own appearance and a name, without any script, as
//! PDF/UA-1 (7.18) and PDF/A-2 (6.4.1) require.

use super::{Parts, annotations::Annotation, integer, length, name, reference, string, typed};
use crate::{
    render::pdf::{
        document::{Field, FieldKind},
        write::content::FieldPlace,
    },
    typeset::Rect,
};
use lopdf::{Dictionary, Document, Object, ObjectId, Result, Stream, dictionary};
use std::collections::BTreeSet;

/// The resource name of the font for typed text.
const FONT: &str = "Typed";

/// How far above a line text is typed, in ems.
const OVER: f32 = 0.15;

/// The flag of a multiline field (table 228).
const MULTILINE: i64 = 1 << 12;

/// Adds the fields to their pages and to the annotations. Returns the form; `None` without fields.
pub(super) fn add(
    file: &mut Document,
    pages: &[ObjectId],
    parts: &Parts<'_>,
    annotations: &mut Vec<Annotation>,
) -> Result<Option<ObjectId>> {
    if parts.painted.iter().all(|page| page.fields.is_empty()) {
        return Ok(None);
    }
    let fonts = typed::font(file, parts).map(|font| dictionary! { FONT => reference(font) }).unwrap_or_default();
    let resources = dictionary! { "Font" => fonts };
    let (mut all, mut names) = (Vec::new(), BTreeSet::new());
    for (page, &page_id) in pages.iter().enumerate() {
        let height = parts.document.pages[page].height;
        let mut on_page = Vec::new();
        for place in &parts.painted[page].fields {
            let Some(field) = parts.document.fields.get(&place.node) else { continue };
            let mut widget = widget(file, field, place, height, &resources);
            widget.set("T", string::text(&unique(&field.name, &mut names)));
            // pages come first in the parent tree
            widget.set("StructParent", integer(pages.len() + annotations.len()));
            widget.set("P", reference(page_id));
            let id = file.add_object(widget);
            on_page.push(reference(id));
            annotations.push(Annotation { node: place.node, page, id });
        }
        all.extend(on_page.iter().cloned());
        let own = file.get_object_mut(page_id)?.as_dict_mut()?;
        let mut there = own.get(b"Annots").and_then(Object::as_array).cloned().unwrap_or_default();
        there.extend(on_page);
        if !there.is_empty() {
            own.set("Annots", there);
        }
    }
    let form = dictionary! { "Fields" => all, "DR" => resources, "DA" => typing(0.0) };
    Ok(Some(file.add_object(form)))
}

/// Returns a field that is its own annotation.
fn widget(file: &mut Document, field: &Field, place: &FieldPlace, page: f32, resources: &Dictionary) -> Dictionary {
    let rect = match field.kind {
        FieldKind::Tick => square(place.rect),
        // text is typed above the line, not on it
        FieldKind::Line => Rect { y: place.rect.y - OVER * field.size, ..place.rect },
        FieldKind::Notes | FieldKind::Cell => place.rect,
    };
    let sides = [rect.x, page - rect.y - rect.height, rect.x + rect.width, page - rect.y];
    let mut widget = dictionary! {
        "Type" => name("Annot"),
        "Subtype" => name("Widget"),
        // printed, and never hidden (ISO 19005-2, 6.3.2)
        "F" => 4,
        "Rect" => sides.map(length).to_vec(),
        "TU" => string::text(&field.name),
    };
    match field.kind {
        FieldKind::Tick => {
            let yes = appearance(file, rect, &Dictionary::new(), &tick(rect));
            let off = appearance(file, rect, &Dictionary::new(), "");
            widget.set("FT", name("Btn"));
            widget.set("V", name("Off"));
            widget.set("AS", name("Off"));
            let states = dictionary! { "Yes" => reference(yes), "Off" => reference(off) };
            widget.set("AP", dictionary! { "N" => states });
        }
        FieldKind::Line | FieldKind::Notes | FieldKind::Cell => {
            let empty = appearance(file, rect, resources, "/Tx BMC\nEMC\n");
            widget.set("FT", name("Tx"));
            widget.set("DA", typing(field.size));
            widget.set("AP", dictionary! { "N" => reference(empty) });
            if field.kind != FieldKind::Line {
                widget.set("Ff", MULTILINE);
            }
            if field.kind == FieldKind::Notes {
                // an opaque background keeps typed text readable over the ruled lines
                widget.set("MK", dictionary! { "BG" => vec![1.into()] });
            }
        }
    }
    widget
}

/// Returns the default appearance of typed text (12.7.3.3); size 0 lets the viewer choose.
fn typing(size: f32) -> Object {
    string::bytes(format!("/{FONT} {} Tf 0 g", (size * 10.0).round() / 10.0).as_bytes())
}

/// Creates the appearance of a field (12.5.5).
fn appearance(file: &mut Document, rect: Rect, resources: &Dictionary, content: &str) -> ObjectId {
    let dictionary = dictionary! {
        "Type" => name("XObject"),
        "Subtype" => name("Form"),
        "BBox" => [0.0, 0.0, rect.width, rect.height].map(length).to_vec(),
        "Resources" => resources.clone(),
    };
    file.add_object(Stream::new(dictionary, content.as_bytes().to_vec()))
}

/// Returns a check mark that fills a square.
fn tick(square: Rect) -> String {
    const CORNERS: [(f32, f32); 6] =
        [(0.16, 0.52), (0.25, 0.62), (0.40, 0.42), (0.76, 0.88), (0.87, 0.80), (0.42, 0.22)];
    let point = |(x, y): (f32, f32)| format!("{:.2} {:.2}", x * square.width, y * square.height);
    let lines: Vec<String> = CORNERS[1..].iter().map(|&corner| format!("{} l", point(corner))).collect();
    format!("0 g\n{} m\n{}\nf\n", point(CORNERS[0]), lines.join("\n"))
}

/// Returns the square centered in the box of a sign.
fn square(rect: Rect) -> Rect {
    let y = rect.y + (rect.height - rect.width) / 2.0;
    Rect { y, height: rect.width, ..rect }
}

/// Returns a unique field name: the words in lower case, with a number from the second one on. A period would split it
/// (12.7.3.2).
fn unique(words: &str, names: &mut BTreeSet<String>) -> String {
    const LONGEST: usize = 40;
    let parts = words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let joined = parts.collect::<Vec<_>>().join("-").to_lowercase();
    let short: String = joined.chars().take(LONGEST).collect();
    let stem = if short.is_empty() { "field" } else { short.trim_end_matches('-') };
    let numbered = |number: usize| if number == 1 { stem.to_owned() } else { format!("{stem}-{number}") };
    let free = (1..).map(numbered).find(|name| !names.contains(name)).unwrap_or_default();
    names.insert(free.clone());
    free
}
