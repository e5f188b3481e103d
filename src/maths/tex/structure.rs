//! Commands with arguments: fractions, roots, boxes, words.

use super::{
    TexError,
    atom::{Atom, Class, bracketed, one},
    chemistry,
    over::name_of,
    parser::Parser,
    text, units,
};
use crate::maths::tree::{Node, Notation};

impl Parser<'_> {
    /// Reads a command with arguments, or returns `None` if it is not one.
    pub(super) fn structure(&mut self, name: &str, start: usize) -> Result<Option<Atom>, TexError> {
        if let Some(node) = self.fraction(name)? {
            return Ok(Some(Atom::ordinary(node)));
        }
        if let Some(class) = class_of_command(name) {
            let node = self.argument()?;
            let large = class == Class::Large;
            return Ok(Some(Atom { limits: large, ..Atom::new(if large { name_of(node) } else { node }, class) }));
        }
        Ok(Some(Atom::ordinary(match name {
            "sqrt" => {
                let degree = self.optional()?.map(Box::new);
                Node::Root { base: Box::new(self.argument()?), degree }
            }
            "boxed" | "fbox" => self.enclosed(Notation::Box)?,
            "cancel" | "bcancel" | "xcancel" | "sout" => self.enclosed(Notation::Strike)?,
            "phantom" | "hphantom" => Node::Phantom(Box::new(self.argument()?)),
            "vphantom" => {
                self.argument()?;
                Node::Row(Vec::new())
            }
            "smash" | "mathllap" | "mathrlap" | "mathclap" | "llap" | "rlap" => {
                self.cursor.brackets()?;
                self.argument()?
            }
            "textcolor" => {
                self.cursor.word()?;
                self.argument()?
            }
            "colorbox" => {
                self.cursor.word()?;
                self.words()?
            }
            "bra" => bracketed("⟨", self.argument()?, "|"),
            "ket" => bracketed("|", self.argument()?, "⟩"),
            "braket" => bracketed("⟨", self.argument()?, "⟩"),
            "tag" => self.tag()?,
            "ce" | "cf" => {
                let range = self.cursor.braces()?;
                chemistry::read(self.cursor.within(&range))?
            }
            "substack" => return self.substack().map(Some),
            _ if text::is_text(name) => self.words()?,
            _ if units::is_unit(name) => units::read(self, name, start)?,
            _ => return self.over_and_under(name, start),
        })))
    }

    /// Reads a fraction or a binomial coefficient.
    fn fraction(&mut self, name: &str) -> Result<Option<Node>, TexError> {
        let display = match name {
            "frac" | "binom" => None,
            "dfrac" | "cfrac" | "dbinom" => Some(true),
            "tfrac" | "tbinom" => Some(false),
            _ => return Ok(None),
        };
        if name == "cfrac" {
            self.cursor.brackets()?;
        }
        let line = !name.ends_with("binom");
        let (above, below) = self.two()?;
        let fraction = Node::Fraction { above, below, line };
        let node = if line { fraction } else { bracketed("(", fraction, ")") };
        Ok(Some(match display {
            None => node,
            display => Node::Styled { base: Box::new(node), display, level: Some(0) },
        }))
    }

    fn enclosed(&mut self, notation: Notation) -> Result<Node, TexError> {
        Ok(Node::Enclosed { base: Box::new(self.argument()?), notation })
    }

    /// Reads an equation number.
    fn tag(&mut self) -> Result<Node, TexError> {
        let bare = self.cursor.skip("*");
        let number = self.words()?;
        Ok(one(vec![Node::Space(2.0), if bare { number } else { text::in_parentheses(number) }]))
    }

    /// Reads a text argument.
    fn words(&mut self) -> Result<Node, TexError> {
        self.deeper(text::read)
    }
}

/// Returns the class that a command gives its argument, such as `\mathbin`.
fn class_of_command(name: &str) -> Option<Class> {
    Some(match name {
        "mathord" | "mathinner" => Class::Ordinary,
        "mathbin" => Class::Binary,
        "mathrel" => Class::Relation,
        "mathop" => Class::Large,
        "mathopen" => Class::Open,
        "mathclose" => Class::Close,
        "mathpunct" => Class::Punctuation,
        _ => return None,
    })
}
