//! Accents, labels over and under a part, and function names.

use super::{
    TexError,
    argument::class_of,
    atom::{Atom, Class, stretchy, upright},
    font::Font,
    parser::Parser,
    symbols,
};
use crate::maths::tree::{Node, Operator};

impl Parser<'_> {
    /// Reads an accent, label, delimiter, function or environment.
    pub(super) fn over_and_under(&mut self, name: &str, start: usize) -> Result<Option<Atom>, TexError> {
        Ok(Some(match name {
            "overset" | "stackrel" => {
                let (over, base) = self.two()?;
                limits(base, None, Some(over))
            }
            "underset" => {
                let (under, base) = self.two()?;
                limits(base, Some(under), None)
            }
            "overunderset" => {
                let over = Box::new(self.argument()?);
                let (under, base) = self.two()?;
                limits(base, Some(under), Some(over))
            }
            "operatorname" => {
                let limits = self.cursor.skip("*");
                let around = std::mem::replace(&mut self.font, Font::Upright);
                let node = self.argument();
                self.font = around;
                Atom { limits, ..Atom::new(name_of(node?), Class::Function) }
            }
            "pmod" | "mod" | "pod" => self.modulus(name)?,
            "not" => self.negated(start)?,
            "left" => Atom::ordinary(self.fenced(start)?),
            "begin" => Atom::ordinary(self.environment(start)?),
            _ => return self.marked(name),
        }))
    }

    /// Reads a part with an accent or line, a labelled arrow, or a delimiter of a fixed size.
    fn marked(&mut self, name: &str) -> Result<Option<Atom>, TexError> {
        if let Some((mark, grows)) = symbols::accent(name) {
            let base = Box::new(self.argument()?);
            let over = Some(Box::new(stretchy(mark, grows)));
            let node = Node::Limits { base, under: None, over, accent: true, accent_under: false };
            return Ok(Some(Atom::ordinary(node)));
        }
        if let Some((mark, under)) = symbols::line(name) {
            return self.lined(mark, under).map(Some);
        }
        if let Some(arrow) = symbols::arrow(name) {
            let under = self.optional()?.map(Box::new);
            let over = Some(Box::new(self.argument()?));
            return Ok(Some(limits(Box::new(stretchy(arrow, true)), under, over)));
        }
        match symbols::size(name) {
            Some((size, class)) => self.sized(size, class).map(Some),
            None => Ok(None),
        }
    }

    /// Reads a part with a line or brace over or under it, which can carry a label.
    fn lined(&mut self, mark: &str, under: bool) -> Result<Atom, TexError> {
        let base = Box::new(self.argument()?);
        let sign = Some(Box::new(stretchy(mark, true)));
        let (below, above) = if under { (sign, None) } else { (None, sign) };
        let node = Node::Limits { base, under: below, over: above, accent: !under, accent_under: under };
        Ok(Atom { limits: matches!(mark, "⏞" | "⏟" | "⎴" | "⎵"), ..Atom::ordinary(node) })
    }

    /// Reads a negated relation: `\not=`.
    fn negated(&mut self, start: usize) -> Result<Atom, TexError> {
        self.cursor.skip_space();
        let atom = self.deeper(|parser| parser.atom(true))?;
        match atom {
            Some(Atom { node: Node::Operator(sign), class, .. }) => {
                use unicode_normalization::UnicodeNormalization;
                let text: String = format!("{}\u{338}", sign.text).nfc().collect();
                Ok(Atom::new(Node::Operator(Operator { text, ..sign }), class))
            }
            _ => Err(self.cursor.error_since(start, "`\\not` without a relation")),
        }
    }
}

fn limits(base: Box<Node>, under: Option<Box<Node>>, over: Option<Box<Node>>) -> Atom {
    let class = class_of(&base);
    Atom::new(Node::Limits { base, under, over, accent: false, accent_under: false }, class)
}

/// Merges the words of a function into one name: `arg min`.
pub(super) fn name_of(node: Node) -> Node {
    let Node::Row(parts) = &node else { return node };
    let mut name = String::new();
    for part in parts {
        match part {
            Node::Identifier(leaf) => name.push_str(&leaf.text),
            Node::Space(_) => name.push(' '),
            Node::Operator(sign) if sign.text == "−" => name.push('-'),
            _ => return node,
        }
    }
    if name.is_empty() { node } else { upright(name) }
}
