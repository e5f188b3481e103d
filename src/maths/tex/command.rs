//! Parts of a row: characters and commands.

use super::{
    TexError,
    argument::class_of,
    atom::{Atom, Class, one, operator, stretchy, upright},
    chemistry,
    font::{Font, is_mark},
    parser::Parser,
    symbols, units,
};
use crate::maths::tree::{Form, Node, Notation, Operator};

/// Returns a node in brackets that grow with it.
pub(super) fn bracketed(open: &str, node: Node, close: &str) -> Node {
    let fence =
        |text: &str, form| Node::Operator(Operator { stretchy: Some(true), form: Some(form), ..operator(text) });
    let mut nodes = Vec::new();
    if !open.is_empty() {
        nodes.push(fence(open, Form::Prefix));
    }
    nodes.push(node);
    if !close.is_empty() {
        nodes.push(fence(close, Form::Postfix));
    }
    Node::Row(nodes)
}

impl Parser<'_> {
    /// Reads a part without its scripts. Nothing if a command prints nothing. In a list, a comma ends a number.
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
        if let Some((mark, grows)) = symbols::accent(name) {
            let base = Box::new(self.argument()?);
            let over = Some(Box::new(stretchy(mark, grows)));
            return Ok(Some(Atom::ordinary(Node::Limits {
                base,
                under: None,
                over,
                accent: true,
                accent_under: false,
            })));
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

    /// Reads a command that sets a space.
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
            _ => return Ok(None),
        })))
    }

    /// Reads a command with arguments.
    fn structure(&mut self, name: &str, start: usize) -> Result<Option<Atom>, TexError> {
        let fraction = |parser: &mut Self, line| {
            let (above, below) = parser.two()?;
            Ok::<_, TexError>(Node::Fraction { above, below, line })
        };
        let styled = |node, display| Node::Styled { base: Box::new(node), display: Some(display), level: Some(0) };
        Ok(Some(Atom::ordinary(match name {
            "frac" => fraction(self, true)?,
            "dfrac" | "cfrac" => {
                self.cursor.brackets()?;
                styled(fraction(self, true)?, true)
            }
            "tfrac" => styled(fraction(self, true)?, false),
            "binom" => bracketed("(", fraction(self, false)?, ")"),
            "dbinom" => styled(bracketed("(", fraction(self, false)?, ")"), true),
            "tbinom" => styled(bracketed("(", fraction(self, false)?, ")"), false),
            "sqrt" => {
                let degree = self.optional()?.map(Box::new);
                Node::Root { base: Box::new(self.argument()?), degree }
            }
            "boxed" | "fbox" => self.enclosed(Notation::Box)?,
            "cancel" | "bcancel" | "xcancel" | "sout" => self.enclosed(Notation::Strike)?,
            "phantom" | "hphantom" => Node::Phantom(Box::new(self.argument()?)),
            "vphantom" => {
                self.argument()?;
                return Ok(Some(Atom::empty()));
            }
            "smash" => {
                self.cursor.brackets()?;
                self.argument()?
            }
            "textcolor" => {
                self.cursor.word()?;
                self.argument()?
            }
            "mathbin" => return self.classed(Class::Binary),
            "mathrel" => return self.classed(Class::Relation),
            "mathop" => return self.classed(Class::Large),
            "mathord" | "mathinner" | "mathstrut" => self.argument()?,
            "mathopen" => return self.classed(Class::Open),
            "mathclose" => return self.classed(Class::Close),
            "mathpunct" => return self.classed(Class::Punctuation),
            "tag" => {
                let bare = self.cursor.skip("*");
                let text = self.text()?;
                one(vec![Node::Space(2.0), if bare { text } else { super::text::in_parentheses(text) }])
            }
            "ce" | "cf" => {
                let range = self.cursor.braces()?;
                chemistry::read(self.cursor.within(&range))?
            }
            "substack" => return self.substack().map(Some),
            _ if super::text::is_text(name) => self.text()?,
            _ if units::is_unit(name) => units::read(self, name, start)?,
            _ => return self.over_and_under(name, start),
        })))
    }

    fn enclosed(&mut self, notation: Notation) -> Result<Node, TexError> {
        Ok(Node::Enclosed { base: Box::new(self.argument()?), notation })
    }

    fn classed(&mut self, class: Class) -> Result<Option<Atom>, TexError> {
        Ok(Some(Atom { limits: class == Class::Large, ..Atom::new(self.argument()?, class) }))
    }

    /// Reads what is over or under a part, brackets, functions, and environments.
    fn over_and_under(&mut self, name: &str, start: usize) -> Result<Option<Atom>, TexError> {
        let limits = |base: Box<Node>, under, over| {
            let class = class_of(&base);
            Atom::new(Node::Limits { base, under, over, accent: false, accent_under: false }, class)
        };
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
            _ => {
                if let Some((mark, under)) = symbols::line(name) {
                    return self.lined(mark, under).map(Some);
                }
                if let Some(arrow) = symbols::arrow(name) {
                    let under = self.optional()?.map(Box::new);
                    let over = Some(Box::new(self.argument()?));
                    let base = Box::new(stretchy(arrow, true));
                    return Ok(Some(limits(base, under, over)));
                }
                match symbols::size(name) {
                    Some((size, class)) => self.sized(size, class)?,
                    None => return Ok(None),
                }
            }
        }))
    }

    /// Reads a part with a line or a brace over or under it, which can have a limit of its own.
    fn lined(&mut self, mark: &str, under: bool) -> Result<Atom, TexError> {
        let base = Box::new(self.argument()?);
        let sign = Some(Box::new(stretchy(mark, true)));
        let (below, above) = if under { (sign, None) } else { (None, sign) };
        let node = Node::Limits { base, under: below, over: above, accent: !under, accent_under: under };
        Ok(Atom { limits: matches!(mark, "⏞" | "⏟" | "⎴" | "⎵"), ..Atom::ordinary(node) })
    }

    /// Reads a bracket of a given size: `\big(`.
    fn sized(&mut self, size: f32, class: Option<Class>) -> Result<Atom, TexError> {
        let Some(text) = self.delimiter()? else { return Ok(Atom::empty()) };
        let class = class.unwrap_or(symbols::class_of(text));
        let sign = Operator { stretchy: Some(true), size: Some(size), ..operator(text) };
        Ok(Atom::new(Node::Operator(sign), class))
    }

    /// Reads what is between `\left` and `\right`.
    fn fenced(&mut self, start: usize) -> Result<Node, TexError> {
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

    fn modulus(&mut self, name: &str) -> Result<Atom, TexError> {
        let argument = self.argument()?;
        let mut nodes = vec![Node::Space(1.0)];
        let inner = match name {
            "pod" => argument,
            _ => Node::Row(vec![upright("mod"), Node::Space(1.0 / 3.0), argument]),
        };
        nodes.push(if name == "mod" { inner } else { bracketed("(", inner, ")") });
        Ok(Atom::ordinary(Node::Row(nodes)))
    }

    /// Reads a relation that is struck through: `\not=`.
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

    /// Reads an argument of text.
    fn text(&mut self) -> Result<Node, TexError> {
        self.deeper(super::text::read)
    }
}

/// Returns the words of a function as one name: `arg min`.
fn name_of(node: Node) -> Node {
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
    upright(name)
}

/// Returns a length in ems.
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
