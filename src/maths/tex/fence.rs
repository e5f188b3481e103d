//! Delimiters: stretchy ones, those of a fixed size, and those around a part.

use super::{
    TexError,
    atom::{Atom, Class, bracketed, operator, upright},
    parser::Parser,
    symbols,
};
use crate::maths::tree::{Form, Node, Operator};

impl Parser<'_> {
    /// Reads a delimiter of a fixed size: `\big(`.
    pub(super) fn sized(&mut self, size: f32, class: Option<Class>) -> Result<Atom, TexError> {
        let Some(text) = self.delimiter()? else { return Ok(Atom::empty()) };
        let class = class.unwrap_or(symbols::class_of(text));
        let sign = Operator { stretchy: Some(true), size: Some(size), ..operator(text) };
        Ok(Atom::new(Node::Operator(sign), class))
    }

    /// Reads from `\left` to `\right`.
    pub(super) fn fenced(&mut self, start: usize) -> Result<Node, TexError> {
        let fence =
            |text: &str, form| Node::Operator(Operator { stretchy: Some(true), form: Some(form), ..operator(text) });
        let mut nodes: Vec<Node> = self.delimiter()?.map(|open| fence(open, Form::Prefix)).into_iter().collect();
        let in_bracket = std::mem::replace(&mut self.in_bracket, false);
        loop {
            nodes.push(self.row()?);
            if self.cursor.skip("\\middle") {
                nodes.extend(self.delimiter()?.map(|middle| fence(middle, Form::Infix)));
            } else if self.cursor.skip("\\right") {
                nodes.extend(self.delimiter()?.map(|close| fence(close, Form::Postfix)));
                self.in_bracket = in_bracket;
                return Ok(Node::Row(nodes));
            } else if self.cursor.is_done() {
                return Err(TexError { at: start..start + 5, message: "`\\left` without `\\right`".to_owned() });
            } else {
                return Err(self.unexpected());
            }
        }
    }

    pub(super) fn modulus(&mut self, name: &str) -> Result<Atom, TexError> {
        let argument = self.argument()?;
        let mut nodes = vec![Node::Space(0.5)];
        let inner = match name {
            "pod" => argument,
            _ => Node::Row(vec![upright("mod"), Node::Space(1.0 / 3.0), argument]),
        };
        nodes.push(if name == "mod" { inner } else { bracketed("(", inner, ")") });
        Ok(Atom::ordinary(Node::Row(nodes)))
    }
}
