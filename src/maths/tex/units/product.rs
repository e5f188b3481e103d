//! Assembles a product of units, with a denominator.

use crate::maths::{
    tex::atom::{number, one, operator, upright},
    tree::{Form, Node, Operator},
};

/// The space between a number and its unit, in ems.
pub(super) const THIN: f32 = 1.0 / 6.0;

pub(super) fn sign(text: &str, form: Form, space: Option<f32>) -> Node {
    Node::Operator(Operator { form: Some(form), before: space, after: space, ..operator(text) })
}

/// A product of units: numerator and denominator.
#[derive(Default)]
pub(super) struct Product {
    pub(super) above: Vec<Node>,
    pub(super) below: Vec<Node>,
    /// Whether the next unit goes into the denominator.
    pub(super) per: bool,
    /// The prefix of the next unit.
    pub(super) prefix: String,
    /// The power of the next unit.
    pub(super) power: Option<Node>,
    /// Whether the next part follows a symbol without a space.
    pub(super) tight: bool,
}

impl Product {
    pub(super) fn part(&mut self) -> &mut Vec<Node> {
        if self.per { &mut self.below } else { &mut self.above }
    }

    /// Adds a unit.
    pub(super) fn unit(&mut self, symbol: &str) {
        let text = format!("{}{symbol}", std::mem::take(&mut self.prefix));
        let mut node = match &*text {
            "%" | "‰" | "°" | "′" | "″" => sign(&text, Form::Postfix, Some(0.0)),
            _ => upright(text),
        };
        if let Some(power) = self.power.take() {
            node = Node::Scripts { base: Box::new(node), sub: None, sup: Some(Box::new(power)) };
        }
        self.add(node);
        self.per = false;
    }

    pub(super) fn add(&mut self, node: Node) {
        let apart = !std::mem::take(&mut self.tight);
        let part = self.part();
        if apart && !part.is_empty() {
            part.push(Node::Space(THIN));
        }
        part.push(node);
    }

    /// Adds a symbol without space around it.
    pub(super) fn sign(&mut self, text: &str, form: Form) {
        self.part().push(sign(text, form, Some(0.0)));
        self.tight = form != Form::Postfix;
    }

    /// Raises the last unit to a power.
    pub(super) fn raise(&mut self, power: Node, below: bool) -> bool {
        let part = if below { &mut self.below } else { &mut self.above };
        match part.pop() {
            Some(node @ (Node::Identifier(_) | Node::Number(_) | Node::Operator(_))) => {
                part.push(Node::Scripts { base: Box::new(node), sub: None, sup: Some(Box::new(power)) });
                true
            }
            _ => false,
        }
    }

    pub(super) fn finish(self) -> Node {
        let Self { above, mut below, .. } = self;
        if below.is_empty() {
            return one(above);
        }
        let mut nodes = if above.is_empty() { vec![number("1")] } else { above };
        nodes.push(sign("/", Form::Infix, Some(0.0)));
        if below.len() > 1 {
            nodes.push(fence("(", Form::Prefix));
            nodes.append(&mut below);
            nodes.push(fence(")", Form::Postfix));
        } else {
            nodes.append(&mut below);
        }
        Node::Row(nodes)
    }
}

fn fence(text: &str, form: Form) -> Node {
    Node::Operator(Operator { stretchy: Some(false), form: Some(form), ..operator(text) })
}
