//! Superscripts and subscripts in chemistry: `4`, `2-`, `{n+}`.

use super::{Reader, parts::charge};
use crate::maths::{
    tex::{
        TexError,
        atom::{italic, number, one, upright},
    },
    tree::Node,
};

impl Reader<'_> {
    /// Reads a script: a group in braces, or digits and a sign.
    pub(super) fn script(&mut self) -> Result<Node, TexError> {
        if self.cursor.peek() == Some('{') {
            let range = self.cursor.braces()?;
            return Reader { cursor: self.cursor.within(&range), depth: self.depth }.script_parts();
        }
        let start = self.cursor.at();
        self.cursor.take(|c| c.is_ascii_digit());
        if self.cursor.rest().starts_with(['+', '-', '.', '*']) {
            self.cursor.next();
        } else if self.cursor.at() == start {
            match self.cursor.peek() {
                Some(letter) if letter.is_alphabetic() => {
                    self.cursor.next();
                }
                Some('\\' | '$') => return self.formula(),
                _ => return Err(self.cursor.error("expected a superscript or subscript")),
            }
        }
        let range = start..self.cursor.at();
        Reader { cursor: self.cursor.within(&range), depth: self.depth }.script_parts()
    }

    /// Reads the parts of a script.
    pub(super) fn script_parts(mut self) -> Result<Node, TexError> {
        let mut nodes = Vec::new();
        while let Some(next) = self.cursor.peek() {
            match next {
                '0'..='9' => nodes.push(number(self.cursor.take(|c| c.is_ascii_digit()))),
                '\\' | '$' => nodes.push(self.formula()?),
                letter if letter.is_alphabetic() => {
                    let letters = self.cursor.take(char::is_alphabetic);
                    let variable = letters.chars().count() == 1 && letters.chars().all(char::is_lowercase);
                    nodes.push(if variable { italic(letters) } else { upright(letters) });
                }
                space if space.is_whitespace() => {
                    self.cursor.next();
                }
                '{' | '}' => return Err(self.cursor.error("a brace is not allowed here")),
                control if control.is_control() => return Err(self.cursor.error("a control character")),
                other => {
                    self.cursor.next();
                    nodes.push(match other {
                        '-' | '−' => charge("−"),
                        '.' => charge("•"),
                        other => charge(other.encode_utf8(&mut [0; 4])),
                    });
                }
            }
        }
        Ok(one(nodes))
    }
}
