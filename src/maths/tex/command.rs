//! Characters, numbers and commands of a row.

use super::{
    TexError,
    atom::{Atom, Class, upright},
    font::{Font, is_mark},
    parser::Parser,
    symbols,
};
use crate::maths::tree::Node;

impl Parser<'_> {
    /// Reads an atom without its scripts; `None` for a command that prints nothing. In a list, a comma ends a number.
    pub(super) fn atom(&mut self, in_list: bool) -> Result<Option<Atom>, TexError> {
        let start = self.cursor.at();
        let first = self.cursor.peek().ok_or_else(|| self.cursor.error("the formula ends too early"))?;
        match first {
            '\\' => return self.command(),
            '{' => {
                let node = self.group()?;
                return Ok(Some(Atom::new(node, Class::Ordinary)));
            }
            '#' | '^' | '_' | '}' | '&' | '$' => return Err(self.unexpected()),
            digit if digit.is_ascii_digit() => {
                let number = self.number(in_list);
                return Ok(Some(Atom::ordinary(self.font.number(&number))));
            }
            _ => {}
        }
        self.cursor.next();
        self.cursor.take(is_mark);
        if first.is_alphabetic() {
            if self.font.joins() {
                self.cursor.take(|c| c.is_alphabetic() || is_mark(c));
            }
            let letters = self.cursor.slice(&(start..self.cursor.at()));
            return Ok(Some(Atom::ordinary(self.font.letters(letters))));
        }
        if first.is_control() {
            return Err(self.cursor.error_since(start, "a control character"));
        }
        Ok(Some(match first {
            '~' => Atom::space(1.0 / 3.0),
            '-' => Atom::sign("−", Class::Binary),
            '*' => Atom::sign("∗", Class::Binary),
            _ if first.is_numeric() => Atom::ordinary(self.font.number(first.encode_utf8(&mut [0; 4]))),
            _ => Atom::sign(
                self.cursor.slice(&(start..self.cursor.at())),
                symbols::class_of(first.encode_utf8(&mut [0; 4])),
            ),
        }))
    }

    /// Reads a number: `1,000.5`, or `3{,}5`.
    fn number(&mut self, in_list: bool) -> String {
        let mut number = String::new();
        loop {
            let digits = self.cursor.take(|c| c.is_ascii_digit());
            number.push_str(digits);
            let rest = self.cursor.rest();
            let after = |mark: &str| {
                rest.strip_prefix(mark).map_or(0, |after| after.bytes().take_while(u8::is_ascii_digit).take(4).count())
            };
            let mark = if after("{,}") > 0 {
                "{,}"
            } else if after(".") > 0 || rest.starts_with(".\\overline") || rest.starts_with(".\\bar") {
                "."
            } else if after(",") == 3 && digits.len() <= 3 || after(",") > 0 && !in_list {
                ","
            } else {
                return number;
            };
            self.cursor.skip(mark);
            number.push(if mark == "." { '.' } else { ',' });
        }
    }

    fn command(&mut self) -> Result<Option<Atom>, TexError> {
        let start = self.cursor.at();
        self.cursor.next();
        let name = self.cursor.name();
        if let Some(atom) = self.space(name)? {
            return Ok(Some(atom));
        }
        if let Some(font) = Font::of_switch(name) {
            self.font = font;
            return Ok(None);
        }
        if let Some(font) = Font::of(name) {
            let around = std::mem::replace(&mut self.font, font);
            let node = self.argument();
            self.font = around;
            return Ok(Some(Atom::ordinary(node?)));
        }
        if let Some(atom) = self.structure(name, start)? {
            return Ok(Some(atom));
        }
        match name {
            "label" => self.cursor.word().map(|_| None),
            "nonumber" | "notag" | "hline" | "hfill" | "mathstrut" | "strut" | "allowbreak" | "nobreak" | "relax"
            | "null" => Ok(None),
            "color" => self.cursor.word().map(|_| None),
            _ => match symbols::find(name) {
                Some((text, class)) => Ok(Some(self.symbol(text, class))),
                None if name.is_empty() => Err(self.cursor.error_since(start, "a lone backslash")),
                None => Err(self.cursor.error_since(start, format!("unknown command `\\{name}`"))),
            },
        }
    }

    fn symbol(&self, text: &str, class: Class) -> Atom {
        let one_letter = text.chars().next().is_some_and(|c| c.is_alphabetic() || "∞∅∂∇℧".contains(c));
        match class {
            Class::Function => Atom { limits: symbols::has_limits(text), ..Atom::new(upright(text), class) },
            Class::Ordinary if one_letter => {
                // capital Greek letters are upright in TeX
                let capital = text.chars().all(char::is_uppercase) || !text.chars().all(char::is_alphabetic);
                Atom::ordinary(match self.font.letters(text) {
                    Node::Identifier(mut leaf) => {
                        leaf.upright |= capital;
                        Node::Identifier(leaf)
                    }
                    other => other,
                })
            }
            Class::Large => Atom { limits: symbols::has_limits(text), ..Atom::sign(text, class) },
            _ => Atom::sign(text, class),
        }
    }

    /// Reads a spacing command.
    fn space(&mut self, name: &str) -> Result<Option<Atom>, TexError> {
        Ok(Some(Atom::space(match name {
            "," | "thinspace" => 1.0 / 6.0,
            ":" | ">" | "medspace" => 2.0 / 9.0,
            ";" | "thickspace" => 5.0 / 18.0,
            "!" | "negthinspace" => -1.0 / 6.0,
            " " | "\n" | "\t" | "space" | "nobreakspace" => 1.0 / 3.0,
            "enspace" | "enskip" => 0.5,
            "quad" => 1.0,
            "qquad" => 2.0,
            "hspace" | "mspace" => {
                self.cursor.skip("*");
                let start = self.cursor.at();
                let length = self.cursor.word()?;
                ems(length).ok_or_else(|| self.cursor.error_since(start, "not a length such as `1em`"))?
            }
            "kern" | "mkern" | "hskip" | "mskip" => {
                let start = self.cursor.at();
                self.cursor.skip_space();
                let from = self.cursor.at();
                self.cursor.take(|c| matches!(c, '0'..='9' | '.' | '-' | '+'));
                let unit = self.cursor.rest().get(..2).filter(|unit| unit.is_ascii()).unwrap_or_default();
                self.cursor.skip(unit);
                let length = self.cursor.slice(&(from..self.cursor.at()));
                ems(length).ok_or_else(|| self.cursor.error_since(start, "not a length such as `1em`"))?
            }
            _ => return Ok(None),
        })))
    }
}

/// Parses a length and returns it in ems.
pub(super) fn ems(length: &str) -> Option<f32> {
    let length = length.trim();
    let at = length.find(|c: char| !matches!(c, '0'..='9' | '.' | '-' | '+')).unwrap_or(length.len());
    let value: f32 = length[..at].parse().ok()?;
    let unit = match length[at..].trim() {
        "em" => 1.0,
        "ex" => 0.43,
        "mu" => 1.0 / 18.0,
        "pt" => 0.1,
        "mm" => 0.285,
        "cm" => 2.85,
        "in" => 7.23,
        _ => return None,
    };
    Some((value * unit).clamp(-10.0, 10.0))
}
