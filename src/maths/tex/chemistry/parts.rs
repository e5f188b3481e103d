//! Assembles the parts of a row of chemistry with their scripts.

use crate::maths::{
    tex::atom::{one, operator},
    tree::{Form, Node, Operator},
};

/// The space after the amount of a substance, in ems.
pub(super) const THIN: f32 = 1.0 / 6.0;

/// An invisible separator between parts of one substance.
const JOINT: &str = "\u{2063}";

/// The parts of a row of chemistry.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) nodes: Vec<Node>,
    /// Whether the last part is a substance that scripts can follow.
    pub(super) joined: bool,
    /// Whether a space follows a substance.
    pub(super) apart: bool,
    /// The subscript and superscript before the next part.
    before: (Option<Box<Node>>, Option<Box<Node>>),
}

impl Parts {
    /// Adds a part of a substance.
    pub(super) fn substance(&mut self, node: Node) {
        if self.joined {
            self.nodes.push(Node::Operator(operator(JOINT)));
        } else if self.apart {
            self.nodes.push(Node::Space(THIN));
        }
        let (sub, sup) = std::mem::take(&mut self.before);
        self.nodes.push(match (&sub, &sup) {
            (None, None) => node,
            _ => Node::Prescripts { base: Box::new(node), sub, sup },
        });
        (self.joined, self.apart) = (true, false);
    }

    /// Adds a part after which a new substance begins.
    pub(super) fn push(&mut self, node: Node) {
        self.nodes.push(node);
        (self.joined, self.apart) = (false, false);
    }

    /// Adds a script to the last part, or keeps it for the next one. Returns whether it was free.
    pub(super) fn mark(&mut self, mark: Node, raised: bool) -> bool {
        let mark = Some(Box::new(mark));
        if !self.joined {
            let place = if raised { &mut self.before.1 } else { &mut self.before.0 };
            return std::mem::replace(place, mark).is_none();
        }
        let Some(last) = self.nodes.pop() else { return false };
        let (base, mut sub, mut sup) = match last {
            Node::Scripts { base, sub, sup } => (base, sub, sup),
            other => (Box::new(other), None, None),
        };
        let place = if raised { &mut sup } else { &mut sub };
        let free = std::mem::replace(place, mark).is_none();
        self.nodes.push(Node::Scripts { base, sub, sup });
        free
    }

    pub(super) fn finish(mut self) -> Node {
        let (sub, sup) = std::mem::take(&mut self.before);
        if sub.is_some() || sup.is_some() {
            self.nodes.push(Node::Scripts { base: Box::new(Node::Row(Vec::new())), sub, sup });
        }
        one(self.nodes)
    }
}

pub(super) fn sign(text: &str, space: f32) -> Node {
    Node::Operator(Operator { before: Some(space), after: Some(space), form: Some(Form::Infix), ..operator(text) })
}

pub(super) fn charge(text: &str) -> Node {
    Node::Operator(Operator { before: Some(0.0), after: Some(0.0), form: Some(Form::Postfix), ..operator(text) })
}
