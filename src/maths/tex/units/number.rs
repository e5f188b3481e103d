//! Numbers, lists of them, and angles.

use super::product::sign;
use crate::maths::{
    tex::{
        TexError,
        atom::{number, one, operator},
        cursor::Cursor,
    },
    tree::{Form, Node},
};

/// Reads numbers separated by semicolons.
pub(super) fn list(mut cursor: Cursor<'_>) -> Result<Vec<Node>, TexError> {
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
pub(super) fn quantity(mut cursor: Cursor<'_>) -> Result<Vec<Node>, TexError> {
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
        return Err(cursor.error("missing number"));
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

/// Reads the sign of a number, or an operator between two numbers.
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
        None => Err(cursor.error("not part of a number")),
    }
}

/// Reads an angle: `45`, or degrees, minutes and seconds: `1;2;3`.
pub(super) fn angle(mut cursor: Cursor<'_>) -> Result<Node, TexError> {
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
