//! Numbers with units in the syntax of siunitx: `\qty{5}{\milli\gram}` and `\SI{5}{mg}`. Denominators are written
//! after a slash.
//!
//! `number` reads numbers, `unit` units; `product` assembles units; `names` has their symbols.

mod names;
mod number;
mod product;
mod unit;

use super::{TexError, atom::one, cursor::Cursor, parser::Parser};
use crate::maths::tree::{Form, Node};
use number::{angle, list, quantity};
use product::{THIN, sign};
use unit::units;

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

/// Reads the arguments of a command for numbers or units.
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
