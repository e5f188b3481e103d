//! A page with the properties of each element that are needed to find the article.

use super::{
    looks::{self, Look},
    names,
    panels::Panels,
    shape::{self, Shape},
    tree::{Id, PAGE, Tree},
};

/// A page, with the formatting and shape of every node.
pub(super) struct Page<'a> {
    pub(super) tree: &'a Tree,
    /// The body, or the page itself.
    pub(super) body: Id,
    pub(super) looks: Vec<Look>,
    pub(super) shapes: Vec<Shape>,
    pub(super) panels: Panels,
    /// Whether each element is a block.
    pub(super) own_line: Vec<bool>,
    /// Whether each element contains a block.
    pub(super) holds_lines: Vec<bool>,
    /// Whether the style rules exceeded the limit and were not all applied.
    pub(super) styles_cut: bool,
}

impl<'a> Page<'a> {
    pub(super) fn of(tree: &'a Tree) -> Self {
        let (looks, styles_cut) = looks::looks(tree);
        let own_line = looks::own_lines(tree, &looks);
        let panels = Panels::find(tree, &looks, &own_line);
        let hidden: Vec<bool> = (0..tree.nodes.len()).map(|id| looks[id].hidden && !panels.is_revealed(id)).collect();
        let shapes = shape::shapes(tree, &own_line, &hidden);
        let holds_lines = holds_lines(tree, &own_line, &hidden);
        let body = tree.below(PAGE).find(|&id| tree.name(id) == "body").unwrap_or(PAGE);
        Self { tree, body, looks, shapes, panels, own_line, holds_lines, styles_cut }
    }

    /// Returns whether an element is hidden and nothing on the page would reveal it.
    pub(super) fn is_hidden(&self, id: Id) -> bool {
        self.looks[id].hidden && !self.panels.is_revealed(id)
    }
}

fn holds_lines(tree: &Tree, own_line: &[bool], hidden: &[bool]) -> Vec<bool> {
    let mut holds = vec![false; tree.nodes.len()];
    let order: Vec<Id> = tree.below(PAGE).collect();
    for &id in order.iter().rev() {
        // The content of formulas and drawings has its own layout.
        holds[id] &= tree.name(id) != "math" && !names::is_media(tree.name(id));
        if let Some(parent) = tree.parent(id).filter(|_| (own_line[id] || holds[id]) && !hidden[id]) {
            holds[parent] = true;
        }
    }
    holds
}
