//! Formulas: read from TeX and MathML; written as MathML, linear text and speech. Start at `tree`.
//!
//! Does not know articles, formats or fonts; glyphs are set in `typeset`.

mod letters;
mod linear;
mod mathml;
mod spoken;
mod tex;
mod tree;

pub(crate) use {
    linear::{linear, linear_lines},
    mathml::{from_mathml, to_mathml},
    spoken::spoken,
    tex::{from_tex, labels},
    tree::{Align, Form, Leaf, Node, Notation, Operator, TableKind},
};

/// Re-exported for the reader of web pages.
#[cfg(feature = "web")]
pub(crate) use mathml::escape;

#[cfg(test)]
mod tests;
