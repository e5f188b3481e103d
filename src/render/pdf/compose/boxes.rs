//! Boxes and spaces to write in: divisions with a layout. [`super::side`] handles those with blocks next to each other.

use super::{
    Column, Composer, Inherited, column::Inset, figure::keep_together, inline::Look, layout, padding::PADDING,
    quote::Voice,
};
use crate::{
    article::{Block, Division, Inline, Layout, Style},
    render::pdf::structure::{NodeId, Role},
    typeset::{
        Item, ItemKind, Rect,
        flow::{Backdrop, Node, VBox, penalty},
    },
};
use std::sync::Arc;

/// The distance between lines for writing, in points: 9 mm.
const WRITING: f32 = 25.5;
/// The space for a patient label, in points: 90 mm by 42 mm.
const LABEL: (f32, f32) = (255.0, 119.0);

impl Composer<'_> {
    /// Sets a division according to its layout.
    pub(super) fn laid_out(
        &mut self,
        division: &Division,
        layout: Layout,
        column: Column,
        parent: NodeId,
        nodes: &mut Vec<Node>,
    ) {
        let first = nodes.len();
        match layout {
            Layout::Glance => self.boxed(division, column, parent, nodes),
            Layout::Contact => {
                let lines = |here: &mut Inherited| here.voice = Voice::Lines;
                self.within(lines, |composer| composer.boxed(division, column, parent, nodes));
            }
            Layout::Notes { lines } => {
                let node = self.titled(division, column, parent, nodes);
                self.writing_lines(division, lines, column, node, nodes);
                keep_together(&mut nodes[first..]);
            }
            Layout::Label => self.label_space(division, column, parent, nodes),
            Layout::Qr => {
                self.coded(division, column, parent, nodes);
                keep_together(&mut nodes[first..]);
            }
            Layout::Columns { count } => self.columns(division, count, column, parent, nodes),
            Layout::Bilingual => self.bilingual(division, column, parent, nodes),
            Layout::Left { percent } => self.beside(division, (percent, false), column, parent, nodes),
            Layout::Right { percent } => self.beside(division, (percent, true), column, parent, nodes),
            Layout::Column { .. } => return self.plain_division(division, column, parent, nodes),
        }
        self.land(division.anchor.as_ref(), first, nodes);
    }

    /// Sets blocks in a tinted box.
    fn boxed(&mut self, division: &Division, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let first = nodes.len();
        nodes.push(Node::Open(Arc::new(self.tinted(column))));
        self.titled(division, column.within(Inset::CALLOUT), parent, nodes);
        nodes.push(Node::Close);
        keep_together(&mut nodes[first..]);
    }

    /// Sets blocks, with a bold title as a heading.
    fn titled(&mut self, division: &Division, column: Column, parent: NodeId, nodes: &mut Vec<Node>) -> NodeId {
        let node = self.structure.child(parent, Role::Div);
        let rest = match division.body.split_first() {
            Some((title, rest)) if is_title(title) => {
                self.box_title(title, column, node, nodes);
                rest
            }
            _ => division.body.as_slice(),
        };
        if !rest.is_empty() {
            self.blocks(rest, column, node, nodes);
        }
        node
    }

    fn box_title(&mut self, title: &Block, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let Block::Paragraph(paragraph) = title else { return };
        let number = self.begin(title);
        let node = self.structure.child(parent, Role::P);
        let look = Look { color: self.sheet.colors.accent, ..self.body() }.heading();
        let text = self.text(&paragraph.content, look, node);
        let from = nodes.len();
        self.paragraph(&text, column, nodes);
        self.mark_block(number, &mut nodes[from..]);
        nodes.push(Node::Break(penalty::FORBIDDEN));
        nodes.push(Node::Space(3.0));
    }

    /// Sets a QR code and the address directly below it: its quiet zone is space enough.
    fn coded(&mut self, division: &Division, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let node = self.structure.child(parent, Role::Div);
        let Some((code, rest)) = division.body.split_first() else { return };
        self.blocks(std::slice::from_ref(code), column, node, nodes);
        nodes.push(Node::Break(penalty::FORBIDDEN));
        self.blocks(rest, column, node, nodes);
    }

    /// Sets ruled lines to write on. A form has one field for all of them, or, if they do not fit on one page, one for
    /// each.
    fn writing_lines(&mut self, division: &Division, lines: u8, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let whole = f32::from(lines) * WRITING;
        for line in 0..lines {
            nodes.push(Node::Break(penalty::FORBIDDEN));
            let mut items = vec![self.stroke(column.rect(WRITING - 0.7, 0.7))];
            if whole > self.area.height {
                items.extend(self.writing_place(division, parent, column.rect(1.0, WRITING - 2.0)));
            } else if line == 0 {
                items.extend(self.writing_place(division, parent, column.rect(0.0, whole)));
            }
            nodes.push(Node::Box(VBox { height: WRITING, items, notes: Vec::new() }));
        }
    }

    /// Sets the title, and below it a frame of the size of a label.
    fn label_space(&mut self, division: &Division, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let first = nodes.len();
        let node = self.titled(division, column, parent, nodes);
        let (width, height) = (LABEL.0.min(column.width), LABEL.1);
        let frame = column.part(0.0, width);
        let edges = [
            frame.rect(0.0, 0.7),
            frame.rect(height - 0.7, 0.7),
            Rect { x: frame.x, y: 0.0, width: 0.7, height },
            Rect { x: frame.x + width - 0.7, y: 0.0, width: 0.7, height },
        ];
        nodes.push(Node::Break(penalty::FORBIDDEN));
        let mut items: Vec<Item> = edges.into_iter().map(|rect| self.stroke(rect)).collect();
        items.extend(self.writing_place(division, node, frame.rect(0.0, height).inset(2.0)));
        nodes.push(Node::Box(VBox { height, items, notes: Vec::new() }));
        keep_together(&mut nodes[first..]);
    }

    fn stroke(&self, rect: Rect) -> Item {
        Item { owner: layout(), kind: ItemKind::Fill { rect, radius: 0.0, color: self.sheet.colors.faint } }
    }

    /// Returns a tint behind the contents of a column.
    pub(super) fn tinted(&self, column: Column) -> Backdrop {
        let fill = Some(self.sheet.colors.tint);
        Backdrop { x: column.x, width: column.width, padding: PADDING, fill, rule: None, frame: None, owner: layout() }
    }
}

/// Returns whether a block is a bold line.
fn is_title(block: &Block) -> bool {
    let Block::Paragraph(paragraph) = block else { return false };
    matches!(paragraph.content.as_slice(), [Inline::Styled(x)] if x.style == Style::Strong)
}
