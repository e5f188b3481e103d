//! Reads TeX into a formula tree. Start at [`from_tex`].
//!
//! This is our own parser, because chemistry, units and words must be parts of the tree, and errors need positions.
//! It supports what MathJax supports of plain TeX, amsmath, mhchem and siunitx, without macro definitions. Anything
//! unknown is an error, never half a formula.

mod argument;
mod atom;
mod chemistry;
mod command;
mod cursor;
mod environment;
mod fence;
mod font;
mod over;
mod parser;
mod script;
mod spacing;
mod structure;
mod symbols;
mod text;
mod units;

use super::tree::Node;
use cursor::Cursor;
use std::ops::Range;

/// The maximum length of a formula, in bytes.
const LONGEST: usize = 20_000;

/// Why a formula cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TexError {
    /// The byte range in the formula.
    pub(crate) at: Range<usize>,
    pub(crate) message: String,
}

/// Reads a formula, without its dollar signs.
///
/// # Errors
/// Returns the first error, with its position.
pub(crate) fn from_tex(tex: &str) -> Result<Node, TexError> {
    if tex.len() > LONGEST {
        return Err(TexError { at: 0..tex.len(), message: "the formula is too long".to_owned() });
    }
    let node = parser::Parser::new(Cursor::new(tex)).formula()?;
    if is_empty(&node) {
        return Err(TexError { at: 0..tex.len(), message: "the formula is empty".to_owned() });
    }
    Ok(node)
}

fn is_empty(node: &Node) -> bool {
    match node {
        Node::Row(parts) => parts.iter().all(is_empty),
        Node::Space(_) => true,
        _ => false,
    }
}

/// Removes labels, which other formulas refer to: `\label{eq:bmi}`. Returns the remaining formula and the labels.
pub(crate) fn labels(tex: &str) -> (String, Vec<String>) {
    const MARK: &str = "\\label{";
    let (mut left, mut names) = (String::with_capacity(tex.len()), Vec::new());
    let mut rest = tex;
    while let Some(at) = rest.find(MARK) {
        let name = &rest[at + MARK.len()..];
        let Some(end) = name.find(['{', '}']).filter(|&end| name[end..].starts_with('}')) else { break };
        left.push_str(&rest[..at]);
        names.push(name[..end].trim().to_owned());
        rest = &name[end + 1..];
    }
    left.push_str(rest);
    (left, names)
}

#[cfg(test)]
mod tests;
