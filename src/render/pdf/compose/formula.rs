//! Formulas on lines of their own.

use super::{Column, Composer};
use crate::{
    article::{DisplayFormula, Inline, LineBreak, Span},
    render::pdf::structure::{NodeId, Role},
    typeset::{Alignment, Setting, flow::Node},
};

impl Composer<'_> {
    /// Sets a formula, centered, in its linear text.
    pub(super) fn formula(&mut self, display: &DisplayFormula, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let first = nodes.len();
        let node = self.structure.child(parent, Role::P);
        let content = self.formula_words(display);
        let text = self.text(&content, self.body(), node);
        let setting = Setting { alignment: Alignment::Center, ..self.running(column) };
        self.set(&text, &setting, column.x, nodes);
        self.land(display.anchor.as_ref(), first, nodes);
    }

    /// Returns the linear text of a formula with its number.
    pub(super) fn formula_words(&self, display: &DisplayFormula) -> Vec<Inline> {
        let mut content = Vec::new();
        for line in display.formula.lines() {
            if !content.is_empty() {
                content.push(Inline::Break(LineBreak { span: Span::default() }));
            }
            content.push(Inline::words(line));
        }
        content.extend(display.number.iter().map(|number| Inline::words(format!("\u{2003}{number}"))));
        content
    }
}
