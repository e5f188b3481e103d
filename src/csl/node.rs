//! Formatted text under construction: a tree that records the origin of its pieces.

use super::output::{Display, Font};

/// A piece of formatted text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// Text of an item, a term or another value.
    Text(String),
    /// Text of a field that keeps its case.
    Nocase(Vec<Node>),
    /// An affix or a delimiter of the style.
    Affix(String),
    /// Formatting of the style.
    Font(Font, Vec<Node>),
    /// Formatting of a field, which alternates with the formatting around it.
    Rich(Font, Vec<Node>),
    Quoted(Vec<Node>),
    Link(String, Vec<Node>),
    Block(Display, Vec<Node>),
    Tagged(Tag, Vec<Node>),
}

/// The origin of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// The cite with this index in its cluster.
    Cite(usize),
    /// A `cs:names` element.
    Names,
    /// The names of one variable, without a label.
    NameList,
    /// A single name.
    Name,
    /// The year suffix that distinguishes works of the same year.
    YearSuffix,
    /// The text of a number variable or a term, which punctuation does not merge into.
    Number,
    /// The author's text before or after a cite.
    CiteAffix,
    /// The text of a term.
    Term,
}

impl Node {
    /// Returns the nodes inside this one.
    pub(super) fn children(&self) -> &[Node] {
        match self {
            Node::Text(_) | Node::Affix(_) => &[],
            Node::Nocase(nodes)
            | Node::Font(_, nodes)
            | Node::Rich(_, nodes)
            | Node::Quoted(nodes)
            | Node::Link(_, nodes)
            | Node::Block(_, nodes)
            | Node::Tagged(_, nodes) => nodes,
        }
    }

    /// Returns the nodes inside this one, mutably.
    pub(super) fn children_mut(&mut self) -> Option<&mut Vec<Node>> {
        match self {
            Node::Text(_) | Node::Affix(_) => None,
            Node::Nocase(nodes)
            | Node::Font(_, nodes)
            | Node::Rich(_, nodes)
            | Node::Quoted(nodes)
            | Node::Link(_, nodes)
            | Node::Block(_, nodes)
            | Node::Tagged(_, nodes) => Some(nodes),
        }
    }

    fn push_text(&self, text: &mut String) {
        match self {
            Node::Text(piece) | Node::Affix(piece) => text.push_str(piece),
            node => node.children().iter().for_each(|child| child.push_text(text)),
        }
    }
}

/// Returns an affix, or `None` if it is empty.
pub(super) fn affix(text: &str) -> Option<Node> {
    (!text.is_empty()).then(|| Node::Affix(text.to_string()))
}

/// Returns the text of `nodes` without formatting.
pub(super) fn plain(nodes: &[Node]) -> String {
    let mut text = String::new();
    nodes.iter().for_each(|node| node.push_text(&mut text));
    text
}

/// Returns whether `nodes` contain no text.
pub(super) fn is_empty(nodes: &[Node]) -> bool {
    nodes.iter().all(|node| match node {
        Node::Text(text) | Node::Affix(text) => text.is_empty(),
        node => is_empty(node.children()),
    })
}

/// Joins the non-empty lists.
pub(super) fn join(lists: impl IntoIterator<Item = Vec<Node>>, delimiter: &str) -> Vec<Node> {
    let mut joined = Vec::new();
    for list in lists {
        if is_empty(&list) {
            continue;
        }
        if !joined.is_empty() {
            joined.extend(affix(delimiter));
        }
        joined.extend(list);
    }
    joined
}

/// Calls `change` on each piece of text that is not an affix.
pub(super) fn for_each_text(nodes: &mut [Node], change: &mut dyn FnMut(&mut String)) {
    for node in nodes {
        match node {
            Node::Text(text) => change(text),
            node => {
                if let Some(children) = node.children_mut() {
                    for_each_text(children, change);
                }
            }
        }
    }
}

/// Returns the first node with the tag `tag`.
pub(super) fn find(nodes: &[Node], tag: Tag) -> Option<&Node> {
    nodes.iter().find_map(|node| match node {
        Node::Tagged(found, _) if *found == tag => Some(node),
        node => find(node.children(), tag),
    })
}

/// Returns the nodes inside the first node with the tag `tag`.
pub(super) fn find_mut(nodes: &mut [Node], tag: Tag) -> Option<&mut Vec<Node>> {
    for node in nodes {
        let is_it = matches!(node, Node::Tagged(found, _) if *found == tag);
        if let Some(children) = node.children_mut() {
            if is_it {
                return Some(children);
            }
            if let Some(found) = find_mut(children, tag) {
                return Some(found);
            }
        }
    }
    None
}
