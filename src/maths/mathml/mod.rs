//! MathML: `element` parses its XML, `read` makes the tree of a formula of it, `write` writes a tree as MathML Core.

mod element;
mod fence;
mod leaf;
mod read;
mod table;
mod write;

pub(crate) use read::from_mathml;
pub(crate) use write::{escape, to_mathml};
