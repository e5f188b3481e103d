//! The structure tree (ISO 32000-1, 14.7): elements, their content on the pages, and the mapping back.
//!
//! Elements without any content, including that of their children, are left out, except rows and cells of tables.
//! Content is placed among an element's children in painting order: before the first child whose content was painted
//! later.
//!
//! Elements are most of a file's objects. They are written directly as bytes: as `lopdf` dictionaries they took as long
//! as the rest of the pass.

mod attributes;

use super::{
    Parts,
    annotations::Annotation,
    integer, name, reference,
    serialize::{Members, write_object, write_reference},
    string,
};
use crate::render::pdf::{
    structure::{Node, NodeId, Role},
    write::syntax::{text_string, write_integer, write_literal, write_name},
};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use std::collections::BTreeMap;

/// A marked-content sequence: its position among all, its page and its number there.
#[derive(Debug, Clone, Copy)]
struct Mark {
    order: usize,
    page: usize,
    mcid: usize,
}

/// The tree with its content.
struct Tree<'a> {
    parts: &'a Parts<'a>,
    pages: &'a [ObjectId],
    /// Each node's own content, in painting order.
    marks: Vec<Vec<Mark>>,
    /// Each node's annotations.
    annotations: Vec<Vec<Annotation>>,
    /// The position of the first painted content of a node or its descendants; `None` for an empty node.
    first: Vec<Option<usize>>,
    /// The element of each node that is kept.
    elements: Vec<Option<ObjectId>>,
    /// Identifiers of elements.
    identifiers: BTreeMap<NodeId, String>,
}

/// Adds the tree; returns its root's ID, and its elements.
pub(super) fn add(
    file: &mut Document,
    pages: &[ObjectId],
    annotations: &[Annotation],
    parts: &Parts<'_>,
) -> (ObjectId, Members) {
    let mut tree = Tree::new(parts, pages, annotations);
    let root = file.new_object_id();
    for (at, first) in tree.first.iter().enumerate() {
        tree.elements[at] = first.map(|_| file.new_object_id());
    }
    let (mut members, mut kids) = (Members::default(), Kids::default());
    for (id, node) in parts.document.structure.iter() {
        if let Some(element) = tree.element(id) {
            let parent = node.parent.and_then(|parent| tree.element(parent)).unwrap_or(root);
            members.add(element, |out| tree.write(id, node, parent, &mut kids, out));
        }
    }
    let parents = tree.parents(file, annotations);
    let mut dictionary = dictionary! {
        "Type" => name("StructTreeRoot"),
        "K" => tree.elements.first().copied().flatten().map_or(Object::Null, reference),
        "ParentTree" => parents,
        "ParentTreeNextKey" => integer(pages.len() + annotations.len()),
    };
    if let Some(names) = tree.names() {
        dictionary.set("IDTree", names);
    }
    file.set_object(root, dictionary);
    (root, members)
}

/// An element's content and children, as written.
#[derive(Default)]
struct Kids {
    bytes: Vec<u8>,
    count: usize,
}

impl Kids {
    fn add(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        if self.count > 0 {
            self.bytes.push(b' ');
        }
        self.count += 1;
        write(&mut self.bytes);
    }
}

impl<'a> Tree<'a> {
    fn new(parts: &'a Parts<'a>, pages: &'a [ObjectId], annotations: &[Annotation]) -> Self {
        let count = parts.document.structure.iter().count();
        let mut tree = Self {
            parts,
            pages,
            marks: vec![Vec::new(); count],
            annotations: vec![Vec::new(); count],
            first: vec![None; count],
            elements: vec![None; count],
            identifiers: attributes::identifiers(&parts.document.structure),
        };
        let mut before = 0;
        for (page, painted) in parts.painted.iter().enumerate() {
            for field in &painted.fields {
                tree.first[at(field.node)].get_or_insert(before + field.after);
            }
            for (mcid, &node) in painted.marks.iter().enumerate() {
                let order = before + mcid;
                tree.marks[at(node)].push(Mark { order, page, mcid });
                tree.first[at(node)].get_or_insert(order);
            }
            before += painted.marks.len();
        }
        for &annotation in annotations {
            tree.annotations[at(annotation.node)].push(annotation);
        }
        tree.find_first_children();
        tree
    }

    /// Finds the first child of each parent. Children come after their parents in the list of nodes.
    fn find_first_children(&mut self) {
        for (id, node) in self.parts.document.structure.iter().collect::<Vec<_>>().into_iter().rev() {
            let (Some(first), Some(parent)) = (self.first[at(id)], node.parent) else { continue };
            let known = &mut self.first[at(parent)];
            *known = Some(known.map_or(first, |known| known.min(first)));
        }
        // a document without content is still a document, and a table keeps its blank rows and cells
        self.first[0].get_or_insert(0);
        for (id, node) in self.parts.document.structure.iter() {
            if let (Role::THead | Role::TBody | Role::TR | Role::TH | Role::TD, Some(parent)) = (node.role, node.parent)
            {
                self.first[at(id)] = self.first[at(id)].or(self.first[at(parent)]);
            }
        }
    }

    fn element(&self, node: NodeId) -> Option<ObjectId> {
        self.elements[at(node)]
    }

    /// Writes an element (ISO 32000-1, table 323).
    fn write(&self, id: NodeId, node: &Node, parent: ObjectId, kids: &mut Kids, out: &mut Vec<u8>) {
        // a link without a target has no annotation, and is ordinary text
        let silent = node.role == Role::Link && self.annotations[at(id)].is_empty();
        let role = if silent { Role::Span } else { node.role };
        out.extend(b"<</S");
        write_name(out, role.name().as_bytes());
        out.extend(b"/P ");
        write_reference(out, parent);
        let page = self.marks[at(id)].first().map(|mark| mark.page);
        if let Some(page) = page {
            out.extend(b"/Pg ");
            write_reference(out, self.pages[page]);
        }
        kids.bytes.clear();
        kids.count = 0;
        self.kids(id, node, page, kids);
        let alone = kids.count == 1;
        out.extend(if alone { &b"/K "[..] } else { b"/K[" });
        out.extend(&kids.bytes);
        out.extend(if alone { &b""[..] } else { b"]" });
        self.write_entries(id, node, out);
        if let Some(attributes) = attributes::attributes(self, id, node) {
            out.extend(b"/A ");
            write_object(out, &attributes);
        }
        out.extend(b">>");
    }

    /// Writes an element's entries other than its content.
    fn write_entries(&self, id: NodeId, node: &Node, out: &mut Vec<u8>) {
        let attributes = &node.attributes;
        let texts = [
            ("Alt", attributes.alt.as_deref()),
            ("ActualText", attributes.actual_text.as_deref()),
            ("E", attributes.expansion.as_deref()),
            ("Lang", attributes.lang.as_ref().map(|lang| lang.as_str())),
        ];
        for (key, value) in texts {
            if let Some(value) = value {
                write_name(out, key.as_bytes());
                write_literal(out, &text_string(value));
            }
        }
        if let Some(identifier) = self.identifiers.get(&id) {
            out.extend(b"/ID");
            write_literal(out, identifier.as_bytes());
        }
    }

    /// Collects content and children in reading order, annotations last.
    fn kids(&self, id: NodeId, node: &Node, page: Option<usize>, kids: &mut Kids) {
        let mut marks = self.marks[at(id)].iter().peekable();
        for &child in &node.children {
            let (Some(element), Some(first)) = (self.element(child), self.first[at(child)]) else { continue };
            while let Some(mark) = marks.next_if(|mark| mark.order < first) {
                kids.add(|out| self.content(mark, page, out));
            }
            kids.add(|out| write_reference(out, element));
        }
        for mark in marks {
            kids.add(|out| self.content(mark, page, out));
        }
        for annotation in &self.annotations[at(id)] {
            kids.add(|out| {
                out.extend(b"<</Type/OBJR/Pg ");
                write_reference(out, self.pages[annotation.page]);
                out.extend(b"/Obj ");
                write_reference(out, annotation.id);
                out.extend(b">>");
            });
        }
    }

    /// Writes a marked-content sequence: its number if it is on the element's own page, else a reference with the page.
    fn content(&self, mark: &Mark, page: Option<usize>, out: &mut Vec<u8>) {
        let number = i64::try_from(mark.mcid).unwrap_or(i64::MAX);
        if Some(mark.page) == page {
            return write_integer(out, number);
        }
        out.extend(b"<</Type/MCR/Pg ");
        write_reference(out, self.pages[mark.page]);
        out.extend(b"/MCID ");
        write_integer(out, number);
        out.extend(b">>");
    }

    /// Returns the parent tree (ISO 32000-1, 14.7.4.4): for each page the elements of its sequences by MCID, then for
    /// each annotation its element.
    fn parents(&self, file: &mut Document, annotations: &[Annotation]) -> ObjectId {
        let element = |node: NodeId| self.element(node).map_or(Object::Null, reference);
        let mut numbers = Vec::new();
        for (page, painted) in self.parts.painted.iter().enumerate() {
            let elements: Vec<Object> = painted.marks.iter().map(|&node| element(node)).collect();
            numbers.push(integer(page));
            numbers.push(reference(file.add_object(elements)));
        }
        for (at, annotation) in annotations.iter().enumerate() {
            numbers.push(integer(self.pages.len() + at));
            numbers.push(element(annotation.node));
        }
        file.add_object(dictionary! { "Nums" => numbers })
    }

    /// Returns the ID tree; `None` if it is empty.
    fn names(&self) -> Option<Dictionary> {
        let named = self.identifiers.iter().filter_map(|(&node, identifier)| Some((identifier, self.element(node)?)));
        let sorted: BTreeMap<_, _> = named.collect();
        let names: Vec<Object> = sorted
            .into_iter()
            .flat_map(|(identifier, id)| [string::bytes(identifier.as_bytes()), reference(id)])
            .collect();
        (!names.is_empty()).then(|| dictionary! { "Names" => names })
    }
}

/// Returns the index of a node.
fn at(node: NodeId) -> usize {
    node.0 as usize
}
