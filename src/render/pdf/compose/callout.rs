//! Callouts: framed boxes with an icon and the name of their kind, distinguishable without color.
//!
//! Notes, tips and further reading are tinted; important callouts have a tinted title bar, warnings a solid one; an
//! emergency has a thicker frame and a larger title.

use super::{Column, Composer, column::Inset, inline::Look, layout, padding::PADDING, sheet::Type};
use crate::{
    article::{Callout, CalloutKind},
    render::{
        icons,
        pdf::structure::{NodeId, Role},
    },
    typeset::{
        Color, Item, ItemKind, Rect,
        flow::{Backdrop, Node, height, penalty},
    },
};
use std::sync::Arc;

/// The appearance of a kind of callout.
struct Dress {
    frame: f32,
    /// The color of the frame.
    edge: Color,
    /// The background of the body.
    ground: Color,
    /// The background of the title, if it is a bar.
    strip: Option<Color>,
    /// The color of the icon and the title.
    words: Color,
    title: Type,
}

impl Composer<'_> {
    pub(super) fn callout(&mut self, callout: &Callout, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let node = self.structure.child(parent, Role::Div);
        let dress = self.dress(callout.kind);
        let inner = column.within(Inset::CALLOUT);
        let first = nodes.len();
        nodes.push(Node::Open(Arc::new(frame(column, &dress))));
        let strip = dress.strip.map(|color| Node::Open(Arc::new(strip(column, &dress, color))));
        let has_strip = strip.is_some();
        nodes.extend(strip);
        self.callout_title(callout, &dress, inner, node, nodes);
        nodes.extend(has_strip.then_some(Node::Close));
        if !callout.body.is_empty() {
            nodes.push(Node::Break(penalty::FORBIDDEN));
            nodes.push(Node::Space(if has_strip { PADDING + UNDER_STRIP } else { UNDER_TITLE }));
        }
        self.blocks(&callout.body, inner, node, nodes);
        nodes.push(Node::Close);
        self.keep_on_a_page(&mut nodes[first..]);
    }

    fn dress(&self, kind: CalloutKind) -> Dress {
        let colors = self.sheet.colors;
        let color = self.sheet.callout(kind);
        let body = self.inherited.body_type;
        let mild = Dress { frame: 0.75, edge: color, ground: colors.tint, strip: None, words: color, title: body };
        match kind {
            CalloutKind::Note | CalloutKind::Tip | CalloutKind::FurtherReading => mild,
            CalloutKind::Important => Dress { frame: 1.5, ground: Color::WHITE, strip: Some(colors.tint), ..mild },
            CalloutKind::Warning | CalloutKind::Caution => {
                Dress { frame: 1.5, ground: Color::WHITE, strip: Some(color), words: Color::WHITE, ..mild }
            }
            CalloutKind::Emergency => {
                let title = Type { size: body.size * LARGER, leading: body.leading * LARGER };
                Dress { frame: 3.0, ground: Color::WHITE, strip: Some(color), words: Color::WHITE, title, ..mild }
            }
        }
    }

    /// Sets the icon, the label and the title.
    fn callout_title(
        &mut self,
        callout: &Callout,
        dress: &Dress,
        column: Column,
        parent: NodeId,
        nodes: &mut Vec<Node>,
    ) {
        let node = self.structure.child(parent, Role::P);
        let Type { size, leading } = dress.title;
        let look = Look { color: dress.words, size, ..self.body() }.heading();
        let text = self.text(&callout.heading(), look, node);
        let setting = self.setting(column.inset(size * (SIGN + SIGN_GAP), 0.0), leading);
        let at = nodes.len();
        let words = column.inset(size * (SIGN + SIGN_GAP), 0.0);
        self.set(&text, &setting, words.x, nodes);
        if let Some(Node::Box(line)) = nodes[at..].iter_mut().find(|node| matches!(node, Node::Box(_))) {
            let place = column.part(0.0, size * SIGN);
            let rect = Rect { x: place.x, y: (leading - place.width) / 2.0, width: place.width, height: place.width };
            let kind = ItemKind::Shape { rect, path: icons::path(callout.kind), color: dress.words };
            line.items.insert(0, Item { owner: layout(), kind });
        }
    }

    /// Forbids page breaks inside if the callout fits on a page, and makes them expensive otherwise.
    fn keep_on_a_page(&self, nodes: &mut [Node]) {
        let fits = height(nodes) + 2.0 * PADDING < self.area.height;
        for node in nodes {
            if let Node::Break(cost) = node {
                *cost = if fits { penalty::FORBIDDEN } else { *cost + penalty::INSIDE };
            }
        }
    }
}

fn frame(column: Column, dress: &Dress) -> Backdrop {
    Backdrop {
        x: column.x,
        width: column.width,
        padding: PADDING,
        fill: Some(dress.ground),
        rule: None,
        frame: Some((dress.frame, dress.edge)),
        owner: layout(),
    }
}

/// Returns the background of a title, inside the frame.
fn strip(column: Column, dress: &Dress, color: Color) -> Backdrop {
    Backdrop {
        x: column.x + dress.frame,
        width: column.width - 2.0 * dress.frame,
        padding: PADDING - dress.frame,
        fill: Some(color),
        rule: None,
        frame: None,
        owner: layout(),
    }
}

/// The size of an icon, in ems of the title.
const SIGN: f32 = 1.1;
/// The space after the icon, in ems of the title.
const SIGN_GAP: f32 = 0.5;
/// The size of an emergency's title, relative to the text.
const LARGER: f32 = 1.2;
/// The space below a title bar, in points.
const UNDER_STRIP: f32 = 5.0;
/// The space below a title without a bar, in points.
const UNDER_TITLE: f32 = 2.0;
