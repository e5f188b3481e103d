//! Formulas: read from TeX and MathML, written as MathML, linear text and speech. Start at `tree`.
//!
//! Does not know articles, formats or fonts; glyphs are set in `typeset`.

mod tree;

#[allow(unused_imports)]
pub(crate) use tree::{Align, Form, Leaf, Node, Notation, Operator, TableKind};
