//! Rows: the content of a group, a cell or a whole formula, up to where it ends.

use super::{
    TexError,
    atom::{Atom, Class, bracketed, one},
    cursor::Cursor,
    font::Font,
    spacing,
};
use crate::maths::tree::{Align, Node, TableKind};

/// The maximum nesting depth of groups.
const DEEPEST: usize = 60;

/// The state of the parser.
pub(super) struct Parser<'a> {
    pub(super) cursor: Cursor<'a>,
    pub(super) font: Font,
    /// Whether a square bracket ends the row.
    pub(super) in_bracket: bool,
    /// Whether the row is a script, where commas separate list items.
    pub(super) in_script: bool,
    /// Whether the next row continues the previous cell: `&+ c` in aligned lines.
    pub(super) continues: bool,
    depth: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn new(cursor: Cursor<'a>) -> Self {
        Self { cursor, font: Font::Normal, in_bracket: false, in_script: false, continues: false, depth: 0 }
    }

    /// Reads the whole formula. Lines outside an environment are stacked.
    pub(super) fn formula(&mut self) -> Result<Node, TexError> {
        let mut rows = vec![vec![self.row()?]];
        loop {
            if self.cursor.is_done() {
                break;
            } else if self.cursor.skip("\\\\") || self.cursor.skip("\\cr") {
                rows.push(vec![self.row()?]);
            } else if self.cursor.skip("&") {
                self.continues = true;
                let cell = self.row()?;
                if let Some(row) = rows.last_mut() {
                    row.push(cell);
                }
            } else {
                return Err(self.unexpected());
            }
        }
        if rows.len() > 1 && rows.last().is_some_and(|row| row.iter().all(super::is_empty)) {
            rows.pop();
        }
        if rows.len() == 1 && rows[0].len() == 1 {
            return Ok(rows.remove(0).remove(0));
        }
        let columns =
            if rows.iter().any(|row| row.len() > 1) { vec![Align::Right, Align::Left] } else { vec![Align::Center] };
        Ok(Node::Table { rows, kind: TableKind::Lines, columns })
    }

    /// Returns the error for a token that ends a row where it must not.
    pub(super) fn unexpected(&self) -> TexError {
        let mut after = self.cursor;
        let start = after.at();
        let message = match after.next() {
            Some('}') => "unmatched closing brace".to_owned(),
            Some('\\') => format!("`\\{}` is unexpected here", after.name()),
            Some(other) => format!("`{other}` is not allowed here"),
            None => "the formula ends too early".to_owned(),
        };
        after.error_since(start, message)
    }

    /// Returns whether the row ends here, without consuming what ends it.
    fn ends(&self) -> bool {
        match self.cursor.peek() {
            None | Some('}' | '&' | '$') => true,
            Some(']') => self.in_bracket,
            Some('\\') => {
                matches!(self.cursor.command(), Some("\\" | "cr" | "right" | "middle" | "end" | ")" | "]" | "crcr"))
            }
            Some(_) => false,
        }
    }

    /// Calls `read` one nesting level deeper.
    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, TexError>) -> Result<T, TexError> {
        if self.depth == DEEPEST {
            return Err(self.cursor.error("the formula is nested too deeply"));
        }
        self.depth += 1;
        let done = read(self);
        self.depth -= 1;
        done
    }

    /// Reads a row, and restores the font after it.
    pub(super) fn row(&mut self) -> Result<Node, TexError> {
        let font = self.font;
        let before = std::mem::take(&mut self.continues).then_some(Class::Ordinary);
        let row = self.deeper(|parser| parser.atoms(true));
        self.font = font;
        Ok(one(spacing::finish(row?, before)))
    }

    /// Reads atoms up to the end of the row. At most one command may split them into numerator and denominator.
    fn atoms(&mut self, may_split: bool) -> Result<Vec<Atom>, TexError> {
        let mut atoms: Vec<Atom> = Vec::new();
        loop {
            self.cursor.skip_space();
            if self.ends() {
                return Ok(atoms);
            }
            let start = self.cursor.at();
            if let Some(line) = self.infix() {
                if may_split {
                    return self.split(atoms, line);
                }
                return Err(self.cursor.error_since(start, "a second command such as `\\over` in one group"));
            }
            if let Some(style) = self.style() {
                let base = Box::new(self.row()?);
                let (display, level) = style;
                atoms.push(Atom::ordinary(Node::Styled { base, display, level }));
                continue;
            }
            let base = match self.cursor.peek() {
                Some('^' | '_' | '\'') => Atom::empty(),
                _ => match self.atom(spacing::in_brackets(&atoms) || self.in_script)? {
                    Some(atom) => atom,
                    None => continue,
                },
            };
            // a script after a space has no base: `38\,^\circ`
            let atom = if base.class == Class::Space { base } else { self.scripted(base)? };
            debug_assert!(self.cursor.at() > start, "each step reads something");
            atoms.push(atom);
        }
    }

    /// Skips `\over` or a similar command, which splits its row, and returns it.
    fn infix(&mut self) -> Option<Infix> {
        let infix = match self.cursor.command()? {
            "over" => Infix::Over,
            "atop" => Infix::Atop,
            "choose" => Infix::Choose,
            _ => return None,
        };
        self.cursor.skip("\\");
        self.cursor.name();
        Some(infix)
    }

    fn split(&mut self, above: Vec<Atom>, infix: Infix) -> Result<Vec<Atom>, TexError> {
        let above = Box::new(one(spacing::finish(above, None)));
        let below = self.deeper(|parser| parser.atoms(false))?;
        let below = Box::new(one(spacing::finish(below, None)));
        let fraction = Node::Fraction { above, below, line: matches!(infix, Infix::Over) };
        Ok(vec![Atom::ordinary(match infix {
            Infix::Choose => bracketed("(", fraction, ")"),
            Infix::Over | Infix::Atop => fraction,
        })])
    }

    /// Skips a command that sets the style of the rest of the row. Returns the display style and the script level.
    fn style(&mut self) -> Option<(Option<bool>, Option<u8>)> {
        let style = match self.cursor.command()? {
            "displaystyle" => (Some(true), Some(0)),
            "textstyle" => (Some(false), Some(0)),
            "scriptstyle" => (Some(false), Some(1)),
            "scriptscriptstyle" => (Some(false), Some(2)),
            _ => return None,
        };
        self.cursor.skip("\\");
        self.cursor.name();
        Some(style)
    }
}

/// A command between a numerator and a denominator.
#[derive(Debug, Clone, Copy)]
enum Infix {
    Over,
    Atop,
    Choose,
}
