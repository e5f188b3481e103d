//! Units, as siunitx writes them.

use super::{TexError, parser::Parser};
use crate::maths::tree::Node;

pub(super) fn is_unit(name: &str) -> bool {
    matches!(name, "SI" | "si" | "qty" | "unit" | "num" | "ang")
}

pub(super) fn read(parser: &mut Parser<'_>, name: &str, start: usize) -> Result<Node, TexError> {
    let _ = name;
    Err(parser.cursor.error_since(start, "not understood yet"))
}
