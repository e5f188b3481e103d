//! A page as a tree: nodes in one list, named by their place in it, each with its span in the source.

use crate::{article::Span, read::common::clean::trimmed};
use html5ever::LocalName;

/// A node's place in the list.
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

/// What a node is.
#[derive(Debug)]
pub(super) enum Kind {
    Text(String),
    Element(Element),
    /// The page, a comment, an instruction.
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

    /// An element's name; empty for other nodes.
    pub(super) fn name(&self, id: Id) -> &str {
        match &self.nodes[id].kind {
            Kind::Element(element) => &element.name,
            Kind::Text(_) | Kind::Other => "",
        }
    }

    /// An attribute's value, without white space around it.
    pub(super) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        let Kind::Element(element) = &self.nodes[id].kind else { return None };
        element.attributes.iter().find(|(own, _)| &**own == name).map(|(_, value)| value.trim())
    }

    /// An attribute that says something.
    pub(super) fn filled(&self, id: Id, name: &str) -> Option<&str> {
        self.attribute(id, name).filter(|value| !value.is_empty())
    }

    /// The class names, in lower case.
    pub(super) fn classes(&self, id: Id) -> Vec<String> {
        let text = self.attribute(id, "class").unwrap_or_default();
        text.split_whitespace().map(str::to_ascii_lowercase).collect()
    }

    /// The words that class names and id are made of: `share` and `buttons` of `share-buttons`.
    pub(super) fn tokens(&self, id: Id) -> Vec<String> {
        let texts = ["class", "id"].into_iter().filter_map(|name| self.attribute(id, name));
        let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty());
        words.map(str::to_ascii_lowercase).collect()
    }

    /// A node and all below it, in the order of the source.
    pub(super) fn below(&self, id: Id) -> Below<'_> {
        Below { tree: self, open: vec![id] }
    }

    /// The nodes that a node stands in, from the innermost.
    pub(super) fn around(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.parent(id), |&id| self.parent(id))
    }

    /// The elements right inside one.
    pub(super) fn elements(&self, id: Id) -> impl Iterator<Item = Id> {
        self.children(id).iter().copied().filter(|&child| !self.name(child).is_empty())
    }

    /// The clean words of a node and all below it, but for scripts and styles.
    pub(super) fn text(&self, id: Id) -> String {
        let mut words = String::new();
        for node in self.below(id) {
            if let Kind::Text(text) = &self.nodes[node].kind
                && !self.parent(node).is_some_and(|parent| matches!(self.name(parent), "script" | "style" | "template"))
            {
                words.push_str(text);
            } else if matches!(self.name(node), "br" | "p" | "div" | "li" | "td" | "th" | "tr") {
                words.push(' ');
            }
        }
        trimmed(&words)
    }

    /// The text of a node as written: for scripts and lines of code.
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

    /// How many words a node has.
    pub(super) fn count(&self, id: Id) -> usize {
        self.text(id).split_whitespace().count()
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
