//! Commands and embedded formulas in chemistry.

use super::{Reader, parts::sign};
use crate::maths::{
    tex::{
        TexError,
        atom::{Class, one, upright},
        parser::Parser,
        spacing, symbols,
    },
    tree::Node,
};

impl Reader<'_> {
    /// Reads a command, or a formula between dollar signs.
    pub(super) fn formula(&mut self) -> Result<Node, TexError> {
        let start = self.cursor.at();
        if self.cursor.skip("\\bond") {
            let bond = match self.cursor.word()? {
                "-" | "1" => "−",
                "=" | "2" => "=",
                "#" | "3" => "≡",
                "..." | "...." => "⋯",
                "~" => "∼",
                "->" => "→",
                "<-" => "←",
                _ => return Err(self.cursor.error_since(start, "unknown bond")),
            };
            return Ok(sign(bond, 0.0));
        }
        if self.cursor.skip("\\ca") {
            return Ok(sign("∼", 0.0));
        }
        if let Some((text, Class::Ordinary)) = self.cursor.command().and_then(symbols::find)
            && text.chars().all(char::is_alphabetic)
        {
            self.cursor.next();
            self.cursor.name();
            return Ok(upright(text));
        }
        let mut parser = Parser::new(self.cursor);
        let node = if parser.cursor.skip("$") {
            let row = parser.row()?;
            if !parser.cursor.skip("$") {
                return Err(parser.cursor.error("expected `$`"));
            }
            row
        } else {
            let atom = parser.atom(true)?;
            one(spacing::finish(atom.into_iter().collect(), Some(Class::Ordinary)))
        };
        self.cursor = parser.cursor;
        Ok(node)
    }
}
