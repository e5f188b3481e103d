//! A page as a tree: a list of nodes, each referred to by its index and with its span in the source.

use super::names;
use crate::{
    article::{Direction, Span},
    read::common::clean::trimmed,
};
use html5ever::LocalName;

/// A node's index in the list.
pub(super) type Id = usize;

/// The page itself: the first node.
pub(super) const PAGE: Id = 0;

/// A node of the page.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) parent: Option<Id>,
    pub(super) children: Vec<Id>,
    pub(super) span: Span,
}

/// The kind of a node.
#[derive(Debug)]
pub(super) enum Kind {
    Text(String),
    Element(Element),
    /// The page, a comment or a processing instruction.
    Other,
}

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: LocalName,
    pub(super) attributes: Vec<(LocalName, String)>,
}

/// All nodes of a page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
}

impl Tree {
    pub(super) fn add(&mut self, kind: Kind, span: Span) -> Id {
        self.nodes.push(Node { kind, parent: None, children: Vec::new(), span });
        self.nodes.len() - 1
    }

    pub(super) fn children(&self, id: Id) -> &[Id] {
        &self.nodes[id].children
    }

    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        self.nodes[id].parent
    }

    pub(super) fn span(&self, id: Id) -> Span {
        self.nodes[id].span
    }

    /// Returns an element's name, or an empty string for other nodes.
    pub(super) fn name(&self, id: Id) -> &str {
        match &self.nodes[id].kind {
            Kind::Element(element) => &element.name,
            Kind::Text(_) | Kind::Other => "",
        }
    }

    /// Returns an attribute's value, trimmed.
    pub(super) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        let Kind::Element(element) = &self.nodes[id].kind else { return None };
        element.attributes.iter().find(|(own, _)| &**own == name).map(|(_, value)| value.trim())
    }

    /// Returns an attribute's value unless it is empty.
    pub(super) fn filled(&self, id: Id, name: &str) -> Option<&str> {
        self.attribute(id, name).filter(|value| !value.is_empty())
    }

    /// Returns the class names, in lowercase.
    pub(super) fn classes(&self, id: Id) -> Vec<String> {
        let text = self.attribute(id, "class").unwrap_or_default();
        text.split_whitespace().map(str::to_ascii_lowercase).collect()
    }

    /// Returns the words of class names and id in lowercase: `share` and `buttons` of `share-buttons`.
    pub(super) fn tokens(&self, id: Id) -> Vec<String> {
        let texts = ["class", "id"].into_iter().filter_map(|name| self.attribute(id, name));
        let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty());
        words.map(str::to_ascii_lowercase).collect()
    }

    /// Iterates over a node and its descendants, in document order.
    pub(super) fn below(&self, id: Id) -> Below<'_> {
        Below { tree: self, open: vec![id] }
    }

    /// Iterates over the ancestors of a node, innermost first.
    pub(super) fn around(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.parent(id), |&id| self.parent(id))
    }

    /// Returns the siblings before and after a node.
    pub(super) fn siblings(&self, id: Id) -> (&[Id], &[Id]) {
        let Some(parent) = self.parent(id) else { return (&[], &[]) };
        let all = self.children(parent);
        // Nodes are numbered in source order, except those that the parser moved.
        let at = all.partition_point(|&child| child < id);
        let at = if all.get(at) == Some(&id) { Some(at) } else { all.iter().position(|&child| child == id) };
        at.map_or((&[], &[]), |at| (&all[..at], &all[at + 1..]))
    }

    /// Returns whether a node is a text that is only white space.
    pub(super) fn is_blank(&self, id: Id) -> bool {
        matches!(&self.nodes[id].kind, Kind::Text(text) if text.trim().is_empty())
    }

    /// Iterates over the child elements of a node.
    pub(super) fn elements(&self, id: Id) -> impl Iterator<Item = Id> {
        self.children(id).iter().copied().filter(|&child| !self.name(child).is_empty())
    }

    /// Returns the clean text of a node and its descendants, without scripts and styles.
    pub(super) fn text(&self, id: Id) -> String {
        self.shown(id, false)
    }

    /// Returns the clean text including picture descriptions.
    pub(super) fn text_and_descriptions(&self, id: Id) -> String {
        self.shown(id, true)
    }

    fn shown(&self, id: Id, descriptions: bool) -> String {
        let mut words = String::new();
        let mut open = vec![(id, false)];
        while let Some((node, ends)) = open.pop() {
            let name = self.name(node);
            if let Kind::Text(text) = &self.nodes[node].kind {
                words.push_str(text);
            } else if !names::is_unshown(name) || node == id {
                if !names::joins_words(name) {
                    words.push(' ');
                }
                if !ends && self.follows_its_like(node) {
                    words.push(' ');
                }
                if descriptions
                    && name == "img"
                    && let Some(alt) = self.attribute(node, "alt").filter(|_| !ends)
                {
                    words.push_str(alt);
                    words.push(' ');
                }
                if !ends {
                    open.push((node, true));
                    open.extend(self.children(node).iter().rev().map(|&child| (child, false)));
                }
            }
        }
        trimmed(&words)
    }

    /// Returns whether an element is a link or a label directly after another one: they are separate buttons or boxes.
    pub(super) fn follows_its_like(&self, id: Id) -> bool {
        let name = self.name(id);
        matches!(name, "a" | "label") && self.siblings(id).0.last().is_some_and(|&before| self.name(before) == name)
    }

    /// Returns the text of a node as written, for scripts and code.
    pub(super) fn raw(&self, id: Id) -> String {
        let mut text = String::new();
        for node in self.below(id) {
            match &self.nodes[node].kind {
                Kind::Text(own) => text.push_str(own),
                Kind::Element(element) if &*element.name == "br" => text.push('\n'),
                Kind::Element(_) | Kind::Other => {}
            }
        }
        text
    }

    /// Returns the first number of an ordered list.
    pub(super) fn list_start(&self, list: Id) -> u32 {
        self.attribute(list, "start").and_then(|start| start.parse().ok()).unwrap_or(1)
    }

    /// Returns the text direction that an element sets.
    pub(super) fn direction(&self, id: Id) -> Option<Direction> {
        match self.attribute(id, "dir")?.to_ascii_lowercase().as_str() {
            "rtl" => Some(Direction::Rtl),
            "ltr" => Some(Direction::Ltr),
            _ => None,
        }
    }
}

/// See [`Tree::below`].
pub(super) struct Below<'a> {
    tree: &'a Tree,
    open: Vec<Id>,
}

impl Iterator for Below<'_> {
    type Item = Id;

    fn next(&mut self) -> Option<Id> {
        let id = self.open.pop()?;
        self.open.extend(self.tree.children(id).iter().rev());
        Some(id)
    }
}
