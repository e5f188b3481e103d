//! The structure tree (ISO 32000-1, 14.7): elements, their content on the pages, and the way back.
//!
//! An element without content and without children that have any is left out, but for cells of tables. Content stands among an
//! element's children where it was painted: before the first child whose content was painted after it.

mod attributes;

use super::{Parts, annotations::Annotation, integer, name, reference, string};
use crate::render::pdf::structure::{Node, NodeId, Role};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use std::collections::BTreeMap;

/// A marked-content sequence: where it stands among all, its page and its number there.
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
    /// Where the first content of a node or of those below it was painted; none for an empty node.
    first: Vec<Option<usize>>,
    /// Each kept node's element.
    elements: Vec<Option<ObjectId>>,
    /// Identifiers of elements.
    identifiers: BTreeMap<NodeId, String>,
}

/// Adds the tree; returns its root's id.
pub(super) fn add(file: &mut Document, pages: &[ObjectId], annotations: &[Annotation], parts: &Parts<'_>) -> ObjectId {
    let mut tree = Tree::new(parts, pages, annotations);
    let root = file.new_object_id();
    for (at, first) in tree.first.iter().enumerate() {
        tree.elements[at] = first.map(|_| file.new_object_id());
    }
    for (id, node) in parts.document.structure.iter() {
        if let Some(element) = tree.element(id) {
            let parent = node.parent.and_then(|parent| tree.element(parent)).unwrap_or(root);
            file.set_object(element, tree.dictionary(id, node, parent));
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
    root
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
        let all = parts.painted.iter().enumerate();
        let all = all
            .flat_map(|(page, painted)| painted.marks.iter().enumerate().map(move |(mcid, &node)| (page, mcid, node)));
        for (order, (page, mcid, node)) in all.enumerate() {
            tree.marks[at(node)].push(Mark { order, page, mcid });
            tree.first[at(node)].get_or_insert(order);
        }
        for &annotation in annotations {
            tree.annotations[at(annotation.node)].push(annotation);
        }
        tree.settle();
        tree
    }

    /// Tells parents where their children begin. Children come after their parents in the list of nodes.
    fn settle(&mut self) {
        for (id, node) in self.parts.document.structure.iter().collect::<Vec<_>>().into_iter().rev() {
            let (Some(first), Some(parent)) = (self.first[at(id)], node.parent) else { continue };
            let known = &mut self.first[at(parent)];
            *known = Some(known.map_or(first, |known| known.min(first)));
        }
        // a document without content is a document still, and a row has its empty cells too
        self.first[0].get_or_insert(0);
        for (id, node) in self.parts.document.structure.iter() {
            if let (Role::TR | Role::TH | Role::TD, Some(parent)) = (node.role, node.parent) {
                self.first[at(id)] = self.first[at(id)].or(self.first[at(parent)]);
            }
        }
    }

    fn element(&self, node: NodeId) -> Option<ObjectId> {
        self.elements[at(node)]
    }

    fn dictionary(&self, id: NodeId, node: &Node, parent: ObjectId) -> Dictionary {
        // a link that leads nowhere has no annotation, and is a mere stretch of text
        let silent = node.role == Role::Link && self.annotations[at(id)].is_empty();
        let role = if silent { Role::Span } else { node.role };
        let mut dictionary = dictionary! {
            "Type" => name("StructElem"),
            "S" => name(role.name()),
            "P" => reference(parent),
        };
        let page = self.marks[at(id)].first().map(|mark| mark.page);
        if let Some(page) = page {
            dictionary.set("Pg", reference(self.pages[page]));
        }
        let mut kids = self.kids(id, node, page);
        dictionary.set("K", if kids.len() == 1 { kids.remove(0) } else { Object::Array(kids) });
        let attributes = &node.attributes;
        let texts = [("Alt", &attributes.alt), ("ActualText", &attributes.actual_text), ("E", &attributes.expansion)];
        for (key, value) in texts {
            if let Some(value) = value {
                dictionary.set(key, string::text(value));
            }
        }
        if let Some(lang) = &attributes.lang {
            dictionary.set("Lang", string::text(lang.as_str()));
        }
        if let Some(identifier) = self.identifiers.get(&id) {
            dictionary.set("ID", string::bytes(identifier.as_bytes()));
        }
        if let Some(attributes) = attributes::attributes(self, id, node) {
            dictionary.set("A", attributes);
        }
        dictionary
    }

    /// Content and children in reading order, annotations last.
    fn kids(&self, id: NodeId, node: &Node, page: Option<usize>) -> Vec<Object> {
        let mut marks = self.marks[at(id)].iter().peekable();
        let mut kids = Vec::new();
        for &child in &node.children {
            let (Some(element), Some(first)) = (self.element(child), self.first[at(child)]) else { continue };
            while let Some(mark) = marks.next_if(|mark| mark.order < first) {
                kids.push(self.content(mark, page));
            }
            kids.push(reference(element));
        }
        kids.extend(marks.map(|mark| self.content(mark, page)));
        kids.extend(self.annotations[at(id)].iter().map(|annotation| {
            let page = reference(self.pages[annotation.page]);
            dictionary! { "Type" => name("OBJR"), "Pg" => page, "Obj" => reference(annotation.id) }.into()
        }));
        kids
    }

    /// A marked-content sequence: its number on the element's own page, else a reference with the page.
    fn content(&self, mark: &Mark, page: Option<usize>) -> Object {
        if Some(mark.page) == page {
            return integer(mark.mcid);
        }
        let page = reference(self.pages[mark.page]);
        dictionary! { "Type" => name("MCR"), "Pg" => page, "MCID" => integer(mark.mcid) }.into()
    }

    /// The parent tree (ISO 32000-1, 14.7.4.4): for each page its sequences' elements by MCID, then for each
    /// annotation its element.
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

    /// The tree of identifiers; none without any.
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

/// A node's place in lists by node.
fn at(node: NodeId) -> usize {
    node.0 as usize
}
