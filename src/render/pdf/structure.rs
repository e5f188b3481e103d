//! The structure tree, which screen readers use (ISO 32000-1, 14.7 and 14.8).

use crate::article::Lang;

/// A node of the tree, by its index in [`Structure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(pub(super) u32);

/// The tree. Node 0 is the `Document`. Children are in reading order, regardless of page order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Structure {
    nodes: Vec<Node>,
}

/// A structure element.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    /// Its role.
    pub(super) role: Role,
    /// Its parent; `None` for the document.
    pub(super) parent: Option<NodeId>,
    /// Its children, in reading order. Marked content of the node itself is on the pages; if a node has both, these
    /// children are placed among its content in the order of [`Structure::child`]: content painted before a child's
    /// first content reads before it.
    pub(super) children: Vec<NodeId>,
    /// Its attributes.
    pub(super) attributes: Attributes,
}

/// The attributes of a structure element.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Attributes {
    /// Its language, if different from its parent's.
    pub(super) lang: Option<Lang>,
    /// The description of a picture (`Alt`).
    pub(super) alt: Option<String>,
    /// The replacement text of its content (`ActualText`).
    pub(super) actual_text: Option<String>,
    /// The expansion of an abbreviation (`E`).
    pub(super) expansion: Option<String>,
    /// For `TH`: the scope.
    pub(super) scope: Option<Scope>,
    /// For cells: the number of columns covered, from 1; 0 counts as 1.
    pub(super) columns: u32,
    /// For cells: the number of rows covered, from 1; 0 counts as 1.
    pub(super) rows: u32,
    /// For cells: their header cells, if scopes do not determine them (`Headers`). The writer assigns identifiers to
    /// these cells.
    pub(super) headers: Vec<NodeId>,
    /// For lists: the numbering of items (`ListNumbering`).
    pub(super) numbering: Option<ListNumbering>,
    /// An identifier, unique in the document. The writer assigns one to each `Note`, and to each header cell that is
    /// referred to, if missing.
    pub(super) id: Option<String>,
    /// For figures: page (from 0) and bounding box (`BBox`). If missing, the writer uses the box around the pictures
    /// that the figure paints on its first page.
    pub(super) bbox: Option<(usize, crate::typeset::Rect)>,
}

/// The scope of a header cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// The column.
    Column,
    /// The row.
    Row,
    /// Both.
    Both,
}

/// The numbering of list items (ISO 32000-1, table 347).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListNumbering {
    None,
    Disc,
    Decimal,
    LowerAlpha,
    UpperAlpha,
    LowerRoman,
    UpperRoman,
}

/// Standard structure types (ISO 32000-1, 14.8.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]

pub(super) enum Role {
    Document,
    Sect,
    Div,
    /// A heading, 1 to 6.
    H(u8),
    P,
    L,
    LI,
    Lbl,
    LBody,
    Table,
    THead,
    TBody,
    TR,
    TH,
    TD,
    Caption,
    Figure,
    Formula,
    BlockQuote,
    Code,
    Note,
    Reference,
    BibEntry,
    Toc,
    Toci,
    Link,
    /// A field of a form.
    Form,
    Span,
}

impl Role {
    /// Returns the standard type's name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Sect => "Sect",
            Self::Div => "Div",
            Self::H(1) => "H1",
            Self::H(2) => "H2",
            Self::H(3) => "H3",
            Self::H(4) => "H4",
            Self::H(5) => "H5",
            Self::H(_) => "H6",
            Self::P => "P",
            Self::L => "L",
            Self::LI => "LI",
            Self::Lbl => "Lbl",
            Self::LBody => "LBody",
            Self::Table => "Table",
            Self::THead => "THead",
            Self::TBody => "TBody",
            Self::TR => "TR",
            Self::TH => "TH",
            Self::TD => "TD",
            Self::Caption => "Caption",
            Self::Figure => "Figure",
            Self::Formula => "Formula",
            Self::BlockQuote => "BlockQuote",
            Self::Code => "Code",
            Self::Note => "Note",
            Self::Reference => "Reference",
            Self::BibEntry => "BibEntry",
            Self::Toc => "TOC",
            Self::Toci => "TOCI",
            Self::Link => "Link",
            Self::Form => "Form",
            Self::Span => "Span",
        }
    }
}

impl Structure {
    /// Returns a tree with only the document.
    pub(super) fn new() -> Self {
        let root = Node { role: Role::Document, parent: None, children: Vec::new(), attributes: Attributes::default() };
        Self { nodes: vec![root] }
    }

    /// Returns the number of elements.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The document node.
    pub(super) const ROOT: NodeId = NodeId(0);

    /// Adds a child after the existing children of a parent.
    pub(super) fn child(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node { role, parent: Some(parent), children: Vec::new(), attributes: Attributes::default() });
        if let Some(node) = self.nodes.get_mut(parent.0 as usize) {
            node.children.push(id);
        }
        id
    }

    /// Adds a child at index `at`.
    pub(super) fn child_at(&mut self, parent: NodeId, at: usize, role: Role) -> NodeId {
        let id = self.child(parent, role);
        let children = &mut self.nodes[parent.0 as usize].children;
        children.pop();
        children.insert(at.min(children.len()), id);
        id
    }

    /// Returns a node.
    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// Returns the replacement text of an element that is a formula, or a part of one.
    pub(super) fn replacement_text(&self, id: NodeId) -> Option<&str> {
        let node = self.node(id);
        let is_part = |parent: NodeId| self.node(parent).role == Role::Formula;
        let is_formula = node.role == Role::Formula || node.parent.is_some_and(is_part);
        node.attributes.actual_text.as_deref().filter(|_| is_formula)
    }

    /// Returns a node's attributes, mutably.
    pub(super) fn attributes(&mut self, id: NodeId) -> &mut Attributes {
        &mut self.nodes[id.0 as usize].attributes
    }

    /// Returns all nodes with their IDs.
    pub(super) fn iter(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes.iter().enumerate().map(|(at, node)| (NodeId(u32::try_from(at).unwrap_or(u32::MAX)), node))
    }
}
