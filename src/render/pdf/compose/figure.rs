//! Figures: a picture with its caption below it.

use super::{
    Column, Composer, Inherited,
    fitting::LEAST_PICTURE,
    inline::Look,
    picture::{coarse, filtered, scaled},
};
use crate::{
    article::{Caption, Figure, Inline},
    render::pdf::{
        document::Part,
        structure::{NodeId, Role},
    },
    typeset::{
        Alignment, Fit, Item, ItemKind, Rect, Setting,
        flow::{Node, VBox, penalty},
    },
};

impl Composer<'_> {
    pub(super) fn figure(&mut self, figure: &Figure, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let first = nodes.len();
        let node = self.structure.child(parent, Role::Figure);
        self.structure.attributes(node).alt = Some(self.alt(&figure.alt));
        if let Some(picture) = self.resolved.picture(&figure.path) {
            let size = scaled(picture, figure.width, (column.width, self.area.height));
            let (width, height) = self.shrunk(size);
            let loss = if picture.is_drawing() {
                filtered(&figure.path, figure.span, picture)
            } else {
                coarse(figure, picture, width)
            };
            self.diagnostics.extend(loss);
            let rect = Rect { x: self.figure_place(column, width).x, y: 0.0, width, height };
            let kind = ItemKind::Picture { rect, key: figure.path.as_str().into(), link: None };
            let item = Item { owner: Part::Content(node).owner(), kind };
            nodes.push(Node::Box(VBox { height, items: vec![item], notes: Vec::new() }));
        }
        if let Some(caption) = &figure.caption {
            nodes.push(Node::Break(penalty::FORBIDDEN));
            nodes.push(Node::Space(6.0));
            // a caption is a sibling of its figure: inside, `Alt` would replace it
            let alignment = match self.sheet.fit {
                Fit::Justified => Alignment::Center,
                Fit::Ragged | Fit::Balanced => Alignment::Start,
            };
            let aligned = |here: &mut Inherited| here.alignment = alignment;
            self.within(aligned, |composer| composer.caption(caption, column, parent, nodes));
        }
        self.land(figure.anchor.as_ref(), first, nodes);
    }

    /// Returns the reduced size of a picture if an article is fitted on fewer pages.
    fn shrunk(&self, (width, height): (f32, f32)) -> (f32, f32) {
        let part = if height * self.sheet.pictures < LEAST_PICTURE { 1.0 } else { self.sheet.pictures };
        (width * part, height * part)
    }

    /// Returns the column of a picture: centered if lines are justified, else at the start edge.
    fn figure_place(&self, column: Column, width: f32) -> Column {
        match self.sheet.fit {
            Fit::Justified => column.part((column.width - width) / 2.0, width),
            Fit::Ragged | Fit::Balanced => column.part(0.0, width),
        }
    }

    /// Sets a caption: its label in bold, then its text.
    pub(super) fn caption(&mut self, caption: &Caption, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let node = self.structure.child(parent, Role::Caption);
        let look = Look::new(self.sheet.fine, self.sheet.colors.ink);
        let mut text = crate::typeset::Text::new();
        let mut place = super::inline::Place { text: &mut text, node, link: None };
        if let Some(label) = &caption.label {
            let end = if caption.content.is_empty() { "" } else { ". " };
            self.inlines(&[Inline::words(format!("{label}{end}"))], look.bold(), &mut place);
        }
        self.inlines(&caption.content, look, &mut place);
        let fit = if self.inherited.alignment == Alignment::Center { Fit::Balanced } else { Fit::Ragged };
        let setting = Setting { fit, ..self.setting(column, self.sheet.fine.leading) };
        let from = nodes.len();
        self.set(&text, &setting, column.x, nodes);
        keep_together(&mut nodes[from..]);
    }
}

/// Forbids page breaks among nodes.
pub(super) fn keep_together(nodes: &mut [Node]) {
    for node in nodes {
        if let Node::Break(cost) = node {
            *cost = penalty::FORBIDDEN;
        }
    }
}
