//! Arguments of commands and delimiters.

use super::{TexError, atom::Class, parser::Parser};
use crate::maths::tree::Node;

impl Parser<'_> {
    /// Reads a group in braces, or a single part without them: `\frac12`.
    pub(super) fn argument(&mut self) -> Result<Node, TexError> {
        self.cursor.skip_space();
        if self.cursor.peek() == Some('{') {
            return self.group();
        }
        if matches!(self.cursor.peek(), None | Some('}' | '&' | '$' | '^' | '_' | '\'')) {
            return Err(self.cursor.error("missing argument"));
        }
        let digit = self.cursor.peek().filter(char::is_ascii_digit);
        if let Some(digit) = digit {
            self.cursor.next();
            return Ok(self.font.number(&digit.to_string()));
        }
        let start = self.cursor.at();
        match self.deeper(|parser| parser.atom(true))? {
            Some(atom) => Ok(atom.node),
            None => Err(self.cursor.error_since(start, "this cannot be an argument without braces")),
        }
    }

    /// Reads a group in braces.
    pub(super) fn group(&mut self) -> Result<Node, TexError> {
        let open = self.cursor.at();
        if !self.cursor.skip("{") {
            return Err(self.cursor.error("expected a brace"));
        }
        let in_bracket = std::mem::replace(&mut self.in_bracket, false);
        let row = self.row()?;
        self.in_bracket = in_bracket;
        if self.cursor.skip("}") {
            return Ok(row);
        }
        if self.cursor.is_done() {
            return Err(TexError { at: open..open + 1, message: "this brace is not closed".to_owned() });
        }
        Err(self.unexpected())
    }

    /// Reads an optional argument in square brackets.
    pub(super) fn optional(&mut self) -> Result<Option<Node>, TexError> {
        self.cursor.skip_space();
        let open = self.cursor.at();
        if !self.cursor.skip("[") {
            return Ok(None);
        }
        let in_bracket = std::mem::replace(&mut self.in_bracket, true);
        let row = self.row()?;
        self.in_bracket = in_bracket;
        if self.cursor.skip("]") {
            return Ok(Some(row));
        }
        Err(TexError { at: open..open + 1, message: "this bracket is not closed".to_owned() })
    }

    /// Reads a delimiter such as `(`, `\{` or `\langle`; `None` for `.`.
    pub(super) fn delimiter(&mut self) -> Result<Option<&'static str>, TexError> {
        self.cursor.skip_space();
        let start = self.cursor.at();
        let bracket = match self.cursor.next() {
            Some('.') => return Ok(None),
            Some('\\') => super::symbols::delimiter(self.cursor.name()),
            Some(_) => super::symbols::bracket(self.cursor.slice(&(start..self.cursor.at()))),
            None => return Err(self.cursor.error("expected a delimiter")),
        };
        match bracket {
            Some(text) => Ok(Some(text)),
            None => Err(self.cursor.error_since(start, "not a delimiter")),
        }
    }

    /// Reads two arguments.
    pub(super) fn two(&mut self) -> Result<(Box<Node>, Box<Node>), TexError> {
        Ok((Box::new(self.argument()?), Box::new(self.argument()?)))
    }
}

/// Returns the class of an argument used as a base: `\overset{a}{=}` remains a relation.
pub(super) fn class_of(node: &Node) -> Class {
    match node {
        Node::Operator(sign) => super::symbols::class_of(&sign.text),
        Node::Row(parts) if parts.len() == 1 => class_of(&parts[0]),
        _ => Class::Ordinary,
    }
}
