//! The title block, and the colophon at the end.

use super::{Column, Composer, inline::Look, layout, sheet::Type};
use crate::{
    article::{Anchor, Block, Inline},
    render::pdf::{
        document::Bookmark,
        structure::{NodeId, Role, Structure},
    },
    typeset::{
        Fit, Item, ItemKind, Rect, Setting,
        flow::{Node, VBox, penalty},
    },
};

impl Composer<'_> {
    /// Category, title, subtitle, lines and summary, with a rule below.
    pub(super) fn front(&mut self, column: Column) -> Vec<Node> {
        let Some(front) = &self.article.front else { return Vec::new() };
        let sheet = self.sheet.clone();
        let mut nodes = Vec::new();
        let small = Look::new(sheet.byline, sheet.colors.faint);
        if let Some(category) = &front.category {
            let look = Look { color: sheet.colors.accent, ..small }.heading();
            self.front_line(&[Inline::words(category.as_str())], look, Role::P, column, &mut nodes);
            nodes.push(Node::Space(3.0));
        }
        let first = nodes.len();
        let title = Look::new(sheet.title, sheet.colors.ink).heading();
        self.front_line(&front.title, title, Role::H(1), column, &mut nodes);
        let anchor = Anchor::new("title");
        self.land(Some(&anchor), first, &mut nodes);
        self.places.outline.push(Bookmark { title: self.article.title_text(), level: 1, anchor });
        if !front.subtitle.is_empty() {
            nodes.push(Node::Space(4.0));
            let look = Look::new(sheet.subtitle, sheet.colors.faint);
            self.front_line(&front.subtitle, look, Role::P, column, &mut nodes);
        }
        nodes.push(Node::Space(6.0));
        for line in &front.lines {
            self.front_line(&[Inline::words(line.as_str())], small, Role::P, column, &mut nodes);
        }
        nodes.push(Node::Space(9.0));
        nodes.push(rule(column, sheet.colors.accent));
        nodes.push(Node::Space(sheet.block_gap));
        if !front.summary.is_empty() {
            let node = self.structure.child(Structure::ROOT, Role::P);
            let Type { size, leading } = sheet.body;
            let look = Look { size: size * LARGER, ..self.body() };
            let text = self.text(&front.summary, look, node);
            let setting = self.setting(column, leading * LARGER);
            self.set(&text, &setting, column.x, &mut nodes);
            nodes.push(Node::Break(penalty::BLOCKS));
            nodes.push(Node::Space(self.space_after_front()));
        }
        nodes
    }

    /// The colophon, below a rule after the body.
    pub(super) fn colophon(&mut self, column: Column, nodes: &mut Vec<Node>) {
        let article = self.article;
        if article.colophon.is_empty() {
            return;
        }
        let look = Look::new(self.sheet.byline, self.sheet.colors.faint);
        let mut lines = vec![rule(column, self.sheet.colors.faint), Node::Space(6.0)];
        for line in &article.colophon {
            self.front_line(&[Inline::words(line.as_str())], look, Role::P, column, &mut lines);
        }
        nodes.push(Node::Break(penalty::BLOCKS));
        nodes.push(Node::Space(2.0 * self.sheet.block_gap));
        nodes.append(&mut lines);
    }

    /// Between the summary and the first block of the body: a heading has as much before it as any other.
    fn space_after_front(&self) -> f32 {
        match self.article.body.first() {
            Some(Block::Heading(x)) => self.space_before_heading(x),
            Some(_) | None => self.sheet.block_gap,
        }
    }

    fn front_line(&mut self, content: &[Inline], look: Look, role: Role, column: Column, nodes: &mut Vec<Node>) {
        let node: NodeId = self.structure.child(Structure::ROOT, role);
        let text = self.text(content, look, node);
        let kinds = [self.sheet.title, self.sheet.subtitle, self.sheet.byline];
        let leading = kinds.iter().find(|kind| kind.size == look.size).map_or(look.size * 1.35, |kind| kind.leading);
        let setting = Setting { fit: Fit::Balanced, ..self.setting(column, leading) };
        for line in self.setter.set(&text, &setting) {
            if !nodes.is_empty() {
                nodes.push(Node::Break(penalty::FORBIDDEN));
            }
            nodes.push(Node::Box(VBox::of_line(line, column.x)));
        }
    }
}

/// How much larger than the text the summary is: no bold or italic passage, which is hard to read.
const LARGER: f32 = 1.12;

fn rule(column: Column, color: crate::typeset::Color) -> Node {
    let rect = Rect { x: column.x, y: 0.0, width: column.width, height: 1.2 };
    let kind = ItemKind::Fill { rect, radius: 0.0, color };
    Node::Box(VBox { height: 1.2, items: vec![Item { owner: layout(), kind }], notes: Vec::new() })
}
