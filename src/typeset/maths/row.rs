//! Rows: adjacent parts, with the space around operators, and with fences as tall as their contents.

use super::{
    Piece,
    boxes::MathBox,
    layout::Layout,
    operators::{self, Class},
    parts, spacing,
    style::Style,
};
use crate::maths::{Form, Node, Operator};

/// The penalty for ending a line after a relation: more than hyphenating a word, less than leaving a line half empty.
pub(super) const RELATION_PENALTY: f32 = 80.0;
const BINARY_PENALTY: f32 = 300.0;

/// A part of a row.
struct RowPart {
    class: Class,
    /// The space before it, in points.
    gap: f32,
    laid: MathBox,
}

/// What determines how a node is set in its row.
enum Core<'n> {
    Operator(&'n Operator),
    /// A function name, or another word.
    Name,
    Space,
    Other,
}

/// Returns the core operator of a node, with or without scripts.
fn core(node: &Node) -> Core<'_> {
    match node {
        Node::Operator(operator) => Core::Operator(operator),
        Node::Identifier(leaf) if leaf.text.chars().count() > 1 => Core::Name,
        Node::Space(_) => Core::Space,
        Node::Scripts { base, .. } | Node::Limits { base, .. } | Node::Styled { base, .. } => core(base),
        Node::Row(nodes) if nodes.len() == 1 => core(&nodes[0]),
        _ => Core::Other,
    }
}

impl Layout<'_, '_> {
    /// Lays out a row. If it `continues` a row before it, it may begin with a relation.
    pub(super) fn row(&mut self, nodes: &[Node], style: Style, continues: bool) -> MathBox {
        let mut row = MathBox::default();
        let alone = nodes.len() == 1;
        for part in self.row_parts(nodes, style, continues) {
            row.width += part.gap;
            row.italic = part.laid.italic;
            row.is_letter = alone && part.laid.is_letter;
            row.is_large = alone && part.laid.is_large;
            row.attachment = part.laid.attachment.filter(|_| alone);
            row.append(part.laid);
        }
        row
    }

    /// Lays out a formula in pieces between which a line can be broken: at relations and binary operators outside of
    /// brackets.
    pub(super) fn pieces(&mut self, node: &Node) -> Vec<Piece> {
        let (nodes, style) = (parts(node), self.outermost());
        let mut pieces: Vec<Piece> = Vec::new();
        let (mut now, mut from, mut depth) = (MathBox::default(), 0, 0_usize);
        let all = self.row_parts(nodes, style, false);
        let count = all.len();
        let (mut before, mut seen) = (None, false);
        for (at, part) in all.into_iter().enumerate() {
            // lines of text end after a sign, lines of displays begin with one
            let sign = if style.display { penalty(part.class) } else { before };
            let is_end = matches!(part.class, Class::Close | Class::Punctuation);
            let breaks = sign.filter(|_| depth == 0 && seen && !is_end);
            if let Some(penalty) = breaks {
                now.width += part.gap;
                pieces.push(piece(std::mem::take(&mut now), (part.gap, penalty), from..at));
                (from, before) = (at, None);
            } else {
                now.width += part.gap;
            }
            match part.class {
                Class::Open => depth += 1,
                Class::Close => depth = depth.saturating_sub(1),
                class @ (Class::Relation | Class::Binary) => before = penalty(class),
                Class::Invisible => {}
                Class::Ordinary | Class::Large | Class::Punctuation => (before, seen) = (None, true),
            }
            now.append(part.laid);
        }
        pieces.push(piece(now, (0.0, 0.0), from..count));
        pieces
    }

    fn row_parts(&mut self, nodes: &[Node], style: Style, continues: bool) -> Vec<RowPart> {
        let cores: Vec<Core<'_>> = nodes.iter().map(core).collect();
        let forms = forms(&cores);
        let class = |(at, form): (usize, &Form)| {
            let applied = matches!(cores.get(at + 1), Some(Core::Operator(o)) if o.text == "\u{2061}");
            class_of(&cores[at], *form, applied)
        };
        let mut classes: Vec<Class> = forms.iter().enumerate().map(class).collect();
        spacing::settle(&mut classes, continues);
        let mut laid = self.laid(nodes, &cores, &forms, style);
        let em = self.em(style);
        let mut row: Vec<RowPart> = Vec::with_capacity(nodes.len());
        let mut left: Option<(Class, Option<f32>)> = continues.then_some((Class::Ordinary, None));
        let (mut italic, mut spaced) = (0.0, false);
        for (at, class) in classes.into_iter().enumerate() {
            let laid = std::mem::take(&mut laid[at]);
            let (mut gap, own) = (0.0, matches!(cores[at], Core::Space));
            if let (Some((before, after)), false) = (left, own) {
                let own_before = asked(&cores[at], |o| o.before);
                let usual = spacing::between(before, class, style.level > 0);
                // explicit space after a function replaces the usual one
                let usual = if spaced && before == Class::Large { 0.0 } else { usual };
                gap = given((before, after), (class, own_before), usual) * em;
            }
            if gap == 0.0 && !own && !matches!(nodes[at], Node::Identifier(_)) {
                gap = italic;
            }
            italic = if laid.is_large { 0.0 } else { laid.italic };
            spaced = own || (spaced && class == Class::Invisible);
            if !own && class != Class::Invisible {
                left = Some((class, asked(&cores[at], |o| o.after)));
            }
            row.push(RowPart { class, gap, laid });
        }
        row
    }

    /// Lays out the nodes of a row: first those that do not stretch, then those that stretch with them.
    fn laid(&mut self, nodes: &[Node], cores: &[Core<'_>], forms: &[Form], style: Style) -> Vec<MathBox> {
        let grows = |at: usize| match &cores[at] {
            Core::Operator(o) => {
                operators::stretches(o, forms[at]) && operators::is_vertical(&o.text) && o.size.is_none()
            }
            Core::Name | Core::Space | Core::Other => false,
        };
        let mut laid: Vec<MathBox> = Vec::with_capacity(nodes.len());
        let (mut ascent, mut descent) = (0.0f32, 0.0f32);
        let outer = self.target.take();
        for (at, node) in nodes.iter().enumerate() {
            if grows(at) {
                laid.push(MathBox::default());
            } else {
                self.target = outer.filter(|_| nodes.len() == 1);
                laid.push(self.node(node, style));
                self.target = None;
                ascent = ascent.max(laid[at].ascent);
                descent = descent.max(laid[at].descent);
            }
        }
        for (at, node) in nodes.iter().enumerate().filter(|(at, _)| grows(*at)) {
            self.target = outer.filter(|_| nodes.len() == 1).or(Some((ascent, descent)));
            laid[at] = self.node(node, style);
            self.target = None;
        }
        laid
    }
}

/// Returns the penalty for ending a line at a sign.
fn penalty(class: Class) -> Option<f32> {
    match class {
        Class::Relation => Some(RELATION_PENALTY),
        Class::Binary => Some(BINARY_PENALTY),
        _ => None,
    }
}

fn piece(laid: MathBox, (blank, penalty): (f32, f32), nodes: std::ops::Range<usize>) -> Piece {
    let MathBox { width, ascent, descent, items, .. } = laid;
    Piece { width, ascent, descent, blank, penalty, nodes, items }
}

/// Returns the position of each node in its row (prefix, infix, postfix), ignoring nodes that are only space.
fn forms(cores: &[Core<'_>]) -> Vec<Form> {
    let shown = |core: &Core<'_>| !matches!(core, Core::Space);
    let (first, last) = (cores.iter().position(shown), cores.iter().rposition(shown));
    let form = |(at, core): (usize, &Core<'_>)| match core {
        Core::Operator(Operator { form: Some(form), .. }) => *form,
        _ if first == last => Form::Infix,
        _ if Some(at) == first => Form::Prefix,
        _ if Some(at) == last => Form::Postfix,
        _ => Form::Infix,
    };
    cores.iter().enumerate().map(form).collect()
}

fn class_of(core: &Core<'_>, form: Form, applied: bool) -> Class {
    match core {
        Core::Name if applied => Class::Large,
        Core::Name => Class::Ordinary,
        Core::Space => Class::Invisible,
        Core::Other => Class::Ordinary,
        Core::Operator(operator) => match operators::class(&operator.text) {
            Class::Binary if operator.form.is_some_and(|form| form != Form::Infix) => Class::Ordinary,
            Class::Ordinary if operators::stretches(operator, form) => match form {
                Form::Prefix => Class::Open,
                Form::Postfix => Class::Close,
                Form::Infix => Class::Ordinary,
            },
            class => class,
        },
    }
}

fn asked(core: &Core<'_>, of: impl FnOnce(&Operator) -> Option<f32>) -> Option<f32> {
    match core {
        Core::Operator(operator) => of(operator).filter(|ems| ems.is_finite()).map(|ems| ems.clamp(-1.0, 10.0)),
        Core::Name | Core::Space | Core::Other => None,
    }
}

/// Returns the space between two neighbors, in ems: their explicit spaces, and the usual one unless an explicit one
/// replaces it.
fn given((left, after): (Class, Option<f32>), (right, before): (Class, Option<f32>), usual: f32) -> f32 {
    let spaces = |class| matches!(class, Class::Binary | Class::Relation | Class::Large | Class::Punctuation);
    let is_usual = match (after, before) {
        (None, None) => true,
        (None, Some(_)) => spaces(left),
        (Some(_), None) => spaces(right),
        (Some(_), Some(_)) => false,
    };
    after.unwrap_or_default() + before.unwrap_or_default() + if is_usual { usual } else { 0.0 }
}
