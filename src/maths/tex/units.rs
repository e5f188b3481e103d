//! Numbers with units, as siunitx writes them: `\qty{5}{\milli\gram}` and `\SI{5}{mg}`. What is divided by gets a slash.

use super::{
    TexError,
    atom::{number, one, operator, upright},
    cursor::Cursor,
    parser::Parser,
    unit_names::{prefix, unit},
};
use crate::maths::tree::{Form, Node, Operator};

/// The space between a number and its unit, in ems.
const THIN: f32 = 1.0 / 6.0;

pub(super) fn is_unit(name: &str) -> bool {
    matches!(
        name,
        "SI" | "si"
            | "qty"
            | "unit"
            | "num"
            | "ang"
            | "SIrange"
            | "qtyrange"
            | "numrange"
            | "SIlist"
            | "qtylist"
            | "numlist"
    )
}

/// Reads the arguments of a command for numbers and units.
pub(super) fn read(parser: &mut Parser<'_>, name: &str, start: usize) -> Result<Node, TexError> {
    parser.cursor.brackets()?;
    let mut argument = || -> Result<Cursor<'_>, TexError> {
        let range = parser.cursor.braces()?;
        Ok(parser.cursor.within(&range))
    };
    let mut nodes = match name {
        "si" | "unit" => return units(argument()?),
        "ang" => return angle(argument()?),
        "num" | "SI" | "qty" => quantity(argument()?)?,
        "SIrange" | "qtyrange" | "numrange" => {
            let mut nodes = quantity(argument()?)?;
            nodes.push(sign("–", Form::Infix, Some(0.0)));
            nodes.extend(quantity(argument()?)?);
            nodes
        }
        "SIlist" | "qtylist" | "numlist" => list(argument()?)?,
        _ => return Err(parser.cursor.error_since(start, "unknown command for units")),
    };
    if !name.starts_with("num") {
        if name.starts_with("SI") {
            parser.cursor.brackets()?;
        }
        let range = parser.cursor.braces()?;
        let unit = units(parser.cursor.within(&range))?;
        let close = matches!(&unit, Node::Operator(sign) if matches!(&*sign.text, "°" | "′" | "″"));
        if !close {
            nodes.push(Node::Space(THIN));
        }
        nodes.push(unit);
    }
    Ok(one(nodes))
}

fn sign(text: &str, form: Form, space: Option<f32>) -> Node {
    Node::Operator(Operator { form: Some(form), before: space, after: space, ..operator(text) })
}

fn list(mut cursor: Cursor<'_>) -> Result<Vec<Node>, TexError> {
    let mut nodes = Vec::new();
    loop {
        let start = cursor.at();
        cursor.take(|c| c != ';');
        nodes.extend(quantity(cursor.within(&(start..cursor.at())))?);
        if !cursor.skip(";") {
            return Ok(nodes);
        }
        nodes.push(Node::Operator(operator(",")));
    }
}

/// Reads a number: `1.5e-3`, `37 \pm 0.5`, `5.1(2)`, `2 x 3`.
fn quantity(mut cursor: Cursor<'_>) -> Result<Vec<Node>, TexError> {
    let mut nodes = Vec::new();
    loop {
        cursor.skip_space();
        let Some(next) = cursor.peek() else { break };
        let first = nodes.is_empty();
        match next {
            '0'..='9' | '.' | ',' => nodes.push(number(cursor.take(|c| c.is_ascii_digit() || c == '.' || c == ','))),
            '(' => {
                let start = cursor.at();
                cursor.next();
                let digits = cursor.take(|c| c.is_ascii_digit() || c == '.');
                if digits.is_empty() || !cursor.skip(")") {
                    return Err(cursor.error_since(start, "not the uncertainty of a number, such as `(2)`"));
                }
                let before = match nodes.pop() {
                    Some(Node::Number(leaf)) => leaf.text,
                    _ => return Err(cursor.error_since(start, "an uncertainty without a number")),
                };
                nodes.push(number(format!("{before}({digits})")));
            }
            'e' | 'E' | 'd' | 'D' => power_of_ten(&mut cursor, &mut nodes)?,
            _ => nodes.push(number_sign(&mut cursor, first)?),
        }
    }
    if nodes.is_empty() {
        return Err(cursor.error("a number is missing here"));
    }
    Ok(nodes)
}

fn power_of_ten(cursor: &mut Cursor<'_>, nodes: &mut Vec<Node>) -> Result<(), TexError> {
    let start = cursor.at();
    cursor.next();
    let minus = cursor.skip("-") || cursor.skip("−");
    cursor.skip("+");
    let digits = cursor.take(|c| c.is_ascii_digit());
    if digits.is_empty() {
        return Err(cursor.error_since(start, "not a power of ten, such as `e-3`"));
    }
    let mut exponent = vec![number(digits)];
    if minus {
        exponent.insert(0, sign("−", Form::Prefix, None));
    }
    if matches!(nodes.last(), Some(Node::Number(_))) {
        nodes.push(sign("×", Form::Infix, None));
    }
    nodes.push(Node::Scripts { base: Box::new(number("10")), sub: None, sup: Some(Box::new(one(exponent))) });
    Ok(())
}

/// Reads a sign of a number, or between two.
fn number_sign(cursor: &mut Cursor<'_>, first: bool) -> Result<Node, TexError> {
    const SIGNS: &[(&str, &str)] = &[
        ("+-", "±"),
        ("\\pm", "±"),
        ("±", "±"),
        ("\\mp", "∓"),
        ("-", "−"),
        ("−", "−"),
        ("+", "+"),
        ("x", "×"),
        ("\\times", "×"),
        ("\\approx", "≈"),
        ("\\le", "≤"),
        ("\\leq", "≤"),
        ("\\ge", "≥"),
        ("\\geq", "≥"),
        ("<", "<"),
        (">", ">"),
        ("\\sim", "∼"),
        ("/", "/"),
    ];
    let command = cursor.command();
    let found = SIGNS.iter().find(|(typed, _)| match typed.strip_prefix('\\') {
        Some(name) => command == Some(name) && cursor.skip(typed),
        None => cursor.skip(typed),
    });
    match found {
        Some((_, text)) if first => Ok(sign(text, Form::Prefix, None)),
        Some((_, "/")) => Ok(sign("/", Form::Infix, Some(0.0))),
        Some((_, text)) => Ok(sign(text, Form::Infix, None)),
        None => Err(cursor.error("this is not part of a number")),
    }
}

/// Reads an angle: `45`, or degrees, minutes and seconds: `1;2;3`.
fn angle(mut cursor: Cursor<'_>) -> Result<Node, TexError> {
    let mut nodes = Vec::new();
    for mark in ["°", "′", "″"] {
        let start = cursor.at();
        cursor.take(|c| c != ';');
        let part = cursor.within(&(start..cursor.at()));
        if !part.rest().trim().is_empty() {
            nodes.extend(quantity(part)?);
            nodes.push(sign(mark, Form::Postfix, Some(0.0)));
        }
        if !cursor.skip(";") {
            break;
        }
    }
    if nodes.is_empty() || !cursor.is_done() {
        return Err(cursor.error("not an angle, such as `45` or `1;30;0`"));
    }
    Ok(one(nodes))
}

/// The units of a product, above and below a slash.
#[derive(Default)]
struct Product {
    above: Vec<Node>,
    below: Vec<Node>,
    /// Whether the next unit is divided by.
    per: bool,
    /// What is before the next unit: a prefix.
    prefix: String,
    /// The power of the next unit.
    power: Option<Node>,
    /// Whether what is next follows a sign, without space.
    tight: bool,
}

impl Product {
    fn part(&mut self) -> &mut Vec<Node> {
        if self.per { &mut self.below } else { &mut self.above }
    }

    /// Adds a unit.
    fn unit(&mut self, symbol: &str) {
        let text = format!("{}{symbol}", std::mem::take(&mut self.prefix));
        let mut node = match &*text {
            "%" | "‰" | "°" | "′" | "″" => sign(&text, Form::Postfix, Some(0.0)),
            _ => upright(text),
        };
        if let Some(power) = self.power.take() {
            node = Node::Scripts { base: Box::new(node), sub: None, sup: Some(Box::new(power)) };
        }
        self.add(node);
        self.per = false;
    }

    fn add(&mut self, node: Node) {
        let apart = !std::mem::take(&mut self.tight);
        let part = self.part();
        if apart && !part.is_empty() {
            part.push(Node::Space(THIN));
        }
        part.push(node);
    }

    /// Adds a sign without space around it.
    fn sign(&mut self, text: &str, form: Form) {
        self.part().push(sign(text, form, Some(0.0)));
        self.tight = form != Form::Postfix;
    }

    /// Raises the last unit to a power.
    fn raise(&mut self, power: Node, below: bool) -> bool {
        let part = if below { &mut self.below } else { &mut self.above };
        match part.pop() {
            Some(node @ (Node::Identifier(_) | Node::Number(_) | Node::Operator(_))) => {
                part.push(Node::Scripts { base: Box::new(node), sub: None, sup: Some(Box::new(power)) });
                true
            }
            _ => false,
        }
    }

    fn finish(self) -> Node {
        let Self { above, mut below, .. } = self;
        if below.is_empty() {
            return one(above);
        }
        let mut nodes = if above.is_empty() { vec![number("1")] } else { above };
        nodes.push(sign("/", Form::Infix, Some(0.0)));
        if below.len() > 1 {
            nodes.push(fence("(", Form::Prefix));
            nodes.append(&mut below);
            nodes.push(fence(")", Form::Postfix));
        } else {
            nodes.append(&mut below);
        }
        Node::Row(nodes)
    }
}

fn fence(text: &str, form: Form) -> Node {
    Node::Operator(Operator { stretchy: Some(false), form: Some(form), ..operator(text) })
}

/// Reads units, as macros or as letters.
fn units(mut cursor: Cursor<'_>) -> Result<Node, TexError> {
    let mut product = Product::default();
    let mut last_below = false;
    loop {
        cursor.skip_space();
        let start = cursor.at();
        let Some(next) = cursor.peek() else { break };
        let below = product.per;
        match next {
            '\\' => {
                cursor.next();
                let name = cursor.name();
                macro_of(name, &mut cursor, &mut product, last_below, start)?;
            }
            '^' => {
                cursor.next();
                let power = power(&mut cursor)?;
                if !product.raise(power, last_below) {
                    return Err(cursor.error_since(start, "a power without a unit"));
                }
                continue;
            }
            '/' => {
                cursor.next();
                product.sign("/", Form::Infix);
            }
            '.' | '~' | '*' | '·' | '⋅' => {
                cursor.next();
            }
            '(' => {
                cursor.next();
                if !product.tight {
                    product.part().push(Node::Space(THIN));
                }
                product.sign("(", Form::Prefix);
            }
            ')' => {
                cursor.next();
                product.sign(")", Form::Postfix);
            }
            '0'..='9' => {
                let digits = cursor.take(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
                product.add(number(digits));
            }
            '$' => return Err(cursor.error("a formula is not allowed in units")),
            letter if letter.is_alphabetic() || "°%‰′″".contains(letter) => {
                let symbol = cursor.take(|c| c.is_alphabetic() || "°%‰′″".contains(c));
                product.unit(symbol);
            }
            _ => return Err(cursor.error("this is not part of a unit")),
        }
        if product.above.len() + product.below.len() > 0 {
            last_below = below && !product.per;
        }
    }
    if product.per || !product.prefix.is_empty() || product.power.is_some() {
        return Err(cursor.error("a unit is missing here"));
    }
    Ok(product.finish())
}

/// Reads a macro of units.
fn macro_of(
    name: &str,
    cursor: &mut Cursor<'_>,
    product: &mut Product,
    below: bool,
    start: usize,
) -> Result<(), TexError> {
    let raised = |product: &mut Product, power| {
        if product.raise(power, below) { Ok(()) } else { Err(cursor.error_since(start, "a power without a unit")) }
    };
    match name {
        "per" => product.per = true,
        "square" => product.power = Some(number("2")),
        "cubic" => product.power = Some(number("3")),
        "squared" => return raised(product, number("2")),
        "cubed" => return raised(product, number("3")),
        "tothe" => {
            let power = power(cursor)?;
            if !product.raise(power, below) {
                return Err(cursor.error_since(start, "a power without a unit"));
            }
        }
        "raiseto" => product.power = Some(power(cursor)?),
        "of" => {
            let of = cursor.word()?;
            let part = if below { &mut product.below } else { &mut product.above };
            match part.pop() {
                Some(base @ Node::Identifier(_)) if of.chars().all(char::is_alphanumeric) => {
                    let sub = Some(Box::new(upright(of)));
                    part.push(Node::Scripts { base: Box::new(base), sub, sup: None });
                }
                _ => return Err(cursor.error_since(start, "`\\of` without a unit, or with more than a word")),
            }
        }
        "%" => product.unit("%"),
        "cdot" | "," | " " | "times" => {}
        _ => match (unit(name), prefix(name)) {
            (Some(symbol), _) => product.unit(symbol),
            (None, Some(prefix)) => product.prefix.push_str(prefix),
            (None, None) => return Err(cursor.error_since(start, format!("unknown unit `\\{name}`"))),
        },
    }
    Ok(())
}

/// Reads a power: `2`, `{-1}`.
fn power(cursor: &mut Cursor<'_>) -> Result<Node, TexError> {
    let start = cursor.at();
    cursor.skip_space();
    let text = match cursor.peek() {
        Some('{') => cursor.word()?.trim(),
        _ => {
            let from = cursor.at();
            let _ = cursor.skip("-") || cursor.skip("−");
            cursor.take(|c| c.is_ascii_digit());
            cursor.slice(&(from..cursor.at()))
        }
    };
    let digits = text.trim_start_matches(['-', '−']);
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '/')) {
        return Err(cursor.error_since(start, "not a power, such as `2`"));
    }
    let mut nodes = vec![number(digits)];
    if digits.len() < text.len() {
        nodes.insert(0, sign("−", Form::Prefix, None));
    }
    Ok(one(nodes))
}
