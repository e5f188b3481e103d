//! Attributes of structure elements (ISO 32000-1, 14.8.5).

use super::{Tree, at};
use crate::{
    render::pdf::{
        structure::{Attributes, ListNumbering, Node, NodeId, Role, Scope, Structure},
        write::finish::{length, name, string},
    },
    typeset::Rect,
};
use lopdf::{Dictionary, Object, dictionary};
use std::collections::BTreeMap;

/// Returns the identifiers of elements: those given, and one for each note (ISO 14289-1, 7.9) and each header cell that
/// a cell refers to.
pub(super) fn identifiers(structure: &Structure) -> BTreeMap<NodeId, String> {
    let mut identifiers = BTreeMap::new();
    for (id, node) in structure.iter() {
        if let Some(given) = &node.attributes.id {
            identifiers.insert(id, given.clone());
        } else if node.role == Role::Note {
            identifiers.insert(id, format!("note-{}", id.0));
        }
        for &header in &node.attributes.headers {
            identifiers.entry(header).or_insert_with(|| format!("cell-{}", header.0));
        }
    }
    identifiers
}

/// Returns an element's attributes; `None` if it has only default ones.
pub(super) fn attributes(tree: &Tree<'_>, id: NodeId, node: &Node) -> Option<Object> {
    let attributes = &node.attributes;
    let dictionary = match node.role {
        Role::TH | Role::TD => cell(tree, attributes),
        Role::L => attributes.numbering.map(list),
        Role::Figure | Role::Formula => figure(tree, id, node),
        Role::Document
        | Role::Sect
        | Role::Div
        | Role::H(_)
        | Role::P
        | Role::LI
        | Role::Lbl
        | Role::LBody
        | Role::Table
        | Role::THead
        | Role::TBody
        | Role::TR
        | Role::Caption
        | Role::BlockQuote
        | Role::Code
        | Role::Note
        | Role::Reference
        | Role::BibEntry
        | Role::Toc
        | Role::Toci
        | Role::Link
        | Role::Form
        | Role::Span => None,
    };
    dictionary.map(Object::Dictionary)
}

/// Returns the attributes of a cell (ISO 32000-1, table 349).
fn cell(tree: &Tree<'_>, attributes: &Attributes) -> Option<Dictionary> {
    let mut dictionary = dictionary! { "O" => name("Table") };
    for (key, covered) in [("ColSpan", attributes.columns), ("RowSpan", attributes.rows)] {
        if covered > 1 {
            dictionary.set(key, i64::from(covered));
        }
    }
    if let Some(scope) = attributes.scope {
        let scope = match scope {
            Scope::Column => "Column",
            Scope::Row => "Row",
            Scope::Both => "Both",
        };
        dictionary.set("Scope", name(scope));
    }
    let headers = attributes.headers.iter().filter(|header| tree.element(**header).is_some());
    let headers: Vec<Object> =
        headers.filter_map(|header| Some(string::bytes(tree.identifiers.get(header)?.as_bytes()))).collect();
    if !headers.is_empty() {
        dictionary.set("Headers", headers);
    }
    (dictionary.len() > 1).then_some(dictionary)
}

/// Returns the attributes of a list (ISO 32000-1, table 347).
fn list(numbering: ListNumbering) -> Dictionary {
    let numbering = match numbering {
        ListNumbering::None => "None",
        ListNumbering::Disc => "Disc",
        ListNumbering::Decimal => "Decimal",
        ListNumbering::LowerAlpha => "LowerAlpha",
        ListNumbering::UpperAlpha => "UpperAlpha",
        ListNumbering::LowerRoman => "LowerRoman",
        ListNumbering::UpperRoman => "UpperRoman",
    };
    dictionary! { "O" => name("List"), "ListNumbering" => name(numbering) }
}

/// Returns the attributes of a figure (ISO 32000-1, tables 343 and 344).
fn figure(tree: &Tree<'_>, id: NodeId, node: &Node) -> Option<Dictionary> {
    let (page, rect) = node.attributes.bbox.or_else(|| painted_box(tree, id))?;
    let height = tree.parts.document.pages.get(page)?.height;
    let sides = [rect.x, height - rect.y - rect.height, rect.x + rect.width, height - rect.y];
    let placement = if is_inline(tree, node) { "Inline" } else { "Block" };
    Some(dictionary! {
        "O" => name("Layout"),
        "Placement" => name(placement),
        "BBox" => sides.map(length).to_vec(),
    })
}

/// Returns the box around what a figure paints on its first page.
fn painted_box(tree: &Tree<'_>, id: NodeId) -> Option<(usize, Rect)> {
    let page = tree.marks[at(id)].first()?.page;
    if let Some(formula) = tree.parts.painted[page].formulas.get(&id) {
        return Some((page, *formula));
    }
    let pictures = tree.parts.painted[page].pictures.iter().filter(|(node, _)| *node == id);
    let around = pictures.map(|&(_, rect)| rect).reduce(Rect::around);
    around.map(|rect| (page, rect))
}

/// Returns whether a figure is in a line of text.
fn is_inline(tree: &Tree<'_>, node: &Node) -> bool {
    let Some(parent) = node.parent else { return false };
    let parent = tree.parts.document.structure.node(parent);
    match parent.role {
        Role::H(_) | Role::P | Role::Lbl | Role::Code | Role::Reference | Role::BibEntry | Role::Link | Role::Span => {
            true
        }
        Role::Document
        | Role::Sect
        | Role::Div
        | Role::L
        | Role::LI
        | Role::LBody
        | Role::Table
        | Role::THead
        | Role::TBody
        | Role::TR
        | Role::TH
        | Role::TD
        | Role::Caption
        | Role::Figure
        | Role::Formula
        | Role::BlockQuote
        | Role::Note
        | Role::Toc
        | Role::Toci
        | Role::Form => false,
    }
}
