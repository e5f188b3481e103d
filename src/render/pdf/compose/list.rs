//! Tips and lists: a label in the margin of a column, and blocks next to it.

use super::{Column, Composer, Inherited, block::raise, column::Inset, inline::Look, layout, padding::overhang};
use crate::{
    article::{Block, List, ListItem, ListMarker, Numerals, Tip, Tips},
    render::pdf::{
        document::Part,
        structure::{ListNumbering, NodeId, Role},
    },
    typeset::{
        Alignment, Color, Fit, Item, ItemKind, Rect, Setting, Text,
        flow::{Node, VBox, between_items, height, penalty},
    },
};

/// The gap between a label and its text, in points.
pub(super) const LABEL_GAP: f32 = 7.0;

/// The diameter of a tip's badge, in ems of the body.
const BADGE: f32 = 1.667;

impl Composer<'_> {
    pub(super) fn tips(&mut self, tips: &Tips, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let list = self.structure.child(parent, Role::L);
        self.structure.attributes(list).numbering = Some(ListNumbering::Decimal);
        for (at, tip) in tips.items.iter().enumerate() {
            if at > 0 {
                let roomy = tips.items.iter().any(|tip| !tip.lead.is_empty());
                nodes.push(Node::Break(penalty::LINES));
                nodes.push(Node::Space(if roomy { self.sheet.block_gap } else { self.sheet.loose_gap() * 1.2 }));
            }
            self.tip(tip, column, list, nodes);
        }
    }

    pub(super) fn tip(&mut self, tip: &Tip, column: Column, list: NodeId, nodes: &mut Vec<Node>) {
        let item = self.structure.child(list, Role::LI);
        let label = self.structure.child(item, Role::Lbl);
        let body = self.structure.child(item, Role::LBody);
        let inner = column.within(self.tip_inset());
        let first = nodes.len();
        if !tip.lead.is_empty() {
            let lead = self.structure.child(body, Role::P);
            let text = self.text(&tip.lead, self.body().bold(), lead);
            let setting = Setting { fit: Fit::Balanced, ..self.setting(inner, self.inherited.body_type.leading) };
            self.set(&text, &setting, inner.x, nodes);
            if !tip.body.is_empty() {
                nodes.push(Node::Break(penalty::FORBIDDEN));
                nodes.push(Node::Space(self.sheet.loose_gap() * 0.35));
            }
        }
        self.blocks(&tip.body, inner, body, nodes);
        let badge = self.badge(&tip.printed_number().unwrap_or_default(), column, label);
        self.hang(badge, first, nodes);
        if height(&nodes[first..]) <= self.area.height {
            raise(penalty::TIP, &mut nodes[first..]);
        }
        self.land(tip.anchor.as_ref(), first, nodes);
    }

    /// Returns a tip's number in a filled disc, centered on the first line next to it.
    fn badge(&mut self, number: &str, column: Column, label: NodeId) -> VBox {
        let body = self.inherited.body_type;
        // three digits need a wider disc: no digit is smaller than the text next to it
        let width = body.size * if number.chars().count() < 3 { BADGE } else { BADGE * 1.3 };
        let height = body.size * BADGE;
        let disc = column.part(0.0, width);
        let top = (body.leading - height) / 2.0;
        let rect = Rect { x: disc.x, y: top, width, height };
        let fill = ItemKind::Fill { rect, radius: height / 2.0, color: self.sheet.colors.accent };
        let size = body.size;
        let look = Look { size, tabular: true, ..Look::new(self.sheet.byline, Color::WHITE) }.heading();
        let mut text = Text::new();
        text.push(number, self.style(look), Part::Content(label).owner(), None);
        let setting = Setting { alignment: Alignment::Center, ..self.setting(disc, height) };
        let mut badge = VBox { items: vec![Item { owner: layout(), kind: fill }], ..VBox::default() };
        for line in self.setter.set(&text, &setting) {
            // digits are as high as capitals: center those rather than the whole line
            badge.absorb(VBox::of_line(line, disc.x), 0.0, top);
        }
        badge
    }

    pub(super) fn list(&mut self, list: &List, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let node = self.structure.child(parent, Role::L);
        self.structure.attributes(node).numbering = Some(numbering(list));
        let room = self.label_room(list);
        let inset = self.inset_for_labels(room).leaving(self.least_measure(), room, column);
        for (at, item) in list.items.iter().enumerate() {
            if at > 0 {
                nodes.push(Node::Break(between_items(at, list.items.len())));
                let panels = overhang_of(list.items[at - 1].body.last()) + overhang_of(item.body.first());
                nodes.push(Node::Space(self.sheet.item_gap(list.tight) + panels));
            }
            let tight = |here: &mut Inherited| here.in_tight_list = list.tight;
            self.within(tight, |composer| composer.item(item, column, inset, node, nodes));
        }
    }

    fn item(&mut self, item: &ListItem, column: Column, inset: Inset, list: NodeId, nodes: &mut Vec<Node>) {
        let node = self.structure.child(list, Role::LI);
        let label = self.structure.child(node, Role::Lbl);
        let body = self.structure.child(node, Role::LBody);
        let first = nodes.len();
        self.blocks(&item.body, column.within(inset), body, nodes);
        if nodes.len() == first {
            nodes.push(Node::Box(VBox { height: self.inherited.body_type.leading, ..VBox::default() }));
        }
        let label = self.tick_of(item, label).unwrap_or(label);
        let label = self.label(label_of(item), column.part(0.0, inset.start), label);
        self.hang(label, first, nodes);
    }

    /// Returns a label for the first line of its item, aligned with the others of its list.
    fn label(&mut self, words: &str, column: Column, node: NodeId) -> VBox {
        let mut text = Text::new();
        let look = Look { tabular: true, ..self.body() };
        text.push(words, self.style(look), Part::Content(node).owner(), None);
        self.hung_label(&text, column, self.inherited.body_type.leading)
    }

    /// Returns a label at the end of its column, with a gap before the text.
    pub(super) fn hung_label(&mut self, text: &Text, column: Column, leading: f32) -> VBox {
        let column = column.inset(0.0, LABEL_GAP);
        self.label_box(text, column, leading, Alignment::End)
    }

    /// Returns a label's lines as one box, in a separate column.
    pub(super) fn label_box(&mut self, text: &Text, column: Column, leading: f32, alignment: Alignment) -> VBox {
        let setting = Setting { alignment, ..self.setting(column, leading) };
        let mut label = VBox::default();
        for line in self.setter.set(text, &setting) {
            label.absorb(VBox::of_line(line, column.x), 0.0, 0.0);
        }
        label
    }

    /// Puts a label before the first box from `nodes[from]` on, so that it is painted, and read, first.
    pub(super) fn hang(&self, label: VBox, from: usize, nodes: &mut Vec<Node>) {
        let first = nodes[from..].iter_mut().find_map(|node| match node {
            Node::Box(inner) => Some(inner),
            _ => None,
        });
        match first {
            Some(inner) => drop(inner.items.splice(0..0, label.items)),
            None => nodes.push(Node::Box(label)),
        }
    }
}

/// Returns how far the shapes of the first or last block of an item extend beyond its boxes.
fn overhang_of(block: Option<&Block>) -> f32 {
    block.map_or(0.0, overhang)
}

/// Returns the label of an item.
pub(super) fn label_of(item: &ListItem) -> &str {
    match (&item.label, item.task) {
        (Some(label), _) => label.as_str(),
        (None, Some(true)) => "☑",
        (None, Some(false)) => "☐",
        (None, None) => "•",
    }
}

fn numbering(list: &List) -> ListNumbering {
    match list.marker {
        ListMarker::Bullet if list.items.iter().any(|item| item.task.is_some()) => ListNumbering::None,
        ListMarker::Bullet => ListNumbering::Disc,
        ListMarker::Ordered { numerals, .. } => match numerals {
            Numerals::Decimal => ListNumbering::Decimal,
            Numerals::LowerAlpha => ListNumbering::LowerAlpha,
            Numerals::UpperAlpha => ListNumbering::UpperAlpha,
            Numerals::LowerRoman => ListNumbering::LowerRoman,
            Numerals::UpperRoman => ListNumbering::UpperRoman,
        },
    }
}
