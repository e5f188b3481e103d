//! Superscripts and subscripts: `x^2`, `\sum_{i=1}^n`, `x'`.

use super::{
    TexError,
    atom::{Atom, Class, one, operator},
    parser::Parser,
};
use crate::maths::tree::{Node, Operator};

/// The subscript and superscript of a base.
#[derive(Default)]
struct Marks {
    sub: Option<Box<Node>>,
    sup: Option<Box<Node>>,
}

impl Parser<'_> {
    /// Reads the scripts after an atom.
    pub(super) fn scripted(&mut self, mut base: Atom) -> Result<Atom, TexError> {
        let mut marks = Marks::default();
        loop {
            self.cursor.skip_space();
            match self.cursor.peek() {
                Some('\'') => self.primes(&mut marks)?,
                Some('^') => self.raised(&mut marks)?,
                Some('_') => self.lowered(&mut marks)?,
                Some('\\') => match self.cursor.command() {
                    Some("limits") if self.cursor.skip("\\limits") => base.limits = true,
                    Some("nolimits") if self.cursor.skip("\\nolimits") => base.limits = false,
                    _ => break,
                },
                _ => break,
            }
        }
        Ok(attach(base, marks))
    }

    fn primes(&mut self, marks: &mut Marks) -> Result<(), TexError> {
        let start = self.cursor.at();
        let count = self.cursor.take(|c| c == '\'').len();
        let prime = match count {
            1..=4 => ["′", "″", "‴", "⁗"][count - 1].to_owned(),
            _ => "′".repeat(count),
        };
        if marks.sup.is_some() {
            return Err(self.cursor.error_since(start, "a prime after a superscript"));
        }
        marks.sup = Some(Box::new(Node::Operator(operator(prime))));
        Ok(())
    }

    fn raised(&mut self, marks: &mut Marks) -> Result<(), TexError> {
        let start = self.cursor.at();
        self.cursor.next();
        let raised = self.script()?;
        marks.sup = Some(Box::new(match marks.sup.take().map(|before| *before) {
            None => raised,
            // a prime followed by an exponent
            Some(Node::Operator(prime)) if prime.text.starts_with(['′', '″', '‴', '⁗']) => {
                one(vec![Node::Operator(prime), raised])
            }
            Some(_) => return Err(self.cursor.error_since(start, "two superscripts on one base: use braces")),
        }));
        Ok(())
    }

    fn lowered(&mut self, marks: &mut Marks) -> Result<(), TexError> {
        let start = self.cursor.at();
        self.cursor.next();
        let lowered = self.script()?;
        if marks.sub.replace(Box::new(lowered)).is_some() {
            return Err(self.cursor.error_since(start, "two subscripts on one base: use braces"));
        }
        Ok(())
    }

    fn script(&mut self) -> Result<Node, TexError> {
        let around = std::mem::replace(&mut self.in_script, true);
        let script = self.argument();
        self.in_script = around;
        script
    }
}

fn attach(base: Atom, marks: Marks) -> Atom {
    let Marks { sub, sup } = marks;
    if sub.is_none() && sup.is_none() {
        return base;
    }
    let Atom { node, class, limits } = base;
    let node = if limits {
        let base = Box::new(movable(node));
        Node::Limits { base, under: sub, over: sup, accent: false, accent_under: false }
    } else {
        Node::Scripts { base: Box::new(node), sub, sup }
    };
    let class = if class == Class::Space { Class::Ordinary } else { class };
    Atom { node, class, limits: false }
}

/// Returns a function name as an operator whose limits move to its side in running text.
fn movable(node: Node) -> Node {
    match node {
        Node::Identifier(leaf) => Node::Operator(Operator {
            before: Some(0.0),
            after: Some(0.0),
            movable_limits: Some(true),
            ..operator(leaf.text)
        }),
        other => other,
    }
}
