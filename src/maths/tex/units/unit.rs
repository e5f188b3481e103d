//! Units, as macros or as letters.

use super::{
    names::{prefix, unit},
    product::{Product, THIN, sign},
};
use crate::maths::{
    tex::{
        TexError,
        atom::{number, one, upright},
        cursor::Cursor,
    },
    tree::{Form, Node},
};

/// Reads units, as macros or as letters.
pub(super) fn units(mut cursor: Cursor<'_>) -> Result<Node, TexError> {
    let mut product = Product::default();
    let mut last_below = false;
    loop {
        cursor.skip_space();
        let start = cursor.at();
        let Some(next) = cursor.peek() else { break };
        let below = product.per;
        if next == '^' {
            cursor.next();
            let power = power(&mut cursor)?;
            if !product.raise(power, last_below) {
                return Err(cursor.error_since(start, "a power without a unit"));
            }
            continue;
        }
        part(next, &mut cursor, &mut product, last_below)?;
        if product.above.len() + product.below.len() > 0 {
            last_below = below && !product.per;
        }
    }
    if product.per || !product.prefix.is_empty() || product.power.is_some() {
        return Err(cursor.error("missing unit"));
    }
    Ok(product.finish())
}

/// Reads a unit, macro, number or symbol.
fn part(next: char, cursor: &mut Cursor<'_>, product: &mut Product, below: bool) -> Result<(), TexError> {
    let is_symbol = |c: char| c.is_alphabetic() || "°%‰′″".contains(c);
    let start = cursor.at();
    match next {
        '0'..='9' => {
            let digits = cursor.take(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
            product.add(number(digits));
            return Ok(());
        }
        '$' => return Err(cursor.error("a formula is not allowed in units")),
        symbol if is_symbol(symbol) => {
            product.unit(cursor.take(is_symbol));
            return Ok(());
        }
        '\\' | '/' | '.' | '~' | '*' | '·' | '⋅' | '(' | ')' => cursor.next(),
        _ => return Err(cursor.error("not part of a unit")),
    };
    match next {
        '\\' => {
            let name = cursor.name();
            macro_of(name, cursor, product, below, start)?;
        }
        '/' => product.sign("/", Form::Infix),
        '(' => {
            if !product.tight {
                product.part().push(Node::Space(THIN));
            }
            product.sign("(", Form::Prefix);
        }
        ')' => product.sign(")", Form::Postfix),
        _ => {}
    }
    Ok(())
}

/// Reads a unit macro.
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
        "of" => return of(cursor, product, below, start),
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

/// Reads the subscript of a unit: `\of{water}`.
fn of(cursor: &mut Cursor<'_>, product: &mut Product, below: bool, start: usize) -> Result<(), TexError> {
    let of = cursor.word()?;
    let part = if below { &mut product.below } else { &mut product.above };
    match part.pop() {
        Some(base @ Node::Identifier(_)) if of.chars().all(char::is_alphanumeric) => {
            let sub = Some(Box::new(upright(of)));
            part.push(Node::Scripts { base: Box::new(base), sub, sup: None });
            Ok(())
        }
        _ => Err(cursor.error_since(start, "`\\of` without a unit, or with more than one word")),
    }
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
