//! Chemistry in the syntax of mhchem: formulas, charges, isotopes, reactions, states.
//!
//! Rows are read here, scripts in `script`, commands in `formula`; `parts` assembles a row.

mod formula;
mod parts;
mod script;

use super::{
    TexError,
    atom::{Atom, Class, italic, number, operator, stretchy, upright},
    cursor::Cursor,
};
use crate::maths::tree::{Form, Node, Operator};
use parts::{Parts, THIN, charge, sign};

/// The maximum nesting depth of brackets.
const DEEPEST: usize = 30;

/// Arrows as typed, longest first.
const ARROWS: &[(&str, &str)] = &[
    ("<-->", "⇄"),
    ("<=>>", "⇌"),
    ("<<=>", "⇌"),
    ("<->", "↔"),
    ("<=>", "⇌"),
    ("->", "→"),
    ("<-", "←"),
    ("→", "→"),
    ("⇌", "⇌"),
];

/// Reads the argument of `\ce`.
pub(super) fn read(cursor: Cursor<'_>) -> Result<Node, TexError> {
    let mut reader = Reader { cursor, depth: 0 };
    let node = reader.parts(None)?;
    if !reader.cursor.is_done() {
        return Err(reader.cursor.error("unmatched closing bracket"));
    }
    Ok(node)
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    depth: usize,
}

impl Reader<'_> {
    /// Reads parts up to a closing bracket, which is not consumed, or to the end.
    fn parts(&mut self, close: Option<char>) -> Result<Node, TexError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.cursor.error("the formula is nested too deeply"));
        }
        let mut parts = Parts::default();
        loop {
            let spaced = !self.cursor.take(char::is_whitespace).is_empty();
            if spaced && parts.joined {
                (parts.joined, parts.apart) = (false, true);
            }
            match self.cursor.peek() {
                None => break,
                Some(next) if Some(next) == close || matches!(next, ')' | ']' | '}') => break,
                Some(_) => self.part(&mut parts, spaced)?,
            }
        }
        self.depth -= 1;
        Ok(parts.finish())
    }

    fn part(&mut self, parts: &mut Parts, spaced: bool) -> Result<(), TexError> {
        let start = self.cursor.at();
        if let Some(arrow) = self.arrow()? {
            parts.push(arrow);
            return Ok(());
        }
        let first = self.cursor.peek().unwrap_or(' ');
        let apart = spaced || start == 0 || parts.nodes.is_empty();
        match first {
            '0'..='9' if parts.joined => {
                let digits = self.cursor.take(|c| c.is_ascii_digit());
                self.marked(parts, number(digits), false, start)?;
            }
            '0'..='9' => {
                let amount = self.amount();
                parts.nodes.push(amount);
                parts.nodes.push(Node::Space(THIN));
                parts.apart = false;
            }
            'A'..='Z' => {
                let letters = self.cursor.take(|c| c.is_ascii_alphabetic());
                parts.substance(upright(letters));
            }
            'v' if spaced && self.alone("v") => parts.push(sign("↓", 0.2)),
            '^' if spaced && self.alone("^") => parts.push(sign("↑", 0.2)),
            '^' | '_' => {
                self.cursor.next();
                let mark = self.script()?;
                self.marked(parts, mark, first == '^', start)?;
            }
            '+' | '-' | '−' | '–' => self.signs(parts, apart, start)?,
            '(' | '[' => {
                let group = self.bracketed()?;
                parts.substance(group);
            }
            '{' => {
                let range = self.cursor.braces()?;
                let inner = Reader { cursor: self.cursor.within(&range), depth: self.depth }.parts(None)?;
                parts.substance(inner);
            }
            '\\' | '$' => {
                let node = self.formula()?;
                parts.substance(node);
            }
            letter if letter.is_alphabetic() => parts.substance(self.letters()),
            other => {
                let other = self.other(other, spaced)?;
                parts.push(other);
            }
        }
        Ok(())
    }

    /// Reads lowercase letters: a variable, an electron, a word.
    fn letters(&mut self) -> Node {
        let letters = self.cursor.take(char::is_alphabetic);
        let electron = letters == "e" && self.cursor.rest().starts_with(['-', '^']);
        if letters.chars().count() == 1 && !electron { italic(letters) } else { upright(letters) }
    }

    /// Reads a bond or another symbol.
    fn other(&mut self, first: char, spaced: bool) -> Result<Node, TexError> {
        if first.is_control() {
            return Err(self.cursor.error("a control character"));
        }
        let start = self.cursor.at();
        self.cursor.next();
        let text = self.cursor.slice(&(start..self.cursor.at()));
        Ok(match first {
            '*' | '.' | '·' | '•' => sign("⋅", 0.1),
            '#' => sign("≡", if spaced { 0.28 } else { 0.0 }),
            '=' | '/' | ':' => sign(text, if spaced { 0.28 } else { 0.0 }),
            _ => Atom::sign(text, Class::Ordinary).node,
        })
    }

    fn marked(&self, parts: &mut Parts, mark: Node, raised: bool, start: usize) -> Result<(), TexError> {
        if parts.mark(mark, raised) {
            return Ok(());
        }
        Err(self.cursor.error_since(start, "two superscripts or subscripts on one substance"))
    }

    /// Reads an arrow with its labels.
    fn arrow(&mut self) -> Result<Option<Node>, TexError> {
        let Some((_, arrow)) = ARROWS.iter().find(|(typed, _)| self.cursor.skip(typed)) else { return Ok(None) };
        let mut labels = Vec::new();
        while labels.len() < 2 && self.cursor.rest().starts_with('[') {
            let open = self.cursor.at();
            self.cursor.next();
            labels.push(self.parts(Some(']'))?);
            if !self.cursor.skip("]") {
                return Err(TexError { at: open..open + 1, message: "this bracket is not closed".to_owned() });
            }
        }
        let mut labels = labels.into_iter().map(Box::new);
        let (over, under) = (labels.next(), labels.next());
        if over.is_none() {
            return Ok(Some(Node::Operator(operator(*arrow))));
        }
        let base = Box::new(stretchy(arrow, true));
        Ok(Some(Node::Limits { base, under, over, accent: false, accent_under: false }))
    }

    /// Skips a symbol that is followed by a space or the end.
    fn alone(&mut self, mark: &str) -> bool {
        let after = &self.cursor.rest()[mark.len()..];
        (after.is_empty() || after.starts_with(char::is_whitespace)) && self.cursor.skip(mark)
    }

    /// Reads the amount of a substance: `2`, `1/2`, `0.5`.
    fn amount(&mut self) -> Node {
        let digits = self.cursor.take(|c| c.is_ascii_digit() || c == '.');
        let rest = self.cursor.rest();
        if rest.strip_prefix('/').is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit())) {
            self.cursor.next();
            let below = self.cursor.take(|c| c.is_ascii_digit());
            return Node::Fraction { above: Box::new(number(digits)), below: Box::new(number(below)), line: true };
        }
        number(digits)
    }

    /// Reads a plus or minus: a charge at the end of a substance, a bond within it, an operator elsewhere.
    fn signs(&mut self, parts: &mut Parts, apart: bool, start: usize) -> Result<(), TexError> {
        let plus = self.cursor.next() == Some('+');
        let text = if plus { "+" } else { "−" };
        let ends = match self.cursor.peek() {
            None => true,
            Some('(') => self.state().is_some(),
            Some(next) => next.is_whitespace() || matches!(next, ')' | ']' | '}' | ',' | '^' | '_'),
        };
        if !apart && parts.joined && ends {
            return self.marked(parts, charge(text), true, start);
        }
        parts.push(sign(text, if plus || apart { 0.22 } else { 0.0 }));
        Ok(())
    }

    /// Returns the state of a substance if it comes next: `(aq)`.
    fn state(&self) -> Option<&'static str> {
        let rest = self.cursor.rest().strip_prefix('(')?;
        let states = ["aq", "s", "l", "g", "ads", "cr", "am"];
        states.into_iter().find(|state| rest.strip_prefix(state).is_some_and(|after| after.starts_with(')')))
    }

    /// Reads a bracketed part. States of matter are upright: `(aq)`.
    fn bracketed(&mut self) -> Result<Node, TexError> {
        let start = self.cursor.at();
        let state = self.state();
        let open = self.cursor.next();
        let close = if open == Some('(') { ')' } else { ']' };
        let inner = match state {
            Some(state) => {
                self.cursor.skip(state);
                upright(state)
            }
            None => self.parts(Some(close))?,
        };
        if self.cursor.peek() != Some(close) {
            return Err(TexError { at: start..start + 1, message: "this bracket is not closed".to_owned() });
        }
        self.cursor.next();
        let fence = |text: char, form| {
            let sign = Operator { stretchy: Some(false), form: Some(form), ..operator(text) };
            Node::Operator(sign)
        };
        Ok(Node::Row(vec![
            fence(if close == ')' { '(' } else { '[' }, Form::Prefix),
            inner,
            fence(close, Form::Postfix),
        ]))
    }
}
