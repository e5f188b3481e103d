//! Atoms: parts of a row while it is read, each a node with its TeX class.

use crate::maths::tree::{Form, Leaf, Node, Operator};

/// The TeX class of an atom, which decides on the spaces around it and the position of its scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Ordinary,
    /// A large operator, such as a sum or integral.
    Large,
    /// A function name: `sin`.
    Function,
    Binary,
    Relation,
    Open,
    Close,
    Punctuation,
    Space,
}

/// A part of a row with its class.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Atom {
    pub(super) node: Node,
    pub(super) class: Class,
    /// Whether its scripts are set over and under it.
    pub(super) limits: bool,
}

impl Atom {
    pub(super) fn new(node: Node, class: Class) -> Self {
        Self { node, class, limits: false }
    }

    pub(super) fn ordinary(node: Node) -> Self {
        Self::new(node, Class::Ordinary)
    }

    pub(super) fn space(ems: f32) -> Self {
        Self::new(Node::Space(ems), Class::Space)
    }

    pub(super) fn sign(text: impl Into<String>, class: Class) -> Self {
        Self::new(Node::Operator(operator(text)), class)
    }

    /// Returns an empty atom, the base of scripts without one.
    pub(super) fn empty() -> Self {
        Self::ordinary(Node::Row(Vec::new()))
    }
}

pub(super) fn operator(text: impl Into<String>) -> Operator {
    Operator {
        text: text.into(),
        stretchy: None,
        size: None,
        before: None,
        after: None,
        form: None,
        movable_limits: None,
    }
}

/// Returns an operator with an explicit `stretchy` attribute.
pub(super) fn stretchy(text: &str, stretchy: bool) -> Node {
    Node::Operator(Operator { stretchy: Some(stretchy), ..operator(text) })
}

/// Returns upright letters.
pub(super) fn upright(text: impl Into<String>) -> Node {
    Node::Identifier(Leaf { text: text.into(), upright: true, bold: false })
}

/// Returns an italic letter.
pub(super) fn italic(text: impl Into<String>) -> Node {
    Node::Identifier(Leaf { text: text.into(), upright: false, bold: false })
}

pub(super) fn number(text: impl Into<String>) -> Node {
    Node::Number(Leaf { text: text.into(), upright: true, bold: false })
}

pub(super) fn words(text: impl Into<String>) -> Node {
    Node::Text(Leaf { text: text.into(), upright: true, bold: false })
}

/// Returns a single node as itself, others as a row.
pub(super) fn one(mut nodes: Vec<Node>) -> Node {
    if nodes.len() == 1 { nodes.remove(0) } else { Node::Row(nodes) }
}

/// Returns a node in brackets that grow with it.
pub(super) fn bracketed(open: &str, node: Node, close: &str) -> Node {
    let fence =
        |text: &str, form| Node::Operator(Operator { stretchy: Some(true), form: Some(form), ..operator(text) });
    let mut nodes = Vec::new();
    if !open.is_empty() {
        nodes.push(fence(open, Form::Prefix));
    }
    nodes.push(node);
    if !close.is_empty() {
        nodes.push(fence(close, Form::Postfix));
    }
    Node::Row(nodes)
}
